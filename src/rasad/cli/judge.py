"""Doors: `rasad judge A B same|different|unsure`: remembered, and stronger than any rule."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import add_handle, open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output

_SAID = {"same": "are the same", "different": "are different", "unsure": "are left open"}


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Two names or ids and the verdict."""
    about = "a name as printed, an id of the pack, or a development"
    parser.add_argument("one", metavar="A", help=about)
    parser.add_argument("other", metavar="B", help=about)
    parser.add_argument("verdict", choices=sorted(_SAID))
    add_handle(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Appends the judgement to the log and puts it to work."""
    from rasad.model.codec import to_plain

    with open_monitor(options, output) as monitor:
        made = monitor.judge(options.one, options.other, options.verdict, by=options.by, why=options.why)
    said = _SAID[options.verdict]
    output.result(to_plain(made), [f"{made.ids[0]} and {made.ids[1]} {said} (line {made.seq} of the log)"])
    return 0
