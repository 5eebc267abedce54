"""`environment.json`: with what, and from which state of the sources, a run was made."""

import json
import os
import platform
import shutil
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from signoff._pipeline.clock import SystemClock
from signoff_contract.suite.model import RunRecord
from signoff_contract.suite.target import Target

_TOOLS = ("signoff", "attrs", "httpx2", "jinja2", "jsonschema-rs", "pyrate-limiter")
_GIT_SECONDS = 10.0


@frozen
class Environment:
    """What a reader needs to repeat a run. No user name, no host name of ours, no path.

    `requests_per_minute` is the pace that the client kept, None without a limit; `commit` and `dirty` (changed files
    that are under version control) are None outside a git checkout.
    """

    target: str
    host: str
    python: str
    system: str
    seed: int
    requests_per_minute: int | None
    clock: str
    commit: str | None = None
    dirty: bool | None = None
    tools: dict[str, str] = field(factory=dict)


def environment(target: Target, record: RunRecord, checkout: Path | None = None) -> Environment:
    """The environment of a run that was just made; `checkout` is the folder asked for its commit (default: here)."""
    commit, dirty = read_commit(checkout or Path.cwd())
    return Environment(
        target=record.target,
        host=record.host,
        python=f"{platform.python_implementation()} {platform.python_version()}",
        system=f"{platform.system()} {platform.machine()}",
        seed=record.seed,
        requests_per_minute=record.requests_per_minute,
        clock="system" if isinstance(target.clock, SystemClock) else "injected",
        commit=commit,
        dirty=dirty,
        tools={name: found for name in _TOOLS if (found := _version(name)) is not None},
    )


def render_environment(environment: Environment) -> str:
    """The text of `environment.json`."""
    values: dict[str, Any] = asdict(environment)
    return json.dumps(values, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def read_commit(folder: Path) -> tuple[str | None, bool | None]:
    """The commit that a folder's checkout stands at, and whether tracked files differ from it; None if unknown."""
    commit = _git(folder, "rev-parse", "--verify", "HEAD")
    if commit is None:
        return None, None
    changed = _git(folder, "status", "--porcelain", "--untracked-files=no")
    return commit.strip(), None if changed is None else bool(changed.strip())


def _git(folder: Path, *arguments: str) -> str | None:
    program = shutil.which("git")
    if program is None:
        return None
    # Settings of a foreign checkout must not start programs, and variables must not point to another one.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = [program, "-c", "core.fsmonitor=false", "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            command, cwd=folder, env=outside, capture_output=True, text=True, timeout=_GIT_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return done.stdout if done.returncode == 0 else None


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
