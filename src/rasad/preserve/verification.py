"""Preserve: does the evidence stand? A bundle, an archive, a monitor or a publication → Verification. Offline."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Final

from rasad.errors import BadInput, LogBroken
from rasad.model.ids import sha256
from rasad.preserve import verifier
from rasad.preserve.anchors import UNSIGNED, check_anchors, check_bundled, check_signature
from rasad.preserve.batches import Raw
from rasad.preserve.cdxj import make_index, make_pages
from rasad.preserve.circumstances import belongs
from rasad.preserve.held import KINDS
from rasad.preserve.log import FILE, START, Line, read_line
from rasad.preserve.records import Damaged, Record, Torn, read_at
from rasad.preserve.redaction import TOMBSTONE, is_whole, removal_of
from rasad.preserve.verifier import check_record

MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What was looked at and what does not stand. Any finding is damage; notes are what cannot be shown."""

    kind: str
    checked: int
    findings: tuple[str, ...]
    notes: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """True when nothing was found changed."""
        return not self.findings


def verify(path: Path, *, keys: Sequence[str] = ()) -> Verification:
    """Everything at `path` recomputed. `keys` are public keys in minisign's form that are known to be right.

    Raises BadInput when nothing there can be verified.
    """
    if path.is_file():
        return _bundle(path, keys)
    if (path / "log" / FILE).exists() or (path / "archive").is_dir():
        return _monitor(path)
    if (path / MANIFEST).is_file():
        return _publication(path, keys)
    if any(path.glob("????-??/*.warc.gz")):
        return _archive(path)
    raise BadInput(
        f"{path}: give a .wacz, an archive, a monitor folder or a publication with {MANIFEST}"
    )


def _bundle(path: Path, keys: Sequence[str] = ()) -> Verification:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    found, findings = verifier.check(data)
    notes = [f"sha256 {sha256(data)}"]
    if not findings:
        files = verifier.read_zip(data)
        made = {verifier.INDEX: make_index(found), verifier.PAGES: make_pages(found)}
        findings += [
            f"{name}: does not follow from the records"
            for name, remade in made.items()
            if remade != files[name]
        ]
        inner = check_bundled(files, verifier.BATCHES)
        findings += inner.findings
        notes += inner.notes
    wrong, signed = check_signature(path, keys)
    return Verification(
        kind="bundle", checked=len(found), findings=(*findings, *wrong), notes=(*notes, *signed)
    )


def _publication(folder: Path, keys: Sequence[str] = ()) -> Verification:
    path = folder / MANIFEST
    try:
        listed: dict[str, Any] = json.loads(path.read_bytes())["files"]  # Any: checked below
        names = {name: str(value) for name, value in listed.items()}
    except (ValueError, KeyError, TypeError, AttributeError, OSError) as error:
        return Verification(
            kind="publication", checked=0, findings=(f"{MANIFEST}: cannot be read ({error})",)
        )
    findings = []
    for name, digest in sorted(names.items()):
        if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts:
            findings.append(f"{name}: leads out of the publication")
        elif not (folder / name).is_file():
            findings.append(f"{name}: listed and missing")
        elif sha256((folder / name).read_bytes()) != digest.removeprefix("sha256:"):
            findings.append(f"{name}: not the file that was published")
    own = {MANIFEST, f"{MANIFEST}.minisig"}
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    findings += [f"{name}: not listed" for name in sorted(there - set(names) - own)]
    wrong, signed = check_signature(path, keys)
    findings += wrong
    notes = (f"{MANIFEST} sha256 {sha256(path.read_bytes())}", *signed)
    return Verification(
        kind="publication", checked=len(names), findings=tuple(findings), notes=notes
    )


def _archive(folder: Path) -> Verification:
    seen = _Seen()
    for path in sorted(folder.glob("????-??/*.warc.gz")):
        seen.file(path, path.relative_to(folder).as_posix(), {})
    note = "no log beside it: a record taken out whole is not shown"
    return Verification(
        kind="archive", checked=seen.count, findings=tuple(seen.findings), notes=(note, UNSIGNED)
    )


def _monitor(folder: Path) -> Verification:
    lines, findings = _read_log(folder / "log" / FILE)
    logged: dict[str, dict[int, Line]] = {}
    for _, line in lines:
        if line.get("kind") in KINDS:
            logged.setdefault(str(line["file"]), {})[int(line["offset"])] = line
    notes = _apply_removals([line for _, line in lines], logged)
    seen = _Seen(findings=findings)
    archive = folder / "archive"
    files = {p.relative_to(archive).as_posix(): p for p in archive.glob("????-??/*.warc.gz")}
    for name in sorted(set(logged) - set(files)):
        seen.findings.append(f"archive/{name}: in the log and missing")
    for name, path in sorted(files.items()):
        seen.file(path, name, logged.get(name, {}), logs=True)
    others = sorted((folder / "editions").rglob("*.wacz")) if (folder / "editions").is_dir() else []
    for bundle in others:
        inner = _bundle(bundle)
        name = bundle.relative_to(folder).as_posix()
        seen.findings += [f"{name}: {what}" for what in inner.findings]
        seen.count += inner.checked
    if (folder / "public" / MANIFEST).is_file():
        inner = _publication(folder / "public")
        seen.findings += [f"public/{what}" for what in inner.findings]
        seen.count += inner.checked
    anchors = check_anchors(folder / "log", lines)
    seen.findings += anchors.findings
    notes += [f"log: {len(lines)} lines", *anchors.told(len(lines))]
    notes += [f"set aside: {p.relative_to(folder)}" for p in sorted(folder.glob("*/torn/*"))]
    return Verification(
        kind="monitor", checked=seen.count, findings=tuple(seen.findings), notes=tuple(notes)
    )


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


def _read_log(path: Path) -> tuple[list[Raw], list[str]]:
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
class _Seen:
    """What the walk over the files of an archive has met."""

    findings: list[str] = field(default_factory=list)
    payloads: dict[str, str] = field(default_factory=dict)
    captures: set[str] = field(default_factory=set)
    count: int = 0

    def file(self, path: Path, name: str, logged: dict[int, Line], *, logs: bool = False) -> None:
        """One file: each record by itself, and each stretch against the log."""
        end = 0
        starts = set(logged)
        for record in self._records(path, name):
            end = record.offset + record.length
            self.count += 1
            self._record(record, name)
            if logs and not belongs(record) and record.offset not in starts:
                self.findings.append(
                    f"archive/{name}: the record at byte {record.offset} is not in the log"
                )
        with path.open("rb") as file:
            covered = 0
            for offset, line in sorted(logged.items()):
                file.seek(offset)
                raw = file.read(int(line["bytes"]))
                if sha256(raw) != line["sha256"]:
                    about = line.get("url") or line.get("text") or line["kind"]
                    self.findings.append(
                        f"archive/{name}: the record at byte {offset} ({about}) was changed"
                    )
                if offset != covered:
                    self.findings.append(
                        f"archive/{name}: bytes {covered}–{offset} are not in the log"
                    )
                covered = offset + len(raw)
            if logs and end > covered:
                self.findings.append(f"archive/{name}: bytes after {covered} are not in the log")

    def _records(self, path: Path, name: str) -> Iterator[Record]:
        offset = 0
        with path.open("rb") as file:
            while True:
                try:
                    record = read_at(file, offset)
                except (Damaged, Torn) as error:
                    self.findings.append(f"archive/{name}: {error}; what follows was not read")
                    return
                if record is None:
                    return
                yield record
                offset += record.length

    def _record(self, record: Record, name: str) -> None:
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
