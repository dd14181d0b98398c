"""S06: an absolute claim about the law that names no article, act or court."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.check.sourcing import Quoted, is_attributed
from rasad.model import Finding

CODE = "S06"
SEVERITY = "warning"
NEEDS = "text"
NAME = "legal claim without citation"
RATIONALE = (
    "“The law forbids it”, “this is illegal”: whoever says so can name the article. Enough is an article, an act, a decision or a court in the sentence or a neighbouring one of its "
    "paragraph, a link, or a speaker. Headings, questions, conditions and the desk's analysis are left alone."
)
BAD = "On 14 September 2026 the minister closed the network. The law prohibits such a closure."
GOOD = "On 14 September 2026 the minister closed the network. Article 7 of the Ports Act prohibits such a closure."
PLAIN = True

_UNSURE: Final = re.compile(
    r"\b(?:if|whether|may|might|could|would|should|alleged|claim\w*|argu\w+|content|activit\w+|websites?|material|immigra\w+|arms|drugs?|fishing|settlement\w*|sanctions?)\b",
    re.I,
)
_CLAIM: Final = re.compile(
    r"\b(?:is|are|was|were|be|been|being|as|remains?|declared?|deem\w*|consider\w*)\s+(?:\w+ly\s+|also\s+|thus\s+|therefore\s+|both\s+)?\Z",
    re.I,
)


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such claim, one a sentence."""
    quoted = Quoted(context)
    for item in context.items:
        for index, line in enumerate(item.body):
            if line.is_analysis or line.text.rstrip().endswith("?"):
                continue
            claim = _claim(context, line)
            if claim is None or quoted.holds(line.place(*claim)[0]):
                continue
            if _has_law(context, item.body[max(0, index - 1) : index + 2]) or is_attributed(
                context, line
            ):
                continue
            yield context.finding(
                (CODE, SEVERITY),
                line.place(*claim),
                f"“{line.text[claim[0] : claim[1]]}”: which article says so?",
                help="name the article, act or decision, or say whose view it is",
            )


def _claim(context: Context, line: Line) -> tuple[int, int] | None:
    """Where a sentence claims what the law says, or that something is against it."""
    for start, end in lexicon.find(line.plain, context.language, "law_says"):
        return start, end
    for start, end in lexicon.find(line.plain, context.language, "lawless"):
        words = line.plain[start:end]
        is_whole = " " in words or context.language != "en"
        is_claim = is_whole or _CLAIM.search(line.plain, 0, start)
        if is_claim and not _UNSURE.search(line.plain):
            return start, end
    return None


def _has_law(context: Context, lines: Sequence[Line]) -> bool:
    return any(lexicon.has(line.plain, context.language, "law_named") for line in lines)
