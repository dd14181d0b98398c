"""All of tehran_times understood as one window, for the evals that look at what is proposed. ../shared/data -> Window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from evals.gold.texts import read as texts
from rasad import packs, read, understand
from rasad.model import Article, Pack, Reading, Story
from rasad.model.ids import article_id, story_id


@dataclass(frozen=True, slots=True)
class Window:
    """Articles in order of time, their readings by text version, their stories; `keys` names each article for the files of an eval."""

    pack: Pack
    articles: tuple[Article, ...]
    readings: Mapping[str, Reading]
    stories: tuple[Story, ...]
    keys: Mapping[str, str]


@cache
def window() -> Window:
    """The 1,319 articles; a minute."""
    pack = packs.load("ir")
    articles, readings, keys = [], {}, {}
    for key, one in sorted(texts("tehran_times").items(), key=lambda row: int(row[0].partition("/")[2])):
        document = read.read_document(one.text, url=one.url, media_type="text/plain", pack=pack)
        reading = understand.read_text(document, pack=pack)
        article = Article(
            id=article_id(one.url or key), capture=key, captured="2026-07-01T00:00:00Z", text_id=reading.text_id,
            text=document.text, title=document.title, byline="", language=document.language, url=one.url or key,
            outlet=document.outlet, agency=None, published=document.published, rules=document.rules,
        )  # fmt: skip
        articles.append(article)
        readings[reading.text_id] = reading
        keys[article.id] = key
    return Window(pack, tuple(articles), readings, _stories(articles), keys)


def _stories(articles: list[Article]) -> tuple[Story, ...]:
    told: dict[int, list[Article]] = {}
    for article, number in zip(articles, read.stories.group(articles), strict=True):
        told.setdefault(number, []).append(article)
    first: dict[int, str] = {}
    copies: dict[str, str] = {}
    for article, number in zip(articles, read.reprints.group([one.text for one in articles]), strict=True):
        if first.setdefault(number, article.id) != article.id:
            copies[article.id] = first[number]
    return tuple(_story(members, copies) for members in told.values())


def _story(members: list[Article], copies: dict[str, str]) -> Story:
    reprints = tuple((one.id, copies[one.id]) for one in members if one.id in copies)
    return Story(id=story_id(members[0].id), articles=tuple(one.id for one in members), reprints=reprints)
