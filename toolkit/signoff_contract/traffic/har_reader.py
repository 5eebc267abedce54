"""Reads HTTP archives (HAR 1.2): what browsers, proxies and our own evidence write.

An archive holds credentials and people's data. What is read here stays in memory: no error and no `repr` repeats a
value of it.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlencode, urlsplit

import orjson
from attrs import evolve, field, frozen

from signoff_contract.description.model import METHODS

from .archived_bodies import Content, Stated, content_of, read_body
from .errors import TrafficError
from .exchange import Exchange
from .first_contact import FirstContact, beside, read as read_contact
from .headers import Headers
from .restoring import restored, told
from .wire import plain_type

LARGEST = 512 * 1024 * 1024
"""Greatest size of an archive in bytes; an archive of this size takes several times as much memory."""

OTHER_METHOD = "OTHER"
"""Stands for a method that OpenAPI does not know."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST = 10**10
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
    """One exchange of an archive, and what only an archive has of it.

    The exchange's number counts from 1, as a record's does. What only a description can say of it, `partner_calls` says.
    """

    ref: Ref
    exchange: Exchange = field(repr=False)
    asked: Stated = field(repr=False)
    answered: Stated = field(repr=False)
    said_to_be: Literal["api", "token"] | None = None
    """What our own evidence says the exchange is; None in anybody else's archive."""
    operation: str = ""
    """The operation that our own evidence says it calls."""
    contact: FirstContact | None = field(default=None, repr=False)

    @property
    def status(self) -> int:
        """The status; 0 when no answer was recorded."""
        return self.ref.status

    @property
    def path(self) -> str:
        """The path of the address, from the server's root."""
        return urlsplit(self.exchange.url).path

    @property
    def origin(self) -> tuple[str, str]:
        """Scheme and authority, lower case and without user information."""
        parts = urlsplit(self.exchange.url)
        return parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower()

    @property
    def query(self) -> tuple[tuple[str, str], ...]:
        """Names and values behind the question mark."""
        try:
            return tuple(parse_qsl(self.exchange.query, keep_blank_values=True, max_num_fields=1000))
        except ValueError:
            return ()

    def request_body(self) -> Content:
        """The request's body, decoded anew at each call; names and types that redaction took away are put back."""
        return self._restored(content_of(self.exchange.request_body, self.asked), "request body")

    def response_body(self) -> Content:
        """The answer's body, decoded anew at each call; names and types that redaction took away are put back."""
        return self._restored(content_of(self.exchange.response_body, self.answered), "response body")

    def _restored(self, content: Content, part: str) -> Content:
        if content.state != "json" or self.said_to_be is None:
            return content
        call = self.operation or f"{self.exchange.method} {self.path}"
        return evolve(content, value=restored(content.value, self.contact, (call, part, self.status)))


def read_archive(path: Path) -> Archive:
    """One archive, or the one in a folder of evidence together with what the run has learnt beside it.

    Raises TrafficError when the file is missing, too large, not JSON, nested too deeply, or no HTTP archive.
    """
    if path.is_dir() and (path / _TRAFFIC).is_file():
        return _of_evidence(path)
    content = _content_of(path)
    document = _json_of(content, path)
    log = document.get("log") if isinstance(document, Mapping) else None
    entries = log.get("entries") if isinstance(log, Mapping) else None
    if not isinstance(entries, list):
        raise TrafficError(f"{path} is JSON, but no HTTP archive: it has no log.entries; export the traffic as HAR 1.2")
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
            raise TrafficError(
                f"{path} has {size // 1024 // 1024} MB, more than {LARGEST // 1024 // 1024}; record less, or export the "
                "partner's requests only"
            )
        return path.read_bytes()
    except OSError as error:
        raise TrafficError(f"cannot read {path}: {error.strerror or error}") from error


def _json_of(content: bytes, path: Path) -> Any:
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        # Browsers write the halves of a surrogate pair alone, and NaN as a time: no JSON, but nothing is unclear.
        try:
            return json.loads(content)
        except (ValueError, RecursionError):
            raise TrafficError(
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
        if index not in passed_over:
            yield _entry(archive, index, raw)


def _entry(archive: Archive, index: int, raw: Mapping[str, Any]) -> Entry:
    request, response = raw["request"], raw.get("response")
    response = response if isinstance(response, Mapping) else {}
    said_to_be, operation = _kind(raw), raw.get("_operation")
    contact = archive.contact if said_to_be else None
    method = request["method"].upper() if request["method"].lower() in METHODS else OTHER_METHOD
    status = _status(response.get("status"))
    started, reason = raw.get("startedDateTime"), response.get("statusText")
    asked_with, answered_with = _headers(request.get("headers")), _headers(response.get("headers"))
    sent, asked = _request_body(request, asked_with)
    got, answered = _response_body(response, answered_with, is_empty=method == "HEAD" or status in {204, 304})
    exchange = Exchange(
        method=method,
        url=told(request["url"], contact),
        request_headers=asked_with,
        request_body=sent,
        status=status or None,
        reason=reason if isinstance(reason, str) else "",
        response_headers=answered_with,
        response_body=got,
        error=None if status else "no answer was recorded",
        started=_moment(started),
        seconds=_seconds(raw.get("time")),
        labels=tuple(map(str, _listed(raw.get("_labels")))) if said_to_be else (),
        number=index + 1,
        kind=said_to_be or "api",
    )
    return Entry(
        ref=Ref(archive.name, index, started if isinstance(started, str) and _TIME.match(started) else "", status),
        exchange=exchange,
        asked=asked,
        answered=answered,
        said_to_be=said_to_be,
        operation=operation if said_to_be and isinstance(operation, str) else "",
        contact=contact,
    )


def _kind(raw: Mapping[str, Any]) -> Literal["api", "token"] | None:
    """What our own evidence says an exchange is."""
    said = raw.get("_kind")
    return "api" if said == "api" else "token" if said == "token" else None


def _request_body(request: Mapping[str, Any], headers: Headers) -> tuple[bytes, Stated]:
    posted = request.get("postData")
    if not isinstance(posted, Mapping):
        size = request.get("bodySize")
        return b"", Stated(_media_type(headers, None), is_missing=isinstance(size, int) and size > 0)
    media_type = _media_type(headers, posted.get("mimeType"))
    listed = posted.get("params")
    if posted.get("text") or not isinstance(listed, list) or not listed:
        return read_body(media_type, posted.get("text"), posted.get("encoding"))
    fields = {str(each.get("name", "")): each.get("value") for each in listed if isinstance(each, Mapping)}
    sent = urlencode({name: "" if value is None else value for name, value in fields.items()}, errors="replace")
    return sent.encode(), Stated(media_type, fields=fields)


def _response_body(response: Mapping[str, Any], headers: Headers, *, is_empty: bool) -> tuple[bytes, Stated]:
    content = response.get("content")
    content = content if isinstance(content, Mapping) else {}
    media_type = _media_type(headers, content.get("mimeType"))
    text = content.get("text")
    if is_empty or (isinstance(text, str) and text):
        return read_body(media_type, "" if is_empty else text, content.get("encoding"))
    # Browsers drop bodies (of navigations, of what was cached) and still state their size.
    sizes = (content.get("size"), response.get("bodySize"), _number(_last(headers, "content-length")))
    return b"", Stated(media_type, is_missing=any(isinstance(size, int) and size > 0 for size in sizes))


def _media_type(headers: Headers, stated: Any) -> str:
    text = _last(headers, "content-type") or (stated if isinstance(stated, str) else "")
    found = plain_type(text)
    return found if _MEDIA_TYPE.match(found) and found != "x-unknown" else ""


def _last(headers: Headers, name: str) -> str:
    return next(reversed(headers.values_of(name)), "")


def _moment(stated: Any) -> datetime:
    """When it began; the epoch where nothing that can be read says when."""
    try:
        moment = datetime.fromisoformat(stated) if isinstance(stated, str) else _EPOCH
    except ValueError:
        return _EPOCH
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _seconds(milliseconds: Any) -> float:
    known = isinstance(milliseconds, int | float) and 0 <= milliseconds < _LONGEST
    return milliseconds / 1000 if known else 0.0


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


def _headers(listed: Any) -> Headers:
    """The fields; the pseudo-fields of HTTP/2 and what is no field name are left out."""
    if isinstance(listed, Mapping):
        # Some exporters write an object where the format has a list.
        listed = [{"name": name, "value": value} for name, value in listed.items()]
    pairs = ((each.get("name"), each.get("value")) for each in _listed(listed) if isinstance(each, Mapping))
    return Headers(
        [
            (name, value)
            for name, value in pairs
            if isinstance(name, str) and isinstance(value, str) and _TOKEN.match(name)
        ]
    )


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _number(text: str) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0
