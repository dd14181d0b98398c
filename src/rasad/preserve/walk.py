"""Preserve: the walk of `verify` over log and files. Lines and records → what does not hold. Offline, without a lock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from rasad.errors import LogBroken
from rasad.model.ids import sha256
from rasad.preserve import verifier
from rasad.preserve.batches import Raw
from rasad.preserve.circumstances import belongs
from rasad.preserve.held import KINDS
from rasad.preserve.log import FILE, START, Line, read_line
from rasad.preserve.records import Damaged, Record, Torn, read_at
from rasad.preserve.redaction import TOMBSTONE, is_whole, removal_of
from rasad.preserve.verifier import check_record


def custody_of(lines: list[Line]) -> tuple[dict[str, dict[int, Line]], list[str]]:
    """File → offset → the line of custody, and what was removed, in words. Where a tombstone stands, its digest is the line's."""
    logged: dict[str, dict[int, Line]] = {}
    for line in lines:
        if line.get("kind") in KINDS:
            logged.setdefault(str(line["file"]), {})[int(line["offset"])] = line
    return logged, _apply_removals(lines, logged)


def _apply_removals(lines: list[Line], logged: dict[str, dict[int, Line]]) -> list[str]:
    """What was removed, told in words; in `logged` the digests of the tombstones take the place of the old."""
    notes = []
    for line in lines:
        if line.get("kind") != "redact":
            continue
        for part in line["parts"]:
            of = logged.get(part["file"], {}).get(part["offset"])
            if of is not None:
                logged[part["file"]][part["offset"]] = of | {"sha256": part["after"]}
        removal = removal_of(line)
        notes += [
            f"removed: capture {id} by {removal.by} on {removal.at}: {removal.why}"
            for id in removal.captures
        ]
    return notes


def read_log(path: Path) -> tuple[list[Raw], list[str]]:
    """The lines that can be read, with their bytes, and what is wrong with any."""
    if not path.exists():
        return [], [f"log/{FILE}: missing"]
    lines: list[Raw] = []
    findings: list[str] = []
    prev = START
    raw_lines = path.read_bytes().split(b"\n")
    if raw_lines.pop():
        findings.append(f"log/{FILE}: its last line is unfinished; the next write sets it aside")
    for number, raw in enumerate(raw_lines):
        try:
            lines.append((raw, read_line(raw, seq=number, prev=prev)))
        except (ValueError, LogBroken) as error:
            findings.append(f"log/{FILE}: line {number + 1} does not hold: {error}")
        prev = sha256(raw)
    return lines, findings


@dataclass(slots=True)
class Walk:
    """What the walk over the files of an archive has met. `alone`: what a record rests on may lie in another file."""

    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    alone: bool = False
    payloads: dict[str, str] = field(default_factory=dict)
    captures: set[str] = field(default_factory=set)
    count: int = 0

    def file(self, path: Path, name: str, logged: dict[int, Line], *, logs: bool = False) -> None:
        """One file: each record by itself, and each stretch against the log."""
        end = 0
        starts = set(logged)
        for record in self._records(path, name):
            end = record.offset + record.length
            self.record(record, name)
            if logs and not belongs(record) and record.offset not in starts:
                self.findings.append(
                    f"archive/{name}: the record at byte {record.offset} is not in the log"
                )
        covered = 0
        for offset, line in sorted(logged.items()):
            length = self.stretch(path, name, line)
            if offset != covered:
                self.findings.append(f"archive/{name}: bytes {covered}–{offset} are not in the log")
            covered = offset + length
        if logs and end > covered:
            self.findings.append(f"archive/{name}: bytes after {covered} are not in the log")

    def stretch(self, path: Path, name: str, line: Line) -> int:
        """One stretch of a file against its line of the log: how many bytes are there."""
        with path.open("rb") as file:
            file.seek(int(line["offset"]))
            raw = file.read(int(line["bytes"]))
        if sha256(raw) != line["sha256"]:
            about = line.get("url") or line.get("text") or line["kind"]
            self.findings.append(f"archive/{name}: the record at byte {line['offset']} ({about}) was changed")
        return len(raw)

    def records(self, path: Path, name: str, line: Line) -> None:
        """The records of one stretch, each by itself."""
        for record in self._records(path, name, int(line["offset"]), int(line["offset"]) + int(line["bytes"])):
            self.record(record, name)

    def _records(self, path: Path, name: str, offset: int = 0, end: int | None = None) -> Iterator[Record]:
        with path.open("rb") as file:
            while end is None or offset < end:
                try:
                    record = read_at(file, offset)
                except (Damaged, Torn) as error:
                    self.findings.append(f"archive/{name}: {error}; what follows was not read")
                    return
                if record is None:
                    return
                yield record
                offset += record.length

    def record(self, record: Record, name: str) -> None:
        """One record by itself: its digests, its ids, what it repeats."""
        self.count += 1
        if self.alone:
            self._excuse(record)
        fields: verifier.Record = dict(reversed(record.headers))
        fields |= {"block": record.block, "payload": record.payload}
        fields |= {"offset": record.offset, "length": record.length}
        try:
            for what in () if TOMBSTONE in fields else check_record(fields, self.payloads):
                self.findings.append(f"archive/{name}: {what.partition(': ')[2]}")
            if not is_whole(fields):
                self.findings.append(
                    f"archive/{name}: the tombstone at byte {record.offset} does not fit its capture id"
                )
        except KeyError as error:
            self.findings.append(
                f"archive/{name}: the record at byte {record.offset} lacks {error}"
            )
        capture = record.get("Rasad-Capture") or ""
        if record.type in verifier.CAPTURES:
            if capture in self.captures:
                self.findings.append(f"archive/{name}: capture {capture} stands twice")
            self.captures.add(capture)

    def _excuse(self, record: Record) -> None:
        """Tells what a record rests on and is not here, rather than calling it damage."""
        repeats, of = record.get("Rasad-Refers-To"), record.get("Rasad-Capture")
        if record.type == "revisit" and repeats and repeats not in self.payloads:
            self.payloads[repeats] = record.get("WARC-Payload-Digest") or ""
            self.notes.append(f"not here: capture {repeats}, whose bytes capture {of} repeats")
        if record.type == "conversion" and of and of not in self.payloads:
            self.payloads[of] = ""
            self.notes.append(f"not here: capture {of}, from which text {record.get('Rasad-Text-Id')} was read")
