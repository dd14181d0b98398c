"""The texts of the gold, where they lie. ../shared/data -> {key: Text}.

A key is CORPUS/NUMBER: the outlet's own number, never a title. How a text is built, character for character:

    tehran_times/ID     the field `text`, unchanged
    fars_news/NUMBER    `abstract`, then every entry of `paragraphs`, joined by one line feed, each unchanged;
                        NUMBER is the number in `link`; the publication date is `date`
    farexstance/NEWS_ID the field `content` of the first line of b2c_dev with that `news_id`, unchanged
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = {
    "tehran_times": "tehran_times/tehran_times_dev.jsonl.gz",
    "fars_news": "fars_news/fars_news_dev.jsonl.gz",
    "farexstance": "farexstance/b2c_dev.jsonl.gz",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One article's text. `published` is an EDTF day where the set gives one."""

    key: str
    language: str
    text: str
    url: str | None = None
    published: str | None = None

    @property
    def digest(self) -> str:
        """SHA-256 of the text in UTF-8."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def _rows(corpus: str) -> Iterator[dict[str, object]]:
    with gzip.open(SHARED / FILES[corpus], "rt", encoding="utf-8", newline="\n") as file:
        for line in file:
            yield json.loads(line)


def _build(corpus: str, row: dict[str, object]) -> Text:
    if corpus == "tehran_times":
        key = f"{corpus}/{row['id']}"
        return Text(key=key, language="en", text=str(row["text"]), url=str(row["url"]))
    if corpus == "farexstance":
        return Text(key=f"{corpus}/{row['news_id']}", language="fa", text=str(row["content"]))
    number = re.search(r"/news/(\d+)", str(row["link"]))
    if number is None:
        raise ValueError(f"no number in the address {row['link']}")
    paragraphs = row["paragraphs"]
    assert isinstance(paragraphs, list)
    text = "\n".join([str(row["abstract"]), *map(str, paragraphs)])
    link = f"https://www.farsnews.ir/news/{number[1]}"
    return Text(
        key=f"{corpus}/{number[1]}", language="fa", text=text, url=link, published=str(row["date"])
    )


@cache
def read(corpus: str) -> dict[str, Text]:
    """Every text of a corpus by key; of two with one key the first."""
    found: dict[str, Text] = {}
    for row in _rows(corpus):
        text = _build(corpus, row)
        found.setdefault(text.key, text)
    return found


def get(key: str, digest: str | None = None) -> Text:
    """The text of a key; ValueError when it is not the text that was labelled."""
    text = read(key.partition("/")[0])[key]
    if digest is not None and text.digest != digest:
        raise ValueError(f"{key}: this is not the text that was labelled")
    return text
