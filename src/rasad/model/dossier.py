"""Dossier: one policy question followed over years, with the words that find it."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model.actor import Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Milestone:
    """Something dated that happened in a dossier, as the cited page says."""

    edtf: str
    event: str
    kind: str
    stage: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A policy question. `keywords` and `excludes` are (language, words): a first signal, never a verdict.

    `terms` are keywords that say as much as a phrase though they are single words. `together` are (language, "a|b + c|d"): a word of each side in one sentence.
    """

    id: str
    names: tuple[Name, ...]
    description: str = ""
    keywords: tuple[tuple[str, str], ...] = ()
    excludes: tuple[tuple[str, str], ...] = ()
    institutions: tuple[str, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    related: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: str = "medium"
    together: tuple[tuple[str, str], ...] = ()
    terms: tuple[tuple[str, str], ...] = ()

    def name(self, language: str) -> str:
        """The dossier's name in a language, else in any."""
        for name in self.names:
            if name.language == language:
                return name.text
        return self.names[0].text if self.names else self.id
