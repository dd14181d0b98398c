"""Preserve: what vouches for a log from outside. Batches, time-stamps, signatures → findings, notes.

Whoever can write the monitor's folder can make another that is whole as well; only what others hold or
gave shows the difference. So it is said up to which line and moment that reaches, and no further.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rasad.model.ids import sha256
from rasad.preserve import minisign, stamps
from rasad.preserve.batches import FOLDER, Batch, Raw, read_batches
from rasad.preserve.log import Line

UNSIGNED: Final = "unsigned: who made it, and when, is not shown by the file itself"
UNANCHORED: Final = (
    "unanchored: lines cut off the end of the log, or log and archive rolled back together, "
    "are shown only by a copy of the log's head kept elsewhere"
)
NO_LIBRARY: Final = "are there and were not checked: install rasad[proofs], or use openssl and minisign"


@dataclass(slots=True)
class Anchors:
    """What was found of proofs. `stamped` are (moment, authority, batch), `signed` (key, handle, batch)."""

    findings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    stamped: list[tuple[str, str, Batch]] = field(default_factory=list)
    signed: list[tuple[str, str, Batch]] = field(default_factory=list)

    def told(self, lines: int) -> list[str]:
        """The notes on who vouches for what, of a log of so many lines."""
        notes = list(self.notes)
        for key in dict.fromkeys(key for key, _, _ in self.signed):
            mine = [(handle, batch) for signer, handle, batch in self.signed if signer == key]
            handle, last = max(mine, key=lambda pair: pair[1].end)
            notes.append(
                f"signed by key {key} (handle {handle}) up to line {last.end}; "
                "compare the key with one you have from elsewhere"
            )
        if not self.signed:
            notes.append(UNSIGNED)
        if not self.stamped:
            return [*notes, UNANCHORED]
        last = max((batch for _, _, batch in self.stamped), key=lambda batch: batch.end)
        for moment, authority, batch in sorted(self.stamped, key=lambda stamp: stamp[:2]):
            if batch.number == last.number:
                notes.append(f"stamped: lines 1–{batch.end} were there on {moment}, says {authority}")
        since = min(moment for moment, _, batch in self.stamped if batch.number == last.number)
        return [
            *notes,
            f"unanchored: nothing after {since} is anchored (lines {last.end + 1}–{lines}); if log and archive were "
            "rolled back together, only a later stamp or a copy of the log's head kept elsewhere shows it",
        ]


def has_library() -> bool:
    """Whether stamps and signatures can be checked here."""
    return all(importlib.util.find_spec(name) for name in ("cryptography", "rfc3161_client"))


def check_anchors(log: Path, raw: Sequence[Raw]) -> Anchors:
    """What vouches for the lines of a log, each thing checked against its line. `log` is the log's folder."""
    batches, findings = read_batches(raw)
    found = Anchors(findings=findings)
    known = {batch.number: batch for batch in batches}
    names = {batch.name for batch in batches}
    for batch in batches:
        path = log / FOLDER / batch.name
        if not path.exists() and batch is batches[-1] and not any(line.get("batch") == batch.number for _, line in raw[batch.end + 1 :]):
            found.notes.append(f"log/{FOLDER}/{batch.name}: not written yet; the next rasad that writes makes it")
        elif not path.exists():
            found.findings.append(f"log/{FOLDER}/{batch.name}: in the log and missing")
        elif path.read_bytes() != batch.payload:
            found.findings.append(f"log/{FOLDER}/{batch.name}: does not follow from the lines of the log")
    proofs = [line for _, line in raw if line.get("kind") in ("stamp", "sign") and line.get("batch") in known]
    latest = {line["path"]: line for line in proofs}
    roots = _read_roots(log / FOLDER, proofs)
    for name, line in latest.items():
        path = log / FOLDER / name
        names.add(name)
        if not path.is_file():
            found.findings.append(f"log/{FOLDER}/{name}: in the log and missing")
        elif sha256(path.read_bytes()) != line["sha256"]:
            found.findings.append(f"log/{FOLDER}/{name}: not the file that the log counted")
        else:
            _check(found, line, path, known[line["batch"]], roots)
    for line in proofs:
        for name, digest in (line.get("with") or {}).items():
            names.add(name)
            path = log / FOLDER / name
            if not path.is_file() or sha256(path.read_bytes()) != digest:
                found.findings.append(f"log/{FOLDER}/{name}: not the file that the log counted, or missing")
    found.findings = list(dict.fromkeys(found.findings))
    there = sorted(p.name for p in (log / FOLDER).glob("*") if not p.name.startswith("."))
    found.notes += [f"log/{FOLDER}/{name}: not in the log; it proves nothing" for name in there if name not in names]
    return found


def _check(found: Anchors, line: Line, path: Path, batch: Batch, roots: Sequence[bytes]) -> None:
    what = "time-stamps" if path.suffix == ".tsr" else "signatures"
    if not has_library():
        if (note := f"{what} {NO_LIBRARY}") not in found.notes:
            found.notes.append(note)
        return
    try:
        if path.suffix == ".tsr":
            stamp = stamps.check(path.read_bytes(), batch.payload, roots)
            if stamp.is_trusted is None:
                found.notes.append(f"stamp of {line['authority']}: no saved root to check it with; set [stamp] roots")
            found.stamped.append((stamp.moment, line["authority"], batch))
        else:
            signed = minisign.check(path.read_text(encoding="utf-8"), batch.payload, line["public_key"])
            found.signed.append((signed.key, signed.told("by") or line["by"], batch))
    except ValueError as error:
        found.findings.append(f"log/{FOLDER}/{path.name}: does not stand: {error}")


def _read_roots(folder: Path, proofs: Iterable[Line]) -> list[bytes]:
    """The saved root certificates that are what the log counted; another one vouches for nothing and is told elsewhere."""
    counted = {name: digest for line in proofs for name, digest in (line.get("with") or {}).items() if name.endswith(".pem")}
    found = [(folder / name).read_bytes() for name in sorted(counted) if (folder / name).is_file()]
    return [pem for pem in found if sha256(pem) in counted.values()]


def check_bundled(files: dict[str, bytes], inside: str) -> Anchors:
    """What vouches for the batches in a bundle; `inside` is the folder they lie in."""
    found = Anchors()
    mine = {name.removeprefix(inside): data for name, data in files.items() if name.startswith(inside)}
    roots = [data for name, data in mine.items() if name.endswith(".pem")]
    keys = [data.decode("utf-8", "replace") for name, data in mine.items() if name.endswith(".pub")]
    for name, data in mine.items():
        of = mine.get(name.split(".json")[0] + ".json")
        if not name.endswith((".tsr", ".minisig")) or of is None:
            continue
        if not has_library():
            found.notes.append(f"{inside}{name}: {NO_LIBRARY.removeprefix('are there and ')}")
            continue
        try:
            if name.endswith(".tsr"):
                stamp = stamps.check(data, of, roots)
                vouched = "" if stamp.is_trusted else " (no root beside it)"
                found.notes.append(f"stamped: {name} names {stamp.moment}{vouched}")
            else:
                signed = check_any(data.decode(), of, keys)
                found.notes.append(f"signed: {name} by key {signed.key} (handle {signed.told('by')})")
        except ValueError as error:
            found.findings.append(f"{inside}{name}: does not stand: {error}")
    return found


def check_any(signature: str, payload: bytes, keys: Iterable[str]) -> minisign.Signed:
    """What a signature says, by that of some public keys which it names. Raises ValueError."""
    signed = minisign.read_signature(signature)[0]
    own = signed.told("key")
    for key in (*keys, *([own] if own else [])):
        if minisign.read_public(key)[0] == signed.key:
            return minisign.check(signature, payload, key)
    raise ValueError(f"the public key {signed.key} is not here")


def check_signature(path: Path, keys: Sequence[str]) -> tuple[list[str], list[str]]:
    """Findings and notes on the signature beside a file, `NAME.minisig`. `keys` are public keys to be trusted."""
    beside = path.with_name(f"{path.name}.minisig")
    if not beside.is_file():
        missing = [f"{beside.name}: missing; it is not signed by the key that was given"] if keys else []
        return missing, [UNSIGNED]
    if not has_library():
        return [], [f"signatures {NO_LIBRARY}"]
    try:
        signed = check_any(beside.read_bytes().decode(), path.read_bytes(), keys)
        trusted = signed.key in [minisign.read_public(key)[0] for key in keys]
    except ValueError as error:
        return [f"{beside.name}: does not stand: {error}"], [UNSIGNED]
    if keys and not trusted:
        return [f"{beside.name}: by key {signed.key}, not by the key that was given"], [UNSIGNED]
    advice = "" if trusted else "; compare the key with one you have from elsewhere"
    return [], [f"signed by key {signed.key} (handle {signed.told('by')}){advice}"]
