"""Kill harness: `kill -9` at random moments of collecting; then: what was acknowledged is there, once, whole.

    python evals/harness/kill.py --kills 300

A child collects pages and keeps texts from a server on loopback, closes batches and redacts, and prints
each id once the call has returned. One child in eight has no room on its disk and ends by itself. After
each the archive is opened as the next run would open it, healed, and compared with all that was printed.
Figures: acknowledged and lost, duplicated, damaged WARC, log that does not hold.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from evals.harness import killing  # noqa: E402

from rasad import collect, preserve  # noqa: E402
from rasad.errors import CannotWrite  # noqa: E402
from rasad.model import Fetched  # noqa: E402
from rasad.monitor.clock import SystemClock  # noqa: E402

ROTATE = 40_000
HOST = "agency.example"


class Pages(BaseHTTPRequestHandler):
    """A page for every number, some of them the same again and again."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        number = int(self.path.strip("/"))
        body = os.urandom(number * 7919 % 9000 + 1) if number % 3 else b"the same page"
        with contextlib.suppress(OSError):  # the child may be dead by now
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Says nothing."""


@dataclass
class Figures(killing.Figures):
    """What a run of the harness found; `removed` counts the redactions."""

    removed: int = 0


def _open(folder: Path) -> preserve.FileArchive:
    clock = SystemClock()
    log = preserve.Log(folder / "log", clock=clock)
    return preserve.open_archive(folder / "archive", clock=clock, log=log, rotate=ROTATE)


def keep_on(folder: Path, start: int, port: int, room: int) -> None:
    """The child: collects, keeps and prints, without end; with `room`, until a file would be longer than that."""
    if room:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
    archive = _open(folder)
    assert archive.log is not None

    def keep(exchange: Fetched, source: str | None) -> Fetched:
        return replace(exchange, capture=archive.keep(exchange, source=source, by=None, how="item").id)

    settings = collect.WebSettings(local={HOST: f"127.0.0.1:{port}"}, delay=0)
    web = collect.Web(keep=keep, clock=SystemClock(), wait=lambda seconds: None, settings=settings)
    for number in range(start, start + 100_000):
        fetched = web.get(f"http://{HOST}/{number}", source="agency", ask_robots=False)
        say("c", fetched.capture or "")
        capture = archive.capture(archive.location_of(fetched.capture or ""))
        say("t", archive.keep_text(capture, f"text {number}", "read-1").id)
        if number % 7 == 0:
            preserve.close_batch(archive.log)
        if number % 5 == 0:
            archive.redact(capture.id, by="mina", why="names a bystander")
            say("r", capture.id)


def say(kind: str, id: str) -> None:
    """Acknowledges."""
    sys.stdout.write(f"{kind} {id}\n")
    sys.stdout.flush()


def run(folder: Path, kills: int, seed: int) -> Figures:
    """Kills the child `kills` times and compares after each."""
    dice = random.Random(seed)
    figures = Figures()
    known: set[str] = set()
    with killing.serving(killing.Server(("127.0.0.1", 0), Pages)) as server:
        for round_ in range(kills):
            is_full = dice.random() < 1 / 8
            room = dice.randrange(8_000, ROTATE) if is_full else 0
            command = [sys.executable, "-u", __file__, "--child", str(folder), "--start", str(round_ * 100_000)]
            command += ["--port", str(server.server_address[1]), "--room", str(room)]
            # One in four is killed while it starts and heals, the others while they keep.
            is_early = dice.random() < 0.25
            wait = dice.uniform(0.0, 1.2 if is_early else 0.12)
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
                known |= killing.named_until_killed(child, wait, is_early=is_early)
            figures.kills += 1
            figures.full += is_full
            _compare(folder, known, figures)
    figures.acknowledged = len(known)
    return figures


def _compare(folder: Path, known: set[str], figures: Figures) -> None:
    archive = _open(folder)
    figures.healed += len(archive.heal())
    captures = list(archive.captures())
    held = Counter(f"c {capture.id}" for capture in captures)
    texts = {f"t {text.id}" for text in archive.texts()}
    assert archive.log is not None
    removals = list(preserve.removals(archive.log.lines()))
    gone = {f"{kind} {id}" for removal in removals for kind in "cr" for id in removal.captures}
    gone |= {f"t {id}" for removal in removals for id in removal.texts}
    figures.removed = len(removals)
    figures.lost += sorted(known - set(held) - texts - gone)
    figures.findings += [f"{id}: removed and still there" for id in gone & set(held)]
    figures.duplicated += [id for id, count in held.items() if count > 1]
    figures.findings += preserve.verify(folder).findings
    for capture in captures[-20:]:
        archive.fetched(capture)
    archive.close()
    if archive.log is not None:
        archive.log.close()


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the harness and prints its figures and its seed. 0 when nothing was lost, doubled or damaged."""
    parser = killing.parser(__doc__)
    parser.add_argument("--start", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    choices = parser.parse_args(argv)
    if choices.child is not None:
        with contextlib.suppress(BrokenPipeError, CannotWrite):
            keep_on(choices.child, choices.start, choices.port, choices.room)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        figures = run(Path(folder), choices.kills, choices.seed)
    return killing.report("kill", choices.seed, {**figures.told(), "redactions": figures.removed}, figures.troubles)


if __name__ == "__main__":
    sys.exit(main())
