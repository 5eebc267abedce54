"""How many canaries get into evidence: bundles of runs against random servers that repeat confidential values.

Every bundle is looked at as before it is written; what may be written is then searched once more, by other and simpler
code. Prints how many were written, how many refused, and how many canaries the written ones hold; exits 1 when one
does. A fifth of the servers also repeat people where the description promises that nothing personal stands: those
bundles have to be refused.

    .venv/bin/python benchmarks/canaries.py --bundles 100
"""

import argparse
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.evidence.canary_runs import bundle_of_canaries, surviving

from signoff_contract.evidence.seal.scan import scan

_CARELESS_EACH = 5


def main() -> None:
    parser = argparse.ArgumentParser(description="Build bundles from random data and look for canaries in them.")
    parser.add_argument("--bundles", type=int, default=100)
    parser.add_argument("--first-seed", type=int, default=1)
    arguments = parser.parse_args()

    written = planted = 0
    refused = {True: 0, False: 0}
    survivors: list[str] = []
    seconds: list[float] = []
    for seed in range(arguments.first_seed, arguments.first_seed + arguments.bundles):
        careless = seed % _CARELESS_EACH == 0
        files, canaries = bundle_of_canaries(seed, careless=careless)
        planted += len(canaries.all)
        start = time.perf_counter()
        hits = scan(files, canaries.all)
        seconds.append(time.perf_counter() - start)
        if hits:
            refused[careless] += 1
        else:
            written += 1
            survivors.extend(f"seed {seed}: {each}" for each in surviving(files, canaries))
    print(f"{arguments.bundles} bundles, {planted} canaries")
    print(f"refused: {refused[True]} of servers that break the description's promise, {refused[False]} of the others")
    print(f"written: {written}, with {len(survivors)} canaries in them")
    print(f"seconds for a last look: median {statistics.median(seconds):.2f}, greatest {max(seconds):.2f}")
    for survivor in survivors:
        print(f"  {survivor}")
    sys.exit(1 if survivors else 0)


if __name__ == "__main__":
    main()
