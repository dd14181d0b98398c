"""Monitor: a proposed profile of a site. Addresses of some of its articles -> selectors as TOML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from rasad import collect, read
from rasad.errors import BadInput, ItemFailed, Unreadable
from rasad.model import Fetched, SiteProfile
from rasad.monitor.parts import Parts

_KEYS: Final = ("title", "lede", "body", "date", "byline")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedProfile:
    """A profile as `profiles.toml` of a pack would hold it, how many pages it was made from, what is to be known."""

    toml: str
    profile: SiteProfile
    pages: int
    notes: tuple[str, ...]

    @property
    def is_found(self) -> bool:
        """True when there is a selector to propose."""
        return any(getattr(self.profile, key) for key in _KEYS)


def propose_profile(parts: Parts, urls: Sequence[str]) -> ProposedProfile:
    """Asks for the pages with the monitor's settings; it keeps and writes nothing. What a page is not good for is a note.

    Raises BadInput when the addresses are none, or of several sites.
    """
    for url in urls:
        if not url.startswith(("http://", "https://")):
            raise BadInput(f"{url}: give http or https addresses of articles of one site")
    hosts = {(urlsplit(url).hostname or "").removeprefix("www.") for url in urls}
    if len(hosts) != 1:
        raise BadInput(f"pages of {len(hosts)} hosts ({', '.join(sorted(hosts))}): a profile is of one site; ask for each by itself")
    pages, notes = _fetched(parts, urls)
    profile, count = SiteProfile(domains=tuple(hosts)), 0
    if pages:
        try:
            found = read.propose_profile(pages, pack=parts.pack)
        except Unreadable as trouble:
            notes.append(trouble.message)
        else:
            profile, count, notes = found.profile, found.pages, [*notes, *found.notes]
    made = ProposedProfile(toml="", profile=profile, pages=count, notes=tuple(notes))
    return replace(made, toml=_toml(made))


def _fetched(parts: Parts, urls: Sequence[str]) -> tuple[list[tuple[str, bytes]], list[str]]:
    """The pages that came, each once, and a note for each that did not. One asked for by a person does not ask robots.txt."""
    pages: list[tuple[str, bytes]] = []
    notes: list[str] = []
    with collect.Web(
        keep=_unkept, clock=parts.clock, wait=parts.wait, settings=parts.web_settings
    ) as web:
        for url in dict.fromkeys(urls):
            try:
                pages.append((url, web.get(url, ask_robots=False).body))
            except ItemFailed as trouble:
                notes.append(trouble.message)
    return pages, notes


def _unkept(exchange: Fetched, source: str | None) -> Fetched:
    """A probe is no evidence."""
    return exchange


def _toml(found: ProposedProfile) -> str:
    """A table as `profiles.toml` of a pack would hold it, below its notes; the notes alone when nothing was found."""
    import tomlkit

    notes = [f"made from {found.pages} pages", *found.notes]
    told = "\n".join("# " + "".join(c if c.isprintable() else " " for c in line)[:300] for line in notes)
    if not found.is_found:
        return told
    row = tomlkit.table()
    row["domains"] = list(found.profile.domains)
    for key in _KEYS:
        if value := getattr(found.profile, key):
            row[key] = value
    document = tomlkit.document()
    document[found.profile.domains[0].partition(".")[0]] = row
    return f"{told}\n{tomlkit.dumps(document)}".rstrip("\n")
