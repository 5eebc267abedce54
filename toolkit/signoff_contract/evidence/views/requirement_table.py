"""The requirement rows as text for a terminal, before anything has been run."""

import textwrap

from signoff_contract.description.requirements import Requirement, Requirements

_INDENT = "    "


def render_requirements(partner: str, requirements: Requirements, *, width: int = 100) -> str:
    """Every row with its statement, source and the checks that verify it, or the reason why none does."""
    verified = sum(1 for row in requirements.rows if row.verified_by)
    lines = [
        f"{partner}: {len(requirements)} requirements, {verified} verified, {len(requirements) - verified} explained",
        "",
    ]
    for row in requirements.rows:
        lines.extend(_row(row, width))
    return "\n".join(lines)


def _row(row: Requirement, width: int) -> list[str]:
    sources = "; ".join(f"{source.document}, {source.section}" for source in row.sources)
    proof = ", ".join(row.verified_by) if row.verified_by else f"not tested: {row.not_tested}"
    lines = [f"{row.id}  {row.level}, {row.binds}, {row.confidence}"]
    for text in (row.statement, f"source: {sources}", f"proof: {proof}"):
        lines.extend(textwrap.wrap(text, width, initial_indent=_INDENT, subsequent_indent=_INDENT))
    if row.open_question:
        question = f"open question: {row.open_question}"
        lines.extend(textwrap.wrap(question, width, initial_indent=_INDENT, subsequent_indent=_INDENT))
    return lines
