"""Operations are compiled when they are first called, and once."""

from collections import Counter
from typing import Any

import pytest

from signoff_contract.mock import prepared
from signoff_contract.mock.http import Request
from signoff_contract.mock.prepared import Prepared
from signoff_contract.mock.registry import build


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each operation was compiled since."""
    counts: Counter[str] = Counter()
    of = Prepared.of.__func__  # type: ignore[attr-defined]

    def counted(cls: type[Prepared], operation: Any, validators: Any) -> Prepared:
        counts[operation.id] += 1
        found: Prepared = of(cls, operation, validators)
        return found

    monkeypatch.setattr(prepared.Prepared, "of", classmethod(counted))
    return counts


@pytest.mark.parametrize("partner", ["siesmart", "simutek"])
def test_each_operation_is_compiled_once_however_often_it_is_called(partner: str, compiled: Counter[str]) -> None:
    mock: Any = build(partner)
    token = mock.tokens.issue(mock.clients[0])
    headers = (("authorization", f"Bearer {token}"), ("content-type", "application/json"), ("if-match", "*"))
    base = mock.base_url("http://mock.test").removeprefix("http://mock.test")
    assert not compiled, "nobody called yet"
    for _ in range(3):
        for operation in mock.description:
            path = base + operation.path.replace("{", "1").replace("}", "")
            example = next((str(body.example) for body in operation.bodies), "")
            mock.front.handle(Request(operation.method, path, "", headers, example.encode()))
    assert compiled == {operation.id: 1 for operation in mock.description}
