"""Kill harness: `kill -9` at random moments of keeping records; then: what was acknowledged is there, once, whole.

    python evals/harness/kill.py --kills 300

A child keeps exchanges and texts in a loop and prints each id once the call has returned. After each
kill the archive is opened as the next run would open it, healed, and compared with all that was
printed. Figures: acknowledged and lost, duplicated, damaged WARC, log that does not hold.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random  # noqa: TID251 - seeded, and printed
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rasad import preserve
from rasad.model import Fetched
from rasad.monitor.clock import SystemClock

ROTATE = 40_000


@dataclass
class Figures:
    """What a run of the harness found."""

    kills: int = 0
    acknowledged: int = 0
    healed: int = 0
    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """True when nothing was lost, doubled or damaged."""
        return not (self.lost or self.duplicated or self.findings)


def _open(folder: Path) -> preserve.FileArchive:
    clock = SystemClock()
    log = preserve.Log(folder / "log", clock=clock)
    return preserve.open_archive(folder / "archive", clock=clock, log=log, rotate=ROTATE)


def keep_on(folder: Path, start: int) -> None:
    """The child: keeps and prints, without end."""
    archive = _open(folder)
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    number = start
    while True:
        at = (moment + timedelta(seconds=number)).strftime("%Y-%m-%dT%H:%M:%SZ")
        body = os.urandom(number * 7919 % 9000 + 1) if number % 3 else b"the same page"
        exchange = Fetched(
            url=f"https://agency.example/{number % 50}",
            request_headers=(("Host", "agency.example"),),
            headers=(("Content-Type", "text/html"),),
            body=body,
            at=at,
        )
        capture = archive.keep(exchange, source="agency", by=None, how="poll")
        sys.stdout.write(f"c {capture.id}\n")
        text = archive.keep_text(capture, f"text {number}", "read-1")
        sys.stdout.write(f"t {text.id}\n")
        sys.stdout.flush()
        number += 1


def run(folder: Path, kills: int, seed: int) -> Figures:
    """Kills the child `kills` times and compares after each."""
    dice = random.Random(seed)  # noqa: S311 - no secret
    figures = Figures()
    known: set[str] = set()
    for round_ in range(kills):
        command = [
            sys.executable,
            "-u",
            __file__,
            "--child",
            str(folder),
            "--start",
            str(round_ * 100_000),
        ]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            # One in four is killed while it starts and heals, the others while they keep.
            is_early = dice.random() < 0.25
            wait = dice.uniform(0.0, 0.8 if is_early else 0.12)
            first = "" if is_early else child.stdout.readline()
            timer = threading.Timer(wait, lambda c=child: os.kill(c.pid, signal.SIGKILL))
            timer.start()
            said = [first, *child.stdout.readlines()]
            timer.join()
        known |= {line.strip() for line in said if line.endswith("\n")}
        figures.kills += 1
        _compare(folder, known, figures)
    figures.acknowledged = len(known)
    return figures


def _compare(folder: Path, known: set[str], figures: Figures) -> None:
    archive = _open(folder)
    figures.healed += len(archive.heal())
    captures = list(archive.captures())
    held = Counter(f"c {capture.id}" for capture in captures)
    texts = {f"t {text.id}" for text in archive.texts()}
    figures.lost += sorted(known - set(held) - texts)
    figures.duplicated += [id for id, count in held.items() if count > 1]
    figures.findings += preserve.verify(folder).findings
    for capture in captures[-20:]:
        archive.fetched(capture)
    archive.close()
    if archive.log is not None:
        archive.log.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the harness and prints its figures and its seed. 0 when nothing was lost, doubled or damaged."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--start", type=int, default=0, help=argparse.SUPPRESS)
    choices = parser.parse_args(argv)
    if choices.child is not None:
        with contextlib.suppress(BrokenPipeError):
            keep_on(choices.child, choices.start)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        figures = run(Path(folder), choices.kills, choices.seed)
    print(
        json.dumps(
            {
                "harness": "kill",
                "seed": choices.seed,
                "kills": figures.kills,
                "acknowledged": figures.acknowledged,
                "healed": figures.healed,
                "lost": len(figures.lost),
                "duplicated": len(figures.duplicated),
                "damaged": len(figures.findings),
            }
        )
    )
    for what in (*figures.lost[:5], *figures.duplicated[:5], *figures.findings[:5]):
        print(what, file=sys.stderr)
    return 0 if figures.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
