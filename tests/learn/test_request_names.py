"""What requests call things is learnt from answers: a member that the server ignored has the name that answers give it."""

from typing import Any

import pytest

from signoff_contract.description import load
from signoff_contract.learn import learn, read_archive
from signoff_contract.learn.findings import Finding, RenameKey, RenameMember

from .conftest import entry, write_har

OURS = "https://api-test.sfs.siemens.cloud/siesmart/b2b/v1"
SENT = {"officeId": 1, "label": "A", "loans": [{"value": 1}]}


def answered(sent: dict[str, Any], got: dict[str, Any], status: int = 200) -> dict[str, Any]:
    made = entry("POST", "/proposals", status, sent=sent, got=got)
    made["request"]["url"] = f"{OURS}/proposals"
    return made


def renamed(tmp_path: Any, *entries: dict[str, Any]) -> list[Finding]:
    learned = learn(load("siesmart"), [read_archive(write_har(tmp_path / "run.har", *entries))])
    change = RenameMember("/components/schemas/ProposalCreate", "loans", "financings")
    return [finding for finding in learned.findings if finding.change == change]


KEPT = {"id": 7, "officeId": 1, "label": "A"}
OTHER = {**KEPT, "financings": [{"id": 1, "value": 1, "loanPurpose": {"id": 1}}]}


def test_what_was_ignored_is_called_as_in_answers(tmp_path: Any) -> None:
    found = renamed(tmp_path, answered(SENT, KEPT), answered({"officeId": 1}, OTHER))
    assert [(finding.count, finding.out_of) for finding in found] == [(1, 1)]
    assert "not taken over" in found[0].seen


@pytest.mark.parametrize("understood", [OTHER, {**KEPT, "loans": [{"value": 1}]}])
def test_what_was_taken_over_keeps_its_name(tmp_path: Any, understood: dict[str, Any]) -> None:
    assert renamed(tmp_path, answered(SENT, understood), answered({"officeId": 1}, OTHER)) == []


def test_another_status_and_another_media_type_are_learnt_at_once(tmp_path: Any) -> None:
    made = entry("POST", "/calculation", 201, sent={}, got={"sheet": {}}, media_type="application/hal+json")
    made["request"]["url"] = f"{OURS}/calculation?proposal-id=1&office-id=1&amount-financed=1"
    learned = learn(load("siesmart"), [read_archive(write_har(tmp_path / "run.har", made))])
    names = {finding.change.name for finding in learned.findings if isinstance(finding.change, RenameKey)}
    assert names == {"201", "application/hal+json"}
