"""Packs: the tables of a pack, already checked, as nouns. (tables) -> Pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rasad.model import (
    Dossier,
    Institution,
    Milestone,
    Name,
    Outlet,
    Pack,
    Person,
    Post,
    SiteProfile,
    Source,
    Tenure,
)

# Any: values out of TOML; checking.py has looked at each of them before.
Record = Mapping[str, Any]


def build(tables: Mapping[str, Record]) -> Pack:
    """The pack. Names keep their order; a `source` key becomes the address it stands for."""
    top = tables["pack.toml"]
    cited: Record = top.get("cited", {})
    posts = tables.get("offices.toml", {})
    names = top["name"]
    return Pack(
        id=top["id"],
        name=names.get("en") or next(iter(names.values())),
        zone=top["zone"],
        languages=tuple(top["languages"]),
        calendars=tuple(top["calendars"]),
        institutions=tuple(_institution(*row, cited) for row in _rows(tables, "institutions.toml")),
        posts=tuple(
            Post(id=id, institution=row["institution"], role=row["role"], names=_names(row))
            for id, row in posts.items()
        ),
        people=tuple(_person(*row, cited) for row in _rows(tables, "people.toml")),
        tenures=tuple(
            _tenure(id, held, cited) for id, row in posts.items() for held in row.get("holders", [])
        ),
        outlets=tuple(_outlet(*row, cited) for row in _rows(tables, "outlets.toml")),
        dossiers=tuple(_dossier(*row, cited) for row in _rows(tables, "dossiers.toml")),
        sources=tuple(_source(*row, top["id"]) for row in _rows(tables, "sources.toml")),
        profiles=tuple(_profile(row) for _, row in _rows(tables, "profiles.toml")),
        places=tuple(top.get("places", ())),
    )


def _rows(tables: Mapping[str, Record], file: str) -> Iterator[tuple[str, Record]]:
    yield from tables.get(file, {}).items()


def _names(row: Record) -> tuple[Name, ...]:
    return tuple(
        Name(
            text=name["text"], language=name["language"], kind=name.get("kind", "variant"),
            since=name.get("from", ".."), until=name.get("to", ".."),
        )
        for name in row["names"]
    )  # fmt: skip


def _pages(cited: Record, *lists: list[Record]) -> tuple[str, ...]:
    """The addresses that rows cite, each once, in order."""
    keys = (row["source"] for rows in lists for row in rows if "source" in row)
    return tuple(dict.fromkeys(cited[key] for key in keys))


def _institution(id: str, row: Record, cited: Record) -> Institution:
    return Institution(
        id=id, names=_names(row), type=row.get("type", "public_body"), branch=row.get("branch"), parent=row.get("parent"),
        confusable=tuple(row.get("confusable", ())), successor_of=row.get("successor_of"),
        sources=_pages(cited, row["names"], row.get("facts", [])), confidence=row.get("confidence", "medium"),
    )  # fmt: skip


def _person(id: str, row: Record, cited: Record) -> Person:
    return Person(
        id=id, names=_names(row), collisions=tuple(row.get("collisions", ())),
        sources=_pages(cited, row["names"]), confidence=row.get("confidence", "medium"),
    )  # fmt: skip


def _tenure(post: str, row: Record, cited: Record) -> Tenure:
    return Tenure(
        person=row["person"], post=post, since=row.get("from", ".."), until=row.get("to", ".."),
        acting=row.get("acting", False), source=cited[row["source"]] if "source" in row else "",
        confidence=row.get("confidence", "medium"),
    )  # fmt: skip


def _outlet(id: str, row: Record, cited: Record) -> Outlet:
    return Outlet(
        id=id, names=_names(row), domains=tuple(row.get("domains", ())), languages=tuple(row.get("languages", ())),
        type=row.get("type", "newspaper"), affiliation=row.get("affiliation", ""), group=row.get("group", ""),
        feeds=tuple(row.get("feeds", ())), sources=_pages(cited, row["names"]), confidence=row.get("confidence", "medium"),
    )  # fmt: skip


def _dossier(id: str, row: Record, cited: Record) -> Dossier:
    milestones = row.get("milestones", [])
    return Dossier(
        id=id, names=_names(row), description=row.get("description", ""),
        keywords=(*_words(row, "keywords"), *_words(row, "terms")), terms=_words(row, "terms"),
        together=_words(row, "together"), excludes=_words(row, "excludes"), institutions=tuple(row.get("institutions", ())),
        milestones=tuple(
            Milestone(
                edtf=one["edtf"], event=one["event"], kind=one["kind"], stage=one.get("stage"),
                source=cited[one["source"]] if "source" in one else "",
            )
            for one in milestones
        ),
        related=tuple(row.get("related", ())), sources=_pages(cited, row["names"], milestones),
        confidence=row.get("confidence", "medium"),
    )  # fmt: skip


def _words(row: Record, key: str) -> tuple[tuple[str, str], ...]:
    return tuple((language, word) for language, words in row.get(key, {}).items() for word in words)


def _source(id: str, row: Record, pack: str) -> Source:
    return Source(
        id=id, kind=row["kind"], url=row["url"], outlet=row.get("outlet"), language=row.get("language"),
        select=row.get("select"), interval=row.get("interval", 3600), origin=pack,
    )  # fmt: skip


def _profile(row: Record) -> SiteProfile:
    return SiteProfile(
        domains=tuple(row["domains"]), title=row.get("title"), lede=row.get("lede"), body=row.get("body"),
        date=row.get("date"), byline=row.get("byline"), since=row.get("from", ".."), until=row.get("to", ".."),
    )  # fmt: skip
