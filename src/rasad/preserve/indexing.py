"""Preserve: the index of a whole archive, made from its files alone. WARC files → CDXJ, which replay tools read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rasad.errors import ArchiveDamaged
from rasad.preserve import verifier
from rasad.preserve.cdxj import make_index
from rasad.preserve.records import Damaged, Torn, read_at


def index_archive(folder: Path) -> bytes:
    """The CDXJ of every capture below `folder`, sorted; file names are relative to it. Raises ArchiveDamaged.

    Needs neither log nor database. What was removed is not in it.
    """
    lines: list[bytes] = []
    for path in sorted(folder.glob("????-??/*.warc.gz")):
        name = path.relative_to(folder).as_posix()
        for line in make_index(_records(path)).splitlines():
            key, moment, entry = line.split(b" ", 2)
            told = json.loads(entry) | {"filename": name}
            lines.append(b" ".join((key, moment, json.dumps(told, ensure_ascii=False).encode())) + b"\n")
    return b"".join(sorted(lines))


def _records(path: Path) -> Iterator[verifier.Record]:
    offset = 0
    with path.open("rb") as file:
        while True:
            try:
                record = read_at(file, offset)
            except Torn:
                return  # an unfinished last record was never acknowledged
            except Damaged as error:
                raise ArchiveDamaged(f"{path}: {error}; `rasad verify` names all", file=path.name) from error
            if record is None:
                return
            fields: verifier.Record = dict(reversed(record.headers))
            yield fields | {"block": record.block, "offset": offset, "length": record.length}
            offset += record.length
