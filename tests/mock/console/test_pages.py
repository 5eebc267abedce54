"""The parts of the console as answers: found by name, held together by a strict policy, and writing nothing but text."""

import re
from pathlib import Path
from typing import Final

import pytest

from signoff_contract.mock.console import pages
from signoff_contract.mock.console.pages import PATHS, answer_page
from signoff_contract.mock.http import Answer, Request

FOLDER: Final = Path(pages.__file__).parent
SOURCES: Final = sorted((FOLDER / "assets").iterdir())
OWN_PAGES: Final = ("/_signoff/", "/_signoff/reference")

NO_TEXT: Final = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|setHTML|createContextualFragment|DOMParser|srcdoc|document\.write"
    r"|\beval\b|new Function|javascript:|\.style\b|cssText|dangerouslySet|createElementNS|import\("
)
"""What could make markup, code or styles of a text."""


def get(path: str, *headers: tuple[str, str], method: str = "GET") -> Answer | None:
    return answer_page(Request(method, path, "", headers))


def found(path: str, *headers: tuple[str, str], method: str = "GET") -> Answer:
    answer = get(path, *headers, method=method)
    assert answer is not None, path
    return answer


@pytest.mark.parametrize("path", sorted(PATHS - {"/_signoff"}))
def test_every_part_is_there_and_guarded(path: str) -> None:
    answer = found(path)
    assert answer.status == 200
    assert answer.body
    assert answer.header("x-content-type-options") == "nosniff"
    assert answer.header("referrer-policy") == "no-referrer"
    assert answer.header("cache-control") == ("no-store" if path in OWN_PAGES else "no-cache")
    assert answer.header("access-control-allow-origin") is None
    policy = dict(each.split(" ", 1) for each in str(answer.header("content-security-policy")).split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


def test_every_file_is_served_and_nothing_else() -> None:
    served = {path.rpartition("/")[2] for path in PATHS if "/assets/" in path}
    files = {path.name for path in SOURCES} | {path.name for path in (FOLDER / "vendor" / "swagger-ui").iterdir()}
    assert served | {"console.html", "reference.html", "manifest.json"} == files


@pytest.mark.parametrize("path", OWN_PAGES)
def test_what_a_page_names_is_served_here(path: str) -> None:
    text = found(path).body.decode()
    named = re.findall(r'(?:src|href)="(assets/[^"]+)"', text)
    assert len(named) >= 3
    for name in named:
        assert found(f"/_signoff/{name}").status == 200
    assert re.findall(r'(?:src|href)="(?!assets/|#|\./#|reference|openapi\.json)([^"]+)"', text) == []


@pytest.mark.parametrize("source", [each for each in SOURCES if each.suffix == ".js"], ids=lambda each: each.name)
def test_a_script_imports_what_is_served_and_writes_text_only(source: Path) -> None:
    text = source.read_text("utf-8")
    for name in re.findall(r'from "\./([^"]+)"', text):
        assert found(f"/_signoff/assets/{name}").status == 200
    assert NO_TEXT.findall(text) == []
    assert re.findall(r"https?://", text) == []
    elements = re.findall(r"createElement\b", text)
    assert len(elements) == (source.name == "dom.js")
    assert len(text.splitlines()) < 400


@pytest.mark.parametrize("source", [each for each in SOURCES if each.suffix == ".html"], ids=lambda each: each.name)
def test_a_page_has_no_script_style_or_handler_in_it(source: Path) -> None:
    text = source.read_text("utf-8")
    assert re.findall(r"<style|\sstyle=|\son\w+=|<base|<form|<iframe|<object", text) == []
    assert re.findall(r"<script(?![^>]*\ssrc=)", text) == []


def test_a_style_loads_nothing() -> None:
    for source in SOURCES:
        if source.suffix in {".css", ".svg"}:
            assert re.findall(r"@import|url\(|https?://(?!www\.w3\.org/2000/svg)", source.read_text("utf-8")) == []


def test_a_part_that_did_not_change_is_not_sent_again() -> None:
    first = found("/_signoff/assets/main.js")
    tag = first.header("etag")
    assert tag is not None
    again = found("/_signoff/assets/main.js", ("If-None-Match", f'"other", {tag}'))
    assert (again.status, again.body, again.header("etag")) == (304, b"", tag)
    assert found("/_signoff/assets/main.js", ("If-None-Match", '"other"')).status == 200


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/_signoff/health",
        "/_signoff/assets/",
        "/_signoff/assets/console.html",
        "/_signoff/assets/../pages.py",
        "/_signoff/assets/%2e%2e/pages.py",
        "/_signoff/assets/main.js/",
        "/_signoff/assets/MAIN.JS",
        "/_signoff//assets/main.js",
        "/_signoff/assets/swagger-ui/manifest.json",
    ],
)
def test_what_is_not_named_is_nothing_of_ours(path: str) -> None:
    assert get(path) is None


def test_only_reading() -> None:
    assert found("/_signoff/", method="HEAD").status == 200
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = found("/_signoff/", method=method)
        assert (answer.status, answer.header("allow")) == (405, "GET, HEAD")


def test_the_address_without_its_last_slash_leads_there() -> None:
    answer = found("/_signoff")
    assert (answer.status, answer.header("location")) == (308, "/_signoff/")
