"""What looking at large things costs, in processor time: verifying each partner's bundle, comparing two descriptions.

.venv/bin/python benchmarks/evidence.py
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from signoff_contract.description import load
from signoff_contract.description.diff import diff
from signoff_contract.evidence.gate.verify import verify
from signoff_contract.evidence.seal.reading import read_bundle
from signoff_contract.partners import having


def main() -> None:
    parser = argparse.ArgumentParser(description="Processor time of verifying bundles and comparing descriptions.")
    parser.add_argument("--runs", type=int, default=9)
    runs: int = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        signoff(folder, "keygen", "--out", "key.pem", "--no-passphrase")
        for partner in having("plan"):
            signoff(folder, "certify", partner, "--key", "key.pem", "--evidence", partner)
            (archive,) = Path(folder, partner).glob("*.zip")
            exchanges = len(json.loads((archive.with_suffix("") / "results.json").read_bytes())["exchanges"])
            tell(f"verify {partner}, {exchanges} exchanges", partial(check, archive), runs)
    old, new = load("smartbusiness"), load("smartbusiness")
    tell("compare two descriptions of smartbusiness", lambda: diff(old, new), runs)


def check(archive: Path) -> None:
    verify(read_bundle(archive))


def signoff(folder: str, *arguments: str) -> None:
    command = [sys.executable, "-c", "from signoff_contract.entry import main; main()", *arguments]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


def tell(what: str, work: Callable[[], object], runs: int) -> None:
    """Prints minimum, median and maximum of the processor time that `work` takes."""
    seconds = []
    for _ in range(runs):
        before = time.process_time()
        work()
        seconds.append(time.process_time() - before)
    print(f"{what}: {min(seconds):.2f} / {statistics.median(seconds):.2f} / {max(seconds):.2f} s (min, median, max)")


if __name__ == "__main__":
    main()
