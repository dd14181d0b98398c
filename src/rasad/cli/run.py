"""Doors: `rasad run`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of run."""
    parser.add_argument("--watch", action="store_true", help="go on until interrupted")
    parser.add_argument("--no-poll", action="store_true", help="read and understand what is held; ask no source")
    parser.add_argument("--window", metavar="EDTF", help="the days that texts without a date speak of")


def run(options: argparse.Namespace, output: Output) -> int:
    """One pass of collect, read, understand."""
    with open_monitor(options, output) as monitor:
        while True:
            before = monitor.status()["problems"]
            done = monitor.run(polling=not options.no_poll, window=options.window)
            output.result(
                asdict(done),
                [
                    f"{done.captures} new captures, {done.articles} articles, {done.statements} statements; "
                    f"{done.developments} developments proposed, {done.problems} problems in all"
                ],
            )
            if not options.watch:
                return 1 if done.problems > before else 0
            monitor.parts.wait(60)
