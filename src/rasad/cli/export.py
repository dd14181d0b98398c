"""Doors: `rasad export`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.cli.common import add_handle, check_handle, open_monitor
from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of export."""
    parser.add_argument("kind", choices=("wacz",), help="the form")
    parser.add_argument("ids", metavar="ID", nargs="+", help="editions, developments, articles or text versions")
    parser.add_argument("--to", metavar="PATH", type=Path, required=True)
    add_handle(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Writes the bundle and notes the act in the log."""
    check_handle(options)
    if options.to.exists():
        raise WrongUse(f"{options.to}: exists; give a new name")
    with open_monitor(options, output) as monitor:
        digest = monitor.export_wacz(options.ids, options.to, by=options.by, why=options.why)
    output.result({"path": str(options.to), "sha256": digest}, [f"{options.to}  sha256 {digest}"])
    return 0
