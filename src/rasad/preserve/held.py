"""Preserve: what an archive holds. Log and files → where each capture and text stands, and up to which byte.

The log is read first, for it is short; what stands in the files behind its last line is read from
them. That is also how the two are brought together after a kill.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rasad.errors import ArchiveDamaged
from rasad.model import Location
from rasad.model.ids import sha256
from rasad.preserve.circumstances import belongs
from rasad.preserve.disk import cut_tail
from rasad.preserve.groups import Group
from rasad.preserve.log import Log
from rasad.preserve.records import CAPTURES, Damaged, Record, Torn, read_at
from rasad.preserve.redaction import Removal, removal_of

_KINDS: Final = {"warcinfo": "file", "conversion": "text"} | dict.fromkeys(CAPTURES, "capture")
KINDS: Final = ("file", "capture", "text", "record")


@dataclass(slots=True, kw_only=True)
class Held:
    """An index in memory; nothing of it is kept. It is all that grows with an archive, so it holds little of each capture:
    `payloads` leads from the mark of an address and what it answered to the first capture of both."""

    captures: dict[str, Location] = field(default_factory=dict)
    texts: dict[tuple[str, str], Location] = field(default_factory=dict)
    payloads: dict[bytes, str] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    healed: list[str] = field(default_factory=list)
    removed: dict[str, Removal] = field(default_factory=dict)

    def find(self, group: Group) -> Location | None:
        """Where a group already stands."""
        if group.kind == "text":
            return self.texts.get((group.id, group.capture))
        return self.captures.get(group.id)

    def add(self, line: dict[str, object]) -> None:
        """Takes note of what a line of custody or redaction says."""
        if line["kind"] == "redact":
            self._remove(removal_of(line))
            return
        file, offset = sys.intern(str(line["file"])), int(str(line["offset"]))
        place = Location(file=file, offset=offset, length=int(str(line["length"])))
        if line["kind"] == "text":
            self.texts.setdefault((str(line["text"]), str(line["capture"])), place)
        elif line["kind"] == "capture":
            id = str(line["capture"])
            self.captures.setdefault(id, place)
            if line["type"] == "response":
                self.payloads.setdefault(mark(str(line["url"]), str(line["payload"])), id)
        self.ends[file] = max(self.ends.get(file, 0), offset + int(str(line["bytes"])))

    def _remove(self, removal: Removal) -> None:
        gone = set(removal.captures)
        self.removed |= dict.fromkeys((*removal.captures, *removal.texts), removal)
        for id in removal.captures:
            self.captures.pop(id, None)
        self.texts = {key: place for key, place in self.texts.items() if key[1] not in gone}
        self.payloads = {key: id for key, id in self.payloads.items() if id not in gone}


def mark(url: str, payload: str) -> bytes:
    """What stands for an address and the SHA-256 of a payload: half of a SHA-256 of both."""
    return hashlib.sha256(f"{url}\n{payload}".encode("utf-8", "backslashreplace")).digest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Records that stand together in a file: the first one and all their bytes."""

    record: Record
    file: str
    length: int

    def line(self, raw: bytes) -> dict[str, object]:
        """What the log says of them."""
        record = self.record
        about: dict[str, object] = {"kind": _KINDS.get(record.type, "record")}
        if about["kind"] in ("capture", "text"):
            about["capture"] = record.get("Rasad-Capture") or ""
        if about["kind"] == "capture":
            about["url"] = record.get("WARC-Target-URI") or ""
            about["date"] = record.get("WARC-Date") or ""
            about["payload"] = (record.get("WARC-Payload-Digest") or "").removeprefix("sha256:")
            about["type"] = record.type
        elif about["kind"] == "text":
            about["text"] = record.get("Rasad-Text-Id") or ""
        return about | {
            "file": self.file,
            "offset": record.offset,
            "length": record.length,
            "bytes": len(raw),
            "sha256": sha256(raw),
        }


def stretches(path: Path, file: str, start: int) -> Iterator[Stretch]:
    """The stretches of a file from byte `start` on. Raises Torn or Damaged where they end badly."""
    with path.open("rb") as handle:
        first: Record | None = None
        end = start
        while True:
            try:
                record = read_at(handle, end)
            except (Torn, Damaged):
                if first is not None:
                    yield Stretch(record=first, file=file, length=end - first.offset)
                raise
            if first is not None and (record is None or not belongs(record)):
                yield Stretch(record=first, file=file, length=end - first.offset)
                first = None
            if record is None:
                return
            first = first or record
            end = record.offset + record.length


def load(folder: Path, files: list[str], log: Log | None, *, heal: bool) -> Held:
    """What the archive holds. With `heal`, an unfinished tail is moved aside and what the log lacks is logged.

    Raises ArchiveDamaged when a file is shorter than the log says, or broken where it was acknowledged.
    """
    held = Held()
    if log is not None:
        for line in log.lines():
            if line["kind"] in KINDS or line["kind"] == "redact":
                held.add(line)
    for file, end in held.ends.items():
        path = folder / file
        size = path.stat().st_size if path.exists() else 0
        if size < end and heal:
            raise ArchiveDamaged(
                f"{path}: holds {size} bytes where the log counts {end}; put a backup in its place",
                file=file,
            )
    for file in files:
        found, trouble = _tail(folder, file, held)
        for line in found:
            held.add(line)
        held.ends.setdefault(file, 0)
        if heal and log is not None and found:
            log.append_all(
                [(str(line["kind"]), without_kind(line) | {"found": True}) for line in found]
            )
            held.healed.append(
                f"{file}: {len(found)} records that an interruption kept from the log"
            )
        if trouble is not None:
            _settle(folder, file, held, log=log, heal=heal, trouble=trouble)
    return held


def _tail(folder: Path, file: str, held: Held) -> tuple[list[dict[str, object]], ValueError | None]:
    start = held.ends.get(file, 0)
    path = folder / file
    if path.stat().st_size <= start:
        return [], None
    lines: list[dict[str, object]] = []
    with path.open("rb") as raw:
        try:
            for stretch in stretches(path, file, start):
                raw.seek(stretch.record.offset)
                lines.append(stretch.line(raw.read(stretch.length)))
        except (Torn, Damaged) as error:
            return lines, error
    return lines, None


def _settle(
    folder: Path, file: str, held: Held, *, log: Log | None, heal: bool, trouble: ValueError
) -> None:
    path, end = folder / file, held.ends[file]
    # Behind the last logged byte nothing was acknowledged, so whatever lies there may be set aside.
    # Without a log only a tear at the very end is known to be none of ours.
    if log is None and isinstance(trouble, Damaged):
        raise ArchiveDamaged(f"{path}: {trouble}; `rasad verify` names all", file=file)
    if not heal:
        return
    aside = folder / "torn" / f"{path.name}.{end}"
    count = cut_tail(path, end, aside)
    if end == 0:
        path.unlink()
        del held.ends[file]
    message = f"{file}: {count} bytes of an unfinished record at byte {end} moved to torn/"
    held.healed.append(message)
    if log is not None:
        log.append("heal", what=message, file=file, offset=end, bytes=count)


def without_kind(line: dict[str, object]) -> dict[str, object]:
    """The fields of a custody line beside its kind."""
    return {key: value for key, value in line.items() if key != "kind"}


def custody(
    group: Group | None, file: str, offset: int, records: tuple[bytes, ...]
) -> dict[str, object]:
    """What the log says of a group that is written; None stands for the record that opens a file."""
    raw = b"".join(records)
    about: dict[str, object] = {"kind": "file" if group is None else group.kind}
    if group is not None:
        about["capture"] = group.capture
    if group is not None and group.kind == "capture":
        about |= {
            "url": group.url,
            "date": group.at,
            "payload": group.payload_sha256,
            "type": group.record_type,
        }
    elif group is not None:
        about["text"] = group.id
    return about | {
        "file": file,
        "offset": offset,
        "length": len(records[0]),
        "bytes": len(raw),
        "sha256": sha256(raw),
    }
