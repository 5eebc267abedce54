"""The report's pictures of numbers: rows by document, how long answers took, how fast requests went out."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

from signoff_contract.evidence.record.order import REPORT_ORDER

from .svg import Figure, drawing, element, text

_WIDTH = 720.0
_LINE = 26.0
_BAR = 14.0
_WINDOW = 60.0
_SLICES = 12
_STEPS = (1, 2, 5)


def coverage(results: Mapping[str, Any]) -> Figure | None:
    """How many rows of each document are in which state; a row with several sources counts for each.

    None when there is no row.
    """
    counted: dict[str, Counter[str]] = {}
    for row in results["requirements"]:
        for document in dict.fromkeys(source["document"] for source in row["sources"]):
            counted.setdefault(document, Counter())[row["state"]] += 1
    if not counted:
        return None
    documents = sorted(counted, key=lambda name: (-counted[name].total(), name))
    states = [state for state in REPORT_ORDER if any(counted[name][state] for name in documents)]
    left, right = 8.2 * max(map(len, documents)) + 12, 118.0
    scale = (_WIDTH - left - right) / max(counted[name].total() for name in documents)
    parts: list[str] = []
    for index, name in enumerate(documents):
        top, x = index * _LINE + 6, left
        parts.append(text(left - 10, top + 11.5, name, anchor="end", class_="label"))
        for state in states:
            width = counted[name][state] * scale
            if width:
                parts.append(element("rect", x=x, y=top, width=width, height=_BAR, class_=f"f-{state}"))
            x += width
        kept = f"{counted[name]['pass']} of {counted[name].total()} kept"
        parts.append(text(x + 8, top + 11.5, kept, class_="quiet"))
    whole = len(results["requirements"])
    kept_rows = sum(row["state"] == "pass" for row in results["requirements"])
    summary = (
        f"{kept_rows} of {whole} requirements were kept. They stand in {len(documents)} "
        f"document{'s' if len(documents) != 1 else ''}; one that several documents state counts for each."
    )
    title = "Requirements by document and state"
    return Figure(
        "coverage",
        title,
        summary,
        drawing("coverage", title, summary, _WIDTH, len(documents) * _LINE + 6, parts),
        ("Document", *states, "all"),
        tuple((name, *(counted[name][state] for state in states), counted[name].total()) for name in documents),
        legend=tuple(states),
    )


def latency(results: Mapping[str, Any]) -> Figure | None:
    """How many answers took how long, in steps of 1, 2, 5; None when nothing was answered."""
    answered = sorted((each["seconds"] * 1000, each["number"]) for each in results["exchanges"] if _answered(each))
    if not answered:
        return None
    times = [milliseconds for milliseconds, _ in answered]
    bounds = _bounds(times[0], times[-1])
    counts = [0] * (len(bounds) - 1)
    for time in times:
        counts[min(max(bisect_left(bounds, time) - 1, 0), len(counts) - 1)] += 1
    names = [f"{_short(low)} to {_short(high)}" for low, high in pairwise(bounds)]
    summary = (
        f"{len(times)} answers: half of them within {duration(quantile(times, 0.5))}, 95 of 100 within "
        f"{duration(quantile(times, 0.95))}, the slowest (#{answered[-1][1]}) after {duration(times[-1])}."
    )
    title = "How long answers took"
    height, base = 190.0, 150.0
    slot = min(_WIDTH / len(counts), 90.0)
    scale = (base - 24) / max(counts)
    parts: list[str] = [element("path", d=f"M0 {base}H{slot * len(counts):.1f}", class_="axis")]
    for index, count in enumerate(counts):
        x, tall = index * slot, max(count * scale, 1.5 if count else 0.0)
        parts.append(element("rect", x=x + 3, y=base - tall, width=slot - 6, height=tall, class_="bar"))
        if count:
            parts.append(text(x + slot / 2, base - tall - 6, str(count), anchor="middle"))
    for index, bound in enumerate(bounds):
        words = _short(bound)
        anchor = "end" if index == len(bounds) - 1 else "middle" if index else None
        parts.append(text(index * slot, base + 18, words, anchor=anchor, class_="quiet"))
    parts.append(text(0, height - 4, "milliseconds until the whole answer had arrived", class_="quiet"))
    rows = tuple((f"{name} ms", count) for name, count in zip(names, counts, strict=True))
    picture = drawing("latency", title, summary, max(slot * len(counts), 420.0), height, parts)
    return Figure("latency", title, summary, picture, ("Time", "Answers"), rows)


def pace(results: Mapping[str, Any]) -> Figure | None:
    """How many requests had gone out in the minute before each, beside the limit; None when nothing was sent."""
    started = sorted(seconds_of(each["started"]) for each in results["exchanges"])
    if not started:
        return None
    begin, end = started[0], max(started[-1], started[0] + 1)
    counts = [bisect_right(started, at) - bisect_right(started, at - _WINDOW) for at in started]
    limit, peak = results["requests_per_minute"], max(counts)
    line = limit or results["budget"]
    told = f"the client's limit of {limit} a minute" if limit else f"the budget of {line} for the whole run"
    summary = f"At most {peak} requests went out in any 60 seconds; the line is {told}. Token calls are counted."
    title = "Requests in the last 60 seconds"
    height, base, left = 200.0, 160.0, 40.0
    top = max(line, peak) * 1.08
    across, up = (_WIDTH - left - 10) / (end - begin), (base - 14) / top
    spots = [(left + (at - begin) * across, base - count * up) for at, count in zip(started, counts, strict=True)]
    path = f"M{spots[0][0]:.1f} {base:.1f}" + "".join(f"V{y:.1f}H{x:.1f}" for x, y in _stepwise(spots))
    parts: list[str] = [
        element("path", d=f"M{left} 8V{base}H{_WIDTH - 10}", class_="axis"),
        element("path", d=f"M{left} {base - line * up:.1f}H{_WIDTH - 10}", class_="limit"),
        text(left - 6, base - line * up + 4, str(line), anchor="end", class_="quiet"),
        text(_WIDTH - 12, base - line * up + 15, told.removeprefix("the "), anchor="end", class_="quiet"),
        element("path", d=path, class_="line"),
        text(left - 6, base + 4, "0", anchor="end", class_="quiet"),
        text(left, base + 18, "0 s", class_="quiet"),
        text(_WIDTH - 10, base + 18, f"{end - begin:.0f} s after the first request", anchor="end", class_="quiet"),
    ]
    if abs(peak - line) * up > 14:
        parts.append(text(left - 6, base - peak * up + 4, str(peak), anchor="end"))
    picture = drawing("pace", title, summary, _WIDTH, height - 12, parts)
    return Figure("pace", title, summary, picture, ("From", "To", "Sent", "Most in 60 s"), _slices(started, counts))


def by_operation(results: Mapping[str, Any]) -> list[tuple[str, int, float, float, int]]:
    """For each operation: calls that were answered, median and longest in milliseconds, number of the longest."""
    found: dict[str, list[tuple[float, int]]] = {}
    for each in results["exchanges"]:
        if _answered(each):
            name = each["operation"] or ("token endpoint" if each["kind"] == "token" else "not described")
            found.setdefault(name, []).append((each["seconds"] * 1000, each["number"]))
    rows = []
    for name, times in found.items():
        times.sort()
        rows.append((name, len(times), quantile([time for time, _ in times], 0.5), *times[-1]))
    return sorted(rows, key=lambda row: (-row[3], row[0]))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The smallest of the ordered values that at least that share of them does not exceed."""
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def duration(milliseconds: float) -> str:
    """A time with three digits that count: `0.43 ms`, `12.6 ms`, `1.25 s`."""
    value, unit = (milliseconds / 1000, "s") if milliseconds >= 1000 else (milliseconds, "ms")
    return f"{value:.3g} {unit}" if value < 1000 else f"{value:.0f} {unit}"


def seconds_of(instant: str) -> float:
    """An instant of the record in seconds since 1970."""
    return datetime.fromisoformat(instant).timestamp()


def _answered(exchange: Mapping[str, Any]) -> bool:
    return exchange["status"] is not None


def _bounds(least: float, most: float) -> list[float]:
    """Round bounds around both values: the smallest and the greatest lie inside."""
    exponent = math.floor(math.log10(max(least, 0.1)))
    found: list[float] = [0.0] if least < 10.0**exponent else []
    while not found or found[-1] <= most:
        found.extend(step * 10.0**exponent for step in _STEPS)
        exponent += 1
    low = max(bisect_right(found, least) - 1, 0)
    return found[low : max(bisect_left(found, most), low + 1) + 1]


def _short(value: float) -> str:
    return f"{value:g}"


def _stepwise(spots: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """For each spot its height, and how far to the right it holds: to the next one, or two units at the end."""
    ends = [x for x, _ in spots[1:]] + [spots[-1][0] + 2]
    return [(end, y) for (_, y), end in zip(spots, ends, strict=True)]


def _slices(started: Sequence[float], counts: Sequence[int]) -> tuple[tuple[str, str, int, int], ...]:
    begin, width = started[0], max(started[-1] - started[0], 1.0) / _SLICES
    rows = []
    for index in range(_SLICES):
        low, high = begin + index * width, begin + (index + 1) * width
        first = bisect_left(started, low) if index else 0
        last = bisect_left(started, high) if index < _SLICES - 1 else len(started)
        rows.append(
            (
                f"{low - begin:.1f} s",
                f"{high - begin:.1f} s",
                last - first,
                max(counts[first:last], default=0),
            )
        )
    return tuple(rows)
