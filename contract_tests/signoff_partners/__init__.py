"""The partners that Signoff brings, each in the form that a partner from another distribution has.

A partner's package holds what its mock and its real environment are held against: `mock`, `plan`, `properties` and
`faults`, and beside them the pytest modules, which no wheel has.
"""
