"""Actor: a person in public office, an institution, an outlet. Public roles only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of something. `kind`: official, variant, acronym, former; an alias may be shared by several bodies."""

    text: str
    language: str
    kind: str = "variant"
    since: str = ".."
    until: str = ".."


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A public body, company or association."""

    id: str
    names: tuple[Name, ...]
    type: str = "public_body"
    branch: str | None = None
    parent: str | None = None
    confusable: tuple[str, ...] = ()
    successor_of: str | None = None
    sources: tuple[str, ...] = ()
    confidence: str = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A publisher. Outlets of one `group` count as one independent source."""

    id: str
    names: tuple[Name, ...]
    domains: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    type: str = "newspaper"
    affiliation: str = ""
    group: str = ""
    feeds: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: str = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An office-holder: names and nothing else. What office, when, stands in tenures."""

    id: str
    names: tuple[Name, ...]
    collisions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    confidence: str = "medium"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRole:
    """An actor of a development, with the office held that day."""

    text: str
    id: str | None = None
    office: str | None = None
    institution: str | None = None
    private: bool = False
