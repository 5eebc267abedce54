"""`signoff ready`: the gate before production credentials are switched on."""

from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import asdict, evolve

from .certify import TargetChoice
from .output import WrongUse, chosen_partners, result, say, to_json, wrong_use

if TYPE_CHECKING:
    from signoff_contract.evidence.gate.ready import Condition, Here, Newest, Wanted
    from signoff_contract.suite.target import TargetName

_CUSTOM = "custom"
_RUNTIME = "signoff"


class Subject(StrEnum):
    """Whose evidence can be asked for beside that of Signoff's client."""

    APPLICATION = "application"


_TARGETS = (*(choice.value for choice in TargetChoice), _CUSTOM)


def ready(
    partner: Annotated[str, typer.Argument(help="The partner whose production is to be called.")],
    key: Annotated[
        list[str] | None,
        typer.Option(metavar="FINGERPRINT|FILE", help="A key that may have signed; can be given several times."),
    ] = None,
    target: Annotated[
        str, typer.Option(metavar="test|live|custom|mock", help="Where the run must have been made.")
    ] = TargetChoice.TEST.value,
    host: Annotated[
        list[str] | None,
        typer.Option(
            help="The host that it must have spoken to, where the partner publishes none (HOST or HOST:PORT)."
        ),
    ] = None,
    evidence: Annotated[Path, typer.Option(help="Folder that holds the evidence, as folders or .zip.")] = Path(
        "evidence"
    ),
    max_age: Annotated[float, typer.Option(metavar="DAYS", min=0, max=36500, help="How old the run may be.")] = 30,
    lock: Annotated[
        Path | None, typer.Option(help="Your lock file (default: the one at the root of the checkout).")
    ] = None,
    allow_earlier_commit: Annotated[
        bool, typer.Option("--allow-earlier-commit", help="Accept a commit in the history of this one.")
    ] = False,
    require: Annotated[
        list[Subject] | None,
        typer.Option(help="Let it decide whether the application itself was seen, not only Signoff's client."),
    ] = None,
    openapi: Annotated[Path | None, typer.Option(help="Folder with one folder per partner.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The conditions as JSON on stdout.")] = False,
) -> None:
    """Tell whether the newest evidence lets production credentials be switched on. Sends nothing.

    The evidence is verified and held against the checkout and against what is installed. The answer is about Signoff's
    client and the description; the application made none of the calls. Exit code 0: ready, or with --target mock that
    the rehearsal was right. 1: not ready, each condition that is not met with what to do. 2: wrong use.
    """
    from signoff.runtime import SystemClock
    from signoff_contract.evidence.gate.ready import find_newest, judge
    from signoff_contract.evidence.gate.verify import verify
    from signoff_contract.evidence.seal.reading import NotABundle

    chosen_partners([partner], openapi)
    wanted = _wanted(partner, target, host, key, max_age, earlier_commit=allow_earlier_commit)
    wanted = evolve(wanted, application=Subject.APPLICATION in (require or ()))
    here = _here(partner, lock, openapi)
    with wrong_use(NotABundle):
        newest = find_newest(evidence, partner, target)
    verification = None
    if newest.bundle is not None:
        try:
            verification = verify(newest.bundle, descriptions=openapi)
        except NotABundle as error:
            say(str(error))
    conditions = judge(newest.bundle, verification, here, wanted, SystemClock().now(), newest.doubtful)
    is_ready = all(condition.met for condition in conditions if condition.decides)
    if as_json:
        result(_as_json(wanted, newest, conditions, is_ready=is_ready))
    else:
        result("\n".join(_told(wanted, newest, conditions, is_ready=is_ready)))
    raise typer.Exit(0 if is_ready else 1)


def _wanted(
    partner: str, target: str, hosts: list[str] | None, keys: list[str] | None, max_age: float, *, earlier_commit: bool
) -> "Wanted":
    from signoff_contract.evidence.gate.ready import Wanted
    from signoff_contract.evidence.seal.keys import KeyTrouble, expected_key_id

    if target not in _TARGETS:
        raise WrongUse(f"there is no target {target!r}; known: {', '.join(_TARGETS)}")
    with wrong_use(KeyTrouble):
        expected = frozenset(expected_key_id(key) for key in keys or ())
    return Wanted(
        partner=partner,
        target=target,
        hosts=_hosts(partner, target, frozenset(hosts or ())),
        keys=expected,
        max_age=timedelta(days=max_age),
        earlier_commit=earlier_commit,
    )


def _hosts(partner: str, target: str, given: frozenset[str]) -> frozenset[str]:
    """The hosts that are a target: what the partner publishes, else what was given. Raises WrongUse for one too many."""
    from urllib.parse import urlsplit

    from signoff_contract.partners import MissingPart
    from signoff_contract.suite.plans import find_targets

    with wrong_use(MissingPart):
        targets = find_targets(partner)
    published = None
    if target == TargetChoice.MOCK:
        published = targets.mock(0).host
    elif target != _CUSTOM:
        name: TargetName = "live" if target == TargetChoice.LIVE else "test"
        if name not in targets.environments:
            known = [f"--target {other}" for other in (*targets.environments, _CUSTOM)]
            raise WrongUse(f"{targets.title} publishes no {name} environment; say {' or '.join(known)}")
        if (environment := targets.environments[name]) is not None:
            published = urlsplit(environment.base_url).netloc
    if published is not None and given:
        raise WrongUse(f"it is known that target {target} is at {published}; leave --host out")
    return given if published is None else frozenset({published})


def _here(partner: str, lock: Path | None, openapi: Path | None) -> "Here":
    from signoff_contract.description import DescriptionError
    from signoff_contract.description.requirements import load_requirements
    from signoff_contract.evidence.gate.ready import Here
    from signoff_contract.evidence.surroundings.checkout import read_changes
    from signoff_contract.evidence.surroundings.environment import (
        StatedError,
        is_earlier,
        lock_file,
        read_client,
        read_commit,
        read_lock,
        read_tool,
    )
    from signoff_contract.evidence.surroundings.installed import read_compiled, read_installed
    from signoff_contract.evidence.surroundings.locks import read_pins
    from signoff_contract.partners import MissingPart
    from signoff_contract.suite.plans import find_plan

    folder = Path.cwd()
    with wrong_use(DescriptionError, MissingPart, StatedError):
        commit, dirty = read_commit(folder)
        client, there = read_client(partner), read_installed()
        compiled = read_compiled([_RUNTIME, *([client.package] if client is not None else [])])
        locked = lock if lock is not None else lock_file(folder)
        return Here(
            checks=frozenset(check.id for check in find_plan(partner).checks),
            requirements=load_requirements(partner, openapi).digest,
            client=client,
            signoff=read_tool(),
            lock=None if locked is None else read_lock(locked),
            commit=commit,
            dirty=dirty,
            installed=evolve(there, altered=(*there.altered, *compiled)),
            pins={} if locked is None else read_pins(locked.read_bytes()),
            changes=read_changes(folder) or (),
            is_earlier=lambda other: is_earlier(folder, other),
        )


def _as_json(wanted: "Wanted", newest: "Newest", conditions: "tuple[Condition, ...]", *, is_ready: bool) -> str:
    value = {
        "partner": wanted.partner,
        "target": wanted.target,
        "ready": is_ready and wanted.target != TargetChoice.MOCK,
        "rehearsed": is_ready and wanted.target == TargetChoice.MOCK,
        "subject": "client",
        "evidence": None if newest.bundle is None else str(newest.bundle.path),
        "conditions": [asdict(condition) for condition in conditions],
        "remarks": newest.passed_over,
    }
    return to_json(value)


def _told(wanted: "Wanted", newest: "Newest", conditions: "tuple[Condition, ...]", *, is_ready: bool) -> list[str]:
    from signoff_contract.evidence.record.subject import what_ran
    from signoff_contract.printing import printable

    ran = "" if newest.bundle is None else f"{what_ran(newest.bundle.core.environment)}, "
    word = "READY" if is_ready else "NOT READY"
    if is_ready and wanted.target == TargetChoice.MOCK:
        # Nothing that was not run against the partner makes anything ready for production.
        word = "REHEARSED, not ready for production"
    lines = [f"{word}: {wanted.partner}, {printable(ran)}by evidence of target {wanted.target}"]
    for condition in conditions:
        if not condition.decides:
            lines.append(f"– {condition.id}: {printable(condition.found)}; this does not decide")
            continue
        lines.append(f"{'✓' if condition.met else '✗'} {condition.id:<12} {printable(condition.found)}")
        if not condition.met:
            lines.append(f"{'':<14} next: {printable(condition.next)}")
    return [*lines, *(f"note: {printable(remark)}" for remark in newest.passed_over)]
