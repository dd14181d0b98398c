"""Monitor: what check and publish may ask of the store."""

from __future__ import annotations

from dataclasses import dataclass, field

from rasad.model import Article, Capture, Statement, TextVersion
from rasad.monitor.parts import Parts


@dataclass(slots=True)
class StoreEvidence:
    """The Evidence port over a store. Texts are remembered, since check asks often."""

    parts: Parts
    _texts: dict[str, TextVersion | None] = field(default_factory=dict)

    def text(self, text_id: str) -> TextVersion | None:
        """The text version of that id, or None."""
        if text_id not in self._texts:
            self._texts[text_id] = self.parts.store.texts.get(text_id)
        return self._texts[text_id]

    def statements(self, dossier: str) -> tuple[Statement, ...]:
        """The statements held about a dossier."""
        return tuple(
            held.statement
            for held in self.parts.store.statements.all()
            if dossier in held.statement.dossiers
        )

    def captures(self, url: str) -> tuple[Capture, ...]:
        """The captures of an address, oldest first."""
        found = self.parts.store.captures.by("url", url)
        return tuple(sorted(found, key=lambda capture: (capture.at, capture.id)))

    def article(self, text_id: str) -> Article | None:
        """The article that a text version was first read from."""
        found = self.parts.store.articles.by("text", text_id)
        return min(found, key=lambda article: (article.captured, article.capture), default=None)


def private_spans(parts: Parts, text_id: str) -> tuple[tuple[int, int], ...]:
    """Where a text version names persons without public office."""
    reading = parts.store.readings.get(text_id)
    if reading is None:
        return ()
    return tuple(
        (found.start, found.end)
        for found in reading.mentions
        if found.kind == "person" and found.private
    )


