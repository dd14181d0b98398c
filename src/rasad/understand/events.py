"""Understand: stages that the outlet tells in its own voice: "the project came on stream". Page, Statements → Developments.

A stage that is decided, or a plan in the first two sentences, counts where its words stand outside what anybody said, unopened (no "will", "not", "before"), in one clause with
the word for a policy or for something built. What is built and opened is completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rasad.model import ActorRole, Citation, DateMention, Development, Span, Statement
from rasad.model.ids import development_id
from rasad.model.vocabulary import CLAIMED
from rasad.safety import persons
from rasad.understand.dossiers import Topics
from rasad.understand.hits import Hit, find_hits
from rasad.understand.page import Page
from rasad.understand.stages import HEAD, approved_by, stages_in

_MOST: Final = 2
_NAME: Final = 60
_TAIL: Final = 10
_BESIDE: Final = 4
_LONGEST: Final = 110
_CONFIDENCE: Final = 0.5
_PUBLIC: Final = ("institution", "place")
_ROLES: Final = ("institution", "person")
_THAT: Final = (["that"], ["\u06a9\u0647"])


@dataclass(frozen=True, slots=True)
class _Event:
    """A stage, its first and last character, and the clause that tells it."""

    stage: str
    start: int
    clause: tuple[int, int]


def find_events(
    page: Page, statements: Sequence[Statement], topics: Topics, told: Sequence[Development], *, article: str, text_id: str
) -> list[Development]:
    """The developments that the outlet's own sentences tell, at most two, no stage twice.

    What stands at the head as somebody's words, and in no development of those `told`, is one as well: who speaks may be unknown.
    """
    made: dict[str, Development] = {}
    for event in _events(page, statements, topics):
        if event.stage not in made and len(made) < _MOST:
            made[event.stage] = _develop(page, event, topics, article, text_id)
    held = {name for one in told if one.stage != "none" for name in one.statements}
    for one in statements:
        if one.start < HEAD and one.stage not in ("none", *made) and one.id not in held and not (made or held):
            event = _Event(one.stage, one.start, (one.content.start, one.content.end))
            made[one.stage] = replace(_develop(page, event, topics, article, text_id), statements=(one.id,))
    return list(made.values())


def _events(page: Page, statements: Sequence[Statement], topics: Topics) -> Iterator[_Event]:
    outlets = {found.ids[0] for found in page.found if found.kind == "outlet"}
    said = [(one.start, one.end) for one in statements if one.speaker is None or one.speaker.id not in outlets]
    lows, lexicon = page.tokens.lows, page.lexicon
    for sentence in page.sentences:
        if sentence.start >= HEAD and not topics.inside(sentence.start, sentence.end):
            continue
        if any(first <= sentence.start and sentence.end <= last + 1 for first, last in said):
            continue
        span = page.tokens.range(sentence.start, sentence.end)
        is_public = any(one.kind in _PUBLIC for one in page.found_in(sentence.start, sentence.end))
        for found in stages_in(lows, span, lexicon, is_reported=False, is_public=is_public):
            place = page.tokens.starts[found.at]
            if any(first <= place < last for first, last in said):
                continue
            hits = [hit for hit in find_hits(lows, lexicon, *span) if hit.verb.frame != "do"]
            if any(hit.start < found.at and lows[hit.end : hit.end + 1] in _THAT for hit in hits):
                continue  # "it was reported that": somebody's word, not the outlet's
            is_claimed = any(_is_behind(page, hit, found.clause[1], span[1]) for hit in hits)
            stage = f"{CLAIMED}{found.stage}" if is_claimed else found.stage
            begin, stop = found.clause
            clause = (page.tokens.starts[begin], page.tokens.ends[stop - 1])
            yield _Event(_decided(page, stage, sentence), place, clause)


def _decided(page: Page, stage: str, sentence: Span) -> str:
    """An approval with the body that gave it, where the sentence names one that has a stage of its own."""
    prefix = CLAIMED if stage.startswith(CLAIMED) else ""
    if stage.removeprefix(CLAIMED) != "approved":
        return stage
    bodies = [page.pack.institution_by_id.get(one.ids[0]) for one in page.found_in(sentence.start, sentence.end) if one.kind == "institution"]
    return prefix + next((by for body in bodies if (by := approved_by(body)) != "approved"), "approved")


def _is_behind(page: Page, hit: Hit, low: int, high: int) -> bool:
    """True for ", the minister said on Sunday." behind a clause; what an outlet reported in its own voice is not claimed."""
    lows = page.tokens.lows
    if page.lexicon.is_light or hit.start < low or high - hit.end > _TAIL or hit.verb.form != "past" or "," not in lows[low : hit.start]:
        return False
    place = page.tokens.starts[hit.start]
    return not any(one.kind == "outlet" and place - one.end < _BESIDE for one in page.found_in(max(0, place - _NAME), place))


def _develop(page: Page, event: _Event, topics: Topics, article: str, text_id: str) -> Development:
    sentence = page.sentence_at(event.start)
    first, last = page.paragraph_at(event.start)
    dossiers = topics.inside(sentence.start, sentence.end)[:3] or topics.about(event.start)[:1]
    outlet = page.document.outlet
    date = _date(page, sentence.start, sentence.end)
    actors = actors_of(page, sentence.start, sentence.end)
    missing = [name for name, has in (("outlet", outlet), ("date", date and date.edtf)) if not has]
    return Development(
        id=development_id(article, f"{sentence.start}:{event.stage}"), headline=headline_of(page, *event.clause),
        language=page.language, article=article, text_id=text_id, start=first, end=last,
        date=date, actors=actors, act="report", action=None, stage=event.stage, stance="neutral",
        dossiers=dossiers, statements=(),
        evidence=(Citation(text_id=text_id, start=sentence.start, end=sentence.end),), articles=(article,),
        outlets=(outlet,) if outlet else (), missing=tuple(missing), confidence=_CONFIDENCE,
        reasons=(f"told by the outlet itself: stage {event.stage}",),
    )  # fmt: skip


def _date(page: Page, start: int, end: int) -> DateMention | None:
    """The first day printed in the sentence, else that of publication."""
    return next(iter(page.dates_in(start, end)), None) or page.document.published


def actors_of(page: Page, start: int, end: int) -> tuple[ActorRole, ...]:
    """The bodies and office-holders of the pack named in the sentence."""
    out: dict[str, ActorRole] = {}
    for found in page.found_in(start, end):
        if found.kind in _ROLES and len(found.ids) == 1 and (found.kind == "institution" or page.pack.tenures_of(found.ids[0])):
            one = found.ids[0]
            body = one if found.kind == "institution" else None
            out.setdefault(one, ActorRole(text=found.text, id=one, office=None, institution=body, private=False))
    return tuple(out.values())


def headline_of(page: Page, start: int, end: int) -> str:
    """A stretch as printed, cut at a word, without names of private persons."""
    text = re.sub(r"\s+", " ", page.text[start:end]).strip()
    private = [span.text for span in page.people_in(start, end)]
    if private:
        text = persons.redact(text, private, language=page.language)
    if len(text) > _LONGEST:
        text = text[: text.rfind(" ", 0, _LONGEST)].rstrip(" ,\u060c") + "\u2026"
    return text[:1].upper() + text[1:]
