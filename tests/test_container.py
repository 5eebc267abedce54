"""The image of the mock and its compose example: read here, and built and asked where a container engine answers."""

import fnmatch
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml
from attrs import frozen

ROOT = Path(__file__).resolve().parents[1]
COMPOSE = ROOT / "examples/compose.yaml"
_SECRET = re.compile(r"secret|token|password|key", re.IGNORECASE)


@frozen
class Step:
    """One instruction of the Containerfile, its lines joined."""

    word: str
    text: str


def steps(text: str) -> list[Step]:
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    whole = re.sub(r"\\\n", " ", "\n".join(lines))
    parts = (line.split(maxsplit=1) for line in whole.splitlines() if line.strip())
    return [Step(word.upper(), " ".join(rest.split())) for word, rest in parts]


@pytest.fixture(scope="module")
def stages() -> list[list[Step]]:
    """The steps of each stage; what stands before the first is a stage of its own."""
    found: list[list[Step]] = [[]]
    for step in steps((ROOT / "Containerfile").read_text()):
        if step.word == "FROM":
            found.append([])
        found[-1].append(step)
    return found


def of(word: str, stage: list[Step]) -> list[str]:
    return [step.text for step in stage if step.word == word]


def test_the_base_is_one_image_with_a_tag_and_without_a_registry(stages: list[list[Step]]) -> None:
    (base,) = of("ARG", stages[0])
    name, _, image = base.partition("=")
    assert name == "BASE"
    assert re.fullmatch(r"[a-z0-9-]+:\d[\w.-]*(@sha256:[0-9a-f]{64})?", image)
    assert [of("FROM", stage)[0].split()[0] for stage in stages[1:]] == ["${BASE}", "${BASE}"]


def test_nothing_is_installed_that_the_lock_does_not_know(stages: list[list[Step]]) -> None:
    commands = [command for stage in stages for step in of("RUN", stage) for command in step.split("&&")]
    fetching = [command for command in commands if re.search(r"pip (install|download)", command)]
    assert len(fetching) == 3
    for command in fetching:
        assert "--no-index" in command or "--require-hashes" in command, command
    assert not any(re.search(r"curl|wget|apt-get|http://|https://", command) for command in commands)
    assert not any(of("ADD", stage) for stage in stages)


def test_the_image_has_no_more_than_what_was_built(stages: list[list[Step]]) -> None:
    user = of("USER", stages[-1])[-1]
    assert of("COPY", stages[-1]) == [
        "--from=build /opt/signoff /opt/signoff",
        f"--from=build --chown={user} /state /state",
    ]
    assert of("RUN", stages[-1]) == []


def test_what_is_copied_is_there_and_not_left_out(stages: list[list[Step]]) -> None:
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    kept = {rule.removeprefix("!") for rule in rules if rule.startswith("!")}
    copied = {name for text in of("COPY", stages[1]) for name in text.split()[:-1]}
    assert copied == kept
    assert all((ROOT / name).exists() for name in copied)
    assert any(fnmatch.fnmatch("toolkit/signoff_contract/__pycache__", rule) for rule in rules)


def test_the_wheel_is_built_from_all_that_it_is_made_of(stages: list[list[Step]]) -> None:
    made_of = re.search(r"only-include = (\[.*?\])", (ROOT / "pyproject.toml").read_text())
    assert made_of
    copied = {name for text in of("COPY", stages[1]) for name in text.split()[:-1]}
    assert {name.partition("/")[0] for name in json.loads(made_of[1])} <= copied


def test_it_runs_as_nobody_special(stages: list[list[Step]]) -> None:
    user, _, group = of("USER", stages[-1])[-1].partition(":")
    assert user.isdigit()
    assert int(user) >= 10_000
    assert int(group) >= 10_000


def test_it_is_asked_for_its_health_by_what_is_in_it(stages: list[list[Step]]) -> None:
    (check,) = of("HEALTHCHECK", stages[-1])
    (port,) = of("EXPOSE", stages[-1])
    command = json.loads(check.partition("CMD ")[2])
    assert command[0] == "python"
    assert f"http://127.0.0.1:{port}/_signoff/health" in command[-1]
    compile(command[-1], "HEALTHCHECK", "exec")


def test_it_serves_the_mock_and_takes_its_options(stages: list[list[Step]]) -> None:
    (port,) = of("EXPOSE", stages[-1])
    entry = json.loads(of("ENTRYPOINT", stages[-1])[0])
    assert entry == ["signoff", "mock", "--host", "0.0.0.0", "--port", port]  # noqa: S104
    assert of("CMD", stages[-1]) == []


def test_it_holds_no_secret(stages: list[list[Step]]) -> None:
    given = [text for stage in stages for word in ("ENV", "ARG") for text in of(word, stage)]
    assert not [text for text in given if _SECRET.search(text)]


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services of the compose example."""
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text())["services"]
    return found


def test_compose_builds_this_image_and_shuts_it_in(services: dict[str, Any]) -> None:
    mock = services["mock"]
    context = (COMPOSE.parent / mock["build"]["context"]).resolve()
    assert context == ROOT
    assert (context / mock["build"]["dockerfile"]).is_file()
    assert mock["read_only"] is True
    assert mock["cap_drop"] == ["ALL"]
    assert all(port.startswith("127.0.0.1:") for port in mock["ports"])


def test_the_token_of_the_control_plane_is_asked_for_and_not_written_down(services: dict[str, Any]) -> None:
    assert services["mock"]["environment"]["SIGNOFF_CONTROL_TOKEN"].startswith("${SIGNOFF_CONTROL_TOKEN:?")


def test_the_application_waits_for_the_mock_and_has_its_variables(services: dict[str, Any]) -> None:
    from signoff_contract.mock.siesmart import SieSmartMock

    application = services["application"]
    assert application["depends_on"]["mock"]["condition"] == "service_healthy"
    printed = SieSmartMock().variables("http://mock:8080")
    assert application["environment"].items() <= printed.items()
    for volume in application["volumes"]:
        assert (COMPOSE.parent / volume.split(":")[0]).is_dir()


def engine() -> str | None:
    """A container engine that answers."""
    for name in ("docker", "podman"):
        if shutil.which(name) and subprocess.run([name, "info"], capture_output=True, check=False).returncode == 0:
            return name
    return None


@contextmanager
def running(name: str, image: str, *options: str) -> Iterator[str]:
    """The id of a container of that image while it runs."""
    start = [name, "run", "--detach", "--read-only", "--tmpfs", "/tmp", *options, image, "siesmart"]  # noqa: S108
    container = subprocess.run(start, capture_output=True, text=True, check=True).stdout.strip()
    try:
        yield container
    finally:
        subprocess.run([name, "rm", "--force", container], capture_output=True, check=True)


@pytest.mark.campaign
def test_the_image_is_built_becomes_healthy_and_stops_when_it_is_told_to() -> None:
    name = engine()
    if name is None:
        pytest.skip("no container engine answers here: start docker or podman to have the image built")
    image = f"signoff-mock-test-{os.getpid()}"
    subprocess.run([name, "build", "--file", "Containerfile", "--tag", image, "."], cwd=ROOT, check=True)
    health = "import urllib.request as r; print(r.urlopen('http://127.0.0.1:8080/_signoff/health').read().decode())"
    waiting = f"import time\nfor _ in range(100):\n try:\n  {health}\n  break\n except OSError: time.sleep(0.1)"
    with running(name, image) as container:
        told = subprocess.run(
            [name, "exec", container, "python", "-c", waiting], capture_output=True, text=True, check=True
        )
        assert json.loads(told.stdout)["status"] == "ok"
        who = subprocess.run([name, "exec", container, "id", "-u"], capture_output=True, text=True, check=True)
        assert who.stdout.strip() != "0"
        subprocess.run([name, "stop", container], capture_output=True, check=True)
        ended = subprocess.run(
            [name, "inspect", "--format", "{{.State.ExitCode}}", container], capture_output=True, text=True, check=True
        )
        assert ended.stdout.strip() == "0"
    subprocess.run([name, "rmi", image], capture_output=True, check=True)


def test_the_linter_of_container_files_has_nothing_to_say() -> None:
    if shutil.which("hadolint") is None:
        pytest.skip("hadolint is not installed here")
    done = subprocess.run(["hadolint", ROOT / "Containerfile"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
