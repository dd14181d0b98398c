"""Understand: what a text is about though nobody is heard on it. Page, Topics, Developments → Developments.

A dossier that a text is most about, and that no statement or event of it carries, makes one development of the outlet's own: the sentence in
which its words speak loudest. Without it an article that quotes nobody would be in no file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from rasad.model import Citation, Development
from rasad.model.ids import development_id
from rasad.understand.dossiers import Part, Topics
from rasad.understand.events import actors_of, headline_of
from rasad.understand.page import Page

_MOST: Final = 2
_CONFIDENCE: Final = 0.4
_NEAR: Final = 0.75  # of the weight of the strongest: below it a dossier that nobody speaks of is a side matter


def find_untold(page: Page, topics: Topics, told: Iterable[Development], *, article: str, text_id: str) -> list[Development]:
    """One development for each main dossier of the text that none of `told` carries, at most two."""
    carried = {name for one in told for name in one.dossiers}
    return [_develop(page, name, place, article, text_id) for name, place in _places(page, topics, carried)][:_MOST]


def _places(page: Page, topics: Topics, carried: set[str]) -> Iterator[tuple[str, int]]:
    """Each dossier left over, and where its words speak first and loudest."""
    done = set(carried)
    for part in topics.parts:
        for name in part.about():
            is_main = part.weights[name] >= _NEAR * max(part.weights.values())
            if is_main and name not in done and page.sentences:
                done.add(name)
                yield name, _loudest(part, name)


def _loudest(part: Part, name: str) -> int:
    hits = [hit for hit in part.hits if name in hit.dossiers]
    return max(hits, key=lambda hit: (hit.weight, -hit.start)).start if hits else part.start


def _develop(page: Page, dossier: str, place: int, article: str, text_id: str) -> Development:
    sentence = page.sentence_at(place)
    start, end = sentence.start, sentence.end
    first, last = page.paragraph_at(place)
    outlet, date = page.document.outlet, next(iter(page.dates_in(start, end)), None) or page.document.published
    return Development(
        id=development_id(article, f"{start}:{dossier}:untold"), headline=headline_of(page, start, end), language=page.language,
        article=article, text_id=text_id, start=first, end=last, date=date, actors=actors_of(page, start, end),
        act="report", action=None, stage="none", stance="neutral", dossiers=(dossier,), statements=(),
        evidence=(Citation(text_id=text_id, start=start, end=end),), articles=(article,), outlets=(outlet,) if outlet else (),
        missing=tuple(name for name, has in (("outlet", outlet), ("date", date and date.edtf)) if not has),
        confidence=_CONFIDENCE, reasons=(f"told by the outlet itself: the text is about {dossier}",),
    )  # fmt: skip
