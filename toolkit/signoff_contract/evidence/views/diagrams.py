"""A life as a picture: the states in a row, a change of state as an arc that leads from one to another.

Forward arcs run above the row, backward arcs below; the number on an arc is the line of the table beside it. No arc
can hide another, however many there are: each pair of places has its own apex.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen
from markupsafe import Markup

from .svg import drawing, element, text

MADE = "made"
GONE = "gone"
_LETTER = 7.4
_PILL = 28.0
_GAP = 46.0
_SIDE = 7.0
_BADGE = 8.5
_NUMBERS = 2
_STEP = 24.0
_TALLEST = 190.0


@frozen
class Edge:
    """The transitions of the table that lead from one place to another: their numbers there, and whether one was met.

    `start` and `end` are places in the row. `described` is false for what the description does not know of.
    """

    numbers: tuple[int, ...]
    start: int
    end: int
    visited: bool
    described: bool


@frozen
class Place:
    """A state in the row: its centre, half its width, and whether an object was in it. `dot`: no state, a dot."""

    name: str
    x: float
    half: float
    visited: bool
    dot: bool


def state_diagram(figure_id: str, title: str, summary: str, life: Mapping[str, Any]) -> Markup:
    """The picture of one of the results' `lifecycles`. A transition from or to any state has no arc."""
    rows = life["transitions"]
    places = _places(life)
    edges = _edges(rows, places)
    step = min(_TALLEST / len(places), _STEP)
    above = max((_height(edge, step) for edge in edges if _arched(edge) and edge.start < edge.end), default=0.0)
    below = max((_height(edge, step) for edge in edges if edge.start > edge.end), default=0.0)
    middle = above * 0.75 + _BADGE + 4 + _PILL / 2
    # What was come by lies on top of what was not.
    parts = [part for edge in sorted(edges, key=lambda each: each.visited) for part in _arc(edge, places, middle, step)]
    parts += [part for place in places for part in _state(place, middle)]
    height = middle + _PILL / 2 + below * 0.75 + _BADGE + 6
    return drawing(figure_id, title, summary, places[-1].x + places[-1].half + 12, height, parts)


def _edges(rows: Sequence[Mapping[str, Any]], places: Sequence[Place]) -> list[Edge]:
    at: dict[str | None, int] = {place.name: index for index, place in enumerate(places) if not place.dot}
    # The dots stand at the ends of the row: nothing that is made comes from elsewhere, nothing that is gone goes on.
    starts, ends = {**at, None: 0}, {**at, None: len(places) - 1}
    found: dict[tuple[int, int], Edge] = {}
    for number, each in enumerate(rows, start=1):
        if each["from"] not in starts or each["to"] not in ends or each["from"] == each["to"]:
            continue
        key = starts[each["from"]], ends[each["to"]]
        known = found.get(key, Edge((), *key, visited=False, described=False))
        found[key] = Edge(
            (*known.numbers, number),
            *key,
            visited=known.visited or bool(each["exchanges"]),
            described=known.described or each["confidence"] is not None,
        )
    return list(found.values())


def _places(life: Mapping[str, Any]) -> list[Place]:
    rows = life["transitions"]
    met = {state for each in rows if each["exchanges"] for state in (each["from"], each["to"])}
    met |= {step["state"] for steps in life["lives"] for step in steps}
    row = [(each["state"], False, each["state"] in met) for each in life["states"]]
    for name, member, place in ((MADE, "from", 0), (GONE, "to", len(row) + 1)):
        leading = [each for each in rows if each[member] is None]
        if leading:
            row.insert(place, (name, True, any(each["exchanges"] for each in leading)))
    places: list[Place] = []
    x = 12.0
    for name, dot, visited in row:
        half = 6.0 if dot else (len(shown_state(name)) * _LETTER) / 2 + 9
        places.append(Place(name, x + half, half, visited, dot))
        x += 2 * half + _GAP
    return places


def shown_state(name: str) -> str:
    """A state as it is written for people: a name known in part ends in three dots."""
    return f"{name[:-1]}…" if name.endswith("*") and len(name) > 1 else name


def _arched(edge: Edge) -> bool:
    return edge.end != edge.start + 1


def _height(edge: Edge, step: float) -> float:
    return 14.0 + step * abs(edge.end - edge.start)


def _arc(edge: Edge, places: Sequence[Place], middle: float, step: float) -> list[Markup]:
    start, end = places[edge.start], places[edge.end]
    style = "seen" if edge.visited else "unseen"
    style = style if edge.described else "strange"
    if not _arched(edge):
        left, right = start.x + start.half, end.x - end.half
        path = f"M{left:.1f} {middle:.1f}H{right - 5:.1f}"
        tip = f"M{right:.1f} {middle:.1f}l-7 -4v8z"
        spot = ((left + right) / 2 - 2, middle)
    else:
        forward = edge.start < edge.end
        side, reach = (-1, _side(start, end)) if forward else (1, _side(end, start))
        edge_y = middle + side * _PILL / 2
        one = start.x + (reach[0] if forward else -reach[1])
        two = end.x - (reach[1] if forward else -reach[0])
        far = edge_y + side * _height(edge, step)
        path = f"M{one:.1f} {edge_y:.1f}C{one:.1f} {far:.1f} {two:.1f} {far:.1f} {two:.1f} {edge_y + side * 5:.1f}"
        tip = f"M{two:.1f} {edge_y:.1f}l-4 {side * 7}h8z"
        spot = ((one + two) / 2, edge_y + side * _height(edge, step) * 0.75)
    label = ", ".join(map(str, edge.numbers[:_NUMBERS])) + ("…" if len(edge.numbers) > _NUMBERS else "")
    half = _BADGE + 3.0 * (len(label) - 1 - (len(label) == 2))
    return [
        element("path", d=path, class_=f"edge {style}"),
        element("path", d=tip, class_=f"tip {style}"),
        element(
            "rect",
            x=spot[0] - half,
            y=spot[1] - _BADGE,
            width=2 * half,
            height=2 * _BADGE,
            rx=_BADGE,
            class_=f"badge {style}",
        ),
        text(spot[0], spot[1] + 3.6, label, anchor="middle", class_=f"on-badge {style}"),
    ]


def _side(left: Place, right: Place) -> tuple[float, float]:
    """How far from the centres an arc leaves and arrives, so that what comes and what goes stand apart."""
    return (0.0 if left.dot else _SIDE), (0.0 if right.dot else _SIDE)


def _state(place: Place, middle: float) -> list[Markup]:
    seen = "seen" if place.visited else "unseen"
    if place.dot:
        parts = [element("circle", cx=place.x, cy=middle, r=place.half, class_=f"dot {place.name} {seen}")]
        if place.name == GONE:
            parts.append(element("circle", cx=place.x, cy=middle, r=place.half - 3, class_=f"dot {MADE} {seen}"))
        return parts
    return [
        element(
            "rect",
            x=place.x - place.half,
            y=middle - _PILL / 2,
            width=2 * place.half,
            height=_PILL,
            rx=5,
            class_=f"state {seen}",
        ),
        text(place.x, middle + 4.2, shown_state(place.name), anchor="middle", class_=f"on-state {seen}"),
    ]
