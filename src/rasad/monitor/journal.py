"""Monitor: the operational log. What a pass does → JSON lines for those who run the machine.

It is no evidence; that is `log/`. What it says cannot be a secret, because it cannot say much: source ids as the desk named them, times,
numbers and words of closed lists. No message, address, title or proxy is ever handed to it, and what does not look like one of these is left out.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from rasad.errors import CannotWrite, RasadError, WrongUse
from rasad.model import Source, SourceState
from rasad.model.ports import Clock
from rasad.monitor.clock import stamp
from rasad.monitor.runs import Run

if TYPE_CHECKING:
    import logging
    from datetime import datetime
    from io import TextIOWrapper

    from rasad.monitor.monitor import Monitor
    from rasad.monitor.parts import Parts, Progress

PLACE: Final = "state/watch.jsonl"
LARGEST: Final = 2_000_000
KEPT: Final = 5
_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}\Z")
_KEPT_APART: Final = ("archive", "log", "editions", "public")


class Journal:
    """Tells events, one JSON object a line, to `write`. Silent about sources outside a pass."""

    def __init__(self, write: Callable[[str], None], *, clock: Clock) -> None:
        self._write = write
        self._clock = clock
        self._begun: datetime | None = None  # when the turn of a source began
        self._held = 0

    def tell(self, event: str, **fields: object) -> None:
        """One line: time, event, and those fields that are numbers or plain words."""
        told = {key: value for key, value in fields.items() if _is_plain(value)}
        self._write(json.dumps({"time": stamp(self._clock.now()), "event": event, **told}))

    @contextmanager
    def over(self, parts: Parts) -> Iterator[Callable[[object], None]]:
        """A pass of a monitor: told when it begins and when it ends, also by an error or a signal, and of each source polled in it.

        What is yielded takes what the pass came to, a `Run`.
        """
        progress = parts.progress
        parts.journal, parts.progress = self, self._timing(parts, progress)
        begun = self._clock.now()
        self.tell("pass-begun", sources=len(parts.sources))
        is_whole = False
        try:
            yield lambda done: self.tell("pass-ended", seconds=self._since(begun), **(asdict(done) if isinstance(done, Run) else {}))
            is_whole = True
        finally:
            parts.journal, parts.progress, self._begun = None, progress, None
            if not is_whole:
                trouble = sys.exc_info()[1]
                is_busy = isinstance(trouble, CannotWrite) and "busy" in trouble.ids
                self.tell("pass-put-off" if is_busy else "pass-broken", seconds=self._since(begun), trouble=trouble_of(trouble))

    def polled(self, source: Source, state: SourceState, *, captures: int) -> None:
        """A source was polled. Nothing is told of polls that are only read from the log again."""
        if self._begun is None:
            return
        came, self._held = captures - self._held, captures
        trouble = {"trouble": state.health, "failures": state.failures} if state.health != "ok" else {}
        self.tell(
            "source-polled", source=source.id, kind=source.kind, seconds=self._since(self._begun), captures=came,
            next_poll=state.next_poll, **trouble,
        )  # fmt: skip
        self._begun = None

    def _timing(self, parts: Parts, progress: Progress) -> Progress:
        """Progress by which the turns of sources are timed."""

        def told(what: str, done: int, total: int) -> None:
            if what == "collect" and done == 0:
                self._held = parts.store.captures.count()
            if what == "collect":
                self._begun = self._clock.now() if done < total else None
            progress(what, done, total)

        return told

    def _since(self, begun: datetime) -> float:
        return round((self._clock.now() - begun).total_seconds(), 3)


def work_under(journal: Journal | None, monitor: Monitor, work: Callable[[Monitor], object]) -> None:
    """Does a pass; with a journal it is told there."""
    if journal is None:
        work(monitor)
        return
    with journal.over(monitor.parts) as ended:
        ended(work(monitor))


def trouble_of(trouble: BaseException | None) -> str:
    """The class of a trouble: never its message, which names files and addresses."""
    if isinstance(trouble, KeyboardInterrupt):
        return "interrupted"
    return type(trouble).__name__ if isinstance(trouble, (RasadError, OSError)) else "unexpected"


def _is_plain(value: object) -> bool:
    if isinstance(value, str):
        return _PLAIN.match(value) is not None
    return isinstance(value, (int, float))


@contextmanager
def open_journal(
    place: Path | None, *, folder: Path, clock: Clock, complain: Callable[[str], None]
) -> Iterator[Journal]:
    """A journal that writes to a file, or to standard error for None. Files are turned over by size; the oldest goes.

    A line that cannot be written is told to `complain`, once, and stops no work. Raises WrongUse for a place among the evidence
    or what is published, CannotWrite for one that cannot be opened.
    """
    import logging

    if place is not None and any(place.resolve().is_relative_to((folder / name).resolve()) for name in _KEPT_APART):
        raise WrongUse(f"--log {place}: {', '.join(_KEPT_APART)} hold evidence and what is published; give another place")
    handler = logging.StreamHandler(sys.stderr) if place is None else _turning(place, complain)
    logger = logging.Logger("rasad.journal")
    logger.addHandler(handler)
    try:
        yield Journal(lambda line: logger.info("%s", line), clock=clock)
    finally:
        with suppress(OSError):  # what could not be written was told
            handler.close()


def _turning(place: Path, complain: Callable[[str], None]) -> logging.Handler:
    """A file that is turned over by size, readable by its owner alone."""
    from logging.handlers import RotatingFileHandler

    class Turning(RotatingFileHandler):
        was_told = False

        def _open(self) -> TextIOWrapper:
            handle = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            return os.fdopen(handle, "a", encoding="utf-8")

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
            if not self.was_told:
                complain(f"{place}: {sys.exc_info()[1]}; the work goes on, the log is silent until it can be written")
            self.was_told = True

    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Turning(place, maxBytes=LARGEST, backupCount=KEPT, encoding="utf-8")
    except OSError as error:
        raise CannotWrite(f"{place}: {error.strerror}; give another place by --log") from error
