"""Monitor: one process at a time. A lock file → held, or refused at once."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rasad.errors import CannotWrite


@contextmanager
def held_alone(path: Path, refusal: CannotWrite) -> Iterator[None]:
    """Holds the lock file `path`. Raises `refusal` when another process holds it, CannotWrite where no file can be made."""
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise CannotWrite(f"{path}: {error.strerror}; the folder must be writable") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise refusal from None
        yield
    finally:
        os.close(handle)
