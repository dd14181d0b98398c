"""HTML: a page. str -> Document."""

from __future__ import annotations

import re
from typing import Final

from rasad.errors import Unreadable
from rasad.model import Document, Pack, SiteProfile, when
from rasad.read import address, limits
from rasad.read.agency import find_agency
from rasad.read.blocks import read_blocks
from rasad.read.byline import clean_name, find_byline
from rasad.read.dates import Place, find_published
from rasad.read.hidden import strip_hidden
from rasad.read.language import detect
from rasad.read.maintext import main_text
from rasad.read.metadata import read_metadata
from rasad.read.titles import clean, find_title
from rasad.read.tree import Element, parse, read_names, select, text_of

_REFUSED: Final = re.compile(
    r"^\s*(?:just a moment|attention required|access denied|are you a robot|403 forbidden|404 not found|error 404)\b",
    re.I,
)
_SHORTEST: Final = 25
FOLDED: Final = "most of the page is folded away until its scripts run: compare quotations with the page as shown"


def read_html(
    source: str,
    *,
    url: str | None = None,
    captured: str | None = None,
    published: str | None = None,
    pack: Pack | None = None,
) -> Document:
    """What a page tells. `captured` is when it was taken, `published` what the caller knows of its date.

    Raises Unreadable when there is no article text.
    """
    tree = parse(source, url)
    metadata = read_metadata(tree)
    is_whole = strip_hidden(tree)
    profile = _profile(pack, url, captured or published)
    title = _picked(tree, profile.title if profile else None) or find_title(tree, metadata, url)
    blocks, names = read_blocks(tree), read_names(tree)
    text = main_text(tree, blocks, profile)
    if len(text.strip()) < _SHORTEST:
        raise Unreadable(
            "no article text found: the page has no paragraphs that read as an article"
        )
    if len(text) > limits.MAX_TEXT:
        raise Unreadable(
            f"{len(text):,} characters of text: more than the {limits.MAX_TEXT:,} that are read"
        )
    if _REFUSED.match(title) and len(text) < 1500:
        raise Unreadable(f"no article text found: the page is a refusal ({title[:60]})")
    language = detect(f"{title}\n{text}", metadata.language)
    byline = _picked(tree, profile.byline if profile else None)
    canonical = address.canonical(url, metadata.canonical or metadata.first("og:url") or None)
    dated, conflicts = find_published(
        tree, metadata, names=names, blocks=blocks, language=language,
        place=Place(url=url or canonical, captured=captured, zone=pack.zone if pack else "UTC"),
        selector=profile.date if profile else None,
    )  # fmt: skip
    outlet = pack.outlet_of(url or canonical or "") if pack else None
    return Document(
        text=text, title=title, byline=clean_name(byline) or find_byline(tree, metadata, named=names, blocks=blocks), language=language,
        url=url or canonical, canonical=canonical, native_id=address.native_id(canonical or url),
        outlet=outlet.id if outlet else None, agency=find_agency(text, pack, outlet=outlet.id if outlet else None), published=dated,
        conflicts=conflicts, warnings=() if is_whole else (FOLDED,),
    )  # fmt: skip


def _picked(tree: Element, css: str | None) -> str:
    nodes = select(tree, css) if css else []
    return clean(text_of(nodes[0])) if nodes else ""


def _profile(pack: Pack | None, url: str | None, day: str | None) -> SiteProfile | None:
    """The pack's profile of the site that was valid on that day."""
    host = address.host_of(url)
    if pack is None or not host:
        return None
    for profile in pack.profiles:
        if not any(host == domain or host.endswith("." + domain) for domain in profile.domains):
            continue
        valid = when.span_of(profile.since, profile.until)
        first = (day or "")[:10]
        if not first or not when.is_edtf(first) or when.overlaps(first, valid):
            return profile
    return None
