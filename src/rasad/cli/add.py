"""Doors: `rasad add`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import check_handle, open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output

_SHOWN = 10


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
    from rasad.model.codec import to_plain
    from rasad.monitor import Origin

    if options.by is not None:
        options.why = options.how or "saved elsewhere"
        check_handle(options)
    origin = Origin(
        url=options.url, captured=options.captured, by=options.by, how=options.how, own=options.own
    )
    with open_monitor(options, output) as monitor:
        done = monitor.add(options.given, origin)
    lines = [f"not taken: {one.subject}: {one.message}" for one in done.failed[:_SHOWN]]
    if len(done.failed) > _SHOWN:
        lines.append(f"and {len(done.failed) - _SHOWN} more: `rasad status --problems`")
    output.result(to_plain(done), [*lines, f"{done.captures} new captures, {done.articles} articles"])
    return 1 if done.failed else 0
