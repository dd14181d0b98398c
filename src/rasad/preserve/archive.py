"""Preserve: the archive of a monitor. Fetched → Capture, text → TextVersion.

A record lies on disk, file and folder, before a call returns; then the log is told. What a kill
left in between is found when the archive is next opened for writing: an unfinished record is moved
into torn/, a whole one that the log does not know is logged as found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC
from pathlib import Path
from typing import Final

from rasad.errors import ArchiveDamaged, BadInput, CannotWrite
from rasad.model import Capture, Fetched, Location, Problem, TextVersion
from rasad.model.ids import sha256, text_id
from rasad.model.ports import Clock
from rasad.preserve.batches import heal_batches
from rasad.preserve.disk import append
from rasad.preserve.groups import (
    Earlier,
    Group,
    Provenance,
    exchange_group,
    file_group,
    resource_group,
    text_group,
)
from rasad.preserve.held import Held, custody, load, mark, without_kind
from rasad.preserve.locks import WriterLock
from rasad.preserve.log import Log
from rasad.preserve.reader import ArchiveReader
from rasad.preserve.redaction import Removal, pending, redact, settle

ROTATE: Final = 512 * 1024 * 1024


def open_archive(
    folder: Path, *, clock: Clock, log: Log | None = None, rotate: int = ROTATE
) -> FileArchive:
    """The archive in `folder`. Reading needs no lock; the first write takes it and heals."""
    return FileArchive(folder, clock=clock, log=log, rotate=rotate)


class FileArchive(ArchiveReader):
    """Keeps captures and texts. Promise: what a call returned lies on disk; nothing is rewritten but by `redact`."""

    def __init__(
        self, folder: Path, *, clock: Clock, log: Log | None, rotate: int = ROTATE
    ) -> None:
        super().__init__(folder, log=log)
        self._clock = clock
        self._rotate = rotate
        self._lock = WriterLock(folder)
        self._held: Held | None = None
        self._healed: list[str] = []

    def keep(
        self,
        exchange: Fetched,
        *,
        source: str | None,
        by: str | None,
        how: str,
        own: bool = False,
        published: str | None = None,
    ) -> Capture:
        """The capture under which an exchange is now held; the same twice is held once."""
        origin = Provenance(source=source, by=by, how=how, own=own, published=published)
        return self._kept([self.group_of(exchange, origin)])[0]

    def keep_all(
        self, exchanges: Iterable[tuple[Fetched, str | None]], *, by: str | None, how: str
    ) -> list[Capture]:
        """The captures of exchanges, each with its source, in their order, made durable together."""
        groups = [
            self.group_of(exchange, Provenance(source=source, by=by, how=how))
            for exchange, source in exchanges
        ]
        unique = {group.id: group for group in groups}
        held = dict(zip(unique, self._kept(list(unique.values())), strict=True))
        return [held[group.id] for group in groups]

    def keep_resource(
        self,
        url: str,
        payload: bytes,
        media_type: str,
        *,
        at: str,
        by: str | None,
        how: str,
        own: bool = False,
    ) -> Capture:
        """The capture under which a file is now held."""
        origin = Provenance(by=by, how=how, own=own)
        return self._kept([resource_group(url, payload, media_type, at, origin)])[0]

    def keep_text(self, capture: Capture, text: str, rules: str) -> TextVersion:
        """The text version, held as a conversion record that refers to its capture."""
        return self.keep_texts([(capture, text, rules)])[0]

    def keep_texts(self, read: Iterable[tuple[Capture, str, str]]) -> list[TextVersion]:
        """The text versions of captures, each text with its rules, in their order, made durable together."""
        rows, texts, at = list(read), self.ready().texts, self.now()
        keys = [(text_id(text), capture.id) for capture, text, _ in rows]
        fresh = {key: text_group(*row, at) for key, row in zip(keys, rows, strict=True) if key not in texts}
        self._write(list(fresh.values()))
        return [self.text_at(self.ready().texts[key]) for key in keys]

    def import_warc(
        self, path: Path, *, by: str | None = None, own: bool = False
    ) -> Iterator[Capture | Problem]:
        """New captures out of a WARC, ARC or WACZ made elsewhere; what cannot be taken is a Problem.

        Raises BadInput when the file as a whole is none, or is refused.
        """
        from rasad.preserve.importing import import_file

        yield from import_file(self, path, Provenance(by=by, how="import", own=own))

    def group_of(self, exchange: Fetched, origin: Provenance) -> Group:
        """The records an exchange would be held as: a revisit where the same payload is held of the same address."""
        return exchange_group(exchange, origin, _earlier(self, exchange))

    def write_all(self, groups: Iterable[Group]) -> list[Capture]:
        """The captures of those groups that were not held before, made durable together."""
        held = self.ready()
        known = held.captures.keys() | held.removed.keys()
        fresh = {group.id: group for group in groups if group.id not in known}
        return self._kept(list(fresh.values()))

    def heal(self) -> list[str]:
        """What had to be healed since this archive was opened; takes the lock."""
        self.ready()
        return self._healed + (self.log.heal() if self.log is not None else [])

    def ready(self) -> Held:
        """What is held, after lock and healing. Raises CannotWrite, ArchiveDamaged, LogBroken."""
        if self._held is None:
            self._lock.acquire()
            if self.log is not None:
                self.log.heal()
            held = load(self.folder, self.files(), self.log, heal=True)
            self._healed += held.healed + self._finish()
            self._held = held
        return self._held

    def redact(self, capture: str, *, by: str, why: str) -> Removal:
        """Puts a tombstone in the place of a capture and of the texts read from it. See `redaction`."""
        return redact(self, capture, by=by, why=why)

    def _finish(self) -> list[str]:
        """Finishes what an interruption left announced and not done: redactions, files of batches."""
        done: list[str] = []
        if self.log is None:
            return done
        raw = [(text, line) for text, line in self.log.raw_lines() if line is not None]
        heal_batches(self.log, raw)
        for line, family in pending(line for _, line in raw):
            settle(self.folder, self.log, line, family)
            done.append(f"the redaction of line {line['seq'] + 1} was finished")
        return done

    def index(self, *, fresh: bool = False) -> Held:
        """What is held: known exactly while this archive is the writer."""
        return self._held if self._held is not None else super().index(fresh=fresh)

    def close(self) -> None:
        """Lets go of the lock."""
        self._lock.release()
        self._held = None

    def now(self) -> str:
        """The present moment as WARC-Date writes it."""
        return self._clock.now().astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _kept(self, groups: list[Group]) -> list[Capture]:
        """The captures of groups: those just written as they would be read, those held before as they are."""
        known = self.ready().captures
        fresh = {group.id for group in groups if group.id not in known}
        kept = []
        for group, place in zip(groups, self._write(groups), strict=True):
            made = group.capture_at(place.file, place.offset) if group.id in fresh else None
            kept.append(made or self.capture(place))
        return kept

    def _write(self, groups: list[Group]) -> list[Location]:
        held = self.ready()
        for group in groups:
            if (removal := held.removed.get(group.capture)) is not None:
                raise BadInput(
                    f"{group.url}: capture {group.capture} was removed by {removal.by} on {removal.at} "
                    f"({removal.why}); it is not taken again",
                    capture=group.capture,
                )
        known = [held.find(group) for group in groups]
        fresh = [group for group, at in zip(groups, known, strict=True) if at is None]
        placed = iter(self._append(held, fresh) if fresh else [])
        return [at or next(placed) for at in known]

    def _append(self, held: Held, groups: list[Group]) -> list[Location]:
        file, start = self._current(held)
        lines: list[dict[str, object]] = []
        block = b""
        if start == 0:
            opening = file_group(Path(file).name, self.now())
            lines.append(custody(None, file, 0, (opening,)))
            block += opening
        pieces = [block]
        end = start + len(block)
        for group in groups:
            lines.append(custody(group, file, end, group.records))
            pieces += group.records
            end += sum(len(record) for record in group.records)
        try:
            append(self.folder / file, b"".join(pieces), at=start)
            if self.log is not None:
                self.log.append_all([(str(line["kind"]), without_kind(line)) for line in lines])
        except CannotWrite:
            self._held = None  # the next write begins by looking at what really lies there
            raise
        for line in lines:
            held.add(line)
        return [held.find(group) or _lost(group) for group in groups]

    def _current(self, held: Held) -> tuple[str, int]:
        month = self._clock.now().astimezone(UTC).strftime("%Y-%m")
        ours = sorted(name for name in held.ends if name.startswith(f"{month}/"))
        if ours and held.ends[ours[-1]] < self._rotate:
            return ours[-1], held.ends[ours[-1]]
        return f"{month}/rasad-{month.replace('-', '')}-{len(ours) + 1:05}.warc.gz", 0


def _earlier(archive: FileArchive, exchange: Fetched) -> Earlier | None:
    """The capture that holds the same payload of the same address; None also when it cannot be read any more."""
    held, payload = archive.ready(), sha256(exchange.body)
    id = held.payloads.get(mark(exchange.url, payload))
    if id is None or not exchange.body:
        return None
    try:
        first = archive.capture(held.captures[id])
    except ArchiveDamaged:
        return None  # nothing is saved by pointing at a broken record: this one is kept whole
    if (first.url, first.payload_sha256) != (exchange.url, payload):
        return None
    return Earlier(id=first.id, url=first.url, at=first.at)


def _lost(group: Group) -> Location:
    raise CannotWrite(f"{group.url}: written and not found again")
