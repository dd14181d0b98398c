"""Live, laid flat: entries that no container holds, each begun by a line that opens with a time of day. Lines -> entries.

Read only where a page says that it is live: a programme of lectures looks the same.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import Final
from urllib.parse import unquote, urlsplit

from rasad.read.blocks import HEADINGS, Block
from rasad.read.live_entries import CLOCK, MOST, OPENS, TITLE, Entry, is_beside, latin
from rasad.read.tree import Element

_LEAST: Final = 3
_HELD: Final = 0.4  # of the prose


def says_live(url: str | None, title: str) -> bool:
    """True when address or title of a page says that it is told while things happen."""
    try:
        path = unquote(urlsplit(url or "").path)
    except ValueError:
        path = ""
    return _words().search(f"{path.lower()}\n{title.lower()}") is not None


@cache
def _words() -> re.Pattern[str]:
    source = resources.files("rasad.read").joinpath("live.toml").read_text(encoding="utf-8")
    words = sorted(tomllib.loads(source)["words"], key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(word) for word in words) + r")(?!\w)")


def find_flat(blocks: list[Block]) -> tuple[list[Entry], list[Element]]:
    """The entries with the elements that begin them; none where no three lines of one kind open with a time."""
    lines = [block for block in blocks if block.around is None]
    opened: dict[tuple[str, Element | None], list[int]] = {}
    for place, block in enumerate(lines):
        if OPENS.match(latin(block.text)):
            opened.setdefault((block.tag, block.node.getparent()), []).append(place)
    places = max(opened.values(), key=len, default=[])
    if not _LEAST <= len(places) <= MOST or len({_clock(lines[place]) for place in places}) < 2:
        return [], []
    home = lines[places[0]].node.getparent()
    last = max(place for place, block in enumerate(lines) if home is None or block.node.getparent() is home or home in block.node.iterancestors())
    entries = [_entry(lines[start:end]) for start, end in zip(places, [*places[1:], last + 1], strict=True)]
    whole = sum(len(block.text) for block in lines if block.is_prose)
    if sum(len(entry.text) for entry in entries) < _HELD * whole:
        return [], []
    return entries, [lines[place].node for place in places]


def _clock(block: Block) -> str:
    found = CLOCK.search(latin(block.text))
    return block.text[found.start() : found.end()] if found else ""


def _entry(lines: list[Block]) -> Entry:
    """A line that opens with a time, and what follows up to the next."""
    head = lines[0]
    bare = OPENS.sub("", latin(head.text), count=1)
    first = head.text[len(head.text) - len(bare) :].strip()
    is_heading = first != "" and len(first) <= TITLE and (head.tag in HEADINGS or _is_bold(head))
    kept = [block.text for block in lines[1:] if not is_beside(block, None)]
    return Entry(lines=([first] if first else []) + kept, title=first if is_heading else "", stamp=_clock(head), beside=[head.text])


def _is_bold(block: Block) -> bool:
    words = "".join("".join(map(str, part.itertext())) for part in block.node.iter("b", "strong"))
    return len("".join(words.split())) >= len("".join(block.text.split())) > 0
