"""Live entries: what is known of one entry of a page that tells many things. Element -> Entry."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from rasad.read.blocks import HEADINGS, Block, clean, read_blocks
from rasad.read.byline import clean_name
from rasad.read.skim import is_furniture
from rasad.read.titles import key
from rasad.read.tree import Element, names_of, text_of

MOST: Final = 2000  # entries of a page: a year's running page has some hundreds
TITLE: Final = 130  # characters of a heading that is read as one
CUT: Final = 80  # characters of a label made of first words
_SHORT: Final = 60
_LINKED: Final = 0.6
_NEAR: Final = 4  # elements around a short line that may say what it is
_SIGNED: Final = re.compile(r"(?:^|[\s_-])(?:byline|author|authors|writer|reporter)(?:$|[\s_-])")
_UPDATED: Final = re.compile(r"updat|modif|edit(?:ed|$)", re.I)
_LATIN: Final = str.maketrans({chr(base + n): str(n) for base in (0x06F0, 0x0660) for n in range(10)})
CLOCK: Final = re.compile(r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.h][0-5]\d(?![\d.])")
_ISO: Final = re.compile(r"^\s*\d{4}-?\d\d-?\d\d(?:[T\s]|$)|^\s*1\d{9}(?:\d{3})?\s*$")
OPENS: Final = re.compile(r"^[+\s\u2013\u2014|-]*(?:\u0633\u0627\u0639\u062a\s*)?(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:[:.][0-5]\d)?\s*(?:[ap]\.?m\.?|uhr|[A-Z]{2,4})?(?=$|\W)[\s:+|\u2013\u2014-]*", re.I)
_STAMPED: Final = ("time", "date", "clock", "stamp", "publish")


@dataclass(slots=True)
class Entry:
    """An entry: its lines, and what it says of itself. `stamp` is its time as the page gives it, `own` its permanent name.

    `beside` are lines in its container that are no words of its own.
    """

    lines: list[str]
    title: str = ""
    byline: str = ""
    stamp: str = ""
    own: str = ""
    fragment: str = ""
    beside: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its lines, paragraphs apart by a blank line."""
        return "\n\n".join(self.lines)


def latin(text: str) -> str:
    """Persian and Arabic figures as Latin ones."""
    return text.translate(_LATIN)


def is_stamp(text: str) -> bool:
    """True for what a machine writes where a time is due."""
    return _ISO.match(latin(text)) is not None


def has_clock(stamp: str) -> bool:
    """True for a stamp or words that tell a time of day."""
    return CLOCK.search(latin(stamp).replace("T", " ")) is not None or re.match(r"\s*1\d{9}", stamp) is not None


def stamp_of(node: Element) -> tuple[str, bool]:
    """The time that an element itself tells, and whether it is made to tell one; empty for none."""
    names = names_of(node)
    if node.tag == "time" or "datepublished" in names.split():
        value = node.get("datetime") or node.get("content") or clean(text_of(node))
        return ("", False) if _UPDATED.search(names) or "datemodified" in names else (value[:100], bool(value))
    for name, told in node.attrib.items():
        low, value = str(name).lower(), str(told)
        if not low.startswith("data-") and low not in ("datetime", "title"):
            continue
        if (low == "title" or any(word in low for word in _STAMPED)) and not _UPDATED.search(low) and is_stamp(value):
            return value[:100], False
    if len(node) <= 2 and any(word in names for word in _STAMPED) and not _UPDATED.search(names):
        words = clean(text_of(node))
        if len(words) <= _SHORT and CLOCK.search(latin(words)):
            return words, False
    return "", False


def entry_of(node: Element) -> Entry:
    """What a container holds: lines that are prose, items and headings; no times, names, buttons, links onward."""
    entry = Entry([])
    for block in read_blocks(node):
        if block.around is not None or is_beside(block, node):
            entry.beside.append(block.text)
            continue
        line = block.text
        if not entry.title and _is_head(block, entry.lines):
            line = line[len(line) - len(OPENS.sub("", latin(line))) :].strip() or line
            entry.title = line
        entry.lines.append(line)
    while entry.lines and entry.lines[-1] == entry.title and len(entry.lines) > 1:
        entry.lines.pop()
    entry.byline = _signed(node)
    return entry


def is_beside(block: Block, node: Element | None) -> bool:
    """True for a line that is no words of the entry."""
    text = block.text
    if is_furniture(text) or (block.links > _LINKED * len(text) and len(text) < 300 and block.tag not in HEADINGS):
        return True
    if len(text) > _SHORT:
        return False
    if not any(char.isalnum() for char in OPENS.sub("", latin(text))):
        return True
    home: Element | None = block.node
    for _ in range(_NEAR):
        if home is None or home is node:
            break
        if home.tag == "time" or _SIGNED.search(names_of(home)) or stamp_of(home)[0]:
            return True
        home = home.getparent()
    return block.tag not in HEADINGS and any(_tells(part, text) for part in block.node.iter())


def _tells(part: Element, line: str) -> bool:
    """True for an element in a short line that is a time, or a signature, and little else stands beside it."""
    is_other = part.tag == "time" or part.get("rel") == "author" or _SIGNED.search(names_of(part)) or "author" in (part.get("itemprop") or "")
    return bool(is_other) and 2 * len(clean(text_of(part))) > len(line)


def _is_head(block: Block, before: list[str]) -> bool:
    """True for a heading above all else, or a first line that is bold from end to end."""
    if before or len(block.text) > TITLE:
        return False
    if block.tag in HEADINGS:
        return True
    bold = [part for part in block.node.iter("b", "strong") if isinstance(part.tag, str)]
    return bool(bold) and len(key(text_of(bold[0]))) == len(key(block.text)) > 0


def _signed(node: Element) -> str:
    for part in node.iter():
        if part.get("rel") == "author" or part.get("itemprop") == "author" or _SIGNED.search(names_of(part)):
            words = clean(text_of(part))
            if words and len(words) <= 2 * CUT and (name := clean_name(words)):
                return name
    return ""


def label_of(text: str) -> str:
    """The first words of an entry without a heading; they end in an ellipsis, for they are no heading of its own."""
    first = text.split("\n", 1)[0]
    if len(first) > CUT:
        first = first[:CUT].rsplit(" ", 1)[0]
    return first.rstrip(" .,;:\u060c\u061b\u2026") + "\u2026"
