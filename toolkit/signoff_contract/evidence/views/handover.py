"""`HANDOVER.md`: the letter that goes with a bundle. It begins with what the partner can check without trusting us.

That is the calls in the partner's own logs: by trace id, or by time and path where the API sends none.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from signoff_contract.evidence.record.core import Core, is_own_machine
from signoff_contract.evidence.record.subject import (
    DECLARED,
    application_declared,
    application_named,
    commit_declared,
    counts,
    is_rehearsal,
    titled,
)

from .markdown import table, text
from .tables import path_of

_MOST_CALLS = 20
_MOST_ROWS = 3
_MOST_IDS = 12
_TROUBLED = frozenset({"fail", "inconclusive", "review", "warn"})

_ENVIRONMENTS = {
    "mock": "the sender's own stand-in for the API, which runs on the sender's machine",
    "test": "the partner's test environment",
    "live": "the partner's production environment",
    "custom": "a server that the sender gave the address of",
}
_MADE_BY = "What made the calls is Signoff's own client, driven by Signoff's plan."
_NOT_IT = "None of these calls was made by it, so nothing here shows what it does."
_RESULTS = {
    "incomplete": "documented duties were prevented from being tried, though no requirement failed",
    "passed": "no requirement failed",
    "failed": "at least one requirement failed",
    "inconclusive": "the run could not judge everything it set out to judge",
}


def render_handover(core: Core) -> str:
    """The text of `HANDOVER.md`."""
    results, environment = core.results, core.environment
    parts = (
        _opening(results, environment),
        _calls(results),
        _deed(results, environment),
        _sender(environment),
        _outcome(results),
        _accepted(results),
        _request(results),
        _not_shown(results),
        _questions(results),
        _files(core),
    )
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _opening(results: Mapping[str, Any], environment: Mapping[str, Any]) -> list[str]:
    api = f"{results['description']['title']} {results['description']['version']}"
    when = f"{_moment(results['started'])} UTC"
    where = f"{_server(results)} ({text(results['host'])})"
    lines = [
        f"# {text(titled(results, environment))}: evidence for {text(api)}",
        "",
        f"{when}, against {where}.",
        "",
        f"{_MADE_BY} Application: {text(application_declared(environment))}. {_NOT_IT}",
        "",
    ]
    if is_rehearsal(results):
        lines += ["**This is a rehearsal: it did not reach the partner.** A run against the partner decides.", ""]
    return [*lines, _summary(results)]


# What the partner can check on its own.


def _calls(results: Mapping[str, Any]) -> list[str]:
    chosen = telling_calls(results)
    if not chosen:
        return ["## Calls to look up", "", "No call of this run was answered, so there is none to look up."]
    traced = any(exchange["trace_id"] for exchange in chosen)
    shows = _shown_by(results)
    if results["target"] == "mock":
        way = "trace id" if traced else "time, method, path and status"
        how = (
            f"None of these calls reached you, so your logs have none. In a run against you each is found by its {way}."
        )
    elif traced:
        how = "Each call can be found in your own logs by its trace id."
    else:
        how = "The API sends no trace id. A call can be found in your own logs by its time, method, path and status."
    header = ["UTC", "Method", "Path", "Status", *(["Trace id"] if traced else []), "No.", "Shows"]
    rows = [
        [
            _moment(exchange["started"]),
            text(exchange["method"]),
            text(path_of(exchange) if traced else _called(exchange)),
            str(exchange["status"]),
            *([text(exchange["trace_id"] or "none sent")] if traced else []),
            str(exchange["number"]),
            _few(shows.get(exchange["number"], []), _MOST_ROWS),
        ]
        for exchange in chosen
    ]
    number = sum(exchange["kind"] == "api" for exchange in results["exchanges"])
    more = f"These {len(chosen)} tell most; `trace-ids.csv` has all {number}."
    own = "No. is the sender's own number of the call, the same in every file."
    return ["## Calls to look up", "", f"{how} {more} {own}", "", *table(header, rows), *_agent(chosen)]


def telling_calls(results: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The answered calls that tell most, at most twenty and in the order of time.

    First those behind a requirement that was not simply kept, then those that show what few others show, taken in turn
    from each kind of answer (method and status), so that not all are reads; of calls with one path only the first.
    """
    rows = results["requirements"]
    troubled = {number for row in rows if row["state"] in _TROUBLED for number in row["exchanges"][:_MOST_ROWS]}
    weight: defaultdict[int, float] = defaultdict(float)
    for row in rows:
        for number in row["exchanges"]:
            weight[number] += 1 / len(row["exchanges"])
    firsts: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for exchange in results["exchanges"]:
        if exchange["kind"] == "api" and exchange["status"] is not None:
            path = (exchange["method"], exchange["status"], path_of(exchange), exchange["number"] in troubled)
            firsts.setdefault(path, exchange)
    ranked: list[tuple[bool, int, int, Mapping[str, Any]]] = []
    turns: Counter[tuple[str, int]] = Counter()
    for exchange in sorted(firsts.values(), key=lambda each: (-weight[each["number"]], each["number"])):
        kind = (exchange["method"], exchange["status"])
        ranked.append((exchange["number"] not in troubled, turns[kind], len(ranked), exchange))
        turns[kind] += 1
    return sorted((entry[-1] for entry in sorted(ranked)[:_MOST_CALLS]), key=lambda each: int(each["number"]))


def _shown_by(results: Mapping[str, Any]) -> dict[int, list[str]]:
    """The requirements that each call shows, those first that few calls show."""
    shown: dict[int, list[str]] = {}
    for row in sorted(results["requirements"], key=lambda row: len(row["exchanges"])):
        for number in row["exchanges"]:
            shown.setdefault(number, []).append(row["id"])
    return shown


def _called(exchange: Mapping[str, Any]) -> str:
    """The path as it was called, which is what the partner's logs have, unless something in it was replaced."""
    path = urlsplit(exchange["url"]).path
    return path_of(exchange) if "[" in path else path


def _agent(calls: Sequence[Mapping[str, Any]]) -> list[str]:
    found = dict.fromkeys(
        value for exchange in calls for name, value in exchange["request"]["headers"] if name == "user-agent"
    )
    return ["", f"The calls name themselves `User-Agent` {text(next(iter(found)))}."] if len(found) == 1 else []


# What was done, by whom, with what result.


def _deed(results: Mapping[str, Any], environment: Mapping[str, Any]) -> list[str]:
    seconds = _instant(results["finished"]) - _instant(results["started"])
    pace = results["requests_per_minute"]
    address = environment.get("source_address")
    silent = "" if results["target"] == "mock" else "; your logs show it beside the calls above"
    where = f"{text(address)}, as the sender states." if address else f"not stated by the sender{silent}."
    rate = "without a limit of pace" if pace is None else f"at most {pace} a minute"
    number = f"{results['requests_sent']} requests of at most {results['budget']}, {results['token_calls']} for tokens"
    lines = [
        "## What was done",
        "",
        f"* When: {_moment(results['started'])} to {_moment(results['finished'])} UTC, {seconds.total_seconds():.1f} s.",
        f"* Where: {_server(results)}, {text(results['host'])}.",
        f"* From which address: {where}",
        f"* How much: {number}, {rate}.",
        "* With what data: made-up companies and people. What is personal or secret was replaced (`redaction.json`).",
    ]
    if results["ended_early"]:
        lines.append(f"* It ended before the plan was done: {text(results['ended_early'])}")
    return lines


def _sender(environment: Mapping[str, Any]) -> list[str]:
    stated = {
        "Organisation": environment.get("organisation"),
        "To ask": environment.get("operator"),
    }
    commit = commit_declared(environment)
    tool = environment.get("signoff") or {}
    lines = ["## Who", ""]
    lines += [f"* {name}: {text(value) if value else '**not stated**'}." for name, value in stated.items()]
    named = application_named(environment)
    lines.append(f"* Application: {f'{text(named)} ({DECLARED})' if named else '**not stated**, not seen'}.")
    if tool:
        lines.append(f"* Made with Signoff {text(tool['version'])}.")
    if commit:
        lines.append(f"* State of the sender's sources: {text(commit)}.")
    return lines


def _outcome(results: Mapping[str, Any]) -> list[str]:
    sides = []
    for side in dict.fromkeys(row["binds"] for row in results["requirements"]):
        states = [row["state"] for row in results["requirements"] if row["binds"] == side]
        kept = states.count("pass")
        sides.append(f"* {text(side)}: {kept} of {len(states)} kept, {states.count('fail')} failed.")
    troubled = [
        f"* **{row['state']}** {text(row['id'])}: {text(row['statement'])} {text(row['reason'])}"
        for row in results["requirements"]
        if row["state"] in _TROUBLED or row["id"] in results["unaccepted"]
    ]
    return ["## Result", "", _summary(results), "", *sides, *troubled]


def _accepted(results: Mapping[str, Any]) -> list[str]:
    if not results["accepted"]:
        return []
    states = {row["id"]: row["state"] for row in results["requirements"]}
    lines = ["## What the sender goes without", "", "Stated by the sender before the run, not by the partner:", ""]
    for each in results["accepted"]:
        if not counts(results, each):
            use = "was past on the day of the run, and did not count"
        elif states.get(each["row"]) == "skip":
            use = "was prevented in this run"
        else:
            use = "was not needed in this run"
        told = f"{text(each['reason'])} Accepted by {text(each['person'])} until {each['until']}"
        lines.append(f"* {text(each['row'])}: {told}; {use}.")
    return lines


def _request(results: Mapping[str, Any]) -> list[str]:
    api = text(results["description"]["title"])
    if results["target"] == "mock":
        asked = (
            "Nothing. This run shows that the sender's set-up works; it did not reach the partner. A run against the "
            "partner's environment is what is handed in."
        )
    elif is_own_machine(results["host"]):
        asked = (
            "Nothing. This run spoke to a server on the sender's own machine. A run against the partner's environment is "
            "what is handed in."
        )
    elif results["verdict"] != "passed":
        asked = (
            f"No production credentials yet, because {_RESULTS[results['verdict']]}. Please look at the calls and the "
            "questions of this page."
        )
    elif results["target"] == "live":
        asked = f"That {api} may go on being used in production. This run shows a client that can use it, not the application."
    else:
        asked = f"Production credentials for {api}. This run shows a client that can use them, not the application."
    return ["## What is asked for", "", asked]


def _not_shown(results: Mapping[str, Any]) -> list[str]:
    reasons: dict[str, list[str]] = {}
    for row in results["requirements"]:
        if row["state"] in {"skip", "omit"}:
            reasons.setdefault(row["reason"], []).append(row["id"])
    is_mock = results["target"] == "mock"
    lines = ["## What this does not show", ""]
    lines += [f"* {text(reason)} ({_few(ids, _MOST_IDS)})" for reason, ids in reasons.items()]
    return [
        *lines,
        "* What the sender's application does: it made none of these calls.",
        "* Load, endurance, and any other time than the above: it is one run with one set of data.",
        "* That the calls took place: the sender recorded them." + ("" if is_mock else " Your logs show that."),
    ]


def _questions(results: Mapping[str, Any]) -> list[str]:
    lines = [
        f"* {text(row['id'])}: {text(row['open_question'])}" for row in results["requirements"] if row["open_question"]
    ]
    lines += [
        f"* {text(finding['subject'])} ({text(finding['confidence'])}): {text(finding['message'])}"
        for finding in results["findings"]
    ]
    if not lines:
        return []
    return ["## Open questions", "", "What the documents leave open or say in two ways:", "", *lines]


def _files(core: Core) -> list[str]:
    signed = (
        f"Fingerprint of the key that this is signed with (SHA-256): `{core.key_id}`. Compare it with the one that the "
        "sender gave you by another way."
        if core.key_id
        else "This bundle is not signed."
    )
    return [
        "## How to check it",
        "",
        signed,
        "",
        "`VERIFY.md` says how, `report.html` shows everything to people, `results.json` to programs.",
    ]


# Words.


def _server(results: Mapping[str, Any]) -> str:
    is_at_home = results["target"] == "custom" and is_own_machine(results["host"])
    return "a server on the sender's own machine" if is_at_home else _ENVIRONMENTS[results["target"]]


def _summary(results: Mapping[str, Any]) -> str:
    totals, number = results["totals"], len(results["requirements"])
    others = number - totals["pass"] - totals["fail"]
    counted = (
        f"Of {number} requirements {totals['pass']} were kept, {totals['fail']} failed, {others} were not tested or not"
    )
    said = f"Verdict{' of this rehearsal' if is_rehearsal(results) else ''}: {results['verdict']}"
    return f"{said}, {_RESULTS[results['verdict']]}. {counted} decided."


def _few(ids: Sequence[str], most: int) -> str:
    shown = ", ".join(text(each) for each in ids[:most])
    return f"{shown} and {len(ids) - most} more" if len(ids) > most else shown


def _moment(instant: str) -> str:
    return instant.replace("T", " ").removesuffix("Z")


def _instant(instant: str) -> datetime:
    return datetime.fromisoformat(instant)
