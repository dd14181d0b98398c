"""Packs: a folder of TOML files -> tables, with what keeps them from being read."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rasad.languages.tables import toml
from rasad.packs.checking import Complaint, complaints, nearest
from rasad.packs.lines import Lines
from rasad.packs.schema import FILE_BY_NAME, FILES

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_LARGEST: Final = 16 * 1024 * 1024
_BESIDE: Final = (".md", ".txt")


@dataclass
class Reading:
    """What was read of a pack. `tables` are safe to build from when no complaint is hard."""

    tables: dict[str, dict[str, Any]] = field(default_factory=dict)  # Any: whatever TOML holds
    lines: dict[str, Lines] = field(default_factory=dict)
    complaints: list[Complaint] = field(default_factory=list)

    @property
    def hard(self) -> list[Complaint]:
        """The complaints that keep the pack from being used."""
        return [complaint for complaint in self.complaints if not complaint.is_soft]

    def shown(self, complaint: Complaint) -> str:
        """One line about a complaint."""
        return complaint.shown(self.lines)


def read(folder: Traversable, *, is_known_good: bool = False) -> Reading:
    """The tables of a pack and all complaints about them. Never raises for what a pack may hold.

    `is_known_good` leaves the records unchecked: for packs that came with the program, which its tests check.
    """
    reading = Reading()
    try:
        found = {
            entry.name: entry for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        }
    except OSError as wrong:
        reading.complaints.append(
            Complaint(file="pack.toml", message=f"cannot be read: {wrong.strerror}")
        )
        return reading
    for file in FILES:
        if file.name in found:
            _read_file(found[file.name], reading)
        elif file.required:
            reading.complaints.append(Complaint(file=file.name, message="is missing"))
    for name, entry in found.items():
        if name not in FILE_BY_NAME and (message := _stranger(entry)):
            reading.complaints.append(Complaint(file=name, message=message))
    if not reading.hard and not is_known_good:
        reading.complaints += complaints(reading.tables)
    return reading


def _read_file(entry: Traversable, reading: Reading) -> None:
    try:
        if isinstance(entry, Path) and entry.stat().st_size > _LARGEST:
            raise ValueError(f"is larger than {_LARGEST // 2**20} MiB; a pack is written by hand")
        text = entry.read_bytes().decode("utf-8")
        reading.lines[entry.name] = Lines(text)
        reading.tables[entry.name] = toml.loads(text)
    except UnicodeDecodeError as wrong:
        reading.complaints.append(
            Complaint(file=entry.name, message=f"is not UTF-8 at byte {wrong.start}")
        )
    except toml.TOMLDecodeError as wrong:
        reading.complaints.append(Complaint(file=entry.name, message=f"is not TOML: {wrong}"))
    except (OSError, ValueError, RecursionError) as wrong:
        message = wrong.strerror if isinstance(wrong, OSError) else str(wrong)
        reading.complaints.append(Complaint(file=entry.name, message=f"cannot be read: {message}"))


def _stranger(entry: Traversable) -> str:
    """What is wrong with a file that the format does not know; nothing for notes and hidden files."""
    if (
        entry.name.startswith((".", "__pycache__"))
        or entry.name.endswith(_BESIDE)
        or entry.name == "LICENSE"
    ):
        return ""
    if entry.name == "__init__.py" and entry.is_file() and not entry.read_bytes().strip():
        return ""  # marks a folder that another package ships as a pack
    return f"is no file of a pack, which holds TOML only{nearest(entry.name, FILE_BY_NAME)}"
