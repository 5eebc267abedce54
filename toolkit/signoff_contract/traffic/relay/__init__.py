"""The relay: HTTP/1.1 in and out as bytes, with somebody in the middle who may watch, change, delay, cut and refuse.

What is passed on is what came: method, target, order and case of fields, bodies, statuses with their reason. Changed are
the Host field, the fields of a single connection (RFC 9110, 7.6.1), and what a hook asks for. A request for another
protocol (Upgrade) goes on as the plain request that it is as well. There is no Via and no Forwarded.
"""

from .channel import Gone as Gone, TimeIsUp as TimeIsUp
from .heads import BadMessage as BadMessage, Fields as Fields, RequestHead as RequestHead, ResponseHead as ResponseHead
from .hooks import (
    HangUp as HangUp,
    Hooks as Hooks,
    Incoming as Incoming,
    Kept as Kept,
    Limits as Limits,
    Pass as Pass,
    Relayed as Relayed,
    Reply as Reply,
    Return as Return,
    Upstream as Upstream,
    Wire as Wire,
)
from .server import Relay as Relay, relaying as relaying

__all__ = [
    "BadMessage",
    "Fields",
    "Gone",
    "HangUp",
    "Hooks",
    "Incoming",
    "Kept",
    "Limits",
    "Pass",
    "Relay",
    "Relayed",
    "Reply",
    "RequestHead",
    "ResponseHead",
    "Return",
    "TimeIsUp",
    "Upstream",
    "Wire",
    "relaying",
]
