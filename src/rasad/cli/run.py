"""Doors: `rasad run`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from rasad.cli.watch import add_log, keep_watch, one_pass, problems_told
from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.monitor import Run


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of run."""
    add_log(parser)
    parser.add_argument("--no-poll", action="store_true", help="read and understand what is held; ask no source")
    parser.add_argument("--window", metavar="EDTF", help="the days that texts without a date speak of")


def run(options: argparse.Namespace, output: Output) -> int:
    """One pass of collect, read, understand."""
    if options.watch:
        if options.no_poll:
            raise WrongUse("--watch waits for sources that are due; --no-poll asks none")
        return keep_watch(
            options, output, lambda monitor: _told(monitor.run(window=options.window), output)
        )
    return one_pass(
        options, output, lambda monitor: _told(monitor.run(polling=not options.no_poll, window=options.window), output)
    )


def _told(done: Run, output: Output) -> Run:
    output.result(
        asdict(done),
        [
            f"{done.captures} new captures, {done.articles} articles, {done.statements} statements; "
            f"{done.developments} developments proposed, {problems_told(done)}"
        ],
    )
    return done
