"""Preserve: reading an archive. Location → record, capture, text version, exchange."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from rasad.errors import ArchiveDamaged
from rasad.model import Capture, Fetched, Location, TextVersion
from rasad.model.ids import capture_id, sha256, text_id
from rasad.preserve.circumstances import belongs, read_circumstances
from rasad.preserve.held import Held, load
from rasad.preserve.log import Log
from rasad.preserve.records import (
    Damaged,
    Record,
    Torn,
    capture_of,
    read_at,
    read_head,
    status_of,
    text_of,
)

Noun = TypeVar("Noun")


class ArchiveReader:
    """WARC files by month, read without a lock. A changed byte is ArchiveDamaged, never handed on."""

    def __init__(self, folder: Path, *, log: Log | None) -> None:
        self.folder = folder
        self.log = log
        self._seen: Held | None = None

    def captures(self) -> Iterator[Capture]:
        """Every capture, in the order of files and offsets. Raises ArchiveDamaged."""
        for file in self.files():
            yield from self._nouns(file, 0, capture_of)

    def texts(self) -> Iterator[TextVersion]:
        """Every text version, in the order of files and offsets. Raises ArchiveDamaged."""
        for file in self.files():
            yield from self._nouns(file, 0, text_of)

    def scan(self, file: str, offset: int = 0) -> tuple[list[Capture], list[TextVersion]]:
        """What stands in `file` from byte `offset` on, the start of a record."""
        captures: list[Capture] = []
        texts: list[TextVersion] = []

        def take(record: Record, file: str) -> None:
            if (capture := capture_of(record, file)) is not None:
                captures.append(capture)
            elif (text := text_of(record, file)) is not None:
                texts.append(text)

        for _ in self._nouns(file, offset, take):
            pass
        return captures, texts

    def ends(self) -> dict[str, int]:
        """Each file with the byte after its last whole record: how far it can be scanned."""
        return dict(sorted(self.index(fresh=True).ends.items()))

    def capture(self, location: Location) -> Capture:
        """The capture at a location. Raises ArchiveDamaged."""
        found = self._taken(self.record(location), location.file, capture_of)
        if found is None:
            raise self.damage(location.file, f"the record at byte {location.offset} is no capture")
        return found

    def text_at(self, location: Location) -> TextVersion:
        """The text version at a location, its id recomputed. Raises ArchiveDamaged."""
        found = self._taken(self.record(location), location.file, text_of)
        if found is None or text_id(found.text) != found.id:
            raise self.damage(
                location.file, f"the record at byte {location.offset} is not the text it was"
            )
        return found

    def fetched(self, capture: Capture) -> Fetched:
        """The exchange as held, its digest recomputed; a revisit is resolved. Raises ArchiveDamaged."""
        record = self.record(capture.location)
        payload = record.payload
        if record.type == "revisit":
            payload = self.record(self.location_of(capture.refers_to or "")).payload
        id = capture_id(
            record.get("WARC-Target-URI") or "", record.get("WARC-Date") or "", sha256(payload)
        )
        if id != capture.id:
            raise self.damage(
                capture.location.file,
                f"the record at byte {capture.location.offset} is not what was captured of {capture.url}",
            )
        if record.type == "resource":
            return Fetched(
                url=capture.url,
                headers=(("Content-Type", record.get("Content-Type") or ""),),
                body=payload,
                at=capture.at,
                capture=capture.id,
            )
        first, headers = read_head(record.block)
        version, status, reason = status_of(first)
        after = self._belonging(capture.location)
        request = next((found for found in after if found.type == "request"), None)
        around = next((read_circumstances(found) for found in after if found.type == "metadata"), {})
        asked = read_head(request.block) if request else ("GET", ())
        return Fetched(
            url=capture.url,
            method=asked[0].partition(" ")[0],
            request_headers=asked[1],
            status=status,
            reason=reason,
            http_version=version,
            headers=headers,
            body=payload,
            at=capture.at,
            peer=record.get("WARC-IP-Address"),
            capture=capture.id,
            egress=around.get("egress"),
            certificate=around.get("server-certificate-sha256"),
        )

    def location_of(self, capture: str) -> Location:
        """Where a capture stands. Raises ArchiveDamaged when it is not held."""
        location = self.index().captures.get(capture) or self.index(fresh=True).captures.get(
            capture
        )
        if location is None:
            raise self.damage("", f"capture {capture} is referred to and not held")
        return location

    def removed_addresses(self) -> frozenset[str]:
        """The addresses of which a capture was removed: no machine asks them again."""
        return frozenset(url for removal in self.index().removed.values() for url in removal.urls)

    def record(self, location: Location) -> Record:
        """The record at a location. Raises ArchiveDamaged."""
        try:
            with (self.folder / location.file).open("rb") as file:
                record = read_at(file, location.offset)
        except (Damaged, Torn, OSError) as error:
            raise self.damage(location.file, str(error)) from error
        if record is None or record.length != location.length:
            raise self.damage(location.file, f"no record of that length at byte {location.offset}")
        return record

    def stretch(self, location: Location) -> bytes:
        """The bytes of the record at a location and of those that belong to it."""
        self.record(location)
        more = sum(record.length for record in self._belonging(location))
        with (self.folder / location.file).open("rb") as file:
            file.seek(location.offset)
            return file.read(location.length + more)

    def index(self, *, fresh: bool = False) -> Held:
        """What is held, as far as can be seen without the lock."""
        if self._seen is None or fresh:
            self._seen = load(self.folder, self.files(), self.log, heal=False)
        return self._seen

    def files(self) -> list[str]:
        """The WARC files below the archive, by name."""
        return sorted(
            path.relative_to(self.folder).as_posix()
            for path in self.folder.glob("????-??/*.warc.gz")
        )

    def damage(self, file: str, what: str) -> ArchiveDamaged:
        """The error that names a file and what is wrong with it."""
        return ArchiveDamaged(
            f"{self.folder / file}: {what}; `rasad verify` names all, a backup gives it back",
            file=file,
        )

    def _belonging(self, location: Location) -> list[Record]:
        """The records behind the one at a location that belong to it: request, circumstances."""
        found: list[Record] = []
        end = location.offset + location.length
        try:
            with (self.folder / location.file).open("rb") as file:
                while (after := read_at(file, end)) is not None and belongs(after):
                    found.append(after)
                    end += after.length
        except Torn:
            return found
        except (Damaged, OSError) as error:
            raise self.damage(location.file, str(error)) from error
        return found

    def _nouns(
        self, file: str, offset: int, take: Callable[[Record, str], Noun | None]
    ) -> Iterator[Noun]:
        with (self.folder / file).open("rb") as handle:
            while True:
                try:
                    record = read_at(handle, offset)
                except Torn:
                    return  # an unfinished last record was never acknowledged; the next writer heals it
                except Damaged as error:
                    raise self.damage(file, str(error)) from error
                if record is None:
                    return
                noun = self._taken(record, file, take)
                if noun is not None:
                    yield noun
                offset += record.length

    def _taken(
        self, record: Record, file: str, take: Callable[[Record, str], Noun | None]
    ) -> Noun | None:
        try:
            return take(record, file)
        except ValueError as error:
            raise self.damage(file, str(error)) from error
