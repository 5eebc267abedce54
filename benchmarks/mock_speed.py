"""How fast the mocks start and answer, beside Prism, beside Starlette on uvicorn, and beside an older checkout.

Each server runs in a process of its own and is driven by wrk; in each round all of them are measured in turn, so that
what else the machine does hits all alike. Figures are medians of the rounds. wrk is Debian's package of that name; Prism
is fetched with npm and Starlette with pip, once, into a temporary folder. What is not there is said, and left out.

    .venv/bin/python benchmarks/mock_speed.py
    .venv/bin/python benchmarks/mock_speed.py --rounds 5 --seconds 5 --checkout ../before --json speed.json

`benchmarks/mock_soak.py` has what takes longer: memory, and many minutes of mixed traffic.
"""

import argparse
import json
import math
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import attrs

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.mock_sides import Load, Missing, Rate, Side, anchors, lua, post, prism, wrk  # noqa: E402

from signoff_contract.description import load  # noqa: E402

EXAMPLES: Any = load("siesmart").document["components"]["examples"]
COMPLETE = json.dumps(EXAMPLES["ProposalCreateComplete"]["value"])
PROPOSAL = json.dumps(EXAMPLES["ProposalComplete"]["value"]).encode()
SMALL = '{"officeId":1}'
LOADS = {
    "POST complete": Load("POST", "/proposals", COMPLETE),
    "POST small": Load("POST", "/proposals", SMALL),
    "GET proposal": Load("GET", "/proposals/{id}"),
}
# Some of the invoices are filtered out; the page is not the first of what is left, and sorted.
FILTERED = "/receivables/invoices?limit=50&offset=100&sort=-date&filter=%7B%22total%22%3A%22%3E%3D1000%22%7D"
SEARCHED = "/receivables/invoices?limit=50&q=4999"
# Each request with a filter and an offset of its own, so that what was worked out for one serves no other.
DIFFERENT = """
local count = 0
request = function()
  count = count + 1
  local filter = "%7B%22total%22%3A%22%3E%3D" .. (count * 7919 % 500000) / 100 .. "%22%7D"
  local list = "/receivables/invoices?limit=50&sort=-date&offset=" .. count * 104729 % OF .. "&filter=" .. filter
  return wrk.format("GET", BASE .. list)
end
"""
INVOICES = (1_000, 10_000, 50_000)
Row = dict[str, Any]


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description="How fast the mocks start and answer.")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each figure of a round")
    parser.add_argument("--connections", type=int, nargs="*", default=[1, 8, 32])
    parser.add_argument("--rows", nargs="*", default=["rates", "lists", "start"], choices=["rates", "lists", "start"])
    parser.add_argument("--checkout", type=Path, help="a folder with an older commit, measured as `before`")
    parser.add_argument("--json", type=Path, help="write the figures there too")
    arguments = parser.parse_args()
    sides = available(arguments.checkout)
    rows: list[Row] = []
    try:
        for each in arguments.rows:
            rows += {"rates": rates, "lists": lists, "start": starts}[each](sides, arguments)
    except Missing as missing:
        sys.exit(f"mock_speed: {missing}")
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(rows, indent=1), "utf-8")


def available(checkout: Path | None) -> list[Side]:
    """The servers that can be measured here. What cannot is said."""
    sides = [Side("now", "mock", ROOT)]
    if checkout is not None:
        sides.append(Side("before", "mock", checkout.resolve()))
    for name, kind, need in (
        ("Prism", "prism", prism),
        ("Starlette", "starlette", anchors),
        ("empty", "empty", anchors),
    ):
        try:
            need()
        except (Missing, OSError, subprocess.SubprocessError) as missing:
            print(f"{name} is left out: {missing}")
        else:
            sides.append(Side(name, kind))
    return sides


def rates(sides: list[Side], arguments: argparse.Namespace) -> list[Row]:
    """Validated requests to SieSmart, complete, small and read."""
    rows: list[Row] = []
    print(f"\nSieSmart: medians of {arguments.rounds} rounds of {arguments.seconds:g} s")
    for name, load_ in LOADS.items():
        for connections in arguments.connections:
            found = rounds(
                sides,
                arguments,
                partial(_rate, load_, connections, arguments.seconds),
            )
            rows.append({"row": name, "connections": connections, "sides": tell(f"{name}, {connections}", found)})
    return rows


def _rate(load_: Load, connections: int, seconds: float, side: Side) -> Rate:
    with side.served("siesmart", ["requests_per_minute=none"], PROPOSAL) as served:
        id_ = 1 if side.checkout is None else post(served, "/proposals", json.loads(COMPLETE))["id"]
        asked = attrs.evolve(load_, path=load_.path.replace("{id}", str(id_)))
        wrk(served, asked, connections, 1)
        return wrk(served, asked, connections, seconds)


def lists(sides: list[Side], arguments: argparse.Namespace) -> list[Row]:
    """A filtered and sorted list of SmartBusiness by the size of the account, and what another client waits meanwhile."""
    rows: list[Row] = []
    ours = [side for side in sides if side.kind == "mock"]
    print(f"\nSmartBusiness, filtered list: medians of {arguments.rounds} rounds of {arguments.seconds:g} s")
    for invoices in INVOICES:
        found: dict[str, dict[str, list[Rate]]] = {}
        for _ in range(arguments.rounds):
            for side in ours:
                for what, rate in _listed(side, invoices, arguments.seconds).items():
                    found.setdefault(what, {}).setdefault(side.name, []).append(rate)
        for what, of_sides in found.items():
            rows.append({"row": what, "invoices": invoices, "sides": tell(f"{invoices} invoices, {what}", of_sides)})
    return rows


def _listed(side: Side, invoices: int, seconds: float) -> dict[str, Rate]:
    switches = ["requests_per_period=100000000", f"invoices={invoices}"]
    with side.served("smartbusiness", switches) as served, ExitStack() as stack:
        filtered, single = Load("GET", FILTERED), Load("GET", "/contacts?limit=1")
        wrk(served, filtered, 1, 1)
        found = {"1 connection": wrk(served, filtered, 1, seconds), "8 connections": wrk(served, filtered, 8, seconds)}
        found["searched, 1 connection"] = wrk(served, Load("GET", SEARCHED), 1, seconds)
        different = f"OF = {invoices}\nBASE = {lua(served.base)}\n{DIFFERENT}"
        found["each one different, 1 connection"] = wrk(served, filtered, 1, seconds, different)
        others: list[Rate] = []
        other = threading.Thread(target=lambda: others.append(wrk(served, single, 1, seconds)))
        other.start()
        stack.callback(other.join)
        wrk(served, filtered, 1, seconds)
        other.join()
        return {**found, "another client's GET meanwhile": others[0]}


def starts(sides: list[Side], arguments: argparse.Namespace) -> list[Row]:
    """From the start of the process to its first answer, in seconds."""
    rows: list[Row] = []
    print(f"\nStart to first answer: medians of {3 * arguments.rounds} starts")
    cases: list[tuple[str, list[str]]] = [(partner, []) for partner in ("siesmart", "simutek", "smartbusiness")]
    for partner, switches in [*cases, ("smartbusiness", ["invoices=10000"])]:
        taken: dict[str, list[float]] = {}
        for _ in range(3 * arguments.rounds):
            for side in sides:
                if side.kind == "mock" or (side.kind == "prism" and not switches):
                    with side.served(partner, switches) as served:
                        taken.setdefault(side.name, []).append(served.started)
        medians = {name: statistics.median(each) for name, each in taken.items()}
        what = " ".join([partner, *switches])
        print(f"  {what:32}" + "".join(f"  {name} {seconds:5.2f} s" for name, seconds in medians.items()))
        rows.append({"row": "start", "partner": what, "seconds": medians})
    return rows


def rounds(
    sides: Iterable[Side], arguments: argparse.Namespace, measure: Callable[[Side], Rate]
) -> dict[str, list[Rate]]:
    """Measure all sides in turn, as often as there are rounds."""
    found: dict[str, list[Rate]] = {}
    for _ in range(arguments.rounds):
        for side in sides:
            found.setdefault(side.name, []).append(measure(side))
    return found


def tell(what: str, found: dict[str, list[Rate]]) -> Row:
    """Say the medians of one row, and how many times as fast each is as the others of the same rounds."""
    row: Row = {}
    print(f"  {what}")
    for name, each in found.items():
        rate, p50, p99 = (statistics.median(getattr(one, part) for one in each) for part in ("rate", "p50", "p99"))
        failed = sum(one.failed for one in each)
        ratio = statistics.median(
            # Who answered nothing in all that time is infinitely slower.
            ours.rate / other.rate if other.rate else math.inf
            for ours, other in zip(found["now"], each, strict=True)
        )
        row[name] = {"rate": rate, "p50": p50, "p99": p99, "failed": failed, "now_times": ratio}
        told = f"    {name:10} {rate:9,.0f}/s   p50 {p50:8.2f} ms   p99 {p99:8.2f} ms"
        told += "" if name == "now" else f"   now is {ratio:5.2f} times that"
        print(told + (f"   {failed} NOT ANSWERED WITH 2xx" if failed else ""), flush=True)
    return row


if __name__ == "__main__":
    main()
