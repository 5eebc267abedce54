"""How long generation takes: all partners from nothing, and again when nothing changed. Whole commands, wall time.

.venv/bin/python benchmarks/generation.py
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time

COMMAND = [sys.executable, "-c", "from signoff_contract.entry import main; main()", "generate"]


def timed(output: str) -> float:
    """Seconds of one `signoff generate` into a folder."""
    start = time.perf_counter()
    subprocess.run([*COMMAND, "--output", output], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="Time cold generation against an up-to-date tree.")
    parser.add_argument("--rounds", type=int, default=3)
    rounds: int = parser.parse_args().rounds
    cold, unchanged = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder:
            cold.append(timed(folder))
            unchanged.append(timed(folder))
    print(f"all partners, {rounds} rounds, wall time of the whole command")
    for name, figures in (("from nothing", cold), ("nothing changed", unchanged)):
        print(f"  {name:16} median {statistics.median(figures):5.2f} s, greatest {max(figures):5.2f} s")


if __name__ == "__main__":
    main()
