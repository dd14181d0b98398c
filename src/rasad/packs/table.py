"""Packs: the table of packs. Name -> folder; open to entry points of the group "rasad.packs", found when first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from rasad.languages.tables import folder

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

GROUP: Final = "rasad.packs"
BUILT_IN: Final = ("example", "ir")


class Table(Mapping[str, "Traversable"]):
    """Folders of packs by name. An entry point names a package whose folder is the pack: `xy = "some_package.xy"`."""

    @cached_property
    def _points(self) -> dict[str, str]:
        from importlib import metadata  # 30 ms

        return {point.name: point.value for point in metadata.entry_points(group=GROUP)}

    def __getitem__(self, name: str) -> Traversable:
        if name in BUILT_IN:
            return folder("rasad.packs").joinpath(name)
        return folder(self._points[name])

    def __iter__(self) -> Iterator[str]:
        yield from sorted({*BUILT_IN, *self._points})

    def __len__(self) -> int:
        return len({*BUILT_IN, *self._points})


PACKS: Final = Table()
