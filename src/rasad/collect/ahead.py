"""Collect: one page ahead. Requests → outcomes in order, the next page asked while the last ones are being kept.

Still one request at a time: only waiting for the server and waiting for the disk overlap. Nothing is handed
on before it was kept. What was fetched and could not be kept any more is dropped, unseen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Condition
from typing import Final

from rasad.errors import ItemFailed
from rasad.model import Fetched

MOST_WAITING: Final = 512
ENOUGH: Final = 256
# A write to disk costs the same for one page as for many: the first waits this long, in seconds, for others to join it.
GATHER: Final = 0.08
MOST_BYTES: Final = 8_000_000

Kept = Callable[[Sequence[tuple[Fetched, str | None]]], Sequence[Fetched]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A page to ask for, with what is known of it."""

    url: str
    source: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    ask_robots: bool = True


@dataclass(frozen=True, slots=True)
class _Event:
    """An exchange to keep, or the end of a request: whole, or failed."""

    request: Request
    exchange: Fetched | None = None
    failed: ItemFailed | None = None


@dataclass(slots=True)
class _Buffer:
    """What was fetched and is not kept yet, within limits of number and bytes."""

    events: deque[_Event] = field(default_factory=deque)
    size: int = 0
    is_full: bool = False
    is_closed: bool = False
    changed: Condition = field(default_factory=Condition)

    def put(self, event: _Event) -> bool:
        """Waits for room; False when nobody takes any more."""
        size = len(event.exchange.body) if event.exchange else 0
        with self.changed:
            while not self.is_closed and (
                len(self.events) >= MOST_WAITING or (self.size and self.size + size > MOST_BYTES)
            ):
                self.is_full = True
                self.changed.notify_all()
                self.changed.wait()
            if not self.is_closed:
                self.events.append(event)
                self.size += size
                if len(self.events) in (1, ENOUGH):  # the taker sleeps through what lies between
                    self.changed.notify_all()
            return not self.is_closed

    def take(self, worker: Future[None]) -> list[_Event]:
        """All that waits; nothing when the worker has ended."""
        with self.changed:
            while not self.events and not worker.done():
                self.changed.wait(0.5)
            self.changed.wait_for(lambda: worker.done() or self.is_full or len(self.events) >= ENOUGH, GATHER)
            taken = list(self.events)
            self.events.clear()
            self.size, self.is_full = 0, False
            self.changed.notify_all()
            return taken

    def close(self) -> None:
        """Lets the worker end."""
        with self.changed:
            self.is_closed = True
            self.changed.notify_all()

    def wake(self, _: Future[None]) -> None:
        """Tells the taker that the worker has ended."""
        with self.changed:
            self.changed.notify_all()


def ask_ahead(
    requests: Iterable[Request],
    *,
    follow: Callable[[Request, Callable[[Fetched], None]], None],
    keep_all: Kept,
) -> Iterator[tuple[Request, Fetched | ItemFailed]]:
    """Each request with its last exchange, kept, or with what failed. `follow` hands each exchange to what it is given."""
    buffer = _Buffer()

    def work() -> None:
        for request in requests:
            try:
                follow(request, lambda exchange, of=request: _hand(buffer, of, exchange))  # type: ignore[misc]
            except ItemFailed as error:
                wanted = buffer.put(_Event(request, failed=error))
            else:
                wanted = buffer.put(_Event(request))
            if not wanted:
                return

    with ThreadPoolExecutor(1, thread_name_prefix="ahead") as pool:
        worker = pool.submit(work)
        worker.add_done_callback(buffer.wake)
        try:
            last: Fetched | None = None
            while events := buffer.take(worker):
                exchanges = [(e.exchange, e.request.source) for e in events if e.exchange]
                kept = iter(keep_all(exchanges) if exchanges else ())
                for event in events:
                    if event.exchange is not None:
                        last = next(kept)
                    elif event.failed is not None:
                        yield event.request, event.failed
                    elif last is not None:
                        yield event.request, last
        finally:
            buffer.close()
        worker.result()


class _NotWanted(ItemFailed):
    """The taker has gone; the worker ends."""


def _hand(buffer: _Buffer, request: Request, exchange: Fetched) -> None:
    if not buffer.put(_Event(request, exchange=exchange)):
        raise _NotWanted("nobody takes it any more")
