"""Understand: what a speaker does, and whether it is so. Draft → act, stance, polarity, hedge, medium."""

from __future__ import annotations

from typing import Final

from rasad.understand.drafts import Draft
from rasad.understand.lexicon import Lexicon
from rasad.understand.page import Page
from rasad.understand.polarity import first_sentence, polarity_of_words

_DEMAND_WITHIN: Final = 25
_DENIED_WITHIN: Final = 25
_NEAR: Final = 3
_AS: Final = frozenset({"as", "be", "been", "called"})


def content_tokens(page: Page, draft: Draft) -> list[str]:
    """The words of what was said, those inside its quotations too."""
    low, high = page.words.range(*draft.content)
    return page.words.lows[low:high]


def act_of(page: Page, draft: Draft, words: list[str]) -> tuple[str, str]:
    """Act and stance."""
    verb, lexicon = draft.verb, page.lexicon
    if verb.act in ("assert", "report", "announce", "concede") and verb.frame != "do":
        denial = _denial(lexicon, words)
        if denial is not None and (_says_no(lexicon, denial) or polarity_of_words(lexicon, words) == "affirmed"):
            return "deny", "denies"
        if polarity_of_words(page.lexicon, words) == "negated" and lexicon.phrases["no_plans"].has(words, 0, len(words)):
            return "deny", "denies"
    if verb.act == "assert" and verb.stance == "asserts":
        first = first_sentence(words)
        if lexicon.phrases["demands"].has(first, 0, min(len(first), _DEMAND_WITHIN)):
            return "demand", verb.stance
    return verb.act, verb.stance


def polarity_of(page: Page, draft: Draft, words: list[str]) -> str:
    """Whether what is reported is so. A denial of a denial, and words not said, are unsure."""
    inner = polarity_of_words(page.lexicon, words)
    if draft.is_negated:  # "did not call it a mistake" denies, "did not say that" says nothing
        return "negated" if draft.verb.frame == "judge" and inner == "affirmed" else "unsure"
    if draft.verb.polarity == "negated":
        return "negated" if inner == "affirmed" else "unsure"
    if (denial := _denial(page.lexicon, words)) is not None:
        return "negated" if inner == "affirmed" or _says_no(page.lexicon, denial) else "unsure"
    return inner


def _denial(lexicon: Lexicon, words: list[str]) -> list[str] | None:
    """The words near the head of what was said that call it untrue: a predicate."""
    reach = min(len(first_sentence(words)), _DENIED_WITHIN)
    for start, end, _ in lexicon.phrases["denials"].find(words, 0, reach):
        if _is_predicate(lexicon, words, start, end):
            return words[start:end]
    return None


def _is_predicate(lexicon: Lexicon, words: list[str], start: int, end: int) -> bool:
    """True for "is a lie", "called it baseless", not for "spreading lies about the network"."""
    if not lexicon.is_light:
        return any(lexicon.is_any("finite", word) or word in _AS for word in words[max(0, start - _NEAR) : start])
    behind = words[end : end + _NEAR]
    return lexicon.phrases["negators"].has(words, start, end) or any(lexicon.phrases["finals"].at_start(word) for word in behind)


def _says_no(lexicon: Lexicon, words: list[str]) -> bool:
    """True for a denial that is itself a no: "is not true"."""
    return lexicon.phrases["negators"].has(words, 0, len(words))


def is_hedged(page: Page, draft: Draft, words: list[str]) -> bool:
    """True when the report itself holds back: reportedly, it is said."""
    lows = page.tokens.lows
    low, high = page.tokens.range(draft.start, draft.end)
    hedges = page.lexicon.phrases["hedges"]
    return hedges.has(lows, low, high) or hedges.has(words, 0, len(words))


def medium_of(page: Page, draft: Draft) -> str:
    """In what form it was said, by the words around speaker and verb; remarks when nothing tells."""
    lows = page.tokens.lows
    sentence = page.sentence_at(draft.verb_at[0])
    inside = page.tokens.range(*draft.content)
    low, high = page.tokens.range(sentence.start, max(sentence.end, draft.verb_at[1]))
    found = [
        (start, value)
        for start, _, value in page.lexicon.media.find(lows, low, high)
        if not inside[0] <= start < inside[1]
    ]
    for kind in ("social_post", "press_conference", "interview", "statement", "broadcast"):
        if any(value == kind for _, value in found):
            return kind
    if draft.verb.kind == "document":
        return next((value for _, value in found), "statement")
    return found[0][1] if found else "remarks"
