"""Publish: who spoke, as printed: name and office, or the office alone for a person without public office."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.languages import names
from rasad.model import Person, Reference, Statement
from rasad.publish.house import House, when_of
from rasad.publish.markdown import escape
from rasad.publish.nouns import Named
from rasad.publish.plan import Told
from rasad.publish.withheld import Withheld


@dataclass(frozen=True)
class Speakers:
    """Names speakers in the language of the house. A private person is never named."""

    house: House
    withheld: Withheld

    def shown(self, told: Told, statement: Statement, day: str | None, introduced: set[str]) -> str:
        """The speaker as printed, or nothing when the text names none that may be named.

        `introduced` holds the persons whose office the item has said; a new one is added.
        """
        speaker = statement.speaker
        if speaker and (named := self.withheld.named_at(told.text_id, speaker.start, speaker.end)):
            return self._named(told, statement, named, introduced)
        if statement.private or (
            speaker and self.withheld.covers(told.text_id, speaker.start, speaker.end)
        ):
            return self._nameless(told, statement)
        pack = self.house.pack
        id = (speaker.id if speaker else None) or ""
        if person := pack.person_by_id.get(id):
            name = escape(self.house.person(person))
            if id in introduced:
                return self._short(person, introduced)
            introduced.add(id)
            office = self._office(told, statement, id, day)
            return self._with_office(name, office) if office else name
        if body := pack.institution_by_id.get(id):
            return escape(self.house.body(body))
        if outlet := pack.outlet_by_id.get(id):
            if told.article and told.article.outlet == id:
                return ""  # its own report: the sentence names it as the one that reported
            return escape(self.house.outlet(outlet))
        if id in pack.post_by_id:
            return escape(
                self.house.phrase("who", "the").format(body=self.house.title(None, id, None))
            )
        return self._unknown(told, statement, speaker)

    def _named(self, told: Told, statement: Statement, named: Named, introduced: set[str]) -> str:
        """Who speaks for a body, by name and the words that say so; in another language than that of the text without the name."""
        if told.language != self.house.language:
            return self._nameless(told, statement)
        name = escape(" ".join(named.name.split()))
        words = self.withheld.clean(named.words, told.language) or self._office_words(told, statement)
        if not words or named.name in introduced:
            return name
        introduced.add(named.name)
        return self.house.phrase("who", "speaks_for").format(name=name, words=escape(words) if named.words else words)

    def _short(self, person: Person, introduced: set[str]) -> str:
        """The surname, unless somebody else of the item bears it too."""
        full = self.house.person(person)
        surname = full.split(" ")[-1]
        others = (self.house.pack.person_by_id.get(id) for id in introduced - {person.id})
        taken = {self.house.person(other).split(" ")[-1] for other in others if other}
        return escape(full if surname in taken else surname)

    def _unknown(self, told: Told, statement: Statement, speaker: Reference | None) -> str:
        """A speaker the pack does not know: an office, or the source's own words if they name nobody."""
        if statement.office and (statement.office.post or statement.office.institution):
            title = self.house.title(None, statement.office.post, statement.office.institution)
            return escape(self.house.phrase("who", "the").format(body=title)) if title else ""
        if speaker is None or told.language != self.house.language:
            return ""
        if self._is_somebody(told, statement, speaker):
            return self._nameless(told, statement)
        return escape(speaker.text)

    def _is_somebody(self, told: Told, statement: Statement, speaker: Reference) -> bool:
        """True for words that name a person: they look so, or an office stands beside them."""
        if self.withheld.names(speaker.text) or (
            statement.office and statement.office.text not in ("", speaker.text)
        ):
            return True
        sentence = told.text[statement.start : statement.end]
        low, high = speaker.start - statement.start, speaker.end - statement.start
        alone = names.find_people(speaker.text, told.language)
        within = names.find_people(sentence, told.language)
        return bool(alone) or any(span.start < high and low < span.end for span in within)

    def _nameless(self, told: Told, statement: Statement) -> str:
        office = self._office_words(told, statement)
        if not office:
            return self.house.phrase("who", "withheld")
        return self.house.phrase("who", "withheld_office").format(office=office)

    def _with_office(self, name: str, office: str) -> str:
        return self.house.phrase("who", "office").format(name=name, office=office)

    def _office(self, told: Told, statement: Statement, person: str, day: str | None) -> str:
        """The office held that day: as the statement gives it, else the one the pack knows of."""
        when = when_of(day) or when_of(
            told.article.published.edtf if told.article and told.article.published else None
        )
        tenures = self.house.pack.tenures_of(person, when)
        post = statement.office.post if statement.office else None
        if statement.office is None and len(tenures) == 1:
            post = tenures[0].post
        tenure = next((found for found in tenures if found.post == post), None)
        if post:
            return escape(self.house.title(tenure, post, None))
        return self._office_words(told, statement)

    def _office_words(self, told: Told, statement: Statement) -> str:
        """The office in words: of the pack, else of the source when it is in this language and names nobody."""
        office = statement.office
        if office is None:
            return ""
        known = self.house.title(None, office.post, None) if office.post else ""
        if (
            not known
            and told.language == self.house.language
            and not self._names_somebody(office.text)
        ):
            known = office.text
        return escape(known or self.house.title(None, None, office.institution))

    def _names_somebody(self, words: str) -> bool:
        return self.withheld.names(words) or any(
            self.withheld.names(span.text) or " " in span.text.strip()
            for span in names.find_people(words, self.house.language)
        )
