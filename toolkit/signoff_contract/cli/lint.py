"""`signoff lint`: the descriptions held against the rules of this project."""

import json
from pathlib import Path
from typing import Annotated

import typer
from attrs import asdict

from .output import chosen_partners, read_description, result, say


def lint(
    partner: Annotated[list[str] | None, typer.Argument(help="Partners; all when none is named.")] = None,
    openapi: Annotated[Path | None, typer.Option(help="Folder with one folder per partner.")] = None,
    rules: Annotated[bool, typer.Option("--rules", help="Print the rules and stop.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Findings as JSON on stdout.")] = False,
) -> None:
    """Check descriptions: OpenAPI validity, our own rules, and what the generator gets silently wrong.

    Exit code 0: nothing found. 1: findings, each with file, line and a hint. 2: wrong use.
    """
    from signoff_contract.description.lint import RULES, lint as run_lint

    if rules:
        for rule in RULES:
            result(f"{rule.id}  {rule.meaning}")
        return
    findings = []
    names = chosen_partners(partner, openapi)
    for name in names:
        found = run_lint(read_description(name, openapi))
        findings.extend(found)
        if not as_json:
            say(f"{name}: {len(found) or 'no'} finding{'' if len(found) == 1 else 's'}")
    if as_json:
        result(json.dumps([asdict(finding) for finding in findings], indent=2, default=str))
    else:
        for finding in findings:
            result(f"{finding.file}:{finding.line}: {finding.rule} {finding.message}\n    {finding.hint}")
    raise typer.Exit(1 if findings else 0)
