"""Does an application use the API as it must? Each function starts a judge of what was sent, whatever came back."""

from .conduct import below_base, https_only, no_blind_repeat, queries_described, request_bodies
from .pace import allowance_kept, budget_kept, pace_kept, refusal_waited_out
from .renewal import token_reused
from .token_use import authorized, token_in_header, token_lifetime, token_opaque, token_stays_home
from .versions import newest_version_sent, precondition_sent

__all__ = [
    "allowance_kept",
    "authorized",
    "below_base",
    "budget_kept",
    "https_only",
    "newest_version_sent",
    "no_blind_repeat",
    "pace_kept",
    "precondition_sent",
    "queries_described",
    "refusal_waited_out",
    "request_bodies",
    "token_in_header",
    "token_lifetime",
    "token_opaque",
    "token_reused",
    "token_stays_home",
]
