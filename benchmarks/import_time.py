"""Import of one generated endpoint: lazy index of the models against an eager one, side by side in one run.

Every sample is a fresh interpreter with cached bytecode; the variants take turns. Trust the ratio: machines are shared
and noisy.

    .venv/bin/python benchmarks/import_time.py
    .venv/bin/python benchmarks/import_time.py --operations 150    # and a made-up partner of that size
"""

import argparse
import ast
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from signoff_contract.codegen import generate

CHECKOUT = Path(__file__).resolve().parents[1]
# What the import costs on its own, without the start of the interpreter.
PROGRAM = """
import sys, time
wall, cpu = time.perf_counter(), time.process_time()
__import__(sys.argv[1])
print(time.perf_counter() - wall, time.process_time() - cpu)
print(sum(name.startswith(sys.argv[1].split(".")[0] + ".models.") for name in sys.modules))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the lazy index of the models with an eager one.")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--operations", type=int, default=0, help="also measure a made-up partner of that size")
    arguments = parser.parse_args()
    print(f"{'package':<22}{'models':>7}  {'imported':<16}{'wall ms':>9}{'cpu ms':>9}{'loaded':>8}")
    with tempfile.TemporaryDirectory(prefix="signoff-bench-") as work:
        packages = sorted(path for path in (CHECKOUT / "generated").glob("*_client") if path.is_dir())
        if arguments.operations:
            packages.append(make_up(Path(work, "made-up"), arguments.operations))
        for number, package in enumerate(packages):
            measure(package, Path(work, str(number)), arguments.rounds)


def measure(package: Path, work: Path, rounds: int) -> None:
    """One block of the table: the package's root alone, then one endpoint with each index."""
    ignore = shutil.ignore_patterns("__pycache__")
    lazy, eager = work / "lazy", work / "eager"
    for folder in (lazy, eager):
        shutil.copytree(package, folder / package.name, ignore=ignore)
    models = make_eager(eager / package.name / "models" / "__init__.py")
    endpoint = next(path for path in sorted(package.glob("api/*/*.py")) if path.stem != "__init__")
    module = f"{package.name}.api.{endpoint.parent.name}.{endpoint.stem}"
    variants = [
        ("root only", lazy, package.name),
        ("endpoint, lazy", lazy, module),
        ("endpoint, eager", eager, module),
    ]
    samples: dict[str, list[tuple[float, float, int]]] = {name: [] for name, _, _ in variants}
    for _, folder, target in variants:
        sample(folder, target)  # writes the bytecode
    for _ in range(rounds):
        for name, folder, target in variants:
            samples[name].append(sample(folder, target))
    walls = {}
    for name, found in samples.items():
        walls[name] = statistics.median(wall for wall, _, _ in found)
        cpu = statistics.median(cpu for _, cpu, _ in found)
        row = f"{package.name:<22}{models:>7}  {name:<16}"
        print(f"{row}{walls[name] * 1e3:>9.1f}{cpu * 1e3:>9.1f}{found[0][2]:>8}")
    ratio = walls["endpoint, lazy"] / walls["endpoint, eager"]
    print(f"{package.name}: lazy takes {ratio:.2f} of eager (medians of {rounds})")


def sample(folder: Path, module: str) -> tuple[float, float, int]:
    """Seconds of wall and CPU time for one import in a fresh interpreter, and how many models it loaded."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, module],
        env={**environment, "PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    wall, cpu, loaded = done.stdout.split()
    return float(wall), float(cpu), int(loaded)


def make_eager(index: Path) -> int:
    """Turn the lazy index back into plain imports; returns how many models it names."""
    lines = [
        f"from .{node.module} import {node.names[0].name}"
        for node in ast.walk(ast.parse(index.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and node.level == 1
    ]
    index.write_text("\n".join(lines) + "\n", "utf-8")
    return len(lines)


def make_up(folder: Path, operations: int) -> Path:
    """Generate a client with that many operations, four models for every three of them."""
    schemas: dict[str, Any] = {
        f"Thing{number}": {
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "integer"}, **{f"field{index}": {"type": "string"} for index in range(10)}},
        }
        for number in range(operations * 4 // 3)
    }
    names = list(schemas)
    for number, name in enumerate(names[operations:]):
        schemas[names[number]]["properties"]["part"] = {"$ref": f"#/components/schemas/{name}"}
    paths = {
        f"/things{number}": {
            "get": {
                "operationId": f"area{number % 10}_read_{number}",
                "tags": [f"area{number % 10}"],
                "responses": {
                    "200": {
                        "description": "The thing.",
                        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{names[number]}"}}},
                    }
                },
            }
        }
        for number in range(operations)
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Made up", "version": "1"},
        "paths": paths,
        "components": {"schemas": schemas},
    }
    partner = folder / "openapi" / "madeup"
    partner.mkdir(parents=True)
    (partner / "openapi.yaml").write_text(json.dumps(document), "utf-8")
    return generate(["madeup"], folder / "openapi", folder / "generated").partners[0].package


if __name__ == "__main__":
    main()
