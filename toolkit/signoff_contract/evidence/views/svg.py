"""Small pictures as inline SVG: elements with their values escaped, figures with words and numbers beside them.

Colours and line styles are classes of the report's style sheet, so that a picture follows light, dark and paper.
"""

from collections.abc import Sequence
from typing import Any

from attrs import frozen
from markupsafe import Markup, escape

Cell = str | int
"""A cell of a table: text, or a number that is set to the right."""


@frozen
class Figure:
    """A picture and what it says in words: `summary` in a sentence, `header` and `rows` as a table.

    `legend` names the states that have a colour in it.
    """

    id: str
    title: str
    summary: str
    picture: Markup
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    legend: tuple[str, ...] = ()


def element(tag: str, *inside: str, **attributes: Any) -> Markup:
    """An element; a trailing `_` of an attribute is dropped and `_` within becomes `-`. Numbers are rounded.

    Texts inside are escaped unless they are markup. An attribute that is None is left out.
    """
    stated = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(_number(value))}"'
        for name, value in attributes.items()
        if value is not None
    )
    body = "".join(escape(each) for each in inside)
    return Markup(f"<{tag}{stated}>{body}</{tag}>" if body else f"<{tag}{stated}/>")  # noqa: S704 - escaped above


def drawing(figure_id: str, title: str, summary: str, width: float, height: float, parts: Sequence[str]) -> Markup:
    """A picture of that many units with the name and the description that assistive technology reads."""
    return element(
        "svg",
        element("title", title, id=f"{figure_id}-t"),
        element("desc", summary, id=f"{figure_id}-d"),
        *parts,
        viewBox=f"0 0 {_number(width)} {_number(height)}",
        width=width,
        height=height,
        role="img",
        aria_labelledby=f"{figure_id}-t {figure_id}-d",
    )


def text(x: float, y: float, words: str, *, anchor: str | None = None, class_: str | None = None) -> Markup:
    """A line of text; `anchor` is `middle` or `end`, else it begins at `x`."""
    return element("text", words, x=x, y=y, text_anchor=anchor, class_=class_)


def _number(value: Any) -> Any:
    if isinstance(value, float):
        return f"{value:.1f}".rstrip("0").rstrip(".")
    return value
