"""Runners: processes of this machine. work + what it is done to → results in order.

One pipe a process: when it breaks, what that process was at is known. concurrent.futures would fail everything in flight.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnContext, SpawnProcess
from typing import Any, Final, Generic, TypeVar

from rasad.errors import ItemFailed, RasadError

Noun = TypeVar("Noun")
Made = TypeVar("Made")

_AHEAD: Final = 2  # things a job may be ahead of the result that is waited for: memory stays flat
_END: Final = 5.0  # seconds for a process to end
_DONE: Final = "done"
_FAILED: Final = "failed"
_ENDED: Final = "ended"  # failed in a way that nobody foresaw; the worker is gone


@dataclass(slots=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection
    at: int | None = None  # the number of what it is at
    until: float = 0.0


class LocalRunner:
    """Keeps `jobs` processes; what is given must be picklable, and `work` a function of a module."""

    def __init__(self, *, jobs: int, patience: float) -> None:
        self.jobs = jobs
        self.patience = patience
        self._context: SpawnContext = multiprocessing.get_context("spawn")
        self._workers: list[_Worker] = []

    def map(self, work: Callable[[Noun], Made], given: Iterable[Noun]) -> Iterator[Made]:
        """`work` of each, in order. One map at a time: what another was at is given up."""
        for worker in [worker for worker in self._workers if worker.at is not None]:
            self._workers.remove(worker)
            self._end(worker)
        return _Results(self, work, iter(given))

    def close(self) -> None:
        """Ends the processes."""
        for worker in self._workers:
            self._end(worker)
        self._workers.clear()

    def idle(self) -> _Worker | None:
        """A process that waits for something to do, or None when all are busy."""
        free = next((worker for worker in self._workers if worker.at is None), None)
        if free is None and len(self._workers) < self.jobs:
            ours, theirs = self._context.Pipe()
            process = self._context.Process(target=_serve, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            free = _Worker(process, ours)
            self._workers.append(free)
        return free

    def heard(self) -> list[tuple[int, bool, Any]]:  # Any: whatever the work makes
        """What came since: (number, whether it was done, result or error). Waits until something did."""
        busy = {worker.pipe: worker for worker in self._workers if worker.at is not None}
        patience = max(0.0, min(worker.until for worker in busy.values()) - time.monotonic())
        ready = wait(list(busy), timeout=patience)
        if not ready:
            return [
                self._given_up(worker, f"took more than {self.patience:.0f} s")
                for worker in busy.values()
                if worker.until <= time.monotonic()
            ]
        return [self._receive(worker) for pipe, worker in busy.items() if pipe in ready]

    def _receive(self, worker: _Worker) -> tuple[int, bool, Any]:
        number = worker.at
        assert number is not None  # noqa: S101 - only busy workers are listened to
        try:
            how, result = worker.pipe.recv()
        except (EOFError, ConnectionError):
            worker.process.join(_END)
            return self._given_up(worker, f"ended its worker ({_ending(worker.process.exitcode)})")
        if how == _ENDED:
            self._workers.remove(worker)
            self._end(worker)
        worker.at = None
        return number, how == _DONE, result

    def _given_up(self, worker: _Worker, why: str) -> tuple[int, bool, Any]:
        number = worker.at
        assert number is not None  # noqa: S101 - only busy workers are given up
        self._workers.remove(worker)
        self._end(worker)
        return number, False, ItemFailed(why)

    def _end(self, worker: _Worker) -> None:
        worker.pipe.close()
        if worker.at is not None:
            worker.process.kill()
        worker.process.join(_END)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


class _Results(Iterator[Made], Generic[Noun, Made]):
    """Results in order. `next` after an error goes on behind it."""

    def __init__(self, runner: LocalRunner, work: Callable[[Noun], Made], given: Iterator[Noun]) -> None:
        self._runner = runner
        self._work = work
        self._given = given
        self._sent = self._told = 0
        self._is_all = False
        self._held: dict[int, tuple[bool, Any]] = {}

    def __next__(self) -> Made:
        self._send()
        while self._told not in self._held:
            if self._is_all and self._told == self._sent:
                raise StopIteration
            for number, done, result in self._runner.heard():
                self._held[number] = (done, result)
            self._send()
        done, result = self._held.pop(self._told)
        self._told += 1
        if not done:
            raise result
        made: Made = result
        return made

    def _send(self) -> None:
        while not self._is_all and self._sent < self._told + _AHEAD * self._runner.jobs:
            worker = self._runner.idle()
            if worker is None:
                return
            try:
                item = next(self._given)
            except StopIteration:
                self._is_all = True
                return
            worker.at = self._sent
            worker.until = time.monotonic() + self._runner.patience
            with contextlib.suppress(ConnectionError):  # it died meanwhile: its pipe says so when listened to
                worker.pipe.send((self._work, item))
            self._sent += 1


def _serve(pipe: Connection) -> None:
    """The life of a worker: takes, works, hands back, until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the desk interrupts the run, which ends its workers
    while True:
        try:
            work, item = pipe.recv()
        except (EOFError, ConnectionError):
            return
        _answer(pipe, work, item)


def _answer(pipe: Connection, work: Callable[[Any], Any], item: Any) -> None:
    """Hands back the result, or the error if it is one of ours. Any other is told, and ends the worker: nobody foresaw it."""
    is_told = False
    try:
        try:
            answer = (_DONE, work(item))
        except RasadError as error:
            answer = (_FAILED, error)
        pipe.send(answer)
        is_told = True
    finally:
        if not is_told:
            trouble = sys.exc_info()[1]
            with contextlib.suppress(ConnectionError):
                pipe.send((_ENDED, ItemFailed(f"unexpected {type(trouble).__name__}: {trouble}")))
            os._exit(1)


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        return f"signal {signal.Signals(-code).name}"
    return f"exit code {code}"
