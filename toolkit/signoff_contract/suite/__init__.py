"""Runs a partner's plan of checks against a target and reports what happened as a stream of events.

The engine knows no partner: a plan brings the checks and the client, a description says what is promised, and
requirement rows say what each check proves. Progress, recording and results are consumers of the same events.
"""
