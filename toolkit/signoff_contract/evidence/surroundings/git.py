"""Asks git about a checkout that may be anybody's: no setting of it starts a program, no variable leads elsewhere."""

import os
import shutil
import subprocess
from pathlib import Path

_SECONDS = 10.0
# What a checkout could set so that a changed file is taken for an unchanged one, or so that git starts a program.
_SETTINGS = ("core.fsmonitor=false", "core.trustctime=true", "core.checkStat=default", "core.untrackedCache=false")


def ask_git(folder: Path, *arguments: str, given: str | None = None) -> str | None:
    """What a git command says; None without git, outside of a checkout, and when it fails. `given` is its input."""
    program = shutil.which("git")
    if program is None:
        return None
    outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    command = [program, *settings, "--no-optional-locks", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command, no shell
            command,
            cwd=folder,
            env=outside,
            input=given,
            capture_output=True,
            text=True,
            errors="surrogateescape",
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError, UnicodeError):
        return None
    return done.stdout if done.returncode == 0 else None
