"""Collect: the table of kinds of source. Name → module with `read_links(fetched, *, source)`, loaded when asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, cast

from rasad.errors import BadInput
from rasad.model import Fetched, Link, Source

KINDS: Final[Mapping[str, str]] = {
    "feed": "rasad.collect.sources.feed",
    "listing": "rasad.collect.sources.listing",
    "page": "rasad.collect.sources.page",
    "sitemap": "rasad.collect.sources.sitemap",
    "telegram": "rasad.collect.sources.telegram",
}
MAX_LINKS: Final = 500
MAX_FURTHER: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """A further address of the same source. A part always belongs to it; the next page is asked only to close a gap."""

    url: str
    modified: str | None = None
    is_part: bool = False


class Kind(Protocol):
    """What a module of the table has. Promise: pure; raises ItemFailed or BadInput, nothing else.

    A kind that spreads over several addresses also has `further(fetched, *, source) -> tuple[Further, ...]`.
    """

    def read_links(self, fetched: Fetched, *, source: Source) -> tuple[Link, ...]:
        """The links of a fetched source, in its order, as it spells them, not yet tidied."""
        ...


def kind(name: str) -> Kind:
    """The module of a kind. Raises BadInput that names the known ones."""
    if name not in KINDS:
        raise BadInput(f"source kind {name!r}: known are {', '.join(sorted(KINDS))}", kind=name)
    return cast(Kind, importlib.import_module(KINDS[name]))


def further(row: Kind, fetched: Fetched, source: Source) -> tuple[Further, ...]:
    """The further addresses of a source, none for a kind that has but one."""
    ask = getattr(row, "further", None)
    return () if ask is None else cast(tuple[Further, ...], ask(fetched, source=source))
