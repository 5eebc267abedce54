"""How long `signoff learn` takes on a large archive, and what memory it needs. SieSmart's own traffic, repeated.

.venv/bin/python benchmarks/learn.py
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = [sys.executable, "-c", "from signoff_contract.entry import main; main()"]


def record(folder: Path, entries: int) -> Path:
    """The traffic of one run against the mock, over and over until there are so many entries."""
    subprocess.run([*COMMAND, "certify", "siesmart"], cwd=folder, check=True, capture_output=True)
    (recorded,) = folder.glob("evidence/*/traffic.har")
    archive = json.loads(recorded.read_bytes())
    once = archive["log"]["entries"]
    archive["log"]["entries"] = [once[number % len(once)] for number in range(entries)]
    path = folder / "large.har"
    path.write_text(json.dumps(archive), encoding="utf-8")
    return path


def main() -> None:
    parser = argparse.ArgumentParser(description="Time signoff learn on a large archive.")
    parser.add_argument("--entries", type=int, default=10_000)
    entries: int = parser.parse_args().entries
    with tempfile.TemporaryDirectory() as folder:
        path = record(Path(folder), entries)
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        for name, more in (("findings", []), ("findings and patch", ["--write", "learned.patch"])):
            start, spent = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            subprocess.run(
                [*COMMAND, "learn", str(path), "--partner", "siesmart", *more],
                cwd=folder,
                check=True,
                capture_output=True,
            )
            cpu = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - spent
            size = path.stat().st_size / 1e6
            print(
                f"{entries} entries, {size:.0f} MB, {name}: {time.perf_counter() - start:.1f} s, {cpu:.1f} s of them CPU"
            )
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"greatest memory of a process: {peak / 1024:.0f} MB (the recording run: {before / 1024:.0f} MB)")


if __name__ == "__main__":
    main()
