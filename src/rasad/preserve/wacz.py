"""Preserve: captures and texts → one evidence bundle, WACZ 1.1.1 in one canonical form.

The records go in byte for byte as the archive holds them, so that the digests of the log still fit.
The same selection gives the same file on any machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import Final

from rasad.errors import BadInput, CannotWrite, WrongUse
from rasad.model import Capture, Location, TextVersion
from rasad.model.ids import sha256
from rasad.preserve import verifier
from rasad.preserve.batches import FOLDER, Batch, Raw, inclusion, proofs_of
from rasad.preserve.cdxj import make_index, make_pages
from rasad.preserve.groups import file_group
from rasad.preserve.log import Log
from rasad.preserve.reader import ArchiveReader

MAX_BYTES: Final = 4_000_000_000


def write_wacz(
    path: Path,
    *,
    captures: Iterable[Capture],
    texts: Iterable[TextVersion],
    archive: ArchiveReader,
    log: Log | None,
    title: str,
    created: str,
) -> str:
    """The SHA-256 of the bundle written to `path`. Raises ArchiveDamaged, CannotWrite, WrongUse."""
    bundle = make_bundle(
        captures=captures, texts=texts, archive=archive, log=log, title=title, created=created
    )
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_bytes(bundle)
        if path.is_file() and path.read_bytes() != bundle:  # its signature was of what it was before
            path.with_name(f"{path.name}.minisig").unlink(missing_ok=True)
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise CannotWrite(f"{path}: {error.strerror}; no bundle was written") from error
    return sha256(bundle)


def make_bundle(
    *,
    captures: Iterable[Capture],
    texts: Iterable[TextVersion],
    archive: ArchiveReader,
    log: Log | None,
    title: str,
    created: str,
) -> bytes:
    """The bytes of the bundle."""
    wanted = _with_originals(captures, texts, archive)
    if not wanted:
        raise WrongUse("an evidence bundle needs at least one capture")
    lines, raw = _log_lines(log)
    seqs: dict[tuple[str, int], int] = {place: found[0][0] for place, found in lines.items()}
    proven = inclusion(raw, {seqs[place] for place in _places(wanted, texts, archive) if place in seqs})
    data = file_group("data.warc.gz", created)
    entries: list[dict[str, object]] = []
    for capture, text in _ordered(wanted, texts):
        location = capture.location if text is None else _located(text, archive)
        stretch = archive.stretch(location)
        entry: dict[str, object] = {
            "capture": capture.id,
            "url": capture.url,
            "date": capture.at,
            "payload_sha256": capture.payload_sha256,
            "offset": len(data),
            "bytes": len(stretch),
            "log": [line for _, line in lines.get((location.file, location.offset), [])],
            "batch": _batch(proven.get(seqs.get((location.file, location.offset), -1))),
        }
        entries.append(entry if text is None else entry | {"text": text.id, "rules": text.rules})
        data += stretch
    if len(data) > MAX_BYTES:
        raise BadInput(f"{len(data):,} bytes do not fit into one bundle; choose fewer captures")
    count, head = log.head() if log is not None else (0, None)
    records = list(verifier.records(data))
    files = {
        verifier.DATA: data,
        verifier.INDEX: make_index(records),
        verifier.PAGES: make_pages(records),
        verifier.PROOF: verifier.dump(
            {"format": 1, "records": entries, "log": {"lines": count, "head_sha256": head}}
        ),
        verifier.README: readme(title, created, len(wanted)),
        verifier.SCRIPT: script(),
    }
    if log is not None:
        found = {batch.number: batch for batch, _ in proven.values()}
        for name, proof in proofs_of(log.path.parent / FOLDER, found.values()).items():
            files[verifier.BATCHES + name] = proof
    return verifier.make_zip(files | package(files, title, created))


def package(files: dict[str, bytes], title: str, created: str) -> dict[str, bytes]:
    """The description of a bundle and the digest of the description."""
    listed = [
        {
            "name": name.lower(),
            "path": name,
            "hash": f"sha256:{sha256(files[name])}",
            "bytes": len(files[name]),
        }
        for name in files
    ]
    description = verifier.dump(
        {
            "profile": "data-package",
            "wacz_version": "1.1.1",
            "software": "Rasad",
            "title": title,
            "created": created,
            "resources": listed,
        }
    )
    digest = verifier.dump({"path": verifier.PACKAGE, "hash": f"sha256:{sha256(description)}"})
    return {verifier.PACKAGE: description, verifier.DIGEST: digest}


def script() -> bytes:
    """The verifier as it goes into a bundle: our own module, which needs nothing but Python."""
    return resources.files("rasad.preserve").joinpath("verifier.py").read_bytes()


def readme(title: str, created: str, count: int) -> bytes:
    """What a lawyer should know who opens the bundle."""
    form = (
        resources.files("rasad.preserve").joinpath("bundle_readme.txt").read_text(encoding="utf-8")
    )
    return form.format(title=title, created=created, count=count).encode()


def _with_originals(
    captures: Iterable[Capture], texts: Iterable[TextVersion], archive: ArchiveReader
) -> dict[str, Capture]:
    wanted = {capture.id: capture for capture in captures}
    for text in texts:
        if text.capture not in wanted:
            wanted[text.capture] = archive.capture(archive.location_of(text.capture))
    for capture in list(wanted.values()):
        if capture.refers_to and capture.refers_to not in wanted:
            wanted[capture.refers_to] = archive.capture(archive.location_of(capture.refers_to))
    return wanted


def _ordered(
    wanted: dict[str, Capture], texts: Iterable[TextVersion]
) -> Iterator[tuple[Capture, TextVersion | None]]:
    """Captures before those that repeat them, each kind by time, address and id; then the texts."""
    for capture in sorted(wanted.values(), key=lambda c: (bool(c.refers_to), c.at, c.url, c.id)):
        yield capture, None
    unique = {(text.id, text.capture): text for text in texts}
    for (_, capture_id), text in sorted(unique.items(), key=lambda pair: pair[0]):
        yield wanted[capture_id], text


def _located(text: TextVersion, archive: ArchiveReader) -> Location:
    location = text.location or archive.index().texts.get((text.id, text.capture))
    if location is None:
        raise archive.damage("", f"text {text.id} is cited and not held")
    archive.text_at(location)
    return location


def _places(
    wanted: dict[str, Capture], texts: Iterable[TextVersion], archive: ArchiveReader
) -> Iterator[tuple[str, int]]:
    for capture, text in _ordered(wanted, texts):
        location = capture.location if text is None else _located(text, archive)
        yield location.file, location.offset


def _batch(proven: tuple[Batch, list[str]] | None) -> dict[str, object] | None:
    """Where a line of the log stands in its batch: the batch's file and the steps to its root."""
    return {"file": verifier.BATCHES + proven[0].name, "path": proven[1]} if proven else None


def _log_lines(log: Log | None) -> tuple[dict[tuple[str, int], list[tuple[int, str]]], list[Raw]]:
    """The numbered custody lines by place, and all lines."""
    found: dict[tuple[str, int], list[tuple[int, str]]] = {}
    whole: list[Raw] = []
    for raw, line in log.raw_lines() if log is not None else ():
        if line is None:
            continue
        whole.append((raw, line))
        if line["kind"] in ("capture", "text"):
            found.setdefault((line["file"], line["offset"]), []).append((line["seq"], raw.decode()))
    return found, whole
