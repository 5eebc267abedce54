"""The access log of a site: one line for a request, without a secret."""

import re
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlsplit

from attrs import define

from signoff_contract.mock.control.journal import trace_of
from signoff_contract.mock.delivery import Delivery
from signoff_contract.mock.http import Refusal, Request
from signoff_contract.mock.oauth import client_claimed
from signoff_contract.mock.registry import Mock
from signoff_contract.mock.tokens import bearer_of

from .site import Handled, Site

_PLAIN: Final = re.compile(r"[!-~]+")


@define(eq=False)
class AccessLog:
    """Writes what a site is asked. Queries and bodies are left out: they may hold secrets."""

    site: Site
    write: Callable[[str], object]

    def __call__(self, handled: Handled) -> None:
        """Tell of one request."""
        self.write(" ".join(self._words(handled)))

    def _words(self, handled: Handled) -> Iterator[str]:
        request, delivery = handled.request, handled.delivery
        yield f"{handled.at:%Y-%m-%dT%H:%M:%S}.{handled.at.microsecond // 1000:03d}Z"
        if request is None:
            yield "(no request)"
        else:
            yield _shown(request.method)
            yield _shown(request.path) + ("?..." if request.query else "")
        answer = delivery.answer
        yield _ended(delivery) if answer is None else str(answer.status)
        details = {
            "trace": trace_of(answer),
            "client": "" if request is None else self._client(handled.partner, request),
            "fault": delivery.fault or "",
        }
        yield from (f"{name}={_shown(value)}" for name, value in details.items() if value)
        if answer is None:
            return
        if answer.refusal is not None:
            yield from _why(answer.refusal)
            if request is None:
                # What is said of bytes that are no request repeats nothing of them.
                yield f"({answer.refusal.message})"
        for remark in answer.remarks:
            yield f"({remark})"

    def _client(self, partner: str, request: Request) -> str:
        """Who asked: whoever the token was issued to, or says that it wants one. Only clients that there are."""
        mock = self.site.mocks.get(partner)
        if mock is None:
            return ""
        if request.path == urlsplit(mock.token_url("http://mock")).path:
            claimed = client_claimed(request)
            return claimed if any(client.client_id == claimed for client in mock.clients) else ""
        return _holder(mock, request)


def _holder(mock: Mock, request: Request) -> str:
    office = getattr(mock, "tokens", None)
    if office is None:
        return mock.app.front.engine.identify(request).client_id
    return bearer_of(request, office)


def _why(refusal: Refusal) -> Iterator[str]:
    yield "refused" if refusal.code in {"", "0"} else f"refused={_shown(refusal.code)}"
    if refusal.requirement:
        yield f"because {refusal.requirement}"


def _ended(delivery: Delivery) -> str:
    return "reset" if delivery.reset else "closed"


def _shown(text: str) -> str:
    """A text as one word that moves no cursor: whatever is no plain sign stands as its number."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(sign if "!" <= sign <= "~" else f"\\x{ord(sign):02x}" for sign in text)
