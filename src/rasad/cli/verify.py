"""Doors: `rasad verify`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.errors import BadInput

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of verify."""
    parser.add_argument("path", metavar="PATH", type=Path, help="a .wacz, a monitor or archive folder, a publication")
    parser.add_argument("--key", metavar="PUBLIC", action="append", default=[], help="a public key you trust, a file or the line itself")


def run(options: argparse.Namespace, output: Output) -> int:
    """Recomputes everything; 3 on any change, which it names."""
    from rasad.model.codec import to_plain
    from rasad.monitor import verify

    if not options.path.exists():
        raise BadInput(f"{options.path}: no such file or folder")
    done = verify(options.path, keys=[_public(key) for key in options.key])
    lines = [f"CHANGED  {finding}" for finding in done.findings]
    lines += [f"note     {note}" for note in done.notes]
    lines.append(f"{options.path}: {done.kind}, {done.checked} checked, " + (f"{len(done.findings)} changed" if done.findings else "all as it was"))
    output.result(to_plain(done), lines)
    return 3 if done.findings else 0


def _public(given: str) -> str:
    path = Path(given)
    return path.read_text(encoding="utf-8") if path.is_file() else given
