"""Fixtures: a monitor's archive and log in a fresh folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from preserve.material import Open
from rasad import preserve
from rasad.testing import FrozenClock


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture
def opened(tmp_path: Path, clock: FrozenClock) -> Iterator[Open]:
    """Opens the archive of the test's monitor, again and again if asked; the earlier one is closed."""
    last: list[preserve.FileArchive] = []

    def open_(**options: object) -> preserve.FileArchive:
        close()
        log = preserve.Log(tmp_path / "log", clock=clock)
        last.append(preserve.open_archive(tmp_path / "archive", clock=clock, log=log, **options))  # type: ignore[arg-type]
        return last[-1]

    def close() -> None:
        while last:
            archive = last.pop()
            archive.close()
            if archive.log is not None:
                archive.log.close()

    yield open_
    close()
