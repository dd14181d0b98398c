"""Doors: `rasad collect`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of collect."""
    parser.add_argument("--source", metavar="ID", help="only this source, due or not")
    parser.add_argument("--now", action="store_true", help="all sources, due or not")
    parser.add_argument("--watch", action="store_true", help="go on until interrupted")


def run(options: argparse.Namespace, output: Output) -> int:
    """Polls what is due."""
    with open_monitor(options, output) as monitor:
        while True:
            before = monitor.status()["problems"]
            done = monitor.collect(options.source, force=options.now)
            output.result(asdict(done), [f"{done.captures} new captures; {done.problems} problems in all"])
            if not options.watch:
                return 1 if done.problems > before else 0
            monitor.parts.wait(60)
