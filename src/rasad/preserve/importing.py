"""Preserve: a WARC, ARC or WACZ made elsewhere → captures with their own dates and addresses."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO, TYPE_CHECKING, Final, cast

from rasad.errors import BadInput
from rasad.model import Capture, Fetched, Problem
from rasad.model.fetched import Headers
from rasad.model.ids import problem_id
from rasad.preserve.foreign import Broken, Foreign, holds, read_records, without_chunks
from rasad.preserve.groups import Earlier, Group, Provenance, exchange_group, moment, resource_group

if TYPE_CHECKING:
    from rasad.preserve.archive import FileArchive

BATCH: Final = 50
BATCH_BYTES: Final = 16 * 1024 * 1024
MAX_UNPACKED: Final = 8 * 1024 * 1024 * 1024
MAX_RATIO: Final = 200
_IGNORED: Final = ("warcinfo", "metadata", "conversion", "continuation", "request")


def import_file(
    archive: FileArchive, path: Path, origin: Provenance
) -> Iterator[Capture | Problem]:
    """New captures and problems, in the order of the file; a batch is on disk before it is handed on."""
    archive.ready()
    try:
        with path.open("rb") as file:
            head = file.read(4)
        is_zip = head.startswith(b"PK")
        for name, opened in _wacz(path) if is_zip else _single(path):
            with opened as stream:
                yield from _import(archive, stream, name, origin)
    except BadInput as error:
        raise BadInput(f"{path}: {error.message}") from error
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise BadInput(f"{path}: cannot be read ({error}); what came before is kept") from error


def _single(path: Path) -> Iterator[tuple[str, AbstractContextManager[IO[bytes]]]]:
    yield path.name, path.open("rb")


def _wacz(path: Path) -> Iterator[tuple[str, AbstractContextManager[IO[bytes]]]]:
    with zipfile.ZipFile(path) as bundle:
        members = bundle.infolist()
        check_members(members)
        wanted = [m for m in members if m.filename.startswith("archive/") and not m.is_dir()]
        if not wanted:
            raise BadInput("a ZIP without archive/*.warc.gz; a WACZ has them")
        for member in sorted(wanted, key=lambda member: member.filename):
            yield f"{path.name}!{member.filename}", bundle.open(member)


def check_members(members: list[zipfile.ZipInfo]) -> None:
    """Raises BadInput on names that lead out of the folder, encryption, doubled names and bombs."""
    seen: set[str] = set()
    for member in members:
        name = member.filename
        parts = PurePosixPath(name.replace("\\", "/")).parts
        if (
            name.startswith(("/", "\\"))
            or ".." in parts
            or "\\" in name
            or ":" in name
            or "\0" in name
        ):
            raise BadInput(f"the name {name!r} leads out of the bundle; it is refused whole")
        if name in seen:
            raise BadInput(f"the name {name!r} stands twice")
        seen.add(name)
        if member.flag_bits & 0x1:
            raise BadInput(f"{name} is encrypted; give it unpacked")
        if member.file_size > 1_000_000 and member.file_size > MAX_RATIO * max(
            member.compress_size, 1
        ):
            raise BadInput(
                f"{name} unpacks to {member.file_size:,} bytes, a bomb rather than a page"
            )
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise BadInput("unpacks to more than 8 GiB; split it")


@dataclass(slots=True)
class _Batch:
    """What waits to be made durable, with the problems between, in order."""

    archive: FileArchive
    entries: list[Group | Problem] = field(default_factory=list)
    size: int = 0

    def add(self, entry: Group | Problem) -> None:
        self.entries.append(entry)
        if isinstance(entry, Group):
            self.size += sum(len(record) for record in entry.records)

    @property
    def is_full(self) -> bool:
        return len(self.entries) >= BATCH or self.size > BATCH_BYTES

    def settle(self) -> Iterator[Capture | Problem]:
        entries, self.entries, self.size = self.entries, [], 0
        kept = self.archive.write_all(entry for entry in entries if isinstance(entry, Group))
        made = {capture.id: capture for capture in kept}
        removed = self.archive.index().removed
        for entry in entries:
            if isinstance(entry, Problem):
                yield entry
            elif entry.id in made:
                yield made.pop(entry.id)
            elif (removal := removed.get(entry.id)) is not None:
                why = f"capture {entry.id} was removed by {removal.by} ({removal.why})"
                yield _problem(entry.url, 0, why)


def _import(
    archive: FileArchive, file: IO[bytes], name: str, origin: Provenance
) -> Iterator[Capture | Problem]:
    batch = _Batch(archive)
    originals: dict[tuple[str, str], tuple[Earlier, Fetched]] = {}
    taken = skipped = 0
    for record, request in _with_requests(read_records(file)):
        entry = _take(record, request, name, origin, originals)
        if entry is not None:
            batch.add(entry)
            taken += isinstance(entry, Group)
            skipped += isinstance(entry, Problem)
        if batch.is_full:
            yield from batch.settle()
    yield from batch.settle()
    if not taken and not skipped:
        yield _problem(name, 0, "no page stands in it, neither response nor resource")
    if archive.log is not None:
        archive.log.append("import", file=name, by=origin.by, records=taken, problems=skipped)


def _with_requests(
    records: Iterator[Foreign | Broken],
) -> Iterator[tuple[Foreign | Broken, Foreign | None]]:
    """Each record with the request that stands just before or after it and is of the same address."""
    before: Foreign | None = None
    held: Foreign | None = None
    for record in records:
        if isinstance(record, Foreign) and record.type == "request":
            if held is not None and held.url == record.url:
                yield held, record
                held = None
            else:
                before = record
            continue
        if held is not None:
            yield held, None
            held = None
        if isinstance(record, Foreign) and record.type == "response":
            if before is not None and before.url == record.url:
                yield record, before
            else:
                held = record
            before = None
        else:
            yield record, None
    if held is not None:
        yield held, None


def _take(
    record: Foreign | Broken,
    request: Foreign | None,
    name: str,
    origin: Provenance,
    originals: dict[tuple[str, str], tuple[Earlier, Fetched]],
) -> Group | Problem | None:
    if isinstance(record, Broken):
        return _problem(name, record.offset, record.why)
    if record.type in _IGNORED or record.url.startswith(("dns:", "whois:", "metadata:")):
        return None
    try:
        at = moment(record.at)
        if holds(record.get("WARC-Block-Digest"), record.block) is False:
            raise ValueError("its bytes are not those its digest was made of")
        origin = replace(origin, original=record.get("WARC-Record-ID"))
        if record.type == "resource":
            media_type = record.get("Content-Type") or "application/octet-stream"
            return resource_group(record.url, record.block, media_type, at, origin)
        if record.type not in ("response", "revisit"):
            raise ValueError(f"its type is {record.type[:40]!r}")
        exchange = _exchange(record, request, at)
        if record.type == "revisit":
            return _revisit(record, exchange, origin, originals)
        group = exchange_group(exchange, origin, None)
    except (ValueError, BadInput) as error:
        return _problem(name, record.offset, f"{error} ({record.url[:200] or 'no address'})")
    originals[(record.url, record.at)] = (Earlier(id=group.id, url=group.url, at=at), exchange)
    return group


def _revisit(
    record: Foreign,
    exchange: Fetched,
    origin: Provenance,
    originals: dict[tuple[str, str], tuple[Earlier, Fetched]],
) -> Group:
    url = (record.get("WARC-Refers-To-Target-URI") or record.url).strip("<>")
    found = originals.get((url, record.get("WARC-Refers-To-Date") or ""))
    if found is None:
        raise ValueError("it repeats a page that does not stand before it in this file")
    earlier, first = found
    return exchange_group(replace(exchange, body=first.body), origin, earlier)


def _exchange(record: Foreign, request: Foreign | None, at: str) -> Fetched:
    if not record.url.lower().startswith(("http://", "https://")):
        raise ValueError("an exchange that is not HTTP")
    first, headers, body = _message(record.block)
    version, _, rest = first.partition(" ")
    status, _, reason = rest.strip().partition(" ")
    if not version.upper().startswith("HTTP/") or not status.isdigit() or len(status) != 3:
        raise ValueError(f"no HTTP status in {first[:60]!r}")
    answer = Fetched(url=record.url, headers=headers)
    if "chunked" in (answer.header("transfer-encoding") or "").lower():
        body = without_chunks(body)
    method, asked = "GET", cast(Headers, ())
    if request is not None:
        line, asked, _ = _message(request.block)
        method = line.partition(" ")[0]
    peer = record.get("WARC-IP-Address")
    return Fetched(
        url=record.url,
        method=method,
        request_headers=asked,
        status=int(status),
        reason=reason,
        http_version=version,
        headers=headers,
        body=body,
        at=at,
        peer=peer if peer and peer not in ("0.0.0.0", "-") else None,  # noqa: S104 - ARC writes it for unknown
    )


def _message(block: bytes) -> tuple[str, Headers, bytes]:
    """First line, headers and body of an HTTP message, however its lines end."""
    ends = [(at, len(mark)) for mark in (b"\r\n\r\n", b"\n\n") if (at := block.find(mark)) >= 0]
    at, gap = min(ends, default=(len(block), 0))
    lines: list[str] = []
    for line in block[:at].decode("latin-1").replace("\r\n", "\n").split("\n"):
        if line[:1] in (" ", "\t") and len(lines) > 1:
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line)
    pairs = (line.partition(":") for line in lines[1:])
    headers = tuple((name.strip(), value.strip()) for name, colon, value in pairs if colon)
    return lines[0], headers, block[at + gap :]


def _problem(name: str, offset: int, why: str) -> Problem:
    subject = f"{name}:{offset}"
    return Problem(
        id=problem_id("record", subject),
        kind="record",
        subject=subject,
        message=f"{name}: the record at unpacked byte {offset} was not taken: {why}",
        help="the other records of the file were; a better copy of the file may hold this one too",
    )
