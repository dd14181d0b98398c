"""The sample newsroom, read and proposed without a monitor: pages → articles, readings, developments."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rasad import packs, read, understand
from rasad.model import Article, Development, Reading, Story
from rasad.model.ids import article_id, story_id

NEWSROOM = Path(__file__).resolve().parents[2] / "examples" / "newsroom"
WINDOW = "2026-09-01/2026-10-31"


@dataclass(frozen=True)
class Told:
    """What the pages tell."""

    articles: tuple[Article, ...]
    readings: dict[str, Reading]
    developments: tuple[Development, ...]

    def url(self, found: Development) -> str:
        """The address of the article that a development comes from."""
        return next(str(one.url) for one in self.articles if one.id == found.article)

    def links(self) -> set[tuple[str, str, str]]:
        """Every relation as (address, kind, address)."""
        known = {found.id: found for found in self.developments}
        return {
            (self.url(found), link.kind, self.url(known[link.other]))
            for found in self.developments
            for link in found.relations
        }


def _file(url: str) -> Path:
    path = NEWSROOM / "site" / url.removeprefix("http://")
    return path / "index.html" if url.endswith("/") else path.with_name(f"{path.name}.html")


@cache
def told() -> Told:
    """All pages of planted.toml."""
    pack = packs.load("example")
    articles, readings = [], {}
    for page in tomllib.loads((NEWSROOM / "planted.toml").read_text(encoding="utf-8"))["page"]:
        url = page["url"]
        document = read.read_document(
            _file(url).read_bytes(), url=url, media_type="text/html", pack=pack, captured="2026-11-08T00:00:00Z"
        )
        reading = understand.read_text(document, pack=pack, window=WINDOW)
        readings[reading.text_id] = reading
        article = Article(
            id=article_id(url), capture=url, captured="2026-11-08T00:00:00Z", text_id=reading.text_id,
            text=document.text, title=document.title, byline="", language=document.language, url=url,
            outlet=document.outlet, agency=document.agency, published=document.published, rules=document.rules,
        )  # fmt: skip
        articles.append(article)
    stories: dict[int, list[str]] = {}
    for article, number in zip(articles, read.stories.group(articles), strict=True):
        stories.setdefault(number, []).append(article.id)
    grouped = tuple(Story(id=story_id(ids[0]), articles=tuple(ids)) for ids in stories.values())
    made = understand.propose(articles, readings, grouped, pack=pack, window=WINDOW)
    return Told(tuple(articles), readings, made)
