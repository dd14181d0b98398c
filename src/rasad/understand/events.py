"""Understand: stages that the outlet tells in its own voice: "the project came on stream". Page, Statements → Developments.

A stage that is decided, or a plan in the first two sentences, counts where its words stand outside what anybody said, unopened (no "will", "not", "before"), in one clause with
the word for a policy or for something built. What is built and opened is completed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rasad.model import ActorRole, Citation, DateMention, Development, Statement
from rasad.model.ids import development_id
from rasad.model.vocabulary import STAGES
from rasad.safety import persons
from rasad.understand.dossiers import Topics
from rasad.understand.hits import find_hits
from rasad.understand.page import Page
from rasad.understand.stages import OPENED, is_open

_DECIDED: Final = STAGES.index("approved_committee")
_BREAKS: Final = frozenset({";", ":", ",", ".", "!", "?", "\u061b", "\u060c"})
_MOST: Final = 2
_PLANNED: Final = "planned"
_LEAD: Final = 2
_REACH: Final = 14
_LONGEST: Final = 110
_CONFIDENCE: Final = 0.5
_ROLES: Final = ("institution", "person")
_THAT: Final = (["that"], ["\u06a9\u0647"])


@dataclass(frozen=True, slots=True)
class _Event:
    """A stage, its first and last character, and the clause that tells it."""

    stage: str
    start: int
    clause: tuple[int, int]


def find_events(page: Page, statements: Sequence[Statement], topics: Topics, *, article: str, text_id: str) -> list[Development]:
    """The developments that the outlet's own sentences tell, at most two, no stage twice."""
    made: dict[str, Development] = {}
    for event in _events(page, statements):
        if event.stage not in made and len(made) < _MOST:
            made[event.stage] = _develop(page, event, topics, article, text_id)
    return list(made.values())


def _events(page: Page, statements: Sequence[Statement]) -> Iterator[_Event]:
    outlets = {found.ids[0] for found in page.found if found.kind == "outlet"}
    said = [(one.start, one.end) for one in statements if one.speaker is None or one.speaker.id not in outlets]
    lows, lexicon = page.tokens.lows, page.lexicon
    lead = page.sentences[:_LEAD][-1].start if page.sentences else 0
    for sentence in page.sentences:
        low, high = page.tokens.range(sentence.start, sentence.end)
        for start, end, stage in lexicon.stages.find(lows, low, high):
            place = page.tokens.starts[start]
            if any(first <= place < last for first, last in said):
                continue
            is_told = STAGES.index(stage) >= _DECIDED or (stage == _PLANNED and sentence.start <= lead)
            if not is_told or is_open(lows, start, end, lexicon):
                continue
            begin, stop = _clause(lows, start, end, low, high)
            if any(hit.verb.frame != "do" and lows[hit.end : hit.end + 1] in _THAT for hit in find_hits(lows, lexicon, low, start)):
                continue  # "it was reported that": somebody's word, not the outlet's
            is_opened = stage in OPENED and lexicon.titles["opened"].has(lows, start, end)
            is_built = (is_opened or stage == _PLANNED) and lexicon.titles["built"].has(lows, begin, stop)
            if is_built or lexicon.policy.has(lows, begin, stop):
                clause = (page.tokens.starts[begin], page.tokens.ends[stop - 1])
                yield _Event("completed" if is_built and is_opened else stage, place, clause)


def _clause(lows: Sequence[str], start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The clause around some words: to the nearest sign on both sides, not farther than its words can belong together."""
    first, last = max(low, start - _REACH), min(high, end + _REACH)
    while start > first and lows[start - 1] not in _BREAKS:
        start -= 1
    while end < last and lows[end] not in _BREAKS:
        end += 1
    return start, end


def _develop(page: Page, event: _Event, topics: Topics, article: str, text_id: str) -> Development:
    sentence = page.sentence_at(event.start)
    first, last = page.paragraph_at(event.start)
    dossiers = topics.inside(sentence.start, sentence.end)[:3] or topics.about(event.start)[:1]
    outlet = page.document.outlet
    date = _date(page, sentence.start, sentence.end)
    actors = _actors(page, sentence.start, sentence.end)
    missing = [name for name, has in (("outlet", outlet), ("date", date and date.edtf)) if not has]
    return Development(
        id=development_id(article, f"{sentence.start}:{event.stage}"), headline=_headline(page, event),
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


def _actors(page: Page, start: int, end: int) -> tuple[ActorRole, ...]:
    """The bodies and office-holders of the pack named in the sentence."""
    out: dict[str, ActorRole] = {}
    for found in page.found_in(start, end):
        if found.kind in _ROLES and len(found.ids) == 1 and (found.kind == "institution" or page.pack.tenures_of(found.ids[0])):
            one = found.ids[0]
            body = one if found.kind == "institution" else None
            out.setdefault(one, ActorRole(text=found.text, id=one, office=None, institution=body, private=False))
    return tuple(out.values())


def _headline(page: Page, event: _Event) -> str:
    """The clause as printed, cut at a word, without names of private persons."""
    start, end = event.clause
    text = re.sub(r"\s+", " ", page.text[start:end]).strip()
    private = [span.text for span in page.people_in(start, end)]
    if private:
        text = persons.redact(text, private, language=page.language)
    if len(text) > _LONGEST:
        text = text[: text.rfind(" ", 0, _LONGEST)].rstrip(" ,\u060c") + "\u2026"
    return text[:1].upper() + text[1:]
