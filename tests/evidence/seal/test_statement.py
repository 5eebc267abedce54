"""The statement: which result a verdict and its rows amount to, and what it was made from."""

import pytest
from tests.evidence.signed import results_in, signed

from signoff_contract.evidence.record.core import Core
from signoff_contract.evidence.seal.statement import make_statement, result_of


@pytest.mark.parametrize(
    ("verdict", "state", "result"),
    [
        ("passed", "pass", "PASSED"),
        ("passed", "skip", "PASSED"),
        ("passed", "omit", "PASSED"),
        ("passed", "warn", "WARNED"),
        ("passed", "review", "WARNED"),
        ("failed", "fail", "FAILED"),
        ("failed", "warn", "FAILED"),
        ("inconclusive", "inconclusive", "FAILED"),
        ("inconclusive", "pass", "FAILED"),
    ],
)
def test_only_a_passed_run_can_be_a_pass(verdict: str, state: str, result: str) -> None:
    assert result_of({"verdict": verdict, "requirements": [{"state": "pass"}, {"state": state}]}) == result


def test_requirements_are_listed_by_what_became_of_them() -> None:
    results = results_in(signed())
    states = ["pass", "warn", "fail", "skip", "omit", "review", "inconclusive", "pass", "pass", "warn"]
    for row, state in zip(results["requirements"], states, strict=True):
        row["state"] = state
    ids = [row["id"] for row in results["requirements"]]
    predicate = make_statement(Core(results, {}, {}), {})["predicate"]
    assert predicate["passedTests"] == [ids[0], ids[7], ids[8]]
    assert predicate["warnedTests"] == [ids[1], ids[9]]
    assert predicate["failedTests"] == [ids[2]]


def test_the_configuration_names_description_requirements_environment_and_lock() -> None:
    digests = {"openapi.yaml": "1" * 64, "requirements.yaml": "2" * 64, "environment.json": "3" * 64, "more": "4" * 64}
    environment = {"lock": {"name": "uv.lock", "digest": "5" * 64}}
    statement = make_statement(Core(results_in(signed()), environment, {}), digests)
    assert statement["predicate"]["configuration"] == [
        {"name": name, "digest": {"sha256": digit * 64}}
        for name, digit in (
            ("openapi.yaml", "1"),
            ("requirements.yaml", "2"),
            ("environment.json", "3"),
            ("uv.lock", "5"),
        )
    ]
    assert [subject["name"] for subject in statement["subject"]] == sorted(digests)
