"""Doors: `rasad accept`, `reject`, `merge`, `split`, `edit`, `new`: an editor's acts."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import add_handle, open_monitor
from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output

_SAID = {
    "accept": "accepted", "reject": "rejected", "merge": "merged", "split": "split", "edit": "edited",
    "new": "added",
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of one act."""
    if verb == "new":
        parser.add_argument("--evidence", metavar="TEXT:START-END", required=True, help="the words it rests on")
        parser.add_argument("--headline", required=True)
        parser.add_argument("--date", metavar="EDTF")
    elif verb == "edit":
        parser.add_argument("id", metavar="ID")
        parser.add_argument("change", metavar="FIELD=VALUE", nargs="+")
    elif verb == "split":
        parser.add_argument("ids", metavar="ID", nargs="+", help="a development, then the statements to take out")
    else:
        parser.add_argument("ids", metavar="ID", nargs="+")
    add_handle(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Appends the decision to the log."""
    from rasad import desk
    from rasad.model.codec import to_plain
    from rasad.model.when import is_edtf

    with open_monitor(options, output) as monitor:
        if options.verb == "new":
            if options.date and not is_edtf(options.date):
                raise WrongUse(f"--date {options.date!r}: not an EDTF date such as 2026-09-14")
            decision = monitor.new(
                options.evidence, options.headline, by=options.by, why=options.why, date=options.date
            )
        elif options.verb == "edit":
            changes = desk.parse_changes(options.change)
            decision = monitor.decide("edit", [options.id], by=options.by, why=options.why, changes=changes)
        else:
            decision = monitor.decide(options.verb, options.ids, by=options.by, why=options.why)
    output.result(
        to_plain(decision), [f"{_SAID[options.verb]} {' '.join(decision.ids)} (line {decision.seq} of the log)"]
    )
    return 0
