"""Packs: what a desk knows of a country, as data. A name or a folder -> Pack.

`load`, `names`, `check`, the table `PACKS`. A pack can steer nothing: see the schema.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from rasad.errors import BadPack

if TYPE_CHECKING:
    from collections.abc import Mapping
    from importlib.resources.abc import Traversable

    from rasad.model import Pack
    from rasad.packs.table import PACKS

__all__ = ["PACKS", "check", "load", "names"]

_HELD: dict[str, tuple[object, Pack]] = {}


def names() -> list[str]:
    """The packs that can be loaded by name."""
    from rasad.packs.table import PACKS

    return list(PACKS)


def load(name_or_path: str | Path) -> Pack:
    """The pack of that name or in that folder, held in memory until a file of it changes.

    Raises BadPack, whose message names file, line, record and key of the first complaint and counts the others.
    """
    from rasad.packs.building import build
    from rasad.packs.known import tables_of
    from rasad.packs.table import BUILT_IN

    folder = _folder(name_or_path)
    stamp = _stamp(folder)
    held = _HELD.get(str(folder))
    if held and stamp and held[0] == stamp:
        return held[1]
    tables = tables_of(folder) if name_or_path in BUILT_IN else None
    pack = build(_checked(folder, name_or_path) if tables is None else tables)
    _HELD[str(folder)] = (stamp, pack)
    return pack


def _checked(folder: Traversable, name_or_path: str | Path) -> Mapping[str, Mapping[str, Any]]:
    """The tables of a pack that nobody has checked yet; raises BadPack."""
    from rasad.packs.reading import read
    from rasad.packs.table import BUILT_IN

    reading = read(folder, is_known_good=name_or_path in BUILT_IN)
    if reading.hard:
        first, *others = reading.hard
        more = f" (and {len(others)} more: rasad pack check {name_or_path})" if others else ""
        raise BadPack(
            f"pack {name_or_path}: {reading.shown(first)}{more}",
            pack=str(name_or_path), file=first.file, record=first.record, key=first.key,
        )  # fmt: skip
    return reading.tables


def check(name_or_path: str | Path) -> list[str]:
    """All complaints about a pack, one line each, those that keep it from loading first."""
    from rasad.packs.reading import read

    reading = read(_folder(name_or_path))
    return [reading.shown(one) for one in sorted(reading.complaints, key=lambda one: one.is_soft)]


def _folder(name_or_path: str | Path) -> Traversable:
    from rasad.packs.table import PACKS

    if isinstance(name_or_path, str) and name_or_path in PACKS:
        try:
            return PACKS[name_or_path]
        except ImportError as wrong:
            raise BadPack(
                f"pack {name_or_path!r}: its package cannot be imported: {wrong}", pack=name_or_path
            ) from wrong
    path = Path(name_or_path)
    try:
        if path.is_dir():
            return path.resolve()
    except (OSError, ValueError):
        pass  # a name that no file system takes is no folder
    from rasad.packs.checking import nearest

    known = ", ".join(PACKS)
    raise BadPack(
        f"pack {str(name_or_path)!r} is not known: there are {known}{nearest(str(name_or_path), PACKS)}; or give the folder of a pack",
        pack=str(name_or_path),
    )


def _stamp(folder: Traversable) -> object:
    """What changes when a file of the folder does: names, times and sizes. None where there are no times."""
    if not isinstance(folder, Path):
        return None
    try:
        # what Python keeps beside the files is none of them
        found = sorted((entry.name, entry.stat()) for entry in folder.iterdir() if entry.name != "__pycache__")
    except OSError:
        return None  # `read` says what is wrong
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in found)


def __getattr__(name: str) -> object:
    if name == "PACKS":
        from rasad.packs.table import PACKS

        return PACKS
    raise AttributeError(f"module 'rasad.packs' has no attribute {name!r}")
