"""Doors: `rasad draft`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


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
    output.result([str(path) for path in paths], [f"{path}: next `rasad check {path}`" for path in paths])
    return 0
