"""Signoff's runtime: what an application imports to call a partner.

Names are loaded when they are first used, so that ``import signoff`` costs next to nothing and pulls in no partner.
"""

from typing import TYPE_CHECKING

from signoff._lazy import lazily

if TYPE_CHECKING:
    from signoff._calls import CallOptions as CallOptions
    from signoff._pipeline.clock import Clock as Clock
    from signoff._pipeline.deadline import Timeouts as Timeouts
    from signoff._pipeline.permits import PermitWindow as PermitWindow
    from signoff._raw import RawResponse as RawResponse
    from signoff.consent import run_consent_flow as run_consent_flow, run_consent_flow_async as run_consent_flow_async
    from signoff.consent_errors import (
        ConsentDenied as ConsentDenied,
        ConsentFailed as ConsentFailed,
        ConsentLack as ConsentLack,
        ConsentRequired as ConsentRequired,
        TokenStoreError as TokenStoreError,
    )
    from signoff.downloads import download as download
    from signoff.errors import (
        ApiError as ApiError,
        BadRequest as BadRequest,
        CallError as CallError,
        ConfigurationError as ConfigurationError,
        Conflict as Conflict,
        ConnectionFailed as ConnectionFailed,
        DeadlineExceeded as DeadlineExceeded,
        DecodeError as DecodeError,
        EditClosed as EditClosed,
        Forbidden as Forbidden,
        InterleavedChange as InterleavedChange,
        InvalidValue as InvalidValue,
        NoAnswer as NoAnswer,
        NotFound as NotFound,
        OutcomeUnknown as OutcomeUnknown,
        PreconditionRequired as PreconditionRequired,
        RateLimited as RateLimited,
        ServerError as ServerError,
        ServiceUnavailable as ServiceUnavailable,
        SignoffError as SignoffError,
        TokenError as TokenError,
        Unauthorized as Unauthorized,
        UnexpectedResponse as UnexpectedResponse,
        UnprocessableContent as UnprocessableContent,
        VersionConflict as VersionConflict,
        VersionRequired as VersionRequired,
    )
    from signoff.pagination import PaginationError as PaginationError
    from signoff.siesmart import (
        AsyncSieSmart as AsyncSieSmart,
        ClientCredentials as ClientCredentials,
        SieSmart as SieSmart,
        SieSmartEnvironment as SieSmartEnvironment,
    )
    from signoff.simutek import (
        AsyncSimutek as AsyncSimutek,
        Simutek as Simutek,
        SimutekEnvironment as SimutekEnvironment,
    )
    from signoff.smartbusiness import (
        AsyncSmartBusiness as AsyncSmartBusiness,
        OwnAccount as OwnAccount,
        SmartBusiness as SmartBusiness,
        SmartBusinessEnvironment as SmartBusinessEnvironment,
        UserAccount as UserAccount,
    )
    from signoff.token_file import FileTokenStore as FileTokenStore
    from signoff.token_store import (
        MemoryTokenStore as MemoryTokenStore,
        StoredGrant as StoredGrant,
        TokenStore as TokenStore,
    )
    from signoff.values import UNSET as UNSET, Unset as Unset
    from signoff.versions import (
        ANY_VERSION as ANY_VERSION,
        Result as Result,
        Versioned as Versioned,
        VersionLike as VersionLike,
        entity_tag as entity_tag,
    )

_HOMES = {
    "signoff._calls": ("CallOptions",),
    "signoff._pipeline.clock": ("Clock",),
    "signoff._pipeline.deadline": ("Timeouts",),
    "signoff._pipeline.permits": ("PermitWindow",),
    "signoff._raw": ("RawResponse",),
    "signoff.consent": ("run_consent_flow", "run_consent_flow_async"),
    "signoff.consent_errors": ("ConsentDenied", "ConsentFailed", "ConsentLack", "ConsentRequired", "TokenStoreError"),
    "signoff.downloads": ("download",),
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
        "InvalidValue",
        "NoAnswer",
        "NotFound",
        "OutcomeUnknown",
        "PreconditionRequired",
        "RateLimited",
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
    "signoff.pagination": ("PaginationError",),
    "signoff.siesmart": ("AsyncSieSmart", "ClientCredentials", "SieSmart", "SieSmartEnvironment"),
    "signoff.simutek": ("AsyncSimutek", "Simutek", "SimutekEnvironment"),
    "signoff.smartbusiness": (
        "AsyncSmartBusiness",
        "OwnAccount",
        "SmartBusiness",
        "SmartBusinessEnvironment",
        "UserAccount",
    ),
    "signoff.token_file": ("FileTokenStore",),
    "signoff.token_store": ("MemoryTokenStore", "StoredGrant", "TokenStore"),
    "signoff.values": ("UNSET", "Unset"),
    "signoff.versions": ("ANY_VERSION", "Result", "VersionLike", "Versioned", "entity_tag"),
}

__getattr__, __dir__, __all__ = lazily(globals(), _HOMES)
