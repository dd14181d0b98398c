"""`make evals`: every task's figures against its floors. Exits 1 when one has sunk.

    python -m evals [TASK...] [--format json]

A task is a folder here with `run.py` (`run() -> dict[str, float]`) and `floors.json`:
{"corpus": {PATH: SHA-256}, "floors": {METRIC: FLOOR}}, paths below ../shared/data.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared" / "data"


def tasks() -> list[str]:
    """Folders that hold a runner and floors."""
    return sorted(path.parent.name for path in HERE.glob("*/floors.json"))


def stale(corpus: dict[str, str]) -> list[str]:
    """The corpus files that are not those the floors were set on."""
    return [
        name
        for name, digest in corpus.items()
        if hashlib.sha256((SHARED / name).read_bytes()).hexdigest() != digest
    ]


def judge(task: str) -> tuple[dict[str, float], list[str]]:
    """A task's figures, and a line for each that lies under its floor."""
    book = json.loads((HERE / task / "floors.json").read_text(encoding="utf-8"))
    changed = stale(book["corpus"])
    if changed:
        return {}, [f"{task}: {', '.join(changed)} is not the corpus the floors were set on"]
    figures = importlib.import_module(f"evals.{task}.run").run()
    sunk = [
        f"{task}: {metric} {figures.get(metric, float('nan')):.4f} is under its floor {floor}"
        for metric, floor in book["floors"].items()
        if not figures.get(metric, float("nan")) >= floor
    ]
    return figures, sunk


def main(argv: list[str] | None = None) -> int:
    """Runs the tasks named, or all."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__.splitlines()[0])
    parser.add_argument("task", nargs="*", choices=[*tasks(), []])
    parser.add_argument("--format", choices=("text", "json"), default="text")
    options = parser.parse_args(argv)
    if not SHARED.is_dir():
        print(f"evals need the corpora at {SHARED.parent.name}/data beside the checkout", file=sys.stderr)
        return 2
    everything: dict[str, dict[str, float]] = {}
    failed: list[str] = []
    for task in options.task or tasks():
        started = time.perf_counter()
        everything[task], sunk = judge(task)
        failed += sunk
        if options.format == "text":
            print(f"{task} ({time.perf_counter() - started:.0f} s)")
            for metric, value in everything[task].items():
                print(f"  {metric:42} {value:.4f}")
    if options.format == "json":
        print(json.dumps(everything, indent=2))
    for line in failed:
        print(line, file=sys.stderr)
    print(f"{sum(map(len, everything.values()))} figures, {len(failed)} under their floor", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
