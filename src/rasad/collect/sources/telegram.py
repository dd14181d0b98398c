"""Collect: a channel's public preview, https://t.me/s/NAME. The page as fetched → its posts, each a link.

A preview shows about sixteen posts. Polls close what lies between by asking for the posts before the oldest
one shown, until one is known. Where a post was forwarded from is provenance and is kept; views and reactions
are not looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from rasad.collect.kinds import Further
from rasad.collect.sources.html import parse_page
from rasad.errors import ItemFailed
from rasad.model import Fetched, Link, Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_POST: Final = re.compile(r"^([A-Za-z0-9_]{1,64})/([0-9]{1,12})$")
_TITLE: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post of a channel. `via` is the address it was forwarded from, `via_name` the name shown for it;
    a forward from a hidden account has a name and no address. `at` is None where the page shows no time."""

    id: str
    url: str
    at: str | None
    text: str
    is_edited: bool = False
    via: str | None = None
    via_name: str | None = None


def read_links(fetched: Fetched, *, source: Source) -> tuple[Link, ...]:
    """The posts in the page's order, oldest first. Raises ItemFailed when the channel has no preview."""
    return tuple(
        Link(
            url=post.url,
            title=_title(post.text),
            published=post.at,
            native_id=post.id,
            via=post.via or post.via_name,
            is_edited=post.is_edited,
        )
        for post in read_posts(fetched, source=source)
    )


def further(fetched: Fetched, *, source: Source) -> tuple[Further, ...]:
    """The address of the posts before those shown."""
    numbers = [int(post.id.rpartition("/")[2]) for post in read_posts(fetched, source=source)]
    if not numbers or min(numbers) <= 1:
        return ()
    return (Further(url=urljoin(fetched.url, f"{urlsplit(fetched.url).path}?before={min(numbers)}")),)


def read_posts(fetched: Fetched, *, source: Source) -> tuple[Post, ...]:
    """The posts with text, time, edited mark and origin. Raises ItemFailed when the channel has no preview."""
    page = parse_page(fetched)
    history = _one(page, "tgme_channel_history")
    if history is None or not urlsplit(fetched.url).path.startswith("/s/"):
        why = "shows no public preview" if _one(page, "tgme_page") is not None else "is no preview of a channel"
        raise ItemFailed(
            f"source {source.id}: {fetched.url} {why}; a channel without one, a group and a person cannot be watched "
            "(address form: https://t.me/s/NAME)",
            source=source.id,
            url=fetched.url,
            health="gone" if history is None and "no public" in why else "unreadable",
        )
    return tuple(_posts(history, fetched.url))


def _posts(history: HtmlElement, base: str) -> Iterator[Post]:
    for box in _all(history, "tgme_widget_message"):
        found = _POST.match(box.get("data-post") or "")
        if found is None or "service_message" in (box.get("class") or "").split():
            continue
        via = _one(box, "tgme_widget_message_forwarded_from_name")
        via_name = None if via is None else " ".join(via.text_content().split()) or None
        yield Post(
            id=found.group(0),
            url=urljoin(base, f"/{found.group(0)}?embed=1"),
            at=_time(box),
            text=_text(box),
            is_edited=_is_edited(box),
            via=_via_address(via, base),
            via_name=via_name,
        )


def _via_address(via: HtmlElement | None, base: str) -> str | None:
    target = via.get("href") if via is not None else None
    try:
        address = urljoin(base, target) if target else None
    except ValueError:
        return None
    return address if address and address.startswith(("http://", "https://")) else None


def _time(box: HtmlElement) -> str | None:
    date = _one(box, "tgme_widget_message_date")
    time = date.find(".//time") if date is not None else None
    return time.get("datetime") if time is not None else None


def _text(box: HtmlElement) -> str:
    """The words of a post, its line breaks kept; not those of the post it answers."""
    lines = []
    for text in _all(box, "js-message_text"):
        for pause in text.iter("br"):
            pause.tail = "\n" + (pause.tail or "")
        lines.append(text.text_content())
    return "\n".join(line.strip() for line in "\n".join(lines).splitlines()).strip()


def _is_edited(box: HtmlElement) -> bool:
    """True where words stand beside the time; which ones depends on the language of the page."""
    meta = _one(box, "tgme_widget_message_meta")
    if meta is None:
        return False
    beside = [meta.text or ""]
    for child in meta:
        is_time = child.tag == "time" or child.find(".//time") is not None
        beside += ["" if is_time else child.text_content(), child.tail or ""]
    return bool("".join(beside).strip("\u00a0 \t\r\n,"))


def _title(text: str) -> str | None:
    line = next((line for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def _all(under: HtmlElement, name: str) -> list[HtmlElement]:
    found = under.xpath(
        ".//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} "
    )
    return list(found) if isinstance(found, list) else []


def _one(under: HtmlElement, name: str) -> HtmlElement | None:
    found = _all(under, name)
    return found[0] if found else None
