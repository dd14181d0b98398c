"""Doors: `rasad doctor`."""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import sys
from typing import TYPE_CHECKING

from rasad.cli.common import folder_of
from rasad.errors import NoMonitor

if TYPE_CHECKING:
    from rasad.cli.output import Output

_NEEDED = ("lxml", "trafilatura", "warcio", "httpx2", "feedparser", "protego", "jinja2", "nh3", "rapidfuzz", "pypdfium2", "h11", "isal")
_LOW_DISK = 500_000_000


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Doctor takes no arguments of its own."""


def run(options: argparse.Namespace, output: Output) -> int:
    """Says of each thing whether it is in place."""
    from rasad import packs

    rows = [("python", sys.version_info >= (3, 11), sys.version.split()[0])]
    rows += [(name, importlib.util.find_spec(name) is not None, "library") for name in _NEEDED]
    for name in packs.names():
        complaints = packs.check(name)
        rows.append((f"pack {name}", not complaints, complaints[0] if complaints else "clean"))
    try:
        folder = folder_of(options)
        free = shutil.disk_usage(folder).free
        rows.append(("disk", free > _LOW_DISK, f"{free // 1_000_000} MB free, {_LOW_DISK // 1_000_000} wanted"))
        is_writable = os.access(folder, os.W_OK)
        rows.append(("folder", is_writable, str(folder) if is_writable else f"{folder} cannot be written to"))
    except NoMonitor:
        rows.append(("monitor", True, "none here"))
    bad = [row for row in rows if not row[1]]
    output.result(
        [{"what": what, "good": good, "detail": detail} for what, good, detail in rows],
        [f"{'ok ' if good else 'BAD'} {what}: {detail}" for what, good, detail in rows],
    )
    return 1 if bad else 0
