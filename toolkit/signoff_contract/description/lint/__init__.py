"""The lint: a description held against the rules of this project and the known hazards of the generator.

A description can be valid OpenAPI and still leave out what a partner promises, or use a construct that the
generator gets wrong without a word. Each such thing is a finding with its file and line.
"""

from attrs import frozen

from signoff_contract.description.model import Description
from signoff_contract.description.plain_text import shown

from . import conventions, generator_hazards, lives, schema_hazards, text_hazards
from .view import Problem, Rule, View

__all__ = ["RULES", "Finding", "Rule", "lint"]

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *conventions.RULES,
            *lives.RULES,
            *generator_hazards.RULES,
            *schema_hazards.RULES,
            *text_hazards.RULES,
        ),
        key=lambda rule: rule.id,
    )
)
"""All rules, by id: SG0 validity, SG1 what a description must say, SG2 to SG4 the generator, SG5 the tests."""


@frozen
class Finding:
    """A broken rule: which, where (JSON pointer; file and 1-based line), and what to do next."""

    rule: str
    message: str
    pointer: str
    file: str
    line: int
    hint: str


def lint(description: Description, rules: tuple[Rule, ...] = RULES) -> list[Finding]:
    """What is wrong with a description, by file and line; empty when nothing is.

    Raises DescriptionError when the generator's settings beside the description cannot be read.
    """
    view = View.of(description)
    found = {
        (rule.id, problem.pointer, problem.message): _finding(description, rule, problem)
        for rule in rules
        for problem in rule.check(view)
    }
    return sorted(found.values(), key=lambda finding: (finding.file, finding.line, finding.rule, finding.pointer))


def _finding(description: Description, rule: Rule, problem: Problem) -> Finding:
    place = description.place(problem.pointer)
    return Finding(
        rule.id, shown(problem.message), shown(problem.pointer), shown(str(place.file)), place.line, rule.hint
    )
