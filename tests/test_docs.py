"""What the documentation says is true today: snippets run, commands parse, links resolve, tables agree with the code.

A Python snippet that cannot run is marked by a comment above it, `<!-- not run: reason -->`; one that is a test file
by `<!-- pytest -->`. The others of a page run in order and share their names, as a reader would type them.
"""

import contextlib
import inspect
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import attrs
import pytest
import typer
from attrs import frozen

import signoff
from signoff import pagination
from signoff.errors import ApiError, CallError, SignoffError
from signoff.smartbusiness import errors as smartbusiness_errors
from signoff.smartbusiness.settings import SCOPES, _Variables
from signoff_contract.cli import command_line
from signoff_contract.description import Description, load
from signoff_contract.description.lint import RULES
from signoff_contract.description.model import CONFIDENCES, SENSITIVITIES
from signoff_contract.description.requirements import load_requirements
from signoff_contract.evidence.views import VIEWS
from signoff_contract.mock.faults.catalogue import CATALOGUE
from signoff_contract.mock.registry import switches_of
from signoff_contract.mock.serve import serving
from signoff_contract.mock.siesmart import SieSmartMock
from signoff_contract.mock.simutek import SimutekMock
from signoff_contract.mock.smartbusiness import SmartBusinessMock
from signoff_contract.partners import having
from signoff_contract.suite.model import State
from signoff_contract.suite.plans import find_plan
from signoff_contract.suite.rollup import EXIT_CODES
from signoff_partners.smartbusiness.mock.state import Switches

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted(
    (
        *(ROOT / name for name in ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md")),
        *(ROOT / "docs").rglob("*.md"),
    )
)
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]

_BLOCK = re.compile(r"(?:^<!-- (?P<mark>[^\n]*) -->\n)?^```(?P<kind>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_COMMAND = re.compile(r"^(?:\w+=\S* )*(?:\.venv/bin/)?signoff(?P<rest>(?: [^|#&]*)?)$")


@frozen
class Block:
    """A fenced block of a page, with the comment above it and the line it begins on."""

    page: str
    line: int
    kind: str
    mark: str
    text: str


def read(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def blocks(page: str) -> Iterator[Block]:
    text = read(page)
    for found in _BLOCK.finditer(text):
        line = text.count("\n", 0, found.start("text"))
        yield Block(page, line, found["kind"], found["mark"] or "", found["text"])


def prose(page: str) -> str:
    return _BLOCK.sub("", read(page))


def snippets() -> list[Block]:
    return [block for page in NAMES for block in blocks(page) if block.kind == "python"]


def shell_lines(page: str) -> Iterator[str]:
    for block in blocks(page):
        if block.kind == "console":
            yield from (line[2:] for line in block.text.splitlines() if line.startswith("$ "))
        elif block.kind == "sh":
            yield from (line.strip() for line in block.text.splitlines() if line.strip())
    yield from _SPAN.findall(prose(page))


def table(page: str, heading: str) -> list[list[str]]:
    """The cells of the first table after a line that begins with `heading`."""
    lines = read(page).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(heading))
    rows: list[list[str]] = []
    for line in lines[start:]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows:
            break
    return rows[2:]


def words(rows: list[list[str]]) -> list[str]:
    """What stands in code marks in the first column."""
    return [_SPAN.findall(row[0])[0] for row in rows]


# Snippets.


@pytest.fixture(scope="module")
def description() -> Description:
    return load("siesmart")


def test_every_mark_above_a_snippet_is_known() -> None:
    for block in snippets():
        assert block.mark in {"", "pytest"} or block.mark.startswith("not run: "), f"{block.page}:{block.line}"


def close_clients(names: dict[str, Any]) -> None:
    for each in names.values():
        if isinstance(each, signoff.SieSmart | signoff.Simutek | signoff.SmartBusiness):
            each.close()


@pytest.mark.served
@pytest.mark.parametrize("page", sorted({block.page for block in snippets() if not block.mark}))
def test_python_snippets_run(
    page: str, description: Description, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    siesmart = SieSmartMock(requests_per_minute=None, description=description)
    smartbusiness = SmartBusinessMock()
    smartbusiness.seed_invoices(5)
    names: dict[str, Any] = {"__name__": "snippet"}
    # What a snippet saves goes to a folder of its own.
    monkeypatch.chdir(tmp_path)
    with contextlib.ExitStack() as closing:
        for mock in (siesmart, SimutekMock(), smartbusiness):
            origin = closing.enter_context(serving(mock)).origin
            for name, value in mock.variables(origin).items():
                monkeypatch.setenv(name, value)
        closing.callback(close_clients, names)
        for block in (block for block in blocks(page) if block.kind == "python" and not block.mark):
            padded = "\n" * block.line + block.text
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(padded, page, "exec"), names)  # noqa: S102 - our own documentation


@pytest.mark.served
def test_snippets_that_are_tests_pass(tmp_path: Path) -> None:
    found = [block for block in snippets() if block.mark == "pytest"]
    assert found
    for number, block in enumerate(found):
        (tmp_path / f"test_snippet_{number}.py").write_text(block.text, encoding="utf-8")
    plugins = ("-p", "no:cacheprovider", "-p", "anyio", "-p", "signoff_pytest")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *plugins, "-W", "error", "."],
        cwd=tmp_path,
        # Of the plugins only those that the pages name: loading the others takes longer than the tests.
        env={**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    tests = sum(len(re.findall(r"^(?:async )?def test_", block.text, re.MULTILINE)) for block in found)
    assert f"{tests} passed" in done.stdout


# Commands and targets.


def problem_with(line: str) -> str | None:
    """What the command line parser has against a `signoff` command; None when it would run."""
    matched = _COMMAND.match(line)
    if matched is None:
        return None
    name, *arguments = shlex.split(matched["rest"]) or ["--help"]
    if name.startswith("-"):
        return None if name in {"--help", "--version"} else f"signoff has no option {name}"
    group = typer.main.get_command(command_line())
    command = getattr(group, "commands", {}).get(name)
    if command is None:
        return f"there is no command {name}"
    if not arguments:
        return None  # a command that is spoken of, not called
    known = {option for parameter in command.params for option in parameter.opts}
    for argument in arguments:
        if argument.startswith("-") and argument not in known:
            return f"{name} has no option {argument}"
    try:
        command.make_context(name, list(arguments))
    except Exception as error:  # noqa: BLE001 - any refusal of the parser is the finding
        return None if "{partner}" in str(error) or "'partner'" in str(error) else f"{type(error).__name__}: {error}"
    return None


@pytest.mark.parametrize("page", NAMES)
def test_commands_exist_with_their_options(page: str) -> None:
    assert [(line, why) for line in shell_lines(page) if (why := problem_with(line))] == []


def test_a_command_that_does_not_exist_is_noticed() -> None:
    assert problem_with("signoff certify siesmart --target mock") is None
    assert problem_with("signoff certify siesmart --target moon") is not None
    assert problem_with("signoff lint --rule") is not None
    assert problem_with("SIGNOFF_TARGET=test signoff certiffy") is not None


@pytest.mark.parametrize("page", NAMES)
def test_make_targets_exist(page: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = {name for line in shell_lines(page) for name in re.findall(r"(?:^|&& |; )make ([a-z-]+)", line)}
    assert named <= targets


def test_contributing_lists_every_target() -> None:
    described = set(re.findall(r"^([a-z-]+):.*##", read("Makefile"), re.MULTILINE)) | {"lock", "clean"}
    listed = {name.removeprefix("make ") for name in words(table("CONTRIBUTING.md", "| Target"))}
    assert listed == described - {"help"}


# Links and files.


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _BLOCK.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", NAMES)
def test_links_resolve(page: str) -> None:
    for link in _LINK.findall(prose(page)):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(str(target.resolve().relative_to(ROOT))), link


@pytest.mark.parametrize("page", NAMES)
def test_named_files_exist(page: str) -> None:
    tops = (
        "openapi/",
        "toolkit/",
        "contract_tests/",
        "overrides/",
        "docs/",
        "tests/",
        "benchmarks/",
        "examples/",
        ".ci/",
    )
    for line in shell_lines(page):
        for name in re.findall(r"[\w./*-]+/[\w./*-]+", line):
            if name.startswith(tops) and name != "toolkit/signoff_contract/suite":
                assert list(ROOT.glob(name.rstrip("/"))), f"{page} names {name}"


def test_every_decision_is_listed() -> None:
    pages = {path.name for path in (ROOT / "docs/decisions").glob("0*.md")}
    assert set(_LINK.findall(read("docs/decisions/README.md"))) == pages


# Tables.


def test_exit_codes_are_those_of_the_code() -> None:
    rows = table("docs/certification.md", "| Exit code")
    assert {int(row[0]) for row in rows} == {*EXIT_CODES.values(), 2}


def test_states_are_those_of_the_code() -> None:
    rows = table("docs/certification.md", "| State")
    assert words(rows) == ["pass", "warn", "fail", "skip", "omit", "review", "inconclusive"]
    assert set(words(rows)) == {state.value for state in State}


def test_evidence_files_are_those_that_are_written() -> None:
    listed = set(words(table("docs/certification.md", "| File")))
    others = {
        "results.json",
        "environment.json",
        "requirements.yaml",
        "openapi.yaml",
        "SHA256SUMS",
        "property.json",
    } | {"redaction.json"}
    assert listed == {*VIEWS, *others}


@pytest.mark.parametrize(
    ("heading", "mock"),
    [
        ("### Switches of SieSmart", SieSmartMock),
        ("### Switches of SmartBusiness", SmartBusinessMock),
        ("### Switches of Simutek", SimutekMock),
    ],
)
def test_switches_of_the_mock_are_those_of_its_constructor(heading: str, mock: type[Any]) -> None:
    parameters = inspect.signature(mock.__init__).parameters
    rows = {_SPAN.findall(row[0])[0]: row[1].strip("`") for row in table("docs/mock-partners.md", heading)}
    assert list(rows) == [name for name in parameters if name != "self"]
    for name, default in rows.items():
        if default[0].isdigit() or default in {"True", "False", "None"}:
            assert str(parameters[name].default) == default, name
        elif isinstance(parameters[name].default, str):
            assert parameters[name].default == default, name


def test_options_of_the_mock_are_those_of_the_command() -> None:
    rows = table("docs/mock.md", "### On a port")
    listed = {span.split()[0] for row in rows for span in _SPAN.findall(row[0])}
    command = getattr(typer.main.get_command(command_line()), "commands", {})["mock"]
    known = {option for each in command.params for option in each.opts if option.startswith("--")}
    assert listed == known - {"--switches"}


def test_faults_of_the_page_are_those_of_the_catalogue() -> None:
    listed = [name for row in table("docs/mock.md", "| What goes wrong") for name in _SPAN.findall(row[1])]
    assert sorted(listed) == sorted(CATALOGUE)


def test_running_switches_of_the_mock_are_those_of_the_code() -> None:
    assert words(table("docs/mock-partners.md", "### Switched while it runs")) == [
        each.name for each in attrs.fields(Switches)
    ]


def test_switches_that_commands_name_exist() -> None:
    for page in NAMES:
        for line in shell_lines(page):
            if found := re.search(r"signoff mock ([a-z]+)\b", line):
                named = set(re.findall(r"--switch (\w+)=", line))
                assert not named or named <= set(switches_of(found[1])), f"{page}: {line}"


ERROR_MODULES = (signoff, smartbusiness_errors, pagination)


def public_errors() -> set[str]:
    """Everything that is raised on purpose, without the bases that nothing is raised as."""
    bases = {SignoffError, CallError, ApiError}
    return {
        name
        for module in ERROR_MODULES
        for name in module.__all__
        if isinstance(found := getattr(module, name), type) and issubclass(found, SignoffError) and found not in bases
    }


def test_every_error_is_in_one_of_the_two_tables() -> None:
    from signoff.errors import error_class

    shared = {_SPAN.findall(row[0])[0]: row[1] for row in table("docs/client.md", "| Class")}
    partner = words(table("docs/smartbusiness-client.md", "| Class"))
    assert sorted([*shared, *partner]) == sorted(public_errors())
    for name, status in shared.items():
        if status.isdigit():
            assert error_class(int(status)).__name__ == name


def test_members_of_errors_are_those_of_the_code() -> None:
    for row in table("docs/smartbusiness-client.md", "| Class"):
        name = _SPAN.findall(row[0])[0]
        found = next(getattr(each, name) for each in ERROR_MODULES if hasattr(each, name))
        own = set(inspect.signature(found.__init__).parameters) - set(inspect.signature(ApiError.__init__).parameters)
        below = found.__mro__[: found.__mro__.index(ApiError)] if issubclass(found, ApiError) else ()
        own.update(*(vars(kind).get("__annotations__", {}) for kind in below))
        assert set(_SPAN.findall(row[3])) == own - {"details", "args", "kwargs"}, name


def test_keywords_of_the_client_are_those_of_its_constructor() -> None:
    parameters = inspect.signature(signoff.SieSmart.__init__).parameters
    listed = {name for row in table("docs/client.md", "| Keyword") for name in _SPAN.findall(row[0])}
    assert listed == set(parameters) - {"self", "credentials", "environment"}
    described = {_SPAN.findall(row[0])[0]: row[1] for row in table("docs/client.md", "| Keyword")}
    assert described["deadline"] == f"{parameters['deadline'].default:g} s"
    assert described["retries"] == str(parameters["retries"].default)
    # The other partner's page refers to this table.
    other = set(inspect.signature(signoff.SmartBusiness.__init__).parameters)
    assert other - {"access"} == set(parameters)


def test_words_of_the_description_are_those_of_the_code() -> None:
    assert tuple(words(table("docs/description.md", "## Provenance"))) == CONFIDENCES
    assert tuple(words(table("docs/description.md", "## Sensitivity"))) == SENSITIVITIES
    groups = {row[0] for row in table("docs/description.md", "| Group")}
    assert groups == {rule.id[:3] for rule in RULES}


def test_variables_are_those_that_the_mock_prints(description: Description) -> None:
    printed = SieSmartMock(description=description).variables()
    assert set(words(table("docs/client.md", "| Variable"))) == set(printed)


def test_variables_of_smartbusiness_are_those_that_are_read() -> None:
    rows = table("docs/smartbusiness-client.md", "| Variable")
    named = [name for row in rows for name in _SPAN.findall(row[0])]
    assert sorted(named) == sorted(f"SMARTBUSINESS_{name.upper()}" for name in _Variables.__annotations__)
    assert set(SmartBusinessMock().variables()) <= set(named)
    assert len(SCOPES) == 15  # the page says so


# What the pages say of a run: a full one takes too long here, but none of its fixed figures may be stale.


def test_every_partner_that_is_described_has_a_mock_and_a_plan() -> None:
    described = tuple(sorted(path.parent.name for path in ROOT.glob("openapi/*/openapi.yaml")))
    assert described == having("mock") == having("plan")


@pytest.mark.parametrize("partner", having("plan"))
def test_figures_of_a_run_are_those_of_the_plan(partner: str, description: Description) -> None:
    described = description if partner == "siesmart" else load(partner)
    info = described.document["info"]
    budget = find_plan(partner).budget
    shown = next(block.text for block in blocks("README.md") if block.text.startswith("$ make certify"))
    part = shown.partition(f"{info['title']} {info['version']}\n")[2].partition("evidence: ")
    assert f" of {budget} requests" in part[0]
    rows = load_requirements(partner).rows
    omitted = [row for row in rows if row.not_tested]
    assert f"\n{len(rows)} requirements: " in part[0]
    assert len(omitted) <= int(re.search(r" (\d+) omit", part[0])[1])  # type: ignore[index]
    assert part[2].startswith(f"evidence/{partner}-mock-")
    for line in re.findall(r"^  (\w+-\w+-\d+) ", part[0], re.MULTILINE):
        assert line in {row.id for row in rows}
    limits = {row[0].strip("`"): row[1] for row in table("docs/certification.md", "| Partner")}
    assert limits[partner] == str(budget)
