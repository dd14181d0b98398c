"""Doors: `rasad rebuild`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from rasad.cli.common import folder_of

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Rebuild takes no arguments of its own."""
    parser.add_argument("--window", metavar="EDTF", help="the days that texts without a date speak of")


def run(options: argparse.Namespace, output: Output) -> int:
    """Deletes the derived database and makes it anew."""
    from rasad.monitor import rebuild

    done = rebuild(folder_of(options), progress=output.reporter(), window=options.window)
    output.result(
        asdict(done),
        [f"rebuilt: {done.captures} captures, {done.articles} articles, {done.developments} developments"],
    )
    return 0
