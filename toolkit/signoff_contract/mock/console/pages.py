"""What the console is made of, as answers: pages, scripts, styles. Found by exact name, read from the package.

Nothing here is made of what a request says, so there is nothing to escape; what the mock remembers is fetched by the
scripts, which write it as text.
"""

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from attrs import frozen

from signoff_contract.mock.http import Answer, Headers, Request

PREFIX: Final = "/_signoff"

_HTML: Final = "text/html; charset=utf-8"
_CSS: Final = "text/css; charset=utf-8"
_SCRIPT: Final = "text/javascript; charset=utf-8"
_TEXT: Final = "text/plain; charset=utf-8"
_SVG: Final = "image/svg+xml"

_POLICY: Final = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}


@frozen
class _Page:
    media_type: str
    place: str
    policy: Mapping[str, str] = _POLICY


_OWN: Final = {
    "console.css": _CSS,
    "reference.css": _CSS,
    "icon.svg": _SVG,
    **dict.fromkeys(
        (
            "api.js",
            "clients.js",
            "control.js",
            "dom.js",
            "faults.js",
            "follow.js",
            "main.js",
            "pieces.js",
            "reference.js",
            "requests.js",
            "state.js",
            "token.js",
        ),
        _SCRIPT,
    ),
}
_COPIED: Final = {
    "swagger-ui-bundle.js": _SCRIPT,
    "swagger-ui.css": _CSS,
    "swagger-ui-bundle.js.LICENSE.txt": _TEXT,
    "LICENSE": _TEXT,
    "NOTICE": _TEXT,
}
_PAGES: Final[Mapping[str, _Page]] = {
    f"{PREFIX}/": _Page(_HTML, "assets/console.html"),
    f"{PREFIX}/reference": _Page(_HTML, "assets/reference.html"),
    **{f"{PREFIX}/assets/{name}": _Page(kind, f"assets/{name}") for name, kind in _OWN.items()},
    **{
        f"{PREFIX}/assets/swagger-ui/{name}": _Page(kind, f"vendor/swagger-ui/{name}") for name, kind in _COPIED.items()
    },
}
PATHS: Final = frozenset({*_PAGES, PREFIX})
"""Every path that is answered here."""


def answer_page(request: Request) -> Answer | None:
    """The answer to a request for a part of the console; None for a path that is none of it.

    Only GET and HEAD are served. None of the parts holds anything of the mock, so none needs the control token.
    """
    page = _PAGES.get(request.path)
    if request.path != PREFIX and page is None:
        return None
    if request.method not in {"GET", "HEAD"}:
        return Answer(405, (("Allow", "GET, HEAD"), ("Content-Type", _TEXT)), b"Only GET and HEAD\n")
    if page is None:
        return Answer(308, (("Location", f"{PREFIX}/"),))
    content, tag = _content(page.place)
    headers = (*_headers(page), ("ETag", tag))
    if tag in {each.strip() for each in (request.header("if-none-match") or "").split(",")}:
        return Answer(304, headers)
    return Answer(200, (("Content-Type", page.media_type), *headers), content)


@cache
def _content(place: str) -> tuple[bytes, str]:
    content = files(__package__).joinpath(place).read_bytes()
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _headers(page: _Page) -> Headers:
    policy = "; ".join(f"{name} {value}" for name, value in page.policy.items())
    return (
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        # A page may be shown again with what it showed, its parts are asked for anew and mostly not sent.
        ("Cache-Control", "no-store" if page.media_type == _HTML else "no-cache"),
    )
