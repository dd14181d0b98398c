"""Doors: `--watch`, shared by collect and run. A pass → passes until a signal, exit code."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TYPE_CHECKING

from rasad.cli.common import folder_of

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.monitor import Monitor


def keep_watch(
    options: argparse.Namespace, output: Output, work: Callable[[Monitor], None]
) -> int:
    """Works whenever a source is due. 0 when told to end (SIGTERM); an interrupt (SIGINT) goes on to `main`: 130."""
    from rasad.monitor.watching import Stop, watch

    stop = Stop()
    stop.listen()
    try:
        watch(folder_of(options), work, stop=stop, progress=output.reporter())
    except KeyboardInterrupt:
        if not stop.was_told_to_end:
            raise
        output.lines(["told to end; what was done is kept"])
    return 0
