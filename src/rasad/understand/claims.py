"""Understand: what a statement claims, in a form that can be compared, and how one claim answers another."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rasad.languages import tables
from rasad.model import Statement
from rasad.understand.plain import words
from rasad.understand.tellings import Piece, day_bounds

_HEARD: Final = 2000  # characters of a speech that are compared with another
_STEM: Final = 6
_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][\w-]{2,}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement claims. `order` are the stems of its words, `names` words with a capital, `days` first and last day as ordinals."""

    development: str
    piece: Piece
    order: tuple[str, ...]
    ids: frozenset[str]
    names: frozenset[str]
    concepts: frozenset[str]
    days: tuple[int, int] | None
    place: tuple[str, str, int]

    @property
    def statement(self) -> Statement:
        """The statement that claims it."""
        return self.piece.statement

    @property
    def stems(self) -> frozenset[str]:
        """The beginnings of its words, without those that say nothing."""
        return frozenset(self.order)

    @property
    def is_denial(self) -> bool:
        """True when it says that something is not so."""
        one = self.piece.statement
        return one.polarity == "negated" or (one.act == "deny" and one.polarity != "affirmed")


@dataclass(frozen=True, slots=True)
class Answer:
    """`kind` of vocabulary.RELATIONS: how claim `one` answers `other`, and why."""

    kind: str
    one: Claim
    other: Claim
    why: str


def claims_of(made: Mapping[str, Sequence[Piece]]) -> list[Claim]:
    """The claims of developments by id, in the order in which they were told."""
    claims = [_claim(name, piece) for name in sorted(made) for piece in made[name]]
    claims.sort(key=lambda claim: (claim.place, claim.development))
    return claims


def _claim(name: str, piece: Piece) -> Claim:
    one, telling = piece.statement, piece.telling
    tokens = words(one.content.text[:_HEARD])
    return Claim(
        name, piece, _stems(tokens, telling.language), frozenset(piece.ids()), _names(piece),
        frozenset(value for _, _, value in telling.lexicon.concepts.find(tokens, 0, len(tokens))),
        day_bounds(piece.date()), (*telling.place, one.start),
    )  # fmt: skip


def _names(piece: Piece) -> frozenset[str]:
    """Words with a capital inside a sentence, those of the country left out; none in a script without capitals."""
    places = tuple(one.text for one in piece.telling.reading.mentions if one.kind == "place")
    found = (one.group() for one in _NAME.finditer(piece.statement.content.text))
    return frozenset(word[:_STEM].lower() for word in found if not places or not word.startswith(places))


@lru_cache(maxsize=8)
def _stop_words(language: str) -> frozenset[str]:
    return frozenset(tables.words(language, "acts", "stop"))


def _stems(tokens: Sequence[str], language: str) -> tuple[str, ...]:
    stop = _stop_words(language)
    return tuple(
        dict.fromkeys(word[:_STEM] for word in tokens if len(word) > 3 and word not in stop and not word.isdigit())
    )


def gap(one: Claim, other: Claim) -> int | None:
    """Days between two claims, None when a day is not known."""
    if one.days is None or other.days is None:
        return None
    return max(0, one.days[0] - other.days[1], other.days[0] - one.days[1])


def is_one_text(one: Claim, other: Claim) -> bool:
    """True when both stand in one text version."""
    return one.piece.telling.text_id == other.piece.telling.text_id


def is_across(one: Claim, other: Claim) -> bool:
    """True when they are in two languages."""
    return one.piece.telling.language != other.piece.telling.language
