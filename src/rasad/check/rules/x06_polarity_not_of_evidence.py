"""X06: the sentence denies what the cited passage says, or says what it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from rasad.check import lexicon
from rasad.check.alike import content
from rasad.check.context import Context, Line
from rasad.check.held import Cited
from rasad.check.negation import denies, says_no
from rasad.languages import text as letters
from rasad.model import Citation, Finding

CODE = "X06"
SEVERITY = "error"
NEEDS = "evidence"
NAME = "polarity not that of the evidence"
RATIONALE = "A dropped “not” turns a denial into a promise. A sentence that repeats most words of a cited one, in the same language, holds as many words of negation as it does; a translated one without quotation says no when its passage does. What is quoted is left to Q01 and Q04."
BAD = "On 14 September 2026 Mera Tolun said that the harbour network will be closed, Sarvan Post reported [@en, 0-135]."
GOOD = "On 14 September 2026 Mera Tolun said that the harbour network will not be closed, Sarvan Post reported [@en, 0-135]."
_MARKS: Final = re.compile('[\u00ab\u00bb\u201c\u201d"]')
_PART: Final = 0.8
_WHOLE: Final = 0.6
_LEAST: Final = 3


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such sentence."""
    for line in context.lines:
        own = content(line.plain, context.language)
        if line.is_heading or len(own) < _LEAST:
            continue
        for citation, text in line.cited:
            passage = _trouble(context, line, own, (citation, text))
            if passage:
                yield context.finding(
                    (CODE, SEVERITY),
                    (line.sentence.offsets[0], line.sentence.offsets[-1] + 1),
                    "this sentence and the cited one do not deny alike",
                    help="see whether a “not” was lost or added",
                    evidence=(passage,),
                )
                break


def _trouble(
    context: Context, line: Line, own: frozenset[str], cited: tuple[Citation, Cited]
) -> str:
    """The sentence of the evidence that is like this one and of another polarity, or nothing."""
    citation, text = cited
    if text.language != context.language:
        return _translated(context, line, citation, text)
    start, end = text.passage(citation.start, citation.end)
    printed = _noes(line.plain, context.language)
    best = ""
    for span in text.sentences_of(text.text[start:end]):
        words, noes = _told(span.text, text.language)
        both = len(own & words)
        if not words or both / len(own) < _PART or both / len(words) < _WHOLE:
            continue
        if noes == printed:
            return ""
        best = best or span.text
    return best


@lru_cache(maxsize=4096)
def _told(sentence: str, language: str) -> tuple[frozenset[str], int]:
    """Content words and words of negation of a sentence of the evidence."""
    return content(sentence, language), _noes(sentence, language)


def _translated(context: Context, line: Line, citation: Citation, text: Cited) -> str:
    """The passage, when it says no and a translated sentence without quotation that rests on it does not."""
    passage = text.text[citation.start : citation.end]
    is_plain = len(line.citations) == 1 and not _MARKS.search(line.plain + passage)
    if not citation.translator or not is_plain:
        return ""
    if says_no(line.plain, context.language) or not says_no(passage, text.language):
        return ""  # what a translation may add ("leaves out") is too manifold to be judged by words
    may_deny = denies(passage, text.language) or denies(line.plain, context.language)
    return "" if may_deny else passage


def _noes(text: str, language: str) -> int:
    """How many words of negation a text holds, "n't" and its like among them."""
    folded = letters.normalise(text, language)
    return sum(1 for _ in lexicon.pattern(language, "negation").finditer(folded))
