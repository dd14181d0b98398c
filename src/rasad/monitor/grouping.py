"""Monitor: articles → stories with their reprints and independent sources; which story an article is of, said in the log.

An article stands under the id of its story as grouped now. The log has a line for each time that this id becomes another, be it that the article
joins a story, late or early, or that the story's first article is another than it was: nothing of it happens silently, and a rebuild
finds nothing to add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from rasad import read
from rasad.model import Article, Story
from rasad.model.ids import story_id
from rasad.monitor.parts import Parts


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


def group_stories(articles: Sequence[Article], parts: Parts) -> tuple[Story, ...]:
    """The stories that articles tell, with their reprints and independent sources."""
    ordered = sorted(articles, key=_published)
    stories: dict[int, list[Article]] = {}
    for article, number in zip(ordered, read.stories.group(ordered), strict=True):
        stories.setdefault(number, []).append(article)
    families = _families(ordered, parts)
    origins = {copy.id: (copy.of, family) for family in families for copy in family.reprints}
    return tuple(
        Story(
            id=story_id(members[0].id),
            articles=tuple(article.id for article in members),
            reprints=tuple((one.id, origins[one.id][0]) for one in members if one.id in origins),
            sources=read.reprints.independent(members, families, groups=_owners(parts)),
        )
        for members in stories.values()
    )


def _published(article: Article) -> tuple[str, str]:
    edtf = article.published.edtf if article.published else None
    return (edtf or article.captured, article.id)


def _families(articles: Sequence[Article], parts: Parts) -> tuple[read.reprints.Family, ...]:
    numbers = read.reprints.group([article.text for article in articles])
    return read.reprints.trace(articles, numbers, groups=_owners(parts))


def _owners(parts: Parts) -> Callable[[Iterable[str]], tuple[str, ...]]:
    return lambda outlets: parts.pack.groups(iter(outlets))


def log_moves(parts: Parts, stories: Iterable[Story]) -> None:
    """Says in the log which articles are of another story than they were; one alone is of the story that begins with it."""
    known = {article: str(line["story"]) for line in _moves(parts) for article in line["articles"]}
    told = set(known.values())
    lines = []
    for story in sorted(stories, key=lambda story: story.id):
        before = {article: known.get(article, story_id(article)) for article in story.articles}
        moved = [article for article, id in before.items() if id != story.id]
        if moved:
            left = sorted({before[article] for article in moved} & told)  # of several articles, not of one alone
            lines.append(("story", {"story": story.id, "articles": moved, "before": left}))
    if lines:
        parts.log.append_all(lines)


def _moves(parts: Parts) -> Iterator[dict[str, list[str]]]:
    return (line for line in parts.log.lines() if line["kind"] == "story")


def story_now(parts: Parts, id: str) -> str | None:
    """The story that one of that id, or an article that was a story by itself, became part of; None when the log knows of none."""
    found = None
    for line in _moves(parts):
        if id in line["before"] or any(story_id(article) == id for article in line["articles"]):
            found = str(line["story"])
    return found if found != id else None


def sources_of(parts: Parts, ids: Iterable[str]) -> dict[str, object]:
    """The independent sources behind articles and the copies among them: who printed first, whose report it is, which words changed."""
    articles = latest_articles(one for id in ids for one in parts.store.articles.by("article", id))
    families = _families(articles, parts)
    known = {article.id: article for article in articles}
    return {
        "independent": read.reprints.independent(articles, families, groups=_owners(parts)),
        "copies": [_told(family, known) for family in families],
    }


def _told(family: read.reprints.Family, known: dict[str, Article]) -> dict[str, object]:
    first = known[family.first]
    return {
        "first": first.id, "outlet": first.outlet, "url": first.url,
        "surely_first": family.is_sure, "agency": family.agency, "source": family.origin, "printed_by": family.printed_by,
        "reprints": [
            {
                "article": copy.id, "outlet": known[copy.id].outlet, "url": known[copy.id].url, "after": copy.of,
                "same_words": copy.same, "changes": [f"«{was}» → «{now}»" for was, now in copy.changes],
            }
            for copy in family.reprints
        ],
    }  # fmt: skip
