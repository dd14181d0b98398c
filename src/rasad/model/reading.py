"""Reading: all that was understood of one text."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model.article import Part
from rasad.model.development import Development
from rasad.model.figure import Figure
from rasad.model.statement import Mention, Statement
from rasad.model.when import DateMention

Plain = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What `rasad extract` prints. `developments` name statements by id; `to_dict` turns these into indexes."""

    url: str | None
    title: str
    byline: str
    language: str
    outlet: str | None
    text: str
    text_id: str
    published: DateMention | None
    dates: tuple[DateMention, ...] = ()
    mentions: tuple[Mention, ...] = ()
    numbers: tuple[Figure, ...] = ()
    statements: tuple[Statement, ...] = ()
    developments: tuple[Development, ...] = ()
    rules_read: str = ""
    rules_understand: str = ""
    parts: tuple[Part, ...] = ()

    def to_dict(self) -> Plain:
        """The object of contracts §4, ready for JSON."""
        order = {statement.id: index for index, statement in enumerate(self.statements)}
        parts: Plain = {"parts": [_part(found) for found in self.parts]} if self.parts else {}
        return parts | {
            "url": self.url,
            "title": self.title,
            "byline": self.byline,
            "language": self.language,
            "outlet": self.outlet,
            "text": self.text,
            "published": _date(self.published),
            "dates": [_date(found) for found in self.dates],
            "mentions": [_mention(found) for found in self.mentions],
            "numbers": [_figure(found) for found in self.numbers],
            "statements": [_statement(found) for found in self.statements],
            "developments": [_development(found, order) for found in self.developments],
            "rules": {"read": self.rules_read, "understand": self.rules_understand},
        }


def _date(found: DateMention | None) -> Plain | None:
    if found is None:
        return None
    return {
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "edtf": found.edtf,
        "calendar": found.calendar,
        "role": found.role,
        "basis": found.basis,
        "confidence": round(found.confidence, 3),
        "rival": found.rival,
    }


def _part(found: Part) -> Plain:
    return {
        "start": found.start, "end": found.end, "key": found.key, "title": found.title, "byline": found.byline,
        "url": found.url, "published": _date(found.published),
    }  # fmt: skip


def _mention(found: Mention) -> Plain:
    return {
        "text": found.text,
        "start": found.start,
        "end": found.end,
        "kind": found.kind,
        "id": found.id,
        "private": found.private,
    }


def _figure(found: Figure) -> Plain:
    plain: Plain = {"text": found.text, "start": found.start, "end": found.end}
    if found.value is None:
        plain |= {"low": found.low, "high": found.high}
    else:
        plain["value"] = found.value
    return plain | {"unit": found.unit, "measure": found.measure}


def _statement(found: Statement) -> Plain:
    speaker, office, quote, outlet = found.speaker, found.office, found.quote, found.outlet
    speaks_for = found.speaks_for
    return {
        "id": found.id,
        "start": found.start,
        "end": found.end,
        "speaker": speaker
        and {"text": speaker.text, "start": speaker.start, "end": speaker.end, "id": speaker.id},
        "office": office
        and {"text": office.text, "institution": office.institution, "post": office.post},
        "verb": found.verb,
        "act": found.act,
        "kind": found.kind,
        "quote": quote and {"text": quote.text, "start": quote.start, "end": quote.end},
        "content": {
            "text": found.content.text,
            "start": found.content.start,
            "end": found.content.end,
        },
        "polarity": found.polarity,
        "hedged": found.hedged,
        "stance": found.stance,
        "through": found.through,
        "addressee": found.addressee and {"text": found.addressee.text, "id": found.addressee.id},
        "said": _date(found.said),
        "reported": _date(found.reported),
        "medium": found.medium,
        "outlet": outlet and {"text": outlet.text, "id": outlet.id},
        "confidence": round(found.confidence, 3),
        "private": found.private,
        "speaks_for": speaks_for
        and {"text": speaks_for.text, "start": speaks_for.start, "end": speaks_for.end, "id": speaks_for.id},
        "action": found.action,
        "stage": found.stage,
        "dossiers": list(found.dossiers),
        "reasons": list(found.reasons),
    }


def _development(found: Development, order: dict[str, int]) -> Plain:
    return {
        "id": found.id,
        "headline": found.headline,
        "start": found.start,
        "end": found.end,
        "date": _date(found.date),
        "actors": [
            {
                "text": actor.text,
                "id": actor.id,
                "office": actor.office,
                "institution": actor.institution,
            }
            for actor in found.actors
        ],
        "act": found.act,
        "action": found.action,
        "stage": found.stage,
        "stance": found.stance,
        "dossiers": list(found.dossiers),
        "statements": [order[name] for name in found.statements if name in order],
        "missing": list(found.missing),
        "confidence": round(found.confidence, 3),
        "reasons": list(found.reasons),
    }
