"""Doors: `rasad draft`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output

_SHOWN = 5


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of draft."""
    parser.add_argument("edition", metavar="EDITION", help="its number")
    parser.add_argument("--window", metavar="EDTF", help="the days it covers, such as 2026-09-01/2026-10-31")
    parser.add_argument("--published", metavar="DATE", help="the day it will carry; default today")
    parser.add_argument("--language", action="append", default=[], help="may be repeated; default: those of monitor.toml")
    parser.add_argument("--gaps", action="store_true", help="tell below the lead which sources were not heard in the window, and why")
    parser.add_argument("--force", action="store_true", help="overwrite a draft that an editor has changed")


def run(options: argparse.Namespace, output: Output) -> int:
    """Writes the drafts."""
    from rasad.monitor import DraftChoices
    from rasad.monitor.editions import left_out

    with open_monitor(options, output) as monitor:
        paths = monitor.draft(
            DraftChoices(
                number=options.edition,
                window=options.window,
                published=options.published,
                languages=tuple(options.language),
                force=options.force,
                gaps=options.gaps,
            )
        )
        left = left_out(monitor.parts)
    lines = [f"{path}: next `rasad check {path}`" for path in paths]
    if left:
        shown = " ".join(f"{one.id} ({one.date.edtf if one.date and one.date.edtf else 'no date'})" for one in left[:_SHOWN])
        more = f" and {len(left) - _SHOWN} more" if len(left) > _SHOWN else ""
        lines.append(f"accepted, and in no edition, since their day lies outside its window: {shown}{more}")
    output.result([str(path) for path in paths], lines)
    return 0
