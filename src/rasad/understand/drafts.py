"""Understand: a statement as the grammar saw it, before anybody is identified."""

from __future__ import annotations

from dataclasses import dataclass, field

from rasad.languages.quotes import Quote
from rasad.understand.lexicon import Verb
from rasad.understand.page import Page

Stretch = tuple[int, int]


@dataclass(slots=True, kw_only=True)
class Draft:
    """Offsets into the text. `speaker` is the whole noun phrase, None when nobody is named in the clause.

    `is_same_speaker`: the clause goes on from another of its sentence or paragraph. `content` may hold quotations.
    `parted`: the words of a clause before the speaker, where what is said goes on behind the verb.
    """

    start: int
    end: int
    verb: Verb
    verb_text: str
    verb_at: Stretch
    speaker: Stretch | None
    content: Stretch
    is_negated: bool = False
    is_same_speaker: bool = False
    addressee: Stretch | None = None
    outlet: Stretch | None = None
    through: int | None = None
    quote: Quote | None = None
    runs_on: bool = False
    parted: Stretch | None = None
    confidence: float = 0.8
    reasons: list[str] = field(default_factory=list)


def trim(text: str, start: int, end: int, signs: str = " \t\r\n,;:\u060c\u061b") -> Stretch:
    """A stretch without blanks and separating signs at its ends."""
    while start < end and text[start] in signs:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return start, end


def settle_content(page: Page, draft: Draft) -> None:
    """Finds the quotation in the content: one that fills it is the content itself."""
    start, end = trim(page.text, *draft.content)
    inside = page.quotes_in(start, end)
    draft.content = (start, end)
    if not inside:
        stripped = page.text[start:end].rstrip(".\u06d4 ")
        draft.content = (start, start + len(stripped))
        return
    widest = max(inside, key=lambda quote: (quote.end - quote.start, -quote.start))
    around = (end - start) - sum(quote.end - quote.start for quote in inside)
    if around <= 4 and len(inside) == 1:
        draft.quote = widest
        draft.content = trim(page.text, widest.inner_start, widest.inner_end, " ,\u060c\n\r\t")
    elif page.text.count(" ", widest.inner_start, widest.inner_end) >= 2:
        draft.quote = widest
    last = draft.content[1]
    if last == end and page.text[last - 1 : last] in (".", "\u06d4"):
        draft.content = (draft.content[0], last - 1)
