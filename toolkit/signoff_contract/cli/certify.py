"""`signoff certify`: the plan, run against a target, with evidence left behind."""

import json
import os
import sys
from enum import StrEnum
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import frozen

from signoff_contract.description import DescriptionError

from .ending import WrongUse
from .keeping import keep, recorded, say_what_was_made
from .learnt import keep_what_was_learnt
from .output import is_described, read_description, result, say, to_json, width_of_stdout, wrong_use
from .properties import check_writes, need_preparation, render_properties, run_properties
from .secrets import CanaryOption, read_secrets
from .signing import KeyOption, read_key

if TYPE_CHECKING:
    from signoff_contract.description import Description
    from signoff_contract.description.requirements import Requirements
    from signoff_contract.evidence import Written
    from signoff_contract.evidence.seal.keys import SigningKey
    from signoff_contract.evidence.surroundings.environment import Lock, Stated
    from signoff_contract.suite.checks import Plan
    from signoff_contract.suite.model import Acceptance, RunRecord
    from signoff_contract.suite.property.results import PropertyResult
    from signoff_contract.suite.target import Target
    from signoff_contract.traffic.redaction import Redactor
    from signoff_contract.traffic.scrub import Secret


_MOST_SHOWN = 10
# How a token endpoint says that it does not know or not accept a client.
_REFUSED = frozenset({400, 401, 403})


class TargetChoice(StrEnum):
    """The targets that have a name; any other server is given by its addresses."""

    MOCK = "mock"
    TEST = "test"
    LIVE = "live"


class Profile(StrEnum):
    """What is run: the fixed plan, or the plan and the property tests."""

    PLAN = "plan"
    PROPERTY = "property"


def certify(
    partner: Annotated[str, typer.Argument(help="The partner to certify.")],
    target: Annotated[
        TargetChoice | None,
        typer.Option(
            help="The embedded mock, or one of the partner's environments (credentials from the environment)."
        ),
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="Another server: its API address (with --token-url).")] = None,
    token_url: Annotated[str | None, typer.Option(help="Another server: its token address.")] = None,
    seed: Annotated[int, typer.Option(help="Test data, and the embedded mock, repeat with the seed.")] = 0,
    evidence: Annotated[Path, typer.Option(help="Folder that receives the evidence folder.")] = Path("evidence"),
    profile: Annotated[Profile, typer.Option(help="`property` adds the property tests.")] = Profile.PLAN,
    openapi: Annotated[Path | None, typer.Option(help="Folder with one folder per partner.")] = None,
    allow_live: Annotated[bool, typer.Option("--allow-live", help="Needed with --target live.")] = False,
    allow_writes: Annotated[
        bool, typer.Option("--allow-writes", help="Property tests change things outside the mock too, their own only.")
    ] = False,
    organisation: Annotated[
        str | None, typer.Option(envvar="SIGNOFF_ORGANISATION", help="Who hands the evidence in.")
    ] = None,
    operator: Annotated[
        str | None, typer.Option(envvar="SIGNOFF_OPERATOR", help="Whom the partner can ask: a person or a team.")
    ] = None,
    application: Annotated[str | None, typer.Option(help="Your application, as NAME or NAME/VERSION.")] = None,
    source_address: Annotated[
        str | None, typer.Option(help="The address that the partner sees you call from, or a network of such.")
    ] = None,
    lock: Annotated[
        Path | None, typer.Option(help="Your lock file (default: the one at the root of the checkout).")
    ] = None,
    key: KeyOption = None,
    canary_file: CanaryOption = None,
    accept: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Documented rows that may go untried: YAML entries of row, reason, person, until."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The results as JSON on stdout.")] = False,
) -> None:
    """Run a partner's certification plan and write the evidence.

    Exit code 0: no requirement failed. 1: one failed. 2: wrong use, or the evidence would have held a secret: none was
    written. 3: inconclusive, the environment was down or throttled. 4: incomplete, a documented duty could not be tried.
    """
    from signoff_contract import evidence as bundle
    from signoff_contract.partners import MissingPart
    from signoff_contract.suite.plans import find_plan
    from signoff_contract.suite.progress import Progress
    from signoff_contract.suite.rollup import worse_code
    from signoff_contract.suite.runner import exit_code, run
    from signoff_contract.traffic.redaction import Redactor

    # What needs no description is refused first: reading and checking one takes seconds.
    if not is_described(partner, openapi):
        read_description(partner, openapi)
    with wrong_use(MissingPart):
        plan = find_plan(partner)
    chosen = _target(partner, target, base_url, token_url, seed, allow_live=allow_live)
    if profile is Profile.PROPERTY:
        need_preparation(partner)
    check_writes(chosen, property_tests=profile is Profile.PROPERTY, allow_writes=allow_writes)
    with wrong_use(bundle.EvidenceError, bundle.StatedError):
        stated = bundle.state(organisation, operator, application, source_address)
        own_lock = bundle.read_lock(lock) if lock is not None else None
    order = _Order(evidence, read_key(key), read_secrets(canary_file), stated, own_lock, as_json)
    with wrong_use(bundle.EvidenceError):
        bundle.prepare(evidence)
    description = read_description(partner, openapi)
    requirements = _check_data(description, plan, openapi)
    accepted = _read_accepted(accept, requirements)

    progress = Progress(sys.stderr)
    redactor = Redactor.for_run(description)
    try:
        record = run(plan, chosen, description, requirements, (progress,), redactor=redactor, accepted=accepted)
    finally:
        progress.close()
    if refusal := _refused_credentials(record):
        raise WrongUse(refusal)
    with recorded(record, [*redactor.secrets, *order.watched], evidence):
        found, codes = None, [exit_code(record)]
        if profile is Profile.PROPERTY:
            found = run_properties(chosen, description, record, redactor, writes=allow_writes)
            codes += [3 if found is None or found.trouble else 0, 1 if found is not None and found.failures else 0]
        _leave_evidence(order, chosen, record, description, requirements, redactor, found)
    raise typer.Exit(reduce(worse_code, codes))


@frozen
class _Order:
    """What was asked for beside the run itself."""

    evidence: Path
    signing: "SigningKey | None"
    watched: "list[Secret]"
    stated: "Stated"
    lock: "Lock | None"
    as_json: bool


def _leave_evidence(
    order: _Order,
    target: "Target",
    record: "RunRecord",
    description: "Description",
    requirements: "Requirements",
    redactor: "Redactor",
    found: "PropertyResult | None",
) -> None:
    """Writes the evidence, prints the result and says where things are. Raises WrongUse when something was lost."""
    from signoff_contract import evidence as bundle
    from signoff_contract.evidence.record.canonical import pretty

    attachments = {} if found is None else {"property.json": pretty(found.as_dict())}
    with wrong_use(bundle.EvidenceError):
        surroundings = bundle.environment(target, record, stated=order.stated, lock=order.lock)
        redaction = bundle.redaction_record(redactor)
        facts = bundle.recorded_facts(record, description, requirements, surroundings, redaction, attachments)
        kept = keep(facts, order.signing, [*redactor.secrets, *order.watched], order.evidence)
    results = json.loads(facts[bundle.RESULTS])
    _print(results, json.loads(facts[bundle.ENVIRONMENT]), found, as_json=order.as_json)
    if kept.written is not None:
        _say_what_was_written(kept.written, results["chain"], order.signing)
        keep_what_was_learnt(
            record,
            redactor.notes,
            description,
            requirements,
            folder=kept.written.folder,
            chain=results["chain"]["head"],
            secrets=[*redactor.secrets, *order.watched],
        )
    say_what_was_made(record)
    _remind(record, order.stated)
    if kept.problem is not None:
        raise WrongUse(kept.problem)


def _read_accepted(path: Path | None, requirements: "Requirements") -> "tuple[Acceptance, ...]":
    """What may go untried; says which entries are past. Raises WrongUse, before anything is sent."""
    if path is None:
        return ()
    from signoff.runtime import SystemClock
    from signoff_contract.evidence.gate.accepting import AcceptError, past, read_accepted

    with wrong_use(AcceptError):
        accepted = read_accepted(path, requirements)
    for each in past(accepted, SystemClock().now().date()):
        say(f"{each.row} was accepted until {each.until.isoformat()}; that is past, so it is not accepted any more")
    return accepted


def _say_what_was_written(written: "Written", chain: dict[str, Any], signing: "SigningKey | None") -> None:
    say(f"evidence: {written.folder}")
    say(f"exchanges: {chain['length']}, chain ends in {chain['head']}")
    if signing is not None and written.archive is not None:
        say(f"signed by {signing.public.key_id}, for sending: {written.archive}")


def _remind(record: "RunRecord", stated: "Stated") -> None:
    if record.target != "mock" and not (stated.organisation and stated.operator):
        say("HANDOVER.md says that the sender is not stated: give --organisation and --operator before you hand it in")


def _print(
    results: dict[str, Any], environment: dict[str, Any], found: "PropertyResult | None", *, as_json: bool
) -> None:
    from signoff_contract.evidence import render_matrix

    if as_json:
        result(to_json(results if found is None else {**results, "property": found.as_dict()}))
        return
    width = width_of_stdout()
    colored = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    result(render_matrix(results, environment, width=width, color=colored))
    if found is not None:
        result(render_properties(found, width=width))


def _check_data(description: "Description", plan: "Plan", openapi: Path | None) -> "Requirements":
    """A run on faulty data would prove nothing, so it is refused before anything is sent."""
    from signoff_contract.description.lint import lint
    from signoff_contract.description.requirements import coverage, load_requirements

    findings = lint(description)
    if findings:
        shown = "\n".join(
            f"  {found.file}:{found.line}: {found.rule} {found.message}" for found in findings[:_MOST_SHOWN]
        )
        more = f"\n  and {len(findings) - _MOST_SHOWN} more" if len(findings) > _MOST_SHOWN else ""
        raise WrongUse(
            f"the description of {description.partner} has findings; nothing was sent. "
            f"See `signoff lint {description.partner}`.\n{shown}{more}"
        )
    with wrong_use(DescriptionError):
        requirements = load_requirements(description.partner, openapi)
    problems = coverage(requirements, plan.checks)
    if problems:
        shown = "\n".join(f"  {problem}" for problem in problems[:_MOST_SHOWN])
        raise WrongUse(
            f"requirements and checks of {description.partner} do not fit together; nothing was sent. "
            f"See `signoff requirements {description.partner} --check`.\n{shown}"
        )
    return requirements


def _target(
    partner: str,
    choice: TargetChoice | None,
    base_url: str | None,
    token_url: str | None,
    seed: int,
    *,
    allow_live: bool,
) -> "Target":
    from signoff.errors import ConfigurationError
    from signoff_contract.suite.plans import find_targets

    with wrong_use(ConfigurationError):
        name = None if choice is None else choice.value
        return find_targets(partner).choose(name, base_url, token_url, os.environ, seed, allow_live=allow_live)


def _refused_credentials(record: "RunRecord") -> str | None:
    """What to say when the token endpoint refused the credentials and so nothing could be judged."""
    if record.target == "mock" or any(exchange.kind == "api" for exchange in record.exchanges):
        return None
    if any(exchange.status in _REFUSED for exchange in record.exchanges):
        return f"nothing was judged and no evidence written. {record.ended_early or ''}".rstrip()
    return None
