"""Desk: the words editors wrote, out of their decisions. Decisions → headings, notes, translations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from rasad.model import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class EditorWords:
    """The latest words for each place, with the handle of who wrote them.

    `headings` and `notes` by (development, language); `translations` by (text, start, end, language).
    """

    headings: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    notes: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    translations: dict[tuple[str, int, int, str], tuple[str, str]] = field(default_factory=dict)


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
    return words
