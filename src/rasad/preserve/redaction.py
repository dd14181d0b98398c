"""Preserve: the one way a record leaves the archive. Capture → tombstone that takes up the same bytes.

Because a tombstone is as long as what it stands for, no other record moves and every other line of
the log stays true. The log is told first; what an interruption left undone is done at the next start.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rasad.errors import ArchiveDamaged, CannotWrite, UnknownId, WrongUse
from rasad.model.ids import sha256
from rasad.preserve.disk import overwrite
from rasad.preserve.log import Line, Log
from rasad.preserve.records import HTTP, record_id, unpacked

if TYPE_CHECKING:
    from rasad.preserve.archive import FileArchive

TOMBSTONE: Final = "Rasad-Removed"
_EMPTY: Final = sha256(b"")
_STORED: Final = b"\x00\x00\x00\xff\xff"  # an empty stored block of deflate: five bytes that say nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """One act of redaction. `also` are captures that still hold the same payload or the same text."""

    captures: tuple[str, ...]
    texts: tuple[str, ...]
    by: str
    why: str
    at: str
    urls: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


def removals(lines: Iterable[Line]) -> Iterator[Removal]:
    """The acts of redaction that a log tells."""
    for line in lines:
        if line["kind"] == "redact":
            yield removal_of(line)


def removal_of(line: Line) -> Removal:
    """What one line of the log says was removed."""
    parts = line["parts"]
    return Removal(
        captures=tuple(part["capture"] for part in parts if "text" not in part),
        texts=tuple(part["text"] for part in parts if "text" in part),
        by=line["by"],
        why=line["why"],
        at=line["moment"],
        urls=tuple(dict.fromkeys(part["url"] for part in parts if "url" in part)),
        also=tuple(line.get("also", ())),
    )


def redact(archive: FileArchive, capture: str, *, by: str, why: str) -> Removal:
    """Puts tombstones in the place of a capture, of all that repeat its payload at that address, and of their texts.

    Raises UnknownId, WrongUse, CannotWrite, LogBroken.
    """
    held = archive.ready()
    if archive.log is None:
        raise WrongUse("an archive without a log keeps no account of a removal; nothing was removed")
    lines = list(archive.log.lines())
    family, also = _family(lines, _known(lines, capture))
    moment = archive.now()
    parts = [_part(line, by, why, moment) for line in family]
    told = {"capture": family[0]["capture"], "by": by, "why": why, "moment": moment}
    line = archive.log.append("redact", **told, parts=parts, also=also)
    held.add(line)
    settle(archive.folder, archive.log, line, family)
    return removal_of(line)


def settle(folder: Path, log: Log, line: Line, family: Iterable[Line]) -> None:
    """Writes the tombstones that a line of the log announces, then says that it is done. Raises CannotWrite."""
    for part, of in zip(line["parts"], family, strict=True):
        stone = tombstone(of, line["by"], line["why"], line["moment"])
        if sha256(stone) != part["after"]:
            raise ArchiveDamaged(
                f"{folder / part['file']}: the tombstone at byte {part['offset']} cannot be made as announced",
                file=part["file"],
            )
        overwrite(folder / part["file"], stone, at=part["offset"])
    log.append("removed", redact=line["seq"])


def pending(lines: Iterable[Line]) -> list[tuple[Line, list[Line]]]:
    """The redactions that were announced and not finished, each with the lines of what it removes."""
    at: dict[tuple[str, int], Line] = {}
    waiting: dict[int, Line] = {}
    for line in lines:
        if line["kind"] in ("capture", "text"):
            at[(line["file"], line["offset"])] = line
        elif line["kind"] == "redact":
            waiting[line["seq"]] = line
        elif line["kind"] == "removed":
            waiting.pop(line["redact"], None)
    return [
        (line, [at[(part["file"], part["offset"])] for part in line["parts"]])
        for line in waiting.values()
    ]


def tombstone(line: Line, by: str, why: str, moment: str) -> bytes:
    """The record that stands for the one a custody line is of, exactly as long. Raises CannotWrite.

    A reason too long for the place is cut, in the smallest places it stands in the log alone, where it is whole.
    """
    room: int = line["bytes"]
    cuts = [f"{why[:length]}…" for length in (200, 100, 50, 20) if len(why) > length]
    for whose, said, when in [*((by, cut, moment) for cut in (why, *cuts, "")), ("", "", "")]:
        raw = unpacked("metadata", _fields(line, whose, said, when), b"")
        if not when:  # there is no block whose digest would say anything
            raw = raw.replace(f"WARC-Block-Digest: sha256:{_EMPTY}\r\n".encode(), b"")
        if (stone := _padded(raw, room)) is not None:
            return stone
    raise CannotWrite(f"{line['file']}: {room} bytes at byte {line['offset']} leave no room for a tombstone")


def is_whole(record: Mapping[str, Any]) -> bool:  # Any: as `verifier.Record`
    """Whether a tombstone's address, time and digest still give its capture id; True for other records."""
    if record.get(TOMBSTONE) not in (*HTTP, "resource"):
        return True
    named = f"{record.get('WARC-Target-URI')}\n{record.get('WARC-Date')}\n{record.get('Rasad-Payload', '')[7:]}\n"
    return sha256(named.encode()) == record.get("Rasad-Capture")


def _known(lines: list[Line], given: str) -> Line:
    """The custody line of a capture, by its id or enough of it."""
    for removal in removals(lines):
        if any(id.startswith(given) for id in removal.captures):
            raise WrongUse(f"capture {given} was already removed, by {removal.by} on {removal.at}: {removal.why}")
    found = [l for l in lines if l["kind"] == "capture" and l["capture"].startswith(given)]  # noqa: E741
    if len(given) < 6 or len(found) != 1:
        what = "fits several captures; write more of it" if len(found) > 1 else "no such capture"
        raise UnknownId(f"{given}: {what}; `rasad show` gives the whole id", capture=given)
    return found[0]


def _family(lines: list[Line], wanted: Line) -> tuple[list[Line], list[str]]:
    """The lines of all that must go with a capture, itself first; the captures that hold the same elsewhere."""
    gone = {id for removal in removals(lines) for id in removal.captures}
    captures = [line for line in lines if line["kind"] == "capture" and line["capture"] not in gone]
    same = [line for line in captures if line["payload"] == wanted["payload"]]
    if wanted["payload"] == _EMPTY:
        same = [wanted]
    family = [wanted, *(line for line in same if line["url"] == wanted["url"] and line is not wanted)]
    ids = {line["capture"] for line in family}
    texts = [line for line in lines if line["kind"] == "text" and line["capture"] not in gone]
    mine = [line for line in texts if line["capture"] in ids]
    words = {line["text"] for line in mine}
    also = {line["capture"] for line in texts if line["text"] in words}
    also |= {line["capture"] for line in same}
    return [*family, *mine], sorted(also - ids)


def _part(line: Line, by: str, why: str, moment: str) -> dict[str, object]:
    part = {key: line[key] for key in ("capture", "text", "url", "file", "offset", "bytes") if key in line}
    return part | {"before": line["sha256"], "after": sha256(tombstone(line, by, why, moment))}


def _fields(line: Line, by: str, why: str, moment: str) -> list[tuple[str, str | None]]:
    if line["kind"] == "text":
        return [
            ("WARC-Record-ID", record_id("conversion", line["text"], line["capture"])),
            ("WARC-Date", line["at"]),
            ("Rasad-Capture", line["capture"]),
            ("Rasad-Text-Id", line["text"]),
            (TOMBSTONE, "text"),
            ("Rasad-Removed-At", moment),
            ("Rasad-By", by),
            ("Rasad-Why", why),
        ]
    return [
        ("WARC-Record-ID", record_id("response", line["capture"])),
        ("WARC-Date", line["date"]),
        ("WARC-Target-URI", line["url"]),
        ("Rasad-Capture", line["capture"]),
        ("Rasad-Payload", f"sha256:{line['payload']}"),
        (TOMBSTONE, line["type"]),
        ("Rasad-Removed-At", moment),
        ("Rasad-By", by),
        ("Rasad-Why", why),
    ]


def _padded(raw: bytes, room: int) -> bytes | None:
    """A gzip member of exactly `room` bytes, None when it needs more. Empty blocks and a file name fill it."""
    whole, open_ = (zlib.compressobj(9, zlib.DEFLATED, -15) for _ in range(2))
    tail = struct.pack("<II", zlib.crc32(raw), len(raw))
    body = whole.compress(raw) + whole.flush()
    more = room - (10 + len(body) + len(tail))
    if more < 0:
        return None
    blocks, rest = 0, more
    if more > 100:
        body = open_.compress(raw) + open_.flush(zlib.Z_SYNC_FLUSH)
        tail = b"\x01\x00\x00\xff\xff" + tail
        blocks, rest = divmod(room - (10 + len(body) + len(tail)), len(_STORED))
    name = b"x" * (rest - 1) + b"\x00" if rest else b""
    head = b"\x1f\x8b\x08" + (b"\x08" if rest else b"\x00") + b"\x00" * 4 + b"\x02\xff"
    return head + name + body + _STORED * blocks + tail
