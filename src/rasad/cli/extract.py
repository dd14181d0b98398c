"""Doors: `rasad extract`."""

from __future__ import annotations

import argparse
import atexit
import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.errors import BadInput, Unreadable

if TYPE_CHECKING:
    from rasad.cli.output import Output

_MAX = 50_000_000
_BY_SUFFIX = {".html": "html", ".htm": "html", ".txt": "text", ".md": "text", ".pdf": "pdf"}


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of extract."""
    parser.add_argument("file", metavar="FILE", help="the document; - for standard input")
    parser.add_argument("--pack", required=True, help="a country pack, or a folder that holds one")
    parser.add_argument("--url", help="its address")
    parser.add_argument("--published", metavar="EDTF", help="its date, when known from elsewhere")
    parser.add_argument("--window", metavar="EDTF", help="the days it speaks of")
    parser.add_argument("--type", choices=("html", "text", "pdf"), help="default: by suffix, else by content")


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints one JSON object (contracts §4), whatever --format says."""
    gc.disable()  # one document and no cycles: a tenth of the time of the whole command
    atexit.register(gc.freeze)  # nor are any looked for when the command ends
    try:
        return _run(options, output)
    finally:
        gc.enable()


def _run(options: argparse.Namespace, output: Output) -> int:
    from rasad.monitor.extract import extract

    if options.file == "-":
        payload = sys.stdin.buffer.read(_MAX + 1)
    else:
        path = Path(options.file)
        if not path.is_file():
            raise BadInput(f"{options.file}: {'a folder; give one document' if path.is_dir() else 'no such file'}")
        with path.open("rb") as opened:
            payload = opened.read(_MAX + 1)
    if len(payload) > _MAX:
        raise BadInput(f"{options.file}: over {_MAX:,} bytes; one document at most")
    if not payload:
        raise BadInput(f"{options.file}: empty")
    kind = options.type or _BY_SUFFIX.get(Path(options.file).suffix.lower())
    try:
        reading = extract(
            payload,
            pack=options.pack,
            url=options.url,
            published=options.published,
            window=options.window,
            type=kind,
        )
    except Unreadable as error:
        raise Unreadable(f"{options.file}: {error.message}") from error
    output.json(reading.to_dict())
    return 0
