"""Tries other addresses where the description only proposes one and the server has none there.

A path that nobody documented is answered with 404 by a correct server that calls it otherwise. Before the plan gives
up what it would have shown there, a few near spellings are tried: the family's prefix left out or replaced, singular
for plural, hyphens for capitals; a parameter's name in the spellings that are usual. What is found is used from then
on. It is a guess: the calls are recorded as what they are, and nothing that is asked for is repeated after the server
has carried anything out, since it has answered that there is nothing.
"""

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import httpx2
from attrs import define, evolve

from signoff_contract.description import Operation
from signoff_contract.description.model import is_guess
from signoff_contract.description.names import FORMERLY
from signoff_contract.traffic.decoding import as_json
from signoff_contract.traffic.exchange import TRIED
from signoff_contract.traffic.notes import Way
from signoff_contract.traffic.wire import is_json, media_type_of

from .recording import PlanRecorder
from .refusals import guessed_members, names_in, pair_names, renamed, required_members
from .spelling import other_paths, respelled, spellings

_NOT_THERE = frozenset({404, 405, 501})
_NOT_UNDERSTOOD = frozenset({400, 422})
_SHOWS_IT_EXISTS = frozenset({400, 409, 412, 415, 422, 428})
_MOST = 12
"""So many further requests a run may spend on this."""

_MOST_ROUNDS = 4
"""So often a body is sent again with names out of the last refusal."""

_LEFT_OVER = 0.75
"""Nothing is tried any more when this part of the budget is spent."""


class TryingTransport(httpx2.BaseTransport):
    """Stands between the client and the recorder, so that everything it tries is counted and recorded.

    `pause` is called before each further request, and waits until the partner's pace allows it.
    """

    def __init__(self, recorder: PlanRecorder, inner: httpx2.BaseTransport, pause: Callable[[], None]) -> None:
        self.pause = pause
        self.recorder = recorder
        self.ways = recorder.ways
        self.inner = inner

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Sends the request on, and where nothing is there, to where it may be."""
        path = self.recorder.path(str(request.url))
        matched = self.recorder.description.match(request.method, path) if path is not None else None
        if matched is None or path is None:
            return self.inner.handle_request(request)
        operation = matched[0]
        request.read()
        call = _Call(self, request, operation, path)
        known = self.ways.of(operation)
        way = known or Way(operation.method, operation.path)
        response = call.at(way)
        if 200 <= response.status_code <= 299:
            self.ways.understood.add(operation.id)
        if operation.id in self.ways.settled:
            if operation.id not in self.ways.understood and not self.recorder.ledger.labels:
                # It is there; a body that breaks no rule on purpose and is refused may have names that it does not know.
                way, response = self._in_other_words(call, way, response)
                self._settle(operation, way)
            return self._as_described(operation, response)
        described = Way(operation.method, operation.path)
        if response.status_code in _NOT_THERE and way != described:
            # It has not gone along with its family.
            way, response = call.first(iter([described]), way, response, _exists)
        if response.status_code in _NOT_THERE and is_guess(operation.provenance):
            way, response = call.first(self._others(operation, response), way, response, _exists)
        if response.status_code in _NOT_UNDERSTOOD and (names := self._guessed_names(request, operation)):
            way, response = call.first(_spelled(way, names), way, response, _succeeds)
        way, response = self._in_other_words(call, way, response)
        if response.status_code not in _NOT_THERE:
            self._settle(operation, way)
        elif self.ways.tried.get(operation.id):
            # Everything that is known was tried once.
            self.ways.settled.add(operation.id)
        return self._as_described(operation, response)

    def _in_other_words(self, call: "_Call", way: Way, response: httpx2.Response) -> tuple[Way, httpx2.Response]:
        """Makes a refused call again with the names that the refusal speaks of, as long as it goes on."""
        for _ in range(_MOST_ROUNDS):
            if response.status_code not in _NOT_UNDERSTOOD:
                break
            asked = self._asked_for(call.request, call.operation, way, response)
            if asked is None:
                break
            before, said = way, names_in(as_json(response.read()))
            way, response = call.first(iter([asked]), way, response, _says_more)
            if response.status_code in _NOT_UNDERSTOOD and names_in(as_json(response.read())) == said:
                way = before  # Refused in the same words: the other names were not what was missing.
            if way == before:
                break
        return way, response

    def _as_described(self, operation: Operation, response: httpx2.Response) -> httpx2.Response:
        """The answer in the names that the generated client knows; on record is what came."""
        media_type = media_type_of(response.headers)
        if not 200 <= response.status_code <= 299 or not is_json(media_type):
            return response
        value = as_json(response.read())
        told, guessed = self.recorder.dialect.described(value, operation, response.status_code, media_type)
        if not guessed:
            return response
        headers = [
            pair for pair in response.headers.raw if pair[0].lower() not in {b"content-length", b"content-encoding"}
        ]
        content = json.dumps(told).encode()
        return httpx2.Response(
            response.status_code, headers=headers, stream=httpx2.ByteStream(content), request=response.request
        )

    def _asked_for(
        self, request: httpx2.Request, operation: Operation, way: Way, refused: httpx2.Response
    ) -> Way | None:
        """The same call with the names of members that the refusal speaks of, where they are alike."""
        sent = as_json(request.content)
        told = as_json(refused.read())
        if not isinstance(sent, dict) or not isinstance(told, (dict, list)):
            return None
        elements = self.recorder.dialect.elements
        place = elements.places.request(operation, "application/json")
        unsure = guessed_members(elements, place, sent)
        known = {name for name, _ in way.members}
        pairs = pair_names(
            [name for name in unsure if name not in known],
            [name for name in names_in(told) if name not in self.recorder.redactor.places.public_words],
            required_members(elements, place, sent),
        )
        if not pairs:
            # It names nothing: then what answers call these members.
            seen = {name: self.recorder.dialect.seen_for(name) for name in unsure if name not in known}
            pairs = tuple((name, others[-1]) for name, others in seen.items() if others)
        return evolve(way, members=(*way.members, *pairs)) if pairs else None

    def close(self) -> None:
        """Closes the wrapped transport."""
        self.inner.close()

    def _settle(self, operation: Operation, way: Way) -> None:
        self.ways.settled.add(operation.id)
        if way != Way(operation.method, operation.path):
            self.ways.found[operation.id] = way
            self.ways.paths[operation.path] = way.path
            self._remember_prefix(operation, way)

    def _remember_prefix(self, operation: Operation, way: Way) -> None:
        old = operation.path.split("/")[1]
        if way.path != operation.path and not old.startswith("{") and way.path.endswith(operation.path[len(old) + 1 :]):
            self.ways.prefix = (old, way.path[: len(way.path) - len(operation.path[len(old) + 1 :])].strip("/"))

    def _others(self, operation: Operation, refused: httpx2.Response) -> Iterator[Way]:
        allowed = [method.strip().upper() for method in refused.headers.get("allow", "").split(",")]
        if refused.status_code == 405:
            for method in allowed:
                if {method, operation.method} <= {"POST", "PUT", "PATCH"} and method != operation.method:
                    yield Way(method, operation.path)
        for path in (*self._below_what_was_found(operation), *other_paths(operation)):
            if self.recorder.description.match(operation.method, path) is None:
                yield Way(operation.method, path)

    def _below_what_was_found(self, operation: Operation) -> Iterator[str]:
        """The path below one that was found elsewhere, as it is described and in near spellings of its last word."""
        paths = {**self._moved_before, **self.ways.paths}
        above = max((old for old in paths if operation.path.startswith(f"{old}/")), key=len, default=None)
        if above is not None:
            moved = paths[above]
            rest = operation.path[len(above) :]
            yield moved + rest
            yield from (moved + other for other in respelled(rest))

    @cached_property
    def _moved_before(self) -> dict[str, str]:
        """The paths that the description had before it was corrected, and those that it has."""
        described = self.recorder.description
        items = ((operation.path, described.resolve(operation.pointer.rpartition("/")[0])) for operation in described)
        return {str(former): path for path, item in items if (former := described.deref(item).get(FORMERLY))}

    def _guessed_names(self, request: httpx2.Request, operation: Operation) -> list[str]:
        sent = {name for name, _ in parse_qsl(urlsplit(str(request.url)).query, keep_blank_values=True)}
        return [
            each.name
            for each in operation.parameters
            if each.location == "query" and each.name in sent and is_guess(each.provenance)
        ]


@define(eq=False)
class _Call:
    """One call and its tries."""

    transport: TryingTransport
    request: httpx2.Request
    operation: Operation
    path: str

    def at(self, way: Way) -> httpx2.Response:
        """Makes the call at an address."""
        if way == Way(self.operation.method, self.operation.path):
            return self.transport.inner.handle_request(self.request)
        recorder = self.transport.recorder
        recorder.alias(self.operation, way.method, way.path)
        begun = len(recorder.ledger.exchanges)
        try:
            return self.transport.inner.handle_request(self._request(way))
        finally:
            recorder.ledger.rewritten.update(each.number for each in recorder.ledger.exchanges[begun:])

    def first(
        self, ways: Iterator[Way], before: Way, refused: httpx2.Response, good: Callable[[int], bool]
    ) -> tuple[Way, httpx2.Response]:
        """The first of the ways that leads somewhere, with its answer; what was before when none does."""
        recorder, found = self.transport.recorder, self.transport.ways
        for way in ways:
            if found.spent >= _MOST or recorder.requests_sent >= _LEFT_OVER * recorder.budget:
                break
            found.spent += 1
            found.tried.setdefault(self.operation.id, []).append(f"{way.method} {way.path}")
            self.transport.pause()
            begun = len(recorder.ledger.exchanges)
            with recorder.ledger.labelled(TRIED):
                response = self.at(way)
            if good(response.status_code):
                # The answers before it were no answers to the call.
                recorder.ledger.superseded.update(each.number for each in recorder.ledger.exchanges[begun - 1 : begun])
                return way, response
            response.close()
            recorder.ledger.superseded.update(each.number for each in recorder.ledger.exchanges[begun:])
            if way.path != before.path or way.method != before.method:
                recorder.forget(way.method, way.path)
        return before, refused

    def _request(self, way: Way) -> httpx2.Request:
        parts = urlsplit(str(self.request.url))
        values = self.operation.match(self.path) or {}
        target = re.sub(r"\{([^}]*)\}", lambda found: values.get(found[1], ""), way.path)
        names = dict(way.names)
        pairs = [(names.get(name, name), value) for name, value in parse_qsl(parts.query, keep_blank_values=True)]
        moved = parts._replace(
            path=parts.path.removesuffix(self.path) + target, query=urlencode(pairs, quote_via=quote)
        )
        content = self.request.content
        if way.members and (sent := as_json(content)) is not None:
            content = json.dumps(renamed(sent, dict(way.members))).encode()
        left = {b"host", b"content-length"}
        headers = [(name, value) for name, value in self.request.headers.raw if name.lower() not in left]
        return httpx2.Request(
            way.method, moved.geturl(), headers=headers, content=content, extensions=self.request.extensions
        )


def _says_more(status: int) -> bool:
    """Whether names that were taken from a refusal may stay: the next refusal speaks of others."""
    return 200 <= status <= 299 or status in _SHOWS_IT_EXISTS | _NOT_UNDERSTOOD


def _exists(status: int) -> bool:
    return 200 <= status <= 299 or status in _SHOWS_IT_EXISTS


def _succeeds(status: int) -> bool:
    return 200 <= status <= 299


def _spelled(way: Way, names: list[str]) -> Iterator[Way]:
    for name in names:
        for other in spellings(name):
            yield evolve(way, names=((name, other),))
