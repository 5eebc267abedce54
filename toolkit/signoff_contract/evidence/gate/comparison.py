"""What changed from one run to another: rows, checks, times, surroundings, and the description that they went by."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from attrs import frozen

from signoff_contract.description import Description, DescriptionError, load_file
from signoff_contract.description.diff import Change, diff
from signoff_contract.description.source import is_harmless
from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.seal.archive import unsafe
from signoff_contract.evidence.seal.reading import Bundle, NotABundle
from signoff_contract.evidence.views.figures import quantile
from signoff_contract.suite.model import WORST_FIRST, State

Move = Literal["worse", "better", "new", "gone", "reworded", "other"]

FEW = 20
"""With fewer calls than this the 95th of 100 is simply the slowest one, and a ratio says little."""

_VERDICTS = ("passed", "incomplete", "inconclusive", "failed")


class NotComparable(Exception):
    """Two bundles have nothing to be compared by; the message says why."""


@frozen
class RowMove:
    """How a requirement row differs between the runs; the states are None where the row is not there.

    `reworded`: another statement, or another digest of its source. `other`: another state that is neither better nor
    worse for sure, tested or not tested for example.
    """

    id: str
    move: Move
    level: str
    old: str | None
    new: str | None
    reason: str

    @property
    def is_loss(self) -> bool:
        """Whether something is shown no longer that was shown, or a failure came with it."""
        return (
            self.move == "worse"
            or (self.move == "gone" and self.old == State.PASS)
            or (self.move == "new" and self.new == State.FAIL)
        )


@frozen
class CheckMove:
    """How a check differs between the runs; the states are None where it did not run."""

    id: str
    old: str | None
    new: str | None


@frozen
class Timing:
    """How long answers of one operation took: calls, median and 95th of 100 in milliseconds, old and new.

    `ratio` is the new median over the old one, None when the old one is 0. `few` says that there were too few calls on
    one side to conclude anything.
    """

    operation: str
    old_calls: int
    new_calls: int
    old_median: float
    new_median: float
    old_p95: float
    new_p95: float
    ratio: float | None
    few: bool


@frozen
class Difference:
    """A fact about the surroundings that is not the same; None where it is not stated."""

    name: str
    old: str | None
    new: str | None


@frozen
class Comparison:
    """Everything that differs. `remarks` say why a difference may mean less than it seems to."""

    partner: str
    old_verdict: str
    new_verdict: str
    rows: tuple[RowMove, ...]
    same_rows: int
    checks: tuple[CheckMove, ...]
    surroundings: tuple[Difference, ...]
    timings: tuple[Timing, ...]
    description: tuple[Change, ...]
    remarks: tuple[str, ...]

    @property
    def breaking(self) -> tuple[Change, ...]:
        """The changes of the description that can break a client."""
        return tuple(change for change in self.description if change.impact == "breaking")

    @property
    def losses(self) -> tuple[RowMove, ...]:
        """The rows that are worse off."""
        return tuple(row for row in self.rows if row.is_loss)

    @property
    def worse(self) -> bool:
        """Whether something got worse: the verdict, a requirement, or what a client may rely on."""
        fell = _VERDICTS.index(self.new_verdict) > _VERDICTS.index(self.old_verdict)
        return fell or bool(self.losses) or bool(self.breaking)


def compare(old: Bundle, new: Bundle) -> Comparison:
    """Compares two bundles, which have been verified.

    Raises NotComparable when they are about two partners, or NotABundle when a description in one cannot be read.
    """
    one, other = old.core, new.core
    if one.results["partner"] != other.results["partner"]:
        raise NotComparable(
            f"{old.path} is about {one.results['partner']} and {new.path} about {other.results['partner']}; only two "
            "runs of one partner can be compared"
        )
    rows = tuple(_rows(one.results, other.results))
    changed = {row.id for row in rows if row.move != "new"}
    return Comparison(
        partner=one.results["partner"],
        old_verdict=one.results["verdict"],
        new_verdict=other.results["verdict"],
        rows=rows,
        same_rows=sum(row["id"] not in changed for row in one.results["requirements"]),
        checks=tuple(_checks(one.results, other.results)),
        surroundings=tuple(_surroundings(one, other)),
        timings=tuple(_timings(one.results, other.results)),
        description=_description_changes(old, new),
        remarks=tuple(_remarks(one.results, other.results)),
    )


def read_described(bundle: Bundle) -> Description:
    """The description that lies in a bundle. Raises NotABundle when it cannot be read."""
    entries = bundle.core.results["description"]["files"]
    with TemporaryDirectory(prefix="signoff-") as name:
        # A file that stood beside the partner's folder climbs out of it again, never out of the temporary one.
        outer = Path(name).resolve()
        folder = outer.joinpath(*(f"level{number}" for number in range(_deepest(entries))), "partner")
        for entry in entries:
            path = folder.joinpath(*_parts(entry["name"])).resolve()
            if unsafe(entry["name"]) is not None or not path.is_relative_to(outer) or entry["name"] not in bundle.files:
                raise NotABundle(f"the description in {bundle.path} cannot be read: {entry['name']!r}")
            if not is_harmless(bundle.files[entry["name"]]):
                raise NotABundle(
                    f"the description in {bundle.path} is built to cost more than it weighs: {entry['name']!r}"
                )
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(bundle.files[entry["name"]])
        try:
            return load_file(folder.joinpath(*_parts(entries[0]["name"])), bundle.core.results["partner"])
        except (DescriptionError, IndexError) as error:
            words = str(error).replace(str(outer), "")
            raise NotABundle(f"the description in {bundle.path} cannot be read: {words}") from error


def _parts(name: str) -> tuple[str, ...]:
    return tuple(".." if part == "up" else part for part in name.removeprefix("spec/").split("/"))


def _deepest(entries: list[Mapping[str, Any]]) -> int:
    return max((_parts(entry["name"]).count("..") for entry in entries), default=0)


def _description_changes(old: Bundle, new: Bundle) -> tuple[Change, ...]:
    if old.core.results["description"]["digest"] == new.core.results["description"]["digest"]:
        return ()
    return diff(read_described(old), read_described(new))


def _rows(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[RowMove]:
    before, after = ({row["id"]: row for row in results["requirements"]} for results in (old, new))
    for name in [*before, *(name for name in after if name not in before)]:
        one, other = before.get(name), after.get(name)
        if one is None and other is not None:
            yield RowMove(name, "new", other["level"], None, other["state"], other["reason"])
        elif one is not None and other is None:
            yield RowMove(name, "gone", one["level"], one["state"], None, "")
        elif one is not None and other is not None:
            move: Move | None = _move(one["state"], other["state"])
            if move is not None:
                yield RowMove(name, move, other["level"], one["state"], other["state"], other["reason"])
            if _wording(one) != _wording(other):
                what = (
                    "another statement" if one["statement"] != other["statement"] else "another wording of its source"
                )
                yield RowMove(name, "reworded", other["level"], one["state"], other["state"], what)


def _wording(row: Mapping[str, Any]) -> Any:
    return row["statement"], sorted(source["digest"] for source in row["sources"])


def _move(old: str, new: str) -> Move | None:
    if old == new:
        return None
    # What passed and is not even looked at any more passes no longer.
    if old == State.PASS:
        return "worse"
    if new == State.PASS:
        return "better"
    if State.OMIT in {old, new} and State.FAIL not in {old, new}:
        return "other"
    return "worse" if WORST_FIRST.index(State(new)) < WORST_FIRST.index(State(old)) else "better"


def _checks(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[CheckMove]:
    before, after = ({check["id"]: check["state"] for check in results["checks"]} for results in (old, new))
    for name in [*before, *(name for name in after if name not in before)]:
        if before.get(name) != after.get(name):
            yield CheckMove(name, before.get(name), after.get(name))


def _surroundings(old: Core, new: Core) -> Iterator[Difference]:
    before, after = _facts(old), _facts(new)
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            yield Difference(name, before.get(name), after.get(name))


def _facts(core: Core) -> dict[str, str]:
    """What is known of the surroundings, one level deep, with dots in the names."""
    found: dict[str, str] = {}
    waiting = [("", core.environment)]
    while waiting:
        front, values = waiting.pop()
        for name, value in values.items():
            if isinstance(value, Mapping):
                waiting.append((f"{front}{name}.", value))
            elif value is not None:
                found[f"{front}{name}"] = str(value)
    results = core.results
    found["description.version"] = str(results["description"]["version"])
    found["description.digest"] = results["description"]["digest"]
    found["requirements.digest"] = results["requirements_file"]["digest"]
    found["requests_sent"] = str(results["requests_sent"])
    return found


def _timings(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Timing]:
    before, after = _times(old), _times(new)
    for name in [name for name in before if name in after]:
        one, other = before[name], after[name]
        medians = quantile(one, 0.5), quantile(other, 0.5)
        yield Timing(
            operation=name,
            old_calls=len(one),
            new_calls=len(other),
            old_median=round(medians[0], 3),
            new_median=round(medians[1], 3),
            old_p95=round(quantile(one, 0.95), 3),
            new_p95=round(quantile(other, 0.95), 3),
            ratio=round(medians[1] / medians[0], 2) if medians[0] else None,
            few=min(len(one), len(other)) < FEW,
        )


ALL_CALLS = "all calls"


def _times(results: Mapping[str, Any]) -> dict[str, list[float]]:
    """The times of answered calls in milliseconds, ascending, for all calls and by operation."""
    found: dict[str, list[float]] = defaultdict(list)
    for exchange in results["exchanges"]:
        if exchange["status"] is not None:
            milliseconds = exchange["seconds"] * 1000
            found[ALL_CALLS].append(milliseconds)
            if exchange["operation"]:
                found[exchange["operation"]].append(milliseconds)
    return {name: sorted(times) for name, times in found.items()}


def _remarks(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    if old["started"] > new["started"]:
        yield "the old run started after the new one; are they the wrong way round?"
    if (old["target"], old["host"]) != (new["target"], new["host"]):
        yield f"the runs spoke to two servers, {old['target']} at {old['host']} and {new['target']} at {new['host']}"
    for name, results in (("old", old), ("new", new)):
        if results["ended_early"]:
            yield f"the {name} run ended early: {results['ended_early']}"
