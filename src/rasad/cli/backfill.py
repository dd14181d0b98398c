"""Doors: `rasad backfill`."""

from __future__ import annotations

import argparse
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of backfill."""
    parser.add_argument("warc", metavar="WARC", nargs="+", type=Path, help="WARC files; each is taken whole or not yet, so a run can be interrupted")
    parser.add_argument("--runner", default="local", metavar="KIND", help="local: processes of this machine; ray: Ray, here or on a cluster")
    parser.add_argument("--jobs", type=int, metavar="N", help="how many at once; default: one a processor")
    parser.add_argument("--no-screen", action="store_true", help="read every page, not only those with words of the packs")


def run(options: argparse.Namespace, output: Output) -> int:
    """Takes many WARC files in and reads what may matter."""
    from rasad.monitor.backfill import backfill

    with open_monitor(options, output) as monitor:
        done = backfill(
            monitor.parts, options.warc, kind=options.runner, jobs=options.jobs or os.cpu_count() or 1,
            screening=not options.no_screen,
        )  # fmt: skip
    told = ", ".join(f"{count} {verdict}" for verdict, count in done.verdicts)
    before = f" ({done.done_before} were taken before)" if done.done_before else ""
    output.result(
        asdict(done) | {"verdicts": dict(done.verdicts)},
        [
            f"{done.shards} shards{before}, {done.pages} pages: {told or 'not screened'}",
            f"{done.captures} new captures, {done.articles} articles, {done.problems} new problems; go on with `rasad run --no-poll`",
        ],
    )
    return 1 if done.problems > 0 else 0
