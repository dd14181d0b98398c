"""Pack: what a desk knows of a country, and questions one may ask it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit

from rasad.model.actor import Institution, Outlet, Person
from rasad.model.dossier import Dossier
from rasad.model.office import Post, Tenure
from rasad.model.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteProfile:
    """CSS selectors for the pages of some domains, valid from `since` to `until` (EDTF)."""

    domains: tuple[str, ...]
    title: str | None = None
    lede: str | None = None
    body: str | None = None
    date: str | None = None
    byline: str | None = None
    since: str = ".."
    until: str = ".."


@dataclass(frozen=True, kw_only=True)
class Pack:
    """A country as data. Several packs may be joined with `Pack.join`.

    `zone` is the IANA time zone in which a printed day without zone is meant; `calendars` lists the
    calendars its sources print, usual one first.
    """

    id: str
    name: str = ""
    zone: str = "UTC"
    languages: tuple[str, ...] = ()
    calendars: tuple[str, ...] = ("gregorian",)
    institutions: tuple[Institution, ...] = ()
    posts: tuple[Post, ...] = ()
    people: tuple[Person, ...] = ()
    tenures: tuple[Tenure, ...] = ()
    outlets: tuple[Outlet, ...] = ()
    dossiers: tuple[Dossier, ...] = ()
    sources: tuple[Source, ...] = ()
    profiles: tuple[SiteProfile, ...] = ()
    places: tuple[str, ...] = field(default=())

    @cached_property
    def institution_by_id(self) -> dict[str, Institution]:
        """Institutions by id."""
        return {body.id: body for body in self.institutions}

    @cached_property
    def person_by_id(self) -> dict[str, Person]:
        """Persons by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def post_by_id(self) -> dict[str, Post]:
        """Posts by id."""
        return {post.id: post for post in self.posts}

    @cached_property
    def outlet_by_id(self) -> dict[str, Outlet]:
        """Outlets by id."""
        return {outlet.id: outlet for outlet in self.outlets}

    @cached_property
    def dossier_by_id(self) -> dict[str, Dossier]:
        """Dossiers by id."""
        return {dossier.id: dossier for dossier in self.dossiers}

    @cached_property
    def outlet_by_domain(self) -> dict[str, Outlet]:
        """Outlets by each of their domains."""
        return {domain.lower(): out for out in self.outlets for domain in out.domains}

    def outlet_of(self, url: str) -> Outlet | None:
        """The outlet that owns the host of `url` or a parent domain of it."""
        try:
            host = (urlsplit(url).hostname or "").lower().rstrip(".")
        except ValueError:  # no address, such as a host that opens a bracket
            return None
        while host:
            if host in self.outlet_by_domain:
                return self.outlet_by_domain[host]
            _, _, host = host.partition(".")
        return None

    def tenures_of(self, person: str, edtf: str | None = None) -> tuple[Tenure, ...]:
        """The tenures of a person that may cover a time, latest start first."""
        found = [t for t in self.tenures if t.person == person and t.may_cover(edtf)]
        return tuple(sorted(found, key=lambda t: t.since.replace("..", "0"), reverse=True))

    def holders_of(self, post: str, edtf: str | None = None) -> tuple[Tenure, ...]:
        """Who may have held a post at a time; with no time, everybody who ever did."""
        return tuple(t for t in self.tenures if t.post == post and t.may_cover(edtf))

    def posts_at(self, institution: str, role: str | None = None) -> tuple[Post, ...]:
        """The posts of an institution, of one role if given."""
        return tuple(
            post
            for post in self.posts
            if post.institution == institution and (role is None or post.role == role)
        )

    def holds_office(self, person: str, edtf: str | None) -> bool:
        """True when the person may have held some post at that time."""
        return bool(self.tenures_of(person, edtf))

    def groups(self, outlets: Iterator[str]) -> tuple[str, ...]:
        """The independent groups behind outlets: one entry an owner."""
        found = {
            (known.group or known.id) if (known := self.outlet_by_id.get(outlet)) else outlet
            for outlet in outlets
        }
        return tuple(sorted(found))

    @staticmethod
    def join(packs: tuple[Pack, ...]) -> Pack:
        """One pack out of several; the first gives name, zone and calendars."""
        if len(packs) == 1:
            return packs[0]
        if not packs:
            return Pack(id="none", name="No pack")
        first = packs[0]
        return Pack(
            id="+".join(pack.id for pack in packs),
            name=first.name,
            zone=first.zone,
            languages=tuple(dict.fromkeys(x for pack in packs for x in pack.languages)),
            calendars=tuple(dict.fromkeys(x for pack in packs for x in pack.calendars)),
            institutions=tuple(x for pack in packs for x in pack.institutions),
            posts=tuple(x for pack in packs for x in pack.posts),
            people=tuple(x for pack in packs for x in pack.people),
            tenures=tuple(x for pack in packs for x in pack.tenures),
            outlets=tuple(x for pack in packs for x in pack.outlets),
            dossiers=tuple(x for pack in packs for x in pack.dossiers),
            sources=tuple(x for pack in packs for x in pack.sources),
            profiles=tuple(x for pack in packs for x in pack.profiles),
            places=tuple(x for pack in packs for x in pack.places),
        )
