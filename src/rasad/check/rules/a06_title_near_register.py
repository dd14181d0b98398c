"""A06: the title of a post is near one of the register and equal to none."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check import lexicon, registers
from rasad.check.context import Context
from rasad.model import Finding

CODE = "A06"
SEVERITY = "warning"
NEEDS = "text"
NAME = "garbled title"
RATIONALE = (
    "A title with one wrong word names another post, or none. Titles that hold a word such as “minister” or “secretary” and differ in one word, by a letter or two, from a post of the "
    "pack are named."
)
BAD = "On 14 September 2026 Mera Tolun, minister of prots, kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun, minister of ports, kept the network, Sarvan Post reported [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such title."""
    register = registers.posts(context.pack, context.language)
    for line in context.lines:
        for start, end, odd, near in registers.slips(line.plain, register, context.language):
            is_title = lexicon.has(near, context.language, "roles")
            if is_title and not any(found.start <= odd < found.end for found in line.names):
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(start, end),
                    f"“{line.plain[start:end]}” is near “{near}” and no post of the pack",
                    help="correct the title, or add the post to the pack with its source",
                )
