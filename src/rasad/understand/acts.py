"""Understand: what a speaker does, and whether it is so. Draft → act, stance, polarity, hedge, medium."""

from __future__ import annotations

from typing import Final

from rasad.understand.doings import doing, judging
from rasad.understand.drafts import Draft
from rasad.understand.lexicon import Lexicon
from rasad.understand.page import Page
from rasad.understand.polarity import first_sentence, polarity_of_words
from rasad.understand.verbforms import verb_forms

_MOST_WORDS: Final = 400
_DEMAND_WITHIN: Final = 25
_DENIED_WITHIN: Final = 25
_ASKED_WITHIN: Final = 12
_NEAR: Final = 3
_LOOSE: Final = frozenset({"assert", "report", "announce", "concede"})  # verbs behind which a denial may stand
_OPEN: Final = frozenset({"assert", "report", "announce"})  # acts of verbs that leave open what the words do
_AS: Final = frozenset({"as", "be", "been", "called"})


def content_tokens(page: Page, draft: Draft) -> list[str]:
    """The words of what was said, those inside its quotations too; of a very long speech its beginning, so that the work grows with the text alone."""
    low, high = page.words.range(*draft.content)
    inside = page.words.lows[low : min(high, low + _MOST_WORDS)]
    if draft.parted is None:
        return inside
    low, high = page.words.range(*draft.parted)
    return [word for word in page.words.lows[low:high] if word != ","] + inside


def act_of(page: Page, draft: Draft, words: list[str], *, in_office: bool = False) -> tuple[str, str]:
    """Act and stance: what the words do, else what the verb of saying says."""
    verb, lexicon = draft.verb, page.lexicon
    if verb.frame == "judge" and verb.act == "assert":
        return judging(lexicon, words) or verb.act, verb.stance
    if verb.frame == "do" or verb.act not in _LOOSE:
        return verb.act, verb.stance
    inner = polarity_of_words(lexicon, words)
    denial = _denial(lexicon, words)
    if denial is not None and (_says_no(lexicon, denial) or inner == "affirmed"):
        return "deny", "denies"
    if inner == "negated" and lexicon.phrases["no_plans"].has(words, 0, len(words)):
        return "deny", "denies"
    if verb.act in _OPEN and verb.stance == "asserts" and not draft.is_negated:
        first = first_sentence(words)
        act = doing(lexicon, first, in_office=in_office, is_negated=inner == "negated")
        if act is None and lexicon.phrases["demands"].has(first, 0, min(len(first), _DEMAND_WITHIN)):
            act = "demand"
        if act is not None and not (verb.act == "announce" and act == "report"):
            return act, "denies" if act == "deny" else verb.stance
    return verb.act, verb.stance


def polarity_of(page: Page, draft: Draft, words: list[str]) -> str:
    """Whether what is reported is so. A denial of a denial, and words not said, are unsure."""
    inner = polarity_of_words(page.lexicon, words)
    if draft.verb.act == "demand" and _asks_not(page.lexicon, words):
        inner = "negated"
    if draft.is_negated:  # "did not call it a mistake" denies, "did not say that" says nothing
        return "negated" if draft.verb.frame == "judge" and inner == "affirmed" else "unsure"
    if draft.verb.polarity == "negated":
        return "negated" if inner == "affirmed" else "unsure"
    if (denial := _denial(page.lexicon, words)) is not None:
        return "negated" if inner == "affirmed" or _says_no(page.lexicon, denial) else "unsure"
    return inner


def _asks_not(lexicon: Lexicon, words: list[str]) -> bool:
    """True for "drivers not to use the bridge", asked of them: the no of the infinitive is the only one there is."""
    place = next((place for place, word in enumerate(words[:_ASKED_WITHIN]) if word == "to"), 0)
    if lexicon.is_light or place < 1 or words[place - 1] != "not":
        return False
    return not any(lexicon.is_any("finite", word) or word == "that" for word in words[:place])


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
    forms = verb_forms(lexicon.language)
    return _has_no(lexicon, words[start:end]) or any(forms.is_any("predicates", word) for word in behind)


def _says_no(lexicon: Lexicon, words: list[str]) -> bool:
    """True for a denial that is itself a no: "is not true"."""
    return _has_no(lexicon, words)


def _has_no(lexicon: Lexicon, words: list[str]) -> bool:
    if lexicon.is_light:
        return any(one.form.is_negated for one in verb_forms(lexicon.language).find(words, 0, len(words)))
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
