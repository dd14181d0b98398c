"""Understand: statements of one speaker on one question → a proposed development."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from rasad.model import ActorRole, Citation, DateMention, Development, Pack, Statement
from rasad.model.ids import development_id
from rasad.model.vocabulary import CLAIMED
from rasad.understand.blocks import Block
from rasad.understand.headlines import headline, is_quoted
from rasad.understand.ranking import rank
from rasad.understand.stages import HEAD
from rasad.understand.tellings import Piece, Telling

_MOST_CITED: Final = 4
_MOST_DOSSIERS: Final = 3


def best_first(pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces in the order in which an edition would use them."""
    return sorted(pieces, key=_merit)


def _named_act(one: Statement) -> str:
    """The act that a speaker's own verb names, or a demand or denial by whatever verb."""
    return one.act if one.act in ("demand", "deny") else one.verb_act or one.act


def _merit(piece: Piece) -> tuple[float, tuple[str, str], int]:
    one = piece.statement
    merit = one.confidence + 0.5 * (one.stage != "none") + 0.3 * bool(one.quote) + 0.4 * (_named_act(one) != "assert")
    merit += 0.3 * bool(piece.figures()) - 0.6 * one.hedged - 0.5 * (one.through is not None)
    merit += 0.5 * (one.polarity == "negated") - 0.3 * (one.content.end - one.content.start < 30)
    merit += 0.4 * (one.start < 500)
    return (-round(merit, 3), piece.telling.place, one.start)


def develop(
    pieces: Sequence[Piece], *, story: str | None, pack: Pack, block: Block | None = None
) -> Development:
    """The development that pieces of one speaker and question tell, first told in the earliest telling."""
    main = min((piece.telling for piece in pieces), key=lambda telling: telling.place)
    ranked = best_first(pieces)
    lead = next(piece for piece in ranked if piece.telling is main)
    ordered = [lead, *[piece for piece in ranked if piece is not lead]]
    dossiers = _dossiers(ordered)
    stage = stage_told(ordered)
    start, end = (block.start, block.end) if block else _extent([p for p in pieces if p.telling is main])
    tellings = {id(piece.telling): piece.telling for piece in pieces}.values()
    outlets = tuple(sorted({telling.outlet for telling in tellings if telling.outlet}))
    own = {telling.agency or telling.outlet or telling.article for telling in tellings if not telling.is_reprint}
    independent = max(1, len(pack.groups(iter(sorted(own)))))
    date = _date(ordered)
    actors = _actors(ordered, pack)
    score, reasons = rank(ordered, stage, independent=independent, pack=pack)
    place = main.paragraph_at(min(p.statement.start for p in pieces if p.telling is main))[0]
    best = lead.statement
    return Development(
        id=development_id(main.article, f"{block.start if block else place}:{dossiers[0] if dossiers else ''}"),
        headline=block.heading if block else headline(_for_heading(main, ordered), pack), language=main.language,
        article=main.article, text_id=main.text_id, start=start, end=end, date=date, actors=actors,
        act=best.act, action=_action(ordered), stage=stage, stance=best.stance, dossiers=dossiers,
        statements=tuple(dict.fromkeys(piece.statement.id for piece in ordered)),
        evidence=_evidence(ordered), articles=tuple(sorted({t.article for t in tellings})), story=story,
        outlets=outlets, independent=independent, missing=_missing(ordered, outlets, date),
        confidence=round(sum(p.statement.confidence for p in ordered[:3]) / len(ordered[:3]), 3),
        score=score, reasons=reasons,
    )  # fmt: skip


def _for_heading(main: Telling, ordered: Sequence[Piece]) -> Piece:
    """The piece that makes the best heading: reported speech long enough, of the main telling."""
    own = [piece for piece in ordered if piece.telling is main]
    fit = [p for p in own if not is_quoted(p.statement) and p.statement.content.end - p.statement.content.start >= 20]
    return (fit or own)[0]


def _extent(pieces: Sequence[Piece]) -> tuple[int, int]:
    telling = pieces[0].telling
    first = min(piece.statement.start for piece in pieces)
    last = max(piece.statement.end for piece in pieces)
    return telling.paragraph_at(first)[0], telling.paragraph_at(max(last - 1, first))[1]


def _dossiers(pieces: Sequence[Piece]) -> tuple[str, ...]:
    counts = Counter(name for piece in pieces for name in piece.statement.dossiers)
    main = pieces[0].dossier
    ordered = sorted(counts, key=lambda name: (name != main, -counts[name], name))
    return tuple(ordered[:_MOST_DOSSIERS])


def stage_told(pieces: Sequence[Piece]) -> str:
    """The first stage of those seen in the act itself, else of those a speaker claims.

    What stands at the head of a text is what it is about; farther on only what belongs to a dossier is.
    """
    told = sorted((piece.statement for piece in pieces if piece.statement.stage != "none"), key=lambda one: one.start)
    stages = [one.stage for one in told if one.start < HEAD] or [one.stage for one in told if one.dossiers]
    bare = [stage for stage in stages if not stage.startswith(CLAIMED)]
    told_last = [stage for stage in bare or stages if stage != "proposed"] or bare or stages or ["none"]
    return told_last[0]


def _action(pieces: Sequence[Piece]) -> str | None:
    return next((piece.statement.action for piece in pieces if piece.statement.action), None)


def _date(pieces: Sequence[Piece]) -> DateMention | None:
    said = [piece.statement.said for piece in pieces if piece.statement.said is not None]
    known = [date for date in said if date.edtf]
    if known:
        return known[0]
    reported = next((piece.statement.reported for piece in pieces if piece.statement.reported), None)
    return reported or (said[0] if said else None)


def _actors(pieces: Sequence[Piece], pack: Pack) -> tuple[ActorRole, ...]:
    """The speaker first, with the office held that day. A private person is no actor, and stands in the statement alone."""
    out: dict[str, ActorRole] = {}
    for piece in pieces:
        one = piece.named
        if one.speaker is None or one.private or piece.key in out:
            continue
        office = one.office
        person = pack.person_by_id.get(one.speaker.id or "")
        text = one.speaker.text
        if person is not None:
            text = next((n.text for n in person.names if n.language == piece.telling.language), text)
        out[piece.key] = ActorRole(
            text=text, id=one.speaker.id,
            office=office.text or None if office else None,
            institution=office.institution if office else None,
        )  # fmt: skip
    return tuple(out.values())


def _evidence(pieces: Sequence[Piece]) -> tuple[Citation, ...]:
    """Whole sentences and quotations of the best statements."""
    out: dict[tuple[str, int, int], Citation] = {}
    for piece in pieces[:_MOST_CITED]:
        telling, one = piece.telling, piece.statement
        spans = [telling.sentence_span(one.start, one.end)]
        if one.quote is not None:
            spans.append((one.quote.start, one.quote.end))
        for start, end in spans:
            out.setdefault((telling.text_id, start, end), Citation(text_id=telling.text_id, start=start, end=end))
    return tuple(out.values())


def _missing(
    pieces: Sequence[Piece], outlets: tuple[str, ...], date: DateMention | None
) -> tuple[str, ...]:
    missing = []
    if not outlets and not any(piece.statement.outlet for piece in pieces):
        missing.append("outlet")
    if date is None or not date.edtf:
        missing.append("date")
    if all(piece.named.speaker is None for piece in pieces):
        missing.append("speaker")
    return tuple(missing)

