"""Evidence that remembers what each cited text holds, each thing worked out once. Evidence -> Cited."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import Final, Protocol, runtime_checkable

from rasad import calendars
from rasad.check import lexicon
from rasad.check.memory import Memory
from rasad.check.passages import Passages, spans_of
from rasad.check.values import Value, digit_values, values_of
from rasad.languages import names, numbers, quotes
from rasad.languages import text as letters
from rasad.languages.gazetteer import Found, gazetteer
from rasad.languages.text import Folded
from rasad.model import Article, Capture, DateMention, Figure, Pack, Statement, TextVersion
from rasad.model.ports import Evidence

_PERSIAN: Final = frozenset("\u067e\u0686\u0698\u06af\u06a9\u06cc")


@runtime_checkable
class HasArticles(Protocol):
    """Evidence that also knows which article a text version was read from."""

    def article(self, text_id: str) -> Article | None:
        """The article, or None."""
        ...


def language_of(text: str) -> str:
    """The language of a text by its letters alone: "fa", "ar", or "en" for everything else."""
    sample = text[:4000]
    arabic = sum("\u0620" <= char <= "\u06ff" for char in sample)
    if arabic * 2 < sum(char.isalpha() for char in sample):
        return "en"
    return "fa" if any(char in _PERSIAN for char in sample) else "ar"


class Cited(Passages):
    """One text version, with what rules ask of it."""

    def __init__(
        self,
        version: TextVersion,
        *,
        article: Article | None,
        said: Callable[[], Sequence[Statement]] | None,
        window: str,
        pack: Pack,
        shared: dict[Hashable, object] | None = None,
    ) -> None:
        self.id = version.id
        self.text = version.text
        known = article.language if article else ""
        self.language = known if lexicon.load(known) else language_of(version.text)
        self.published: DateMention | None = article.published if article else None
        self.title = article.title if article else ""
        self.byline = article.byline if article else ""
        self.outlet = article.outlet if article else None
        self._said = said
        self._window = window
        self._pack = pack
        self._passages: dict[tuple[int, int], tuple[int, int]] = {}
        # What stands in a passage; texts that carry the same words share it.
        self._shared: dict[Hashable, object] = {} if shared is None else shared

    @property
    def is_heard(self) -> bool:
        """True when it is known which statements the text makes."""
        return self._said is not None

    @cached_property
    def said(self) -> Sequence[Statement]:
        """The statements of the text, asked for when first needed."""
        return self._said() if self._said else ()

    @property
    def anchor(self) -> str | None:
        """What dates without a year are counted from: the day of publication, else the window."""
        return (self.published.edtf if self.published else None) or self._window or None

    @cached_property
    def folded(self) -> Folded:
        """The form in which wordings are compared."""
        return quotes.folded(self.text)

    @cached_property
    def words(self) -> str:
        """The folded words of text, title and byline, each between spaces."""
        whole = "\n".join((self.title, self.byline, self.text))
        return " ".join(("", *dict.fromkeys(letters.words(whole, self.language)), ""))

    @cached_property
    def phrases(self) -> str:
        """The folded words of text and title in their order, each between spaces."""
        return f" {' '.join(letters.words(f'{self.title} {self.text}', self.language))} "

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The persons the text names, as printed."""
        taken = [(found.start, found.end) for found in self.names if found.kind != "person"]
        found = names.find_people(self.text, self.language, taken)
        return tuple(dict.fromkeys(span.text for span in found))

    @cached_property
    def dates(self) -> tuple[DateMention, ...]:
        """The dates printed in the text, in order."""
        return tuple(calendars.parse(self.text, language=self.language, anchor=self.anchor))

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The numbers in the text that are no part of a date."""
        return tuple(numbers.find(self.text, self.language, skip=spans_of(self.dates)))

    @cached_property
    def values(self) -> frozenset[Value]:
        """The values of all numbers of the text and its title."""
        title = numbers.find(self.title, self.language)
        return values_of((*self.figures, *title))

    @cached_property
    def digits(self) -> frozenset[int]:
        """Every run of digits in the text, whatever it counts, and every whole number in words."""
        whole = {
            int(f.value) for f in self.figures if f.value is not None and f.value == int(f.value)
        }
        return digit_values(self.text) | whole

    @cached_property
    def names(self) -> tuple[Found, ...]:
        """What the pack knows by name in the text and its title."""
        known = gazetteer(self._pack)
        return (
            *known.mentions(self.text, self.language),
            *known.mentions(self.title, self.language),
        )

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of all that the pack knows by name in the text and its title, paragraph by paragraph."""
        return frozenset().union(*map(self._ids_in, (self.title, *self.text.split("\n\n"))))

    @cached_property
    def surname_ids(self) -> frozenset[str]:
        """The ids of all persons of the pack whose surname stands in the text."""
        found = gazetteer(self._pack).surname_mentions(self.text, self.language)
        return frozenset(id for one in found for id in one.ids)



def _unasked(name: str) -> tuple[str, str] | None:
    """Nothing: there are no texts to ask."""


class Held:
    """Evidence with a memory; itself an Evidence. Keep it to check again without reading again.

    `decided` gives the day the desk decided for an item, by item id; `said` the statements of a text
    version, by its id, when all of them are known; `named` the persons without office whom an item may name, by item id.
    `harmed` says which text held tells harm to, or kinship of, somebody of a name, and in which words.
    """

    def __init__(
        self,
        evidence: Evidence | None,
        *,
        pack: Pack,
        window: str,
        decided: Mapping[str, str] | None = None,
        said: Mapping[str, Sequence[Statement]] | None = None,
        named: Mapping[str, Sequence[str]] | None = None,
        harmed: Callable[[str], tuple[str, str] | None] | None = None,
    ) -> None:
        self.evidence = evidence
        self.pack = pack
        self.window = window
        self.decided: Mapping[str, str] = decided or {}
        self.said = said
        self.named: Mapping[str, Sequence[str]] = named or {}
        self.harm_of: Callable[[str], tuple[str, str] | None] = lru_cache(maxsize=None)(harmed) if harmed else _unasked
        self.memory = Memory()
        self._shared: dict[Hashable, object] = {}
        self._cited: dict[str, Cited | None] = {}

    @property
    def is_there(self) -> bool:
        """True when there is evidence to ask."""
        return self.evidence is not None

    def text(self, text_id: str) -> TextVersion | None:
        """The text version of that id, or None."""
        return self.evidence.text(text_id) if self.evidence else None

    def statements(self, dossier: str) -> tuple[Statement, ...]:
        """The statements held about a dossier."""
        return self.evidence.statements(dossier) if self.evidence else ()

    def captures(self, url: str) -> tuple[Capture, ...]:
        """The captures of an address, oldest first."""
        return self.evidence.captures(url) if self.evidence else ()

    def _said_in(self, text_id: str) -> Sequence[Statement]:
        return self.said.get(text_id, ()) if self.said is not None else ()

    def cited(self, text_id: str) -> Cited | None:
        """What rules ask of a text version, or None when it is not held."""
        if text_id not in self._cited:
            version = self.text(text_id)
            article = (
                self.evidence.article(text_id) if isinstance(self.evidence, HasArticles) else None
            )
            said = None if self.said is None else partial(self._said_in, text_id)
            self._cited[text_id] = None
            if version is not None:
                self._cited[text_id] = Cited(
                    version,
                    article=article,
                    said=said,
                    window=self.window,
                    pack=self.pack,
                    shared=self._shared,
                )
        return self._cited[text_id]
