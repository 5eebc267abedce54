"""First contact at many servers of another make: how many documented rows are exercised before and after one round.

.venv/bin/python benchmarks/first_contact.py --partner siesmart --variants 5

Each variant draws other names, places, statuses and paths for about half of what is only proposed, see
`tests/learn/drawing.py`. A round is a run, `learn`, the patch on a copy of the descriptions, a generated client, and a run again.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.learn.drawing import draw, proposed  # noqa: E402 - the tests are not installed
from tests.learn.test_first_contact import go_round, must_rows  # noqa: E402
from tests.learn.variants import VARIANTS  # noqa: E402

from signoff_contract.description.requirements import load_requirements  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description="Rounds of learning at servers that call things otherwise.")
    parser.add_argument("--partner", choices=sorted(VARIANTS), default="siesmart")
    parser.add_argument("--variants", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--share", type=float, default=0.5, help="how much of what is proposed is called otherwise")
    given = parser.parse_args()
    must = must_rows(given.partner)
    kinds = proposed(given.partner)
    print(
        f"proposed: {len(kinds.members)} members, {kinds.places} places, {len(kinds.paths)} paths, "
        f"{len(kinds.statuses)} statuses, {len(kinds.media_types)} media types, {len(kinds.queries)} parameters"
    )
    print(f"{given.partner}: {len(must)} of {len(load_requirements(given.partner))} rows are documented and demanded")
    for number in range(given.seed, given.seed + given.variants):
        variant = draw(given.partner, random.Random(number), given.share)
        with tempfile.TemporaryDirectory() as folder:
            done = go_round(given.partner, Path(folder), variant)
        before = sum(row.requirement in must and row.state in {"pass", "omit"} for row in done.first.requirements)
        after = {row: state for row, (state, _) in done.after["rows"].items() if row in must}
        left = sorted(row for row, state in after.items() if state not in {"pass", "omit"})
        print(
            f"variant {number}: {variant.differences} differences, {before} before, {len(must) - len(left)} after, "
            f"{done.first.verdict} and {done.after['verdict']}",
            flush=True,
        )
        rows = {row.requirement: (row.state.value, row.reason) for row in done.first.requirements}
        accused = {f"{row} (first)": rows[row] for row in rows if rows[row][0] in {"fail", "warn"}}
        accused |= {row: said for row, said in done.after["rows"].items() if said[0] in {"fail", "warn"}}
        for row, (state, reason) in (accused | {row: done.after["rows"][row] for row in left}).items():
            print(f"  {row} {state}: {reason}", flush=True)


if __name__ == "__main__":
    main()
