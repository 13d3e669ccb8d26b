"""The floors below which the graph of the seeds may not fall.

    gate.py SCORES.json [--raise]

SCORES.json is what the score of the gold facts prints with --json. `floors.json` beside this file holds a floor for
each kind of fact and grade, and the hash of the seeds it was measured on: figures of other documents are not compared.
With --raise floors go up to what is measured; nothing here lowers one. Exit code 1 where a figure is below its floor.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
SEEDS = Path(__file__).parents[2] / "seeds"
# Scores are shares of at most some hundred facts: a difference below this is rounding, not a fact.
EPSILON = 1e-6


def corpus(folder: Path) -> str:
    """The hash of all seed documents, by name and bytes."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.txt")):
        digest.update(file.name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def shortfalls(scores: dict[str, dict[str, float | None]], floors: dict[str, dict[str, float]]) -> list[str]:
    """A line for each figure below its floor, or not measured at all."""
    lines = []
    for kind, grades in sorted(floors.items()):
        for grade, floor in sorted(grades.items()):
            got = scores.get(kind, {}).get(grade)
            if got is None or got < floor - EPSILON:
                lines.append(f"{kind} {grade}: {'not measured' if got is None else f'{got:.4f}'}, the floor is {floor}")
    return lines


def raised(
    scores: dict[str, dict[str, float | None]], floors: dict[str, dict[str, float]]
) -> dict[str, dict[str, float]]:
    """The floors, each at what is measured (rounded down) where that is higher."""
    return {
        kind: {
            grade: max(floor, math.floor((scores.get(kind, {}).get(grade) or 0.0) * 10_000) / 10_000)
            for grade, floor in grades.items()
        }
        for kind, grades in floors.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scores", type=Path)
    parser.add_argument("--raise", dest="lift", action="store_true")
    parser.add_argument("--floors", type=Path, default=FLOORS)
    parser.add_argument("--seeds", type=Path, default=SEEDS)
    options = parser.parse_args()
    scores = json.loads(options.scores.read_text("utf-8"))["total"]
    kept = json.loads(options.floors.read_text("utf-8"))
    if (found := corpus(options.seeds)) != kept["corpus"]:
        sys.exit(f"the floors were measured on other documents ({kept['corpus'][:12]}, these are {found[:12]})")
    if lines := shortfalls(scores, kept["floors"]):
        sys.exit("\n".join(lines))
    if options.lift:
        kept["floors"] = raised(scores, kept["floors"])
        options.floors.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
