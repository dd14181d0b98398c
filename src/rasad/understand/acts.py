"""Understand: what a speaker does, and whether it is so. Draft → act, stance, polarity, hedge, medium."""

from __future__ import annotations

from typing import Final

from rasad.understand.drafts import Draft
from rasad.understand.page import Page
from rasad.understand.polarity import first_sentence, polarity_of_words

_DEMAND_WITHIN: Final = 25


def content_tokens(page: Page, draft: Draft) -> list[str]:
    """The words of what was said, those inside its quotations too."""
    low, high = page.words.range(*draft.content)
    return page.words.lows[low:high]


def act_of(page: Page, draft: Draft, words: list[str]) -> tuple[str, str]:
    """Act and stance."""
    verb, lexicon = draft.verb, page.lexicon
    if verb.act in ("assert", "report", "announce", "concede") and verb.frame != "do":
        first = first_sentence(words)
        if lexicon.phrases["denials"].has(words, 0, min(len(first), 25)) and polarity_of_words(page.lexicon, words) == "affirmed":
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
    if draft.is_negated:
        return "unsure"
    if draft.verb.polarity == "negated":
        return "negated" if inner == "affirmed" else "unsure"
    first = first_sentence(words)
    if page.lexicon.phrases["denials"].has(words, 0, min(len(first), 25)):
        return "negated" if inner == "affirmed" else "unsure"
    return inner


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
