"""One call, from outside to inside: deadline, trace, version guard, retry, token and permit, log, network, status.

The flow is a generator without I/O. It yields commands and is sent their outcomes, so that the synchronous and the
asynchronous client run the very same decisions, and tests can run them without either.

The permit is taken after the token, directly before the request leaves: if the wait for a token lay between the two,
permits taken early could all be used at once, and the rate limit would be broken.
"""

from typing import NoReturn

import httpx2

from signoff._pipeline.call import Call, Chain, Flow, begin_call, pause, send
from signoff._pipeline.commands import OutOfTime
from signoff._pipeline.failures import classify, describe
from signoff._pipeline.retry import Deliver, Failure, RenewToken, Retry, Stop, StopUnknown, decide
from signoff._pipeline.token_flow import obtain_token, refuse_token
from signoff._pipeline.tokens import Token
from signoff._pipeline.version_guard import check_version
from signoff.errors import ConnectionFailed, NoAnswer, OutcomeUnknown, SignoffError, UnexpectedResponse


def run(chain: Chain, request: httpx2.Request) -> Flow[httpx2.Response]:
    """Make one call: the answer is a success, everything else is raised as a :class:`SignoffError`."""
    call = begin_call(chain, request)
    try:
        check_version(required=call.version_needed, if_match=call.if_match, summary=call.summary)
        response = yield from _attempts(call, request)
    except SignoffError as error:
        call.log.failed(error, call.attempts, call.elapsed())
        raise
    call.log.answered(response.status_code, response.headers, call.attempts, call.elapsed())
    response.request = request
    return response


def _attempts(call: Call, request: httpx2.Request) -> Flow[httpx2.Response]:
    renewed, counted = False, 0
    while True:
        token = call.token = yield from _ready(call)
        counted += 1
        call.attempts += 1
        response: httpx2.Response | None = None
        problem: httpx2.RequestError | OutOfTime | None = None
        try:
            response = yield from send(call, _with_token(call, request, token), call.attempts, "", into=call.into)
        except httpx2.RequestError as caught:
            # It may refer to the attempt's request, which holds the token; the caller's own does not.
            caught.request = request
            problem = caught
        except OutOfTime as caught:
            problem = caught
        decision = decide(
            method=call.method,
            attempt=counted,
            retries=call.chain.retries,
            draw=call.chain.draw,
            status=None if response is None else response.status_code,
            failure=None if problem is None else classify(problem),
            retry_after=None if response is None else call.retry_after(response),
            renewed=renewed,
            refused=response is not None and call.chain.error_shape.was_refused(response),
        )
        match decision:
            case Deliver():
                return _whole(call, response)
            case RenewToken():
                renewed, counted = True, counted - 1
                refuse_token(call.chain, token.value)
            case Retry(wait):
                last = _error(call, response, problem)
                yield from pause(call, wait, _reason(response, problem), lambda last=last: last)  # type: ignore[misc]
            case Stop(why):
                _stop(call, _error(call, response, problem), why, problem)
            case StopUnknown():
                _stop_unknown(call, response, problem)


def _ready(call: Call) -> Flow[Token]:
    while True:
        token = yield from obtain_token(call)
        wait = call.chain.permits.reserve()
        if not wait:
            return token
        yield from pause(call, wait, "rate limit")


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
        raise call.error(
            response,
            error_type=UnexpectedResponse,
            detail=f"the body is longer than {response.extensions['signoff.size']} bytes",
        )
    return response


def _reason(response: httpx2.Response | None, problem: Exception | None) -> str:
    return describe(problem) if response is None else f"HTTP {response.status_code}"


def _error(call: Call, response: httpx2.Response | None, problem: Exception | None) -> SignoffError:
    """The error for an attempt that, as far as is known, changed nothing."""
    if response is not None:
        redirect = 300 <= response.status_code < 400
        return call.error(response, detail="redirects are not followed" if redirect else None)
    host, what = call.chain.base_url.netloc.decode("ascii"), describe(problem)
    if problem is None or classify(problem) is Failure.MAYBE_SENT:
        return NoAnswer(
            f"{call.summary}: {host} gave no answer: {what}. It was a read, so nothing has changed; try again later.",
            request_summary=call.summary,
        )
    return ConnectionFailed(
        f"{call.summary}: the request was never sent to {host}: {what}. Check network, proxy and address; nothing "
        "has changed, so it is safe to try again.",
        request_summary=call.summary,
    )


def _stop(call: Call, error: SignoffError, why: str, problem: Exception | None) -> NoReturn:
    if problem is not None and call.remaining() <= 0:
        raise call.out_of_time(describe(problem)) from problem
    if why:
        error.add_note(why)
    raise error from problem


def _stop_unknown(call: Call, response: httpx2.Response | None, problem: Exception | None) -> NoReturn:
    answered = None if response is None else call.error(response)
    reason = _reason(response, problem)
    trace_id = None if answered is None else answered.trace_id
    trace = f" [trace id {trace_id}]" if trace_id else ""
    raise OutcomeUnknown(
        f"{call.summary}: the change may have been made, but no clear answer came: {reason}{trace}. It was not sent "
        "again, because that could make it twice. Read the resource, compare, then decide.",
        request_summary=call.summary,
        reason=reason,
        trace_id=trace_id,
    ) from (answered or problem)
