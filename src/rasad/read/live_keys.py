"""Live keys: what an entry is known by on its page, also when others were put above it. Entries -> names.

In this order: the place a page itself links to, an identifier that is no running number from the top, the time, the heading,
the first words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rasad.model import when
from rasad.read.live_entries import Entry
from rasad.read.live_linked import fragment_of
from rasad.read.live_markup import is_elsewhere
from rasad.read.stamps import value_of_stamp
from rasad.read.titles import key
from rasad.read.tree import Element

_IDS: Final = ("id", "data-id", "data-post-id", "data-entry-id", "data-block-id", "data-uid")
_FEW: Final = 12  # elements of an entry that are looked at for an id
_SIGNS: Final = 80
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Names:
    """What a container calls itself. `own` is empty when its id only says where it stands; `ids` are all its ids."""

    own: str
    fragment: str
    ids: tuple[str, ...]


def own_names(members: Sequence[Element], stamps: Sequence[str], url: str | None) -> list[Names]:
    """The name of each container."""
    ids = [ids_of(node) for node in members]
    links = [_permalink(node, named, url) for node, named in zip(members, ids, strict=True)]
    own = [link or (named[0] if named else "") for link, named in zip(links, ids, strict=True)]
    times = Counter(name for name in own if name)
    if _are_places(own) and not _rises(stamps):
        own = [""] * len(own)
    return [
        Names(name if times[name] == 1 else "", link or (named[0] if name and node.get("id") == name and times[name] == 1 else ""), named)
        for node, name, link, named in zip(members, own, links, ids, strict=True)
    ]  # fmt: skip


def ids_of(node: Element) -> tuple[str, ...]:
    """The ids of a container and of the first elements in it."""
    found: list[str] = []
    for count, part in enumerate(node.iter()):
        if count >= _FEW:
            break
        found += [value for name in _IDS if (value := (part.get(name) or "").strip())]
    return tuple(dict.fromkeys(found))


def _permalink(node: Element, ids: tuple[str, ...], url: str | None) -> str:
    """The fragment under which the page links to this very container."""
    for count, link in enumerate(node.iter("a")):
        if count >= _FEW:
            break
        fragment = fragment_of(link.get("href") or "")
        if fragment in ids and not is_elsewhere(link.get("href") or "", url):
            return fragment
    return ""


def _are_places(names: Sequence[str]) -> bool:
    """True for names that differ by a number alone, which counts from the top."""
    shapes = {_NUMBER.sub("#", name) for name in names}
    numbers = [int(found[-1]) for name in names if (found := _NUMBER.findall(name)) and len(found[-1]) < 7]
    if len(shapes) != 1 or len(numbers) != len(names):
        return False
    return numbers[0] <= 1 and all(b - a == 1 for a, b in pairwise(numbers))


def _rises(stamps: Sequence[str]) -> bool:
    """True for times that go from old to new: then new entries come below."""
    told = [stamp for stamp in stamps if stamp]
    return len(set(told)) > 1 and told == sorted(told)


def keys_of(entries: Sequence[Entry]) -> list[tuple[str, Entry]]:
    """The entries with a key each, unlike all others; one that stands twice under its own name is taken once.

    Of several with the same time and heading the lowest counts as first, for new ones are put on top, unless times go down the page.
    """
    signs = [_sign(entry) for entry in entries]
    rises = _rises([entry.stamp for entry in entries])
    order = range(len(entries)) if rises else range(len(entries) - 1, -1, -1)
    times: Counter[str] = Counter()
    found: dict[int, str] = {}
    for place in order:
        sign = signs[place]
        times[sign] += 1
        if times[sign] == 1:
            found[place] = sign
        elif not entries[place].own or entries[place].text not in {entries[p].text for p in found if signs[p] == sign}:
            found[place] = f"{sign}\n{times[sign]}"
    return [(found[place], entry) for place, entry in enumerate(entries) if place in found]


def _sign(entry: Entry) -> str:
    if entry.fragment or entry.own:
        return entry.fragment or entry.own
    title = key(entry.title)[:_SIGNS]
    day = value_of_stamp(entry.stamp) if entry.stamp else None
    if day is not None and when.is_day(day[0]) and any(sign.isdigit() for sign in entry.stamp):
        return f"{entry.stamp.strip()}\n{title}" if not _has_seconds(entry.stamp) else entry.stamp.strip()
    return f"{entry.stamp.strip()}\n{title or key(entry.text)[:_SIGNS]}"


def _has_seconds(stamp: str) -> bool:
    return re.search(r":\d\d:(?!00)\d\d|^\s*\d{10,13}\s*$", stamp) is not None
