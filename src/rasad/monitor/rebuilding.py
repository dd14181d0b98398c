"""Monitor: archive and log → the database again."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rasad import preserve
from rasad.errors import NoMonitor
from rasad.model.ports import Clock
from rasad.monitor import runs, steps
from rasad.monitor.clock import SystemClock, wait
from rasad.monitor.parts import DATABASE, Progress, only_writer, open_parts, silent
from rasad.monitor.settings import FILE


def rebuild(
    folder: Path,
    *,
    clock: Clock | None = None,
    progress: Progress = silent,
    window: str | None = None,
) -> runs.Run:
    """Makes the database anew beside the old one, which gives way only to a whole one."""
    if not (folder / FILE).is_file():
        raise NoMonitor(f"{folder}: no {FILE}; nothing to rebuild")
    fresh = folder / f"{DATABASE}.part"
    with only_writer(folder):
        _remove(fresh)
        parts = open_parts(
            folder, clock=clock or SystemClock(), wait=wait, progress=progress, database=fresh
        )
        try:
            captures = steps.catch_up(parts)
            done = runs.run_all(parts, polling=False, window=window)
        finally:
            parts.close()
        _remove(folder / DATABASE)
        fresh.replace(folder / DATABASE)
    return runs.Run(
        captures=captures,
        articles=done.articles,
        statements=done.statements,
        developments=done.developments,
        problems=done.problems,
    )


def _remove(path: Path) -> None:
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        path.with_name(name).unlink(missing_ok=True)


def verify(path: Path, *, keys: Sequence[str] = (), capture: str | None = None) -> preserve.Verification:
    """What a bundle, an archive, a monitor or a publication proves, offline; with `capture`, that one of it.

    `keys`: public keys that are trusted.
    """
    return preserve.verify(path, keys=keys, capture=capture)
