"""Development: something proposed for the edition, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model.actor import ActorRole
from rasad.model.relation import Relation
from rasad.model.span import Citation
from rasad.model.when import DateMention


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """A proposed development. `start` and `end` lie in text version `text_id` of article `article`.

    `statements` are ids, best first; `evidence` the spans it rests on; `articles` all that tell
    it; `score` ranks it in the inbox and `reasons` say why in words; `missing` names what an
    edition would need (outlet, date, speaker). `state`: proposed, accepted, rejected, merged.
    """

    id: str
    headline: str
    language: str
    article: str
    text_id: str
    start: int
    end: int
    date: DateMention | None
    actors: tuple[ActorRole, ...]
    act: str
    action: str | None
    stage: str
    stance: str
    dossiers: tuple[str, ...]
    statements: tuple[str, ...]
    evidence: tuple[Citation, ...] = ()
    articles: tuple[str, ...] = ()
    story: str | None = None
    outlets: tuple[str, ...] = ()
    independent: int = 1
    relations: tuple[Relation, ...] = ()
    missing: tuple[str, ...] = ()
    confidence: float = 0.5
    score: float = 0.0
    reasons: tuple[str, ...] = ()
    state: str = "proposed"
    edits: tuple[tuple[str, str], ...] = ()
