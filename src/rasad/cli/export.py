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
    parser.add_argument("kind", choices=("wacz", "cdxj"), help="wacz: an evidence bundle; cdxj: the index of the whole archive, for replay tools")
    parser.add_argument("ids", metavar="ID", nargs="*", help="editions, developments, articles, stories, statements, text versions or captures")
    parser.add_argument("--source", metavar="ID", action="append", default=[], help="all that this source brought; may be repeated")
    parser.add_argument("--window", metavar="EDTF", help="only what was captured on these days")
    parser.add_argument("--to", metavar="PATH", type=Path, required=True)
    add_handle(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Writes the bundle and notes the act in the log."""
    check_handle(options)
    if options.to.exists():
        raise WrongUse(f"{options.to}: exists; give a new name")
    chosen = bool(options.ids or options.source)
    if options.kind == "cdxj" and (chosen or options.window):
        raise WrongUse("export cdxj: the index is of the whole archive; leave out ids, --source and --window")
    if options.kind == "wacz" and not chosen:
        raise WrongUse("say what is handed on: ids, or --source ID")
    with open_monitor(options, output) as monitor:
        if options.kind == "cdxj":
            digest = monitor.export_cdxj(options.to, by=options.by, why=options.why)
        else:
            digest = monitor.export_wacz(
                options.ids, options.to, by=options.by, why=options.why, sources=options.source, window=options.window
            )
    output.result({"path": str(options.to), "sha256": digest}, [f"{options.to}  sha256 {digest}"])
    return 0
