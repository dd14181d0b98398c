"""Records: one JSON object of a corpus. str -> Document."""

from __future__ import annotations

import json

from rasad.errors import Unreadable
from rasad.model import DateMention, Document
from rasad.read import limits
from rasad.read.dates import value_of_stamp
from rasad.read.language import detect

TEXT_KEYS = ("text", "content", "body", "article")
URL_KEYS = ("url", "link", "canonical")
DATE_KEYS = ("published", "date", "datetime", "date_published")


def read_record(source: str, *, zone: str = "UTC") -> Document:
    """The article of a record: `text`, or `abstract` and `paragraphs`, with title, url, byline and date."""
    try:
        record = json.loads(source)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"the record is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise Unreadable("the record is not a JSON object with a text")
    text = _text(record)
    if not text.strip():
        keys = ", ".join(sorted(map(str, record))[:8])
        raise Unreadable(f"no article text found in the record (it has {keys or 'no keys'})")
    if len(text) > limits.MAX_TEXT:
        raise Unreadable(
            f"{len(text):,} characters: longer than the {limits.MAX_TEXT:,} that are read"
        )
    url = _first(record, URL_KEYS) or None
    stamp = _first(record, DATE_KEYS)
    published = None
    if stamp and (found := value_of_stamp(stamp, zone=zone)):
        edtf, calendar = found
        published = DateMention(
            text=stamp,
            edtf=edtf,
            calendar=calendar,
            role="publication",
            basis="header",
            confidence=0.9,
        )
    return Document(
        text=text, title=_first(record, ("title", "headline")),
        byline=_first(record, ("byline", "author")), language=detect(text, _first(record, ("language", "lang"))),
        url=url, canonical=url, published=published,
    )  # fmt: skip


def _first(record: dict[str, object], keys: tuple[str, ...]) -> str:
    for name in keys:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
            return ", ".join(value)
    return ""


def _text(record: dict[str, object]) -> str:
    text = next(
        (v for name in TEXT_KEYS if isinstance(v := record.get(name), str) and v.strip()), None
    )
    if text is not None:
        return text
    paragraphs = record.get("paragraphs")
    parts = (
        [part for part in paragraphs if isinstance(part, str)]
        if isinstance(paragraphs, list)
        else []
    )
    abstract = record.get("abstract")
    if (
        isinstance(abstract, str)
        and abstract.strip()
        and (not parts or abstract.strip() != parts[0].strip())
    ):
        parts.insert(0, abstract)
    return "\n\n".join(part.strip() for part in parts if part.strip())
