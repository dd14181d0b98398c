"""Collect: the table of kinds of source. Name → module with `read_links(fetched, *, source)`, loaded when asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Final, Protocol, cast

from rasad.errors import BadInput
from rasad.model import Fetched, Link, Source

KINDS: Final[Mapping[str, str]] = {
    "feed": "rasad.collect.sources.feed",
    "listing": "rasad.collect.sources.listing",
    "page": "rasad.collect.sources.page",
}
MAX_LINKS: Final = 500


class Kind(Protocol):
    """What a module of the table has. Promise: pure; raises ItemFailed or BadInput, nothing else."""

    def read_links(self, fetched: Fetched, *, source: Source) -> tuple[Link, ...]:
        """The links of a fetched source, in its order, as it spells them, not yet tidied."""
        ...


def kind(name: str) -> Kind:
    """The module of a kind. Raises BadInput that names the known ones."""
    if name not in KINDS:
        raise BadInput(f"source kind {name!r}: known are {', '.join(sorted(KINDS))}", kind=name)
    return cast(Kind, importlib.import_module(KINDS[name]))
