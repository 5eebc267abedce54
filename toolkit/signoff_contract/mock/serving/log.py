"""The access log of a site: one line for a request, without a secret."""

import re
from collections.abc import Callable
from typing import Final
from urllib.parse import urlsplit

from attrs import define, field

from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Refusal, Request
from signoff_contract.mock.journal import trace_of
from signoff_contract.mock.oauth import client_claimed
from signoff_contract.mock.tokens import TokenOffice, bearer_of

from .site import Handled, Site
from .territory import CONTROL

_INSTANT: Final = len("2026-12-01T09:00:00.123")
_PLAIN: Final = re.compile(r"[!-~]+")


@define(eq=False)
class AccessLog:
    """Writes what a site is asked. Queries and bodies are left out: they may hold secrets.

    So are looks at the console and the control plane that go well: a page that is open asks every second.
    """

    site: Site
    write: Callable[[str], object]
    _token_paths: dict[str, str] = field(init=False)
    _offices: dict[str, TokenOffice | None] = field(init=False)

    def __attrs_post_init__(self) -> None:
        mocks = self.site.mocks
        self._token_paths = {name: urlsplit(mock.token_url("http://mock")).path for name, mock in mocks.items()}
        self._offices = {name: getattr(mock, "tokens", None) for name, mock in mocks.items()}

    def __call__(self, handled: Handled) -> None:
        """Tell of one request."""
        request, answer, fault = handled.request, handled.delivery.answer, handled.delivery.fault
        if request is not None and _is_look(request) and answer is not None and answer.status < 400:
            return
        line = f"{handled.at.isoformat(timespec='milliseconds')[:_INSTANT]}Z"
        if request is None:
            line += " (no request)"
        else:
            line += f" {_shown(request.method)} {_shown(request.path)}{'?...' if request.query else ''}"
        line += f" {_ended(handled.delivery) if answer is None else answer.status}"
        if trace := trace_of(answer):
            line += f" trace={_shown(trace)}"
        if request is not None and (client := self._client(handled.partner, request)):
            line += f" client={_shown(client)}"
        if fault:
            line += f" fault={_shown(fault)}"
        if answer is not None:
            if answer.refusal is not None:
                line += _why(answer.refusal, is_told=request is None)
            for remark in answer.remarks:
                line += f" ({remark})"
        self.write(line)

    def _client(self, partner: str, request: Request) -> str:
        """Who asked: whoever the token was issued to, or says that it wants one. Only clients that there are."""
        if partner not in self._token_paths:
            return ""
        mock, office = self.site.mocks[partner], self._offices[partner]
        if request.path == self._token_paths[partner]:
            claimed = client_claimed(request)
            return claimed if any(client.client_id == claimed for client in mock.clients) else ""
        return mock.app.front.engine.identify(request).client_id if office is None else bearer_of(request, office)


def _is_look(request: Request) -> bool:
    return request.method in {"GET", "HEAD"} and f"{request.path}/".startswith(f"{CONTROL}/")


def _why(refusal: Refusal, *, is_told: bool) -> str:
    """Code, row, and in words what is no request at all: those repeat nothing of it."""
    code = "" if refusal.code in {"", "0"} else f"={_shown(refusal.code)}"
    row = f" because {refusal.requirement}" if refusal.requirement else ""
    return f" refused{code}{row}{f' ({refusal.message})' if is_told else ''}"


def _ended(delivery: Delivery) -> str:
    return "reset" if delivery.reset else "closed"


def _shown(text: str) -> str:
    """A text as one word that moves no cursor: whatever is no plain sign stands as its number."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(sign if "!" <= sign <= "~" else f"\\x{ord(sign):02x}" for sign in text)
