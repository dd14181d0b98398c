"""Desk: the words editors wrote, out of their decisions. Decisions → headings, notes, translations, who speaks for whom.

For whom a person speaks is said of a development and of all it was merged with: they are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from rasad.model import Decision

NO: Final = "no"


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorWords:
    """The latest words for each place, with the handle of who wrote them.

    `headings` and `notes` by (development, language); `translations` by (text, start, end, language). `speakers`: by
    development, text, start and end of a name, for whom that person speaks in public; taken back, there is no entry.
    """

    headings: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    notes: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    translations: dict[tuple[str, int, int, str], tuple[str, str]] = field(default_factory=dict)
    speakers: dict[tuple[str, str, int, int], tuple[str, str]] = field(default_factory=dict)


def speakers_spoken_of(decisions: Iterable[Decision]) -> frozenset[tuple[str, str, int, int]]:
    """The development, text, start and end of each name of which an editor has said for whom it speaks, or that it does not."""
    told = tuple(decisions)
    merged = _merged(told)
    places = ((one.ids[0], _place(name)) for one in told if one.kind == "edit" for name, _ in one.changes)
    return frozenset((id, *place) for about, place in places if place for id in merged.get(about, (about,)))


def editor_words(decisions: Iterable[Decision]) -> EditorWords:
    """All words of `edit` decisions; a later one replaces an earlier."""
    words, told = EditorWords(), tuple(decisions)
    merged = _merged(told)
    for decision in told:
        if decision.kind != "edit":
            continue
        for name, value in decision.changes:
            kind, *rest = name.split(":")
            if kind == "headline" and rest:
                words.headings[decision.ids[0], rest[0]] = (value, decision.by)
            elif kind == "note":
                words.notes[decision.ids[0], rest[0]] = (value, decision.by)
            elif kind == "translation":
                text, span, language = rest
                start, end = (int(part) for part in span.split("-"))
                words.translations[text, start, end, language] = (value, decision.by)
            elif place := _place(name):
                for id in merged.get(decision.ids[0], decision.ids[:1]):
                    words.speakers.pop((id, *place), None)
                    if value != NO:
                        words.speakers[id, *place] = (value, decision.by)
    return words


def _place(field: str) -> tuple[str, int, int] | None:
    """Where the name stands of whom a field says for whom they speak."""
    kind, *rest = field.split(":")
    if kind != "speaks_for" or len(rest) != 2:
        return None
    start, end = (int(part) for part in rest[1].split("-"))
    return rest[0], start, end


def _merged(decisions: Iterable[Decision]) -> Mapping[str, frozenset[str]]:
    """By development, all that it was made one with, itself too, however many merges lie between."""
    groups: dict[str, frozenset[str]] = {}
    for one in decisions:
        if one.kind == "merge" or (one.kind == "judge" and ("verdict", "same") in one.changes):
            group = frozenset().union(*(groups.get(id, {id}) for id in one.ids))
            groups.update(dict.fromkeys(group, group))
    return groups
