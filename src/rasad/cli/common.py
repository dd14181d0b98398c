"""Doors: what several commands share."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.monitor import Monitor

_HANDLE = re.compile(r"^[a-z0-9][a-z0-9_.-]{0,31}$")


def folder_of(options: argparse.Namespace) -> Path:
    """The monitor folder meant: --monitor, else here or above."""
    from rasad.monitor import find_monitor

    return Path(options.monitor) if options.monitor else find_monitor(Path.cwd())


def open_monitor(options: argparse.Namespace, output: Output) -> Monitor:
    """The monitor meant, opened."""
    from rasad.monitor import Monitor

    return Monitor(folder_of(options), progress=output.reporter())


def add_handle(parser: argparse.ArgumentParser) -> None:
    """--by and --why, which every act of an editor carries."""
    parser.add_argument("--by", metavar="HANDLE", required=True, help="the handle of who decides")
    parser.add_argument("--why", metavar="TEXT", required=True, help="the reason")


def check_by(handle: str) -> None:
    """Raises WrongUse when a handle cannot stand."""
    if not _HANDLE.match(handle):
        raise WrongUse(f"--by {handle!r}: a handle is 1–32 of a–z, 0–9, dot, dash, underscore")


def check_handle(options: argparse.Namespace) -> None:
    """Raises WrongUse when handle or reason cannot stand."""
    check_by(options.by)
    if not options.why.strip():
        raise WrongUse("--why: a reason is needed")


def whole(text: str) -> int:
    """A number of records, 0 for all. Raises what argparse tells as wrong use."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number; 0 gives all")
    return int(text)
