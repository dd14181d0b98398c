"""X01: a waiver that lets nothing stand, or that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check.context import Context
from rasad.model import Finding
from rasad.model.edition_markdown import read_waiver

CODE = "X01"
SEVERITY = "info"
NEEDS = "text"
NAME = "unused waiver"
RATIONALE = (
    "A waiver whose finding is gone hides the next one. It reaches over the item it stands in, by code. This rule is judged after all "
    "others, over the rules that ran. A waiver without handle or reason, or written in another way, lets nothing stand either."
)
BAD = (
    "On 14 September 2026 Mera Tolun kept the network, Sarvan Post reported [@en, 0-250].\n\n"
    '<!-- rasad: allow D03 by=mina why="the outlet prints it so" -->'
)
GOOD = (
    "On Tuesday, 14 September 2026, Mera Tolun kept the network, Sarvan Post reported [@en, 0-250].\n\n"
    '<!-- rasad: allow D03 by=mina why="the outlet prints it so" -->'
)
_COMMENT: Final = re.compile(r"<!--(\s*rasad:.*?)-->", re.S)


def find(context: Context) -> Iterator[Finding]:
    """Nothing: the gate knows which waivers were used and asks `unused`."""
    yield from ()


def _unread(context: Context) -> Iterator[Finding]:
    """A finding at each comment that wants to be a waiver and cannot be read as one."""
    for found in _COMMENT.finditer(context.source):
        if not read_waiver(found.group(1), *found.span()):
            yield context.finding(
                (CODE, SEVERITY), found.span(), "this waiver cannot be read and lets nothing stand", help='write <!-- rasad: allow D03, N01 by=HANDLE why="…" -->'
            )


def unused(context: Context, used: frozenset[int], ran: frozenset[str]) -> Iterator[Finding]:
    """A finding at each waiver (by index) that was not used, though its rule ran, and at each that cannot be read."""
    yield from _unread(context)
    for index, waiver in enumerate(context.edition.waivers):
        if index not in used and waiver.code in ran:
            yield context.finding(
                (CODE, SEVERITY),
                (waiver.start, waiver.end),
                f"this waiver lets no {waiver.code} stand",
                help="delete it",
            )
