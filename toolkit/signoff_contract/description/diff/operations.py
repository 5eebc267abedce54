"""How the operations of two descriptions differ: parameters, bodies, answers, credentials."""

from collections.abc import Iterator, Mapping
from typing import Any

from attrs import define, field, frozen

from signoff_contract.description.model import METHODS, is_range

from .kinds import Change
from .schemas import Schemas, provenance_changes
from .site import Site, canonical, root

_ENCODING = ("style", "explode", "allowReserved")
# How a parameter is written when nothing is said about it (OpenAPI 3.1, parameter object).
_STYLES = {"query": "form", "cookie": "form", "path": "simple", "header": "simple"}
_AS_HEADERS = frozenset({"accept", "authorization", "content-type"})


@frozen(eq=False)
class Call:
    """One operation as it is written: its method and path, and the path item around it."""

    method: str
    path: str
    item: Site
    site: Site

    @property
    def id(self) -> str:
        return str(self.site.get("operationId") or f"{self.method.upper()} {self.path}")

    @property
    def place(self) -> tuple[str, str]:
        """Where it is called; what a part of the path is named does not matter."""
        names = [part if not part.startswith("{") else "{}" for part in self.path.split("/")]
        return self.method, "/".join(names)

    @property
    def path_names(self) -> list[str]:
        """The names of the parts of the path, in their order."""
        return [part[1:].partition("}")[0] for part in self.path.split("/") if part.startswith("{")]

    def parameters(self) -> dict[tuple[str, str], Site]:
        """The parameters by location and name. Headers compare without case, parts of the path by their position."""
        found: dict[tuple[str, str], Site] = {}
        for holder in (self.item, self.site):
            for _, entry in stated.items() if (stated := holder.child("parameters")) else ():
                location, name = str(entry.get("in")), str(entry.get("name"))
                if location == "path" and name in self.path_names:
                    name = str(self.path_names.index(name))
                elif location == "header":
                    name = name.lower()
                # OpenAPI wants these ignored: they are what security and content say.
                if (location, name) not in {("header", each) for each in _AS_HEADERS}:
                    found[location, name] = entry
        return found


def calls(document: Mapping[str, Any]) -> list[Call]:
    """All operations of a document, in its order."""
    paths = root(document).child("paths")
    return [
        Call(method, path, item, site)
        for path, item in (paths.items() if paths else ())
        for method in METHODS
        if (site := item.child(method)) is not None
    ]


def paired(old: list[Call], new: list[Call]) -> tuple[list[tuple[Call, Call]], list[Call], list[Call]]:
    """Which operation became which, by where it is called or else by its id; those that are gone; those that are new."""
    places = {call.place: call for call in new}
    pairs = [(call, places[call.place]) for call in old if call.place in places]
    gone = [call for call in old if call.place not in places]
    taken = {id(call) for _, call in pairs}
    ids = {call.id: call for call in new if id(call) not in taken}
    moved = [(call, ids[call.id]) for call in gone if call.id in ids]
    taken |= {id(call) for _, call in moved}
    left = {id(call) for call, _ in moved}
    return (
        [*pairs, *moved],
        [call for call in gone if id(call) not in left],
        [call for call in new if id(call) not in taken],
    )


@define(eq=False)
class Operations:
    """The comparison of all operations. `relied_on` are headers, in small letters, that clients rely on."""

    relied_on: frozenset[str]
    schemas: Schemas = field(factory=Schemas)

    def compare(self, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
        """Every change of every operation, and of the schemas that they use."""
        pairs, gone, added = paired(calls(old), calls(new))
        for call in gone:
            yield _of(call, "operation.gone", call.site, f"{call.id} is gone ({call.method.upper()} {call.path})")
        for call in added:
            yield _of(call, "operation.added", call.site, f"{call.id} is new ({call.method.upper()} {call.path})")
        for before, after in pairs:
            yield from _itself(before, after)
            yield from self._parameters(before, after)
            yield from self._request(before, after)
            yield from self._responses(before, after)
            yield from _security(before, after)
        yield from self.schemas.found()

    def _parameters(self, old: Call, new: Call) -> Iterator[Change]:
        before, after = old.parameters(), new.parameters()
        for key in sorted(before.keys() | after.keys()):
            location, name = key
            one, other = before.get(key), after.get(key)
            words = f"the {location} parameter {(other or one).get('name', name)}"  # type: ignore[union-attr]
            if other is None and one is not None:
                yield _of(new, "parameter.gone", one, f"{words} is gone")
            elif other is not None and one is None:
                required = other.get("required") is True
                kind = "parameter.required-added" if required else "parameter.added"
                yield _of(new, kind, other, f"{words} is new and {'required' if required else 'optional'}")
            elif one is not None and other is not None:
                yield from self._parameter(new, one, other, words)

    def _parameter(self, call: Call, old: Site, new: Site, words: str) -> Iterator[Change]:
        if old.get("in") == "path" and old.get("name") != new.get("name"):
            yield _of(call, "parameter.renamed", new, f"{words} was called {old.get('name')}")
        yield from _flag(call, old, new, "required", words, ("parameter.required", "parameter.optional"))
        if _encoding(old) != _encoding(new):
            yield _of(call, "parameter.encoding-changed", new, f"{words} is written in another way")
        yield from _told(call, old, new, words)
        self._schema(call, old, new, "request", words)

    def _request(self, old: Call, new: Call) -> Iterator[Change]:
        one, other = old.site.child("requestBody"), new.site.child("requestBody")
        words = "the body"
        if one is None and other is not None:
            required = other.get("required") is True
            kind = "request.required-body-added" if required else "request.body-added"
            yield _of(new, kind, other, f"{words} is new and {'required' if required else 'optional'}")
        elif one is not None and other is None:
            yield _of(new, "request.body-gone", one, f"{words} is gone")
        if one is None or other is None:
            return
        yield from _flag(new, one, other, "required", words, ("request.body-required", "request.body-optional"))
        yield from _told(new, one, other, words)
        before, after = _content(one), _content(other)
        for media in sorted(before.keys() | after.keys()):
            if media not in after:
                yield _of(new, "request.media-type-gone", before[media], f"{words} is no longer taken as {media}")
            elif media not in before:
                yield _of(new, "request.media-type-added", after[media], f"{words} is taken as {media}, too")
            else:
                if canonical(before[media].get("encoding")) != canonical(after[media].get("encoding")):
                    yield _of(new, "request.encoding-changed", after[media], f"the parts of {words} changed")
                self._schema(new, before[media], after[media], "request", words)

    def _responses(self, old: Call, new: Call) -> Iterator[Change]:
        before, after = (
            {name.upper() if is_range(name.upper()) else name: site for name, site in answers.items()}
            if (answers := call.site.child("responses"))
            else {}
            for call in (old, new)
        )
        lost = sorted(before.keys() - after.keys())
        # What describes a status that is no longer described by itself.
        covers = {status: name for status in lost if (name := _cover(status, after)) is not None}
        for status in sorted(before.keys() & after.keys()):
            yield from self._response(new, before[status], after[status], f"the answer {status}")
        for status in lost:
            words = f"the answer {status}"
            if status in covers:
                cover = after[covers[status]]
                yield _of(new, "response.status-covered", cover, f"{words} is described as one of several only")
                yield from self._response(new, before[status], cover, words)
            else:
                yield _of(new, "response.status-gone", before[status], f"{words} is gone")
        for status in sorted(after.keys() - before.keys() - set(covers.values())):
            kind = "response.success-added" if status.startswith("2") else "response.error-added"
            yield _of(new, kind, after[status], f"the answer {status} is new")

    def _response(self, call: Call, old: Site, new: Site, words: str) -> Iterator[Change]:
        yield from _told(call, old, new, words)
        before, after = _content(old), _content(new)
        if before and not after:
            yield _of(call, "response.body-gone", new, f"{words} has no body any more")
        elif after and not before:
            yield _of(call, "response.body-added", new, f"{words} has a body")
        else:
            for media in sorted(before.keys() | after.keys()):
                if media not in after:
                    yield _of(call, "response.media-type-gone", before[media], f"{words} no longer comes as {media}")
                elif media not in before:
                    yield _of(call, "response.media-type-added", after[media], f"{words} can come as {media}")
                else:
                    self._schema(call, before[media], after[media], "response", f"the body of {words}")
        optional = [site.get("x-body") == "optional" for site in (old, new)]
        if optional[0] != optional[1] and before and after:
            kind = "response.body-optional" if optional[1] else "response.body-always"
            yield _of(call, kind, new, f"{words} {'can come without' if optional[1] else 'always has'} its body")
        yield from self._headers(call, old, new, words)

    def _headers(self, call: Call, old: Site, new: Site, words: str) -> Iterator[Change]:
        before, after = _headers(old), _headers(new)
        for name in sorted(before.keys() | after.keys()):
            one, other = before.get(name), after.get(name)
            if other is None and one is not None:
                firm = one.get("required") is True or name in self.relied_on
                kind = "response.header-gone" if firm else "response.optional-header-gone"
                yield _of(call, kind, one, f"{words} has no header {name} any more")
            elif one is None and other is not None:
                yield _of(call, "response.header-added", other, f"{words} has the header {name}")
            elif one is not None and other is not None:
                header = f"the header {name} of {words}"
                kinds = ("response.header-always", "response.header-optional")
                yield from _flag(call, one, other, "required", header, kinds)
                yield from _told(call, one, other, header)
                self._schema(call, one, other, "response", header)

    def _schema(self, call: Call, old: Site, new: Site, direction: Any, subject: str) -> None:
        before, after = _schema(old), _schema(new)
        if before is not None and after is not None:
            self.schemas.compare(call.id, before, after, direction, subject)


def _cover(status: str, answers: Mapping[str, Site]) -> str | None:
    """The range, or the default, that describes a status among others; None when nothing does."""
    return next((name for name in (f"{status[0]}XX", "default") if name in answers and name != status), None)


def _of(call: Call, kind: str, site: Site, sentence: str) -> Change:
    return Change(kind, site.followed().pointer, sentence, (call.id,))


def _itself(old: Call, new: Call) -> Iterator[Change]:
    if old.place != new.place:
        was, is_now = (f"{call.method.upper()} {call.path}" for call in (old, new))
        yield _of(new, "operation.moved", new.site, f"{new.id} is {is_now}, was {was}")
    if old.id != new.id:
        yield _of(new, "operation.renamed", new.site, f"{new.id} was called {old.id}")
    yield from _told(new, old.site, new.site, new.id)
    if canonical(old.site.get("x-default-sort")) != canonical(new.site.get("x-default-sort")):
        yield _of(new, "meaning.changed", new.site, f"x-default-sort of {new.id} changed")


def _flag(call: Call, old: Site, new: Site, name: str, words: str, kinds: tuple[str, str]) -> Iterator[Change]:
    was, is_now = (site.get(name) is True for site in (old, new))
    if was != is_now:
        text = "is required now, was optional" if is_now else "is optional now, was required"
        yield _of(call, kinds[0] if is_now else kinds[1], new, f"{words} {text}")


def _told(call: Call, old: Site, new: Site, words: str) -> Iterator[Change]:
    """What is said beside the form: deprecation, and how sure it is."""
    if new.get("deprecated") is True and old.get("deprecated") is not True:
        yield _of(call, "deprecated", new, f"{words} is deprecated")
    one, other = ((site.get("x-provenance") or {}).get("confidence") for site in (old, new))
    for change in provenance_changes(words, one, other, new.followed().pointer):
        yield Change(change.kind, change.pointer, change.sentence, (call.id,))


def _encoding(parameter: Site) -> str:
    style = parameter.get("style", _STYLES.get(str(parameter.get("in"))))
    stated = {name: parameter.get(name) for name in _ENCODING if parameter.get(name) is not None}
    content = sorted(parameter.get("content") or ())
    return canonical([style, stated.get("explode", style == "form"), stated.get("allowReserved", False), content])


def _schema(site: Site) -> Site | None:
    found = site.child("schema")
    if found is None and (content := site.child("content")) is not None:
        return next((schema for _, media in content.items() if (schema := media.child("schema"))), None)
    return found


def _content(site: Site) -> dict[str, Site]:
    content = site.child("content")
    return {name.lower().replace(" ", ""): entry for name, entry in content.items()} if content else {}


def _headers(site: Site) -> dict[str, Site]:
    headers = site.child("headers")
    found = {name.lower(): entry for name, entry in headers.items()} if headers else {}
    # OpenAPI wants this one ignored.
    found.pop("content-type", None)
    return found


def _security(old: Call, new: Call) -> Iterator[Change]:
    before, after = _ways(old), _ways(new)
    if set(before) == set(after):
        return
    holder = new.site.own("security") or root(new.site.document.value).own("security") or new.site
    lost = [way for way in before if not any(_enough(way, other) for other in after)]
    kind = "security.tightened" if lost else "security.loosened"
    was, is_now = (" or ".join(sorted(map(_way_text, ways))) for ways in (before, after))
    yield _of(new, kind, holder, f"a call needs {is_now}, needed {was}")


_Way = frozenset[tuple[str, frozenset[str]]]


def _ways(call: Call) -> list[_Way]:
    """The combinations of schemes and scopes of which each is enough; an empty one is none at all."""
    stated = call.site.get("security", call.site.document.value.get("security"))
    ways = [
        frozenset((str(name), frozenset(map(str, scopes or ()))) for name, scopes in way.items())
        for way in stated or ()
    ]
    return ways or [frozenset()]


def _enough(given: _Way, wanted: _Way) -> bool:
    scopes = dict(given)
    return all(name in scopes and demanded <= scopes[name] for name, demanded in wanted)


def _way_text(way: _Way) -> str:
    parts = [f"{name} ({', '.join(sorted(scopes))})" if scopes else name for name, scopes in sorted(way, key=str)]
    return " and ".join(parts) or "no credentials"
