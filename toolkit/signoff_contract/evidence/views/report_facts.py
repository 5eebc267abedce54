"""What the report says, as plain values: the first screen, the rows, the steps of the story, the lives.

Every function is pure and takes results that `printable` has gone over.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from attrs import frozen
from markupsafe import Markup

from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.record.order import REPORT_ORDER
from signoff_contract.evidence.record.subject import DECLARED, NOT_DECLARED, WHAT_RAN, application_named, is_rehearsal

from .diagrams import state_diagram
from .figures import seconds_of
from .markdown import is_hidden
from .tables import path_of

UNTESTED = frozenset({"omit", "skip"})
OBSTACLES = {
    "access": "a run does not have the account, the client or the rights",
    "harm": "a test would disturb the partner or its other users",
    "time": "it takes longer than a run lasts",
    "effort": "it takes requests or tools that a run does not spend on it",
    "unseen": "no request can show it",
    "unknown": "the documents say too little",
}
_OWN_REASON = "of a reason of its own, which its row gives"
_NOT_EXERCISED = "it could not be exercised in this run"
_VERSIONS = frozenset({"etag", "if-match", "if-none-match"})
# A row that more exchanges show than these is told of all of them at once.
_MANY = 24
_SHARE = 0.2


@frozen
class Untested:
    """Rows that the run says nothing about for one kind of reason."""

    reason: str
    rows: tuple[Mapping[str, Any], ...]


@frozen
class StoryStep:
    """One operation of the story: what was sent with it, member by member, and in which exchanges."""

    story: str
    operation: str
    exchanges: tuple[Mapping[str, Any], ...]
    rows: tuple[Mapping[str, Any], ...]

    @property
    def same(self) -> int:
        """How many members came back as they were sent."""
        return sum(bool(row["same"]) for row in self.rows)


@frozen
class LifePicture:
    """A life of the description with its picture; `title` names the object and the member."""

    title: str
    summary: str
    picture: Markup
    life: Mapping[str, Any]


def facts(core: Core) -> list[tuple[str, str, str]]:
    """What a run is in lines for the first screen: what, its value, and a remark that may be empty."""
    results, environment = core.results, core.environment
    description = results["description"]
    stand_in = "not the partner's environment" if is_rehearsal(results) else ""
    limit = results["requests_per_minute"]
    pace = f"; at most {limit} a minute" if limit else ""
    lines = [
        ("API", description["title"], f"version {description['version']}"),
        ("Environment", f"{results['target']}, {results['host']}", stand_in),
        ("When", f"{moment(results['started'])} UTC", f"took {_took(results)}"),
        ("Ran", WHAT_RAN, f"{results['tool']['name']} {results['tool']['version']}"),
        ("By", _sender(environment), ""),
        (
            "Application",
            application_named(environment) or NOT_DECLARED,
            DECLARED if application_named(environment) else "",
        ),
        ("Signed", core.key_id or "not signed", "SHA-256 of the public key" if core.key_id else ""),
        (
            "Requests",
            f"{results['requests_sent']} of at most {results['budget']}",
            f"{results['token_calls']} for tokens{pace}",
        ),
    ]
    if environment.get("source_address"):
        lines.insert(6, ("From address", str(environment["source_address"]), ""))
    return lines


def sides(results: Mapping[str, Any]) -> list[tuple[str, int, int]]:
    """How many rows bind the provider and the introducer in each state; passed and failed always, others if any."""
    found = []
    for state in ("pass", *(name for name in REPORT_ORDER if name != "pass")):
        counts = [
            sum(row["binds"] == side and row["state"] == state for row in results["requirements"])
            for side in ("provider", "introducer")
        ]
        if any(counts) or state in {"pass", "fail"}:
            found.append((state, counts[0], counts[1]))
    return found


def untested(results: Mapping[str, Any]) -> list[Untested]:
    """What the run says nothing about, by the kind of reason, the largest group first."""
    groups: dict[str, list[Mapping[str, Any]]] = {}
    for row in results["requirements"]:
        if row["state"] in UNTESTED:
            kind = OBSTACLES.get(row["obstacle"] or "", _OWN_REASON)
            groups.setdefault(_NOT_EXERCISED if row["state"] == "skip" else kind, []).append(row)
    return [
        Untested(reason, tuple(rows)) for reason, rows in sorted(groups.items(), key=lambda each: (-len(each[1]), each))
    ]


def story_steps(results: Mapping[str, Any]) -> list[StoryStep]:
    """The introducer's steps in the order of their exchanges."""
    exchanges = {each["number"]: each for each in results["exchanges"]}
    grouped: dict[tuple[str, str, tuple[int, ...]], list[Mapping[str, Any]]] = {}
    for row in results["fields"]:
        grouped.setdefault((row["story"], row["operation"], tuple(row["exchanges"])), []).append(row)
    steps = [
        StoryStep(story, operation, tuple(exchanges[number] for number in numbers if number in exchanges), tuple(rows))
        for (story, operation, numbers), rows in grouped.items()
    ]
    # Without any exchange a step stays where it was told.
    last = 0
    ranked = []
    for step in steps:
        last = step.exchanges[0]["number"] if step.exchanges else last
        ranked.append((last, step))
    return [step for _, step in sorted(ranked, key=lambda each: each[0])]


def life_pictures(results: Mapping[str, Any]) -> list[LifePicture]:
    """The lives that the description tells of, each with its picture; the one with the most objects first."""
    found = []
    for index, life in enumerate(sorted(results["lifecycles"], key=lambda each: -len(each["lives"]))):
        title = f"{life['schema']}: {life['member'].rpartition('/')[2]}"
        known = [each for each in life["transitions"] if each["confidence"] is not None]
        visited = sum(bool(each["exchanges"]) for each in known)
        strange = len(life["transitions"]) - len(known)
        objects = len(life["lives"])
        summary = (
            f"{visited} of {len(known)} transitions were met, with {objects} "
            f"object{'s' if objects != 1 else ''} made or changed"
            + (f"; met and not described: {strange}." if strange else ".")
        )
        found.append(LifePicture(title, summary, state_diagram(f"life-{index}", title, summary, life), life))
    return found


def strange_passages(results: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
    """Changes of state that were met and that the description does not know of, each with its object's schema."""
    return [
        (life["schema"], each)
        for life in results["lifecycles"]
        for each in life["transitions"]
        if each["confidence"] is None
    ]


def common_rows(results: Mapping[str, Any]) -> frozenset[str]:
    """The rows that so many exchanges show that it is said once, not at each of them."""
    most = max(_MANY, _SHARE * len(results["exchanges"]))
    return frozenset(row["id"] for row in results["requirements"] if len(row["exchanges"]) > most)


def rows_of_exchanges(results: Mapping[str, Any], without: frozenset[str]) -> dict[int, list[str]]:
    """For each exchange the rows that it shows."""
    found: dict[int, list[str]] = {}
    for row in results["requirements"]:
        if row["id"] not in without:
            for number in row["exchanges"]:
                found.setdefault(number, []).append(row["id"])
    return found


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as first and last of each run without a gap: 1, 2, 3, 7 is (1, 3), (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def versions(exchange: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The versions that an exchange speaks of: who says it, the header and its value."""
    return [
        (side, name, value)
        for side, message in (("sent", exchange["request"]), ("given", exchange["response"]))
        for name, value in message["headers"]
        if is_version(name)
    ]


def is_version(header: str) -> bool:
    """Whether a header states a version."""
    return header.lower() in _VERSIONS


def places(row: Mapping[str, Any], documents: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Where a statement stands: document, section, address (empty unless it is a web page); each place once."""
    found = []
    for source in row["sources"]:
        address = documents.get(source["document"], {}).get("address", "")
        found.append((source["document"], source["section"], address if address.startswith("https://") else ""))
    return list(dict.fromkeys(found))


def documents_of(row: Mapping[str, Any]) -> str:
    """The short names of a row's documents, blank between, each once."""
    return " ".join(dict.fromkeys(source["document"] for source in row["sources"]))


def values_of(results: Mapping[str, Any], member: str, order: Sequence[str] = ()) -> list[str]:
    """The different values that the rows have in a member, in `order` and then by alphabet."""
    found = {row[member] for row in results["requirements"]}
    return [each for each in order if each in found] + sorted(found - set(order))


def called(exchange: Mapping[str, Any]) -> str:
    """What was called: the described path, or the word for a token request."""
    return "token request" if exchange["kind"] == "token" else path_of(exchange)


def moment(instant: str) -> str:
    """`2026-01-31T09:30:00.125Z` as `2026-01-31 09:30:00`."""
    return instant.replace("T", " ")[:19]


def clock_time(instant: str) -> str:
    """The time of day of an instant, with milliseconds."""
    return instant.partition("T")[2].removesuffix("Z")


def printable(value: Any) -> Any:
    """A value without signs that could make a reader see another text than the bytes hold."""
    if isinstance(value, str):
        return value if value.isprintable() else "".join(map(_seen, value))
    if isinstance(value, Mapping):
        return {printable(name): printable(inner) for name, inner in value.items()}
    return [printable(inner) for inner in value] if isinstance(value, list) else value


def _seen(sign: str) -> str:
    return "\N{REPLACEMENT CHARACTER}" if is_hidden(sign) and sign not in "\n\t" else sign


def _took(results: Mapping[str, Any]) -> str:
    seconds = max(seconds_of(results["finished"]) - seconds_of(results["started"]), 0.0)
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s"


def _sender(environment: Mapping[str, Any]) -> str:
    stated = [str(environment[name]) for name in ("organisation", "operator") if environment.get(name)]
    return ", ".join(stated) or "not stated"
