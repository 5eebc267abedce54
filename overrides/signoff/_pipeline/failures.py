"""What a network failure means: was the request sent, and how is it said without repeating anything confidential?"""

import httpx2

from signoff._pipeline.commands import ForeignFailure, OutOfTime
from signoff._pipeline.retry import Failure
from signoff._scrub import one_line

_LONGEST_TEXT = 160

PROXY_WANTS_A_NAME = (
    "asks for a user name and password, or does not accept those given (407). They belong into the proxy's address: "
    "HTTPTransport(proxy='http://NAME:PASSWORD@HOST:PORT')"
)


def classify(problem: Exception) -> Failure:
    """Whether the request may have reached the partner. In doubt it may."""
    if isinstance(problem, ForeignFailure):
        # A connection that breaks is nothing to be surprised at; anything else would happen again.
        broke = isinstance(problem.original, OSError | httpx2.StreamError)
        if problem.left:
            return Failure.MAYBE_SENT if broke else Failure.BROKEN
        return Failure.NEVER_SENT if broke else Failure.UNSENDABLE
    if isinstance(problem, OutOfTime):
        return Failure.MAYBE_SENT if problem.sent else Failure.NEVER_SENT
    if isinstance(problem, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.PoolTimeout | httpx2.ProxyError):
        return Failure.NEVER_SENT
    if isinstance(problem, httpx2.UnsupportedProtocol | httpx2.LocalProtocolError):
        return Failure.UNSENDABLE
    return Failure.MAYBE_SENT


def may_have_left(problem: Exception | None) -> bool:
    """Whether the request may have reached the partner."""
    return problem is None or classify(problem) in {Failure.MAYBE_SENT, Failure.BROKEN}


def describe(problem: Exception | None) -> str:
    """The failure in words. Only the operating system's own text about connecting is quoted: other texts of the
    HTTP library can repeat header fields or pieces of an answer."""
    match problem:
        case httpx2.ConnectTimeout():
            return "connecting took too long"
        case httpx2.PoolTimeout():
            return "no connection became free in time"
        case httpx2.ConnectError():
            return f"no connection ({one_line(str(problem), _LONGEST_TEXT) or 'no reason given'})"
        case httpx2.ProxyError():
            return _describe_proxy(problem)
        case httpx2.UnsupportedProtocol() | httpx2.LocalProtocolError():
            return "the request is not valid HTTP"
        case httpx2.ReadTimeout():
            return "no answer in time"
        case httpx2.WriteTimeout():
            return "sending took too long"
        case httpx2.RemoteProtocolError():
            return "the connection was closed early, or what came was not HTTP"
        case httpx2.DecodingError():
            return "the answer's content encoding is broken"
        case ForeignFailure():
            return f"the transport failed with {type(problem.original).__name__}"
        case OutOfTime():
            return str(problem)
        case _:
            return "the connection broke"


def _proxy_status(problem: httpx2.ProxyError) -> int | None:
    """The status with which a proxy refused to open a tunnel. The text after it is the proxy's and not repeated."""
    number = str(problem).partition(" ")[0]
    return int(number) if len(number) == 3 and number.isascii() and number.isdigit() else None


def _describe_proxy(problem: httpx2.ProxyError) -> str:
    match _proxy_status(problem):
        case 407:
            return f"the proxy {PROXY_WANTS_A_NAME}"
        case 403 as status:
            return f"the proxy forbids connections to this host ({status}). Ask its administrator to allow it"
        case (502 | 503 | 504) as status:
            return f"the proxy could not reach the host ({status})"
        case None:
            return "the proxy refused the connection or broke it off"
        case status:
            return f"the proxy refused the connection ({status})"
