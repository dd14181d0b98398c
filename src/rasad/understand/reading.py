"""Understand: all that is read out of one text. Document → Reading."""

from __future__ import annotations

from rasad.model import Document, Pack, Reading
from rasad.model.ids import text_id
from rasad.understand.cast import Cast
from rasad.understand.dossiers import topics
from rasad.understand.drafts import Draft
from rasad.understand.mentions import find_mentions
from rasad.understand.page import Page, lay_out
from rasad.understand.rules import RULES
from rasad.understand.statements import Maker


def read(document: Document, *, pack: Pack, window: str | None = None, anchor: str | None = None) -> Reading:
    """The reading of a document, with the developments that the text alone tells."""
    from rasad.understand.proposing import propose_text

    page = lay_out(document, pack=pack, window=window, anchor=anchor)
    name = text_id(document.text)
    cast = Cast(page)
    statements = Maker(page, cast, topics(page), name).make(find_drafts(page))
    reading = Reading(
        url=document.url, title=document.title, byline=document.byline, language=document.language,
        outlet=document.outlet, text=document.text, text_id=name, published=document.published,
        dates=tuple(page.dates), mentions=find_mentions(page, cast), numbers=tuple(page.figures),
        statements=statements, rules_read=document.rules, rules_understand=RULES,
    )  # fmt: skip
    return propose_text(reading, page=page)


def find_drafts(page: Page) -> list[Draft]:
    """What the grammar of the page's language sees; nothing for a language without verbs."""
    if page.lexicon.is_light:
        from rasad.understand.persian import Persian

        return Persian(page).read()
    if not page.lexicon.verb_words:
        return []
    from rasad.understand.english import English

    return English(page).read()
