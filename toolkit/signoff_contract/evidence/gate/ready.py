"""Whether evidence allows production credentials to be switched on: the conditions, and what to do about each.

Nothing is believed that the evidence does not prove: it is verified first, and held against the working tree after.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from attrs import field, frozen

from signoff_contract.evidence.record.core import is_own_machine
from signoff_contract.evidence.record.subject import application_declared, counts
from signoff_contract.evidence.seal.reading import Bundle
from signoff_contract.evidence.surroundings.environment import Client, Lock, Tool
from signoff_contract.evidence.surroundings.installed import Installed, differing_versions, normalised
from signoff_contract.evidence.surroundings.locks import against_lock
from signoff_contract.suite.model import State
from signoff_contract.suite.rollup import NOT_OBSERVED

from .newest import Newest, find_newest
from .verify import Verification

__all__ = ["Condition", "Here", "Newest", "Wanted", "find_newest", "judge"]

_AHEAD = timedelta(minutes=5)
"""How far the clock of the machine that certified may be ahead of this one's."""

_NAMED = 3


@frozen
class Here:
    """The working tree that is to go live. `checks` are the ids of the plan's checks, `requirements` is their digest.

    `installed` is what is installed of all that takes part in a call, `pins` the versions that the lock file fixes, and
    `changes` say in what the checkout differs from its commit.
    `is_earlier` says whether a commit lies in the history of the one here.
    """

    checks: frozenset[str]
    requirements: str
    client: Client | None
    signoff: Tool | None
    lock: Lock | None
    commit: str | None
    dirty: bool | None
    installed: Installed | None = None
    pins: Mapping[str, frozenset[str]] = field(factory=dict)
    changes: tuple[str, ...] = ()
    is_earlier: Callable[[str], bool] = field(eq=False, default=lambda _: False)


@frozen
class Wanted:
    """What the pipeline asks for.

    `hosts` are the hosts (with a port where there is one) that are `target`; empty where nobody said. `keys` are the
    ids of the keys of which one must have signed. `application` asks for evidence of the application itself.
    """

    partner: str
    target: str
    hosts: frozenset[str]
    keys: frozenset[str]
    max_age: timedelta
    earlier_commit: bool = False
    application: bool = False


@frozen
class Condition:
    """One condition: its stable id, whether it is met, what was found, and what to do when it is not met.

    One that does not decide is told, and holds nothing up.
    """

    id: str
    met: bool
    found: str
    next: str = ""
    decides: bool = True


def judge(
    bundle: Bundle | None,
    verification: Verification | None,
    here: Here,
    wanted: Wanted,
    now: datetime,
    doubtful: Sequence[Path] = (),
) -> tuple[Condition, ...]:
    """Every condition, in the order in which to read them. `doubtful` are bundles that may be newer.

    Without evidence there is one condition only, and with evidence that was altered (or that could not be verified,
    `verification` is None) two: what it says proves nothing then.
    """
    again = f"signoff certify {wanted.partner} {_TARGETS[wanted.target]} --key FILE"
    if bundle is None and doubtful:
        found = f"none of {wanted.partner}'s target {wanted.target} that can be read; {doubtful[0]} may be some"
        next_ = f"see signoff verify {doubtful[0]}; remove it, or run {again}"
        return (Condition("evidence", False, found, next_),)
    if bundle is None:
        return (Condition("evidence", False, f"none of {wanted.partner}'s target {wanted.target}", f"run {again}"),)
    results, surroundings = bundle.core.results, bundle.core.environment
    there = Condition("evidence", True, f"{bundle.path}, started {results['started']}")
    if doubtful:
        unread = f"{there.found}; but {doubtful[0]} cannot be read, or was edited, and may be newer"
        there = Condition("evidence", False, unread, f"see signoff verify {doubtful[0]}; remove it, or run {again}")
    if verification is None or verification.alterations:
        first = "recorded in a form that is not known here"
        if verification is not None:
            more = len(verification.alterations) - 1
            first = f"altered: {verification.alterations[0]}{f', and {more} more' if more else ''}"
        return there, Condition("intact", False, first, f"see signoff verify {bundle.path}, then run {again}")
    return (
        there,
        Condition("intact", True, "every file, exchange and claim is as it was recorded"),
        _signature(bundle, verification, wanted),
        _server(results, wanted, again),
        _complete(results, here, again),
        _verdict(results, again),
        *_requirements(results, again),
        _description(results, verification, here, again),
        *_build(surroundings, here, again),
        _installed(surroundings, here, again),
        _commit(surroundings, here, wanted, again),
        _age(results, wanted, now, again),
        _application(surroundings, wanted),
    )


_TARGETS = {
    "mock": "--target mock",
    "test": "--target test",
    "live": "--target live --allow-live",
    "custom": "--base-url URL --token-url URL",
}


def _signature(bundle: Bundle, verification: Verification, wanted: Wanted) -> Condition:
    key = verification.key_id
    if not wanted.keys:
        found = "not signed" if key is None else f"signed by {key}"
        return Condition(
            "signature", False, f"{found}; no key is expected", "give --key with the fingerprint that may sign"
        )
    if key is None:
        return Condition("signature", False, "not signed", f"run signoff pack {bundle.path.with_suffix('')} --key FILE")
    met = key in wanted.keys
    found = f"signed by {key}" if met else f"signed by {key}, which is not expected"
    return Condition(
        "signature", met, found, "" if met else "have a holder of an expected key certify, or expect this one"
    )


def _server(results: Mapping[str, Any], wanted: Wanted, again: str) -> Condition:
    host = results["host"]
    if wanted.target != "mock" and is_own_machine(host):
        return Condition(
            "server", False, f"{host} is this machine, a mock most likely", f"run {again} against the partner"
        )
    if not wanted.hosts:
        return Condition("server", False, f"{host}, which is not known", "give --host with the host that it has to be")
    met = host in wanted.hosts
    found = host if met else f"{host}, not {' or '.join(sorted(wanted.hosts))}"
    return Condition("server", met, found, "" if met else f"run {again} against that host")


def _complete(results: Mapping[str, Any], here: Here, again: str) -> Condition:
    if results["ended_early"]:
        return Condition("complete", False, f"ended early: {results['ended_early']}", f"run {again}")
    ran = {check["id"] for check in results["checks"]}
    if ran != here.checks:
        found = _named("not run", here.checks - ran) or _named("run, but not of the plan", ran - here.checks)
        return Condition("complete", False, f"another plan than the one here: {found}", f"run {again}")
    return Condition("complete", True, f"the whole plan, {len(ran)} checks")


def _verdict(results: Mapping[str, Any], again: str) -> Condition:
    verdict = results["verdict"]
    if verdict == "passed" and results["schema_version"] == "1.1" and (skipped := _prevented(results)):
        # The first form had no word for it.
        return Condition("verdict", False, f"passed, but {_named('prevented', skipped)}", f"run {again}")
    if verdict == "passed":
        accepted = sum(counts(results, each) for each in results.get("accepted", ()))
        more = f", with {accepted} rows that the sender goes without: see report.html" if accepted else ""
        return Condition("verdict", True, f"{verdict}{more}")
    if verdict == "incomplete":
        found = f"incomplete, {_named('prevented', results['unaccepted'])}"
        return Condition("verdict", False, found, f"mend what prevents them, or run {again} --accept FILE")
    return Condition("verdict", False, verdict, f"read report.html, then run {again}")


def _prevented(results: Mapping[str, Any]) -> list[str]:
    """The documented duties that a run did not come to, by its rows."""
    return [
        row["id"]
        for row in results["requirements"]
        if (row["state"], row["level"], row["confidence"]) == (State.SKIP, "must", "documented")
        and row["reason"] != NOT_OBSERVED
    ]


def _requirements(results: Mapping[str, Any], again: str) -> Iterator[Condition]:
    musts = [row for row in results["requirements"] if row["level"] == "must"]
    by_state = {state: [row["id"] for row in musts if row["state"] == state] for state in State}
    failed, unknown = by_state[State.FAIL], by_state[State.INCONCLUSIVE]
    found = _named("failed", failed) or "none failed"
    yield Condition("failures", not failed, found, f"mend that, then run {again}" if failed else "")
    found = _named("inconclusive", unknown)
    kept = len(by_state[State.PASS])
    if not kept:
        found, unknown = found or "none was shown to be kept", unknown or ["all"]
    rest = len(musts) - kept - len(failed) - len(by_state[State.INCONCLUSIVE])
    summary = f"{kept} of {len(musts)} kept, {rest} not tested, for review or a warning: see report.html"
    yield Condition("judged", not unknown, found or summary, f"run {again}" if unknown else "")


def _description(results: Mapping[str, Any], verification: Verification, here: Here, again: str) -> Condition:
    if verification.outdated is None:
        return Condition("description", False, "none is at hand", f"run {again}")
    if results["requirements_file"]["digest"] != here.requirements:
        return Condition(
            "description", False, "the requirement rows here are others than those of the run", f"run {again}"
        )
    if verification.outdated:
        return Condition("description", False, "the run went by another one than the one here", f"run {again}")
    return Condition("description", True, f"{results['description']['version']}, as here, with the same rows")


def _build(surroundings: Mapping[str, Any], here: Here, again: str) -> Iterator[Condition]:
    """What the calls were made with: generated client, runtime, and the versions of everything else."""
    was = surroundings.get("client") or {}
    next_ = f"run signoff generate where it was changed by hand, then {again}"
    if here.client is None or not was:
        where = "here" if here.client is None else "in the evidence"
        yield Condition("client", False, f"there is no generated client {where}", next_)
    elif not (was.get("as_generated") and here.client.as_generated):
        where = "here" if was.get("as_generated") else "in the evidence"
        yield Condition("client", False, f"the client {where} is not as it was generated", next_)
    else:
        met = was.get("digest") == here.client.digest
        found = f"{here.client.package}, {'as here' if met else 'another one than here'}"
        yield Condition("client", met, found, "" if met else next_)
    tool, used = here.signoff, surroundings.get("signoff") or {}
    met = tool is not None and used.get("digest") == tool.digest
    found = f"signoff {used.get('version', 'of no known version')}, {'as here' if met else 'another one than here'}"
    yield Condition("runtime", met, found, "" if met else f"install the same one, or run {again}")
    lock, locked = here.lock, surroundings.get("lock") or {}
    if lock is None or not locked:
        where = "here" if lock is None else "in the evidence"
        next_ = "give --lock with the file that fixes your versions, to certify and here"
        yield Condition("lock", False, f"there is no lock file {where}", next_)
    else:
        yield _lock(locked, lock, here, again)


def _lock(locked: Mapping[str, Any], lock: Lock, here: Here, again: str) -> Condition:
    if locked.get("digest") != lock.digest:
        found = f"{lock.name}, another one than here"
        return Condition("lock", False, found, f"run {again} with what is to go live")
    if not here.pins:
        found = f"{lock.name}, as here, but it fixes no version in a form that is known"
        return Condition("lock", False, found, "give --lock with a file of pip, uv, Poetry, PDM or Pipenv")
    if other := against_lock(here.installed.distributions if here.installed else {}, here.pins):
        more = f", and {len(other) - 1} more" if len(other) > 1 else ""
        return Condition("lock", False, f"{other[0]}{more}", f"install what {lock.name} fixes")
    return Condition("lock", True, f"{lock.name}, as here and as installed")


def _installed(surroundings: Mapping[str, Any], here: Here, again: str) -> Condition:
    """What is installed here, against the lists that the distributions carry and against what the run was made with."""
    if here.installed is None:
        return Condition("installed", False, "nothing is known of what is installed", "install Signoff with its parts")
    recorded = surroundings.get("installed") or {"altered": [], "distributions": {}}
    for where, altered in (("here", here.installed.altered), ("in the run", recorded["altered"])):
        if altered:
            more = f", and {len(altered) - 1} more" if len(altered) > 1 else ""
            what = "install it again" if where == "here" else f"run {again} with what was installed and not changed"
            return Condition("installed", False, f"not as it was installed {where}: {altered[0]}{more}", what)
    used = recorded["distributions"] or {normalised(name): each for name, each in surroundings["tools"].items()}
    if other := differing_versions(here.installed.distributions, used):
        more = f", and {len(other) - 1} more" if len(other) > 1 else ""
        return Condition("installed", False, f"the run was made with {other[0]}{more}", f"run {again}")
    number = len(here.installed.distributions.keys() & used.keys())
    return Condition("installed", True, f"{number} distributions, in the versions of the run, no file changed")


def _application(surroundings: Mapping[str, Any], wanted: Wanted) -> Condition:
    """Evidence of this form tells of Signoff's client only, so this can never be met; who asks for it has to know."""
    found = application_declared(surroundings)
    if not wanted.application:
        return Condition("application", False, found, decides=False)
    next_ = "leave --require application out: this version of Signoff certifies its own client, not an application"
    return Condition("application", False, found, next_)


def _commit(surroundings: Mapping[str, Any], here: Here, wanted: Wanted, again: str) -> Condition:
    was, is_now = surroundings.get("commit"), here.commit
    if was is None or is_now is None:
        where = "here" if is_now is None else "in the evidence"
        return Condition("commit", False, f"no commit is known {where}", f"work in a git checkout, and run {again}")
    if surroundings.get("dirty") is not False or here.dirty is not False:
        where = "the run was made with" if surroundings.get("dirty") is not False else "this checkout has"
        told = f": {here.changes[0]}" if here.dirty and here.changes else ""
        more = f", and {len(here.changes) - 1} more" if here.dirty and len(here.changes) > 1 else ""
        found = f"{where} changes that are not committed{told}{more}"
        return Condition("commit", False, found, f"commit, then run {again}")
    if was == is_now:
        return Condition("commit", True, f"{was[:12]}, as here")
    if not wanted.earlier_commit:
        next_ = f"run {again}, or accept evidence of an earlier commit with --allow-earlier-commit"
        return Condition("commit", False, f"{was[:12]}, here is {is_now[:12]}", next_)
    met = here.is_earlier(was)
    found = f"{was[:12]}, {'earlier than' if met else 'not in the history of'} {is_now[:12]} here"
    return Condition("commit", met, found, "" if met else f"fetch the whole history, or run {again}")


def _age(results: Mapping[str, Any], wanted: Wanted, now: datetime, again: str) -> Condition:
    age = now - datetime.fromisoformat(results["started"])
    if age < -_AHEAD:
        return Condition("age", False, "started in the future", "set the clocks right")
    met = age <= wanted.max_age
    days = max(age, timedelta()) / timedelta(days=1)
    found = f"{days:.1f} days, at most {wanted.max_age / timedelta(days=1):g}"
    return Condition("age", met, found, "" if met else f"run {again}")


def _named(word: str, names: Collection[str]) -> str:
    """`2 failed: A, B`; empty when there is none."""
    shown = sorted(names)[:_NAMED]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"{len(names)} {word}: {', '.join(shown)}{more}" if names else ""
