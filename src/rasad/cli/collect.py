"""Doors: `rasad collect`."""

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
    """Arguments of collect."""
    parser.add_argument("--source", metavar="ID", help="only this source, due or not")
    parser.add_argument("--now", action="store_true", help="all sources, due or not")
    add_log(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Polls what is due."""
    if options.watch:
        if options.source or options.now:
            raise WrongUse("--watch polls what is due; leave --source and --now to a single pass")
        return keep_watch(options, output, lambda monitor: _told(monitor.collect(), output))
    return one_pass(options, output, lambda monitor: _told(monitor.collect(options.source, force=options.now), output))


def _told(done: Run, output: Output) -> Run:
    output.result(asdict(done), [f"{done.captures} new captures; {problems_told(done)}"])
    return done
