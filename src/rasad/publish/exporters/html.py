"""Exporters: an Issue -> the site: list of editions, one page a language, one page a passage of evidence.

No script, no image, no request but for the pages themselves. The style sheet stands in each page, allowed by its
digest alone, so that a page that is saved or mirrored keeps its form.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from rasad.model import Name, Outlet, Pack
from rasad.publish.exporters.feed import name_of
from rasad.publish.exporters.words import isolated, printed, references
from rasad.publish.house import House
from rasad.publish.issue import Entry, Issue, Passage, Source, Twin

if TYPE_CHECKING:
    from jinja2 import Environment, Template


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A passage in the list of sources: the first one that cites it gives it its number."""

    passage: Passage
    source: Source
    outlet: str
    published: str
    captured: str
    number: str


def export(issue: Issue) -> Mapping[str, bytes]:
    """All pages of the edition, and the list of editions anew."""
    houses = _houses(issue)
    files = {"index.html": _index(issue, houses)}
    for twin in issue.record.twins:
        files[f"{issue.record.number}/{twin.language}/index.html"] = _edition(
            issue, twin, houses[twin.language]
        )
    for source in issue.record.sources:
        files[f"{issue.record.number}/evidence/{source.name}.html"] = _evidence(
            issue, source, houses
        )
    return files


def _houses(issue: Issue) -> dict[str, House]:
    """The houses of all languages that any edition is printed in, with the outlets' names."""
    names: dict[str, list[Name]] = {}
    for (id, language), name in sorted(issue.outlets.items()):
        names.setdefault(id, []).append(Name(text=name, language=language, kind="official"))
    pack = Pack(
        id="print", outlets=tuple(Outlet(id=id, names=tuple(found)) for id, found in names.items())
    )
    return {language: House(language=language, pack=pack) for language in issue.site_languages}


def _edition(issue: Issue, twin: Twin, house: House) -> bytes:
    sources = {source.name: source for source in issue.record.sources}
    lead = [entry for entry in twin.entries if entry.heading is None]
    return _page(
        "edition.html",
        issue=issue, record=issue.record, twin=twin, house=house, lead=lead,
        entries=[entry for entry in twin.entries if entry.heading is not None],
        listed=[_listed(passage, sources[passage.name], house) for passage in twin.passages],
        twins=[(other, _own(other.language)) for other in issue.record.twins],
        line=lambda line: printed(line, house=house, sources=sources),
        marks=lambda line: references(line, house=house, sources=sources),
        feeds=_feeds(issue, twin.language, "../../"),
    )  # fmt: skip


def _listed(passage: Passage, source: Source, house: House) -> Listed:
    return Listed(
        passage=passage, source=source, outlet=house.outlet(source.outlet), published=house.day(source.published),
        captured=house.day(source.captured[:10]), number=house.digits(passage.number),
    )  # fmt: skip


def _evidence(issue: Issue, source: Source, houses: dict[str, House]) -> bytes:
    own = {twin.language: houses[twin.language] for twin in issue.record.twins}
    cited = [
        (twin, entry, _heading(entry))
        for twin in issue.record.twins
        for entry in twin.entries
        if _cites(entry, source.name)
    ]
    return _page(
        "evidence.html",
        record=issue.record, source=source, houses=own, cited=cited, first=own[issue.languages[0]],
        direction=House(language=source.language, pack=Pack(id="none")).direction,
    )  # fmt: skip


def _heading(entry: Entry) -> str:
    return entry.heading.text if entry.heading else ""


def _cites(entry: Entry, name: str) -> bool:
    lines = (entry.heading, *(line for p in entry.paragraphs for line in p.lines))
    return any(passage.name == name for line in lines if line for _, passage in line.marks)


def _index(issue: Issue, houses: dict[str, House]) -> bytes:
    languages = issue.site_languages
    shown = [
        (record, [(twin, houses[twin.language]) for twin in record.twins]) for record in issue.all
    ]
    return _page(
        "index.html",
        issue=issue, shown=shown, first=houses[languages[0]], houses=[houses[code] for code in languages],
        feeds=[(houses[code], _feeds(issue, code, "")) for code in languages],
        own={code: _own(code) for code in houses},
    )  # fmt: skip


def _own(language: str) -> str:
    """The name of a language in itself."""
    return House(language=language, pack=Pack(id="none")).site["language"]


def _feeds(issue: Issue, language: str, root: str) -> dict[str, str]:
    return {
        "atom": root + name_of("atom.xml", language, issue),
        "json": root + name_of("feed.json", language, issue),
        "manifest": root + "manifest.json",
    }


# rendering


def _page(name: str, **given: object) -> bytes:
    style, digest = _style()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (_template(name).render(style=style, policy=policy, **given).rstrip() + "\n").encode(
        "utf-8", "replace"
    )


@lru_cache(maxsize=1)
def _style() -> tuple[object, str]:
    """The style sheet and its digest as the policy of a page names it."""
    from markupsafe import Markup

    text = (
        resources.files("rasad.publish").joinpath("static", "site.css").read_text("utf-8").strip()
    )
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return Markup(text), digest  # noqa: S704 - our own style sheet


@lru_cache(maxsize=8)
def _template(name: str) -> Template:
    return _environment().get_template(name)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = resources.files("rasad.publish").joinpath("templates")
    made = Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text("utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["isolated"] = isolated
    return made
