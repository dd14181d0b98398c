"""Monitor: a pass again and again. Folder + work → passes when something is due, until asked to stop.

A signal is heeded between two items, never inside one: what was begun is kept whole. Between passes the
monitor is closed, so that an editor can work; another one that watches the same folder is refused. What an
editor breaks in monitor.toml meanwhile is told once, and tried again until it is mended.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

from rasad.errors import BadInput, CannotWrite, NewerMonitor
from rasad.monitor.clock import stamp
from rasad.monitor.journal import Journal, trouble_of, work_under
from rasad.monitor.locks import held_alone
from rasad.monitor.monitor import Monitor
from rasad.monitor.parts import Progress, silent
from rasad.monitor.sources import next_due

LOOK_AGAIN: Final = 30.0
SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def unheard(line: str) -> None:
    """For those who listen to no complaint."""


@dataclass
class Stop:
    """Asked for by a signal; `wait` and `heeding` raise KeyboardInterrupt at the next good moment."""

    signal: int | None = None
    _asked: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        """Takes SIGINT, SIGTERM and SIGHUP from now on. A second one ends the process at once.

        One that is ignored stays so: nohup means that the end of a terminal is none of ours.
        """
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.signal = number
        self._asked.set()
        for known in SIGNALS:
            if signal.getsignal(known) is not signal.SIG_IGN:
                signal.signal(known, signal.SIG_DFL)

    @property
    def was_told_to_end(self) -> bool:
        """True after SIGTERM of a service manager or SIGHUP of a terminal that ends: that is no interruption."""
        return self.signal in (signal.SIGTERM, signal.SIGHUP)

    @property
    def name(self) -> str | None:
        """The name of the signal that asked, such as SIGTERM."""
        return None if self.signal is None else signal.Signals(self.signal).name

    def wait(self, seconds: float) -> None:
        """Waits, or stops."""
        if self._asked.wait(seconds):
            raise KeyboardInterrupt

    def heeding(self, progress: Progress = silent) -> Progress:
        """Progress that stops between two items when asked to."""

        def told(what: str, done: int, total: int) -> None:
            if self._asked.is_set():
                raise KeyboardInterrupt
            progress(what, done, total)

        return told


def only_watcher(folder: Path) -> AbstractContextManager[None]:
    """Holds the watch of a monitor. Raises CannotWrite when another process watches it."""
    return held_alone(folder / ".watch.lock", CannotWrite(f"{folder}: another rasad watches here; one is enough"))


def watch(
    folder: Path,
    work: Callable[[Monitor], object],
    *,
    stop: Stop,
    progress: Progress = silent,
    tell: Callable[[str], None] = unheard,
    journal: Journal | None = None,
) -> None:
    """Opens the monitor and does `work` whenever a source is due. Ends by KeyboardInterrupt alone, or by an error.

    While an editor's command holds the monitor the pass is put off, not given up. monitor.toml is read anew each time;
    from the second time on what cannot be taken in it goes to `tell`, once, and is looked at again. Passes are told to `journal`.
    """
    told: str | None = None
    with only_watcher(folder):
        is_first = True
        while True:
            try:
                _pass(folder, work, stop, progress, journal)
                told = None
            except NewerMonitor:
                raise
            except BadInput as error:
                if is_first:
                    raise
                if error.message != told:
                    tell(f"{error.message}; nothing is collected until then")
                    if journal is not None:
                        journal.tell("settings-refused", trouble=trouble_of(error))
                told = error.message
            is_first = False
            stop.wait(LOOK_AGAIN)


def _pass(
    folder: Path, work: Callable[[Monitor], object], stop: Stop, progress: Progress, journal: Journal | None
) -> None:
    with Monitor(folder, wait=stop.wait, progress=stop.heeding(progress)) as monitor:
        due = next_due(monitor.parts)
        if due is not None and due <= stamp(monitor.parts.clock.now()):
            try:
                work_under(journal, monitor, work)
            except CannotWrite as error:
                if "busy" not in error.ids:
                    raise
