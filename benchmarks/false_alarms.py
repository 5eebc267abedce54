"""How often the plan accuses a correct server: many runs with different seeds against the embedded mock.

Prints the verdicts, the requests per run and the time per run; exits 1 when a run was not passed. With no alarm in n
runs, the rate of false alarms is below 3/n with 95 % confidence.

    make false-alarms            # 300 runs
    .venv/bin/python benchmarks/false_alarms.py --runs 20 --first-seed 1000
"""

import argparse
import statistics
import sys
import time
from collections import Counter

from signoff_contract import testing
from signoff_contract.testing import State

ALARMS = {State.FAIL, State.INCONCLUSIVE, State.REVIEW, State.WARN}


def main() -> None:
    parser = argparse.ArgumentParser(description="Run the plan many times against the correct mock.")
    parser.add_argument("--partner", default="siesmart")
    parser.add_argument("--runs", type=int, default=300)
    parser.add_argument("--first-seed", type=int, default=1)
    arguments = parser.parse_args()

    verdicts: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    requests: list[int] = []
    seconds: list[float] = []
    for index in range(arguments.runs):
        seed = arguments.first_seed + index
        start = time.perf_counter()
        record = testing.certify(arguments.partner, seed=seed).record
        seconds.append(time.perf_counter() - start)
        requests.append(record.requests_sent)
        verdicts[record.verdict] += 1
        for outcome in record.requirements:
            if outcome.state in ALARMS:
                alarms[f"{outcome.requirement} {outcome.state}: {outcome.reason} (first seen with seed {seed})"] += 1
        if sys.stderr.isatty():
            print(f"\r{index + 1}/{arguments.runs}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(f"{arguments.runs} runs, seeds {arguments.first_seed} to {arguments.first_seed + arguments.runs - 1}")
    print("verdicts: " + ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())))
    print(f"requests per run: {min(requests)} to {max(requests)} (budget {record.budget})")
    print(f"seconds per run: median {statistics.median(seconds):.2f}, greatest {max(seconds):.2f}")
    for alarm, count in alarms.most_common():
        print(f"  {count} x {alarm}")
    sys.exit(1 if alarms else 0)


if __name__ == "__main__":
    main()
