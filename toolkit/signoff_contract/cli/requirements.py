"""`signoff requirements`: the rows that a partner's documents ask for, and what proves each."""

import json
from pathlib import Path
from typing import Annotated

import typer
from attrs import asdict

from signoff_contract.description import DescriptionError

from .output import chosen_partners, result, say, wrong_use


def requirements(
    partner: Annotated[list[str] | None, typer.Argument(help="Partners; all when none is named.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Exit 1 when a row is neither verified nor explained.")
    ] = False,
    openapi: Annotated[Path | None, typer.Option(help="Folder with one folder per partner.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The rows as JSON on stdout.")] = False,
) -> None:
    """Print the requirement matrix: every row, its source, and the checks that verify it.

    Exit code 0: complete. 1: with --check, a row without checks or reason, or a check without a row.
    2: wrong use.
    """
    from signoff_contract.description.requirements import coverage, load_requirements
    from signoff_contract.evidence.views.requirement_table import render_requirements
    from signoff_contract.partners import MissingPart
    from signoff_contract.suite.plans import find_plan

    problems = 0
    documents = []
    for name in chosen_partners(partner, openapi):
        with wrong_use(DescriptionError, MissingPart):
            rows = load_requirements(name, openapi)
            found = coverage(rows, find_plan(name).checks)
        problems += len(found)
        if as_json:
            documents.append({"partner": name, "requirements": [asdict(row) for row in rows.rows]})
        elif not check:
            result(render_requirements(name, rows))
        for problem in found:
            say(f"{name}: {problem}")
        if check and not found:
            result(f"{name}: {len(rows.rows)} requirements, each verified or explained")
    if as_json:
        result(json.dumps(documents, indent=2, default=str))
    raise typer.Exit(1 if check and problems else 0)
