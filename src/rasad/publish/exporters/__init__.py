"""Exporters: an Issue -> files by name. A table of rows, open to the entry point group "rasad.exporters".

Each row is a pure function from an Issue to the bytes of its files, paths below public/. The same
Issue gives the same bytes.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from importlib import metadata
from typing import Final, cast

from rasad.publish.issue import Issue

Exporter = Callable[[Issue], Mapping[str, bytes]]

GROUP: Final = "rasad.exporters"
BUILT_IN: Final = {
    "html": "rasad.publish.exporters.html:export",
    "atom": "rasad.publish.exporters.atom:export",
    "jsonfeed": "rasad.publish.exporters.jsonfeed:export",
    "json": "rasad.publish.exporters.records:export",
    "csv": "rasad.publish.exporters.table:export",
}


class Table(Mapping[str, Exporter]):
    """Exporters by name. A row is loaded when it is first asked for."""

    def __getitem__(self, name: str) -> Exporter:
        place = self._rows()[name]
        module, _, attribute = place.partition(":")
        return cast(Exporter, getattr(importlib.import_module(module), attribute or "export"))

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows())

    def __len__(self) -> int:
        return len(self._rows())

    @staticmethod
    def _rows() -> dict[str, str]:
        """Built-in rows and those of other packages; a built-in one is never replaced."""
        others = {point.name: point.value for point in metadata.entry_points(group=GROUP)}
        return {**dict(sorted(others.items())), **BUILT_IN}


EXPORTERS: Final = Table()
