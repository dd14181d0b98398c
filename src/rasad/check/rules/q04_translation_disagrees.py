"""Q04: a translated quotation disagrees with its original in numbers or in negation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad import calendars
from rasad.check import lexicon
from rasad.check.context import Context
from rasad.check.values import Value, digit_values, values_of
from rasad.languages import numbers, sentences
from rasad.model import Finding

CODE = "Q04"
SEVERITY = "warning"
NEEDS = "evidence"
NAME = "translation disagrees"
RATIONALE = (
    "A dropped “not” passes every spelling check. The numbers of a translation must be those of the original, and it says no when the "
    "original does. The original is shown beside it. Only an editor can tell whether the rest is right."
)
BAD = "On 14 September 2026 the minister said that “12 lines have been closed” [@fa, 0-135 tr=mina], Sarvan Post reported."
GOOD = "On 14 September 2026 the minister said that “12 lines have not been closed” [@fa, 0-135 tr=mina], Sarvan Post reported."
_QUOTED: Final = re.compile('[\u00ab\u201c"]([^\u00bb\u201d"]{12,})[\u00bb\u201d"]')
_SHOWN: Final = 60


def find(context: Context) -> Iterator[Finding]:
    """A finding for each translated quotation with other numbers or another polarity than its original."""
    for quotation in context.quotations:
        if (
            not quotation.is_closed
            or quotation.is_slot
            or (quotation.line.is_heading and not quotation.line.citations)
        ):
            continue
        for citation in quotation.citations:
            text = context.held.cited(citation.text_id)
            if not citation.translator or text is None or text.language == context.language:
                continue
            trouble = _compare(
                quotation.text,
                quotation.line.text,
                context.language,
                text.text[citation.start : citation.end],
                text.language,
            )
            if trouble:
                yield context.finding(
                    (CODE, SEVERITY),
                    (quotation.start, quotation.end),
                    trouble,
                    help="compare with the original; waive with a reason when the translation is right",
                    evidence=(text.excerpt(citation.start, citation.end, 600),),
                )
            break  # what follows a translation supports it


def _compare(words: str, sentence: str, language: str, original: str, other: str) -> str:
    """What the two do not share, or nothing. The “no” may stand in the sentence around a fragment."""
    printed, held = _figures(words, language), _figures(original, other)
    odd = [value for value in sorted(printed - held) if value[0] not in digit_values(original)]
    if odd:
        return f"the translation has the number {odd[0][0]:,.10g}, the original has not"
    lost = sorted(digit_values(original) - digit_values(words) - {low for low, _, _ in printed})
    if lost and not printed & held and held:
        return f"the original has the number {lost[0]:,}, the translation has not"
    turned = _turned(words, language, original, other)
    if turned:
        return turned
    says_no, original_says_no = (
        lexicon.has(words, language, "negation"),
        lexicon.has(original, other, "negation"),
    )
    if (
        original_says_no
        and not says_no
        and not lexicon.has(sentence, language, "negation")
        and _is_whole(words)
    ):
        return "the original says no, the translation does not"
    if says_no and not original_says_no:
        return "the translation says no, the original does not"
    return ""


def _turned(words: str, language: str, original: str, other: str) -> str:
    """The first sentence that says no where its fellow does not, when both have as many sentences."""
    inside = max(_QUOTED.findall(original), key=len, default="")
    held = sentences.split(inside if len(inside) * 2 > len(original) else original, other)
    printed = sentences.split(words, language)
    if len(printed) != len(held) or len(held) < 2:
        return ""
    for one, twin in zip(printed, held, strict=True):
        here, there = (
            lexicon.has(one.text, language, "negation"),
            lexicon.has(twin.text, other, "negation"),
        )
        if here != there:
            no = "does not say no, its original does" if there else "says no, its original does not"
            return f"the sentence “{one.text.strip()[:_SHOWN]}” {no}"
    return ""


def _figures(words: str, language: str) -> frozenset[Value]:
    """The figures of some words; the days of a date are told by another rule, in each its own calendar.

    "One" and "two" in words are left out: "both" and "either" are the same in another language.
    """
    days = [
        (found.start, found.end)
        for found in calendars.parse(words, language=language, anchor=None)
        if found.start is not None and found.end is not None
    ]
    found = numbers.find(words, language, skip=days)
    return values_of(
        figure
        for figure in found
        if any(sign.isdigit() for sign in figure.text) or (figure.value or 3) > 2
    )


def _is_whole(words: str) -> bool:
    """True when a quotation is long enough to carry the negation of its sentence."""
    return len(words.split()) >= 4
