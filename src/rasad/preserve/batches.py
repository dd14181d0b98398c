"""Preserve: batches. New lines of the log → a file with their Merkle root, which can be stamped and signed.

`log/batches/000001.json` says which lines it covers, their root, the digest of the last of them and of
the batch before. A line of the log tells each batch, so that the files can be made again from the log.
What is stamped or signed is such a file: beside it lie its tokens (`.tsr`) and its signature
(`.minisig`), and what they are checked with: roots (`.pem`) and public keys (`.pub`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rasad.model.ids import sha256
from rasad.preserve.disk import write_whole
from rasad.preserve.log import Line, Log
from rasad.preserve.merkle import Tree
from rasad.preserve.verifier import dump

FOLDER: Final = "batches"
# Lines that tell of proofs only: they alone are no reason for another batch.
QUIET: Final = frozenset({"batch", "stamp", "sign"})
Raw = tuple[bytes, Line]


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One batch: its number, its first line (from 0), how many lines, and its file as bytes."""

    number: int
    first: int
    lines: int
    root: str
    payload: bytes

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.number:06}.json"

    @property
    def end(self) -> int:
        """The number of the first line after it."""
        return self.first + self.lines


def read_batches(raw: Sequence[Raw]) -> tuple[list[Batch], list[str]]:
    """The batches that a log tells, made again from its lines, and what does not fit."""
    found: list[Batch] = []
    findings: list[str] = []
    for at, (_, line) in enumerate(raw):
        if line.get("kind") != "batch":
            continue
        end = found[-1].end if found else 0
        number, first, lines = line.get("batch"), line.get("first"), line.get("lines")
        if (number, first) != (len(found) + 1, end) or not isinstance(lines, int) or not end < end + lines <= at:
            findings.append(f"log: line {at + 1} tells of a batch that does not follow from the one before")
            return found, findings
        batch = _make(raw, number=len(found) + 1, first=end, end=end + lines, before=found)
        if (line.get("root"), line.get("sha256")) != (batch.root, sha256(batch.payload)):
            findings.append(f"log: the lines of batch {batch.number} do not give its root")
        found.append(batch)
    return found, findings


def close_batch(log: Log) -> Batch | None:
    """The new batch over all lines since the last one; None when nothing but proofs came since.

    Files that an interruption kept from the disk are written. Raises CannotWrite, LogBroken.
    """
    log.heal()
    raw = [(text, line) for text, line in log.raw_lines() if line is not None]
    batches, folder = heal_batches(log, raw), log.path.parent / FOLDER
    first = batches[-1].end if batches else 0
    if all(line["kind"] in QUIET for _, line in raw[first:]):
        return None
    new = _make(raw, number=len(batches) + 1, first=first, end=len(raw), before=batches)
    log.append(
        "batch", batch=new.number, first=new.first, lines=new.lines, root=new.root, sha256=sha256(new.payload)
    )
    write_whole(folder / new.name, new.payload)
    return new


def heal_batches(log: Log, raw: Sequence[Raw]) -> list[Batch]:
    """The batches of a log; the files that an interruption kept from the disk are written. Raises CannotWrite."""
    batches, _ = read_batches(raw)
    for batch in batches:
        path = log.path.parent / FOLDER / batch.name
        if not path.exists():
            write_whole(path, batch.payload)
    return batches


def _make(raw: Sequence[Raw], *, number: int, first: int, end: int, before: Sequence[Batch]) -> Batch:
    texts = [text for text, _ in raw[first:end]]
    root = Tree(texts).root
    payload = dump(
        {
            "format": 1,
            "batch": number,
            "first": first,
            "lines": len(texts),
            "root": root,
            "head": sha256(texts[-1]),
            "previous": sha256(before[-1].payload) if before else None,
        }
    )
    return Batch(number=number, first=first, lines=len(texts), root=root, payload=payload)


def inclusion(raw: Sequence[Raw], wanted: Iterable[int]) -> dict[int, tuple[Batch, list[str]]]:
    """For each wanted line that is in a batch, the batch and the path of the line to its root."""
    lines = set(wanted)
    found: dict[int, tuple[Batch, list[str]]] = {}
    for batch in read_batches(raw)[0]:
        mine = [seq for seq in lines if batch.first <= seq < batch.end]
        if mine:
            tree = Tree([text for text, _ in raw[batch.first : batch.end]])
            found |= {seq: (batch, tree.path(seq - batch.first)) for seq in mine}
    return found


def proofs_of(folder: Path, batches: Iterable[Batch]) -> dict[str, bytes]:
    """The files of some batches by name, with their tokens, signatures, and what those are checked with."""
    found: dict[str, bytes] = {}
    for batch in batches:
        found[batch.name] = batch.payload
        found |= {path.name: path.read_bytes() for path in folder.glob(f"{batch.name}.*")}
    if any(name.endswith(".minisig") for name in found):
        found |= {path.name: path.read_bytes() for path in folder.glob("*.pub")}
    if any(name.endswith(".tsr") for name in found):
        found |= {path.name: path.read_bytes() for path in folder.glob("*.pem")}
    return dict(sorted(found.items()))
