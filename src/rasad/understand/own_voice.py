"""Understand: what outlets tell in their own voice, beside what is said. Proposals, Readings → proposals.

A reading holds developments without a statement: stages that the outlet itself tells, and a dossier that the text is about though nobody is heard on it. In a
story they strengthen the development on the same dossier: what a speaker claims, plans or does not name, an outlet may have told as done. Where nobody is heard on the dossier
they are one development of their own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from rasad.model import Article, Development, Pack, Reading, Story
from rasad.model.vocabulary import CLAIMED, STAGES
from rasad.understand.ranking import rank_told, stage_weight
from rasad.understand.tellings import Piece

_DECIDED: Final = STAGES.index("approved_committee")
Made = tuple[Development, list[Piece]]
Key = tuple[str, str]  # story, or the article where it is in none; main dossier


def strengthened(made: Sequence[Made], told: Mapping[Key, Sequence[Development]]) -> list[Made]:
    """The proposals, the first of each story and dossier with the stage that an outlet tells of it, where a speaker told none or only claimed one."""
    best: dict[Key, str] = {}
    for found, _ in sorted(made, key=lambda one: (-one[0].score, one[0].id)):
        best.setdefault(_key(found), found.id)
    return [
        (_raised(found, told.get(_key(found), ())) if best[_key(found)] == found.id else found, parts) for found, parts in made
    ]


def alone(made: Sequence[Made], told: Mapping[Key, Sequence[Development]], pack: Pack) -> list[Development]:
    """What only outlets tell: one development a story and dossier that no proposal is about."""
    heard = {(place, name) for found, _ in made for place in (found.story, found.article) if place for name in found.dossiers}
    return [_joined(events, pack) for key, events in sorted(told.items()) if key not in heard]


def told_by_outlets(
    articles: Sequence[Article], readings: Mapping[str, Reading], stories: Sequence[Story]
) -> dict[Key, list[Development]]:
    """What readings hold without a statement, by story and main dossier, the latest stage first; reprints say nothing of their own."""
    story_of = {one: story.id for story in stories for one in story.articles}
    copies = {copy for story in stories for copy, _ in story.reprints}
    out: dict[Key, list[Development]] = {}
    for article in sorted(articles, key=lambda one: one.id):
        reading = readings.get(article.text_id)
        if reading is None or article.id in copies:
            continue
        for found in reading.developments:
            if found.dossiers and not found.statements:
                own = replace(
                    found, article=article.id, articles=(article.id,), story=story_of.get(article.id),
                    outlets=(article.outlet,) if article.outlet else (),
                )  # fmt: skip
                out.setdefault(_key(own), []).append(own)
    return {key: sorted(events, key=lambda one: (-_height(one.stage), one.article, one.start)) for key, events in out.items()}


def _key(found: Development) -> Key:
    return (found.story or found.article, found.dossiers[0] if found.dossiers else "")


def _height(stage: str) -> int:
    return STAGES.index(stage.removeprefix(CLAIMED))


def _is_bare(stage: str) -> bool:
    return stage != "none" and not stage.startswith(CLAIMED)


def _raised(found: Development, events: Sequence[Development]) -> Development:
    """With the stage of the first event that tells one as done, its evidence, and why."""
    event = next((one for one in events if _is_bare(one.stage)), None)
    if event is None or found.stance == "denies":
        return found
    if _is_bare(found.stage) and (_height(found.stage) >= _DECIDED or _height(event.stage) <= _height(found.stage)):
        return found
    gain = round(stage_weight(event.stage) - stage_weight(found.stage), 3)
    return replace(
        found,
        stage=event.stage,
        evidence=tuple(dict.fromkeys((*found.evidence, *event.evidence))),
        articles=tuple(sorted({*found.articles, *event.articles})),
        outlets=tuple(sorted({*found.outlets, *event.outlets})),
        score=round(found.score + gain, 3),
        reasons=(*found.reasons, f"the outlet itself tells the stage {event.stage} ({gain:+.1f})"),
    )


def _joined(events: Sequence[Development], pack: Pack) -> Development:
    """One development of what several articles of a story tell: the first of them, with the evidence and outlets of all."""
    first = events[0]
    outlets = tuple(sorted({outlet for one in events for outlet in one.outlets}))
    independent = max(1, len(pack.groups(iter(outlets))))
    score, reasons = rank_told(first, independent=independent)
    return replace(
        first,
        evidence=tuple(dict.fromkeys(place for one in events for place in one.evidence)),
        articles=tuple(sorted({one for event in events for one in event.articles})),
        outlets=outlets,
        independent=independent,
        score=score,
        reasons=(*first.reasons, *reasons),
    )
