"""Preserve: one writer at a time. A folder → a lock that ends with the process."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path
from typing import Final

from rasad.errors import CannotWrite

# flock belongs to an open file, so a second Log of the same folder in one process would lock itself out:
# the process shares one handle a path and counts its holders.
_HELD: Final[dict[str, tuple[int, int]]] = {}


class WriterLock:
    """The lock `.lock` of a folder, held from `acquire` to `release`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ""

    @property
    def is_held(self) -> bool:
        """True between acquire and release."""
        return bool(self._key)

    def acquire(self) -> None:
        """Takes the lock. Raises CannotWrite when another process has it or the folder is read-only."""
        if self._key:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            key = f"{os.getpid()}:{(self._folder / '.lock').resolve()}"
            handle, holders = _HELD.get(key, (-1, 0))
            if not holders:
                handle = os.open(
                    self._folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600
                )
        except OSError as error:
            raise CannotWrite(
                f"{self._folder}: {error.strerror}; the folder must be writable"
            ) from error
        if not holders:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                os.close(handle)
                raise CannotWrite(
                    f"{self._folder}: another process is writing here; wait for it to end"
                ) from error
        _HELD[key] = (handle, holders + 1)
        self._key = key

    def release(self) -> None:
        """Lets go; does nothing when not held."""
        if not self._key:
            return
        handle, holders = _HELD.pop(self._key)
        if holders > 1:
            _HELD[self._key] = (handle, holders - 1)
        else:
            os.close(handle)
        self._key = ""
