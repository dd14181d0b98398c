"""Understand: what is done to a policy, by the classes of verbs and nouns of a language. stages.toml → Deeds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from rasad.languages import tables
from rasad.understand.phrases import Phrases
from rasad.understand.plain import words


@dataclass(frozen=True, slots=True)
class Deed:
    """A form of a verb, or a noun, of a class of deeds. `form`: base, s, past, ing, participle, both, noun, state, plan."""

    kind: str
    form: str


@dataclass(frozen=True, slots=True)
class Deeds:
    """What is known of deeds in a language: deeds, nouns of deeds, single words and phrases by list, things by class."""

    found: Phrases[Deed]
    nouns: Phrases[str]
    words: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases[str]]
    things: Mapping[str, Phrases[str]]
    is_light: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """How far a deed is: reached, going, coming, wanted. `start`: its first word with helpers and governor.

    `theme`: the stretches in which the thing stands that it is done to; `clause`: all that belongs to it.
    """

    mode: str
    start: int
    theme: tuple[tuple[int, int], ...]
    clause: tuple[int, int]


@lru_cache(maxsize=16)
def deeds(language: str) -> Deeds | None:
    """The deeds of a language; None when it has no table of them."""
    table = tables.load(language, "stages")
    if not table:
        return None
    lists, nouns = _lists(table, "words"), _lists(table, "nouns")
    return Deeds(
        found=Phrases(_rows(table)), nouns=Phrases.of(nouns), is_light="verbs" not in table,
        words={key: frozenset(" ".join(words(one)) for one in rows) for key, rows in lists.items()},
        phrases={key: Phrases.of({key: rows}) for key, rows in lists.items()},
        things={key: Phrases.of({key: rows}) for key, rows in _lists(table, "things").items()},
    )  # fmt: skip


def _lists(table: Mapping[str, object], key: str) -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", table.get(key) or {})


def _rows(table: Mapping[str, object]) -> Iterator[tuple[str, Deed]]:
    """Every form with its class; the first class that names a form keeps it."""
    seen: set[tuple[str, ...]] = set()
    for phrase, deed in _all(table):
        if (tokens := words(phrase)) not in seen:
            seen.add(tokens)
            yield phrase, deed


def _all(table: Mapping[str, object]) -> Iterator[tuple[str, Deed]]:
    irregular, verbs = _lists(table, "irregular"), _lists(table, "verbs")
    for form in ("states", "plans") if verbs else ("states", "nouns"):
        for kind, rows in _lists(table, form).items():
            yield from ((phrase, Deed(kind, form[:-1])) for phrase in rows)
    for kind, rows in verbs.items():
        for lemma in rows:
            head, _, tail = lemma.partition(" ")
            for form, name in (*_inflect(head, irregular.get(head)), (head, "base")):
                yield f"{form} {tail}".strip(), Deed(kind, name)


def _inflect(head: str, irregular: list[str] | None) -> list[tuple[str, str]]:
    if irregular:
        third, past, ing, participle = irregular
        if past == participle:
            return [(third, "s"), (past, "both"), (ing, "ing")]
        return [(third, "s"), (past, "past"), (ing, "ing"), (participle, "participle")]
    if head.endswith("e"):
        return [(f"{head}s", "s"), (f"{head}d", "both"), (f"{head[:-1]}ing", "ing")]
    if head.endswith("y") and head[-2] not in "aeiou":
        return [(f"{head[:-1]}ies", "s"), (f"{head[:-1]}ied", "both"), (f"{head}ing", "ing")]
    ending = "es" if head.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return [(f"{head}{ending}", "s"), (f"{head}ed", "both"), (f"{head}ing", "ing")]
