"""S03: an item names no outlet."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "S03"
SEVERITY = "warning"
NEEDS = "citations"
NAME = "no outlet named"
RATIONALE = (
    "Links vanish and archives close; the name of the outlet that told the news stands in the text itself. Items with reported speech name one "
    "at least. Silent when the pack knows no outlets."
)
BAD = "On 14 September 2026 Mera Tolun said that the harbour network will stay [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun said that the harbour network will stay, Sarvan Post reported [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A finding at the first reported sentence of an item that names no outlet of the pack."""
    if not context.pack.outlets:
        return
    for item in context.items:
        told = [
            line
            for line in item.body
            if not line.is_analysis and lexicon.has(line.text, context.language, "say")
        ]
        if item.heading is None or not told:
            continue
        if any(found.kind == "outlet" for line in item.body for found in line.names) or _by_name(
            context, item.text
        ):
            continue
        yield context.finding(
            (CODE, SEVERITY),
            (told[0].sentence.start, told[0].sentence.end),
            "the item names no outlet",
            help="say who reported it: …, NAME OF OUTLET reported",
        )


def _by_name(context: Context, text: str) -> bool:
    """True when a name of an outlet stands in the text, whatever else it may also name."""
    words = f" {letters.normalise(text, context.language)} "
    return any(
        f" {letters.normalise(name.text, name.language)} "
        in words.replace(",", " ").replace(".", " ")
        for outlet in context.pack.outlets
        for name in outlet.names
    )
