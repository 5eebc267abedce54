"""The pages on how far the mocks can be trusted: they say what is true today, for every partner, and can be read."""

from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from signoff_contract.description import load
from signoff_contract.description.requirements import load_requirements
from signoff_contract.mock.faithfulness import explained_partners, main, page, statements
from signoff_contract.mock.registry import build
from signoff_contract.partners import having

ROOT = Path(__file__).resolve().parents[2]
PARTNERS = ("siesmart", "simutek", "smartbusiness")


def test_every_partner_of_this_repository_has_a_page() -> None:
    assert set(explained_partners()) >= set(PARTNERS)
    assert {path.stem for path in (ROOT / "docs" / "faithfulness").glob("*.md")} == set(PARTNERS)
    assert set(explained_partners()) <= set(having("mock"))


def test_the_pages_are_up_to_date() -> None:
    for partner in PARTNERS:
        written = (ROOT / "docs" / "faithfulness" / f"{partner}.md").read_text("utf-8")
        assert written == page(partner), f"docs/faithfulness/{partner}.md: run `make faithfulness`"


@pytest.mark.parametrize("partner", PARTNERS)
def test_a_page_tells_everything_that_is_ours(partner: str) -> None:
    text = page(partner)
    description, rows = load(partner), load_requirements(partner)
    for row in rows:
        assert (f"| {row.id} |" in text) == (row.confidence in {"proposed", "conflict"} or row.not_tested is not None)
    for name, assumption in (description.document.get("x-assumptions") or {}).items():
        assert assumption["description"].split()[0] in text, name
    for operation in description:
        if operation.provenance is not None and operation.provenance.confidence == "proposed":
            assert f"| {operation.method} {operation.path} | proposed |" in text
    # A table keeps its columns whatever stands in a cell.
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith(" |") for line in tables)
    assert "None" not in text


@pytest.mark.parametrize("partner", PARTNERS)
def test_places_of_the_description_are_named_in_words(partner: str) -> None:
    description = load(partner)
    named = [each.what for each in statements(description)]
    paths = {operation.path for operation in description}
    assert len(named) > 40
    assert not [what for what in named if what.startswith("components") or "~" in what]
    assert not [what for what in named if what.startswith("/") and what not in paths]


@pytest.mark.parametrize("partner", PARTNERS)
def test_what_is_said_to_be_taken_is_taken(partner: str) -> None:
    mock = build(partner, seed=1)
    token = mock.tokens.issue(mock.clients[0])  # type: ignore[attr-defined]
    with httpx2.Client(transport=mock.transport(), headers={"Authorization": f"Bearer {token}"}) as http:
        base = mock.base_url()
        path = {"siesmart": "/common/offices", "simutek": "/customers", "smartbusiness": "/contacts"}[partner]
        assert http.head(f"{base}{path}").status_code == 200
        assert http.get(f"{base}{path}?nothing=1").status_code == 200
        if partner == "siesmart":
            assert http.post(f"{base}/proposals/proposal", json={"officeId": 1, "nothing": 1}).status_code == 201
        if partner == "simutek":
            origin = "{0.scheme}://{0.netloc}".format(urlsplit(base))
            assert httpx2.Client(transport=mock.transport()).get(f"{origin}/_mock/salesorders").json() == []


def test_a_check_changes_nothing_and_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 0
    assert main([str(tmp_path), "--check"]) == 0
    changed = tmp_path / "siesmart.md"
    changed.write_text("old", "utf-8")
    assert main(["--check", str(tmp_path)]) == 1
    assert changed.read_text("utf-8") == "old"
    assert "run `make faithfulness`" in capsys.readouterr().err
    assert main([]) == 2
