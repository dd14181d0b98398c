"""Packs: the schema, as data. What a key is called, what it holds, what it may refer to; and the page that shows it.

A key of kind `rows` holds a list of inline tables, one fact a line. No kind takes a regular expression, a path, a proxy or a
robots setting: a pack describes a country and can steer nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rasad.model import vocabulary

FORMAT: Final = 1
ROLES: Final = (
    "minister", "head", "deputy", "secretary", "spokesman", "member", "chair", "president",
    "vice_president", "prosecutor", "commander", "governor", "mp", "other",
)  # fmt: skip
NAME_KINDS: Final = ("official", "variant", "acronym", "former")
CONFIDENCES: Final = ("high", "medium", "low")
SOURCE_KINDS: Final = ("feed", "listing", "page", "sitemap", "telegram")
STAGES: Final = (*vocabulary.STAGES, *(vocabulary.CLAIMED + stage for stage in vocabulary.STAGES))

KINDS: Final = {
    "text": "text",
    "texts": "list of texts",
    "word": "one of the words listed",
    "words": "list of the words listed",
    "label": "lower-case word, parts joined by `_`",
    "count": "whole number above 0",
    "flag": "true or false",
    "format": "the number of the format this Rasad writes",
    "edtf": "EDTF date or interval, Gregorian; `..` for unknown or open",
    "zone": "IANA time zone, `Area/City` or `UTC`",
    "language": "language tag",
    "languages": "list of language tags",
    "domains": "list of host names, without scheme",
    "url": "http or https address",
    "urls": "list of http or https addresses",
    "selector": "CSS selector",
    "id": "id of a record",
    "ids": "list of ids of records",
    "cited": "key of a page in `[cited]` of pack.toml",
    "cited_pages": "table: key such as `S001` = http or https address",
    "by_language": "table: language = text",
    "lists_by_language": "table: language = list of texts",
    "rows": "list of inline tables, one fact a line",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key of a record. `to` names the file whose records an id must be among, `words` the closed list of a word."""

    name: str
    kind: str
    about: str
    required: bool = False
    words: tuple[str, ...] = ()
    to: str = ""
    row: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file of a pack. `record` says what a `["id"]` table of it is; pack.toml has no records, its keys stand at the top."""

    name: str
    record: str
    about: str
    keys: tuple[Key, ...]
    required: bool = False


def _source(about: str = "the page that says so") -> Key:
    return Key(name="source", kind="cited", about=about)


_CONFIDENCE: Final = Key(
    name="confidence",
    kind="word",
    words=CONFIDENCES,
    about="how well the cited pages support it; medium if left out",
)
_FROM: Final = Key(
    name="from", kind="edtf", about="first day; `~` marks a date that the cited page does not give"
)
_TO: Final = Key(name="to", kind="edtf", about="last day")

NAME_ROW: Final = (
    Key(name="text", kind="text", required=True, about="the name as written"),
    Key(name="language", kind="language", required=True, about="its language"),
    Key(
        name="kind",
        kind="word",
        words=NAME_KINDS,
        about="variant if left out; two bodies may share a name",
    ),
    _FROM,
    _TO,
    _source(),
)
_NAMES: Final = Key(
    name="names",
    kind="rows",
    row=NAME_ROW,
    required=True,
    about="the first name of a language is the one that is printed",
)
HOLDER_ROW: Final = (
    Key(name="person", kind="id", to="people.toml", required=True, about="who"),
    _FROM,
    _TO,
    Key(name="acting", kind="flag", about="true for a caretaker"),
    _source(),
    _CONFIDENCE,
)
FACT_ROW: Final = (
    Key(name="text", kind="text", required=True, about="the fact in your own words"),
    Key(name="edtf", kind="edtf", about="when"),
    _source(),
)
MILESTONE_ROW: Final = (
    Key(name="edtf", kind="edtf", required=True, about="when"),
    Key(name="event", kind="text", required=True, about="what happened, in your own words"),
    Key(
        name="kind",
        kind="word",
        words=vocabulary.MILESTONES,
        required=True,
        about="what kind of milestone",
    ),
    Key(name="stage", kind="word", words=STAGES, about="for a policy_stage: the stage reached"),
    _source(),
)

FILES: Final = (
    File(
        name="pack.toml", record="", required=True, about="The pack itself and the pages it cites.",
        keys=(
            Key(name="format", kind="format", required=True, about="1"),
            Key(name="id", kind="label", required=True, about="the pack's id, the usual beginning of its other ids"),
            Key(name="name", kind="by_language", required=True, about="the country's name"),
            Key(name="zone", kind="zone", required=True, about="the time zone in which a printed day is meant"),
            Key(name="languages", kind="languages", required=True, about="languages of its sources"),
            Key(name="calendars", kind="words", words=vocabulary.CALENDARS, required=True, about="calendars its sources print, usual one first"),
            Key(name="licence", kind="text", about="SPDX id; CC-BY-4.0 for the packs shipped"),
            Key(name="places", kind="texts", about="names of places in any language, so that they are not taken for persons"),
            Key(name="cited", kind="cited_pages", about="short keys of the pages that other files cite as `source`"),
        ),
    ),
    File(
        name="institutions.toml", record="institution", about="Public bodies, companies and associations.",
        keys=(
            Key(name="type", kind="label", about="what it is: public_body, ministry, court, company, …; free"),
            Key(name="branch", kind="label", about="the branch of the state it belongs to; free"),
            Key(name="parent", kind="id", to="institutions.toml", about="the body it is part of"),
            Key(name="successor_of", kind="id", to="institutions.toml", about="the body it replaced"),
            Key(name="confusable", kind="ids", to="institutions.toml", about="bodies with a similar name or duty"),
            _CONFIDENCE,
            _NAMES,
            Key(name="facts", kind="rows", row=FACT_ROW, about="what else is known of it"),
        ),
    ),
    File(
        name="offices.toml", record="post", about="Posts, `[\"INSTITUTION/SLUG\"]`, and who held them from when to when.",
        keys=(
            Key(name="institution", kind="id", to="institutions.toml", required=True, about="the body; its id is also the first half of the post's"),
            Key(name="role", kind="word", words=ROLES, required=True, about="what kind of post"),
            _NAMES,
            Key(name="holders", kind="rows", row=HOLDER_ROW, about="one tenure a line"),
        ),
    ),
    File(
        name="people.toml", record="person", about="Persons in public office: their names and nothing else.",
        keys=(
            _NAMES,
            Key(name="collisions", kind="ids", to="people.toml", about="persons with a similar name"),
            _CONFIDENCE,
        ),
    ),
    File(
        name="outlets.toml", record="outlet", about="Publishers.",
        keys=(
            _NAMES,
            Key(name="domains", kind="domains", about="hosts it publishes on, parents of subdomains"),
            Key(name="languages", kind="languages", about="languages it publishes in"),
            Key(name="type", kind="label", about="agency, newspaper, portal, tech, broadcaster, official, ngo, …; free"),
            Key(name="affiliation", kind="text", about="who owns it or stands behind it, as a cited page says"),
            Key(name="group", kind="label", about="outlets of one group count as one independent source"),
            Key(name="feeds", kind="urls", about="addresses of its feeds"),
            _CONFIDENCE,
        ),
    ),
    File(
        name="dossiers.toml", record="dossier", about="Policy questions followed over years.",
        keys=(
            _NAMES,
            Key(name="description", kind="text", about="what belongs to it"),
            Key(name="keywords", kind="lists_by_language", about="words that find it: a first signal, never a verdict"),
            Key(name="terms", kind="lists_by_language", about="single small words that say as much as a phrase; keywords too"),
            Key(name="together", kind="lists_by_language", about="`a|b + c|d`: a word of each side in one sentence; `a|b`: words that alone say little"),
            Key(name="excludes", kind="lists_by_language", about="phrases inside which its words do not count"),
            Key(name="institutions", kind="ids", to="institutions.toml", about="bodies that decide or carry it out"),
            Key(name="related", kind="ids", to="dossiers.toml", about="neighbouring dossiers"),
            Key(name="milestones", kind="rows", row=MILESTONE_ROW, about="what happened so far"),
            _CONFIDENCE,
        ),
    ),
    File(
        name="sources.toml", record="source", about="Addresses that a monitor with this pack polls.",
        keys=(
            Key(name="kind", kind="word", words=SOURCE_KINDS, required=True, about="what is found there"),
            Key(name="url", kind="url", required=True, about="the address"),
            Key(name="outlet", kind="id", to="outlets.toml", about="whose it is"),
            Key(name="language", kind="language", about="language of what it points to"),
            Key(name="select", kind="selector", about="for a listing: which links to take"),
            Key(name="interval", kind="count", about="seconds between two polls; 3600 if left out"),
        ),
    ),
    File(
        name="profiles.toml", record="profile", about="Where title, text and date stand on the pages of some domains.",
        keys=(
            Key(name="domains", kind="domains", required=True, about="hosts the profile is for"),
            Key(name="title", kind="selector", about="the title"),
            Key(name="lede", kind="selector", about="the lede, where it stands outside the text"),
            Key(name="body", kind="selector", about="the main text"),
            Key(name="date", kind="selector", about="the day of publication"),
            Key(name="byline", kind="selector", about="the byline"),
            _FROM,
            _TO,
        ),
    ),
)  # fmt: skip
FILE_BY_NAME: Final = {file.name: file for file in FILES}


def schema_page() -> str:
    """The schema as Markdown: docs/reference/pack-schema.md."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Pack schema"
    yield ""
    yield "Made by `python -m rasad.packs.schema`; do not edit. How to fill it in: [a country](../adding/a-country.md)."
    yield ""
    yield f"Format {FORMAT}. A pack is a folder of TOML files. Unknown keys are refused. `pack.toml` is required, the rest may be left out."
    for file in FILES:
        yield ""
        yield f"## {file.name}"
        yield ""
        yield file.about + (f' A record, `["id"]`, is one {file.record}.' if file.record else "")
        yield ""
        yield from _table(file.keys)
        for key in file.keys:
            if key.row and not (key is _NAMES and file.name != "institutions.toml"):
                yield ""
                yield f"### a row of {key.name}"
                yield ""
                yield from _table(key.row)
    yield ""
    yield "## Kinds of values"
    yield ""
    yield "| kind | what it holds |"
    yield "|---|---|"
    for kind, about in KINDS.items():
        yield f"| {kind} | {about} |"


def _table(keys: tuple[Key, ...]) -> Iterator[str]:
    yield "| key | kind | required | meaning |"
    yield "|---|---|---|---|"
    for key in keys:
        about = key.about + (f" → {key.to}" if key.to else "")
        if key.words is STAGES:
            about += "; a stage of the [glossary](../glossary.md), bare or after `claimed_`"
        elif key.words:
            about += ": " + ", ".join(f"`{word}`" for word in key.words)
        yield f"| {key.name} | {key.kind} | {'yes' if key.required else ''} | {about} |"


if __name__ == "__main__":
    import sys

    sys.stdout.write(schema_page())
