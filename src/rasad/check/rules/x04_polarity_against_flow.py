"""X04: a “not” seems to have been lost: the words around it still ask for one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rasad.check import lexicon
from rasad.check.context import Context, Line
from rasad.check.sourcing import Quoted
from rasad.languages import text as letters
from rasad.model import Finding

CODE = "X04"
SEVERITY = "warning"
NEEDS = "text"
SCOPE = "item"
NAME = "polarity against the flow"
RATIONALE = (
    "A lost “not” passes every spelling check. What it leaves behind shows: “did publish” instead of “published”, “any” or “at all” or “yet” in a sentence that denies nothing, “nor” and “but rather” without what they answer. "
    "Only English is read so. Words between quotation marks count too: a quotation loses its “not” as easily."
)
BAD = "On 14 September 2026 the council did publish any text of the plan, nor was it asked to, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 the council did not publish any text of the plan, nor was it asked to, Sarvan Post reported [@en, 0-250]."

_DO: Final = re.compile(r"([a-z'\u2019]+) (did|does|do) (?:(\w+ly|yet|even|ever) )?([a-z]{2,})\b")
_ANY: Final = re.compile(
    r"\b(?:has|have|had|did|does|is|was|were|are|been|received|gave|given|found|made|offered|took|taken|see|saw|seen|contain\w*|includ\w*|mention\w*)\b(?: \w+){0,3} (any|anyone|anything|anybody|anywhere|whatsoever|at all)\b|\b(either)(?=[.,;]|$)"
)
_SELF: Final = frozenset({"i", "we", "you"})
_FEELING: Final = frozenset(
    {
        "believe",
        "hope",
        "think",
        "feel",
        "love",
        "like",
        "want",
        "wish",
        "know",
        "need",
        "appreciate",
        "care",
        "understand",
        "agree",
        "see",
        "expect",
    }
)
_TAIL: Final = re.compile(
    r"\b(at all|whatsoever|nor|but rather|but instead|but only|any longer|any more|anymore|until now no|let alone|much less|in the least)\b"
)
_ONLY: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|did|do|does|will|would|can|could|may|must|should)? ?(only|just|merely|limited|simply)\b[^.;]{2,120}?\bbut (?:also|even)\b"
)
_ASKS: Final = re.compile(
    r"^(?:do|does|did|how|what|why|when|where|who|which|is|are|was|can|could|will|would|should|has|have)\b"
)
_NO_BASE: Final = re.compile(
    r"(?!(?:apply|comply|rely|supply|reply|imply|multiply|mention|question|implement|comment|supplement|need|heed|feed|proceed|exceed|succeed|embed|bring|spring|witness|harness)$)"
    r"\w*(?:ing|ed|ly|ies|ness|tion|ments?|[^siu]s)$"
)
_AUX: Final = re.compile(
    r"\b(is|are|was|were|has|have|had|can|could|will|would|shall|should|may|might|must)\b"
)


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such trace, one a sentence."""
    if context.language != "en":
        return
    quoted = Quoted(context)
    for line in context.lines:
        if line.is_heading or "?" in line.text:
            continue
        trace = _trace(line)
        if trace is None:
            continue
        start, end, word = trace
        place = line.place(start, end)
        kind = "quoted words" if quoted.holds(place[0]) else "words"
        yield context.finding(
            (CODE, SEVERITY),
            place,
            f"after these {kind} one expects a “not”: “{word}”",
            help="compare with the evidence whether a “not” was lost",
        )


def _trace(line: Line) -> tuple[int, int, str] | None:
    folded = letters.fold(line.plain, "en")
    text = folded.text
    for start, end, word in (*_emphatic(text), *_alone(text)):
        first, last = folded.span(start, end)
        return first, last, word
    return None


def _emphatic(text: str) -> Iterator[tuple[int, int, str]]:
    """“did publish”: an auxiliary that only a “not”, a question or emphasis calls for."""
    words = lexicon.load("en")
    for found in _DO.finditer(text):
        before, verb = found.group(1), found.group(4)
        if (
            before in words["before_do"]
            or (before in _SELF and verb in _FEELING)
            or verb in words["not_verbs"]
            or _NO_BASE.match(verb)
        ):
            continue
        if re.search(r"\b(?:not|n't|no|never|cannot)\b", text[: found.start(2)]):
            continue  # a contrast: "may not contain the name, but do contain the address"
        clause = re.split(r"[;:,]", text[: found.start(2)])[-1]
        if _ASKS.match(clause.strip()) or re.search(
            r"\b(?:what|how|why|whether|if|so|nor|than)\b", clause
        ):
            continue
        yield found.start(2), found.end(), found.group(0).partition(" ")[2]


def _alone(text: str) -> Iterator[tuple[int, int, str]]:
    """“any”, “nor”, “but also” in a clause that denies nothing."""
    for found in _ANY.finditer(text):
        if not _is_licensed(text, *found.span(found.lastindex or 0)):
            yield *found.span(found.lastindex or 0), found.group(found.lastindex or 0)
    for found in _TAIL.finditer(text):
        before = text[: found.start()]
        if (
            found.group(1) in ("nor", "but rather", "but instead", "let alone", "much less")
            and not before.strip()
        ):
            continue
        if found.group(1) == "but only":
            continue
        if not _is_licensed(text, found.start(), found.start()):
            yield found.start(), found.end(), found.group(1)
    for found in _ONLY.finditer(text):
        if not re.search(
            r"\b(?:not|no|never|nor|n't|cannot|\w+n't|without)\b",
            text[max(0, found.start() - 30) : found.end()],
        ):
            yield found.start(1), found.end(), f"{found.group(1)} … but also"


def _is_licensed(text: str, start: int, end: int) -> bool:
    """True when the sentence has, before the word or right behind it, something that denies, asks or compares."""
    pattern = lexicon.pattern("en", "licensors")
    return (
        pattern.search(text, 0, max(start, end)) is not None
        or pattern.search(text, end, end + 60) is not None
    )
