"""The control plane over HTTP: requests below `/_signoff/` come, answers go.

It is routed and checked by its own description, which is read when the first call comes, so that a mock starts without.
"""

import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import parse_qsl, unquote

from attrs import define, field

from signoff_contract.description import Description, Operation, Validators
from signoff_contract.description.load import load_file
from signoff_contract.mock.content import decode_json
from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Answer, Headers, Refusal, Request, json_answer
from signoff_contract.mock.registry import Mock

from .assembly import control_of
from .calls import CALLS, Asking, Done
from .control import Control
from .errors import ControlError, unfit, unknown
from .guard import Guard, Place
from .plain import plain

_LOG = logging.getLogger("signoff_contract.mock")

PREFIX: Final = "/_signoff"
LARGEST_SNAPSHOT: Final = 64 * 1024 * 1024
LARGEST_BODY: Final = 1024 * 1024
_HEADERS: Final[Headers] = (
    ("Cache-Control", "no-store"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
_MOST_FIELDS: Final = 20


class Hosted(Protocol):
    """What stands on one origin: mocks by the names of their partners."""

    @property
    def mocks(self) -> Mapping[str, Mock]: ...

    @property
    def place(self) -> Place: ...


class Pages(Protocol):
    """Answers what is a part of the console, and nothing else."""

    def __call__(self, request: Request, /) -> Answer | None: ...


@define(eq=False)
class Desk:
    """Answers requests below `/_signoff/` for the mocks on one origin.

    `token` is the control token, without which nobody gets in where other machines reach the mocks. `pages` is the
    console.
    """

    hosted: Hosted
    token: str | None = field(default=None, repr=False)
    pages: Pages | None = None
    body_limit: int = field(default=LARGEST_SNAPSHOT, init=False)
    _guard: Guard = field(init=False)
    _controls: dict[str, Control] = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._guard = Guard(self.token)
        self._controls = {name: control_of(mock, name) for name, mock in self.hosted.mocks.items()}
        numbers = count(1)
        for each in self._controls.values():
            each.front.journal.number_by(numbers)

    @property
    def controls(self) -> Mapping[str, Control]:
        """The control planes of the mocks, by the names of their partners."""
        return self._controls

    def __call__(self, request: Request) -> Delivery:
        """What becomes of a request."""
        return Delivery(self.answer(request))

    def answer(self, request: Request) -> Answer:
        """The answer to any request below `/_signoff/`."""
        try:
            page = self._page(request)
            return self._answered(request) if page is None else page
        except ControlError as error:
            return _refused(error)
        except Exception as error:  # noqa: BLE001 - a server answers 500, it does not fall over
            where = traceback.extract_tb(error.__traceback__)[-1]
            # Neither the error's text nor the request: a snapshot may hold anything.
            _LOG.error("%s in %s (%s:%s)", type(error).__name__, where.name, Path(where.filename).name, where.lineno)
            return _refused(ControlError(500, "INTERNAL_ERROR", "The control plane failed; see the log of the mock"))

    def health(self) -> dict[str, Any]:
        """Whether the mocks are up, as `/_signoff/health` tells it."""
        return {"status": "ok", "version": version("signoff"), "partners": list(self.hosted.mocks)}

    def description(self) -> Mapping[str, Any]:
        """The description of this interface, an OpenAPI document."""
        return self._described.document

    def _page(self, request: Request) -> Answer | None:
        page = None if self.pages is None else self.pages(request)
        if page is not None:
            self._guard.check_page(request, self.hosted.place)
        return page

    def _answered(self, request: Request) -> Answer:
        method = "GET" if request.method == "HEAD" else request.method
        path = request.path.removeprefix(PREFIX)
        if path == "/health" and method == "GET":
            return json_answer(200, self.health(), _HEADERS)
        self._guard.check(request, self.hosted.place)
        operation, raw = self._find(method, path)
        if operation.id == "description":
            return json_answer(200, self.description(), _HEADERS)
        asking = Asking(
            controls=self._controls,
            origin=self.hosted.place.origin,
            path={name: self._parameter(operation, name, "path", unquote(text)) for name, text in raw.items()},
            query=self._query(operation, request.query),
            body=self._body(operation, request),
        )
        return _done(CALLS[operation.id](asking))

    def _find(self, method: str, path: str) -> tuple[Operation, Mapping[str, str]]:
        found = self._described.match(method, path)
        if found is not None:
            return found
        methods = self._described.methods(path)
        if not methods:
            raise unknown("PATH", f"The control plane has no such path; {PREFIX}/openapi.json lists them")
        allowed = ", ".join([*methods, *(["HEAD"] if "GET" in methods else [])])
        raise ControlError(405, "METHOD", f"This path takes {allowed}", headers=(("Allow", allowed),))

    def _query(self, operation: Operation, query: str) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for name, text in parse_qsl(query, keep_blank_values=True):
            if name in values:
                raise unfit(f"The parameter {name[:50]!r} stands there more than once", (name[:50], "more than once"))
            values[name] = self._parameter(operation, name, "query", text)
        return values

    def _parameter(self, operation: Operation, name: str, location: str, text: str) -> Any:
        parameter = operation.parameter(name, location)
        if parameter is None:
            known = ", ".join(each.name for each in operation.parameters if each.location == location) or "none"
            raise unfit(f"There is no parameter {name[:50]!r} here; there are: {known}", (name[:50], "is not known"))
        value, violations = self._validators.parameter(parameter, text)
        if violations:
            why = violations[0].message
            raise unfit(f"The parameter {name} {why}", (name, why))
        return value

    def _body(self, operation: Operation, request: Request) -> Any:
        if not operation.bodies:
            return None
        if request.truncated or len(request.body) > (LARGEST_SNAPSHOT if operation.id == "restore" else LARGEST_BODY):
            raise ControlError(413, "TOO_LONG", "The body is too long: 64 MiB for a snapshot, 1 MiB for the rest")
        if not request.body.strip():
            if operation.body_required:
                raise unfit("The body is missing; send a JSON object", ("", "is missing"))
            return None
        try:
            value = decode_json(request.body)
        except (Refusal, UnicodeDecodeError) as error:
            why = error.message if isinstance(error, Refusal) else "The body is not in UTF-8"
            raise unfit(why, ("", "cannot be read")) from error
        violations = self._validators.check(operation.bodies[0].schema or {}, value)
        if violations:
            told = [(each.pointer.removeprefix("/"), each.message) for each in violations[:_MOST_FIELDS]]
            raise unfit(f"{told[0][0] or 'The body'} {told[0][1]}", *told)
        return value

    @cached_property
    def _described(self) -> Description:
        return load_file(Path(__file__).with_name("openapi.yaml"), "control")

    @cached_property
    def _validators(self) -> Validators:
        return Validators(self._described)


def _done(done: Done) -> Answer:
    if done.status == 204:
        return Answer(204, _HEADERS)
    return json_answer(done.status, plain(done.value, instant=_instant), _HEADERS)


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _refused(error: ControlError) -> Answer:
    fields = [{"place": place, "why": why} for place, why in error.fields]
    body = {"code": error.code, "message": error.message, "fields": fields}
    return json_answer(error.status, body, (*_HEADERS, *error.headers))
