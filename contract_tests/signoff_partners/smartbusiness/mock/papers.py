"""Printed documents: how their pages break, as PDF files and as pictures."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from signoff_contract.mock.pdf import print_pages, printable

LINES: Final = 40
SIZES: Final = (240, 595, 600, 972, 1240)
DEFAULT_SIZE: Final = 972

_PAGE_BREAK: Final = "PB"
_EXTRA_PAGE: Final = "A"
_WIDTH: Final = 90
_TITLES: Final[Mapping[str, str]] = {
    "letter": "Letter",
    "invoice": "Invoice",
    "offer": "Offer",
    "order_confirmation": "Order confirmation",
    "delivery_note": "Delivery note",
}


def pages_of(values: Mapping[str, Any], title: str = "") -> list[list[str]]:
    """The lines of each page. An invoice whose slip is on an extra page has that as its last one."""
    pages: list[list[str]] = [[title, *_head(values)]]
    for lines in _body(values):
        if lines is None:
            pages.append([])
            continue
        for line in lines:
            if len(pages[-1]) >= LINES:
                pages.append([])
            pages[-1].append(line)
    if values.get("isr_position") == _EXTRA_PAGE:
        reference = values.get("isr_reference_number") or ""
        pages.append(["Payment slip", f"Reference {reference}", f"Amount {values['currency']} {values['total']:.2f}"])
    return pages


def count_pages(values: Mapping[str, Any]) -> int:
    """How many pages `pages_of` has, without writing them."""
    pages, lines = 1, 1 + len(_head(values))
    for each in _body_lines(values):
        if each is None:
            pages, lines = pages + 1, 0
        elif lines + each > LINES:
            full, lines = divmod(lines + each - 1, LINES)
            pages, lines = pages + full, lines + 1
        else:
            lines += each
    return pages + (values.get("isr_position") == _EXTRA_PAGE)


def as_pdf(name: str, values: Mapping[str, Any], created: datetime, title: str | None = None) -> bytes:
    """The document as a PDF; `title` in the place of its own, as for a receipt."""
    shown = title or _TITLES[name]
    return print_pages(shown, pages_of(values, shown), created)


def as_png(name: str, values: Mapping[str, Any], page: int, width: int) -> bytes:
    """A page, counted from 1, as a picture of A4 shape, `width` pixels wide; eight bits a colour."""
    from PIL import Image, ImageDraw, ImageFont

    height = round(width * 297 / 210)
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=max(6, width // 60))
    step = height / (LINES + 6)
    for row, line in enumerate(pages_of(values, _TITLES[name])[page - 1]):
        draw.text((width / 12, step * (row + 3)), printable(line), fill="black", font=font)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _head(values: Mapping[str, Any]) -> list[str]:
    lines = [f"Number {values['number']}"] if values.get("number") else []
    lines.append(f"Date {values['date']}")
    if values.get("title"):
        lines.append(_short(values["title"]))
    return [*lines, ""]


def _body(values: Mapping[str, Any]) -> Sequence[list[str] | None]:
    """Groups of lines; None where a page ends."""
    content = values.get("content") or ""
    groups: list[list[str] | None] = [[_short(line) for line in content.splitlines()]]
    for each in values.get("positions", ()):
        if each["type"] == _PAGE_BREAK:
            groups.append(None)
        else:
            groups.append([_short(f"{each['amount']:g} x {each['name']}: {each['total']:.2f}")])
    if "total" in values:
        groups.append([f"Total {values['currency']} {values['total']:.2f}"])
    return groups


def _body_lines(values: Mapping[str, Any]) -> Iterator[int | None]:
    """How many lines the groups of `_body` have."""
    yield len((values.get("content") or "").splitlines())
    for each in values.get("positions", ()):
        yield None if each["type"] == _PAGE_BREAK else 1
    if "total" in values:
        yield 1


def _short(line: str) -> str:
    return line[:_WIDTH]
