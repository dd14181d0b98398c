"""Monitor: articles and readings → stories and proposed developments, each under the id it was first proposed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rasad import desk, read, understand
from rasad.model import Article, Development, Reading, Story
from rasad.model.ids import story_id
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
    parts.store.stories.clear()
    parts.store.stories.put(stories)
    readings = {
        article.text_id: replace(reading, text=article.text)
        for article in articles
        if (reading := parts.store.readings.get(article.text_id))
    }
    proposed = understand.propose(
        articles, readings, stories, pack=parts.pack, window=window or parts.settings.window
    )
    settled = adopt(proposed, _logged(parts))
    _log_new(parts, settled)
    parts.store.developments.clear()
    parts.store.developments.put(settled)
    return len(settled)


def latest_articles(articles: Iterable[Article]) -> tuple[Article, ...]:
    """One article an id, as last captured; in the order of first capture, then id."""
    first: dict[str, str] = {}
    last: dict[str, Article] = {}
    for article in articles:
        if article.own:
            continue
        first[article.id] = min(first.get(article.id, article.captured), article.captured)
        known = last.get(article.id)
        if known is None or (known.captured, known.capture) < (article.captured, article.capture):
            last[article.id] = article
    return tuple(last[id] for id in sorted(last, key=lambda id: (first[id], id)))


def group_stories(articles: tuple[Article, ...], parts: Parts) -> tuple[Story, ...]:
    """The stories that articles tell, with their reprints and independent sources."""
    ordered = sorted(articles, key=_published)
    groups: dict[int, list[Article]] = {}
    for article, number in zip(ordered, read.stories.group(ordered), strict=True):
        groups.setdefault(number, []).append(article)
    copies: dict[int, list[Article]] = {}
    for article, number in zip(
        ordered, read.reprints.group([article.text for article in ordered]), strict=True
    ):
        copies.setdefault(number, []).append(article)
    reprints = {
        copy.id: same[0].id for same in copies.values() for copy in same[1:] if len(same) > 1
    }
    return tuple(
        Story(
            id=story_id(members[0].id),
            articles=tuple(article.id for article in members),
            reprints=tuple(
                (article.id, reprints[article.id]) for article in members if article.id in reprints
            ),
            sources=parts.pack.groups(
                article.outlet or article.id for article in members if article.id not in reprints
            ),
        )
        for members in groups.values()
    )


def _published(article: Article) -> tuple[str, str]:
    edtf = article.published.edtf if article.published else None
    return (edtf or article.captured, article.id)


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
