"""Preserve: what was done, by whom, when. Acts → hash-chained lines of JSON.

Each line is `{"seq","at","kind",…,"prev","sum"}`: `prev` is the SHA-256 of the line before, without
its line end (64 zeros for the first), `sum` that of the line's own characters up to `,"sum"`. The
chain shows a line taken out or changed; the sum shows damage of the last one, which no chain covers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from pathlib import Path
from typing import Any, Final

from rasad.errors import LogBroken, WrongUse
from rasad.model.ports import Clock
from rasad.preserve.disk import append, cut_tail
from rasad.preserve.locks import WriterLock

FILE: Final = "rasad.jsonl"
START: Final = "0" * 64
_OWN: Final = frozenset({"seq", "at", "kind", "prev", "sum"})
_SUM: Final = ',"sum":"'
Line = dict[str, Any]  # Any: a line holds whatever JSON its kind needs


def make_line(fields: Mapping[str, object]) -> bytes:
    """One line with its sum, without line end."""
    body = json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "backslashreplace"
    )[:-1]
    return body + f'{_SUM}{hashlib.sha256(body).hexdigest()}"}}'.encode()


def read_line(raw: bytes, *, seq: int, prev: str) -> Line:
    """The fields of a line. Raises ValueError that says which promise it breaks."""
    body, mark, total = raw.rpartition(_SUM.encode())
    if not mark or total != f'{hashlib.sha256(body).hexdigest()}"}}'.encode():
        raise ValueError("its characters are not those that were written")
    line: Line = json.loads(raw)
    if line.get("seq") != seq:
        raise ValueError(f"it is number {line.get('seq')}, where {seq} should stand")
    if line.get("prev") != prev:
        raise ValueError("it does not follow from the line before")
    return line


class Log:
    """The log of one monitor. Reading needs no lock; the first append takes it and heals a torn last line."""

    def __init__(self, folder: Path, *, clock: Clock) -> None:
        self.path = folder / FILE
        self.healed: list[str] = []
        self._clock = clock
        self._lock = WriterLock(folder)
        self._seq, self._head, self._end = 0, START, -1

    def append(self, kind: str, /, **fields: object) -> Line:
        """The line as written, which lies on disk. Raises CannotWrite, LogBroken."""
        (raw,) = self.append_all([(kind, fields)])
        line: Line = json.loads(raw)
        return line

    def append_all(self, entries: Iterable[tuple[str, Mapping[str, object]]]) -> list[bytes]:
        """The lines of several acts, made durable together."""
        self._ready()
        at = self._clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        lines: list[bytes] = []
        seq, prev = self._seq, self._head
        for kind, fields in entries:
            if not _OWN.isdisjoint(fields):
                taken = sorted(_OWN & set(fields))
                raise WrongUse(f"a log line has its own {taken[0]!r}; name the field otherwise")
            raw = make_line({"seq": seq, "at": at, "kind": kind, **fields, "prev": prev})
            lines.append(raw)
            seq, prev = seq + 1, hashlib.sha256(raw).hexdigest()
        block = b"".join(raw + b"\n" for raw in lines)
        append(self.path, block, at=self._end)
        self._seq, self._head, self._end = seq, prev, self._end + len(block)
        return lines

    def lines(self) -> Iterator[Line]:
        """Every whole line, oldest first, each checked. Raises LogBroken at the first that does not hold."""
        for raw, line in self.raw_lines():
            if line is not None:
                yield line
            elif raw:
                return

    def raw_lines(self) -> Iterator[tuple[bytes, Line | None]]:
        """Lines with their bytes. A torn last line comes with None. Raises LogBroken."""
        if not self.path.exists():
            return
        prev = START
        with self.path.open("rb") as file:
            for seq, ended in enumerate(file):
                raw = ended.removesuffix(b"\n")
                if raw == ended and _is_torn(raw):
                    yield raw, None
                    return
                try:
                    line = read_line(raw, seq=seq, prev=prev)
                except ValueError as error:
                    raise LogBroken(
                        f"{self.path}: line {seq + 1} does not hold: {error}; "
                        "compare it with a copy made elsewhere",
                        file=str(self.path),
                        line=str(seq + 1),
                    ) from error
                yield raw, line
                prev = hashlib.sha256(raw).hexdigest()

    def check(self) -> int:
        """How many lines there are, when the chain holds. Raises LogBroken."""
        return sum(1 for _ in self.lines())

    def head(self) -> tuple[int, str]:
        """How many lines there are, and the SHA-256 of the last. Raises LogBroken."""
        count, head = 0, START
        for raw, line in self.raw_lines():
            if line is not None:
                count, head = count + 1, hashlib.sha256(raw).hexdigest()
        return count, head

    def heal(self) -> list[str]:
        """What had to be healed since the log was opened; takes the lock."""
        self._ready()
        return list(self.healed)

    def close(self) -> None:
        """Lets go of the lock."""
        self._lock.release()
        self._end = -1

    def _ready(self) -> None:
        self._lock.acquire()
        size = self.path.stat().st_size if self.path.exists() else 0
        if size == self._end:
            return
        self._seq, self._head, self._end = 0, START, 0
        torn = b""
        for raw, line in self.raw_lines():
            if line is None:
                torn = raw
            else:
                self._seq, self._head = self._seq + 1, hashlib.sha256(raw).hexdigest()
                self._end += len(raw) + 1
        if self._end > size:  # whole but for its line end: it was written, so it stays
            append(self.path, b"\n", at=size)
        elif torn:
            self._set_aside(torn)

    def _set_aside(self, torn: bytes) -> None:
        aside = self.path.parent / "torn" / f"{FILE}.{self._end}"
        cut_tail(self.path, self._end, aside)
        message = f"{self.path.name}: {len(torn)} bytes of an unfinished last line moved to torn/"
        self.healed.append(message)
        self.append("heal", what=message)


def _is_torn(raw: bytes) -> bool:
    """True for the beginning of a line; a whole line with something behind it is damage, not a tear."""
    _, mark, total = raw.rpartition(_SUM.encode())
    return not mark or len(total) < 64 + len('"}')
