"""Shared by all tests: Hypothesis runs repeat exactly, missing programs are said in words, failures are named at once."""

import os
import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "signoff", deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)
# A campaign: other examples each time, for a machine that has hours.
settings.register_profile("campaign", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "signoff"))

PACKAGES = {
    "bash": "bash",
    "chromedriver": "chromium-driver",
    "chromium": "chromium",
    "curl": "curl",
    "git": "git",
    "go": "golang-go",
    "javac": "default-jdk-headless",
    "jq": "jq",
    "node": "nodejs",
    "openssl": "openssl",
    "php": "php-cli",
    "sha256sum": "coreutils",
    "/usr/share/java/junit-platform-console-standalone.jar": "junit5",
    "/usr/share/php/GuzzleHttp/autoload.php": "php-guzzlehttp-guzzle",
}
"""Programs (and files, by their paths) that some tests use, each with the Debian packages that they come from. `.ci/run` installs what is missing."""


@pytest.fixture
def anyio_backend() -> str:
    """Async tests run on asyncio, the event loop that applications use."""
    return "asyncio"


def missing(*programs: str) -> str | None:
    """What to say when one of the programs or files is not installed; None when all are."""
    packages = [PACKAGES[each] for each in programs if shutil.which(each) is None and not Path(each).is_file()]
    return f"not installed here; install the packages: {' '.join(packages)}" if packages else None


def leave_out(reason: str) -> None:
    """Skips the test in words; where changes are checked (CI is set) what is missing is a failure."""
    if os.environ.get("CI", "").lower() in {"", "0", "false"}:
        pytest.skip(reason)
    pytest.fail(reason, pytrace=False)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """`@pytest.mark.needs("git")`: without the program the test cannot run."""
    for mark in item.iter_markers("needs"):
        if reason := missing(*mark.args):
            leave_out(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """A test that starts a program which is not there is left out, marked or not."""
    try:
        yield
    except FileNotFoundError as error:
        if error.filename in PACKAGES and (reason := missing(error.filename)):
            leave_out(reason)
        raise


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup() -> Iterator[Any]:
    """The same for what prepares a test."""
    try:
        return (yield)
    except FileNotFoundError as error:
        if error.filename in PACKAGES and (reason := missing(error.filename)):
            leave_out(reason)
        raise


class Telling:
    """Names each failure when it happens, and says at the end how much processor time all of it took."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.seconds = 0.0

    @property
    def terminal(self) -> Any:
        """Where lines go to; None in a worker."""
        return self.config.pluginmanager.get_plugin("terminalreporter")

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A line as soon as a test fails, with what failed."""
        if report.failed and self.terminal is not None:
            crash = getattr(report.longrepr, "reprcrash", None)
            reason = str(crash.message if crash else report.longrepr).strip().partition("\n")[0]
            self.terminal.ensure_newline()
            self.terminal.write_line(f"FAILED {report.nodeid} ({report.when}): {reason[:200]}", red=True)

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """What a worker used."""
        self.seconds += getattr(node, "workeroutput", {}).get("processor_seconds", 0.0)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Tells the controller, where this is a worker."""
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output["processor_seconds"] = spent()

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """For whoever keeps an eye on it: no test fails by it."""
        # Workers have told what they used, and would be counted twice as this process's children.
        seconds = self.seconds + time.process_time() if self.seconds else spent()
        terminalreporter.write_line(f"processor time: {seconds / 60:.1f} min")


def spent() -> float:
    """Processor seconds of this process and of what it started and waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def pytest_configure(config: pytest.Config) -> None:
    # A shell that starts a run in the background lets it ignore Ctrl-C, and what it starts as well: tests send one.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    config.pluginmanager.register(Telling(config), "signoff-telling")
