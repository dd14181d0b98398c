"""Doors: passes of collect and run, once or with `--watch`, and their operational log. A pass → exit code."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.cli.common import folder_of, open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.monitor import Monitor
    from rasad.monitor.journal import Journal
    from rasad.monitor.runs import Run


def add_log(parser: argparse.ArgumentParser) -> None:
    """--watch and --log."""
    parser.add_argument("--watch", action="store_true", help="go on until interrupted")
    parser.add_argument(
        "--log", metavar="FILE",
        help="tell passes and polls there as JSON lines; - for standard error; default with --watch: state/watch.jsonl of the monitor",
    )  # fmt: skip


def one_pass(options: argparse.Namespace, output: Output, work: Callable[[Monitor], Run]) -> int:
    """Works once. 1 when there are more problems than before."""
    from rasad.monitor.journal import work_under

    done: list[Run] = []
    with open_monitor(options, output) as monitor, _journal(options, output, monitor.folder) as journal:
        before = monitor.status()["problems"]
        work_under(journal, monitor, lambda monitor: _put(done, work(monitor)))
    return 1 if done[0].problems > before else 0


def problems_told(done: Run) -> str:
    """The problems in all, and where they are listed."""
    return f"{done.problems} problems in all" + (": `rasad status --problems`" if done.problems else "")


def _put(done: list[Run], one: Run) -> Run:
    done.append(one)
    return one


def keep_watch(
    options: argparse.Namespace, output: Output, work: Callable[[Monitor], Run]
) -> int:
    """Works whenever a source is due. 0 when told to end (SIGTERM, SIGHUP); an interrupt (SIGINT) goes on to `main`: 130."""
    from rasad.monitor.journal import PLACE
    from rasad.monitor.watching import Stop, watch

    stop = Stop()
    stop.listen()
    folder = folder_of(options)
    with _journal(options, output, folder, default=folder / PLACE) as journal:
        if journal is not None:
            journal.tell("watch-begun")
        try:
            watch(folder, work, stop=stop, progress=output.reporter(), tell=output.error, journal=journal)
        except KeyboardInterrupt:
            if not stop.was_told_to_end:
                raise
            output.lines(["told to end; what was done is kept"])
        finally:
            if journal is not None:
                journal.tell("watch-ended", signal=stop.name)
    return 0


@contextmanager
def _journal(
    options: argparse.Namespace, output: Output, folder: Path, default: Path | None = None
) -> Iterator[Journal | None]:
    """The operational log asked for; None when there is none."""
    if options.log is None and default is None:
        yield None
        return
    from rasad.monitor import find_monitor
    from rasad.monitor.clock import SystemClock
    from rasad.monitor.journal import open_journal

    find_monitor(folder)  # no log is begun where there is no monitor
    place = None if options.log == "-" else Path(options.log) if options.log else default
    with open_journal(place, folder=folder, clock=SystemClock(), complain=output.error) as journal:
        yield journal
