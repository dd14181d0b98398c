"""Runners: Ray, on this machine or a cluster that is running (`ray start`). work + what it is done to → results in order.

Needs the extra `ray`. Workers must see the same files under the same paths.
"""

from __future__ import annotations

import importlib
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, Generic, TypeVar

from rasad.errors import ItemFailed, RasadError, WrongUse

Noun = TypeVar("Noun")
Made = TypeVar("Made")

_AHEAD: Final = 2


class RayRunner:
    """Hands work to Ray, at most twice `jobs` at once."""

    def __init__(self, *, jobs: int, patience: float) -> None:
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
        try:
            self.ray: Any = importlib.import_module("ray")  # Any: an extra, not there for mypy
        except ImportError as error:
            raise WrongUse("--runner ray: Ray is not installed; pip install 'rasad[ray]'") from error
        self.jobs = jobs
        self.patience = patience
        self._is_ours = not self.ray.is_initialized()
        if self._is_ours:
            address = os.environ.get("RAY_ADDRESS")
            own = {} if address else {"num_cpus": jobs, "include_dashboard": False}
            self.ray.init(address=address, logging_level="ERROR", log_to_driver=False, **own)
        # A page that ends its worker would end the next one too: never tried twice.
        self.remote: Any = self.ray.remote(num_cpus=1, max_retries=0)(_call)

    def map(self, work: Callable[[Noun], Made], given: Iterable[Noun]) -> Iterator[Made]:
        """`work` of each, in order."""
        return _Results(self, work, iter(given))

    def close(self) -> None:
        """Ends Ray if it was started here."""
        if self._is_ours and self.ray.is_initialized():
            self.ray.shutdown()


class _Results(Iterator[Made], Generic[Noun, Made]):
    """Results in order. `next` after an error goes on behind it."""

    def __init__(self, runner: RayRunner, work: Callable[[Noun], Made], given: Iterator[Noun]) -> None:
        self._runner = runner
        self._work = work
        self._given = given
        self._sent: deque[Any] = deque()  # Any: references of Ray
        self._is_all = False

    def __next__(self) -> Made:
        self._send()
        if not self._sent:
            raise StopIteration
        reference = self._sent.popleft()
        ray = self._runner.ray
        try:
            made: Made = ray.get(reference, timeout=self._runner.patience)
        except ray.exceptions.GetTimeoutError as error:
            ray.cancel(reference, force=True)
            raise ItemFailed(f"took more than {self._runner.patience:.0f} s") from error
        except ray.exceptions.RayTaskError as error:
            cause = error.cause
            if isinstance(cause, RasadError):
                raise cause from None
            raise ItemFailed(f"unexpected {type(cause).__name__}: {cause}") from error
        except ray.exceptions.RayError as error:
            raise ItemFailed(f"ended its worker ({type(error).__name__})") from error
        self._send()
        return made

    def _send(self) -> None:
        while not self._is_all and len(self._sent) < _AHEAD * self._runner.jobs:
            try:
                item = next(self._given)
            except StopIteration:
                self._is_all = True
                return
            self._sent.append(self._runner.remote.remote(self._work, item))


def _call(work: Callable[[Any], Any], item: Any) -> Any:  # Any: whatever is given and made
    return work(item)
