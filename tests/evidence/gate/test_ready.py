"""The conditions under which evidence lets production credentials be switched on: each of them broken once."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from tests.evidence.conftest import ENVIRONMENT
from tests.evidence.signed import KEY, OTHER, TOOL, facts, results_in, signed
from tests.suite.parcels import DATA

from signoff_contract.evidence import assemble
from signoff_contract.evidence.gate.ready import Condition, Here, Wanted, find_newest, judge
from signoff_contract.evidence.gate.verify import verify
from signoff_contract.evidence.record.canonical import pretty
from signoff_contract.evidence.record.results import tool_version
from signoff_contract.evidence.seal.archive import make_archive
from signoff_contract.evidence.seal.bundle import write_bundle
from signoff_contract.evidence.seal.reading import ENVIRONMENT as SURROUNDINGS, RESULTS, Bundle, read_bundle
from signoff_contract.evidence.seal.sums import SUMS, digests, render_sums
from signoff_contract.evidence.surroundings.environment import (
    Application,
    Client,
    Environment,
    Lock,
    Tool,
    render_environment,
)
from signoff_contract.evidence.surroundings.installed import Installed

COMMIT, EARLIER = "a" * 40, "b" * 40
CLIENT = Client("parcels_client", "c" * 64, as_generated=True)
LOCK = Lock("requirements.lock", "d" * 64)
INSTALLED = Installed({"httpx2": "2.1.0", "attrs": "25.1.0"})
MADE = evolve(ENVIRONMENT, signoff=TOOL, client=CLIENT, lock=LOCK, commit=COMMIT, dirty=False, installed=INSTALLED)
RESULT = results_in(signed())
HERE = Here(
    checks=frozenset(check["id"] for check in RESULT["checks"]),
    requirements=RESULT["requirements_file"]["digest"],
    client=CLIENT,
    signoff=TOOL,
    lock=LOCK,
    commit=COMMIT,
    dirty=False,
    installed=INSTALLED,
    pins={"httpx2": frozenset({"2.1.0"})},
)
WANTED = Wanted(
    partner="parcels",
    target="custom",
    hosts=frozenset({"api.parcels.example"}),
    keys=frozenset({KEY.public.key_id}),
    max_age=timedelta(days=30),
)
NOW = datetime.fromisoformat(RESULT["started"]) + timedelta(days=1)
IDS = [
    "evidence", "intact", "signature", "server", "complete", "verdict", "failures", "judged", "description", "client",
    "runtime", "lock", "installed", "commit", "age", "application",
]  # fmt: skip


def bundle(environment: Environment = MADE, edit: Callable[[Any], object] | None = None) -> Bundle:
    """A bundle as a run leaves it, or one whose record says something else."""
    files = {**facts(), SURROUNDINGS: render_environment(environment).encode()}
    if edit is not None:
        results = results_in(files)
        edit(results)
        files[RESULTS] = pretty(results)
    return Bundle(Path("evidence") / "parcels-custom", "parcels-custom", assemble(files, KEY))


def judged(
    found: Bundle, here: Here = HERE, wanted: Wanted = WANTED, now: datetime = NOW, *, believed: bool = False
) -> tuple[Condition, ...]:
    """The conditions; `believed` looks past alterations, so that a record that no run makes can be judged."""
    verification = verify(found, None, DATA, tool=TOOL)
    if believed:
        verification = evolve(verification, alterations=())
    return judge(found, verification, here, wanted, now)


def unmet(conditions: tuple[Condition, ...]) -> list[str]:
    return [condition.id for condition in conditions if not condition.met and condition.decides]


def test_evidence_that_fulfils_everything_makes_ready() -> None:
    conditions = judged(bundle())
    assert [condition.id for condition in conditions] == IDS
    assert unmet(conditions) == []
    assert all(condition.found and not condition.next for condition in conditions)


def test_the_page_explains_every_condition() -> None:
    page = (Path(__file__).parents[3] / "docs" / "release-gate.md").read_text(encoding="utf-8")
    table = page.partition("### Conditions")[2].partition("### ")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == IDS


def test_without_evidence_the_command_to_run_is_said() -> None:
    (condition,) = judge(None, None, HERE, evolve(WANTED, target="live"), NOW)
    assert (condition.id, condition.met) == ("evidence", False)
    assert condition.next == "run signoff certify parcels --target live --allow-live --key FILE"


def test_altered_evidence_proves_nothing_further() -> None:
    found = bundle()
    altered = evolve(found, files={**found.files, "matrix.csv": b"nothing"})
    assert [condition.id for condition in judged(altered)] == ["evidence", "intact"]
    assert unmet(judged(altered)) == ["intact"]
    assert unmet(judge(found, None, HERE, WANTED, NOW)) == ["intact"]


OTHER_TOOL = Tool(tool_version(), "e" * 64)


@pytest.mark.parametrize(
    ("condition", "here"),
    [
        ("complete", evolve(HERE, checks=HERE.checks | {"parcels.more"})),
        ("complete", evolve(HERE, checks=HERE.checks - {"parcels.create"})),
        ("description", evolve(HERE, requirements="0" * 64)),
        ("client", evolve(HERE, client=None)),
        ("client", evolve(HERE, client=evolve(CLIENT, digest="0" * 64))),
        ("client", evolve(HERE, client=evolve(CLIENT, as_generated=False))),
        ("runtime", evolve(HERE, signoff=OTHER_TOOL)),
        ("runtime", evolve(HERE, signoff=None)),
        ("lock", evolve(HERE, lock=None)),
        ("lock", evolve(HERE, lock=Lock("requirements.lock", "0" * 64))),
        ("lock", evolve(HERE, pins={})),
        ("lock", evolve(HERE, pins={"httpx2": frozenset({"2.0.0", "2.0.1"})})),
        ("installed", evolve(HERE, installed=None)),
        ("installed", evolve(HERE, installed=evolve(INSTALLED, altered=("httpx2: httpx2/_client.py was changed",)))),
        ("installed", evolve(HERE, installed=Installed({"httpx2": "2.1.0", "attrs": "25.2.0"}))),
        ("commit", evolve(HERE, commit=None, dirty=None)),
        ("commit", evolve(HERE, dirty=True)),
        ("commit", evolve(HERE, commit=EARLIER)),
    ],
)
def test_a_working_tree_that_differs_is_not_ready(condition: str, here: Here) -> None:
    conditions = judged(bundle(), here)
    assert unmet(conditions) == [condition]
    assert all(each.next for each in conditions if not each.met and each.decides)


@pytest.mark.parametrize(
    ("condition", "environment"),
    [
        ("client", evolve(MADE, client=None)),
        ("client", evolve(MADE, client=evolve(CLIENT, as_generated=False))),
        ("runtime", evolve(MADE, signoff=OTHER_TOOL)),
        ("lock", evolve(MADE, lock=None)),
        ("installed", evolve(MADE, installed=Installed({"httpx2": "2.1.0"}, ("attrs: attrs/x.py is missing",)))),
        ("installed", evolve(MADE, installed=Installed({"attrs": "25.0.0"}))),
        ("installed", evolve(MADE, installed=None, tools={"attrs": "25.0.0"})),
        ("commit", evolve(MADE, commit=None, dirty=None)),
        ("commit", evolve(MADE, dirty=True)),
        ("commit", evolve(MADE, commit=EARLIER)),
    ],
)
def test_a_run_made_from_something_else_is_not_ready(condition: str, environment: Environment) -> None:
    assert unmet(judged(bundle(environment))) == [condition]


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("signature", evolve(WANTED, keys=frozenset())),
        ("signature", evolve(WANTED, keys=frozenset({OTHER.public.key_id}))),
        ("server", evolve(WANTED, hosts=frozenset())),
        ("server", evolve(WANTED, hosts=frozenset({"api.parcels.example:8443"}))),
        ("age", evolve(WANTED, max_age=timedelta(hours=23))),
    ],
)
def test_a_run_that_is_not_what_is_asked_for_is_not_ready(condition: str, wanted: Wanted) -> None:
    assert unmet(judged(bundle(), wanted=wanted)) == [condition]


def set_state(level: str, state: str) -> Callable[[Any], object]:
    def edit(results: Any) -> None:
        for row in results["requirements"]:
            if row["level"] == level:
                row.update(state=state, reason="said")

    return edit


@pytest.mark.parametrize(
    ("conditions", "edit"),
    [
        (["verdict"], lambda results: results.update(verdict="inconclusive")),
        (["complete"], lambda results: results.update(ended_early="two checks met a network failure")),
        (["failures", "judged"], set_state("must", "fail")),
        (["judged"], set_state("must", "inconclusive")),
        (["judged"], set_state("must", "omit")),
        (["server"], lambda results: results.update(host="127.0.0.1:8080")),
        (["server"], lambda results: results.update(host="[::1]:8080")),
        (["server"], lambda results: results.update(host="localhost")),
    ],
)
def test_a_record_that_shows_too_little_is_not_ready(conditions: list[str], edit: Callable[[Any], object]) -> None:
    found = bundle(edit=edit)
    host = found.core.results["host"]
    wanted = evolve(WANTED, hosts=frozenset({host}))
    assert unmet(judged(found, wanted=wanted, believed=True)) == conditions


def test_a_should_that_failed_does_not_hold_up() -> None:
    assert unmet(judged(bundle(edit=set_state("should", "fail")), believed=True)) == []


def test_another_description_at_hand_is_not_ready() -> None:
    found = bundle()
    verification = verify(found, None, DATA, tool=TOOL)
    for outdated in (True, None):
        conditions = judge(found, evolve(verification, outdated=outdated), HERE, WANTED, NOW)
        assert unmet(conditions) == ["description"]


def test_unsigned_evidence_is_not_ready() -> None:
    files = {**facts(), SURROUNDINGS: render_environment(MADE).encode()}
    conditions = judged(Bundle(Path("evidence/run.zip"), "run", assemble(files)))
    assert unmet(conditions) == ["signature"]
    assert (
        next(each for each in conditions if each.id == "signature").next == "run signoff pack evidence/run --key FILE"
    )


def test_one_of_several_keys_is_enough() -> None:
    keys = frozenset({OTHER.public.key_id, KEY.public.key_id})
    assert unmet(judged(bundle(), wanted=evolve(WANTED, keys=keys))) == []


def test_an_earlier_commit_counts_only_when_it_may_and_is_one() -> None:
    wanted = evolve(WANTED, earlier_commit=True)
    found = bundle(evolve(MADE, commit=EARLIER))
    assert unmet(judged(found, evolve(HERE, is_earlier=lambda commit: commit == EARLIER), wanted)) == []
    assert unmet(judged(found, evolve(HERE, is_earlier=lambda commit: False), wanted)) == ["commit"]


@pytest.mark.parametrize(
    ("now", "met"),
    [
        (NOW + timedelta(days=29), True),
        (NOW + timedelta(days=29, seconds=1), False),
        (NOW - timedelta(days=1, minutes=4), True),
        (NOW - timedelta(days=1, minutes=6), False),
    ],
)
def test_age_counts_from_the_start_and_not_from_the_future(now: datetime, met: bool) -> None:
    assert unmet(judged(bundle(), now=now)) == ([] if met else ["age"])


@pytest.mark.parametrize(
    ("condition", "here", "environment", "found"),
    [
        ("commit", evolve(HERE, commit=None, dirty=None), MADE, "no commit is known here"),
        ("commit", HERE, evolve(MADE, commit=None, dirty=None), "no commit is known in the evidence"),
        ("commit", evolve(HERE, dirty=True), MADE, "this checkout has changes that are not committed"),
        ("commit", HERE, evolve(MADE, dirty=True), "the run was made with changes that are not committed"),
        ("commit", HERE, evolve(MADE, commit=EARLIER), "bbbbbbbbbbbb, here is aaaaaaaaaaaa"),
        ("client", evolve(HERE, client=None), MADE, "there is no generated client here"),
        ("client", HERE, evolve(MADE, client=None), "there is no generated client in the evidence"),
        ("lock", HERE, evolve(MADE, lock=None), "there is no lock file in the evidence"),
        (
            "complete",
            evolve(HERE, checks=HERE.checks - {"parcels.create"}),
            MADE,
            "another plan than the one here: 1 run, but not of the plan: parcels.create",
        ),
        (
            "complete",
            evolve(HERE, checks=HERE.checks | {"parcels.more"}),
            MADE,
            "another plan than the one here: 1 not run: parcels.more",
        ),
    ],
)
def test_what_was_found_says_on_which_side_it_lies(
    condition: str, here: Here, environment: Environment, found: str
) -> None:
    assert next(each.found for each in judged(bundle(environment), here) if each.id == condition) == found


def test_rows_are_counted_whatever_became_of_them() -> None:
    musts = [row["id"] for row in RESULT["requirements"] if row["level"] == "must"]

    def edit(results: Any) -> None:
        for row in results["requirements"]:
            if row["id"] in musts:
                state = {0: "pass", 1: "fail", 2: "omit", 3: "review"}.get(musts.index(row["id"]), "skip")
                row.update(state=state, reason="said")

    found = next(each.found for each in judged(bundle(edit=edit), believed=True) if each.id == "judged")
    rest = len(musts) - 2
    assert found == f"1 of {len(musts)} kept, {rest} not tested, for review or a warning: see report.html"
    none = next(
        each.found for each in judged(bundle(edit=set_state("must", "omit")), believed=True) if each.id == "judged"
    )
    assert none == "none was shown to be kept"


def test_many_failures_are_named_in_part() -> None:
    conditions = judged(bundle(edit=set_state("must", "fail")), believed=True)
    found = next(each.found for each in conditions if each.id == "failures")
    assert found.startswith("8 failed: PAR-BOTH-001, PAR-MUST-001, PAR-MUST-002 and 5 more")


def write(folder: Path, started: str, **more: Any) -> Path:
    def edit(results: Any) -> None:
        results.update(started=started, **more)

    return write_bundle(bundle(edit=edit).files, folder).folder


def test_the_newest_is_the_one_that_started_last(tmp_path: Path) -> None:
    write(tmp_path, "2026-03-01T00:00:00.000Z")
    newest = write(tmp_path, "2026-03-02T00:00:00.000Z")
    write(tmp_path, "2026-03-03T00:00:00.000Z", target="mock")
    write(tmp_path, "2026-03-03T00:00:00.000Z", partner="letters")
    oldest = write(tmp_path, "2026-02-01T00:00:00.000Z")
    oldest.touch()
    found = find_newest(tmp_path, "parcels", "custom")
    assert found.bundle is not None
    assert (found.bundle.path, found.passed_over) == (newest, ())


def test_an_archive_goes_before_its_folder(tmp_path: Path) -> None:
    folder = write(tmp_path, "2026-03-01T00:00:00.000Z")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    archive = tmp_path / f"{folder.name}.zip"
    archive.write_bytes(make_archive(folder.name, files, datetime(2026, 3, 1, tzinfo=UTC)))
    found = find_newest(tmp_path, "parcels", "custom")
    assert found.bundle is not None
    assert found.bundle.path == archive


def test_what_cannot_be_read_is_passed_over_and_said(tmp_path: Path) -> None:
    folder = write(tmp_path, "2026-03-01T00:00:00.000Z")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes.txt").write_text("not looked at")
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "broken.zip").write_bytes(b"PK")
    (tmp_path / "list").mkdir()
    (tmp_path / "list" / RESULTS).write_text("[]")
    found = find_newest(tmp_path, "parcels", "custom")
    assert found.bundle is not None
    assert (found.bundle.path, found.doubtful) == (folder, ())
    assert [Path(words.split()[0]).name for words in found.passed_over] == ["broken.zip", "list", "notes"]


def test_what_may_be_newer_and_cannot_be_read_holds_up(tmp_path: Path) -> None:
    write(tmp_path, "2026-03-01T00:00:00.000Z")
    damaged = write(tmp_path, "2026-03-02T00:00:00.000Z")
    (damaged / RESULTS).write_text("{")
    found = find_newest(tmp_path, "parcels", "custom")
    assert found.doubtful == (damaged,)
    whole = bundle()
    conditions = judge(whole, verify(whole, None, DATA, tool=TOOL), HERE, WANTED, NOW, found.doubtful)
    assert unmet(conditions) == ["evidence"]
    assert find_newest(tmp_path, "parcels", "test").doubtful == ()


def test_no_folder_is_no_evidence(tmp_path: Path) -> None:
    assert find_newest(tmp_path / "nowhere", "parcels", "custom").bundle is None


def test_a_documented_duty_that_was_prevented_holds_up_and_an_accepted_one_is_counted() -> None:
    def gap(results: Any) -> None:
        results.update(verdict="incomplete", unaccepted=["PAR-MUST-001"])

    (found,) = [each for each in judged(bundle(edit=gap), believed=True) if each.id == "verdict"]
    assert (found.met, found.found) == (False, "incomplete, 1 prevented: PAR-MUST-001")
    assert "--accept FILE" in found.next

    def accept(results: Any) -> None:
        results["accepted"] = [{"row": "PAR-MUST-001", "reason": "x", "person": "y", "until": "2027-01-01"}]

    (found,) = [each for each in judged(bundle(edit=accept), believed=True) if each.id == "verdict"]
    assert (found.met, "1 rows that the sender goes without" in found.found) == (True, True)


def test_evidence_of_the_first_form_is_read_and_its_gaps_count() -> None:
    earlier = Path(__file__).parents[1] / "data" / "form-1.1.zip"
    old = read_bundle(earlier)
    verification = verify(old, None, DATA, tool=TOOL)
    assert verification.alterations == ()
    conditions = {each.id: each for each in judge(old, verification, HERE, WANTED, NOW)}
    assert (conditions["verdict"].met, conditions["complete"].met) == (True, True)
    results = {**old.core.results, "requirements": [{**row} for row in old.core.results["requirements"]]}
    results["requirements"][0].update(state="skip", reason="needs parcels.create, which ended as skip")
    gap = evolve(old, files={**old.files, RESULTS: pretty(results)})
    conditions = {each.id: each for each in judge(gap, verification, HERE, WANTED, NOW)}
    assert conditions["verdict"].found == "passed, but 1 prevented: PAR-MUST-001"


def test_the_application_decides_only_where_it_is_asked_for() -> None:
    declared = evolve(MADE, application=Application("AcmeBroker", "2.3"))
    *_, told = judged(bundle(declared))
    assert (told.id, told.met, told.decides, told.found) == (
        "application",
        False,
        False,
        "AcmeBroker 2.3 (declared, not seen)",
    )
    assert unmet(judged(bundle(declared), wanted=evolve(WANTED, application=True))) == ["application"]


def test_a_newer_archive_counts_however_its_ending_is_spelled(tmp_path: Path) -> None:
    write(tmp_path, "2026-03-01T00:00:00.000Z")
    newer = write(tmp_path / "else", "2026-03-02T00:00:00.000Z")
    files = {path.name: path.read_bytes() for path in newer.iterdir()}
    packed = make_archive(newer.name, files, datetime(2026, 3, 2, tzinfo=UTC))
    for name in ("a.ZIP", "b.Zip", f"{newer.name}.zIP"):
        (tmp_path / name).write_bytes(packed)
        found = find_newest(tmp_path, "parcels", "custom")
        assert found.bundle is not None
        assert found.bundle.path == tmp_path / name
        (tmp_path / name).unlink()


def another_partner(results: Any) -> None:
    results["partner"] = "letters"


def another_target(results: Any) -> None:
    results["target"] = "mock"


def an_earlier_time(results: Any) -> None:
    results["started"] = "2025-01-01T00:00:00.000Z"


@pytest.mark.parametrize("sums", [False, True], ids=["plain", "with sums made anew"])
@pytest.mark.parametrize("edit", [another_partner, another_target, an_earlier_time])
def test_a_newer_run_is_not_overlooked_because_its_record_was_edited(
    tmp_path: Path, edit: Callable[[Any], None], sums: bool
) -> None:
    older = write(tmp_path, "2026-03-01T00:00:00.000Z")
    newer = write(tmp_path, "2026-03-02T00:00:00.000Z")
    results = results_in({RESULTS: (newer / RESULTS).read_bytes()})
    edit(results)
    (newer / RESULTS).write_bytes(pretty(results))
    if sums:
        # As somebody does who has no key: the signature goes, and the sums fit again.
        for name in ("attestation.dsse.json", "public-key.pem", SUMS):
            (newer / name).unlink()
        (newer / SUMS).write_bytes(render_sums(digests({p.name: p.read_bytes() for p in newer.iterdir()})))
    found = find_newest(tmp_path, "parcels", "custom")
    assert found.bundle is not None
    assert (found.bundle.path, found.doubtful) == (older, (newer,))
    assert any(str(newer) in words for words in found.passed_over)


def test_an_edited_run_that_is_older_holds_nothing_up(tmp_path: Path) -> None:
    older = write(tmp_path, "2026-03-01T00:00:00.000Z")
    write(tmp_path, "2026-03-02T00:00:00.000Z")
    (older / "matrix.csv").write_text("nothing")
    found = find_newest(tmp_path, "parcels", "custom")
    assert found.doubtful == ()
    assert "was altered" in found.passed_over[0]


def test_only_something_doubtful_is_no_evidence_either(tmp_path: Path) -> None:
    alone = write(tmp_path, "2026-03-01T00:00:00.000Z")
    (alone / RESULTS).write_text("{")
    found = find_newest(tmp_path, "parcels", "custom")
    (condition,) = judge(found.bundle, None, HERE, WANTED, NOW, found.doubtful)
    assert (condition.met, str(alone) in condition.found) == (False, True)
