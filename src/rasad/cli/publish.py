"""Doors: `rasad publish`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.cli.common import add_handle, check_handle, open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of publish."""
    parser.add_argument("edition", metavar="EDITION")
    parser.add_argument("--to", metavar="DIR", type=Path, help="elsewhere than public/")
    add_handle(parser)


def run(options: argparse.Namespace, output: Output) -> int:
    """Checks, bundles, prints."""
    from rasad.model.codec import to_plain

    check_handle(options)
    with open_monitor(options, output) as monitor:
        done = monitor.publish(options.edition, by=options.by, why=options.why, to=options.to)
        where = options.to or monitor.folder / "public"
    output.result(
        to_plain(done),
        [
            f"{where / 'index.html'}: edition {done.edition} in {', '.join(done.languages)}, {len(done.files)} files",
            f"{done.bundle}: the evidence, not published; hand it on with `rasad export wacz`",
        ],
    )
    return 0
