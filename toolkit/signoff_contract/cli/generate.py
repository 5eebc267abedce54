"""`signoff generate`: the typed clients, regenerated from the descriptions."""

import json
from pathlib import Path
from typing import Annotated

import typer
from attrs import asdict

from .output import WrongUse, chosen_partners, result, say


def generate(
    partner: Annotated[list[str] | None, typer.Argument(help="Partners; all when none is named.")] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 with the files that differ.")] = False,
    openapi: Annotated[Path | None, typer.Option(help="Folder with one folder per partner.")] = None,
    output: Annotated[Path | None, typer.Option(help="Folder that receives the packages (generated/).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The report as JSON on stdout.")] = False,
) -> None:
    """Regenerate the clients. Nothing is written when nothing changed; a failure leaves the old tree.

    Exit code 0: done, or no drift. 1: --check found drift. 2: wrong use, or the generator refused.
    """
    from signoff_contract.codegen import GenerationError, generate as run_generate
    from signoff_contract.codegen.manifest import MANIFEST
    from signoff_contract.codegen.tree import Drift

    # Without names only what this checkout holds: a partner of another distribution has its client elsewhere.
    names = chosen_partners(partner, openapi) if partner else ()
    try:
        report = run_generate(names, openapi, output, check, say)
    except GenerationError as error:
        raise WrongUse(str(error)) from error
    if as_json:
        result(json.dumps(asdict(report), indent=2, default=str))
    else:
        for entry in report.partners:
            if not check and Drift(MANIFEST, "missing") in entry.drift:
                # There was no client: what it consists of need not be listed.
                result(f"{entry.partner}: {entry.outcome}, {len(entry.drift)} files")
                continue
            result(f"{entry.partner}: {entry.outcome}")
            for drift in entry.drift:
                result(f"  {drift.kind}: {drift.path}")
    raise typer.Exit(1 if report.has_drift else 0)
