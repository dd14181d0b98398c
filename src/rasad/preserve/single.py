"""Preserve: does one capture stand, or one WARC file? Its records, its lines of the log, their proofs → Verification. Offline.

A capture rests on more than its own record: a revisit on the bytes that it repeats, and with a capture go the
texts that were read from it. Each is looked at, and nothing else of the archive is.
"""

from __future__ import annotations

import itertools
import re
import struct
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from rasad.errors import BadInput, UnknownId
from rasad.model.ids import sha256
from rasad.preserve import verifier
from rasad.preserve.anchors import UNSIGNED, Anchors, check_anchors
from rasad.preserve.batches import Raw, inclusion
from rasad.preserve.log import FILE, Line
from rasad.preserve.records import Damaged, Torn, read_at
from rasad.preserve.walk import Walk, custody_of, read_log

_SHORTEST: Final = 6
_LOOKED_AT: Final = 100  # places where a record may begin
_HEAD: Final = 1 << 14
_MARK: Final = re.compile(rb"^(?:software: Rasad|Rasad-[A-Z][A-Za-z-]*: )", re.MULTILINE)
Found = tuple[int, list[str], list[str]]


def check_file(path: Path) -> Found:
    """One WARC file of Rasad's: how many records, findings, notes. Against the log when it lies in a monitor's archive.

    Raises BadInput when it is none of Rasad's.
    """
    monitor = _monitor_of(path)
    name = path.name if monitor is None else path.relative_to(monitor / "archive").as_posix()
    if not _is_own(path):
        raise BadInput(f"{path}: neither a bundle nor a WARC file of Rasad's; `rasad add` takes the files of others")
    walk = Walk(alone=True)
    if monitor is None:
        walk.file(path, name, {})
        return walk.count, walk.findings, [*walk.notes, "no log beside it: a record taken out whole is not shown", UNSIGNED]
    raw, walk.findings = read_log(monitor / "log" / FILE)
    logged, removed = custody_of([line for _, line in raw])
    walk.file(path, name, logged.get(name, {}), logs=True)
    return walk.count, walk.findings, [*walk.notes, *removed]


def check_capture(folder: Path, given: str) -> Found:
    """One capture of a monitor, by its id or enough of it, or by the id of a text read from it: how many records,
    findings, notes. Raises UnknownId."""
    raw, findings = read_log(folder / "log" / FILE)
    lines = [line for _, line in raw]
    logged, removed = custody_of(lines)
    custody = [line for file in logged.values() for line in file.values()]
    id = next((str(line["capture"]) for line in custody if line["kind"] == "text" and line["text"] == given), None)
    id = id or _whole(given, [str(line["capture"]) for line in custody if line["kind"] == "capture"])
    if id is None:
        return _unlogged(folder, given, findings)
    walk = Walk(findings=findings)
    family = [line for line in custody if line["kind"] in ("capture", "text") and line["capture"] == id]
    for line in [*_repeated(folder, family, custody), *sorted(family, key=lambda one: str(one["kind"]))]:
        name = str(line["file"])
        path = folder / "archive" / name
        if not path.is_file():
            walk.findings.append(f"archive/{name}: in the log and missing")
            continue
        walk.stretch(path, name, line)
        walk.records(path, name, line)
    own = [number for number, (_, line) in enumerate(raw) if line.get("kind") == "capture" and line["capture"] == id]
    anchors = check_anchors(folder / "log", raw)
    walk.findings += [what for what in anchors.findings if what not in walk.findings]
    mine = [note for note in removed if note.startswith(f"removed: capture {id} ")]
    texts = sum(line["kind"] == "text" for line in family)
    notes = [f"capture {id}: {family[0].get('url')}, {family[0].get('date')}; {texts} texts read from it", *mine]
    return walk.count, walk.findings, [*notes, *_proofs(folder, raw, own[0], anchors)]


def _whole(given: str, ids: Sequence[str]) -> str | None:
    """The one id that begins so; None when there is none. Raises UnknownId when several do."""
    found = {id for id in ids if len(given) >= _SHORTEST and id.startswith(given)}
    if len(found) > 1:
        raise UnknownId(f"{given}: fits several captures; write more of it", capture=given)
    return next(iter(found), None)


def _unlogged(folder: Path, given: str, findings: list[str]) -> Found:
    """A capture that no line tells of: is it in the archive, or may its line be one that does not hold?"""
    walk = Walk(alone=True)
    for path in sorted((folder / "archive").glob("????-??/*.warc.gz")):
        walk.file(path, path.relative_to(folder / "archive").as_posix(), {})
    if _whole(given, sorted(walk.captures)) is not None:
        return walk.count, [*findings, f"capture {given}: in the archive, and no line of the log tells of it"], []
    if findings:
        return 0, [*findings, f"capture {given}: no line of the log that holds tells of it"], []
    raise UnknownId(f"{given}: no such capture; `rasad show` gives the whole id", capture=given)


def _repeated(folder: Path, family: Sequence[Line], custody: Sequence[Line]) -> Iterator[Line]:
    """The lines of the captures whose bytes a revisit repeats."""
    for line in family:
        if line.get("type") != "revisit":
            continue
        try:
            with (folder / "archive" / line["file"]).open("rb") as file:
                record = read_at(file, int(line["offset"]))
        except (OSError, Damaged, Torn):
            continue  # told when the record itself is looked at
        first = record.get("Rasad-Refers-To") if record else None
        yield from (one for one in custody if one["kind"] == "capture" and one["capture"] == first)


def _proofs(folder: Path, raw: Sequence[Raw], number: int, anchors: Anchors) -> list[str]:
    """Who vouches for one line of the log: its batch, the first stamp that reaches it, the keys that signed it."""
    notes = [f"log: line {number + 1} of {len(raw)}, whose chain was followed from the first", *anchors.notes]
    for batch, path in inclusion(raw, [number]).values():
        root = fold(raw[number][0], path)
        notes.append(f"in batch {batch.number}: {len(path)} steps lead from its line to the root {root[:16]}…")
    stamped = sorted((moment, authority) for moment, authority, batch in anchors.stamped if batch.end > number)
    notes += [f"stamped: it was there on {moment}, says {authority}" for moment, authority in stamped[:1]]
    signed = {key: handle for key, handle, batch in anchors.signed if batch.end > number}
    notes += [f"signed by key {key} (handle {handle}); compare the key with one you have from elsewhere" for key, handle in signed.items()]
    if not stamped:
        notes.append("unanchored: no stamp reaches its line; only a copy of the log's head kept elsewhere shows log and archive rolled back together")
    return notes if signed else [*notes, UNSIGNED]


def fold(line: bytes, path: Sequence[str]) -> str:
    """The root that the steps of a path lead to from a line."""
    root = sha256(b"\0" + line)
    for step in path:
        pair = step[1:] + root if step[0] == "<" else root + step[1:]
        root = sha256(bytes.fromhex("01" + pair))
    return root


def id_in(path: Path, given: str) -> str:
    """The whole id of a capture in a bundle, a WARC file or an archive without log. Raises UnknownId."""
    ids: list[str] = []
    try:
        if path.suffix == ".wacz":
            records = verifier.records(verifier.read_zip(path.read_bytes()).get(verifier.DATA, b""))
            ids += [str(record.get("Rasad-Capture", "")) for record in records]
        else:
            walk = Walk(alone=True)
            for file in [path] if path.is_file() else sorted(path.glob("????-??/*.warc.gz")):
                walk.file(file, file.name, {})
            ids += walk.captures
    except (ValueError, KeyError, zlib.error, struct.error):
        ids = []  # a damaged bundle: its findings say where
    id = _whole(given, ids)
    if id is None:
        raise UnknownId(f"{given}: no such capture here", capture=given)
    return id


def _monitor_of(path: Path) -> Path | None:
    """The monitor in whose archive a file lies."""
    steps = path.resolve().parents
    is_inside = len(steps) > 2 and steps[1].name == "archive" and (steps[2] / "log" / FILE).is_file()
    return steps[2] if is_inside else None


def _is_own(path: Path) -> bool:
    """Whether any of its first records bears a mark of ours, also behind one that is damaged. Raises BadInput."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    starts = [found.start() for found in itertools.islice(re.finditer(rb"\x1f\x8b\x08", data), _LOOKED_AT)]
    return any(_MARK.search(_unpacked(data[start : start + _HEAD])) for start in starts)


def _unpacked(packed: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(packed, _HEAD)
    except zlib.error:
        return b""
