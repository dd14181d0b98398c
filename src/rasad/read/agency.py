"""Agency: whose report a text says it repeats. str -> id of an outlet, or its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from rasad.languages.tables import folder, toml
from rasad.model import Pack

_HEAD: Final = 400
_TAIL: Final = 3  # paragraphs from the end
_LATIN: Final = re.compile(r"\(([A-Z][A-Z.]{1,9}|[A-Z][A-Za-z]+ News Agency)\)")
_YEH: Final = str.maketrans({"\u064a": "\u06cc", "\u0643": "\u06a9", "\u200c": " "})
_STOP: Final = "\u060c,.:\u061b;\n"


def find_agency(text: str, pack: Pack | None, *, outlet: str | None = None) -> str | None:
    """The id of the outlet credited in the opening or in a last line, else its printed name, else None.

    A name that the pack does not know counts only where the words leave no doubt. `outlet` is the
    one that printed the text: a report of its own has no agency.
    """
    unknown: str | None = None
    for name, is_enough in _credited(text.translate(_YEH)):
        known = _known(name, pack)
        if known:
            return known if known != outlet else None
        if is_enough or _is_kind(name):
            unknown = unknown or name
    return unknown


def _credited(text: str) -> Iterator[tuple[str, bool]]:
    """The names that stand where an agency is credited; True for those that are nobody else."""
    head = text[:_HEAD]
    opens, cites, closes = _patterns()
    for pattern, is_enough in ((opens, True), (cites, False)):
        for found in pattern.finditer(head):
            yield found[1].strip(), is_enough
    for found in _LATIN.finditer(head):
        yield found[1], True
    for line in text.rstrip().rsplit("\n\n", _TAIL)[1:]:
        found_last = closes.match(line.strip())
        if found_last:
            yield found_last[1].strip(), False


@cache
def _words() -> dict[str, dict[str, list[str]]]:
    source = folder("rasad.read").joinpath("credits.toml").read_text(encoding="utf-8")
    tables: dict[str, dict[str, list[str]]] = toml.loads(source)
    return tables


def _all(name: str) -> str:
    words = [word.translate(_YEH) for table in _words().values() for word in table[name]]
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    behind = (
        rf"\s+(?:(?:{_all('between')})\s+)?([^{_STOP}]{{2,60}}?)"
        rf"(?=\s+(?:{_all('ends')})\s|[{_STOP}]|$)"
    )
    opens, cites = (re.compile(rf"\b(?:{_all(name)}){behind}", re.I) for name in ("opens", "cites"))
    closes = re.compile(rf"(?:{_all('closes')})\s*[:\uff1a]\s*([^\n:]{{2,60}}?)[\s.]*$", re.I)
    return opens, cites, closes


def _is_kind(name: str) -> bool:
    own = name.casefold()
    kinds = [word.translate(_YEH) for table in _words().values() for word in table["kinds"]]
    return any(own.startswith(kind + " ") or own.endswith(" " + kind) for kind in kinds)


def _known(name: str, pack: Pack | None) -> str | None:
    own = _key(name)
    best: tuple[int, str] | None = None
    for outlet in pack.outlets if pack else ():
        for row in outlet.names:
            known = _key(row.text)
            if (
                known
                and (own == known or f" {known} " in f" {own} ")
                and (best is None or len(known) > best[0])
            ):
                best = (len(known), outlet.id)
    return best[1] if best else None


def _key(name: str) -> str:
    return " ".join(name.translate(_YEH).casefold().replace(".", "").split())
