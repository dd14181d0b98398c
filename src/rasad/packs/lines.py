"""Packs: the line where a key of a record stands. (text, record, key, row) -> line number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

_HEADER: Final = re.compile(r"^\s*\[\s*(?:\"([^\"]*)\"|'([^']*)'|([^\]\s]+))\s*\]")
_KEY: Final = re.compile(r"^\s*(?:\"([^\"]*)\"|([A-Za-z0-9_-]+))\s*=")


@dataclass
class Lines:
    """The lines of one TOML file, read again only when there is something to complain of."""

    text: str
    _headers: dict[str, int] = field(default_factory=dict)

    @cached_property
    def all(self) -> list[str]:
        """The lines as they stand."""
        return self.text.splitlines()

    def find(self, record: str, key: str = "", row: int | None = None) -> int | None:
        """The number of the best line to look at: the row's, else the key's, else the record's. None for no such record."""
        start, end = self._record(record)
        if start is None:
            return None
        line = next((n for n in range(start, end) if key and self._key(n) == key), None)
        if line is None:
            return start if record else None
        if row is None:
            return line
        rows = [n for n in range(line, end) if self.all[n - 1].lstrip().startswith("{")]
        return rows[row] if row < len(rows) else line

    def _record(self, record: str) -> tuple[int | None, int]:
        if not self._headers:
            for number, line in enumerate(self.all, 1):
                if found := _HEADER.match(line):
                    self._headers.setdefault(
                        next(x for x in found.groups() if x is not None), number
                    )
        starts = sorted(self._headers.values())
        start = self._headers.get(record) if record else 1
        after = [n for n in starts if start is not None and n > start]
        return start, (after[0] if after else len(self.all) + 1)

    def _key(self, number: int) -> str | None:
        found = _KEY.match(self.all[number - 1])
        return (found.group(1) or found.group(2)) if found else None
