"""Observers of what an answer must not tell, whatever the partner: credentials, and the inside of the server.

They are bound as the observers of `observers` are, in a plan with a partner's context or without; `judge.provider` says what
they look for, and which advice the rows that bind them quote.
"""

from signoff_contract.judge import provider

from .judging import Observer, of_everything, secrets_of


def nothing_leaked(requirement: str) -> Observer:
    """No error answer repeats a token or a secret, or shows the inside of the server (a stack trace, a query)."""
    return of_everything(requirement, lambda run: provider.nothing_leaked(run.description, secrets=secrets_of(run)))


def credentials_not_repeated(requirement: str) -> Observer:
    """No error answer repeats a token or a secret; `nothing_leaked` without its second half."""
    return of_everything(
        requirement, lambda run: provider.credentials_not_repeated(run.description, secrets=secrets_of(run))
    )


def inside_not_shown(requirement: str) -> Observer:
    """No error answer shows the inside of the server; `nothing_leaked` without its first half."""
    return of_everything(requirement, lambda run: provider.inside_not_shown(run.description))


def token_media_type(requirement: str) -> Observer:
    """Every token is granted in an answer that is announced as application/json (RFC 6749, 5.1)."""
    return of_everything(requirement, lambda run: provider.token_media_type(run.description))
