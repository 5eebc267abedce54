"""First contact at many servers of another make: how many documented rows are exercised before and after one round.

.venv/bin/python benchmarks/first_contact.py --partner siesmart --variants 5

Each variant takes a part of what `tests/learn/variants.py` calls otherwise, and makes names of its own for the members. A
round is a run, `learn`, the patch on a copy of the descriptions, a generated client, and a run again.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from attrs import asdict, evolve  # noqa: E402 - the tests are not installed
from tests.learn.test_first_contact import go_round, must_rows  # noqa: E402
from tests.learn.variant import Variant  # noqa: E402
from tests.learn.variants import VARIANTS  # noqa: E402

from signoff_contract.description.requirements import load_requirements  # noqa: E402

_AFFIXES = ("{}Value", "{}No", "own{}", "{}_ref", "list_of_{}", "{}Data")


def another(partner: str, source: random.Random) -> Variant:
    """A part of the partner's variant, with other names for the members."""
    whole = VARIANTS[partner]
    parts: dict[str, Any] = {
        name: {key: new for key, new in values.items() if source.random() < 0.7}
        for name, values in asdict(whole, recurse=False).items()
        if isinstance(values, dict) and name != "queries"
    }
    for key, new in parts["members"].items():
        if source.random() < 0.5:
            parts["members"][key] = source.choice(_AFFIXES).format(key[1]) if source.random() < 0.7 else new
    return evolve(whole, **parts)


def main() -> None:
    parser = argparse.ArgumentParser(description="Rounds of learning at servers that call things otherwise.")
    parser.add_argument("--partner", choices=sorted(VARIANTS), default="siesmart")
    parser.add_argument("--variants", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    must = must_rows(given.partner)
    print(f"{given.partner}: {len(must)} of {len(load_requirements(given.partner))} rows are documented and demanded")
    for number in range(given.seed, given.seed + given.variants):
        variant = another(given.partner, random.Random(number))
        with tempfile.TemporaryDirectory() as folder:
            done = go_round(given.partner, Path(folder), variant)
        before = sum(row.requirement in must and row.state in {"pass", "omit"} for row in done.first.requirements)
        after = {row: state for row, (state, _) in done.after["rows"].items() if row in must}
        left = sorted(row for row, state in after.items() if state not in {"pass", "omit"})
        print(
            f"variant {number}: {variant.differences} differences, {before} before, {len(must) - len(left)} after"
            f"{', left: ' + ' '.join(left) if left else ''}"
        )


if __name__ == "__main__":
    main()
