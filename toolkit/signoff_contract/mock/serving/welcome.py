"""What the root of an origin says: what this is, and where to go from here."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final

from signoff_contract.install import own_version
from signoff_contract.mock.http import Answer, Request

_TEXT: Final = ("Content-Type", "text/plain; charset=utf-8")
_HTML: Final = ("Content-Type", "text/html; charset=utf-8")
_SAFE: Final = (
    ("Content-Security-Policy", "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Vary", "Accept"),
)
_WHAT: Final = "Stand-ins for partners' APIs, for development and tests. Nothing here is real, and no data leaves."
_PLACES: Final = {
    "/_signoff/": "console: what the mocks remember, requests, faults, clock",
    "/_signoff/health": "whether this is up",
    "/_signoff/openapi.json": "how to steer it over HTTP",
}


def welcome(request: Request, bases: Mapping[str, str], origin: str) -> Answer:
    """What the root says: a page for a browser, words for everybody else. `bases` are base addresses by partner."""
    if request.method not in {"GET", "HEAD"}:
        return _words(405, ["This page can only be read."], ("Allow", "GET, HEAD"))
    if "text/html" in (request.header("accept") or "").lower():
        return Answer(200, (_HTML, *_SAFE), _page(bases).encode())
    places = {f"{origin}{path}": what for path, what in _PLACES.items()}
    lines = [
        f"Signoff {own_version()}",
        _WHAT,
        "",
        "Base addresses:",
        *_table(bases),
        "",
        "Beside them:",
        *_table(places),
    ]
    return _words(200, lines, *_SAFE)


def nothing_here(bases: Mapping[str, str]) -> Answer:
    """404, with the base addresses of the mocks that there are."""
    return _words(404, ["There is nothing at this path. The base addresses of the mocks are:", *_table(bases)])


def _table(rows: Mapping[str, str]) -> Iterator[str]:
    width = max(map(len, rows), default=0)
    return (f"  {name:{width}}  {value}" for name, value in rows.items())


def _words(status: int, lines: list[str], *headers: tuple[str, str]) -> Answer:
    return Answer(status, (_TEXT, *headers), "\n".join([*lines, ""]).encode())


def _page(bases: Mapping[str, str]) -> str:
    mocks = "".join(f"<dt>{escape(name)}</dt><dd><code>{escape(url)}</code></dd>" for name, url in bases.items())
    places = "".join(f'<dt><a href="{path}">{path}</a></dt><dd>{escape(what)}</dd>' for path, what in _PLACES.items())
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Signoff</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"></head><body><main>'
        f"<h1>Signoff {escape(own_version())}</h1><p>{escape(_WHAT)}</p>"
        f"<h2>Base addresses</h2><dl>{mocks}</dl><h2>Beside them</h2><dl>{places}</dl>"
        "</main></body></html>\n"
    )
