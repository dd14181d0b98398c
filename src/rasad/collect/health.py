"""Collect: what ails a source. An answer or a page as fetched → one word of HEALTH.

`ok`; `down`: no answer, or an error of the server; `blocked`: the server or the network refuses this reader;
`geo_blocked`: it refuses this country; `login_wall`: it asks who reads; `empty_shell`: a page whose text comes
by script; `gone`: the address is no more; `dead_selector`: the page came and the selector finds nothing;
`unreadable`: it came and is not of its kind; `refused`: robots.txt says no or could not be had; `silent`: it
works and brought nothing new for longer than its habit.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from rasad.collect.bodies import decoded
from rasad.errors import AddressRefused, FetchFailed, ItemFailed, RobotsRefused
from rasad.model import Fetched

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEALTH: Final = (
    "ok", "down", "blocked", "geo_blocked", "login_wall", "empty_shell", "gone", "dead_selector",
    "unreadable", "refused", "silent",
)  # fmt: skip
_LOOKED_AT: Final = 200_000
_SHELL_TEXT: Final = 200
_PASSWORD: Final = re.compile(rb"<input[^>]{0,400}type\s*=\s*[\"']?password", re.I)


def of_answer(fetched: Fetched) -> str:
    """What an answer of 400 and more means."""
    status = fetched.status
    if status in (404, 410):
        return "gone"
    if status in (401, 407):
        return "login_wall"
    text = _text(fetched)
    if status in (403, 406, 429, 451) or status >= 500:
        if _has(text, "geo"):
            return "geo_blocked"
        if fetched.header("cf-mitigated") or _has(text, "blocked"):
            return "blocked"
    return "blocked" if status in (403, 406, 451) else "down"


def of_page(fetched: Fetched, *, asked: str) -> str:
    """What ails a page that came with a good status: "ok" when nothing is seen."""
    text = _text(fetched)
    if _is_login(fetched.url) and not _is_login(asked):
        return "login_wall"
    if not _is_html(fetched, text):
        return "ok"
    page = _tree(text)
    words = _words(page)
    # Signs count only where little else stands: an article may speak of blocked pages.
    if len(words) < 2_000:
        if _has(text, "geo"):
            return "geo_blocked"
        if _has(text, "blocked"):
            return "blocked"
        if _PASSWORD.search(fetched.body[:_LOOKED_AT]) and _links(page) < 30:
            return "login_wall"
    if len(words) < _SHELL_TEXT and _is_shell(page):
        return "empty_shell"
    return "ok"


def of_failure(error: ItemFailed, *, kind: str) -> str:
    """What a failed poll means: what the error was told of, else what its class says."""
    if known := error.ids.get("health"):
        return known
    if isinstance(error, RobotsRefused):
        return "refused"
    if isinstance(error, AddressRefused):
        # Censored networks answer with an inner address; a source never led inside on its own.
        return "blocked"
    if isinstance(error, FetchFailed):
        return "down"
    return "dead_selector" if kind == "listing" else "unreadable"


@cache
def _signs() -> dict[str, tuple[str, ...]]:
    table = tomllib.loads(files("rasad.collect").joinpath("signs.toml").read_text("utf-8"))
    return {name: tuple(words) for name, words in table.items()}


def _has(text: str, name: str) -> bool:
    return any(sign in text for sign in _signs()[name])


def _text(fetched: Fetched) -> str:
    try:
        body = decoded(fetched, limit=5_000_000)
    except FetchFailed:
        body = fetched.body
    return body[:_LOOKED_AT].decode("utf-8", "replace").lower()


def _is_login(url: str) -> bool:
    parts = urlsplit(url)
    steps = {step for step in re.split(r"[/.?&=]", f"{parts.hostname}/{parts.path}".lower()) if step}
    return bool(steps & set(_signs()["login"]))


def _is_html(fetched: Fetched, text: str) -> bool:
    start = text[:2_000].lstrip("\ufeff \t\r\n")
    return "html" in fetched.media_type or start.startswith(("<!doctype html", "<html"))


def _tree(text: str) -> HtmlElement | None:
    import lxml.etree
    import lxml.html

    try:
        # A declaration of encoding has no meaning in text that is decoded already.
        bare = re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", text)
        return lxml.html.document_fromstring(
            bare, parser=lxml.html.HTMLParser(no_network=True, huge_tree=False)
        )
    except (lxml.etree.LxmlError, ValueError):
        return None


def _words(page: HtmlElement | None) -> str:
    if page is None:
        return ""
    found = page.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return " ".join(" ".join(map(str, found)).split()) if isinstance(found, list) else ""


def _links(page: HtmlElement | None) -> int:
    return 0 if page is None else len(page.findall(".//a[@href]"))


def _is_shell(page: HtmlElement | None) -> bool:
    if page is None or page.find(".//script") is None or _links(page) > 3:
        return False
    boxes = set(_signs()["shells"])
    has_box = any(element.get("id") in boxes or element.tag in boxes for element in page.iter("div", "app-root", "main"))
    return has_box or page.find(".//noscript") is not None
