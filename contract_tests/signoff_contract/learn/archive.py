"""Reads HTTP archives (HAR 1.2): what browsers, proxies and our own evidence write.

An archive holds credentials and people's data. What is read here stays in memory: no error and no `repr` repeats a
value of it.
"""

import base64
import binascii
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qsl, urlsplit

import orjson
from attrs import field, frozen

from signoff_contract.description.model import METHODS

from .errors import LearnError

LARGEST = 512 * 1024 * 1024
"""Greatest size of an archive in bytes; an archive of this size takes several times as much memory."""

OTHER_METHOD = "OTHER"
"""Stands for a method that OpenAPI does not know."""

_DEEPEST = 100
_TIME = re.compile(r"^\d{4}-\d{2}-\d{2}([T ][\d:.,]{5,20}(Z|[+-]\d{2}:?\d{2})?)?$")
_TOKEN = re.compile(r"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$")
_MEDIA_TYPE = re.compile(r"^[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}$")

State = Literal["none", "unrecorded", "json", "other", "broken"]


@frozen
class Content:
    """A body: `json` with its value, `none`, not recorded, of another kind, or `broken`, which is not what it says."""

    media_type: str
    state: State
    value: Any = field(default=None, repr=False)


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
        """The request's body, decoded anew at each call."""
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
        return _content(media_type, posted.get("text"), posted.get("encoding"))

    def response_body(self) -> Content:
        """The answer's body, decoded anew at each call."""
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
        return _content(media_type, text, content.get("encoding"))

    @staticmethod
    def _media_type(headers: Mapping[str, str], stated: Any) -> str:
        text = headers.get("content-type") or (stated if isinstance(stated, str) else "")
        found = text.split(";")[0].strip().lower()
        return found if _MEDIA_TYPE.match(found) and found != "x-unknown" else ""


def read_archive(path: Path) -> Archive:
    """One archive.

    Raises LearnError when the file is missing, too large, not JSON, nested too deeply, or no HTTP archive.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise LearnError(
                f"{path} has {size // 1024 // 1024} MB, more than {LARGEST // 1024 // 1024}; record less, or export the "
                "partner's requests only"
            )
        content = path.read_bytes()
    except OSError as error:
        raise LearnError(f"cannot read {path}: {error.strerror or error}") from error
    try:
        document = orjson.loads(content.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        raise LearnError(
            f"{path}:{error.lineno}: not JSON ({error.msg.split(':')[0]}); export the traffic as HAR 1.2"
        ) from error
    log = document.get("log") if isinstance(document, Mapping) else None
    entries = log.get("entries") if isinstance(log, Mapping) else None
    if not isinstance(entries, list):
        raise LearnError(f"{path} is JSON, but no HTTP archive: it has no log.entries; export the traffic as HAR 1.2")
    name = "".join(character if character.isprintable() else "?" for character in path.name)
    return Archive(name, hashlib.sha256(content).hexdigest(), tuple(entries))


def entries_of(archive: Archive) -> Iterator[Entry]:
    """The exchanges of an archive.

    Raises LearnError for an entry without method or address, naming the entry.
    """
    for index, raw in enumerate(archive.entries):
        request = raw.get("request") if isinstance(raw, Mapping) else None
        if not isinstance(request, Mapping):
            raise LearnError(f"{archive.name}: entry {index} has no request; the file is no HTTP archive")
        method, url = request.get("method"), request.get("url")
        if not isinstance(method, str) or not _TOKEN.match(method) or not isinstance(url, str) or not _parses(url):
            raise LearnError(f"{archive.name}: entry {index} has no method or no address that can be read")
        response = raw.get("response")
        response = response if isinstance(response, Mapping) else {}
        status = response.get("status")
        started = raw.get("startedDateTime")
        yield Entry(
            Ref(
                archive.name,
                index,
                started if isinstance(started, str) and _TIME.match(started) else "",
                status if isinstance(status, int) and 100 <= status <= 599 else 0,
            ),
            method.upper() if method.lower() in METHODS else OTHER_METHOD,
            url,
            _headers(request.get("headers")),
            _headers(response.get("headers")),
            {"request": request, "response": response},
            raw["_kind"] if raw.get("_kind") in {"api", "token"} else "",
        )


def _parses(url: str) -> bool:
    try:
        urlsplit(url).port  # noqa: B018 - it is what raises
    except ValueError:
        return False
    return True


def _headers(listed: Any) -> dict[str, str]:
    """Fields by lower-case name; the pseudo-fields of HTTP/2 and what is no field name are left out."""
    found: dict[str, str] = {}
    for each in listed if isinstance(listed, list) else ():
        if isinstance(each, Mapping) and isinstance(each.get("name"), str) and isinstance(each.get("value"), str):
            name = each["name"].lower()
            if _TOKEN.match(name):
                found[name] = each["value"]
    return found


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0


def _content(media_type: str, text: Any, encoding: Any) -> Content:
    if not isinstance(text, str) or not text:
        return Content(media_type, "none")
    if encoding == "base64":
        try:
            text = base64.b64decode(text, validate=False).decode("utf-8")
        except (binascii.Error, ValueError):
            return Content(media_type, "other")
    is_form = media_type == "application/x-www-form-urlencoded"
    is_json = media_type == "application/json" or media_type.endswith("+json")
    if _is_note(text) and (is_json or is_form or not media_type):
        return Content(media_type, "unrecorded")
    if is_form and not text.lstrip().startswith("{"):
        try:
            return Content(media_type, "json", dict(parse_qsl(text, keep_blank_values=True, max_num_fields=1000)))
        except ValueError:
            return Content(media_type, "broken")
    # Our own evidence keeps a form as the JSON object of its fields.
    if not is_json and not is_form:
        return Content(media_type, "other")
    try:
        value = orjson.loads(text.removeprefix("\ufeff"))
    except orjson.JSONDecodeError:
        return Content(media_type, "broken")
    return Content(media_type, "json", value) if _flat_enough(value, 0) else Content(media_type, "broken")


def _is_note(text: str) -> bool:
    """Whether a text is the note that our evidence writes in a body's place."""
    return text.startswith("[") and text.endswith("content not kept]")


def _flat_enough(value: Any, depth: int) -> bool:
    if depth > _DEEPEST:
        return False
    if isinstance(value, dict):
        return all(_flat_enough(inner, depth + 1) for inner in value.values())
    if isinstance(value, list):
        return all(_flat_enough(inner, depth + 1) for inner in value)
    return True
