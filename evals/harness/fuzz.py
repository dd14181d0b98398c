"""Fuzz harness: mutated pages, texts, records, PDFs and dates through everything that reads. 0 crashes, 0 hangs, memory bounded.

    python evals/harness/fuzz.py [--cases 200000] [--seed N] [--jobs 2] [--kind KIND] [--again NUMBER]

Each case goes through `read.read_document`, `calendars.parse` or `rasad.extract` in a worker process with a limit of processor time and of memory; allowed
ends are a reading, whose spans must lie where they say, and a refusal (Unreadable, BadInput). A failing case is printed as seed and number, never
as its text: `--seed N --again NUMBER` runs it again. Figures: cases of each kind and how they ended, the slowest, the peak memory of
workers after each quarter.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # workers find the cases by this

from evals.harness import fuzz_cases as cases  # noqa: E402
from evals.harness.fuzz_material import news_places  # noqa: E402

from rasad.errors import ItemFailed  # noqa: E402
from rasad.runners import OpenRunner, open_runner  # noqa: E402

CHUNK = 25
PATIENCE = 600.0  # seconds on the wall for a chunk; hanging is measured by the processor


class Tally:
    """What came so far."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, str]] = Counter()
        self.failed: list[tuple[int, str, str]] = []
        self.slowest: tuple[float, int, str] = (0.0, -1, "")
        self.peaks = [0, 0, 0, 0]

    def take(self, outcome: cases.Outcome, quarter: int) -> None:
        """Adds a stretch."""
        self.counts.update(outcome.counts)
        self.failed += outcome.failed
        self.slowest = max(self.slowest, outcome.slowest)
        self.peaks[quarter] = max(self.peaks[quarter], outcome.peak)

    def lose(self, number: int, why: str) -> None:
        """A case that took its worker with it."""
        how = "hang" if "SIGPROF" in why or "took more" in why else "crash"
        self.counts["lost", how] += 1
        self.failed.append((number, "lost", f"{how}: {why}"))


def results(runner: OpenRunner, tasks: Sequence[cases.Task]) -> Iterator[tuple[cases.Task, cases.Outcome | str]]:
    """Each task with what it came to, or why its worker ended."""
    given = runner.map(cases.attempt, iter(tasks))
    for task in tasks:
        try:
            yield task, next(given)
        except ItemFailed as error:
            yield task, error.message


def go_through(runner: OpenRunner, seed: int, count: int, kind: str | None) -> Tally:
    """All cases; a chunk that ended its worker is gone through again, a case at a time."""
    tally = Tally()
    tasks = [cases.Task(seed, first, min(CHUNK, count - first), kind) for first in range(0, count, CHUNK)]
    again: list[cases.Task] = []
    for task, outcome in results(runner, tasks):
        quarter = min(3, 4 * task.first // count)
        if isinstance(outcome, str):
            again += [cases.Task(seed, task.first + at, 1, kind) for at in range(task.count)]
        else:
            tally.take(outcome, quarter)
        if task.first and task.first % 10_000 == 0:
            print(f"{task.first:,} cases, {len(tally.failed)} failed", file=sys.stderr, flush=True)
    for task, outcome in results(runner, again):
        if isinstance(outcome, str):
            tally.lose(task.first, outcome)
        else:
            tally.take(outcome, 3)
    return tally


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the harness and prints its figures and its seed. 0 when nothing crashed, hung or was wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kind", choices=sorted(cases.MAKERS))
    parser.add_argument("--again", type=int, metavar="NUMBER", help="one case, in this process")
    choices = parser.parse_args(argv)
    if choices.again is not None:
        print(cases.attempt(cases.Task(choices.seed, choices.again, 1, choices.kind)))
        return 0
    started = time.monotonic()
    runner = open_runner("local", jobs=choices.jobs, patience=PATIENCE)
    try:
        tally = go_through(runner, choices.seed, choices.cases, choices.kind)
    finally:
        runner.close()
    ends: dict[str, dict[str, int]] = {}
    for (kind, how), number in sorted(tally.counts.items()):
        ends.setdefault(kind, {})[how] = number
    told = {how: sum(number for (_, other), number in tally.counts.items() if other == how) for how in ("crash", "hang", "wrong")}
    seconds, number, kind = tally.slowest
    figures = {
        "harness": "fuzz", "seed": choices.seed, "cases": tally.counts.total(), "pages of news": len(news_places()), **told, "ends": ends,
        "slowest": f"{seconds:.1f} s ({kind} {number})", "peak MB of a worker by quarter": tally.peaks, "seconds": round(time.monotonic() - started),
    }  # fmt: skip
    print(json.dumps(figures))
    for number, kind, why in sorted(tally.failed)[:40]:
        print(f"failed: --seed {choices.seed} --again {number} ({kind}): {why}", file=sys.stderr)
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
