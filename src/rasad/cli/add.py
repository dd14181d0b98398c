"""Doors: `rasad add`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from rasad.cli.common import check_handle, open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of add."""
    parser.add_argument("given", metavar="PATH|URL", nargs="+", help="WARC, WACZ, HTML, MHTML, text, PDF, Word, JSON Lines, URL list, folder or URL")
    parser.add_argument("--url", help="the address a page saved elsewhere was saved from")
    parser.add_argument("--captured", metavar="EDTF", help="when it was saved")
    parser.add_argument("--by", metavar="HANDLE", help="who saved it")
    parser.add_argument("--how", metavar="TEXT", help="how it was saved")
    parser.add_argument("--own", action="store_true", help="the desk's earlier coverage, as files: read and found, never proposed")


def run(options: argparse.Namespace, output: Output) -> int:
    """Adds what is given and reads it."""
    from rasad.monitor import Origin

    if options.by is not None:
        options.why = options.how or "saved elsewhere"
        check_handle(options)
    origin = Origin(
        url=options.url, captured=options.captured, by=options.by, how=options.how, own=options.own
    )
    with open_monitor(options, output) as monitor:
        before = monitor.status()["problems"]
        done = monitor.add(options.given, origin)
    new = done.problems - before
    told = f"; {new} problems, see `rasad status --problems`" if new else ""
    output.result(asdict(done), [f"{done.captures} new captures, {done.articles} articles{told}"])
    return 1 if new > 0 else 0
