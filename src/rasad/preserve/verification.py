"""Preserve: does the evidence stand? A bundle, an archive, a monitor or a publication → Verification. Offline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any, Final

from rasad.errors import BadInput, UnknownId
from rasad.model.ids import sha256
from rasad.preserve import single, verifier
from rasad.preserve.anchors import UNSIGNED, check_anchors, check_bundled, check_signature
from rasad.preserve.cdxj import make_index, make_pages
from rasad.preserve.log import FILE
from rasad.preserve.walk import Walk, custody_of, read_log

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


def verify(path: Path, *, keys: Sequence[str] = (), capture: str | None = None) -> Verification:
    """Everything at `path` recomputed; with `capture`, that capture and what it rests on.

    `keys` are public keys in minisign's form that are known to be right. Raises BadInput when nothing there can
    be verified, UnknownId for a capture that is not there.
    """
    is_monitor = (path / "log" / FILE).exists() or (path / "archive").is_dir()
    if capture is not None and is_monitor:
        return _told("capture", single.check_capture(path, capture))
    if path.is_file():
        found = _bundle(path, keys) if _is_bundle(path) else _told("warc", single.check_file(path))
    elif is_monitor:
        found = _monitor(path)
    elif (path / MANIFEST).is_file():
        found = _publication(path, keys)
    elif any(path.glob("????-??/*.warc.gz")):
        found = _archive(path)
    else:
        raise BadInput(f"{path}: give a .wacz, a WARC file, an archive, a monitor folder or a publication with {MANIFEST}")
    return found if capture is None else _holding(found, path, capture)


def _is_bundle(path: Path) -> bool:
    """By its name or by either end of a container, so that damage of one end makes it no other thing."""
    if path.suffix == ".wacz":
        return True
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    return data.startswith(b"PK") or b"PK\x05\x06" in data[-22:]


def _told(kind: str, found: single.Found) -> Verification:
    count, findings, notes = found
    return Verification(kind=kind, checked=count, findings=tuple(findings), notes=tuple(notes))


def _holding(found: Verification, path: Path, capture: str) -> Verification:
    """What was found of the whole, which is all that there is to check a capture with, when it holds that capture."""
    try:
        id = single.id_in(path, capture)
    except UnknownId:
        if found.stands:
            raise
        lost = f"capture {capture}: no record that can be read is it"
        return replace(found, kind="capture", findings=(*found.findings, lost))
    return replace(found, kind="capture", notes=(f"capture {id}: in it; all of it was checked", *found.notes))


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
    seen = Walk()
    for path in sorted(folder.glob("????-??/*.warc.gz")):
        seen.file(path, path.relative_to(folder).as_posix(), {})
    note = "no log beside it: a record taken out whole is not shown"
    return Verification(
        kind="archive", checked=seen.count, findings=tuple(seen.findings), notes=(note, UNSIGNED)
    )


def _monitor(folder: Path) -> Verification:
    lines, findings = read_log(folder / "log" / FILE)
    logged, notes = custody_of([line for _, line in lines])
    seen = Walk(findings=findings)
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
