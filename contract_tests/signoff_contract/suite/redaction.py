"""What may be kept of an exchange: an allow-list, applied when the exchange is recorded.

A value of a body is kept where the description says that it is public or internal. Anything else becomes a keyed
hash: within one run the same value gives the same placeholder, and nobody can recompute it, because the key is drawn
for the run and stored nowhere. Secrets are not even hashed.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import define, evolve, field

from signoff_contract.description import Description, Operation
from signoff_contract.description.sensitivity import SECRET, SHOWN, UNDESCRIBED, Place, Sensitivities
from signoff_contract.description.source import escape, unescape

from .compare import ABSENT, NOT_GIVEN, Count
from .model import RecordedBody, RecordedExchange, RunRecord
from .scrub import Scrubber

REDACTED = "[redacted]"

# Names whose values say nothing about a person and open no door. A description may add its own (x-sensitivity).
SHOWN_HEADERS = frozenset(
    {
        "accept",
        "accept-encoding",
        "allow",
        "cache-control",
        "connection",
        "content-encoding",
        "content-length",
        "content-type",
        "date",
        "etag",
        "host",
        "if-match",
        "if-none-match",
        "retry-after",
        "transfer-encoding",
        "user-agent",
        "vary",
        "x-request-id",
    }
)
_CREDENTIALS = frozenset({"authorization", "proxy-authorization", "www-authenticate"})
_SCHEMES = frozenset({"basic", "bearer", "digest", "dpop", "mutual", "negotiate", "oauth"})
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,60}/[a-z0-9!#$&^_.+-]{1,60}")
_LONGEST_HEADER = 300


@define(eq=False)
class Redactor:
    """Turns what went over the wire into what may be kept.

    `key` is the run's own: random, and never stored. It remembers the values that it took out, so that `scrub` can
    take them out of a text as well.
    """

    description: Description
    key: bytes = field(repr=False)
    places: Sensitivities = field(init=False, repr=False)
    _scrubber: Scrubber = field(factory=Scrubber, init=False, repr=False)
    _undescribed: dict[str, str] = field(factory=dict, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self.places = Sensitivities(self.description)

    def learn_secret(self, value: str) -> None:
        """From now on `scrub` takes this value out of every text, also when it is encoded."""
        self._scrubber.add_secret(value)

    def scrub(self, text: str) -> str:
        """`text` without any secret or personal value that was seen so far."""
        return self._scrubber.scrub(text)

    def scrub_kept(self, value: Any) -> Any:
        """A redacted value, gone over again with what was learned since; names and shape stay."""
        if isinstance(value, str):
            return self._scrubber.scrub_shown(value)
        if isinstance(value, dict):
            return {name: self.scrub_kept(inner) for name, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(self.scrub_kept(inner) for inner in value)
        return value

    def headers(self, headers: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        """Header fields with the values that may be shown; names are lower case."""
        return tuple((name.lower(), self._header(name.lower(), value)) for name, value in headers)

    def _header(self, name: str, value: str) -> str:
        if name in _CREDENTIALS:
            return self._credentials(name, value)
        if name in {"cookie", "set-cookie"}:
            for part in value.split(";")[: 1 if name == "set-cookie" else None]:
                self.learn_secret(part.partition("=")[2].strip())
        if name not in SHOWN_HEADERS and name not in self.places.shown_headers:
            return REDACTED
        return self._scrubber.scrub(value[:_LONGEST_HEADER])

    def _credentials(self, name: str, value: str) -> str:
        # Only a scheme that HTTP knows is shown: the first word might as well be the token itself.
        scheme, _, rest = value.strip().partition(" ")
        known = scheme.lower() in _SCHEMES
        if name != "www-authenticate":
            self.learn_secret(rest.strip() if known else value.strip())
        if not known:
            return REDACTED
        return f"{scheme} {REDACTED}" if rest.strip() else scheme

    def url(self, url: str, path: str, operation: Operation | None) -> str:
        """An address with its path and query values redacted; `path` is the part below the base address."""
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        front = parts.path.removesuffix(path) if path and parts.path.endswith(path) else ""
        below = parts.path[len(front) :]
        query = "&".join(
            f"{self._name(name)}={self._query_value(operation, name, value)}"
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        )
        return f"{parts.scheme}://{host}{front}{self.path(below, operation)}{'?' + query if query else ''}"

    def path(self, path: str, operation: Operation | None) -> str:
        """A path with those values kept that the description shows; unknown words of an unknown path are not."""
        values = operation.match(path) if operation is not None else None
        if operation is None or values is None:
            known = {part for other in self.description for part in other.path.split("/")}
            return "/".join(part if part in known or part.isdigit() else self._name(part) for part in path.split("/"))
        shown = operation.path
        for name, value in values.items():
            kept = self.places.parameter(operation, name, "path") in SHOWN
            kept_value = self._scrubber.scrub(value) if kept else self._placeholder(unquote(value), "personal")
            shown = shown.replace(f"{{{name}}}", kept_value, 1)
        return shown

    def _query_value(self, operation: Operation | None, name: str, value: str) -> str:
        sensitivity = self.places.parameter(operation, name, "query") if operation is not None else None
        if sensitivity in SHOWN:
            return self._scrubber.scrub(value)
        return self._placeholder(value, sensitivity or "personal")

    def body(
        self, content: bytes, content_type: str | None, place: Place, *, default: str = "personal"
    ) -> RecordedBody:
        """What may be kept of a body. `default` is the sensitivity of what `place` does not describe."""
        media_type = (content_type or "").split(";")[0].strip().lower()
        shown_type = None
        if media_type:
            shown_type = self._scrubber.scrub(media_type) if _MEDIA_TYPE.fullmatch(media_type) else REDACTED
        if not content:
            return RecordedBody(shown_type, 0)
        value, note = _decoded(content, media_type)
        if note is not None:
            return RecordedBody(shown_type, len(content), note=note)
        return RecordedBody(shown_type, len(content), json=self.value(value, place, default=default))

    def value(self, value: Any, place: Place, *, default: str = "personal") -> Any:
        """A decoded JSON value with its shape kept and its values replaced where they must be."""
        if isinstance(value, dict):
            kept: dict[str, Any] = {}
            for name, inner in value.items():
                kept[self._name(str(name))] = self.value(inner, self.places.member(place, str(name)), default=default)
            return kept
        if isinstance(value, list):
            return [
                self.value(inner, self.places.element(place, index), default=default)
                for index, inner in enumerate(value)
            ]
        sensitivity = place.sensitivity if place.described else default
        if value is None or (isinstance(value, bool) and sensitivity in SHOWN):
            return value
        if sensitivity in SHOWN:
            return self._shown(value)
        return self._placeholder(value, sensitivity)

    def _shown(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._scrubber.scrub_shown(value)
        # A number may be a secret as well; it stays a number unless it is one.
        text = str(value)
        return value if self._scrubber.scrub_shown(text) == text else REDACTED

    def render(self, schema: Mapping[str, Any] | str, pointer: str, value: Any) -> str:
        """A value of `schema`, at `pointer`, as text for people: JSON, or a placeholder, or a word for its absence."""
        if value is ABSENT or value is NOT_GIVEN:
            return repr(value)
        if isinstance(value, Count):
            return f"{value.elements} element{'' if value.elements == 1 else 's'}"
        shown = self.value(value, self.places.at(self.places.schema(schema), pointer))
        if isinstance(shown, str) and shown.startswith("[") and not isinstance(value, str):
            return shown
        if isinstance(shown, str) and shown.startswith(("[personal", "[secret")):
            return shown
        return json.dumps(shown, ensure_ascii=False, default=str) if not isinstance(shown, Decimal) else str(shown)

    def pointer(self, pointer: str) -> str:
        """A JSON pointer into a value, with undescribed names replaced."""
        tokens = [unescape(token) for token in pointer.split("/")]
        return "/".join(escape(token if token.isdigit() else self._name(token)) for token in tokens)

    def _name(self, name: str) -> str:
        if not name or name in self.places.members:
            return name
        if name not in self._undescribed:
            self._undescribed[name] = f"[undescribed-{len(self._undescribed) + 1}]"
            if not name.isalpha():
                # A plain word may stand in any message; a name made of data does not.
                self._scrubber.add_personal(name, self._undescribed[name])
        return self._undescribed[name]

    def _placeholder(self, value: Any, sensitivity: str) -> str:
        if sensitivity == SECRET:
            self.learn_secret(value if isinstance(value, str) else str(value))
            return "[secret]"
        if isinstance(value, bool):
            # Two possible values: a hash would be a name for each.
            return "[personal]"
        placeholder = f"[personal:{self._hash(value)}]"
        self._scrubber.add_personal(value if isinstance(value, str) else str(value), placeholder)
        return placeholder

    def _hash(self, value: Any) -> str:
        text = value if isinstance(value, str) else format(Decimal(str(value)).normalize(), "f")
        kind = "text" if isinstance(value, str) else "number"
        return hmac.new(self.key, f"{kind}:{text}".encode(errors="surrogatepass"), hashlib.sha256).hexdigest()[:8]


def _decoded(content: bytes, media_type: str) -> tuple[Any, str | None]:
    if media_type == "application/x-www-form-urlencoded":
        return dict(parse_qsl(content.decode("latin-1"), keep_blank_values=True)), None
    if media_type != "application/json" and not media_type.endswith("+json"):
        return None, "not JSON, content not kept"
    try:
        return json.loads(content), None
    except (ValueError, RecursionError):
        return None, "said to be JSON, but it is not; content not kept"


def scrub_record(record: RunRecord, redactor: Redactor) -> RunRecord:
    """The record without any value that was learned after the text that holds it was written."""
    scrub = redactor.scrub
    return evolve(
        record,
        requirements=tuple(evolve(row, reason=scrub(row.reason)) for row in record.requirements),
        checks=tuple(
            evolve(
                check,
                reason=scrub(check.reason),
                observations=tuple(evolve(seen, message=scrub(seen.message)) for seen in check.observations),
            )
            for check in record.checks
        ),
        exchanges=tuple(_scrub_exchange(exchange, redactor) for exchange in record.exchanges),
        findings=tuple(evolve(finding, message=scrub(finding.message)) for finding in record.findings),
        ended_early=scrub(record.ended_early) if record.ended_early else record.ended_early,
    )


def _scrub_exchange(exchange: RecordedExchange, redactor: Redactor) -> RecordedExchange:
    again = redactor.scrub_kept
    return evolve(
        exchange,
        url=redactor.scrub(exchange.url),
        trace_id=again(exchange.trace_id),
        request_headers=tuple((name, again(value)) for name, value in exchange.request_headers),
        response_headers=tuple((name, again(value)) for name, value in exchange.response_headers),
        request_body=evolve(exchange.request_body, json=again(exchange.request_body.json)),
        response_body=evolve(exchange.response_body, json=again(exchange.response_body.json)),
    )


__all__ = ["REDACTED", "SHOWN_HEADERS", "UNDESCRIBED", "Redactor", "scrub_record"]
