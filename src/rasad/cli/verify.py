"""Doors: `rasad verify`."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.cli.common import folder_of
from rasad.errors import BadInput

if TYPE_CHECKING:
    from rasad.cli.output import Output


_ID = re.compile(r"^[0-9a-f]{6,64}$")


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of verify."""
    parser.add_argument(
        "path", metavar="PATH|CAPTURE",
        help="a .wacz, a WARC file, a monitor or archive folder, a publication; or a capture of the monitor, by its id or enough of it",
    )  # fmt: skip
    parser.add_argument("--capture", metavar="ID", help="only this capture of PATH, and what it rests on")
    parser.add_argument("--key", metavar="PUBLIC", action="append", default=[], help="a public key you trust, a file or the line itself")


def run(options: argparse.Namespace, output: Output) -> int:
    """Recomputes everything; 3 on any change, which it names."""
    from rasad.model.codec import to_plain
    from rasad.monitor import verify

    path, capture = Path(options.path), options.capture
    if not path.exists() and capture is None and _ID.match(options.path):
        path, capture = folder_of(options), options.path
    if not path.exists():
        raise BadInput(f"{path}: no such file or folder, and no id of a capture")
    done = verify(path, keys=[_public(key) for key in options.key], capture=capture)
    lines = [f"CHANGED  {finding}" for finding in done.findings]
    lines += [f"note     {note}" for note in done.notes]
    about = f"{path}: {done.kind}{f' {capture}' if capture else ''}"
    lines.append(f"{about}, {done.checked} checked, " + (f"{len(done.findings)} changed" if done.findings else "all as it was"))
    output.result(to_plain(done), lines)
    return 3 if done.findings else 0


def _public(given: str) -> str:
    path = Path(given)
    return path.read_text(encoding="utf-8") if path.is_file() else given
