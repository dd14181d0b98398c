"""Posts: one post of a Telegram channel, as its embedded page or a preview shows it, or all that a preview shows. str -> Document.

The words are those of the post alone: not those of the post it answers, of a linked page's card, nor the counters.
The title is its first line, the byline the channel, the day the one beside it. Where it was forwarded from is said in a warning.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, urlsplit

from rasad.errors import Unreadable
from rasad.model import DateMention, Document, Part
from rasad.read import limits
from rasad.read.language import detect
from rasad.read.stamps import value_of_stamp
from rasad.read.tree import Element, find_all, parse, text_of

_MARK: Final = re.compile(r"<div[^>]{0,400}\bclass=\"[^\"]{0,200}\btgme_widget_message(?:_error)?\b")
_POST: Final = re.compile(r"^(?:s/)?([A-Za-z0-9_]{1,64}/[0-9]{1,12})$")
_TITLE: Final = 120
_HOME: Final = "https://t.me/"


def is_posts(source: str) -> bool:
    """Whether a page is one of posts: an embedded post, or a channel's preview."""
    return "tgme_widget_message" in source and _MARK.search(source) is not None


def read_post(source: str, *, url: str | None, zone: str) -> Document | None:
    """The post that an address names, or the only one of a page; of several, none of them named, all as parts of one document.

    None when none of several has words. Raises Unreadable for a post that is gone, and for one without words.
    """
    tree = parse(source, url)
    boxes = {str(box.get("data-post")): box for box in _all(tree, "tgme_widget_message") if box.get("data-post")}
    named = _POST.match(_split(url).path.strip("/"))
    if not boxes:
        error = next(iter(_all(tree, "tgme_widget_message_error")), None)
        told = text_of(error) if error is not None else "it shows none"
        raise Unreadable(f"no post found: {told[:80] or 'it shows none'}")
    id = named[1] if named and named[1] in boxes else next(iter(boxes)) if len(boxes) == 1 else None
    return _several(boxes, url=url, zone=zone) if id is None else _document(boxes[id], id, url=url, zone=zone)


def _several(boxes: dict[str, Element], *, url: str | None, zone: str) -> Document | None:
    """The posts of a preview in its order, each a part under its own address, so that it is the same post as on its own page."""
    parts: list[Part] = []
    texts: list[str] = []
    warnings: list[str] = []
    place = 0
    for id, box in boxes.items():
        if not _words(box):
            continue
        post = _document(box, id, url=url, zone=zone)
        parts.append(
            Part(
                key=id, start=place, end=place + len(post.text), title=post.title, byline=post.byline,
                published=post.published, url=post.canonical,
            )
        )  # fmt: skip
        texts.append(post.text)
        warnings += [f"{id}: {warning}" for warning in post.warnings]
        place += len(post.text) + 2
    if not parts or place > limits.MAX_TEXT:
        return None
    text = "\n\n".join(texts)
    return Document(
        text=text, title=parts[0].byline, byline=parts[0].byline, language=detect(text), url=url, parts=tuple(parts), warnings=tuple(warnings)
    )  # fmt: skip


def _document(box: Element, id: str, *, url: str | None, zone: str) -> Document:
    text = _words(box)
    if not text:
        raise Unreadable("no article text found: the post has no words, only a picture or a file")
    if len(text) > limits.MAX_TEXT:
        raise Unreadable(f"{len(text):,} characters of text: more than the {limits.MAX_TEXT:,} that are read")
    first = text.split("\n", 1)[0]
    parts = _split(url)
    owner = next(iter(_all(box, "tgme_widget_message_owner_name")), None)
    return Document(
        text=text,
        title=first if len(first) <= _TITLE else first[: _TITLE - 1].rstrip() + "…",
        byline=text_of(owner) if owner is not None else "",
        language=detect(text),
        url=url,
        canonical=f"{parts.scheme}://{parts.netloc}/{id}" if parts.netloc else f"{_HOME}{id}",
        native_id=id,
        published=_published(box, zone),
        warnings=_forwarded(box),
    )


def _split(url: str | None) -> SplitResult:
    try:
        return urlsplit(url or _HOME)
    except ValueError:
        return urlsplit(_HOME)


def _words(box: Element) -> str:
    """The words, a line as it was written; a box within a box of words is not read twice."""
    found: list[str] = []
    for words in _all(box, "js-message_text"):
        if not any("js-message_text" in (above.get("class") or "").split() for above in words.iterancestors()):
            for pause in find_all(words, ".//br"):
                pause.tail = "\n" + (pause.tail or "")
            found.append("".join(str(part) for part in words.itertext()))
    lines = [" ".join(line.split()) for line in "\n".join(found).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _published(box: Element, zone: str) -> DateMention | None:
    time = next((one for date in _all(box, "tgme_widget_message_date") for one in date.iter("time")), None)
    stamp = time.get("datetime") if time is not None else None
    if not stamp or (found := value_of_stamp(stamp, zone=zone)) is None:
        return None
    day, calendar = found
    return DateMention(text=stamp, edtf=day, calendar=calendar, role="publication", basis="header", confidence=0.95)


def _forwarded(box: Element) -> tuple[str, ...]:
    via = next(iter(_all(box, "tgme_widget_message_forwarded_from_name")), None)
    if via is None or not text_of(via):
        return ()
    address = via.get("href") or ""
    where = f" ({address})" if address.startswith(("http://", "https://")) else ""
    return (f"forwarded from {text_of(via)}{where}: the words are theirs, not the channel's",)


def _all(under: Element, name: str) -> list[Element]:
    return find_all(under, f".//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]")
