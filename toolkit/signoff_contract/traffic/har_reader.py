"""Reads HTTP archives (HAR 1.2): what browsers, proxies and our own evidence write.

An archive holds credentials and people's data. What is read here stays in memory: no error and no `repr` repeats a
value of it.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import orjson
from attrs import evolve, field, frozen

from signoff_contract.description.model import METHODS

from .archived_bodies import Content, read_content
from .errors import LearnError
from .first_contact import FirstContact, beside, read as read_contact
from .restoring import restored, told

LARGEST = 512 * 1024 * 1024
"""Greatest size of an archive in bytes; an archive of this size takes several times as much memory."""

OTHER_METHOD = "OTHER"
"""Stands for a method that OpenAPI does not know."""

_TRAFFIC = "traffic.har"
_RESULTS = "results.json"
_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}([T ][\d:.,]{5,20}(Z|[+-]\d{2}:?\d{2})?)?$")
_TOKEN = re.compile(r"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$")
_MEDIA_TYPE = re.compile(r"^[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}$")


@frozen
class Ref:
    """Where something was seen: file name, position in the archive from 0, time as recorded, status (0: no answer)."""

    file: str
    index: int
    started: str
    status: int


@frozen
class Archive:
    """One file: its name without folders and control characters, its SHA-256, and its entries as they are written."""

    name: str
    digest: str
    entries: tuple[Any, ...] = field(repr=False)
    contact: FirstContact | None = field(default=None, repr=False)
    """What the run that recorded it has learnt beside its evidence, where that was found."""
    unreadable: tuple[int, ...] = ()
    """Positions of entries that are no exchange: without a request, a method or an address that can be read."""


@frozen
class Entry:
    """One exchange of an archive; everything of it that is a value stays out of `repr`."""

    ref: Ref
    method: str
    url: str = field(repr=False)
    request_headers: Mapping[str, str] = field(repr=False)
    response_headers: Mapping[str, str] = field(repr=False)
    raw: Mapping[str, Any] = field(repr=False)
    said_to_be: str = ""
    """What our own evidence says the exchange is, `api` or `token`; empty in anybody else's archive."""
    operation: str = ""
    """The operation that our own evidence says it calls."""
    contact: FirstContact | None = field(default=None, repr=False)

    @property
    def status(self) -> int:
        """The status; 0 when no answer was recorded."""
        return self.ref.status

    @property
    def origin(self) -> tuple[str, str]:
        """Scheme and authority, lower case and without user information."""
        parts = urlsplit(self.url)
        return parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower()

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Names and values behind the question mark."""
        try:
            return tuple(parse_qsl(urlsplit(self.url).query, keep_blank_values=True, max_num_fields=1000))
        except ValueError:
            return ()

    def request_body(self) -> Content:
        """The request's body, decoded anew at each call; names and types that redaction took away are put back."""
        return self._restored(self._request_body(), "request body")

    def response_body(self) -> Content:
        """The answer's body, decoded anew at each call; names and types that redaction took away are put back."""
        return self._restored(self._response_body(), "response body")

    def _restored(self, content: Content, part: str) -> Content:
        if content.state != "json" or not self.said_to_be:
            return content
        call = self.operation or f"{self.method} {self.path}"
        return evolve(content, value=restored(content.value, self.contact, (call, part, self.status)))

    def _request_body(self) -> Content:
        posted = self.raw["request"].get("postData")
        if not isinstance(posted, Mapping):
            size = self.raw["request"].get("bodySize")
            sent = isinstance(size, int) and size > 0
            return Content(self._media_type(self.request_headers, None), "unrecorded" if sent else "none")
        media_type = self._media_type(self.request_headers, posted.get("mimeType"))
        named = posted.get("params")
        if not posted.get("text") and isinstance(named, list) and named:
            pairs = [each for each in named if isinstance(each, Mapping)]
            return Content(media_type, "json", {str(pair.get("name", "")): pair.get("value") for pair in pairs})
        return read_content(media_type, posted.get("text"), posted.get("encoding"))

    def _response_body(self) -> Content:
        answer = self.raw["response"]
        content = answer.get("content")
        content = content if isinstance(content, Mapping) else {}
        media_type = self._media_type(self.response_headers, content.get("mimeType"))
        text = content.get("text")
        if self.method == "HEAD" or self.status in {204, 304}:
            return Content(media_type, "none")
        if not isinstance(text, str) or not text:
            # Browsers drop bodies (of navigations, of what was cached) and still state their size.
            sizes = (content.get("size"), answer.get("bodySize"), _number(self.response_headers.get("content-length")))
            had = any(isinstance(size, int) and size > 0 for size in sizes)
            return Content(media_type, "unrecorded" if had else "none")
        return read_content(media_type, text, content.get("encoding"))

    @staticmethod
    def _media_type(headers: Mapping[str, str], stated: Any) -> str:
        text = headers.get("content-type") or (stated if isinstance(stated, str) else "")
        found = text.split(";")[0].strip().lower()
        return found if _MEDIA_TYPE.match(found) and found != "x-unknown" else ""


def read_archive(path: Path) -> Archive:
    """One archive, or the one in a folder of evidence together with what the run has learnt beside it.

    Raises LearnError when the file is missing, too large, not JSON, nested too deeply, or no HTTP archive.
    """
    if path.is_dir() and (path / _TRAFFIC).is_file():
        return _of_evidence(path)
    content = _content_of(path)
    document = _json_of(content, path)
    log = document.get("log") if isinstance(document, Mapping) else None
    entries = log.get("entries") if isinstance(log, Mapping) else None
    if not isinstance(entries, list):
        raise LearnError(f"{path} is JSON, but no HTTP archive: it has no log.entries; export the traffic as HAR 1.2")
    unreadable = tuple(index for index, raw in enumerate(entries) if not _is_exchange(raw))
    return Archive(_printable(path.name), hashlib.sha256(content).hexdigest(), tuple(entries), None, unreadable)


def _of_evidence(folder: Path) -> Archive:
    archive = evolve(read_archive(folder / _TRAFFIC), name=_printable(folder.resolve().name))
    noted = beside(folder.resolve())
    if not noted.is_file():
        return archive
    results = _json_of(_content_of(folder / _RESULTS), folder / _RESULTS)
    chain = results.get("chain") if isinstance(results, Mapping) else None
    head = chain.get("head") if isinstance(chain, Mapping) else None
    return evolve(archive, contact=read_contact(noted, str(head)))


def _content_of(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise LearnError(
                f"{path} has {size // 1024 // 1024} MB, more than {LARGEST // 1024 // 1024}; record less, or export the "
                "partner's requests only"
            )
        return path.read_bytes()
    except OSError as error:
        raise LearnError(f"cannot read {path}: {error.strerror or error}") from error


def _json_of(content: bytes, path: Path) -> Any:
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        # Browsers write the halves of a surrogate pair alone, and NaN as a time: no JSON, but nothing is unclear.
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            raise LearnError(
                f"{path}:{error.lineno}: not JSON ({error.msg.split(':')[0]}); export the traffic as HAR 1.2"
            ) from error


def _printable(name: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in name)


def _is_exchange(raw: Any) -> bool:
    request = raw.get("request") if isinstance(raw, Mapping) else None
    if not isinstance(request, Mapping):
        return False
    method, url = request.get("method"), request.get("url")
    return isinstance(method, str) and bool(_TOKEN.match(method)) and isinstance(url, str) and _parses(url)


def entries_of(archive: Archive) -> Iterator[Entry]:
    """The exchanges of an archive; entries that are none are passed over, see `Archive.unreadable`."""
    passed_over = frozenset(archive.unreadable)
    for index, raw in enumerate(archive.entries):
        if index in passed_over:
            continue
        request = raw["request"]
        method, url = request["method"], request["url"]
        response = raw.get("response")
        response = response if isinstance(response, Mapping) else {}
        started, operation = raw.get("startedDateTime"), raw.get("_operation")
        said_to_be = raw["_kind"] if raw.get("_kind") in {"api", "token"} else ""
        contact = archive.contact if said_to_be else None
        yield Entry(
            Ref(
                archive.name,
                index,
                started if isinstance(started, str) and _TIME.match(started) else "",
                _status(response.get("status")),
            ),
            method.upper() if method.lower() in METHODS else OTHER_METHOD,
            told(url, contact),
            _headers(request.get("headers")),
            _headers(response.get("headers")),
            {"request": request, "response": response},
            said_to_be,
            operation if said_to_be and isinstance(operation, str) else "",
            contact,
        )


def _status(stated: Any) -> int:
    if isinstance(stated, float) and stated.is_integer():
        stated = int(stated)
    return stated if isinstance(stated, int) and 100 <= stated <= 599 else 0


def _parses(url: str) -> bool:
    try:
        urlsplit(url).port  # noqa: B018 - it is what raises
    except ValueError:
        return False
    return True


def _headers(listed: Any) -> dict[str, str]:
    """Fields by lower-case name; the pseudo-fields of HTTP/2 and what is no field name are left out."""
    found: dict[str, str] = {}
    if isinstance(listed, Mapping):
        # Some exporters write an object where the format has a list.
        listed = [{"name": name, "value": value} for name, value in listed.items()]
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("name"), str) and isinstance(each.get("value"), str):
            name = each["name"].lower()
            if _TOKEN.match(name):
                found[name] = each["value"]
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0
