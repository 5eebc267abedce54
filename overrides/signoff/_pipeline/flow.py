"""One call, from outside to inside: deadline, trace, version guard, retry, token and permit, log, network, status.

The flow is a generator without I/O. It yields commands and is sent their outcomes, so that the synchronous and the
asynchronous client run the very same decisions, and tests can run them without either.

The permit is taken after the token, directly before the request leaves: if the wait for a token lay between the two,
permits taken early could all be used at once, and the rate limit would be broken.
"""

import sys
from typing import NoReturn

import httpx2

from signoff._pipeline.border import seal
from signoff._pipeline.call import PACE, Call, Chain, Flow, begin_call, pause, send
from signoff._pipeline.commands import ForeignFailure, OutOfTime, Progress, SinkFailure
from signoff._pipeline.failures import PROXY_WANTS_A_NAME, classify, describe, may_have_left
from signoff._pipeline.outcome import Outcome, is_read
from signoff._pipeline.retry import Deliver, RenewToken, Retry, Stop, StopUnknown, decide
from signoff._pipeline.tell import tell, unclear
from signoff._pipeline.token_flow import obtain_token, refuse_token
from signoff._pipeline.tokens import Token
from signoff._pipeline.version_guard import check_version
from signoff.errors import ApiError, ConnectionFailed, NoAnswer, OutcomeUnknown, SignoffError, UnexpectedResponse


def run(chain: Chain, request: httpx2.Request) -> Flow[httpx2.Response]:
    """Make one call: the answer is a success, everything else is raised as a :class:`SignoffError`.

    An interrupt, a cancellation and the end of a generator pass as they are, with a note that tells the outcome.
    """
    outside = sys.exc_info()[1]
    call = begin_call(chain, request)
    leaving: BaseException | None = None
    try:
        check_version(required=call.version_needed, if_match=call.if_match, summary=call.summary)
        response = yield from _attempts(call, request)
    except BaseException as caught:  # noqa: BLE001 - raised below, outside of its own handling
        leaving = _leaving(call, caught)
    if leaving is not None:
        call.log.failed(leaving, call.attempts, call.elapsed(), call.outcome)
        seal(leaving, chain.scrubber, outside)
        try:
            raise leaving
        finally:
            # The frame would hold the error that holds the frame.
            del leaving
    call.log.answered(response.status_code, response.headers, call.attempts, call.elapsed())
    response.request = request
    return response


def _leaving(call: Call, caught: BaseException) -> BaseException:
    """What the caller is to hear of it."""
    if isinstance(caught, SignoffError):
        return caught
    if isinstance(caught, SinkFailure):
        return caught.original
    if not isinstance(caught, Exception):
        caught.add_note(f"{call.summary}: {tell(call.outcome)}")
        return caught
    # Something that the client was handed failed by itself: the permits, a token store, the clock.
    what = f"{type(caught).__name__} in something that this client was given"
    if call.outcome in {Outcome.UNKNOWN, Outcome.MADE}:
        error: SignoffError = _unclear(call, None, what)
    else:
        error = _unanswered(call, what) if call.progress.left else _unsent(call, what)
    error.__cause__ = caught
    return error


def _attempts(call: Call, request: httpx2.Request) -> Flow[httpx2.Response]:
    renewed, counted = False, 0
    while True:
        token = call.token = yield from _ready(call)
        counted += 1
        call.attempts += 1
        response, problem = yield from _attempt(call, request, token)
        decision = decide(
            method=call.method,
            attempt=counted,
            retries=call.chain.retries,
            draw=call.chain.draw,
            status=None if response is None else response.status_code,
            failure=None if problem is None else classify(problem),
            retry_after=None if response is None else call.retry_after(response),
            renewed=renewed,
            refused=call.refused,
            paced=call.chain.paced,
        )
        match decision:
            case Deliver():
                return _whole(call, response)
            case RenewToken():
                renewed, counted = True, counted - 1
                refuse_token(call.chain, token.value)
            case Retry() if isinstance(problem, OutOfTime):
                _stop(call, _error(call, response, problem), "", problem)
            case Retry(wait):
                last = _error(call, response, problem)
                yield from pause(call, wait, _reason(call, response, problem), lambda last=last: last)  # type: ignore[misc]
            case Stop(why):
                _stop(call, _error(call, response, problem), why, problem)
            case StopUnknown():
                _stop_unknown(call, response, problem)


def _attempt(
    call: Call, request: httpx2.Request, token: Token
) -> Flow[tuple[httpx2.Response | None, httpx2.RequestError | OutOfTime | None]]:
    call.progress, call.answered, call.refused = Progress(), None, False
    attempt = _with_token(call, request, token)
    try:
        response = yield from send(call, attempt, call.attempts, "", into=call.into, progress=call.progress)
    except httpx2.RequestError as problem:
        # It may refer to the attempt's request, which holds the token; the caller's own does not.
        problem.request = request
        return None, problem
    except OutOfTime as problem:
        return None, problem
    call.answered = response.status_code
    call.refused = call.chain.error_shape.was_refused(response)
    return response, None


def _ready(call: Call) -> Flow[Token]:
    while True:
        token = yield from obtain_token(call)
        wait = call.chain.permits.reserve()
        if not wait:
            return token
        yield from pause(call, wait, PACE)


def _with_token(call: Call, request: httpx2.Request, token: Token) -> httpx2.Request:
    # A fresh request for each attempt: the caller's own never holds the token, and neither does any error.
    replaced = {b"authorization", b"user-agent", b"accept-encoding"}
    headers = [(name, value) for name, value in request.headers.raw if name.lower() not in replaced]
    headers += [
        (b"Authorization", b"Bearer " + token.value.encode("ascii")),
        (b"User-Agent", call.chain.user_agent.encode("ascii")),
        # Servers and proxies that compress tend to weaken or rewrite entity tags.
        (b"Accept-Encoding", b"identity"),
    ]
    return httpx2.Request(
        request.method, request.url, headers=headers, content=request.content, extensions=request.extensions
    )


def _whole(call: Call, response: httpx2.Response | None) -> httpx2.Response:
    assert response is not None, "only an answer is delivered"  # noqa: S101 - tells the type checker
    if response.extensions.get("signoff.cut"):
        long = f"the body is longer than {response.extensions['signoff.size']} bytes"
        if is_read(call.method):
            raise call.error(response, error_type=UnexpectedResponse, detail=long)
        call.answered = None
        answer = call.error(response, error_type=UnexpectedResponse, detail=long, unknown=True)
        raise _unclear(call, answer, f"HTTP {response.status_code}, and {long}") from answer
    return response


def _reason(call: Call, response: httpx2.Response | None, problem: Exception | None) -> str:
    if response is not None:
        return f"HTTP {response.status_code}"
    began = call.progress.status
    return describe(problem) if began is None else f"HTTP {began}, then {describe(problem)}"


def _error(call: Call, response: httpx2.Response | None, problem: Exception | None) -> SignoffError:
    """The error for an attempt that, as far as is known, changed nothing."""
    if response is not None:
        return call.error(response, detail=_detail(response.status_code), unknown=call.outcome is Outcome.UNKNOWN)
    what = _reason(call, response, problem)
    if may_have_left(problem):
        return _unanswered(call, what)
    return _unsent(call, what)


def _detail(status: int) -> str | None:
    if status == 407:
        return f"a proxy on the way {PROXY_WANTS_A_NAME}"
    return "redirects are not followed" if 300 <= status < 400 else None


def _unanswered(call: Call, what: str) -> NoAnswer:
    return NoAnswer(
        f"{call.summary}: {_host(call)} gave no answer: {what}. Nothing has changed; try again later.",
        request_summary=call.summary,
    )


def _unsent(call: Call, what: str) -> ConnectionFailed:
    return ConnectionFailed(
        f"{call.summary}: the request was never sent to {_host(call)}: {what}. Check network, proxy and address; "
        "nothing has changed, so it is safe to try again.",
        request_summary=call.summary,
    )


def _host(call: Call) -> str:
    return call.chain.base_url.netloc.decode("ascii")


def _stop(call: Call, error: SignoffError, why: str, problem: Exception | None) -> NoReturn:
    if isinstance(problem, OutOfTime) or (problem is not None and call.remaining() <= 0):
        raise call.out_of_time(problem.doing if isinstance(problem, OutOfTime) else describe(problem)) from _cause(
            problem
        )
    if why:
        error.add_note(why)
    raise error from _cause(problem)


def _stop_unknown(call: Call, response: httpx2.Response | None, problem: Exception | None) -> NoReturn:
    answer = None if response is None else call.error(response, unknown=True)
    raise _unclear(call, answer, _reason(call, response, problem)) from answer or _cause(problem)


def _cause(problem: Exception | None) -> Exception | None:
    return problem.original if isinstance(problem, ForeignFailure) else problem


def _unclear(call: Call, answer: ApiError | None, reason: str) -> OutcomeUnknown:
    return unclear(call.summary, answer, reason, status=call.progress.status)
