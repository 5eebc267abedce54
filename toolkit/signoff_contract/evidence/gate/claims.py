"""What `results.json` says, held against itself: chain, numbers, references, sums and verdict follow from its rows."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from attrs import frozen

from signoff_contract.evidence.record.chain import next_value, start_value, summary
from signoff_contract.evidence.record.subject import CLIENT, is_rehearsal
from signoff_contract.evidence.seal.alteration import Alteration
from signoff_contract.suite.model import Acceptance, CheckOutcome, Observation, State, worst
from signoff_contract.suite.rollup import roll_up, unaccepted_rows, verdict_of


@frozen
class _Row:
    """As much of a requirement as rolling up takes. Its checks are those that observed it, or would have."""

    id: str
    not_tested: str | None
    verified_by: tuple[str, ...]
    level: str
    confidence: str


def false_claims(results: Mapping[str, Any]) -> Iterator[Alteration]:
    """Every claim of the results that the results themselves refute."""
    yield from _chain(results)
    yield from _counts(results)
    yield from _references(results)
    yield from _servers(results)
    yield from _subject(results)
    yield from _states(results)


def _chain(results: Mapping[str, Any]) -> Iterator[Alteration]:
    exchanges = results["exchanges"]
    numbers = [exchange["number"] for exchange in exchanges]
    wanted = list(range(1, len(numbers) + 1))
    if numbers != wanted:
        if sorted(numbers) == wanted:
            yield Alteration("exchange", "order", "the exchanges do not stand in the order of their numbers")
        yield from _gaps(numbers)
        for number in sorted(number for number, times in Counter(numbers).items() if times > 1):
            yield Alteration("exchange", f"#{number}", "stands there more than once")
    start = start_value(results)
    claimed = results["chain"]
    if claimed["start"] != start:
        yield Alteration("claim", "chain", "does not begin with this run: partner, target, host or time was changed")
    previous = claimed["start"]
    for exchange in exchanges:
        if exchange["chain"] != next_value(previous, exchange):
            yield Alteration(
                "exchange",
                f"#{exchange['number']}",
                "does not follow in the chain: it, or what went before, was changed",
            )
        # From its own claim on, so that one change is told once, where it happened.
        previous = exchange["chain"]
    if claimed != summary(exchanges, claimed["start"]):
        yield Alteration(
            "claim", "chain", "length or last value is not that of the exchanges: some were cut off or added"
        )


def _gaps(numbers: Sequence[int]) -> Iterator[Alteration]:
    """The numbers that are left out, each gap once: a number may be any, and nothing is allocated by it."""
    before = 0
    for number in sorted(set(numbers)):
        if number > before + 1:
            first, last = before + 1, number - 1
            what = f"#{first}" if first == last else f"#{first} to #{last}"
            yield Alteration("exchange", what, "is left out: the numbers have a gap")
        before = number


def _servers(results: Mapping[str, Any]) -> Iterator[Alteration]:
    """Calls of the API go to the host that the record names, and trace ids are those of the answers."""
    for exchange in results["exchanges"]:
        subject = f"exchange #{exchange['number']}"
        if exchange["kind"] == "api" and not went_to(exchange["url"], results["host"]):
            yield Alteration("claim", subject, f"did not go to {results['host']}")
        trace = exchange["trace_id"]
        values = _values(exchange["response"]["headers"])
        # What was replaced when it was recorded need not have been replaced alike in both places.
        replaced = any("[" in value for value in (trace or "", *values))
        if trace is not None and trace not in values and not replaced:
            yield Alteration("claim", subject, "its trace id is not that of its answer")


def _values(headers: Sequence[Sequence[str]]) -> set[str]:
    """The values of headers, those of one name as one."""
    found: dict[str, list[str]] = {}
    for name, value in headers:
        found.setdefault(name.lower(), []).append(value)
    return {joined for values in found.values() for joined in (*values, ", ".join(values))}


def went_to(url: str, host: str) -> bool:
    """Whether a recorded address is one of a host. What was replaced in it when it was recorded is not held against it."""
    try:
        parts = urlsplit(url)
        there = parts.netloc.rpartition("@")[2]
    except ValueError:
        # A placeholder in brackets where an address would have to be.
        return True
    first, bracket, _ = there.partition("[")
    replaced = bracket and (first or ":" not in there.partition("]")[0])
    return bool(replaced) or _spelled(there, parts.scheme) == _spelled(host, parts.scheme)


def _spelled(netloc: str, scheme: str) -> str:
    """A host in the one spelling that a client gives it: lower case, ASCII, without the port that goes without saying."""
    host = netloc.lower().removesuffix({"https": ":443", "http": ":80"}.get(scheme, ":443")).rstrip(".")
    try:
        return host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _subject(results: Mapping[str, Any]) -> Iterator[Alteration]:
    """What the second form says of subject, source and rehearsal."""
    if results["schema_version"] == "1.1":
        return
    if results["rehearsal"] != is_rehearsal(results):
        yield Alteration("claim", "rehearsal", f"says {results['rehearsal']}, but the host is {results['host']}")
    subject, tool = results["subject"], results["tool"]
    if subject != {"kind": CLIENT, "name": tool["name"], "version": tool["version"], "seen": True}:
        yield Alteration("claim", "subject", "is not Signoff's client, which is all that this form tells of")
    for exchange in results["exchanges"]:
        if exchange["source"] != "plan":
            yield Alteration("claim", f"exchange #{exchange['number']}", "was not made by the plan")
            return
    ids = {row["id"] for row in results["requirements"]}
    rows = [each["row"] for each in results["accepted"]]
    for row in rows:
        if row not in ids:
            yield Alteration("claim", f"accepted {row}", "is no requirement here")
    if len(set(rows)) != len(rows):
        yield Alteration("claim", "accepted", "names a row twice")


def _counts(results: Mapping[str, Any]) -> Iterator[Alteration]:
    exchanges = results["exchanges"]
    tokens = sum(exchange["kind"] == "token" for exchange in exchanges)
    states = [row["state"] for row in results["requirements"]]
    totals = {state.value: states.count(state.value) for state in State}
    for name, said, is_so in (
        ("requests_sent", results["requests_sent"], len(exchanges)),
        ("token_calls", results["token_calls"], tokens),
        ("totals", results["totals"], totals),
    ):
        if said != is_so:
            yield Alteration("claim", name, f"says {said}, but the record holds {is_so}")
    if len(exchanges) > results["budget"]:
        yield Alteration("claim", "budget", f"says {results['budget']}, but {len(exchanges)} requests were sent")
    if results["finished"] < results["started"]:
        yield Alteration("claim", "finished", "is before the run started")


def _references(results: Mapping[str, Any]) -> Iterator[Alteration]:
    traces = {exchange["number"]: exchange["trace_id"] for exchange in results["exchanges"]}
    ids = [row["id"] for row in results["requirements"]]
    for name in sorted(name for name, times in Counter(ids).items() if times > 1):
        yield Alteration("claim", name, "the requirement stands there more than once")
    known = set(ids)
    checks = {check["id"] for check in results["checks"]}
    for row in results["requirements"]:
        yield from _unknown(row["id"], row["exchanges"], traces)
        found = [trace for number in row["exchanges"] if (trace := traces.get(number))]
        if row["trace_ids"] != list(dict.fromkeys(found)):
            yield Alteration("claim", row["id"], "its trace ids are not those of its exchanges")
        for check in row["checks"]:
            if check not in checks and row["state"] not in {"skip", "omit"}:
                yield Alteration("claim", row["id"], f"names the check {check}, which did not run")
    for check in results["checks"]:
        for seen in check["observations"]:
            yield from _unknown(check["id"], seen["exchanges"], traces)
            if seen["requirement"] not in known:
                yield Alteration("claim", check["id"], f"observed {seen['requirement']}, which is no requirement here")
    for finding in results["findings"]:
        yield from _unknown(finding["subject"], finding["exchanges"], traces)
    for row in results["fields"]:
        yield from _unknown(f"{row['story']} {row['pointer']}", row["exchanges"], traces)
    for life in results["lifecycles"]:
        for passage in life["transitions"]:
            yield from _unknown(f"states of {life['schema']}", passage["exchanges"], traces)
        for steps in life["lives"]:
            yield from _unknown(f"states of {life['schema']}", [step["exchange"] for step in steps], traces)


def _unknown(subject: str, numbers: Sequence[int], known: Mapping[int, str | None]) -> Iterator[Alteration]:
    for number in numbers:
        if number not in known:
            yield Alteration("claim", subject, f"names exchange #{number}, which is not in the record")


def _states(results: Mapping[str, Any]) -> Iterator[Alteration]:
    outcomes = [_outcome(check) for check in results["checks"]]
    rows = [
        _Row(row["id"], row["not_tested"], tuple(row["checks"]), row["level"], row["confidence"])
        for row in results["requirements"]
    ]
    rolled = roll_up(rows, outcomes)
    observed = {seen.requirement for outcome in outcomes for seen in outcome.observations}
    for row, derived in zip(results["requirements"], rolled, strict=True):
        for name, said, is_so in (
            ("state", row["state"], derived.state.value),
            ("exchanges", row["exchanges"], list(derived.exchanges)),
            ("checks", row["checks"], list(derived.checks)),
        ):
            if said != is_so:
                yield Alteration("claim", row["id"], f"its {name} do not follow from what the checks observed")
        # Reasons are gone over for personal values after they were joined; each part stays, their number may not.
        if row["id"] in observed and set(row["reason"].split("; ")) != set(derived.reason.split("; ")):
            yield Alteration("claim", row["id"], "its reason is not what the checks said")
    for outcome in outcomes:
        seen_worst = worst(seen.state for seen in outcome.observations) if outcome.observations else State.OMIT
        if worst((outcome.state, seen_worst)) is not outcome.state:
            yield Alteration("claim", outcome.check, f"says {outcome.state}, but it observed {seen_worst}")
    missing: tuple[str, ...] = ()
    if results["schema_version"] != "1.1":
        accepted = [
            Acceptance(each["row"], each["reason"], each["person"], date.fromisoformat(each["until"]))
            for each in results["accepted"]
        ]
        missing = unaccepted_rows(rows, rolled, accepted, datetime.fromisoformat(results["started"]).date())
        if results["unaccepted"] != list(missing):
            yield Alteration("claim", "unaccepted", "is not what the rows and what is accepted amount to")
    verdict = verdict_of(rolled, outcomes, results["ended_early"], missing)
    if results["verdict"] != verdict:
        yield Alteration("claim", "verdict", f"says {results['verdict']}, but the rows amount to {verdict}")


def _outcome(check: Mapping[str, Any]) -> CheckOutcome:
    observations = tuple(
        Observation(seen["requirement"], State(seen["state"]), seen["message"], check["id"], tuple(seen["exchanges"]))
        for seen in check["observations"]
    )
    return CheckOutcome(
        check["id"], check["title"], State(check["state"]), check["reason"], observations, check["seconds"]
    )
