"""`signoff requirements`: the rows that a partner's documents ask for, what proves each, and what never was seen to fail."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from attrs import asdict

from signoff_contract.description import DescriptionError

from .output import chosen_partners, result, say, wrong_use

if TYPE_CHECKING:
    from signoff_contract.description.requirements import Requirements
    from signoff_contract.mock.planted import Fault


def requirements(
    partner: Annotated[list[str] | None, typer.Argument(help="Partners; all when none is named.")] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Exit 1 when a row is neither verified nor explained, or more rows never failed than before.",
        ),
    ] = False,
    openapi: Annotated[Path | None, typer.Option(help="Folder with one folder per partner.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The rows as JSON on stdout.")] = False,
) -> None:
    """Print the requirement matrix: every row, its source, and the checks that verify it.

    With --check also how many rows no planted fault has made fail: a check that cannot fail proves nothing.

    Exit code 0: complete. 1: with --check, a row without checks or reason, a check or a planted fault without a row, or
    another number of rows that never failed than is written down. 2: wrong use.
    """
    from signoff_contract.description.requirements import coverage, load_requirements
    from signoff_contract.evidence.views.requirement_table import render_requirements
    from signoff_contract.partners import MissingPart, find_part, having
    from signoff_contract.suite.plans import find_plan

    problems = 0
    documents = []
    planted = having("faults")
    for name in chosen_partners(partner, openapi):
        with wrong_use(DescriptionError, MissingPart):
            rows = load_requirements(name, openapi)
            found = [str(problem) for problem in coverage(rows, find_plan(name).checks)]
            shown = None
            if name in planted:
                shown = _never_failed(rows, find_part(name, "faults", "FAULTS"))
                found += _dangling(rows, find_part(name, "faults", "FAULTS"))
                found += _moved(shown, find_part(name, "faults", "NEVER_FAILED"))
        problems += len(found)
        if as_json:
            told = {} if shown is None else {"never_failed": shown}
            documents.append({"partner": name, "requirements": [asdict(row) for row in rows.rows], **told})
        elif not check:
            result(render_requirements(name, rows))
        for problem in found:
            say(f"{name}: {problem}")
        if check and not found:
            result(f"{name}: {len(rows.rows)} requirements, each verified or explained")
        if check and shown is not None and not as_json:
            result(f"{name}: {_counted(rows, shown)}")
    if as_json:
        result(json.dumps(documents, indent=2, default=str))
    raise typer.Exit(1 if check and problems else 0)


# Rows are counted, not pairs of a row and a check: a row is what a verdict speaks of, whichever check saw it broken.


def _checked(rows: "Requirements", side: str) -> list[str]:
    return [row.id for row in rows if row.binds == side and row.verified_by]


def _never_failed(rows: "Requirements", faults: "tuple[Fault, ...]") -> dict[str, tuple[str, ...]]:
    """By the side that they bind, the rows with a check that no planted fault makes fail."""
    from signoff_contract.mock.planted import never_failed

    return {side: never_failed(_checked(rows, side), faults) for side in ("provider", "introducer")}


def _counted(rows: "Requirements", shown: Mapping[str, tuple[str, ...]]) -> str:
    told = (f"{len(ids)} of {len(_checked(rows, side))} rows that bind the {side}" for side, ids in shown.items())
    return f"no planted fault has failed {' and '.join(told)}"


def _dangling(rows: "Requirements", faults: "tuple[Fault, ...]") -> list[str]:
    known = {row.id for row in rows}
    return [
        f"the planted fault {fault.name!r} names {row!r}, which is no row of {rows.path.name}"
        for fault in faults
        for row in fault.rows
        if row not in known
    ]


def _moved(shown: Mapping[str, tuple[str, ...]], written: Mapping[str, int]) -> list[str]:
    """Where the numbers are not those that are written down: they may only fall, and are written down when they do."""
    problems = []
    for side, ids in shown.items():
        before = written[side]
        if len(ids) > before:
            problems.append(
                f"no planted fault has failed {len(ids)} rows that bind the {side}, and NEVER_FAILED allows {before}; "
                f"plant faults for what is new among {' '.join(ids)}"
            )
        elif len(ids) < before:
            problems.append(
                f"only {len(ids)} rows that bind the {side} never failed; write {len(ids)} into NEVER_FAILED"
            )
    return problems
