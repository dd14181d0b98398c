"""Monitor: a pass again and again. Folder + work → passes when something is due, until asked to stop.

A signal is heeded between two items, never inside one: what was begun is kept whole. Between passes the
monitor is closed, so that an editor can work; another one that watches the same folder is refused.
"""

from __future__ import annotations

import fcntl
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Final

from rasad.errors import CannotWrite
from rasad.monitor.clock import stamp
from rasad.monitor.monitor import Monitor
from rasad.monitor.parts import Progress, silent
from rasad.monitor.sources import next_due

LOOK_AGAIN: Final = 30.0


@dataclass
class Stop:
    """Asked for by a signal; `wait` and `heeding` raise KeyboardInterrupt at the next good moment."""

    signal: int | None = None
    _asked: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        """Takes SIGINT and SIGTERM from now on. A second one ends the process at once."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        self.signal = number
        self._asked.set()
        for known in (signal.SIGINT, signal.SIGTERM):
            signal.signal(known, signal.SIG_DFL)

    @property
    def was_told_to_end(self) -> bool:
        """True after SIGTERM, which a service manager sends: that is no interruption."""
        return self.signal == signal.SIGTERM

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


@contextmanager
def only_watcher(folder: Path) -> Iterator[None]:
    """Holds the watch of a monitor. Raises CannotWrite when another process watches it."""
    path = folder / ".watch.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotWrite(f"{path}: {error.strerror}; the folder must be writable") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotWrite(f"{folder}: another rasad watches here; one is enough") from None
        yield
    finally:
        os.close(handle)


def watch(
    folder: Path, work: Callable[[Monitor], None], *, stop: Stop, progress: Progress = silent
) -> None:
    """Opens the monitor and does `work` whenever a source is due. Ends by KeyboardInterrupt alone, or by an error.

    While an editor's command holds the monitor the pass is put off, not given up. monitor.toml is read anew each time.
    """
    with only_watcher(folder):
        while True:
            with Monitor(folder, wait=stop.wait, progress=stop.heeding(progress)) as monitor:
                due = next_due(monitor.parts)
                if due is not None and due <= stamp(monitor.parts.clock.now()):
                    try:
                        work(monitor)
                    except CannotWrite as error:
                        if "busy" not in error.ids:
                            raise
            stop.wait(LOOK_AGAIN)
