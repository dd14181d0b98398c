"""Preserve: bytes that stay. Appends return when file and folder lie on disk, or change nothing."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from rasad.errors import CannotWrite


def sync_folder(folder: Path) -> None:
    """Makes the names in `folder` durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def append(path: Path, payload: bytes, *, at: int) -> None:
    """Writes `payload` at byte `at`, the present end of the file, and returns when it lies on disk.

    Raises CannotWrite with the file as it was before: nothing half-written stays, unless the disk
    refuses even that, in which case the next start heals the tail.
    """
    is_new = not path.exists()
    try:
        if is_new:
            path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab" if is_new else "r+b", buffering=0) as file:
            file.seek(at)
            try:
                view = memoryview(payload)
                while view:
                    view = view[file.write(view) :]
                os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):
                    file.truncate(at)
                    os.fsync(file.fileno())
                raise
        if is_new:
            sync_folder(path.parent)
            sync_folder(path.parent.parent)
    except OSError as error:
        if is_new and at == 0:
            with suppress(OSError):
                path.unlink()
        raise CannotWrite(
            f"{path}: {error.strerror}; nothing was written; free space or make it writable, then run again"
        ) from error


def write_whole(path: Path, payload: bytes) -> None:
    """Writes a file that is either the old one or the whole new one, durably. Raises CannotWrite."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise CannotWrite(f"{path}: {error.strerror}; nothing was changed") from error


def overwrite(path: Path, payload: bytes, *, at: int) -> None:
    """Writes `payload` over the bytes from `at` on; returns when it lies on disk. Raises CannotWrite."""
    try:
        with path.open("r+b", buffering=0) as file:
            file.seek(at)
            view = memoryview(payload)
            while view:
                view = view[file.write(view) :]
            os.fsync(file.fileno())
    except OSError as error:
        raise CannotWrite(
            f"{path}: {error.strerror}; what was begun is finished when it can be written again"
        ) from error


def cut_tail(path: Path, at: int, aside: Path) -> int:
    """Moves the bytes from `at` on into the file `aside`. How many there were. Raises CannotWrite."""
    try:
        with path.open("rb") as file:
            file.seek(at)
            tail = file.read()
    except OSError as error:
        raise CannotWrite(f"{path}: {error.strerror}") from error
    number = 0
    while (spot := aside.with_name(f"{aside.name}.{number}")).exists():
        number += 1
    append(spot, tail, at=0)
    try:
        with path.open("r+b") as file:
            file.truncate(at)
            os.fsync(file.fileno())
    except OSError as error:
        raise CannotWrite(
            f"{path}: {error.strerror}; the torn tail could not be cut off"
        ) from error
    return len(tail)
