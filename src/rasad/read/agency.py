"""Agency: whose report a text says it repeats. str -> id of an outlet, or its words."""

from __future__ import annotations

import re
from typing import Final

from rasad.model import Pack

_HEAD: Final = 400
# "according to the report of X", "X reports", in Persian; a place and an agency in capitals, in English
_PERSIAN: Final = re.compile(
    "\u0628\u0647 \u06af\u0632\u0627\u0631\u0634\\s+(?:\u062e\u0628\u0631\u0646\u06af\u0627\u0631\\s+)?"
    "([^\u060c,.:\u061b\n]{2,60}?)(?=\\s+(?:\u0627\u0632|\u0628\u0647|\u062f\u0631)\\s|[\u060c,.:\u061b\n])"
)
_LATIN: Final = re.compile(r"\(([A-Z][A-Z.]{1,9}|[A-Z][A-Za-z]+ News Agency)\)")
_YEH: Final = str.maketrans({"\u064a": "\u06cc", "\u0643": "\u06a9", "\u200c": " "})


def find_agency(text: str, pack: Pack | None) -> str | None:
    """The id of the outlet credited in the opening, its printed name when the pack has none; else None."""
    head = text[:_HEAD].translate(_YEH)
    for pattern in (_PERSIAN, _LATIN):
        found = pattern.search(head)
        if found:
            name = found[1].strip()
            return _known(name, pack) or name
    return None


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
