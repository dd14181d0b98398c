"""Publish: the house phrases of a language, and names, offices and days in it. Nouns -> words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rasad import calendars
from rasad.languages import tables
from rasad.languages.text import normalise
from rasad.model import Institution, Name, Outlet, Pack, Person, Tenure
from rasad.model.when import day_of, is_edtf

DEFAULT = "en"


@dataclass(frozen=True)
class House:
    """How this house writes in one language. A phrase that the language lacks is taken from English."""

    language: str
    pack: Pack

    def phrase(self, section: str, key: str, default: str = "") -> str:
        """A phrase of house.toml."""
        for language in (self.language, DEFAULT):
            value = tables.mapping(language, "house", section).get(key)
            if value is not None:
                return str(value)
        return default

    def words(self, section: str, key: str) -> tuple[str, ...]:
        """A list of words of house.toml."""
        return tables.words(self.language, "house", section, key)

    @cached_property
    def site(self) -> dict[str, str]:
        """All phrases of the printed page."""
        english = tables.mapping(DEFAULT, "house", "site")
        own = tables.mapping(self.language, "house", "site")
        return {key: str(own.get(key, value)) for key, value in english.items()}

    @cached_property
    def direction(self) -> str:
        """ltr or rtl."""
        row = tables.LANGUAGES.get(self.language)
        return row.direction if row else "ltr"

    @cached_property
    def calendar(self) -> str:
        """The calendar in which this language prints days: jalali in Persian, gregorian elsewhere."""
        return "jalali" if self.language.partition("-")[0] == "fa" else "gregorian"

    def digits(self, value: object) -> str:
        """A number in the digits of the language."""
        row = tables.LANGUAGES.get(self.language)
        own = row.digits if row else "0123456789"
        return str(value).translate(str.maketrans("0123456789", own))

    def day(self, edtf: str | None) -> str:
        """A date as this house prints it; nothing for one that cannot be read."""
        if not edtf or not is_edtf(edtf):
            return ""
        return calendars.format_day(edtf, calendar=self.calendar, language=self.language)

    def listed(self, names: Iterable[str]) -> str:
        """Names as a list: A, B and C."""
        *most, last = names
        if not most:
            return last
        return self.phrase("sentence", "comma").join(most) + self.phrase("sentence", "and") + last

    # names

    def name(self, names: tuple[Name, ...]) -> str:
        """The official name in the language, else any of it that is no acronym, else any at all."""
        own = [name for name in names if name.language == self.language]
        for found in (own, list(names)):
            ranked = sorted(found, key=lambda name: _RANK.get(name.kind, 1))
            if ranked:
                return ranked[0].text
        return ""

    def person(self, person: Person) -> str:
        """A person's name."""
        return self.name(person.names) or person.id

    def outlet(self, outlet: Outlet | str | None) -> str:
        """An outlet's name; of an id the pack does not know, nothing."""
        found = self.pack.outlet_by_id.get(outlet) if isinstance(outlet, str) else outlet
        return self.name(found.names) if found else ""

    def body(self, body: Institution, *, article: bool = True) -> str:
        """An institution's name, with its article where the language has one."""
        name = self.name(body.names)
        bare = body.type in self.words("who", "bare_types") or " " not in name
        if not article or bare or normalise(name, self.language).startswith("the "):
            return name
        return self.phrase("who", "the", "{body}").format(body=name)

    def title(self, tenure: Tenure | None, post: str | None, institution: str | None) -> str:
        """The title of a post with its body, said once. Empty when nothing is known."""
        body = self.pack.institution_by_id.get(institution or "")
        held = self.pack.post_by_id.get(post or "")
        if held is None:
            return self.body(body, article=False) if body else ""
        title = self.name(held.names)
        body = self.pack.institution_by_id.get(held.institution, body)
        if body and self._is_bare(title):
            shape = self.phrase("who", "post_of")
            title = shape.format(title=self._joined(title), body=self.body(body))
        if tenure and tenure.acting:
            title = self.phrase("who", "acting").format(title=title)
        return title

    def _is_bare(self, title: str) -> bool:
        """True for a title that names a rank alone ("deputy head"), so that its body must follow."""
        ranks = tables.mapping(self.language, "gazetteer", "roles").values()
        usual = {
            normalise(str(word), self.language)
            for row in ranks
            if isinstance(row, list)
            for word in row
        }
        return " " not in title or normalise(title, self.language) in usual

    def _joined(self, title: str) -> str:
        """A title in the form it takes before the body it belongs to."""
        ending = tables.mapping(self.language, "house", "ezafe").get(title[-1:], "")
        return title + str(ending)


_RANK = {"official": 0, "variant": 1, "former": 2, "acronym": 3}


def when_of(edtf: str | None) -> str | None:
    """A date without its hour; None for one that cannot be read."""
    if not edtf or not is_edtf(edtf):
        return None
    day = day_of(edtf)
    return day.isoformat() if day else edtf
