"""Where descriptions are looked for: in this repository, in a folder that is named, in other distributions."""

from importlib.metadata import EntryPoints, entry_points
from pathlib import Path

import pytest

from signoff_contract.description import DescriptionError, folders, load, partner_folder, partners

DESCRIPTION = "openapi: 3.1.0\ninfo: {title: Jetties, version: '1'}\npaths: {}\n"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is searched for distributions."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path


def bring(site: Path, distribution: str, *entries: str) -> None:
    folder = site / f"{distribution}-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution}\nVersion: 1\n")
    (folder / "entry_points.txt").write_text("\n".join(["[signoff.partners]", *entries, ""]))


def package(site: Path, name: str) -> Path:
    folder = site / name / "openapi"
    folder.mkdir(parents=True)
    (folder / "openapi.yaml").write_text(DESCRIPTION)
    (folder.parent / "__init__.py").write_text("raise RuntimeError('nothing is imported to find a description')\n")
    return folder


def test_a_partner_of_another_distribution_is_found_beside_those_of_this_repository(site: Path) -> None:
    here = partners()
    folder = package(site, "jetty_signoff")
    bring(site, "jetty", "jetty = jetty_signoff")
    assert partners() == tuple(sorted((*here, "jetty")))
    assert partner_folder("jetty") == folder
    described = load("jetty")
    assert (described.partner, described.title) == ("jetty", "Jetties")


def test_a_folder_that_is_named_is_all_there_is(site: Path, tmp_path: Path) -> None:
    package(site, "jetty_signoff")
    bring(site, "jetty", "jetty = jetty_signoff")
    (tmp_path / "named" / "pier").mkdir(parents=True)
    (tmp_path / "named" / "pier" / "openapi.yaml").write_text(DESCRIPTION)
    assert partners(tmp_path / "named") == ("pier",)
    with pytest.raises(DescriptionError, match=r"no description of 'jetty' .*\(there is: pier\)"):
        load("jetty", tmp_path / "named")


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (["Jetty-1 = jetty_signoff"], "the distribution jetty calls a partner 'Jetty-1'"),
        (["siesmart = jetty_signoff"], "the distribution jetty and Signoff both bring a partner 'siesmart'"),
        (["jetty = not_there_at_all"], "is to be found in not_there_at_all, which is no package in a folder"),
        (["jetty = not_there.at_all"], "is to be found in not_there.at_all, which is no package in a folder"),
        (["jetty = tomllib"], "no description of 'jetty'"),
        (["jetty = this"], "is to be found in this, which is no package in a folder"),
    ],
)
def test_an_entry_that_cannot_be_used_is_said_with_its_origin(site: Path, entries: list[str], said: str) -> None:
    bring(site, "jetty", *entries)
    with pytest.raises(DescriptionError) as refused:
        load("jetty")
    assert said in str(refused.value)


def test_two_distributions_do_not_bring_the_same_partner(site: Path) -> None:
    package(site, "jetty_signoff")
    package(site, "other_signoff")
    bring(site, "jetty", "jetty = jetty_signoff")
    bring(site, "other", "jetty = other_signoff")
    with pytest.raises(DescriptionError, match=r"the distribution \w+ and the distribution \w+ both bring .*'jetty'"):
        partners()


def test_distributions_are_read_again_only_when_one_came(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def counted(group: str) -> EntryPoints:
        asked.append(group)
        return entry_points(group=group)

    monkeypatch.setattr(folders, "entry_points", counted)
    before = folders.partner_packages()
    assert folders.partner_packages() == before
    assert len(asked) <= 1
    bring(site, "quay", "quay = quay_signoff")
    assert folders.partner_packages() == {**before, "quay": "quay_signoff"}
    assert len(asked) <= 2
