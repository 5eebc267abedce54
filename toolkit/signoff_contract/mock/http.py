"""Requests and answers as values: bytes in, bytes out. Nothing here knows a server or a partner."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from attrs import evolve, field, frozen

Headers = tuple[tuple[str, str], ...]

JSON = "application/json"
PDF = "application/pdf"
ADDRESS = "127.0.0.1"
"""Where requests of the same process come from, unless they are said to come from elsewhere."""


def _lowered(headers: Iterable[tuple[str, str]]) -> Headers:
    return tuple([(name.lower(), value) for name, value in headers])


@frozen(repr=False)
class Request:
    """One request as it came over the wire.

    `path` is still percent-encoded and without its query. `headers` has lower-case names and every line on its own.
    `truncated` says that the body was longer than the server takes; what came first is then dropped.
    """

    method: str
    path: str
    query: str = ""
    headers: Headers = field(default=(), converter=_lowered)
    body: bytes = b""
    address: str = ""
    truncated: bool = False
    scheme: str = "http"

    def lines(self, name: str) -> tuple[str, ...]:
        """The values of all lines of a header, in order."""
        wanted = name.lower()
        return tuple([value for header, value in self.headers if header == wanted])

    def header(self, name: str) -> str | None:
        """A header's value, several lines joined as RFC 9110 has it; None when it is absent."""
        wanted, found = name.lower(), None
        for header, value in self.headers:
            if header == wanted:
                found = value if found is None else f"{found}, {value}"
        return found

    def __repr__(self) -> str:
        return f"<Request {self.method} with {len(self.body)} bytes>"


@frozen(repr=False)
class Answer:
    """One answer: status, headers in the order in which they are sent, body.

    Beside what is sent, for whoever keeps the journal: `refusal` says why the request was refused, `remarks` what was
    accepted although it is not documented.
    """

    status: int
    headers: Headers = ()
    body: bytes = b""
    refusal: "Refusal | None" = field(default=None, eq=False)
    remarks: tuple[str, ...] = field(default=(), eq=False)

    def header(self, name: str) -> str | None:
        """The first value of a header, whatever its case."""
        return next((value for header, value in self.headers if header.lower() == name.lower()), None)

    def json(self) -> Any:
        """The decoded body. Raises orjson.JSONDecodeError when it is no JSON."""
        return orjson.loads(self.body)

    def __repr__(self) -> str:
        return f"<Answer {self.status} with {len(self.body)} bytes>"


@frozen
class Refusal(Exception):
    """Why a request is refused: status, a stable code, words for the developer, words for the user.

    `fields` names what of the request is at fault, as far as that is known: a path of member names (an empty one for
    the whole body) or the name of a query parameter, and what is wrong with it. `requirement` is the id of the row that
    the refusal enforces; None where a habit of the mock's own does.
    """

    status: int
    code: str
    message: str
    user_message: str | None = None
    headers: Headers = ()
    fields: tuple[tuple[str, str], ...] = ()
    requirement: str | None = None

    @property
    def words(self) -> tuple[str, ...]:
        """All that the refusal says; a partner's may say more than its message."""
        return (self.message,)

    def __str__(self) -> str:
        return f"{self.status} {self.code}: {self.message}"


def read_of(request: Request) -> Request:
    """The request that is to be answered: of a HEAD the GET, whose header fields it gets (RFC 9110, 9.3.2).

    Whoever writes the answer to a HEAD leaves its body out, and says its length.
    """
    return evolve(request, method="GET") if request.method == "HEAD" else request


def allowed(methods: Iterable[str]) -> str:
    """The value of the header Allow for these methods, in their order: where GET is taken, HEAD is as well."""
    listed = [each for method in methods for each in ((method, "HEAD") if method == "GET" else (method,))]
    return ", ".join(listed)


def json_answer(status: int, value: Any, headers: Iterable[tuple[str, str]] = (), media_type: str = JSON) -> Answer:
    """An answer whose body is `value` as JSON, announced as `media_type`."""
    return Answer(status, (("Content-Type", media_type), *headers), orjson.dumps(value))


def with_headers(answer: Answer, headers: Mapping[str, str] | Iterable[tuple[str, str]]) -> Answer:
    """The same answer with more headers."""
    more = headers.items() if isinstance(headers, Mapping) else headers
    # Not evolve(), which costs several times as much; every answer comes through here.
    return Answer(answer.status, (*answer.headers, *more), answer.body, answer.refusal, answer.remarks)
