"""What the plugin for pytest costs a session that does not use it, beside one without it.

Both are sessions of one empty test with Signoff's wheel installed; in one of them its entry point is taken away. They take
turns, and processor time counts: trust the difference of the medians, machines are shared and noisy. The second figure is
taken inside one process: reading the list of the distribution's files, as pytest does for every plugin's.

    .venv/bin/python benchmarks/pytest_plugin.py
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[1]
LISTING = """
import importlib.metadata, time
from _pytest.config import _iter_rewritable_modules
took = []
for _ in range(20):
    begun = time.process_time()
    list(_iter_rewritable_modules(str(each) for each in importlib.metadata.distribution("signoff").files))
    took.append(time.process_time() - begun)
print(min(took))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what the pytest plugin costs a foreign session.")
    parser.add_argument("--rounds", type=int, default=25)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="signoff-bench-") as work:
        sites = prepare(Path(work))
        took: dict[str, list[float]] = {name: [] for name in sites}
        for _ in range(arguments.rounds):
            for name, site in sites.items():
                took[name].append(session(Path(work), site))
        listing = inside(Path(work), sites["with the plugin"])
    medians = {name: statistics.median(values) * 1000 for name, values in took.items()}
    for name, values in took.items():
        print(f"{name:<20} median {medians[name]:6.1f} ms, least {min(values) * 1000:6.1f} ms of processor time")
    less, more = medians["without"], medians["with the plugin"]
    print(f"difference {more - less:.1f} ms, {more / less:.3f} times; the list of files alone {listing * 1000:.1f} ms")


def prepare(work: Path) -> dict[str, Path]:
    """The wheel in two folders, one of them without the plugin's entry point; and one empty test."""
    (work / "suite").mkdir()
    (work / "suite" / "test_nothing.py").write_text("def test_nothing() -> None:\n    pass\n", encoding="utf-8")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(work), cwd=CHECKOUT)
    (wheel,) = work.glob("*.whl")
    sites = {name: work / name.replace(" ", "-") for name in ("with the plugin", "without")}
    first = sites["with the plugin"]
    run(
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-index",
        "--target",
        str(first),
        str(wheel),
        cwd=work,
    )
    shutil.copytree(first, sites["without"])
    (points,) = sites["without"].glob("signoff-*.dist-info/entry_points.txt")
    kept = points.read_text(encoding="utf-8").replace("[pytest11]\nsignoff = signoff_pytest\n", "")
    points.write_text(kept, encoding="utf-8")
    return sites


def session(work: Path, site: Path) -> float:
    """Seconds of processor time of one session, which sees the wheel and pytest and nothing else."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    alone(work, site, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(work / "suite"))
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def inside(work: Path, site: Path) -> float:
    """Seconds that reading the list of files takes."""
    return float(alone(work, site, "-c", LISTING))


def alone(work: Path, site: Path, *command: str) -> str:
    """A process without the packages of this environment, but for pytest."""
    needed = work / "pytest"
    if not needed.exists():
        needed.mkdir()
        for name in ("pytest", "_pytest", "py.py", "pluggy", "iniconfig", "packaging", "pygments"):
            found = next(each for each in map(Path, sys.path) if (each / name).exists())
            (needed / name).symlink_to(found / name)
    path = os.pathsep.join((str(site), str(needed)))
    return run(sys.executable, "-S", *command, cwd=work, PYTHONPATH=path)


def run(*command: str, cwd: Path, **variables: str) -> str:
    """What a process prints."""
    environment = {**os.environ, **variables}
    return subprocess.run(command, check=True, cwd=cwd, env=environment, capture_output=True, text=True).stdout


if __name__ == "__main__":
    main()
