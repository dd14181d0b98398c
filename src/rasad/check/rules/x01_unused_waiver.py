"""X01: a waiver that lets nothing stand."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check.context import Context
from rasad.model import Finding

CODE = "X01"
SEVERITY = "info"
NEEDS = "text"
NAME = "unused waiver"
RATIONALE = (
    "A waiver whose finding is gone hides the next one. It reaches over the item it stands in, by code. This rule is judged after all "
    "others, over the rules that ran."
)
BAD = (
    "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250].\n\n"
    '<!-- rasad: allow D03 by=mina why="the outlet prints it so" -->'
)
GOOD = (
    "On Tuesday, 14 September 2026, Mera Tolun kept the network, Sarvan Post reported [@en, 0-250].\n\n"
    '<!-- rasad: allow D03 by=mina why="the outlet prints it so" -->'
)


def find(context: Context) -> Iterator[Finding]:
    """Nothing: the gate knows which waivers were used and asks `unused`."""
    yield from ()


def unused(context: Context, used: frozenset[int], ran: frozenset[str]) -> Iterator[Finding]:
    """A finding at each waiver (by index) that was not used, though its rule ran."""
    for index, waiver in enumerate(context.edition.waivers):
        if index not in used and waiver.code in ran:
            yield context.finding(
                (CODE, SEVERITY),
                (waiver.start, waiver.end),
                f"this waiver lets no {waiver.code} stand",
                help="delete it",
            )
