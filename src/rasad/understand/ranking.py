"""Understand: how much an editor may want to see something, and why in words. Pieces → score, reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from rasad.model import Development, Pack
from rasad.model.vocabulary import CLAIMED
from rasad.understand.dossiers import signal
from rasad.understand.plain import words
from rasad.understand.tellings import Piece

_ROLES: Final = {
    "president": 2.5, "minister": 2.5, "head": 2.0, "secretary": 2.0, "chair": 2.0, "prosecutor": 2.0,
    "vice_president": 2.0, "governor": 1.8, "deputy": 1.6, "spokesman": 1.8, "commander": 1.6, "mp": 1.3, "member": 1.2,
}  # fmt: skip
_STAGES: Final = {
    "approved": 2.0, "approved_chamber": 2.0, "approved_committee": 1.6, "signed": 1.6, "promulgated": 2.0, "published": 1.2,
    "in_force": 1.8, "partly_in_force": 1.8, "enforced": 1.8, "returned": 1.6, "suspended": 1.6, "withdrawn": 1.6,
    "repealed": 1.8, "annulled": 1.8, "under_review": 1.0, "drafted": 1.0, "proposed": 0.9, "planned": 0.7, "announced": 0.9,
    "completed": 1.2, "expired": 1.0,
}  # fmt: skip
_ACTS: Final = {
    "deny": 1.2, "announce": 1.0, "promise": 1.0, "warn": 0.8, "threaten": 1.0, "concede": 0.9, "propose": 0.7,
    "demand": 0.6, "accuse": 0.4, "blame": 0.5, "forecast": 0.6, "clarify": 0.5, "justify": 0.4, "report": 0.3,
}  # fmt: skip
_ACTIONS: Final = {
    "block": 0.8, "unblock": 0.8, "shut_down": 0.8, "restrict": 0.6, "raise_price": 0.8, "enact": 0.5, "approve": 0.5,
    "license": 0.4, "arrest": 0.6, "create_body": 0.5, "throttle": 0.6, "appoint": 0.5, "remove": 0.6, "sanction": 0.4,
}  # fmt: skip
_BODY: Final = 1.3
_DOSSIER: Final = 2.5
_TITLE: Final = 0.8
_HEAD: Final = 1.0
_HEAD_SHARE: Final = 0.3
_EARLY: Final = 0.5
_EARLY_END: Final = 700
_AGAIN: Final = -3.0
_BESIDE: Final = -0.7
_MOST_BESIDE: Final = 3
_WORDS: Final = 12
_HEADS: Final = 3
_HEARD: Final = 2000  # characters of a speech that are compared with the title
_STEM: Final = 6
_QUOTATION: Final = 0.4
_FIGURE: Final = 0.4
_SOURCE: Final = 0.6
_PRIVATE: Final = -2.0
_UNKNOWN: Final = -0.8
_OUTLET: Final = -0.5
_HEDGED: Final = -0.5

Points = list[tuple[float, str]]


def rank(pieces: Sequence[Piece], stage: str, *, independent: int, pack: Pack) -> tuple[float, tuple[str, ...]]:
    """The score and its reasons, heaviest first."""
    points: Points = [*_who(pieces[0], pack), *_about(pieces, pack), *_what(pieces, stage), *_place(pieces)]
    if independent > 1:
        points.append((_SOURCE * min(independent - 1, 4), f"{independent} independent sources"))
    points.sort(key=lambda point: -abs(point[0]))
    return round(sum(weight for weight, _ in points), 3), tuple(_shown(*point) for point in points)


def rank_told(found: Development, *, independent: int) -> tuple[float, tuple[str, ...]]:
    """The same for what only outlets tell, nobody being heard on it."""
    points: Points = [(_DOSSIER * 0.8, f"dossier {found.dossiers[0]}"), (_OUTLET, "told by an outlet, nobody is quoted")]
    if weight := stage_weight(found.stage):
        points.append((weight, f"stage: {found.stage}"))
    if found.actors:
        points.append((_BODY / 2, "names a body or an office-holder of the pack"))
    if found.start < _EARLY_END:
        points.append((_EARLY, "at the head of the text"))
    if independent > 1:
        points.append((_SOURCE * min(independent - 1, 4), f"{independent} independent sources"))
    points.sort(key=lambda point: -abs(point[0]))
    return round(sum(weight for weight, _ in points), 3), tuple(_shown(*point) for point in points)


def stage_weight(stage: str) -> float:
    """What a stage adds, less when it is only claimed."""
    bare = stage.removeprefix(CLAIMED)
    return _STAGES.get(bare, 0.0) * (0.6 if stage != bare else 1.0)


def _shown(weight: float, why: str) -> str:
    return f"{why} ({weight:+.1f})"


def _who(piece: Piece, pack: Pack) -> Points:
    one = piece.named
    post = pack.post_by_id.get(one.office.post) if one.office and one.office.post else None
    if one.private and not (one.office and one.office.institution):
        return [(_PRIVATE, "the speaker holds no office known to the pack")]
    if post is not None:
        return [(_ROLES.get(post.role, 1.0), f"office: {post.title(piece.telling.language)}")]
    if one.office and one.office.institution:
        body = pack.institution_by_id.get(one.office.institution)
        return [(_BODY, f"speaks for {body.names[0].text}" if body and body.names else "speaks for a body")]
    if one.speaker is not None and one.speaker.id in pack.outlet_by_id:
        return [(_OUTLET, "told by an outlet, nobody is quoted")]
    if one.speaker is not None and one.speaker.id:
        return [(_BODY, "a known speaker")]
    return [(_UNKNOWN, "the speaker is not known to the pack")]


def _about(pieces: Sequence[Piece], pack: Pack) -> Points:
    """More when title and words speak of the dossier, less when it is only that of the text around."""
    main = pieces[0].dossier
    if not main:
        return [(-_DOSSIER, "no dossier")]
    telling = pieces[0].telling
    in_title = min(signal(telling.title, telling.language, pack, main), 1.5)
    said = " \n ".join(piece.statement.content.text for piece in pieces[:3])
    in_words = min(signal(said, telling.language, pack, main), 1.5)
    points = [(_DOSSIER * (0.4 + 0.4 * in_words), f"dossier {main}{'' if in_words else ', by the text around'}")]
    if in_title:
        points.append((_TITLE * in_title, "the title is about it"))
    return points


def _place(pieces: Sequence[Piece]) -> Points:
    """More for what the title tells and what stands at the head of the text: the rest is mostly background."""
    points: Points = []
    title = _stems(pieces[0].telling.title)
    shares = [len(title & _stems(piece.statement.content.text[:_HEARD])) / len(title) for piece in pieces if title]
    if max(shares, default=0.0) >= _HEAD_SHARE:
        points.append((_HEAD, "the title tells it"))
    if min(piece.statement.start for piece in pieces) < _EARLY_END:
        points.append((_EARLY, "at the head of the text"))
    return points


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words(text) if len(word) > 3)


def told_again(made: Sequence[tuple[Development, Sequence[Piece]]]) -> dict[str, tuple[float, str]]:
    """By id, what sinks and why: words told before in another text, and the lesser developments of one story and dossier."""
    out: dict[str, tuple[float, str]] = {}
    first: dict[tuple[str, ...], str] = {}
    for found, pieces in sorted(made, key=lambda one: (one[1][0].telling.place, one[0].start, one[0].id)):
        heads = [words(piece.statement.content.text)[:_WORDS] for piece in pieces[:_HEADS]]
        told = [first.setdefault(head, found.article) for head in heads if len(head) == _WORDS]
        if any(article != found.article for article in told):
            out[found.id] = (_AGAIN, "the same words were told before")
    beside: Counter[tuple[str, str]] = Counter()
    for found, _ in sorted(made, key=lambda one: (-one[0].score, one[0].id)):
        key = (found.story or found.article, found.dossiers[0] if found.dossiers else "")
        if beside[key] and found.id not in out:
            out[found.id] = (_BESIDE * min(beside[key], _MOST_BESIDE), "beside a stronger one of its story")
        beside[key] += 1
    return out


def _what(pieces: Sequence[Piece], stage: str) -> Points:
    acts = {piece.statement.act for piece in pieces}
    best = max(acts, key=lambda act: (_ACTS.get(act, 0.1), act))
    points: Points = [(_ACTS.get(best, 0.1), f"act: {best}")]
    if weight := stage_weight(stage):
        points.append((weight, f"stage: {stage}"))
    actions = [piece.statement.action for piece in pieces if piece.statement.action in _ACTIONS]
    if actions:
        top = max(actions, key=lambda action: (_ACTIONS[action or ""], action or ""))
        points.append((_ACTIONS[top or ""], f"action: {top}"))
    if any(piece.statement.quote for piece in pieces):
        points.append((_QUOTATION, "quoted"))
    if any(piece.figures() for piece in pieces):
        points.append((_FIGURE, "figures"))
    if all(piece.statement.hedged for piece in pieces):
        points.append((_HEDGED, "hedged"))
    return points
