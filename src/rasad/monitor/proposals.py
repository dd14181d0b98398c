"""Monitor: articles and readings → stories and proposed developments, each under the id it was first proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rasad import desk, understand
from rasad.model import Article, Development, Reading
from rasad.monitor.grouping import group_stories, latest_articles, log_moves
from rasad.monitor.parts import Parts


@dataclass(frozen=True, slots=True)
class _Logged:
    """A proposal as the log first saw it."""

    id: str
    article: str
    text_id: str
    start: int
    end: int
    dossiers: tuple[str, ...]


def propose_all(parts: Parts, *, window: str | None = None) -> int:
    """Proposes anew from all that is held. How many developments there are now.

    Works from the whole, never from what was there before, so that a rebuild gives the same.
    """
    articles = latest_articles(parts.store.articles.all())
    stories = group_stories(articles, parts)
    log_moves(parts, stories)
    parts.store.stories.clear()
    parts.store.stories.put(stories)
    readings = {
        article.text_id: replace(reading, text=article.text)
        for article in articles
        if (reading := parts.store.readings.get(article.text_id))
    }
    proposed = understand.propose(
        articles, readings, stories, pack=parts.judged, window=window or parts.settings.window
    )
    settled = adopt(proposed, _logged(parts))
    _log_new(parts, settled)
    parts.store.developments.clear()
    parts.store.developments.put(settled)
    return len(settled)


def _logged(parts: Parts) -> list[_Logged]:
    return [
        _Logged(
            line["development"], line["article"], line["text"], line["start"], line["end"],
            tuple(line["dossiers"]),
        )
        for line in parts.log.lines()
        if line["kind"] == "proposed"
    ]  # fmt: skip


def adopt(proposed: Iterable[Development], logged: Iterable[_Logged]) -> tuple[Development, ...]:
    """The proposals, each under the id under which the log first knew it.

    Same id: the same. Else the earliest logged one of the same article that no proposal claims and
    whose span overlaps in the same text, or, the text having changed, whose dossiers are the same.
    """
    proposals = list(proposed)
    by_article: dict[str, list[_Logged]] = {}
    for entry in logged:
        by_article.setdefault(entry.article, []).append(entry)
    taken = {found.id for found in proposals}
    renamed: dict[str, str] = {}
    for found in proposals:
        entries = by_article.get(found.article, [])
        if any(entry.id == found.id for entry in entries):
            continue
        for entry in entries:
            if entry.id not in taken and _is_same(found, entry):
                renamed[found.id] = entry.id
                taken.add(entry.id)
                break
    return tuple(_rename(found, renamed) for found in proposals)


def _is_same(found: Development, entry: _Logged) -> bool:
    if found.text_id == entry.text_id:
        return found.start < entry.end and entry.start < found.end
    return bool(found.dossiers) and found.dossiers == entry.dossiers


def _rename(found: Development, renamed: Mapping[str, str]) -> Development:
    return replace(
        found,
        id=renamed.get(found.id, found.id),
        relations=tuple(
            replace(relation, other=renamed.get(relation.other, relation.other))
            for relation in found.relations
        ),
    )


def _log_new(parts: Parts, developments: Iterable[Development]) -> None:
    known = {entry.id for entry in _logged(parts)}
    parts.log.append_all(
        (
            "proposed",
            {
                "development": found.id,
                "article": found.article,
                "text": found.text_id,
                "start": found.start,
                "end": found.end,
                "dossiers": list(found.dossiers),
            },
        )
        for found in sorted(developments, key=lambda development: development.id)
        if found.id not in known
    )


def developments_now(parts: Parts) -> tuple[Development, ...]:
    """The developments as decided so far, in the order of ids."""
    return desk.apply(parts.store.developments.all(), parts.decisions())


def readings_of(parts: Parts, articles: Iterable[Article]) -> dict[str, Reading]:
    """The readings of articles by text version, with their texts put back."""
    found = {}
    for article in articles:
        reading = parts.store.readings.get(article.text_id)
        if reading:
            found[article.text_id] = replace(reading, text=article.text)
    return found
