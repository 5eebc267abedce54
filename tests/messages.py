"""How a sentence of a refusal has to look, whoever makes it."""

import re
from collections.abc import Iterator

# A member's path, alone or with the words that follow: `sheet/term must be ...`, `assets/0: ...`.
_PATH = re.compile(r"[A-Za-z_$][\w$~.-]*(/[\w$~.-]+)*:? ")
_RULES = (
    (re.compile(r"\[['\"\]]|\{['\"]|'\]|\bNone\b|\bTrue\b|\bFalse\b|<class|object at 0x"), "shows a value of Python"),
    (re.compile(r"\b(a|an|the|no) (a|an|the|no)\b", re.IGNORECASE), "has two articles in a row"),
    (re.compile(r"\ba [aeio]\w", re.IGNORECASE), "has a before a vowel"),
    (re.compile(r"\bbreaks [a-z]+[A-Z]\w*"), "names a keyword of JSON Schema"),
    (re.compile(r"[.!?,;:]$|\s$"), "ends otherwise than the others"),
    (re.compile(r"\s\s|^\s"), "has blanks too many"),
    (re.compile(r"\{\}|%s"), "has a gap"),
    (re.compile(r"\b1 (characters|elements|members|months|seconds)\b"), "has one of many"),
)


def faults_of(message: str, *, predicate: bool = False) -> Iterator[str]:
    """What is wrong with a message. A `predicate` is said of something that stands before it, so it begins small."""
    for pattern, said in _RULES:
        if pattern.search(message):
            yield said
    if not message:
        yield "is empty"
    elif predicate and not message[0].islower():
        yield "does not begin as the rest of a sentence"
    elif not predicate and not message[0].isupper() and not _PATH.match(message):
        yield "begins neither with a capital nor with a member"
