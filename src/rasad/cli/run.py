"""Doors: `rasad run`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor
from rasad.cli.watch import keep_watch
from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.monitor import Run


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of run."""
    parser.add_argument("--watch", action="store_true", help="go on until interrupted")
    parser.add_argument("--no-poll", action="store_true", help="read and understand what is held; ask no source")
    parser.add_argument("--window", metavar="EDTF", help="the days that texts without a date speak of")


def run(options: argparse.Namespace, output: Output) -> int:
    """One pass of collect, read, understand."""
    polling = not options.no_poll
    if options.watch:
        if options.no_poll:
            raise WrongUse("--watch waits for sources that are due; --no-poll asks none")
        return keep_watch(
            options, output, lambda monitor: _told(monitor.run(window=options.window), output)
        )
    with open_monitor(options, output) as monitor:
        before = monitor.status()["problems"]
        done = monitor.run(polling=polling, window=options.window)
        _told(done, output)
        return 1 if done.problems > before else 0


def _told(done: Run, output: Output) -> None:
    output.result(
        asdict(done),
        [
            f"{done.captures} new captures, {done.articles} articles, {done.statements} statements; "
            f"{done.developments} developments proposed, {done.problems} problems in all"
        ],
    )
