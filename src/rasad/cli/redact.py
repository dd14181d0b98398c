"""Doors: `rasad redact`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import add_handle, check_handle, folder_of

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of redact."""
    parser.add_argument("capture", metavar="CAPTURE", help="the capture that leaves, by its id or enough of it")
    add_handle(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Puts a tombstone in the place of the capture and makes the database anew."""
    from rasad.model.codec import to_plain
    from rasad.monitor import redact

    check_handle(options)
    done = redact(
        folder_of(options), options.capture, by=options.by, why=options.why, progress=output.reporter()
    )
    lines = [f"removed capture {id}" for id in done.removal.captures]
    lines += [f"removed text {id}" for id in done.removal.texts]
    lines += [f"still held: the same payload or text in capture {id}" for id in done.removal.also]
    lines += [f"still holds it: {path}, a bundle that was made before; delete it if it must not be handed on" for path in done.bundles]
    output.result(to_plain(done), lines)
    return 0
