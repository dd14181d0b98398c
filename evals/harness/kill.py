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
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from rasad import collect, preserve
from rasad.errors import CannotWrite
from rasad.model import Fetched
from rasad.monitor.clock import SystemClock

ROTATE = 40_000
HOST = "agency.example"


class Server(ThreadingHTTPServer):
    """A server whose clients are killed."""

    def handle_error(self, *_: object) -> None:
        """A client that was killed is no error."""


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
class Figures:
    """What a run of the harness found."""

    kills: int = 0
    full: int = 0
    removed: int = 0
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
    server = Server(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for round_ in range(kills):
        is_full = dice.random() < 1 / 8
        room = dice.randrange(8_000, ROTATE) if is_full else 0
        command = [sys.executable, "-u", __file__, "--child", str(folder), "--start", str(round_ * 100_000)]
        command += ["--port", str(server.server_address[1]), "--room", str(room)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
            assert child.stdout is not None
            # One in four is killed while it starts and heals, the others while they keep.
            is_early = dice.random() < 0.25
            wait = dice.uniform(0.0, 1.2 if is_early else 0.12)
            first = "" if is_early else child.stdout.readline()
            timer = threading.Timer(wait, lambda c=child: os.kill(c.pid, signal.SIGKILL))
            timer.start()
            said = [first, *child.stdout.readlines()]
            timer.join()
        known |= {line.strip() for line in said if line.endswith("\n")}
        figures.kills += 1
        figures.full += is_full
        _compare(folder, known, figures)
    server.shutdown()
    server.server_close()
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
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--start", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--room", type=int, default=0, help=argparse.SUPPRESS)
    choices = parser.parse_args(argv)
    if choices.child is not None:
        with contextlib.suppress(BrokenPipeError, CannotWrite):
            keep_on(choices.child, choices.start, choices.port, choices.room)
        return 0
    with tempfile.TemporaryDirectory() as folder:
        figures = run(Path(folder), choices.kills, choices.seed)
    print(
        json.dumps(
            {
                "harness": "kill",
                "seed": choices.seed,
                "kills": figures.kills,
                "with a full disk": figures.full,
                "acknowledged": figures.acknowledged,
                "redactions": figures.removed,
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
