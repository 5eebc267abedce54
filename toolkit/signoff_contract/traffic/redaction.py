"""What may be kept of an exchange: an allow-list, applied when the exchange is recorded.

A value of a body is kept where the description says that it is public or internal. Anything else becomes a keyed
hash: within one run the same value gives the same placeholder, and nobody can recompute it, because the key is drawn
for the run and stored nowhere. Secrets are not even hashed.
"""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from attrs import define, field

from signoff_contract.description import Description, Operation
from signoff_contract.description.sensitivity import SECRET, SHOWN, UNDESCRIBED, Place, Sensitivities
from signoff_contract.description.source import escape, unescape

from .decoding import decoded, password_in
from .exchange import RecordedBody
from .notes import Notes
from .scrub import Scrubber, Secret
from .tally import Origin, Tally
from .wire import plain_type

REDACTED = "[redacted]"
REQUEST_BODY = "request body"
RESPONSE_BODY = "response body"

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
_SHORTEST_LEARNED = 12


@define(eq=False)
class Redactor:
    """Turns what went over the wire into what may be kept.

    `key` is the run's own: random, and never stored. It remembers the values that it took out, so that `scrub` can
    take them out of a text as well. `tally` counts what was done to what was recorded, `notes` has what it took away.
    """

    description: Description
    key: bytes = field(repr=False)
    tally: Tally = field(factory=Tally, init=False, repr=False)
    notes: Notes = field(factory=Notes, init=False, repr=False)
    places: Sensitivities = field(init=False, repr=False)
    _scrubber: Scrubber = field(init=False, repr=False)
    _undescribed: dict[str, str] = field(factory=dict, init=False, repr=False)
    _secrets: dict[str, str] = field(factory=dict, init=False, repr=False)
    _identifiers: set[str] = field(factory=set, init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self.places = Sensitivities(self.description)
        self._scrubber = Scrubber(lambda: self.places.public_words)

    @classmethod
    def for_run(cls, description: Description) -> "Redactor":
        """One with a key that is drawn for a single run."""
        return cls(description, secrets.token_bytes(32))

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What may stand in no file that is written of the run."""
        return tuple(Secret(name, value) for value, name in self._secrets.items())

    @property
    def shown_headers(self) -> tuple[str, ...]:
        """The headers whose values are shown, sorted."""
        return tuple(sorted(SHOWN_HEADERS | self.places.shown_headers))

    @property
    def taken_out(self) -> dict[str, int]:
        """How many secret and personal values were taken out of texts."""
        return dict(self._scrubber.taken_out)

    def learn_secret(self, value: str, name: str) -> None:
        """From now on `scrub` takes this value out of every text, also when it is encoded, and `secrets` has it.

        `name` says what it is without saying it.
        """
        self._scrubber.add_secret(value)
        self._secrets.setdefault(value, name)

    def learn_identifier(self, value: str) -> None:
        """The same for a value that is to be left out of texts, but opens nothing by itself: it is none of `secrets`."""
        self._scrubber.add_secret(value)
        self._identifiers.add(value)

    def _learn_seen(self, value: str, name: str, *, described: bool = False) -> None:
        """A value out of the traffic, which may be no secret at all: a cookie or an error can hold any words.

        It counts among `secrets` when it looks like one; and unless it is described as one, only when it does not
        stand in the description, which everybody may read. A word of the description is none at all.
        """
        if not described and value in self.places.public_words:
            return
        self._scrubber.add_secret(value)
        if value in self._secrets or value in self._identifiers:
            return
        telling = len(value) >= _SHORTEST_LEARNED and not value.isalpha() and not any(map(str.isspace, value))
        sources = self.description.sources.values()
        if telling and (described or not any(value.encode(errors="replace") in text for text in sources)):
            self._secrets[value] = name

    def scrub(self, text: str) -> str:
        """`text` without any secret or personal value that was seen so far."""
        return self._scrubber.scrub(text)

    def scrub_value(self, value: str) -> str:
        """A single value that may be shown, without what is known to be sensitive by now."""
        return self._scrubber.scrub_shown(value)

    def scrub_secrets(self, text: str) -> str:
        """`text` without any secret that was seen so far; names and personal values stay."""
        return self._scrubber.scrub_secrets(text)

    def scrub_kept(self, value: Any) -> Any:
        """A redacted value, gone over again with what was learned since; names and shape stay."""
        if isinstance(value, str):
            return self._scrubber.scrub_shown(value)
        if isinstance(value, dict):
            return {name: self.scrub_kept(inner) for name, inner in value.items()}
        if isinstance(value, (list, tuple)):
            return type(value)(self.scrub_kept(inner) for inner in value)
        return value

    def headers(self, headers: Iterable[tuple[str, str]], origin: Origin | None = None) -> tuple[tuple[str, str], ...]:
        """Header fields with the values that may be shown; names are lower case. `origin` is counted."""
        return tuple(
            (self._scrubber.scrub(name.lower()), self._header(name.lower(), value, origin)) for name, value in headers
        )

    def _header(self, name: str, value: str, origin: Origin | None) -> str:
        if name in _CREDENTIALS:
            self.tally.add(origin, name, "credential")
            return self._credentials(name, value)
        if name in {"cookie", "set-cookie"}:
            for part in value.split(";")[: 1 if name == "set-cookie" else None]:
                self._learn_seen(part.partition("=")[2].strip(), f"a value of {name}")
        if name not in SHOWN_HEADERS and name not in self.places.shown_headers:
            # Of a header that nothing is known of, not even the name is repeated.
            self.tally.add(origin, "[other]", "header-withheld")
            return REDACTED
        self.tally.add(origin, name, "header-shown")
        return self._scrubber.scrub(value[:_LONGEST_HEADER])

    def _credentials(self, name: str, value: str) -> str:
        # Only a scheme that HTTP knows is shown: the first word might as well be the token itself.
        scheme, _, rest = value.strip().partition(" ")
        known = scheme.lower() in _SCHEMES
        if name != "www-authenticate":
            credentials = rest.strip() if known else value.strip()
            self._learn_seen(credentials, f"a value of {name}")
            if scheme.lower() == "basic":
                self._learn_seen(password_in(credentials), f"the password in {name}")
        if not known:
            return REDACTED
        return f"{scheme} {REDACTED}" if rest.strip() else scheme

    def url(self, url: str, path: str, operation: Operation | None, caller: str | None = None) -> str:
        """An address with its path and query values redacted; `path` is the part below the base address.

        `caller` is the operation that is counted.
        """
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        front = parts.path.removesuffix(path) if path and parts.path.endswith(path) else ""
        below = parts.path[len(front) :]
        query = "&".join(
            f"{self._name(name)}={self._query_value(operation, name, value, Origin(caller, 'query') if caller else None)}"
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
        )
        kept = self.path(below, operation, Origin(caller, "path") if caller else None)
        return f"{parts.scheme}://{host}{front}{kept}{'?' + query if query else ''}"

    def path(self, path: str, operation: Operation | None, origin: Origin | None = None) -> str:
        """A path with those values kept that the description shows; of an unknown path only known words are."""
        values = operation.match(path) if operation is not None else None
        if operation is None or values is None:
            known = {part for other in self.description for part in other.path.split("/")}
            return "/".join(part if part in known else self._unknown_part(part, origin) for part in path.split("/"))
        shown = operation.path
        for name, value in values.items():
            sensitivity = self.places.parameter(operation, name, "path") or "personal"
            self.tally.add(origin, name, _rule(sensitivity, described=True))
            kept = sensitivity in SHOWN
            kept_value = self._scrubber.scrub(value) if kept else self._placeholder(unquote(value), sensitivity, name)
            shown = shown.replace(f"{{{name}}}", kept_value, 1)
        return shown

    def _unknown_part(self, part: str, origin: Origin | None) -> str:
        if not part.isdigit():
            self.tally.add(origin, "[undescribed]", "name-undescribed")
            return self._name(part)
        self.tally.add(origin, "[undescribed]", "personal-undescribed")
        return self._placeholder(part, "personal")

    def _query_value(self, operation: Operation | None, name: str, value: str, origin: Origin | None) -> str:
        sensitivity = self.places.parameter(operation, name, "query") if operation is not None else None
        shown_name = self._counted_name(name, origin)
        self.tally.add(origin, shown_name, _rule(sensitivity or "personal", described=sensitivity is not None))
        if sensitivity in SHOWN:
            return self._scrubber.scrub_shown(value)
        return self._placeholder(value, sensitivity or "personal", shown_name)

    def body(
        self,
        content: bytes,
        content_type: str | None,
        place: Place,
        *,
        default: str = "personal",
        origin: Origin | None = None,
    ) -> RecordedBody:
        """What may be kept of a body. `default` is the sensitivity of what `place` does not describe."""
        media_type = plain_type(content_type)
        shown_type = None
        if media_type:
            shown_type = self._scrubber.scrub(media_type) if _MEDIA_TYPE.fullmatch(media_type) else REDACTED
        if not content:
            return RecordedBody(shown_type, 0)
        value, note = decoded(content, media_type)
        if note is None:
            try:
                shown = self.value(value, place, default=default, origin=origin)
                return RecordedBody(shown_type, len(content), json=shown)
            except RecursionError:
                note = "nested more deeply than is kept"
        self.tally.add(origin, "", "body-not-kept")
        return RecordedBody(shown_type, len(content), note=note)

    def value(
        self, value: Any, place: Place, *, default: str = "personal", origin: Origin | None = None, pointer: str = ""
    ) -> Any:
        """A decoded JSON value with its shape kept and its values replaced where they must be.

        What comes from `origin` is counted; `pointer` says where in it the value stands.
        """
        if isinstance(value, dict):
            kept: dict[str, Any] = {}
            for name, inner in value.items():
                at = f"{pointer}/{escape(self._counted_name(str(name), origin))}"
                member = self.places.member(place, str(name))
                kept[self._name(str(name))] = self.value(inner, member, default=default, origin=origin, pointer=at)
            return kept
        if isinstance(value, list):
            at = f"{pointer}/*"
            return [
                self.value(inner, self.places.element(place, index), default=default, origin=origin, pointer=at)
                for index, inner in enumerate(value)
            ]
        sensitivity = place.sensitivity if place.described else default
        # As an error names a parameter; where a described place is personal, the description has decided.
        is_word = not place.described and sensitivity != SECRET and value in self.places.public_words
        rule = "null" if value is None else "word" if is_word else _rule(sensitivity, described=place.described)
        self.tally.add(origin, pointer, rule)
        if value is None or (isinstance(value, bool) and sensitivity in SHOWN):
            return value
        if sensitivity in SHOWN:
            return self._shown(value)
        if is_word:
            return value
        described = place.described and origin is not None and origin.part == RESPONSE_BODY
        return self._placeholder(value, sensitivity, pointer, described=described)

    def _counted_name(self, name: str, origin: Origin | None) -> str:
        if self._name(name) == name:
            return name
        self.tally.add(origin, "[undescribed]", "name-undescribed")
        return "[undescribed]"

    def _shown(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._scrubber.scrub_shown(value)
        # A number may be a secret as well; it stays a number unless it is one.
        text = str(value)
        return value if self._scrubber.scrub_shown(text) == text else REDACTED

    def pointer(self, pointer: str) -> str:
        """A JSON pointer into a value, with undescribed names replaced."""
        tokens = [unescape(token) for token in pointer.split("/")]
        return "/".join(escape(token if token.isdigit() else self._name(token)) for token in tokens)

    def name(self, name: str) -> str:
        """A member's or parameter's name as it may be shown: what the description does not know is numbered."""
        return self._name(name)

    def _name(self, name: str) -> str:
        if not name or name in self.places.public_words:
            return name
        if name not in self._undescribed:
            self._undescribed[name] = f"[undescribed-{len(self._undescribed) + 1}]"
            if not name.isalpha():
                # A plain word may stand in any message; a name made of data does not.
                self._scrubber.add_personal(name, self._undescribed[name])
        return self._undescribed[name]

    def _placeholder(self, value: Any, sensitivity: str, where: str = "", *, described: bool = False) -> str:
        if sensitivity == SECRET:
            self._learn_seen(
                value if isinstance(value, str) else str(value), f"a secret at {where}", described=described
            )
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


def _rule(sensitivity: str, *, described: bool) -> str:
    if sensitivity in SHOWN:
        return "shown"
    kind = SECRET if sensitivity == SECRET else "personal"
    return kind if described else f"{kind}-undescribed"


__all__ = ["REDACTED", "SHOWN_HEADERS", "UNDESCRIBED", "Redactor"]
