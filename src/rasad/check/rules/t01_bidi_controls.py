"""T01: invisible characters that turn the direction of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from rasad.check.context import Context
from rasad.model import Finding
from rasad.model.finding import Fix

CODE = "T01"
SEVERITY = "error"
NEEDS = "text"
NAME = "bidi control character"
RATIONALE = (
    "Embeddings, overrides and isolates make a line read otherwise than it is stored: a date or a number can show reversed. "
    "The page sets direction by markup. The harmless marks U+200E, U+200F and U+061C are a note only."
)
BAD = "On 14 September 2026 Mera Tolun kept the \u202enetwork\u202c, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250]."
_CONTROLS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKS: Final = "\u061c\u200e\u200f"


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such character, with the fix that takes it out."""
    for found in _CONTROLS.finditer(context.source):
        severity = "info" if found.group() in _MARKS else SEVERITY
        made = context.finding(
            (CODE, severity),
            (found.start(), found.end()),
            f"invisible character U+{ord(found.group()):04X}",
            help="take it out; the page sets the direction of text",
        )
        yield replace(made, fix=Fix(start=found.start(), end=found.end(), replacement=""))
