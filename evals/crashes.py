"""Crashes: what work gives, or the error it ended with, as a value. The one place in evals that catches whatever comes: it is what is counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Crash:
    """An error nobody foresaw."""

    error: Exception

    def __str__(self) -> str:
        return f"{type(self.error).__name__}: {self.error}"


def tried(work: Callable[[], Made], *, foreseen: tuple[type[Exception], ...] = ()) -> Made | Crash:
    """What `work` gives, else its crash; errors that are `foreseen` are raised on."""
    try:
        return work()
    except foreseen:
        raise
    except Exception as error:  # noqa: BLE001 - of a peer, or of ours on a broken page, anything may come
        return Crash(error)
