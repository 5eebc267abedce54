"""The messages of the mocks, all of them: those that stand in the source, and those that hostile requests are answered with."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.messages import faults_of
from tests.partners.hostile import requests_of

import signoff_contract.mock
import signoff_partners
from signoff_contract.description import load
from signoff_contract.mock.clock import ManualClock
from signoff_contract.mock.http import Answer
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock

MOCKS: dict[str, Any] = {
    "siesmart": lambda: SieSmartMock(clock=ManualClock(), requests_per_minute=None),
    "smartbusiness": lambda: SmartBusinessMock(clock=ManualClock(), requests_per_period=10**9),
    "simutek": lambda: SimutekMock(clock=ManualClock()),
}
# Whoever is called so is handed messages.
MAKERS = {
    "Refusal",
    "Fault",
    "Invalid",
    "InvalidGrant",
    "InvalidToken",
    "OAuthError",
    "Refused",
    "Unreadable",
    "_error",
    "_matching",
    "_not_authenticated",
    "_refused",
    "_unauthorized",
    "bad_request",
    "not_allowed",
    "not_found",
    "refuse",
    "refused_field",
    "unauthorized",
}


def folders() -> Iterator[Path]:
    yield Path(signoff_contract.mock.__path__[0])
    for root in signoff_partners.__path__:
        yield from (folder / "mock" for folder in Path(root).iterdir() if (folder / "mock").is_dir())


def text_of(node: ast.expr) -> str | None:
    """A text as it is written, with a word for what is only known later."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(text_of(part) or "" for part in node.values)
    return "Xy" if isinstance(node, ast.FormattedValue) else None


def written() -> Iterator[tuple[str, str]]:
    """Every message in the source, and where it stands."""
    for folder in folders():
        for path in sorted(folder.glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if not isinstance(node, ast.Call):
                    continue
                name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
                if name in MAKERS:
                    for argument in (*node.args, *(each.value for each in node.keywords)):
                        text = text_of(argument)
                        if text is not None and " " in text:
                            yield text, f"{path.parent.parent.name}/{path.name}:{node.lineno}"


def told(answer: Answer) -> Iterator[str]:
    """What a refusal says, in all of its places."""
    if answer.refusal is None:
        return
    yield answer.refusal.message
    if answer.refusal.user_message is not None:
        yield answer.refusal.user_message
    if answer.body and "json" in (answer.header("content-type") or ""):
        meta = answer.json().get("meta") or {}
        yield from (each["message"] for each in meta.get("errors", ()))


def test_messages_in_the_source() -> None:
    messages = dict(written())
    assert len(messages) > 120
    wrong = {f"{where}: {text}": list(faults_of(text)) for text, where in messages.items()}
    assert not {each: faults for each, faults in wrong.items() if faults}


@pytest.mark.parametrize("partner", sorted(MOCKS))
def test_messages_of_hostile_requests(partner: str) -> None:
    mock = MOCKS[partner]()
    token = mock.tokens.issue(mock.clients[0])
    base = mock.base_url().partition("//")[2].partition("/")[2]
    messages: set[str] = set()
    fields: set[str] = set()
    for request in requests_of(load(partner), f"/{base}", token):
        answer = mock.engine.answer(request)
        assert answer.status < 500, request
        messages.update(told(answer))
        if answer.refusal is not None:
            fields.update(why for _, why in answer.refusal.fields)
    assert len(messages) > 30
    assert not {each: list(faults_of(each)) for each in messages if list(faults_of(each))}
    assert not {each: list(faults_of(each, predicate=True)) for each in fields if list(faults_of(each, predicate=True))}
