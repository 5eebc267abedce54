"""A control plane made of values: what its description promises, with whatever texts a test wants in it.

The pages are the real ones. The answers are not a mock's: they hold what no mock would let in, or more than a test wants
to wait for.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from threading import Thread
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import yaml
from attrs import define, field, frozen

from signoff_contract.mock.console.pages import answer_page
from signoff_contract.mock.http import Request

START: Final = datetime(2026, 1, 5, 9, tzinfo=UTC)
NUMBERS: Final = {"total": 2000, "last": 500}


@cache
def control_description() -> Mapping[str, Any]:
    """The description of the control plane."""
    text = files("signoff_contract.mock.control").joinpath("openapi.yaml").read_text("utf-8")
    value: Mapping[str, Any] = yaml.safe_load(text)
    return value


@frozen
class Call:
    """A call that the console made."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Any


Answer = tuple[int, Any]


@define
class MadeUp:
    """What is answered, by "METHOD /path" below the control plane's; a function is given the call."""

    answers: dict[str, Any]
    calls: list[Call] = field(factory=list)

    def answer(self, call: Call) -> Answer:
        """The answer to a call: 404 where nothing is made up for it."""
        found = self.answers.get(f"{call.method} {call.path}")
        if found is None:
            parent = call.path.rpartition("/")[0]
            found = self.answers.get(f"{call.method} {parent}/*")
        if callable(found):
            found = found(call)
        if isinstance(found, tuple):
            return found
        if found is None:
            return 404, {"code": "NOT_FOUND", "message": f"Nothing is made up for {call.path}", "fields": []}
        return 200, found


@contextmanager
def serve(made: MadeUp, port: int = 0) -> Iterator[str]:
    """Serves pages and answers on loopback; gives the origin."""

    class Handler(BaseHTTPRequestHandler):
        # A connection for each request: when the server ends, nobody is answered any more.
        protocol_version = "HTTP/1.0"

        def _answer(self) -> None:
            at = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            request = Request(self.command, at.path, at.query, tuple(self.headers.items()), body)
            page = answer_page(request)
            if page is not None:
                self._send(page.status, dict(page.headers), page.body)
                return
            query = {name: values[0] for name, values in parse_qs(at.query).items()}
            call = Call(
                self.command, at.path.removeprefix("/_signoff"), query, dict(self.headers), json.loads(body or b"null")
            )
            made.calls.append(call)
            status, value = made.answer(call)
            content = b"" if status == 204 else json.dumps(value).encode()
            self._send(status, {"Content-Type": "application/json", "Cache-Control": "no-store"}, content)

        def _send(self, status: int, headers: Mapping[str, str], content: bytes) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _answer  # noqa: N815 - as the server calls them

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is written."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


# ------------------------------------------------------------------------------------------- values out of the description


def value_of(schema: Mapping[str, Any], text: Callable[[str], str], place: str = "") -> Any:
    """A value of a schema of the description, with every text as `text` has it for its member."""
    if "$ref" in schema:
        return value_of(_found(schema["$ref"]), text, place)
    if "allOf" in schema:
        parts = [value_of(each, text, place) for each in schema["allOf"]]
        return {name: value for part in parts for name, value in part.items()}
    if "oneOf" in schema:
        return value_of(schema["oneOf"][0], text, place)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    kind = schema.get("type", "object" if "properties" in schema else "string")
    kind = next(each for each in kind if each != "null") if isinstance(kind, list) else kind
    if kind == "object":
        members = {name: value_of(each, text, name) for name, each in schema.get("properties", {}).items()}
        return members or {text("name of a member"): text("value of a member")}
    if kind == "array":
        if "prefixItems" in schema:
            return [value_of(each, text, place) for each in schema["prefixItems"]]
        return [value_of(schema.get("items", {}), text, place)]
    if kind in {"integer", "number"}:
        return NUMBERS.get(place, 1)
    return True if kind == "boolean" else _text(schema, text, place)


def _text(schema: Mapping[str, Any], text: Callable[[str], str], place: str) -> str:
    return START.isoformat() if schema.get("format") == "date-time" else text(place)


def _found(reference: str) -> Mapping[str, Any]:
    found: Any = control_description()
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    described: Mapping[str, Any] = found
    return described


def hostile(text: Callable[[str], str]) -> dict[str, Any]:
    """An answer to every operation that reads, with every text as `text` has it."""
    answers: dict[str, Any] = {}
    for path, operations in control_description()["paths"].items():
        for method, operation in operations.items():
            success = next((each for each in operation["responses"] if each.startswith("2")), "200")
            content = operation["responses"][success].get("content")
            if content is None:
                answers[f"{method.upper()} {path}"] = (int(success), None)
                continue
            schema = content["application/json"]["schema"]
            generic = "/".join("*" if part.startswith("{") else part for part in path.split("/"))
            answers[f"{method.upper()} {generic}"] = (int(success), value_of(schema, text))
    offers = control_description()["components"]["schemas"]["Mock"]["properties"]["offers"]["items"]["enum"]
    mock = answers["GET /mocks"][1]["mocks"][0]
    mock.update(offers=offers, isolated=True)
    return answers
