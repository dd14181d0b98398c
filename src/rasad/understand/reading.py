"""Understand: all that is read out of one text. Document → Reading."""

from __future__ import annotations

from dataclasses import replace

from rasad.model import Document, Pack, Reading
from rasad.model.ids import article_id, text_id
from rasad.understand.cast import Cast
from rasad.understand.dossiers import topics
from rasad.understand.drafts import Draft
from rasad.understand.mentions import find_mentions
from rasad.understand.page import Page, lay_out
from rasad.understand.plain import plain
from rasad.understand.representing import named, represented
from rasad.understand.rules import RULES
from rasad.understand.statements import Maker


def read(document: Document, *, pack: Pack, window: str | None = None, anchor: str | None = None) -> Reading:
    """The reading of a document, with the developments that the text alone tells."""
    from rasad.understand.events import find_events
    from rasad.understand.proposing import propose_text
    from rasad.understand.untold import find_untold

    page = lay_out(document, pack=pack, window=window, anchor=anchor)
    name = text_id(document.text)
    cast = Cast(page)
    about = topics(page)
    statements = represented(page, Maker(page, cast, about, name).make(find_drafts(page)))
    reading = Reading(
        url=document.url, title=document.title, byline=document.byline, language=document.language,
        outlet=document.outlet, text=document.text, text_id=name, published=document.published,
        dates=tuple(page.dates), mentions=named(statements, find_mentions(page, cast)), numbers=tuple(page.figures),
        statements=statements, rules_read=document.rules, rules_understand=RULES,
    )  # fmt: skip
    told = propose_text(reading, page=page)
    events = find_events(page, statements, about, told.developments, article=article_id(reading.url or name), text_id=name)
    events += find_untold(page, about, (*events, *told.developments), article=article_id(reading.url or name), text_id=name)
    if not events:
        return told
    # what the outlet itself tells stands before what is only claimed in the same paragraph
    made = sorted((*events, *told.developments), key=lambda one: (one.start, bool(one.statements), -one.score, one.id))
    return replace(told, developments=tuple(made))


def find_drafts(page: Page) -> list[Draft]:
    """What the grammar of the page's language sees; nothing for a language without verbs."""
    if not page.lexicon.verb_words:
        return []
    if page.lexicon.is_light:
        from rasad.understand.persian import Persian

        return _below_title(page, Persian(page).read())
    from rasad.understand.english import English

    return _below_title(page, English(page).read())


def _below_title(page: Page, drafts: list[Draft]) -> list[Draft]:
    """The drafts without those of a first line that is the title: the text below says it again."""
    if not page.paragraphs or not drafts:
        return drafts
    start, end = page.paragraphs[0]
    if plain(page.text[start:end]).strip() != plain(page.document.title).strip():
        return drafts
    gone = sum(draft.start < end for draft in drafts)
    for draft in drafts:
        draft.through = None if draft.through is None or draft.through < gone else draft.through - gone
    return drafts[gone:]
