"""Which recorded exchanges are the partner's, and what each of them calls.

A browser's archive holds everything the page loaded. An exchange counts when its address is one of the description's
servers or a given one. A host that is neither counts when at least one of its exchanges calls a described operation
under the path of a described server: the server of a company that runs the product itself, a mock, a proxy on this
machine.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal
from urllib.parse import urlsplit

from attrs import define, evolve, field

from signoff_contract.description import Description

from .answered import Witness
from .errors import TrafficError
from .har_reader import Entry
from .vocabulary import HIDDEN
from .wire import trace_header

# What pages load beside an API; without a described operation such an exchange says nothing about it.
_PAGE_PARTS = (
    "text/html",
    "text/css",
    "text/javascript",
    "application/javascript",
    "image/",
    "font/",
    "video/",
    "audio/",
)
_HOST = re.compile(r"^[\w.:\[\]-]{1,255}$")
_GATEWAY = frozenset({502, 503, 504})


@define
class PartnerCalls:
    """The partner's exchanges out of an archive's, and what was left out and why."""

    description: Description
    base_urls: tuple[str, ...] = ()
    token_urls: tuple[str, ...] = ()
    ignored: Counter[str] = field(factory=Counter, init=False)
    hosts: Counter[str] = field(factory=Counter, init=False)
    own_hosts: set[str] = field(factory=set, init=False)
    _known: frozenset[str] = field(init=False, repr=False)
    _trace_header: str = field(init=False, repr=False)
    _witness: Witness = field(init=False, repr=False)

    def __attrs_post_init__(self) -> None:
        self._known = frozenset(operation.id for operation in self.description)
        self._trace_header = trace_header(self.description)
        self._witness = Witness(self.description)

    def among(self, entries: Sequence[Entry]) -> list[Entry]:
        """The partner's calls in their order; what else the entries hold is counted in `ignored` and `hosts`.

        Their exchanges say what the description makes of them: kind, operation, path below the server's address, trace id,
        and who answered.
        """
        bases = self._bases(entries)
        found = []
        for entry in entries:
            self.hosts[_shown(entry.origin[1])] += 1
            if (call := self._call(entry, bases)) is not None:
                self.own_hosts.add(_shown(entry.origin[1]))
                found.append(call)
        return found

    def _call(self, entry: Entry, bases: Mapping[tuple[str, str], set[str]]) -> Entry | None:
        if self._is_token(entry, bases):
            return self._placed(entry, "token", entry.path, None) if self._answered(entry) else None
        paths = [entry.path[len(front) :] for front in bases.get(entry.origin, ()) if _below(entry.path, front)]
        if not paths:
            self.ignored["of another host or path"] += 1
            return None
        if not self._answered(entry):
            return None
        if entry.said_to_be == "api" and entry.operation in self._known:
            # Our own evidence says what it called; its address may hold placeholders.
            return self._placed(entry, "api", paths[0], entry.operation)
        for path in paths:
            if (match := self.description.match(entry.exchange.method, path)) is not None:
                return self._placed(entry, "api", path, match[0].id)
        if entry.answered.media_type.startswith(_PAGE_PARTS) or entry.exchange.method == "OPTIONS":
            self.ignored["part of a page"] += 1
            return None
        return self._placed(entry, "api", paths[0], None)

    def _placed(self, entry: Entry, kind: Literal["api", "token"], path: str, operation: str | None) -> Entry:
        exchange = evolve(
            entry.exchange,
            kind=kind,
            path=path,
            operation_id=operation,
            trace_id=entry.exchange.response_headers.get(self._trace_header) if self._trace_header else None,
        )
        return evolve(entry, exchange=evolve(exchange, by=self._witness.tell(exchange)))

    def _answered(self, entry: Entry) -> bool:
        if entry.status == 0:
            self.ignored["without an answer"] += 1
        elif entry.status == 304:
            self.ignored["answered from a cache (304)"] += 1
        elif entry.status in _GATEWAY and entry.answered.media_type == "text/html":
            self.ignored["answered by a gateway"] += 1
        else:
            return True
        return False

    def _bases(self, entries: Sequence[Entry]) -> dict[tuple[str, str], set[str]]:
        """The paths below which each origin serves the API."""
        found: dict[tuple[str, str], set[str]] = {}
        if self.base_urls:
            for url in self.base_urls:
                origin, path = _split(url)
                found.setdefault(origin, set()).add(path)
            return found
        servers = [_server_pattern(url) for url in self.description.servers]
        origins = {entry.origin for entry in entries}
        for origin in origins:
            for pattern, front in servers:
                if pattern is not None and pattern.match("://".join(origin)):
                    found.setdefault(origin, set()).add(front)
        fronts = {front for _, front in servers}
        for entry in entries:
            for front in fronts:
                if front not in found.get(entry.origin, set()) and self._is_call(entry, front):
                    found.setdefault(entry.origin, set()).add(front)
        return found

    def _is_call(self, entry: Entry, front: str) -> bool:
        if not _below(entry.path, front):
            return False
        match = self.description.match(entry.exchange.method, entry.path[len(front) :])
        return match is not None and not match[0].path.lstrip("/").startswith("{")

    def _is_token(self, entry: Entry, bases: Mapping[tuple[str, str], set[str]]) -> bool:
        if entry.exchange.method != "POST":
            return False
        if self.token_urls:
            return any(_split(url) == (entry.origin, entry.path.rstrip("/")) for url in self.token_urls)
        known = {_split(url) for url in token_urls(self.description)}
        if (entry.origin, entry.path.rstrip("/")) in known:
            return True
        # Whatever takes a grant type is a token endpoint: the partner's on its host or under the described path.
        if entry.origin not in bases and entry.path.rstrip("/") not in {path for _, path in known}:
            return entry.said_to_be == "token"
        value = entry.request_body().value
        return isinstance(value, dict) and "grant_type" in value


def nothing_found(calls: PartnerCalls, names: Iterable[str]) -> TrafficError:
    """Says that none of the entries is the partner's, with the hosts that there are."""
    hosts = ", ".join(f"{host} ({count})" for host, count in calls.hosts.most_common(8))
    more = f" and {len(calls.hosts) - 8} more" if len(calls.hosts) > 8 else ""
    return TrafficError(
        f"nothing in {', '.join(names)} calls {calls.description.partner}. "
        + (f"Hosts in it: {hosts}{more}. " if hosts else "It has no entries that can be read. ")
        + "If one of them is the partner's server, name its address with --base-url, up to where the described paths begin"
    )


def token_urls(description: Description) -> tuple[str, ...]:
    """The token addresses of the description's security schemes."""
    found: dict[str, None] = {}
    for raw in (description.document.get("components", {}).get("securitySchemes") or {}).values():
        scheme = description.deref(raw)
        for flow in (scheme.get("flows") or {}).values():
            if isinstance(flow.get("tokenUrl"), str):
                found[flow["tokenUrl"]] = None
        named = scheme.get("x-token-urls")
        for url in named.values() if isinstance(named, Mapping) else ():
            found[str(url)] = None
    return tuple(found)


def _split(url: str) -> tuple[tuple[str, str], str]:
    parts = urlsplit(url)
    return (parts.scheme.lower(), parts.netloc.rpartition("@")[2].lower()), parts.path.rstrip("/")


def _shown(host: str) -> str:
    """A host as it may be printed: an archive may say anything, control characters included."""
    return host if _HOST.match(host) else HIDDEN


def _below(path: str, front: str) -> bool:
    return path.startswith(f"{front}/")


def _server_pattern(url: str) -> tuple[re.Pattern[str] | None, str]:
    """What origins a described server address fits, and its path. A host that is all variable fits none by itself."""
    address, _, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    if not host:
        return None, url.rstrip("/")
    literal = re.sub(r"\{[^}]*\}", "", host)
    if not literal.strip("."):
        return None, f"{slash}{path}".rstrip("/")
    parts = re.split(r"\{[^}]*\}", host)
    pattern = "[^/]+".join(re.escape(part.lower()) for part in parts)
    return re.compile(f"{re.escape(address.lower())}://{pattern}$"), f"{slash}{path}".rstrip("/")
