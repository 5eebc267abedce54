"""What the desk of the control plane does with a call. Loaded when the first one comes.

It is routed and checked by its own description.
"""

import logging
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, unquote

from attrs import define, field

from signoff_contract.description import Description, Operation, Validators
from signoff_contract.description.load import load_file
from signoff_contract.mock.content import decode_json
from signoff_contract.mock.http import Answer, Refusal, Request, json_answer

from .assembly import control_of
from .calls import CALLS, Asking, Done
from .control import Control
from .desk import HEADERS, LARGEST_BODY, LARGEST_SNAPSHOT, PREFIX, Desk
from .errors import ControlError, unfit, unknown
from .guard import Guard
from .plain import plain

_LOG = logging.getLogger("signoff_contract.mock")
_MOST_FIELDS: Final = 20


@define(eq=False)
class Clerk:
    """Answers the calls of one desk."""

    desk: Desk
    controls: dict[str, Control] = field(init=False, repr=False)
    _guard: Guard = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._guard = Guard(self.desk.token)
        self.controls = {name: control_of(mock, name) for name, mock in self.desk.hosted.mocks.items()}

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

    def isolate(self) -> None:
        """Give each client of the mocks a state of its own. Raises ValueError for a mock that cannot do that."""
        for control in self.controls.values():
            try:
                control.isolated = True
            except ControlError as error:
                raise ValueError(str(error)) from error

    def description(self) -> Mapping[str, Any]:
        """The description of this interface, an OpenAPI document."""
        return self._described.document

    def _page(self, request: Request) -> Answer | None:
        page = None if self.desk.pages is None else self.desk.pages(request)
        if page is not None:
            self._guard.check_page(request, self.desk.hosted.place)
        return page

    def _answered(self, request: Request) -> Answer:
        method = "GET" if request.method == "HEAD" else request.method
        path = request.path.removeprefix(PREFIX)
        self._guard.check(request, self.desk.hosted.place)
        operation, raw = self._find(method, path)
        if operation.id == "description":
            return json_answer(200, self.description(), HEADERS)
        asking = Asking(
            controls=self.controls,
            origin=self.desk.hosted.place.origin,
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
        return Answer(204, HEADERS)
    return json_answer(done.status, plain(done.value, instant=_instant), HEADERS)


def _instant(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _refused(error: ControlError) -> Answer:
    fields = [{"place": place, "why": why} for place, why in error.fields]
    body = {"code": error.code, "message": error.message, "fields": fields}
    return json_answer(error.status, body, (*HEADERS, *error.headers))
