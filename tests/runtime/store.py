"""One proposal of a partner, with versions, for the tests of edits."""

import json
from collections.abc import Callable
from typing import Any

import httpx2

from signoff.siesmart import models

from .conftest import World


def asset(code: str, **members: Any) -> models.Asset:
    return models.Asset(asset_iac_code=code, quantity=1, value_per_asset=10.0, **members)


class Store:
    """One proposal with strong versions, and hooks that play the rival."""

    def __init__(self, world: World, etag_on_writes: bool) -> None:
        self.world = world
        self.etag_on_writes = etag_on_writes
        self.proposal: dict[str, Any] = {"id": 7, "officeId": 1, "lastModified": self.stamp(1)}
        self.number = 1
        self.before_change: list[Callable[[], object]] = []
        self.after_change: list[Callable[[], object]] = []
        self.override: list[httpx2.Response | Exception] = []
        self.log: list[str] = []

    @staticmethod
    def stamp(number: int) -> str:
        return f"2026-01-01T00:00:{number:02d}+00:00"

    @property
    def tag(self) -> str:
        return f'"v{self.number}"'

    def touch(self, **members: Any) -> None:
        self.number += 1
        self.proposal |= {**members, "lastModified": self.stamp(self.number)}

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "tokens.example.com":
            return self.world.partner(request)
        path = request.url.path.partition("/proposals/7")[2]
        self.log.append(f"{request.method} {path} {request.headers.get('if-match', '-')}")
        if request.method == "GET":
            return self.answer(200, self.proposal, etag=True)
        if self.before_change:
            self.before_change.pop(0)()
        if self.override:
            answer = self.override.pop(0)
            if isinstance(answer, Exception):
                raise answer
            return answer
        if request.headers["if-match"] != self.tag:
            return httpx2.Response(412, json={"code": "STALE", "message": "stale", "traceId": "t"})
        answer = self.change(request.method, path, json.loads(request.content or b"{}"))
        if self.after_change:
            self.after_change.pop(0)()
        return answer

    def change(self, method: str, path: str, body: dict[str, Any]) -> httpx2.Response:
        parts = path.strip("/").split("/")
        if parts[0] in {"assets", "loans"}:
            elements = list(self.proposal.get(parts[0], []))
            if method == "POST":
                body = {**body, "id": 100 + self.number}
                elements.append(body)
            else:
                body = {**body, "id": int(parts[1])}
                elements = [body if one["id"] == body["id"] else one for one in elements]
            self.touch(**{parts[0]: elements})
            return self.answer(201 if method == "POST" else 200, body)
        if path == "/customer/delivery-address":
            self.touch(deliveryAddress=body)
            return self.answer(201, body)
        if path == "/customer/bank-account":
            self.touch(accounts=[])  # kept under a name that nobody knows
            self.proposal.pop("accounts")
            return self.answer(201, body)
        if path == "/documents/signing":
            self.touch()
            return self.answer(200, [])
        known = {"/calculation": "calculation", "/decision": "decision", "/customer": "customer"}[path]
        self.touch(**{known: {"decisionStatus": "PENDING"} if known == "decision" else body})
        if method == "DELETE":
            self.proposal.pop("decision")
        return self.answer(200, self.proposal)

    def answer(self, status: int, body: Any, etag: bool = False) -> httpx2.Response:
        headers = {"X-B2B-TRACE-ID": f"t{len(self.log)}"}
        if etag or self.etag_on_writes:
            headers["ETag"] = self.tag
        return httpx2.Response(status, json=body, headers=headers)


class Entered:
    """An edit of either kind in an `async with`."""

    def __init__(self, edit: Any) -> None:
        self.edit = edit

    async def __aenter__(self) -> Any:
        if hasattr(self.edit, "__aenter__"):
            return await self.edit.__aenter__()
        return self.edit.__enter__()

    async def __aexit__(self, *details: object) -> None:
        if hasattr(self.edit, "__aexit__"):
            await self.edit.__aexit__(*details)
        else:
            self.edit.__exit__(*details)
