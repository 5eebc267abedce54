"""Whatever a partner echoes, wherever and however it spells it: no secret leaves with an error, a cause, a frame, a line."""

import io
import itertools
import json
import logging
import pickle
from collections.abc import Iterator
from types import TracebackType
from typing import Any

import httpx2
import pytest

from signoff import ClientCredentials, SignoffError
from signoff._scrub import Scrubber

from .conftest import settle
from .partners import KINDS, PARTNERS, Stand
from .test_scrub import SPELLINGS

pytestmark = pytest.mark.anyio

SECRET = "S3cr3tCanary+/=0123456789"
TOKEN = "T0kenCanary-abcdefgh.ijklmnop"
REFRESH = "R3freshCanary-0123456789ab"
ALL = (SECRET, TOKEN, REFRESH)
SEARCH = Scrubber(ALL)
SIGNS = "\x1b[31m\x9b\u202e"


@pytest.fixture(params=[pytest.param((p, k), id=f"{p.name}-{k}") for p in PARTNERS for k in KINDS])
def stand(request: pytest.FixtureRequest) -> Stand:
    made = Stand(*request.param)
    made.world.credentials = ClientCredentials("client-id-1", SECRET)
    made.server.issue = issue
    return made


def issue(_request: httpx2.Request) -> httpx2.Response:
    return httpx2.Response(
        200, json={"access_token": TOKEN, "refresh_token": REFRESH, "token_type": "Bearer", "expires_in": 3600}
    )


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """All that the client's logger writes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logger = logging.getLogger("signoff")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield stream
    logger.removeHandler(handler)
    logger.setLevel(before)


def everything(error: BaseException | None, seen: set[int] | None = None) -> Iterator[str]:
    """All texts that an error leads to: its own, those of its causes, notes, pickles and frames."""
    seen = set() if seen is None else seen
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    yield f"{error}\n{error!r}\n{error.args!r}\n{getattr(error, '__notes__', '')!r}"
    for value in vars(error).values():
        yield f"{value}\n{value!r}"
    response = getattr(error, "response", None)
    if response is not None and hasattr(response, "content"):
        yield response.content.decode("latin-1")
        yield repr(dict(response.headers))
    if isinstance(error, SignoffError):
        yield pickle.dumps(error).decode("latin-1")
    yield from frames(error.__traceback__)
    yield from everything(error.__cause__, seen)
    yield from everything(error.__context__, seen)


def frames(place: TracebackType | None) -> Iterator[str]:
    while place is not None:
        if place.tb_frame.f_code.co_filename != __file__:
            yield from (repr(value) for value in list(place.tb_frame.f_locals.values()))
        place = place.tb_next


def assert_tells_nothing(*texts: str) -> None:
    for text in texts:
        assert SEARCH.text(text) == text, text


def assert_fit_for_a_terminal(text: str) -> None:
    assert text.replace("\n", "").isprintable(), repr(text)


def echoing(status: int, told: str) -> list[httpx2.Response]:
    """Answers that repeat a text, each in another place."""
    wild = told.encode("ascii", "ignore") + SIGNS.encode()
    body = dict.fromkeys(
        ("message", "code", "title", "detail", "error", "hint", "traceId", "userMessage"), told + SIGNS
    )
    names = ("X-B2B-TRACE-ID", "X-Request-Id", "ETag", "Retry-After", "WWW-Authenticate", "X-Other", "Location")
    fields = [(name.encode(), told.encode("ascii", "ignore")) for name in names]
    return [
        httpx2.Response(status, json=body),
        httpx2.Response(
            status, json={"meta": {"errors": [{"key": told, "code": 1100, "message": told}], "hint": told}}
        ),
        httpx2.Response(status, json={"errors": {told: [told]}, "title": told}),
        httpx2.Response(status, content=b"{}", headers=[*fields, (b"Content-Type", b"application/json")]),
        httpx2.Response(status, content=b"<html>" + wild, headers=[(b"Content-Type", b"text/html; " + wild)]),
        httpx2.Response(status, content=json.dumps([told, {told: told}]).encode()),
        httpx2.Response(status, extensions={"reason_phrase": wild}),
    ]


STATUSES = (200, 201, 204, 302, 400, 401, 403, 404, 409, 412, 422, 429, 500, 503, 520)


async def test_an_answer_that_echoes(stand: Stand, written: io.StringIO) -> None:
    """The spellings take turns at the statuses and places."""
    client, turns = stand.client(retries=0), itertools.count()
    for status in STATUSES:
        for place in range(len(echoing(status, ""))):
            turn = next(turns)
            spell = list(SPELLINGS.values())[turn % len(SPELLINGS)]
            answer = echoing(status, f"{spell(SECRET)} {spell(TOKEN)}")[place]
            stand.answers(answer, answer)
            call = stand.partner.read if turn % 2 else stand.partner.change
            try:
                result = await settle(call(client))
            except SignoffError as error:
                assert_tells_nothing(*everything(error))
                assert_fit_for_a_terminal(f"{error}{error!r}")
            else:
                assert_tells_nothing(
                    repr(result), str(result.trace_id), repr(result.headers), repr(dict(result.headers))
                )
    assert_tells_nothing(written.getvalue())
    assert_fit_for_a_terminal(written.getvalue())


DOCUMENTS: dict[str, Any] = {
    "siesmart": lambda client: client.documents.download(7, "offer", 1),
    "smartbusiness": lambda client: client.letters.get_pdf(1),
}


@pytest.mark.parametrize("kind", ["text/plain", "application/json", ""])
@pytest.mark.parametrize("status", [200, 206, 404])
async def test_a_document_that_echoes(stand: Stand, status: int, kind: str) -> None:
    if stand.partner.name not in DOCUMENTS:
        pytest.skip("this partner has no documents")
    told = f"{SECRET} {TOKEN}".encode()
    stand.answers(httpx2.Response(status, content=told, headers={"Content-Type": kind} if kind else None))
    with pytest.raises(SignoffError) as caught:
        await settle(DOCUMENTS[stand.partner.name](stand.client(retries=0)))
    assert_tells_nothing(*everything(caught.value))


async def test_a_token_answer_that_echoes(stand: Stand, written: io.StringIO) -> None:
    spellings = itertools.cycle(SPELLINGS.values())
    for status in (200, 400, 503):
        for place in range(len(echoing(status, "")) + 3):
            told = next(spellings)(SECRET)
            stand.server.token_script[:] = [
                [
                    *echoing(status, told),
                    httpx2.Response(status, json={"error": "invalid_client", "error_description": f"given: {told}"}),
                    httpx2.Response(
                        status, json={"access_token": TOKEN + "\n", "refresh_token": REFRESH, "error": TOKEN}
                    ),
                    httpx2.Response(status, json={"access_token": TOKEN, "token_type": "MAC", "hint": REFRESH}),
                ][place]
            ]
            with pytest.raises(SignoffError) as caught:
                await settle(stand.partner.change(stand.client(retries=0)))
            assert_tells_nothing(*everything(caught.value))
            assert_fit_for_a_terminal(f"{caught.value}{caught.value!r}")
    assert_tells_nothing(written.getvalue())


class TelltaleError(Exception):
    """Somebody's transport puts the whole request into its error."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told
        self.add_note(f"while sending {told}")


@pytest.mark.parametrize("in_token_request", [False, True], ids=["call", "token"])
async def test_a_transport_whose_error_tells(stand: Stand, in_token_request: bool, written: io.StringIO) -> None:
    def fail(request: httpx2.Request) -> httpx2.Response:
        told = f"{request.headers} {dict(request.headers)} {request.content!r}"
        error = TelltaleError(told)
        error.__context__ = OSError(5, told)
        raise error

    if in_token_request:
        stand.server.token_script[:] = [fail]
    else:
        stand.answers(fail)
    with pytest.raises(SignoffError) as caught:
        await settle(stand.partner.change(stand.client(retries=0)))
    assert_tells_nothing(*everything(caught.value), written.getvalue())
    if not in_token_request:
        assert "TelltaleError" in repr(caught.value.__cause__), "its kind is still told"


# In a file of its own, so that its frames are somebody else's.
FORGETFUL = """
def fail(request):
    fields = dict(request.headers)
    body = request.content.decode()
    raise error
"""


@pytest.mark.parametrize(
    "error", [OSError(5, "x"), RuntimeError("x"), KeyboardInterrupt(), httpx2.ReadError("x")], ids=repr
)
@pytest.mark.parametrize("in_token_request", [False, True], ids=["call", "token"])
async def test_a_transport_whose_frames_hold_the_request(
    stand: Stand, in_token_request: bool, error: BaseException
) -> None:
    names: dict[str, Any] = {"error": error}
    exec(compile(FORGETFUL, "somebodys_transport.py", "exec"), names)  # noqa: S102 - see above
    error.__traceback__ = None
    if in_token_request:
        stand.server.token_script[:] = [names["fail"]]
    else:
        stand.answers(names["fail"])
    with pytest.raises((SignoffError, KeyboardInterrupt)) as caught:
        await settle(stand.partner.change(stand.client(retries=0)))
    assert_tells_nothing(*everything(caught.value))


async def test_the_callers_own_error_is_left_alone(stand: Stand) -> None:
    """A call made while handling an error: that one belongs to the caller, with its frames."""

    def theirs() -> None:
        kept = "their own variable"
        raise LookupError(kept)

    async def handling() -> None:
        try:
            theirs()
        except LookupError:
            await settle(stand.partner.read(stand.client(retries=0)))

    stand.answers(httpx2.Response(500))
    with pytest.raises(SignoffError) as caught:
        await handling()
    context = caught.value.__context__
    while context is not None and not isinstance(context, LookupError):
        context = context.__context__
    assert context is not None
    place: Any = context.__traceback__
    while place.tb_next is not None:
        place = place.tb_next
    assert place.tb_frame.f_locals["kept"] == "their own variable"


async def test_the_lines_of_a_traceback_stay(stand: Stand) -> None:
    stand.answers(httpx2.Response(500))
    with pytest.raises(SignoffError) as caught:
        await settle(stand.partner.read(stand.client(retries=0)))
    place, names = caught.value.__traceback__, []
    while place is not None:
        names.append(place.tb_frame.f_code.co_name)
        place = place.tb_next
    assert {"run", "_attempts", "_stop"} <= set(names)
