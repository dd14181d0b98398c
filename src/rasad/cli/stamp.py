"""Doors: `rasad stamp`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Stamp takes no arguments of its own."""


def run(options: argparse.Namespace, output: Output) -> int:
    """Asks the authorities of monitor.toml for the stamps that are missing; 1 while some wait."""
    from rasad.model.codec import to_plain
    from rasad.monitor import stamp_log

    with open_monitor(options, output) as monitor:
        done = stamp_log(monitor.parts)
    lines = [f"batch {batch}: stamped {moment} by {authority}" for batch, authority, moment in done.stamps]
    lines += [f"batch {batch}: waits for {authority} ({why})" for batch, authority, why in done.waiting]
    output.result(to_plain(done), lines or ["nothing new to stamp"])
    return 1 if done.waiting else 0
