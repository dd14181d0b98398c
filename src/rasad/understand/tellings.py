"""Understand: an article with its reading, and its statements with the one who speaks in each. Articles → Tellings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from rasad.languages import paragraphs, sentences
from rasad.model import Article, DateMention, Figure, Reading, Statement
from rasad.model.when import bounds, is_edtf
from rasad.understand.lexicon import Lexicon, lexicon
from rasad.understand.plain import words
from rasad.understand.slugs import slug_words

_SAYING: Final = "say"


class _HasStart(Protocol):
    @property
    def start(self) -> int: ...


Placed = TypeVar("Placed", bound=_HasStart)


def _beginning_in(found: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Those that begin in a stretch; `found` in the order of the text."""
    low = bisect_left(found, start, key=lambda one: one.start)
    return found[low : bisect_left(found, end, lo=low, key=lambda one: one.start)]


@dataclass(slots=True)
class Telling:
    """One article's text and what was read in it. `place` orders tellings: by day, then by id."""

    article: str
    text_id: str
    outlet: str | None
    title: str
    language: str
    reading: Reading
    place: tuple[str, str]
    is_reprint: bool = False
    agency: str | None = None
    _paragraphs: list[tuple[int, int]] | None = None
    _sentences: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The exact text."""
        return self.reading.text

    @property
    def lexicon(self) -> Lexicon:
        """The words of its language."""
        return lexicon(self.language)

    def paragraphs(self) -> list[tuple[int, int]]:
        """The paragraphs of the text, found once."""
        if self._paragraphs is None:
            self._paragraphs = paragraphs.spans(self.text) or [(0, len(self.text))]
        return self._paragraphs

    def paragraph_at(self, place: int) -> tuple[int, int]:
        """The paragraph that holds a place."""
        for start, end in self.paragraphs():
            if place < end:
                return start, end
        return self.paragraphs()[-1]

    def sentence_span(self, start: int, end: int) -> tuple[int, int]:
        """The whole sentences that a stretch touches."""
        low, high = start, end
        for place in (start, max(start, end - 1)):
            for first, last in self._sentences_at(place):
                if first <= place < last:
                    low, high = min(low, first), max(high, last)
        return low, high

    def _sentences_at(self, place: int) -> list[tuple[int, int]]:
        first, last = self.paragraph_at(place)
        if first not in self._sentences:
            spans = sentences.split(self.text[first:last], self.language)
            self._sentences[first] = [(first + span.start, first + span.end) for span in spans]
        return self._sentences[first]


@dataclass(frozen=True, slots=True)
class Piece:
    """A statement in its telling. `key` names the speaker across texts; `named` is the statement that names them."""

    telling: Telling
    statement: Statement
    key: str
    named: Statement

    @property
    def group(self) -> str:
        """What kind of act it is: pieces of one group and speaker may make one development."""
        if self.statement.act == "deny":
            return "deny"
        if self.statement.kind == "document" and self.statement.action and _is_decision(self.statement):
            return "decide"
        return _SAYING

    @property
    def dossier(self) -> str:
        """The dossier it is most about, empty when none."""
        return self.statement.dossiers[0] if self.statement.dossiers else ""

    def figures(self) -> list[Figure]:
        """The figures inside the statement."""
        one = self.statement
        return list(_beginning_in(self.telling.reading.numbers, one.start, one.end))

    def ids(self) -> set[str]:
        """The bodies and persons named in the statement, its speaker left out."""
        one = self.statement
        speaker = one.speaker.id if one.speaker else None
        return {
            mention.id
            for mention in _beginning_in(self.telling.reading.mentions, one.start, one.end)
            if mention.id and mention.id != speaker
        }

    def date(self) -> DateMention | None:
        """When it was said, else when it was published."""
        said = self.statement.said
        return said if said and said.edtf else (self.statement.reported or said)


def _is_decision(statement: Statement) -> bool:
    return statement.act == "announce" and statement.speaker is not None


def telling_of(article: Article, reading: Reading, *, is_reprint: bool) -> Telling:
    """The telling of an article."""
    day = (article.published.edtf if article.published else None) or article.captured[:10]
    return Telling(
        article=article.id, text_id=article.text_id, outlet=article.outlet, title=article.title or slug_words(article.url),
        language=article.language.partition("-")[0], reading=reading, place=(day, article.id),
        is_reprint=is_reprint, agency=article.agency,
    )  # fmt: skip


def tellings_of(articles: Sequence[Article], readings: Mapping[str, Reading]) -> list[Telling]:
    """The tellings of articles whose texts were read, in order of time."""
    found = [telling_of(one, readings[one.text_id], is_reprint=False) for one in articles if one.text_id in readings]
    return sorted(found, key=lambda telling: telling.place)


def pieces(telling: Telling) -> list[Piece]:
    """The statements of a telling; one whose speaker is a pronoun belongs to the speaker before."""
    out: list[Piece] = []
    named: Statement | None = None
    outlets = {mention.id for mention in telling.reading.mentions if mention.kind == "outlet"}
    for statement in telling.reading.statements:
        names = statement.speaker is not None and not _is_pronoun(statement, telling.lexicon)
        if named is None or (names and statement.speaker and statement.speaker.id not in outlets):
            named = statement
        is_before = statement.speaker is None or _is_pronoun(statement, telling.lexicon) or _is_same(statement, named)
        source = named if is_before else statement
        out.append(Piece(telling, statement, speaker_key(statement, source, telling.language), source))
    return out


def _is_pronoun(statement: Statement, known: Lexicon) -> bool:
    if statement.speaker is None:
        return False
    tokens = words(statement.speaker.text)
    text = " ".join(tokens)
    if text in known.title_words.get("pronouns", ()) or text in known.title_words.get("body_pronouns", ()):
        return True
    return len(tokens) == 2 and tokens[0] == "the" and known.heads.has(tokens, 1, 2)


def _is_same(statement: Statement, named: Statement) -> bool:
    """True when a pronoun means the one named before, in full or by surname."""
    if statement.speaker_at is None or statement.speaker is None or statement.speaker.id or named.speaker is None:
        return False
    return words(statement.speaker.text)[-1:] == words(named.speaker.text)[-1:]


def speaker_key(statement: Statement, named: Statement, language: str) -> str:
    """One key for one speaker: person, else post, else body, else the words."""
    for one in (statement, named):
        if one.speaker is not None and one.speaker.id:
            return one.speaker.id
        if one.office is not None and (one.office.post or one.office.institution):
            return one.office.post or one.office.institution or ""
    return "" if named.speaker is None else " ".join(words(named.speaker.text))


def day_bounds(date: DateMention | None) -> tuple[int, int] | None:
    """The first and last day of a date as ordinals, None when it is open or unknown."""
    if date is None or not date.edtf or not is_edtf(date.edtf):
        return None
    first, last = bounds(date.edtf)
    return (first.toordinal(), last.toordinal()) if first and last else None
