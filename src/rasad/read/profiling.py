"""Profiling: selectors for the pages of one site, from some of its articles. pages -> proposed SiteProfile.

Each page is read without a profile; then the elements are looked for that hold what was read, and short selectors are made that point at
them. Each is tried: one by which most pages do not tell the same again is not proposed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Final

from rasad.errors import Unreadable
from rasad.model import Document, Pack, SiteProfile
from rasad.read import address
from rasad.read.charset import decode
from rasad.read.document import read_document
from rasad.read.profile_places import Page, around_text, counted, ledes, options, page_of, places
from rasad.read.tree import select, text_of

ROLES: Final = ("title", "date", "byline")
_MOST: Final = 0.75  # of the pages that have the element
_HELD: Final = 0.95  # F1 of the words of the text, for the selectors of lede and body
_TOLD: Final[dict[str, Callable[[Document], object]]] = {
    "title": lambda told: told.title,
    "byline": lambda told: told.byline,
    "date": lambda told: (told.published.edtf or "")[:10] if told.published else None,
}


@dataclass(frozen=True, slots=True)
class Profiled:
    """A proposed profile, how many pages it was made from, and what is to be known."""

    profile: SiteProfile
    pages: int
    notes: tuple[str, ...]


def propose_profile(pages: Sequence[tuple[str, bytes]], *, pack: Pack | None = None) -> Profiled:
    """A profile from (address, bytes) of some articles of one site; two or more pages make it firm.

    Raises Unreadable when none of the pages has an article, or they are of different hosts.
    """
    hosts = {(address.host_of(url) or "").removeprefix("www.") for url, _ in pages}
    if len(hosts) != 1:
        raise Unreadable(f"pages of {len(hosts)} hosts: a profile is of one site")
    bare = replace(pack, profiles=()) if pack else Pack(id="trial")
    read, notes = [], []
    for url, body in pages:
        try:
            told = read_document(body, url=url, media_type="text/html", pack=bare)
        except Unreadable as trouble:
            notes.append(f"{url}: {trouble.message}")
            continue
        read.append(page_of(url, body, decode(body, "text/html")[0], told))
    if not read:
        raise Unreadable(f"no article on the pages given: {'; '.join(notes)}")
    if len(read) == 1:
        notes.append("made from one page: give two more articles of the site to make it firm")
    lede, body_css = _text(read)
    own = SiteProfile(domains=(hosts.pop(),))
    found: dict[str, str] = {}
    for role in ROLES:
        css = _selector(read, role)
        if css and _agrees(read, _with(own, {role: css}), bare, role):
            found[role] = css
    profile = replace(_with(own, found), lede=lede, body=body_css)
    missing = [role for role in ("title", "body", "date", "byline") if not getattr(profile, role)]
    notes += [f"no selector for the {role} fits most pages; it is found by the general rules" for role in missing]
    return Profiled(profile, len(read), (*notes, *_differences(read, profile, bare)))


def _selector(pages: Sequence[Page], role: str) -> str | None:
    """The selector that picks an element of that role first on most pages that have one; of several the narrowest, then the shortest."""
    held = [(page, found) for page in pages if (found := places(page, role))]
    if len(held) < (len(pages) + 1) // 2:
        return None
    tries = Counter(css for _, found in held for css in {css for element in found for css in options(element)})
    least = _MOST * len(held)
    best: dict[str, tuple[int, int, int, int]] = {}
    for css in sorted(css for css, count in tries.items() if count >= least):
        sizes = [len(text_of(nodes[0])) for page, found in held if (nodes := select(page.tree, css)) and nodes[0] in found]
        if len(sizes) >= least:
            best[css] = (-len(sizes), round(fmean(sizes) / 5), css.count(" "), len(css))
    return min(best, key=lambda css: best[css], default=None)


def _text(pages: Sequence[Page]) -> tuple[str | None, str | None]:
    """Selectors of lede and body that together find the text again; the lede only where it adds to it."""

    def frequent(tries: Callable[[Page], Iterator[str]]) -> list[str]:
        counts = Counter(css for page in pages for css in set(tries(page)))
        return sorted(css for css, count in counts.items() if count >= _MOST * len(pages))

    best: tuple[tuple[float, bool, int, int], str | None, str] | None = None
    for lede in (None, *frequent(ledes)):
        for body in frequent(around_text):
            selectors = (lede, body) if lede else (body,)
            held = fmean(_f1(page.read(*selectors), page.text) for page in pages)
            rank = (-round(held, 2), lede is not None, body.count(" "), len(body) + len(lede or ""))
            if held >= _HELD and (best is None or rank < best[0]):
                best = (rank, lede, body)
    return (best[1], best[2]) if best else (None, None)


def _f1(one: Counter[str], other: Counter[str]) -> float:
    return 2 * sum((one & other).values()) / max(sum(one.values()) + sum(other.values()), 1)


def _with(profile: SiteProfile, found: Mapping[str, str]) -> SiteProfile:
    return replace(profile, title=found.get("title"), date=found.get("date"), byline=found.get("byline"))


def _agrees(pages: Sequence[Page], profile: SiteProfile, bare: Pack, role: str) -> bool:
    """True when by that selector most pages tell what they told without it."""
    told = _TOLD[role]
    return sum(told(_by(page, profile, bare)) == told(page.told) for page in pages) >= _MOST * len(pages)


def _by(page: Page, profile: SiteProfile, bare: Pack) -> Document:
    return read_document(page.body, url=page.url, media_type="text/html", pack=replace(bare, profiles=(profile,)))


def _differences(pages: Sequence[Page], profile: SiteProfile, bare: Pack) -> Iterator[str]:
    """What reading by the profile tells otherwise than reading without."""
    for page in pages:
        told = _by(page, profile, bare)
        if _f1(counted([told.text]), counted([page.told.text])) < 0.95:
            yield f"{page.url}: by the profile the text has {len(told.text):,} letters, without {len(page.told.text):,}; look which is right"
        for role in ROLES:
            if getattr(profile, role) and (by_it := _TOLD[role](told)) != (without := _TOLD[role](page.told)):
                yield f"{page.url}: by the profile the {role} is {by_it!r}, without {without!r}; look which is right"
