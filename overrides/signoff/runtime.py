"""The runtime's public face for tools: what a recorder, a suite, a plan or a partner's mock takes from it.

Writing a client is another matter, see :mod:`signoff.partner`. Applications need neither.

========================================  =============================================================================
``Clock``, ``SystemClock``                time as the runtime asks for it, and the clock of this machine
``Permits``, ``PermitWindow``,            the pace of requests: the protocol, at most so many in a span of seconds, and no
``Unlimited``                             limit at all
``ClientCredentials``                     a client id and a secret that no repr shows
``HeaderView``                            header fields as they arrived: read-only, case-insensitive, careful when printed
``Scrubber``                              takes known secrets out of texts and contents, in every spelling they travel in
``check_url``, ``is_loopback``            settings: an address that may be spoken to (https, or plain on this machine),
                                          and whether a host name means this machine
========================================  =============================================================================

Names are loaded when they are first used: a tool that only scrubs loads no HTTP library.
"""

# ruff: noqa: PLC0414 - "X as X" tells type checkers that a name is offered, not only used
from typing import TYPE_CHECKING

from signoff._lazy import lazily

if TYPE_CHECKING:
    from signoff._headers import HeaderView as HeaderView
    from signoff._pipeline.clock import Clock as Clock, SystemClock as SystemClock
    from signoff._pipeline.permits import Permits as Permits, PermitWindow as PermitWindow, Unlimited as Unlimited
    from signoff._pipeline.settings import check_url as check_url, is_loopback as is_loopback
    from signoff._pipeline.token_request import ClientCredentials as ClientCredentials
    from signoff._scrub import Scrubber as Scrubber

__getattr__, __dir__, __all__ = lazily(
    globals(),
    {
        "signoff._headers": ("HeaderView",),
        "signoff._pipeline.clock": ("Clock", "SystemClock"),
        "signoff._pipeline.permits": ("PermitWindow", "Permits", "Unlimited"),
        "signoff._pipeline.settings": ("check_url", "is_loopback"),
        "signoff._pipeline.token_request": ("ClientCredentials",),
        "signoff._scrub": ("Scrubber",),
    },
)
