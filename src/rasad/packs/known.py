"""Packs: the tables of a pack that came with the program. A folder -> tables, unchecked, since the program's tests check them.

Apart from `reading`, so that a run with such a pack loads neither schema nor checks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rasad.languages.kept import read

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def tables_of(folder: Traversable) -> dict[str, dict[str, Any]] | None:  # Any: whatever TOML holds
    """The table of each file; None for a folder that somebody has spoilt: `reading.read` then says where."""
    try:
        files = sorted((entry.name, entry) for entry in folder.iterdir() if entry.name.endswith(".toml"))
        found = {name: read(entry) for name, entry in files}
    except (OSError, ValueError, RecursionError):
        return None
    return found if "pack.toml" in found else None
