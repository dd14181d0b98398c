"""Publish: a planned statement as a sentence of one language. Plan -> Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from rasad.languages import tables
from rasad.languages.text import normalise
from rasad.model import Citation, Statement
from rasad.model.when import day_of
from rasad.publish.house import House, when_of
from rasad.publish.markdown import escape, escape_block, one_line
from rasad.publish.nouns import Words
from rasad.publish.plan import Plan, Told
from rasad.publish.speakers import Speakers
from rasad.publish.withheld import Withheld

_STOPPED = re.compile(r"([!?\u061f\u2026][\u201d\u00bb](?: \[@[^\]]*\])*)\.$")
_REPORTED = ("publication", "publication_deictic", "capture")


@dataclass(slots=True)
class Said:
    """What the item has said already, and need not say again."""

    people: set[str] = field(default_factory=set)
    day: str | None = None
    outlet: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day for a sentence: `edtf`, and whether it is the day of the report rather than of the words."""

    edtf: str | None
    is_reported: bool = False


@dataclass(frozen=True)
class Writer:
    """Writes sentences in the house's form. Names of private persons never pass through it."""

    house: House
    withheld: Withheld
    words: Words

    @property
    def _speakers(self) -> Speakers:
        return Speakers(self.house, self.withheld)

    @property
    def language(self) -> str:
        """The language of the edition."""
        return self.house.language

    def sentence(self, plan: Plan, day: Day, said: Said) -> str:
        """One sentence with its citations; what `said` holds is not repeated."""
        statement = plan.told.statement
        source = self._source(plan.told)
        who = (
            ""
            if statement is None or plan.form == "report"
            else self._speakers.shown(plan.told, statement, day.edtf, said.people)
        )
        parts = {
            "words": self._words(plan),
            "cite": self._cite(plan),
            "support": self._support(plan),
        }
        if not who:
            return self._report(plan, day, said, source, parts)
        parts["who"] = who
        parts["verb"], form = self._verb(plan)
        speaker = (statement.speaker.id if statement and statement.speaker else None) or who
        if speaker == said.speaker and said.day == (day.edtf or said.day):
            key = "words" if form == "deed" else "verb"
            parts[key] = self._phrase("also").format(verb=parts[key])
        parts["when"], parts["outlet"] = self._frame(day, said, source)
        said.speaker, said.day, said.outlet = speaker, day.edtf or said.day, source or said.outlet
        if form != "quote":
            parts["cite"] += parts["support"]
        return self._finish(self._phrase(form).format(**parts))

    def also(self, outlets: tuple[tuple[str, tuple[str, int, int]], ...]) -> str:
        """The sentence that names further outlets, each with its passage."""
        shown = [(self.house.outlet(outlet), place) for outlet, place in outlets]
        cited = "".join(
            self._citation(Citation(text_id=t, start=a, end=b)) for _, (t, a, b) in shown
        )
        listed = escape(self.house.listed(name for name, _ in shown))
        key = "also_reported" if len(shown) > 1 else "also_reported_one"
        return self._finish(self._phrase(key).format(outlets=listed, cite=cited))

    # parts of a sentence

    def _phrase(self, key: str) -> str:
        return self.house.phrase("sentence", key)

    def _finish(self, line: str) -> str:
        """The line begun with a capital; no full stop behind a question that ends it."""
        plain = _STOPPED.sub(r"\1", one_line(line))
        return escape_block(capital(plain, self.language))

    def _report(self, plan: Plan, day: Day, said: Said, source: str, parts: dict[str, str]) -> str:
        """The outlet as the speaker: for a passage without one, or one that cannot be turned into a clause safely."""
        words = parts["words"]
        if plan.form in ("that", "deed"):
            words = self._marked(words)
        source = source or self.house.site["outlet"]
        when = self._when(day) if day.edtf != said.day else ""
        said.day, said.outlet, said.speaker = day.edtf, source, source
        cite = parts["cite"] + parts["support"]
        return self._finish(
            self._phrase("report").format(when=when, source=source, words=words, cite=cite)
        )

    def _frame(self, day: Day, said: Said, source: str) -> tuple[str, str]:
        """The day and the outlet, each only if it is new."""
        is_new_day = bool(day.edtf) and day.edtf != said.day
        if source and day.is_reported and is_new_day:
            return "", self._phrase("outlet_day").format(
                source=source, date=self.house.day(day.edtf)
            )
        outlet = (
            self._phrase("outlet").format(source=source) if source and source != said.outlet else ""
        )
        return (self._when(day) if is_new_day else ""), outlet

    def _when(self, day: Day) -> str:
        date = self.house.day(day.edtf)
        if not date:
            return ""
        return self._phrase("day" if day_of(day.edtf) else "period").format(date=date)

    def _source(self, told: Told) -> str:
        """The outlet that published, and the agency it credits."""
        if told.article is None:
            return ""
        outlet, agency = (
            self.house.outlet(told.article.outlet),
            self.house.outlet(told.article.agency),
        )
        if agency and outlet and agency != outlet:
            return escape(self._phrase("citing").format(outlet=outlet, agency=agency))
        return escape(outlet or agency)

    def _verb(self, plan: Plan) -> tuple[str, str]:
        """The verb and the form of the sentence. A deed brings its own verb."""
        statement = plan.told.statement
        said = self.house.phrase("acts", "assert")
        if plan.form == "quote":
            act = self.house.phrase("acts", _named_act(statement) if statement else "assert")
            return (said if plan.is_denier else act or said), "quote"
        if plan.form == "deed" or statement is None:
            return "", "deed"
        own = self._own_verb(statement.verb) if plan.told.language == self.language else ""
        act = self.house.phrase("acts", "denier" if plan.is_denier else _named_act(statement))
        return own or act or said, "that"

    def _own_verb(self, verb: str) -> str:
        """The house's past form of a verb of the source, or nothing."""
        folded = normalise(verb, self.language)
        for form, listed in tables.mapping(self.language, "house", "verbs").items():
            if isinstance(listed, list) and any(
                normalise(str(word), self.language) == folded for word in listed
            ):
                return form
        return ""

    # words and their citations

    def _words(self, plan: Plan) -> str:
        """The words of a plan: the source's own, an editor's translation, or an open slot."""
        told = plan.told
        if told.language == self.language:
            words = self.withheld.passage(
                told.text_id, told.text, (plan.start, plan.end), self.language
            )
            verb = told.statement.verb if told.statement else ""
            if plan.form == "deed" and verb and words.startswith(verb):
                words = (self._own_verb(verb) or verb) + words[len(verb) :]
        else:
            found = self._translation(plan)
            words = found[0].strip() if found else self._slot(plan)
            if not words.endswith(".."):
                words = words.rstrip(" .,;\u060c\u061b")
        if plan.form == "that":
            words = lowered(words, self.language)
        shown = escape(words)
        return shown if plan.form in ("that", "deed") else self._marked(shown)

    def _marked(self, words: str) -> str:
        return self._phrase("open") + words + self._phrase("close")

    def _slot(self, plan: Plan) -> str:
        told = plan.told
        words = self.withheld.passage(
            told.text_id, told.text, (plan.start, plan.end), told.language or "en"
        )
        return self._phrase("slot").format(words=words.replace("[", "(").replace("]", ")"))

    def _translation(self, plan: Plan) -> tuple[str, str] | None:
        return self.words.translations.get((plan.told.text_id, plan.start, plan.end, self.language))

    def _cite(self, plan: Plan) -> str:
        found = self._translation(plan)
        translator = None if plan.told.language == self.language else (found[1] if found else "")
        return self._citation(
            Citation(
                text_id=plan.told.text_id, start=plan.start, end=plan.end, translator=translator
            )
        )

    def _support(self, plan: Plan) -> str:
        if plan.support is None:
            return ""
        start, end = plan.support
        return self._citation(Citation(text_id=plan.told.text_id, start=start, end=end))

    @staticmethod
    def _citation(citation: Citation) -> str:
        return f" {citation}"


def capital(line: str, language: str) -> str:
    """A line that begins with a capital where the language has them."""
    row = tables.LANGUAGES.get(language)
    return line[:1].upper() + line[1:] if row is None or row.has_case else line


def lowered(words: str, language: str) -> str:
    """The words of a clause inside a sentence: a capital that only began theirs is let go, and so is a leading dash."""
    words = words.lstrip("-\u2013\u2014 ")
    first = words.split(" ", 1)[0]
    starters = tables.words(language, "rules", "sentences", "starters")
    return words[:1].lower() + words[1:] if first in starters and first != "I" else words


def day_of_report(day: Day, told: Told) -> Day:
    """The day, or where none is known the day of publication, as that of the report."""
    if day.edtf:
        return day
    published = told.article.published if told.article else None
    return Day(edtf=when_of(published.edtf if published else None), is_reported=True)


def as_reported(day: Day, role: str) -> Day:
    """The day as one of a report when its role says so."""
    return replace(day, is_reported=role in _REPORTED)


def _named_act(statement: Statement) -> str:
    """The act that the verb of the source names: none that was only read from the words is printed as what somebody did."""
    return statement.verb_act or statement.act
