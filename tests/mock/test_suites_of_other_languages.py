"""Test suites in other languages, and a shell, start the mock, steer it and look into it: the examples as they stand."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
TESTS = 5


def run(*command: str, folder: str = "") -> str:
    """What an example prints, with the `signoff` of this environment."""
    done = subprocess.run(
        command,
        cwd=EXAMPLES / folder,
        env={**os.environ, "SIGNOFF": str(Path(sys.executable).with_name("signoff"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.served
@pytest.mark.needs("bash", "javac", "/usr/share/java/junit-platform-console-standalone.jar")
def test_junit() -> None:
    output = run("bash", "run.sh", folder="junit5")
    assert re.search(rf"\[ +{TESTS} tests successful +\]", output)


@pytest.mark.served
@pytest.mark.needs("node")
def test_node() -> None:
    assert f"# pass {TESTS}\n" in run("node", "--test", "--test-reporter=tap", folder="node-test")


@pytest.mark.served
@pytest.mark.needs("bash", "curl", "jq")
def test_the_tour_goes_as_the_page_shows_it() -> None:
    page = (ROOT / "docs/mock.md").read_text()
    shown = page.partition("$ bash examples/mock-tour.sh\n")[2].partition("```")[0]
    assert run("bash", "mock-tour.sh").strip() == shown.strip()
