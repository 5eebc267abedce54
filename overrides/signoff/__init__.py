"""Signoff's runtime: what an application imports to call a partner.

Names are loaded when they are first used, so that ``import signoff`` costs next to nothing and pulls in no partner.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from signoff._calls import CallOptions as CallOptions
    from signoff._pipeline.clock import Clock as Clock
    from signoff._pipeline.deadline import Timeouts as Timeouts
    from signoff._pipeline.permits import PermitWindow as PermitWindow
    from signoff.errors import ApiError as ApiError
    from signoff.errors import BadRequest as BadRequest
    from signoff.errors import CallError as CallError
    from signoff.errors import ConfigurationError as ConfigurationError
    from signoff.errors import Conflict as Conflict
    from signoff.errors import ConnectionFailed as ConnectionFailed
    from signoff.errors import DeadlineExceeded as DeadlineExceeded
    from signoff.errors import DecodeError as DecodeError
    from signoff.errors import EditClosed as EditClosed
    from signoff.errors import Forbidden as Forbidden
    from signoff.errors import InterleavedChange as InterleavedChange
    from signoff.errors import NotFound as NotFound
    from signoff.errors import OutcomeUnknown as OutcomeUnknown
    from signoff.errors import PreconditionRequired as PreconditionRequired
    from signoff.errors import RateLimited as RateLimited
    from signoff.errors import RawResponse as RawResponse
    from signoff.errors import ServerError as ServerError
    from signoff.errors import ServiceUnavailable as ServiceUnavailable
    from signoff.errors import SignoffError as SignoffError
    from signoff.errors import TokenError as TokenError
    from signoff.errors import Unauthorized as Unauthorized
    from signoff.errors import UnexpectedResponse as UnexpectedResponse
    from signoff.errors import UnprocessableContent as UnprocessableContent
    from signoff.errors import VersionConflict as VersionConflict
    from signoff.errors import VersionRequired as VersionRequired
    from signoff.siesmart import AsyncSieSmart as AsyncSieSmart
    from signoff.siesmart import ClientCredentials as ClientCredentials
    from signoff.siesmart import SieSmart as SieSmart
    from signoff.siesmart import SieSmartEnvironment as SieSmartEnvironment
    from signoff.versions import ANY_VERSION as ANY_VERSION
    from signoff.versions import Result as Result
    from signoff.versions import Versioned as Versioned
    from signoff.versions import VersionLike as VersionLike
    from signoff.versions import entity_tag as entity_tag

_HOMES = {
    "signoff._calls": ("CallOptions",),
    "signoff._pipeline.clock": ("Clock",),
    "signoff._pipeline.deadline": ("Timeouts",),
    "signoff._pipeline.permits": ("PermitWindow",),
    "signoff.errors": (
        "ApiError",
        "BadRequest",
        "CallError",
        "ConfigurationError",
        "Conflict",
        "ConnectionFailed",
        "DeadlineExceeded",
        "DecodeError",
        "EditClosed",
        "Forbidden",
        "InterleavedChange",
        "NotFound",
        "OutcomeUnknown",
        "PreconditionRequired",
        "RateLimited",
        "RawResponse",
        "ServerError",
        "ServiceUnavailable",
        "SignoffError",
        "TokenError",
        "Unauthorized",
        "UnexpectedResponse",
        "UnprocessableContent",
        "VersionConflict",
        "VersionRequired",
    ),
    "signoff.siesmart": ("AsyncSieSmart", "ClientCredentials", "SieSmart", "SieSmartEnvironment"),
    "signoff.versions": ("ANY_VERSION", "Result", "VersionLike", "Versioned", "entity_tag"),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [  # noqa: PLE0604 - one table serves the export list and the lazy loading
    *_HOME_OF,
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOME_OF})
