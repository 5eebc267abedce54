"""What no run can have recorded, whoever signed it: times, states, servers and counts that refute each other.

Each rule here follows from how a run is recorded, not from what a partner does. A record that a run wrote keeps them all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from signoff_contract.description.source import read_foreign
from signoff_contract.evidence.record.canonical import pretty, read_strictly
from signoff_contract.evidence.seal.alteration import Alteration
from signoff_contract.evidence.seal.reading import ENVIRONMENT, REDACTION, RESULTS
from signoff_contract.evidence.surroundings.installed import normalised
from signoff_contract.suite.model import State
from signoff_contract.suite.rollup import NEVER_EXERCISED, NOT_OBSERVED

from .claims import went_to

# How far a clock may have been set back while a run went on.
_SET_BACK = timedelta(seconds=2)
_PARTNER = re.compile(r"[a-z][a-z0-9_-]{0,99}")
_OPERATION = re.compile(rb"""operationId["']?\s*:\s*["']?([\w.-]+)""")
PROPERTY = "property.json"
_PROPERTY = {"accepted", "cases", "checks", "failures", "requests", "seed", "trouble", "unreached"}
_TOOL = "signoff"


def refuted(results: Mapping[str, Any]) -> Iterator[Alteration]:
    """What the results alone refute, beside what `claims.false_claims` derives again."""
    if _PARTNER.fullmatch(results["partner"]) is None:
        yield Alteration("claim", "partner", "is no name that a partner can have")
    yield from _times(results)
    yield from _answers(results)
    yield from _checks(results)
    yield from _rows(results)


def _times(results: Mapping[str, Any]) -> Iterator[Alteration]:
    started, finished = (datetime.fromisoformat(results[name]) for name in ("started", "finished"))
    lasted = (finished - started + _SET_BACK).total_seconds()
    for exchange in results["exchanges"]:
        began = datetime.fromisoformat(exchange["started"])
        if began < started and started - began > _SET_BACK:
            yield Alteration("claim", f"exchange #{exchange['number']}", "was sent before the run started")
        elif began > finished and began - finished > _SET_BACK:
            yield Alteration("claim", f"exchange #{exchange['number']}", "was sent after the run had finished")
        elif exchange["seconds"] > lasted:
            yield Alteration("claim", f"exchange #{exchange['number']}", "took longer than the whole run")


def _answers(results: Mapping[str, Any]) -> Iterator[Alteration]:
    for exchange in results["exchanges"]:
        subject = f"exchange #{exchange['number']}"
        if (exchange["status"] is None) is (exchange["error"] is None):
            yield Alteration("claim", subject, "has to have either an answer or what happened instead")
        if exchange["status"] is None and exchange["response"]["headers"]:
            yield Alteration("claim", subject, "has headers of an answer that it did not get")
        if (exchange["operation"] is None) is not (exchange["template"] is None):
            yield Alteration("claim", subject, "names an operation without its path, or a path without its operation")
        for name, value in exchange["request"]["headers"]:
            if name.lower() == "host" and "[" not in value and not went_to(exchange["url"], value):
                yield Alteration("claim", subject, "was addressed to another host than it went to")


def _checks(results: Mapping[str, Any]) -> Iterator[Alteration]:
    for name, times in Counter(check["id"] for check in results["checks"]).items():
        if times > 1:
            yield Alteration("claim", name, "the check stands there more than once")
    unanswered = {exchange["number"] for exchange in results["exchanges"] if exchange["status"] is None}
    for check in results["checks"]:
        if check["state"] == State.PASS and check["reason"]:
            yield Alteration("claim", check["id"], "passed, and has a reason why it did not")
        observations = check["observations"]
        if any(seen in observations[:index] for index, seen in enumerate(observations)):
            yield Alteration("claim", check["id"], "observed the same thing twice")
        for seen in observations:
            if seen["state"] != State.SKIP and seen["message"] in {NEVER_EXERCISED, NOT_OBSERVED}:
                yield Alteration(
                    "claim", check["id"], f"says {seen['state']} of {seen['requirement']}, never exercised"
                )
            if seen["state"] == State.PASS and seen["exchanges"] and unanswered.issuperset(seen["exchanges"]):
                yield Alteration("claim", check["id"], f"says pass of {seen['requirement']}, but nothing was answered")


def _rows(results: Mapping[str, Any]) -> Iterator[Alteration]:
    observed = {seen["requirement"] for check in results["checks"] for seen in check["observations"]}
    for row in results["requirements"]:
        if results["schema_version"] != "1.1" and row["state"] == State.WARN and _is_duty(row):
            yield Alteration("claim", row["id"], "is a documented duty, which is broken or kept and never a warning")
        if row["id"] in observed:
            if row["reason"] == NOT_OBSERVED:
                yield Alteration("claim", row["id"], "was observed, and says that it was not")
        elif "[" not in row["reason"] and row["reason"] != (row["not_tested"] or NOT_OBSERVED):
            yield Alteration("claim", row["id"], "its reason is not why nothing observed it")


def _is_duty(row: Mapping[str, Any]) -> bool:
    return (row["level"], row["confidence"]) == ("must", "documented")


def false_surroundings(results: Mapping[str, Any], environment: Mapping[str, Any]) -> Iterator[Alteration]:
    """The surroundings against the results, and against themselves: one tool has one version, wherever it stands."""
    tool = results["tool"]
    versions = [environment["tools"].get(_TOOL), (environment["signoff"] or {}).get("version")]
    if tool["name"] != _TOOL:
        yield Alteration("claim", f"{RESULTS} tool", "is not Signoff, which alone writes this record")
    if any(version not in {None, tool["version"]} for version in versions):
        yield Alteration("claim", f"{ENVIRONMENT} signoff", f"is of another version than {RESULTS} names")
    installed = (environment.get("installed") or {}).get("distributions", {})
    for name, version in environment["tools"].items():
        if installed.get(normalised(name), version) != version:
            yield Alteration("claim", f"{ENVIRONMENT} {name}", "stands there in two versions")
    if (environment["commit"] is None) is not (environment["dirty"] is None):
        yield Alteration(
            "claim", f"{ENVIRONMENT} commit", "and whether it was changed are known together or not at all"
        )
    if results["target"] == "mock" and environment["clock"] != "injected":
        yield Alteration("claim", f"{ENVIRONMENT} clock", "is not that of the embedded stand-in")


def false_redaction(redaction: Mapping[str, Any]) -> Iterator[Alteration]:
    """The counts of `redaction.json`: what each rule did is the sum of what it did in each place."""
    placed: Counter[str] = Counter()
    for parts in redaction["places"].values():
        for places in parts.values():
            for rules in places.values():
                placed.update(rules)
    counted = {each["rule"]: each["count"] for each in redaction["rules"]}
    if len(counted) != len(redaction["rules"]):
        yield Alteration("claim", REDACTION, "names a rule twice")
    for rule in sorted(placed.keys() | counted.keys()):
        # What was taken out of running text has no place of its own.
        if placed[rule] != counted.get(rule, 0) and not (
            rule.startswith("text-") and placed[rule] <= counted.get(rule, 0)
        ):
            yield Alteration("claim", f"{REDACTION} {rule}", "its count is not the sum of its places")


def false_operations(results: Mapping[str, Any], description: Iterable[bytes]) -> Iterator[Alteration]:
    """Operations that the record names and the description, in `description`, does not have."""
    known = {match[1].decode() for content in description for match in _OPERATION.finditer(content)}
    for exchange in results["exchanges"] if known else ():
        if exchange["operation"] is not None and exchange["operation"] not in known:
            yield Alteration("claim", f"exchange #{exchange['number']}", "is of an operation that is not described")


def false_property(results: Mapping[str, Any], content: bytes) -> Iterator[Alteration]:
    """What `property.json` says, held against itself and against the rows. It is the outcome of made-up calls."""
    try:
        value = read_strictly(content)
        checks = {each["name"]: each for each in value["checks"]}
        failed = {each["check"] for each in value["failures"]}
        rows = {row for each in checks.values() for row in each["requirements"]}
        wrong = [name for name, each in checks.items() if bool(each["failed"]) is not (name in failed)]
        own = pretty(value) == content and set(value) == _PROPERTY
        few = value["requests"] < sum(each["occurrences"] for each in value["failures"]) / max(1, len(checks))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        own = False
    if not own:
        yield Alteration("record", PROPERTY, "is not in the form in which it is written")
        return
    if len(checks) != len(value["checks"]):
        yield Alteration("claim", PROPERTY, "names a check twice")
    for name in sorted(failed - checks.keys()) + wrong:
        yield Alteration("claim", f"{PROPERTY} {name}", "does not say the same of it in its counts and its failures")
    if few:
        yield Alteration("claim", PROPERTY, "tells of more failures than requests can have")
    for name in sorted(rows - {row["id"] for row in results["requirements"]}):
        yield Alteration("claim", f"{PROPERTY} {name}", "is no requirement here")


def false_target(results: Mapping[str, Any], content: bytes) -> Iterator[Alteration]:
    """Whether the host of target `test` or `live` is one that the description, `content`, publishes for it.

    A description that tells no environments apart says nothing; nor does an address that each customer has another of.
    """
    if results["target"] not in {"test", "live"}:
        return
    try:
        servers = [each for each in read_foreign(content)["servers"] if "x-environment" in each]
        known = [urlsplit(each["url"]).netloc for each in servers if each["x-environment"] == results["target"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    if servers and not known:
        yield Alteration("claim", "target", f"says {results['target']}, which the description does not publish")
    elif known and not any("{" in host or went_to(f"https://{host}/", results["host"]) for host in known):
        yield Alteration("claim", "host", f"is not that of target {results['target']} in the description")
