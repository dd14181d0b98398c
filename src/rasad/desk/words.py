"""Desk: the words editors wrote, out of their decisions. Decisions → headings, notes, translations."""

from __future__ import annotations

from collections.abc import Iterable
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
    fields = ((one.ids[0], *name.split(":")) for one in decisions if one.kind == "edit" for name, _ in one.changes)
    places = ((id, rest[0], rest[1].split("-")) for id, kind, *rest in fields if kind == "speaks_for" and len(rest) == 2)
    return frozenset((id, text, int(start), int(end)) for id, text, (start, end) in places)


def editor_words(decisions: Iterable[Decision]) -> EditorWords:
    """All words of `edit` decisions; a later one replaces an earlier."""
    words = EditorWords()
    for decision in decisions:
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
            elif kind == "speaks_for" and len(rest) == 2:
                start, end = (int(part) for part in rest[1].split("-"))
                words.speakers.pop((decision.ids[0], rest[0], start, end), None)
                if value != NO:
                    words.speakers[decision.ids[0], rest[0], start, end] = (value, decision.by)
    return words
