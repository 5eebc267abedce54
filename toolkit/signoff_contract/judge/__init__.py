"""What exchanges say when they are held against a description. Without a client and without a plan.

`provider` and `introducer` hold the rules of the two sides, `handed` those that need to know what a client handed on.
"""
