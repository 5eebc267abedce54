"""One blip at each place of each partner's plan: does any of them accuse a correct server? And is a fault still found?

Every kind of blip of `tests/suite/blips.py` is put at each request of a run, in this process, without a network and
without waiting. Then planted faults are tried with a blip beside them. Prints a table for each partner; exits 1 when a
blip accused anybody or a run with a fault passed.

    make sweep                                    # everything, on all cores
    make sweep PARTNER=simutek KIND="502 page"    # one partner, the kinds whose names hold this text
    .venv/bin/python benchmarks/sweep.py --every 7 --processes 1
"""

import argparse
import multiprocessing
import sys
import time
from collections import Counter, defaultdict
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.suite import blips

from signoff_contract.mock.planted import Fault, FaultyTransport

Job = tuple[str, str, int, str]
"""Partner, kind, place, and the name of the planted fault beside the blip; empty for none."""
Told = tuple[Job, str, list[str], float]

EVERY = {"smartbusiness": 3}
"""Where a plan is long, each kind takes every n-th place, so that the sweep takes an hour on two cores; 1 takes all."""
FAULTS = 12
"""Planted faults of each partner that are tried with blips beside them."""
PLACES_WITH_FAULT = 6


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--partner", choices=blips.PARTNERS, help="one partner only")
    parser.add_argument("--kind", default="", help="only kinds whose name holds this text")
    parser.add_argument("--every", type=int, default=0, help="only every n-th place, another one for each kind")
    parser.add_argument("--processes", type=int, default=multiprocessing.cpu_count())
    arguments = parser.parse_args()
    partners = [arguments.partner] if arguments.partner else list(blips.PARTNERS)
    wrong = 0
    for partner in partners:
        kinds = [kind.name for kind in blips.kinds(partner) if arguments.kind in kind.name]
        every, last = arguments.every or EVERY.get(partner, 1), blips.places(partner)
        jobs = [
            (partner, kind, place, "")
            for number, kind in enumerate(kinds)
            for place in range(1 + number % every, last + 1, every)
        ]
        jobs += beside_faults(partner, kinds)
        wrong += tell(partner, kinds, carry_out(jobs, arguments.processes))
    sys.exit(1 if wrong else 0)


def beside_faults(partner: str, kinds: list[str]) -> list[Job]:
    """Some planted faults, each with blips at places spread over the run."""
    faults = planted(partner)
    chosen = faults[:: max(1, len(faults) // FAULTS)]
    places = blips.places(partner)
    return [
        (
            partner,
            kinds[(number + step) % len(kinds)],
            1 + (number * 7 + step * places // PLACES_WITH_FAULT) % places,
            fault.name,
        )
        for number, fault in enumerate(chosen)
        for step in range(PLACES_WITH_FAULT)
    ]


def planted(partner: str) -> list[Fault]:
    """The planted faults of a partner that are found without a blip at a server in the world."""
    faults: tuple[Fault, ...] = import_module(f"tests.suite.{partner}.catalogue").FAULTS
    # A user's consent is tried at the mock alone.
    return [fault for fault in faults if not any(row.startswith("SMB-OAUTH-") for row in fault.rows)]


def carry_out(jobs: list[Job], processes: int) -> list[Told]:
    """Runs them all, and says on standard error how far it is."""
    begun, told = time.monotonic(), []
    with multiprocessing.Pool(processes) as pool:
        for done, each in enumerate(pool.imap_unordered(run, jobs, chunksize=4), start=1):
            told.append(each)
            if done % 50 == 0 or done == len(jobs):
                left = (time.monotonic() - begun) / done * (len(jobs) - done)
                print(f"{jobs[0][0]}: {done} of {len(jobs)}, {left / 60:.0f} min left", file=sys.stderr, flush=True)
    return told


def run(job: Job) -> Told:
    """One run: its verdict, what it accuses of (or, with a fault, which of the fault's rows it found)."""
    partner, name, place, planted_name = job
    kind = next(kind for kind in blips.kinds(partner) if kind.name == name)
    start = time.process_time()
    if not planted_name:
        record = blips.disturbed(partner, kind, place)
        return job, record.verdict, blips.accused(partner, record), time.process_time() - start
    fault = next(fault for fault in planted(partner) if fault.name == planted_name)
    record = blips.certify(
        partner, lambda inner: blips.Blip(FaultyTransport(inner, fault.make(), tokens=fault.tokens), kind, place)
    )
    states = {row.requirement: row.state for row in record.requirements}
    found = [row for row in fault.rows if states[row] in blips.ACCUSING]
    return job, record.verdict, found, time.process_time() - start


def tell(partner: str, kinds: list[str], told: list[Told]) -> int:
    """Prints the figures of a partner; returns how many runs were wrong."""
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    accusations: Counter[str] = Counter()
    for (_, kind, place, fault), verdict, rows, _ in told:
        if fault:
            continue
        by_kind[kind].update([verdict, "places", *(["accused"] if rows else [])])
        accusations.update(f"{row[:160]} ({kind}, first seen at request {place})" for row in rows)
    seconds = sum(each[3] for each in told)
    print(f"\n{partner}: {len(told)} runs, {seconds:.0f} s of CPU")
    print(f"  {'kind':34}{'places':>8}{'passed':>8}{'inconcl.':>10}{'accused':>9}")
    for kind in kinds:
        counts = by_kind[kind]
        print(
            f"  {kind:34}{counts['places']:>8}{counts['passed']:>8}{counts['inconclusive']:>10}{counts['accused']:>9}"
        )
    for accusation, count in accusations.most_common(20):
        print(f"  {count} x {accusation}")
    with_fault = [each for each in told if each[0][3]]
    found = sum(bool(each[2]) for each in with_fault)
    missed = [each for each in with_fault if not each[2] and each[1] == "passed"]
    print(
        f"  with a planted fault beside the blip: {len(with_fault)} runs, found in {found}, "
        f"not judged in {len(with_fault) - found - len(missed)}, passed in {len(missed)}"
    )
    for (_, kind, place, fault), _, _, _ in missed:
        print(f"    passed with: {fault} ({kind} at request {place})")
    return sum(counts["accused"] for counts in by_kind.values()) + len(missed)


if __name__ == "__main__":
    main()
