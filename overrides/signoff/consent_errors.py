"""What can go wrong with a user's consent: asking for it, keeping it, renewing the access that it gives."""

from enum import Enum
from typing import Any

from signoff.errors import SignoffError, TokenError

__all__ = ["ConsentDenied", "ConsentFailed", "ConsentLack", "ConsentRequired", "TokenStoreError"]


class ConsentLack(Enum):
    """Why a user has to be asked for consent."""

    ABSENT = "absent"
    """The token store is empty: nobody has consented yet."""

    ENDED = "ended"
    """The partner refused the refresh token: revoked by the user, or spent by somebody else."""

    UNCERTAIN = "uncertain"
    """The refresh token may have been spent and no answer was kept: it cannot be used again."""


class ConsentRequired(TokenError):
    """No access token can be had before the user consents (again). ``lack`` says why."""

    def __init__(self, message: str, *, lack: ConsentLack, **details: Any) -> None:
        super().__init__(message, **details)
        self.lack = lack


class TokenStoreError(SignoffError):
    """The place where a user's consent is kept cannot be read, written or trusted. The text says what to do."""


class ConsentFailed(SignoffError):
    """Asking a user for consent came to nothing. Nothing was stored; begin again.

    ``error`` is OAuth's word for the reason where the partner sent one.
    """

    def __init__(self, message: str, *, error: str | None = None) -> None:
        super().__init__(message)
        self.error = error


class ConsentDenied(ConsentFailed):
    """The user was asked and said no (OAuth's ``access_denied``)."""
