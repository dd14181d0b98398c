"""Understand: what articles tell, grouped, related and ranked. Articles + Readings + Stories → Developments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from rasad.model import Article, Development, Pack, Reading, Story
from rasad.model.ids import article_id, development_id
from rasad.model.when import is_edtf, overlaps
from rasad.understand.blocks import Block, find_blocks
from rasad.understand.developments import develop, stage_told
from rasad.understand.own_voice import alone, strengthened, told_by_outlets
from rasad.understand.ranking import told_again
from rasad.understand.relations import relate
from rasad.understand.tellings import Piece, Telling, pieces, telling_of

if TYPE_CHECKING:
    from rasad.understand.page import Page

_ANSWERED: Final = 1.5
_ANSWERS: Final = ("contradicts", "denies", "updates")
_MOST_OF_STORY: Final = 6
Made = tuple[Development, list[Piece]]


def propose_text(reading: Reading, *, page: Page) -> Reading:
    """The reading with the developments that its text alone tells."""
    telling = Telling(
        article=article_id(reading.url or reading.text_id), text_id=reading.text_id, outlet=reading.outlet,
        title=reading.title, language=page.language, reading=reading, place=("", ""),
    )  # fmt: skip
    made = related(_of_story([telling], None, page.pack), page.pack)
    return replace(reading, developments=tuple(sorted(made, key=lambda found: (found.start, -found.score, found.id))))


def propose_all(
    articles: Sequence[Article],
    readings: Mapping[str, Reading],
    stories: Sequence[Story],
    *,
    pack: Pack,
    window: str | None = None,
) -> tuple[Development, ...]:
    """The developments of all stories, best first; those dated outside `window` are left out."""
    made = developments_of(articles, readings, stories, pack=pack)
    told = told_by_outlets(articles, readings, stories)
    kept = [(found, parts) for found, parts in strengthened(made, told) if _is_inside(found, window)]
    unheard = [found for found in alone(made, told, pack) if _is_inside(found, window)]
    return tuple(sorted([*related(kept, pack), *unheard], key=lambda found: (-found.score, found.id)))


def developments_of(
    articles: Sequence[Article], readings: Mapping[str, Reading], stories: Sequence[Story], *, pack: Pack
) -> list[Made]:
    """The developments of all stories with the pieces they are made of, not yet related or ranked."""
    known = {article.id: article for article in articles}
    made: list[Made] = []
    taken: set[str] = set()
    for story in sorted(stories, key=lambda story: story.id):
        made += _of_story(_tellings(story.articles, known, readings, dict(story.reprints)), story.id, pack)
        taken.update(story.articles)
    for article in sorted(set(known) - taken):
        made += _of_story(_tellings((article,), known, readings, {}), None, pack)
    return made


def _tellings(
    ids: Iterable[str], known: Mapping[str, Article], readings: Mapping[str, Reading], reprints: Mapping[str, str]
) -> list[Telling]:
    found = [
        telling_of(known[one], readings[known[one].text_id], is_reprint=one in reprints)
        for one in ids
        if one in known and known[one].text_id in readings
    ]
    return sorted(found, key=lambda telling: telling.place)


def _of_story(tellings: Sequence[Telling], story: str | None, pack: Pack) -> list[Made]:
    """The developments of one story: one a headed block, else one a speaker, question and kind of act."""
    made: list[Made] = []
    rest: list[Piece] = []
    for telling in tellings:
        told = pieces(telling)
        blocks = find_blocks(telling)
        for block in blocks:
            inside = [p for p in told if block.start <= p.statement.start < block.end]
            if inside:
                made.append((develop(inside, story=story, pack=pack, block=block), inside))
        rest += [p for p in told if not _in_any(p, blocks)]
    groups: dict[tuple[str, str, str], list[Piece]] = {}
    for piece in rest:
        groups.setdefault((piece.key, piece.dossier, piece.group), []).append(piece)
    worthy = [group for group in groups.values() if _is_worthy(group)]
    if not worthy and not made and rest:
        worthy = [max(groups.values(), key=lambda group: (_has_stage(group), len(group), group[0].telling.place))]
    grown = [(develop(group, story=story, pack=pack), group) for group in worthy]
    grown.sort(key=lambda one: (-one[0].score, one[0].start, one[0].headline))
    return _distinct([*made, *grown[:_MOST_OF_STORY]])


def _in_any(piece: Piece, blocks: Sequence[Block]) -> bool:
    return any(block.start <= piece.statement.start < block.end for block in blocks)


def _has_stage(group: Sequence[Piece]) -> bool:
    return stage_told(group) != "none"


def _is_worthy(group: Sequence[Piece]) -> bool:
    """True for a group about a dossier, or of a speaker known to the pack who does more than speak."""
    first = group[0]
    if any(piece.dossier for piece in group):
        return bool(first.key) and any(piece.statement.confidence >= 0.3 for piece in group)
    office = first.named.office
    return bool(office and office.institution) or bool(first.named.speaker and first.named.speaker.id)


def _distinct(made: Sequence[Made]) -> list[Made]:
    """The same with an id each: where two would share one, the later is told apart by its first statement."""
    out: list[Made] = []
    seen: set[str] = set()
    for found, parts in sorted(made, key=lambda one: (one[0].id, one[0].start, one[0].statements)):
        name = found.id
        if name in seen:
            first = min(p.statement.start for p in parts if p.telling.article == found.article)
            name = development_id(found.article, f"{first}:{found.dossiers[0] if found.dossiers else ''}:{parts[0].group}")
        while name in seen:
            name = development_id(found.article, f"{name}+")
        seen.add(name)
        out.append((replace(found, id=name), parts))
    return out


def _is_inside(found: Development, window: str | None) -> bool:
    """True for a development of the window, and for one whose day is not known."""
    edtf = found.date.edtf if found.date else None
    if window is None or not edtf or not is_edtf(window) or not is_edtf(edtf):
        return True
    return overlaps(edtf, window)


def related(made: Sequence[Made], pack: Pack) -> list[Development]:
    """The developments with how they answer each other; an answer raises both in rank, what was told already sinks."""
    relations = relate({found.id: parts for found, parts in made})
    answered = {one.other for links in relations.values() for one in links if one.kind in _ANSWERS}
    told = told_again(made)
    out = []
    for found, _ in made:
        links = relations.get(found.id, ())
        score, reasons = found.score, found.reasons
        answers = [one for one in links if one.kind in _ANSWERS]
        if answers:
            score, reasons = score + _ANSWERED, (*reasons, f"{answers[0].kind} another: {answers[0].why} (+1.5)")
        elif found.id in answered:
            score, reasons = score + _ANSWERED / 2, (*reasons, "another answers it (+0.8)")
        if found.id in told:
            weight, why = told[found.id]
            score, reasons = score + weight, (*reasons, f"{why} ({weight:+.1f})")
        out.append(replace(found, relations=links, score=round(score, 3), reasons=reasons))
    return out
