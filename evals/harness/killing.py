"""What the kill harnesses share: a server whose clients die, a child that is killed while it names what it kept, figures, the command line."""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import TypeVar

Serving = TypeVar("Serving", bound=ThreadingHTTPServer)


class Server(ThreadingHTTPServer):
    """A server whose clients are killed."""

    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A client that was killed is no error."""


@contextmanager
def serving(server: Serving) -> Iterator[Serving]:
    """The server at work, then shut."""
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Figures:
    """What a run of a harness found."""

    kills: int = 0
    full: int = 0
    acknowledged: int = 0
    healed: int = 0
    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    @property
    def troubles(self) -> list[str]:
        """All that should not be."""
        return [*self.lost, *self.duplicated, *self.findings]

    def told(self) -> dict[str, int]:
        """The figures by the names they are printed under."""
        return {
            "kills": self.kills,
            "with a full disk": self.full,
            "acknowledged": self.acknowledged,
            "healed": self.healed,
            "lost": len(self.lost),
            "duplicated": len(self.duplicated),
            "damaged": len(self.findings),
        }


def named_until_killed(child: subprocess.Popen[str], wait: float, *, is_early: bool) -> set[str]:
    """What a child named in whole lines until it was killed or ended.

    The moment comes after `wait` seconds, counted from the first name, or `is_early` from the start: while the child starts and heals.
    """
    assert child.stdout is not None
    first = "" if is_early else child.stdout.readline()
    timer = threading.Timer(wait, lambda: os.kill(child.pid, signal.SIGKILL))
    timer.start()
    said = [first, *child.stdout.readlines()]
    child.wait()
    timer.cancel()
    return {line.strip() for line in said if line.endswith("\n")}


def parser(doc: str) -> argparse.ArgumentParser:
    """The command line of a harness; `--child` and what follows is for the child alone."""
    made = argparse.ArgumentParser(description=doc, formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--kills", type=int, default=300)
    made.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(4), "big"))
    made.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    made.add_argument("--room", type=int, default=0, help=argparse.SUPPRESS)
    return made


def report(harness: str, seed: int, told: Mapping[str, int], troubles: Sequence[str]) -> int:
    """Prints figures and seed, and the first troubles. The exit code: 0 when there are none."""
    print(json.dumps({"harness": harness, "seed": seed, **told}))
    for what in troubles[:12]:
        print(what, file=sys.stderr)
    return 1 if troubles else 0
