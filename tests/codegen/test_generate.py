"""Generation as a whole: the same every time, all or nothing, and honest about differences."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from signoff_contract.codegen import Drift, GenerationError, check, generate, manifest, run
from signoff_contract.codegen.manifest import MANIFEST, is_current
from signoff_contract.codegen.settings import read_settings
from signoff_contract.codegen.tree import compare, digest_tree, recover, swap
from signoff_contract.description import partners

from .conftest import Generated

CHECKOUT = Path(__file__).resolve().parents[2]


PDF_ANSWER = "application/pdf: {schema: {type: string, format: binary}}"


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def forbid_running(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any) -> None:
        raise AssertionError("a tool was started")

    monkeypatch.setattr(run, "_python", refuse)


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_tree_does_not_depend_on_the_hash_seed(generated: Generated, tmp_path: Path, seed: str) -> None:
    program = (
        "import sys; from pathlib import Path; from signoff_contract.codegen import generate\n"
        "generate(['demo'], Path(sys.argv[1]), Path(sys.argv[2]))\n"
    )
    subprocess.run(
        [sys.executable, "-c", program, generated.root, tmp_path],
        env={**os.environ, "PYTHONHASHSEED": seed},
        cwd=tmp_path,
        check=True,
    )
    assert digest_tree(tmp_path / "demo_client") == digest_tree(generated.package)


def test_a_check_finds_nothing_in_a_fresh_tree_and_says_what_it_does(workspace: Generated) -> None:
    said: list[str] = []
    report = generate([], workspace.root, workspace.output, check=True, progress=said.append)
    assert [(one.partner, one.outcome, one.drift) for one in report.partners] == [("demo", "unchanged", ())]
    assert not report.has_drift
    assert said == ["demo: comparing demo_client with what generation gives"]


def test_a_check_names_edited_missing_and_extra_files_and_changes_none(workspace: Generated) -> None:
    edit(workspace.package / "models" / "order.py", "class Order", "class  Order")
    (workspace.package / "errors.py").unlink()
    (workspace.package / "api" / "mine.py").write_text("", "utf-8")
    (workspace.package / "__pycache__").mkdir()
    (workspace.package / "__pycache__" / "client.cpython-311.pyc").write_bytes(b"")
    before = digest_tree(workspace.package)
    assert check("demo", workspace.root, workspace.output) == [
        Drift("api/mine.py", "extra"),
        Drift("errors.py", "missing"),
        Drift("models/order.py", "changed"),
    ]
    assert digest_tree(workspace.package) == before


def test_a_check_of_a_tree_that_is_not_there_finds_everything_missing(workspace: Generated) -> None:
    shutil.rmtree(workspace.output)
    report = generate(["demo"], workspace.root, workspace.output, check=True)
    assert report.has_drift
    assert {drift.kind for drift in report.partners[0].drift} == {"missing"}
    assert not workspace.output.exists()


def test_an_up_to_date_tree_is_left_alone_without_starting_a_tool(
    workspace: Generated, monkeypatch: pytest.MonkeyPatch
) -> None:
    forbid_running(monkeypatch)
    report = generate(["demo"], workspace.root, workspace.output)
    assert [one.outcome for one in report.partners] == ["unchanged"]


def test_a_hand_edit_is_overwritten_and_stale_files_go(workspace: Generated, generated: Generated) -> None:
    edit(workspace.package / "client.py", "class Client", "class  Client")
    (workspace.package / "stale.py").write_text("", "utf-8")
    report = generate(["demo"], workspace.root, workspace.output)
    assert report.partners[0].outcome == "written"
    assert report.partners[0].drift == (Drift("client.py", "changed"), Drift("stale.py", "extra"))
    assert digest_tree(workspace.package) == digest_tree(generated.package)
    assert sorted(path.name for path in workspace.output.iterdir()) == ["demo_client"]


def test_the_facade_follows_a_changed_description(workspace: Generated) -> None:
    edit(workspace.root / "demo" / "openapi.yaml", "summary: List orders", "summary: List all orders")
    assert not is_current(workspace.root / "demo", workspace.package)
    generate(["demo"], workspace.root, workspace.output)
    assert '"""List all orders.' in (workspace.package / "facade.py").read_text("utf-8")
    assert is_current(workspace.root / "demo", workspace.package)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("openapi/demo/openapi.yaml", "Demo API", "Demo API "),
        ("openapi/demo/codegen.yaml", "literal_enums: true", "literal_enums: false"),
        ("generated/demo_client/types.py", "class File", "class  File"),
        ("generated/demo_client/manifest.json", "0.29.1", "0.29.0"),
        ("generated/demo_client/manifest.json", '"codegen": "', '"codegen": "0'),
        ("generated/demo_client/manifest.json", '"tree": "', '"tree": "0'),
        ("generated/demo_client/manifest.json", '"openapi.yaml"', '"other.yaml"'),
        ("generated/demo_client/manifest.json", "{", ""),
    ],
)
def test_a_tree_is_not_current_when_anything_differs(workspace: Generated, file: str, old: str, new: str) -> None:
    assert is_current(workspace.root / "demo", workspace.package)
    edit(workspace.root.parent / file, old, new)
    assert not is_current(workspace.root / "demo", workspace.package)


def test_a_tree_is_not_current_when_the_settings_are_gone(workspace: Generated) -> None:
    (workspace.root / "demo" / "codegen.yaml").unlink()
    assert not is_current(workspace.root / "demo", workspace.package)


def test_the_manifest_says_what_the_tree_was_made_from(generated: Generated) -> None:
    written = json.loads((generated.package / MANIFEST).read_text("utf-8"))
    files = digest_tree(generated.package)
    files.pop(MANIFEST)
    assert written["files"] == files
    assert set(written["sources"]) == {"codegen.yaml", "openapi.yaml"}
    assert written["tools"] == {"openapi-python-client": "0.29.1", "ruff": "0.17.5"}
    assert written["description"]["version"] == "2.0.0"
    assert all(re.fullmatch("[0-9a-f]{64}", written[name]) for name in ("view", "codegen", "tree"))
    assert str(generated.root) not in json.dumps(written)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        # The generator leaves the member's class out, and says so only in a warning.
        ("placed: {type: string, format: date}", "placed: {type: array}", "the generator refused the description"),
        ("operationId: orders_get", "operationId: fetch_order", r"openapi\.yaml:\d+: .*write it as orders_<method>"),
        (PDF_ANSWER, "application/json: {schema: {}}", "no single type can stand for"),
    ],
    ids=["generator", "name", "answer"],
)
def test_a_failed_generation_leaves_everything_as_it_was(
    workspace: Generated, old: str, new: str, message: str
) -> None:
    edit(workspace.root / "demo" / "openapi.yaml", old, new)
    before = digest_tree(workspace.package)
    with pytest.raises(GenerationError, match=message):
        generate(["demo"], workspace.root, workspace.output)
    assert digest_tree(workspace.package) == before
    assert sorted(path.name for path in workspace.output.iterdir()) == ["demo_client"]


def test_a_header_of_the_runtime_makes_no_difference_to_the_code(workspace: Generated) -> None:
    edit(workspace.root / "demo" / "openapi.yaml", "        - {$ref: '#/components/parameters/Trace'}\n", "")
    report = generate(["demo"], workspace.root, workspace.output)
    assert report.partners[0].drift == (Drift(MANIFEST, "changed"),)


def test_what_the_generator_gets_wrong_without_a_word_is_refused_with_its_line(workspace: Generated) -> None:
    edit(
        workspace.root / "demo" / "openapi.yaml",
        "schema: {type: integer}\n        - name: state",
        "style: deepObject\n          schema: {type: integer}\n        - name: state",
    )
    with pytest.raises(GenerationError, match=r"openapi\.yaml:\d+: SG202 .*page-size"):
        generate(["demo"], workspace.root, workspace.output)


def test_addresses_in_warnings_are_masked() -> None:
    assert run.masked("status <X object at 0x7f12ab> \n") == "status <X object at 0x...>"


def test_a_missing_or_other_generator_says_what_to_install(
    workspace: Generated, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace.package / "types.py").unlink()

    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(manifest, "version", missing)
    with pytest.raises(GenerationError, match=r"not installed; install it .* pip install '\.\[contract\]'"):
        generate(["demo"], workspace.root, workspace.output)
    monkeypatch.setattr(manifest, "version", lambda _: "0.30.0")
    with pytest.raises(GenerationError, match=r"openapi-python-client 0\.30\.0 is installed"):
        generate(["demo"], workspace.root, workspace.output)


def test_an_unknown_partner_is_answered_with_the_known_ones(workspace: Generated) -> None:
    with pytest.raises(GenerationError, match=r"no description of 'other'.*there is: demo"):
        generate(["other"], workspace.root, workspace.output)
    with pytest.raises(GenerationError, match="there is no folder"):
        generate(["demo"], workspace.root / "nowhere", workspace.output)


def test_an_output_that_cannot_be_written_is_named(workspace: Generated, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(GenerationError, match=r"cannot write to .*file"):
        generate(["demo"], workspace.root, tmp_path / "file")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("post_hooks: [echo]", "remove post_hooks"),
        ("package_name_override: 'a; b'", "no Python name"),
        ("x-signoff: {facade: 9Lives}", "no Python name"),
        ("x-signoff: {colour: red}", "x-signoff is a mapping that knows facade"),
        ("- a", "settings are a mapping"),
        ("a: [", r"codegen\.yaml:\d+: not YAML"),
    ],
)
def test_settings_that_make_no_sense_are_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "codegen.yaml").write_text(text, "utf-8")
    with pytest.raises(GenerationError, match=message):
        read_settings(tmp_path, "demo")


def test_without_settings_names_come_from_the_partner(tmp_path: Path) -> None:
    settings = read_settings(tmp_path, "smart-partner")
    assert (settings.package, settings.facade) == ("smart_partner_client", "SmartPartner")


def test_our_own_section_is_not_passed_to_the_generator(generated: Generated) -> None:
    assert "x-signoff" not in read_settings(generated.root / "demo", "demo").generator


def test_a_swap_that_fails_brings_the_old_tree_back(tmp_path: Path) -> None:
    package = tmp_path / "demo_client"
    package.mkdir()
    (package / "old.py").write_text("old", "utf-8")
    with pytest.raises(GenerationError, match="it is as it was"):
        swap(tmp_path / "never_made", package)
    assert digest_tree(package).keys() == {"old.py"}
    assert [path.name for path in tmp_path.iterdir()] == ["demo_client"]


def test_a_swap_that_was_killed_half_way_is_undone(tmp_path: Path) -> None:
    package, old = tmp_path / "demo_client", tmp_path / ".demo_client.old"
    old.mkdir()
    (old / "kept.py").write_text("", "utf-8")
    recover(package)
    assert digest_tree(package).keys() == {"kept.py"}
    old.mkdir()
    recover(package)
    assert digest_tree(package).keys() == {"kept.py"}
    assert not old.exists()


def test_a_comparison_is_sorted_and_complete() -> None:
    assert compare({"b": "1", "a": "1", "c": "1"}, {"c": "1", "b": "2", "d": "1"}) == (
        Drift("a", "missing"),
        Drift("b", "changed"),
        Drift("d", "extra"),
    )


def imports(path: Path) -> set[str]:
    """The modules that a file imports from outside of its package."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module))
    return found


def test_generated_code_imports_four_hand_written_modules_and_never_httpx(generated: Generated) -> None:
    seen = set()
    for folder in (generated.output, CHECKOUT / "generated"):
        for path in folder.rglob("*.py"):
            modules = imports(path)
            hand_written = {name for name in modules if name.split(".")[0] in {"signoff", "signoff_contract"}}
            allowed = {"signoff._calls", "signoff.versions"} if path.name.startswith("facade") else set()
            allowed |= {"signoff.values"} if path.name == "types.py" else set()
            allowed |= {"signoff._reading"} if path.parent.name == "models" else set()
            assert hand_written <= allowed, path
            assert not any(name.split(".")[0] == "httpx" for name in modules), path
            assert "import httpx\n" not in path.read_text("utf-8"), path
            seen |= hand_written | modules
    assert {"signoff._calls", "signoff.versions", "signoff.values", "signoff._reading", "httpx2"} <= seen


@pytest.mark.parametrize("partner", partners())
def test_the_committed_client_is_up_to_date(partner: str) -> None:
    folder = CHECKOUT / "openapi" / partner
    package = CHECKOUT / "generated" / read_settings(folder, partner).package
    assert is_current(folder, package), f"run: signoff generate {partner}"


@pytest.mark.parametrize(
    "settings",
    [
        "field_prefix: 'x = exec(1)'",
        "field_prefix: ''",
        "class_overrides: {Order: {class_name: 'Order(exec)'}}",
        "class_overrides: {Order: {module_name: ../../order}}",
        "class_overrides: [Order]",
        "class_overrides: {Order: Other}",
    ],
)
def test_settings_give_names_and_nothing_else(workspace: Generated, settings: str) -> None:
    path = workspace.root / "demo" / "codegen.yaml"
    path.write_text(f"{path.read_text('utf-8')}{settings}\n", "utf-8")
    with pytest.raises(GenerationError, match=r"codegen\.yaml: .*(no Python name|a mapping of mappings)"):
        read_settings(workspace.root / "demo", "demo")


def test_a_hostile_description_is_refused_with_file_and_line_and_nothing_is_written(workspace: Generated) -> None:
    edit(workspace.root / "demo" / "openapi.yaml", "title: Demo API", "title: 'Demo API # ruff: noqa'")
    before = digest_tree(workspace.package)
    with pytest.raises(
        GenerationError, match=r"openapi\.yaml:3: SG224 the text holds a comment that tools obey: # ruff"
    ):
        generate(["demo"], workspace.root, workspace.output)
    assert digest_tree(workspace.package) == before
    assert sorted(path.name for path in workspace.output.iterdir()) == ["demo_client"]
