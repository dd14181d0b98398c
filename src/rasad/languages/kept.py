"""Kept: the tables that came with the program, parsed once. A TOML file -> dict.

What was parsed is kept as JSON where Python keeps bytecode (`__pycache__` beside the file, or under PYTHONPYCACHEPREFIX), and on the same
terms: it is used while size and time of the file are those it was made of, and whoever may write there may write the program itself.
A copy that is missing, stale, damaged or of another form is made anew. Nothing is written where bytecode is not: with
PYTHONDONTWRITEBYTECODE, or in a folder that cannot be written. JSON is read six times as fast as TOML.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

try:  # the same parser, compiled: four times as fast
    import tomli as toml
except ImportError:
    import tomllib as toml  # type: ignore[no-redef]

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["place_of", "read", "toml"]

_FORM: Final = 1


def read(file: Traversable) -> dict[str, Any]:  # Any: whatever TOML holds
    """The tables of a TOML file of the program. Raises OSError, and ValueError for what is no TOML."""
    if not isinstance(file, Path) or (kept := place_of(file)) is None:
        return toml.loads(file.read_text(encoding="utf-8"))
    state = file.stat()
    stamp = f"rasad {_FORM} {state.st_mtime_ns} {state.st_size}"
    found = _kept(kept, stamp)
    if found is None:
        found = toml.loads(file.read_text(encoding="utf-8"))
        _keep(kept, stamp, found)
    return found


def place_of(file: Path) -> Path | None:
    """Where the parsed copy of a file is kept; None where Python keeps no bytecode."""
    try:
        return Path(cache_from_source(str(file))).with_suffix(".json")
    except NotImplementedError:
        return None


def _kept(place: Path, stamp: str) -> dict[str, Any] | None:
    try:
        head, _, body = place.read_bytes().partition(b"\n")
        if head.decode("ascii") != f"{stamp} {crc32(body)}":
            return None
        found = json.loads(body)
    except (OSError, ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _keep(place: Path, stamp: str, tables: dict[str, Any]) -> None:
    """Writes the copy, whole or not at all."""
    if sys.dont_write_bytecode:
        return
    try:
        body = json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    except (TypeError, ValueError):
        return  # a date or a number that JSON does not know
    beside = place.with_name(f"{place.name}.{os.getpid()}")
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(f"{stamp} {crc32(body)}\n".encode("ascii") + body)
        beside.replace(place)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
