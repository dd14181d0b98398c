"""Understand: a text laid out: sentences, quotations, tokens, names, dates, figures. Document → Page."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Protocol, TypeVar

from rasad import calendars
from rasad.languages import gazetteer, names, numbers, paragraphs, quotes, sentences
from rasad.languages.gazetteer import Found
from rasad.languages.quotes import Quote
from rasad.model import DateMention, Document, Figure, Pack, Span
from rasad.model.when import day_of, is_edtf
from rasad.understand.lexicon import Lexicon, lexicon
from rasad.understand.plain import QUOTE, Tokens, masked, plain, tokens


class _HasSpan(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Spanned = TypeVar("Spanned", bound=_HasSpan)
_LONGEST_NAME: Final = 4
_SINGLE: Final = "'\u2018\u2019"
_LONGEST: Final = 4000  # characters of a sentence; the longest of 33,000 in two corpora of news has 3,600


@dataclass(slots=True)
class Page:
    """A text and all that stands in it, offsets into the unchanged text. `day` is set when one is known.

    In `tokens` each quotation is one token, in `words` it is read word by word.
    """

    document: Document
    text: str
    plain: str
    language: str
    lexicon: Lexicon
    pack: Pack
    anchor: str | None
    day: str | None
    sentences: list[Span]
    paragraphs: list[tuple[int, int]]
    quotes: list[Quote]
    tokens: Tokens
    words: Tokens
    found: list[Found]
    people: list[Span]
    dates: list[DateMention]
    figures: list[Figure]
    _found_starts: list[int] = field(default_factory=list)
    _quote_starts: list[int] = field(default_factory=list)
    _date_starts: list[int] = field(default_factory=list)

    def quote_at(self, start: int) -> Quote | None:
        """The masked quotation that begins at a place."""
        place = bisect_left(self._quote_starts, start)
        if place < len(self.quotes) and self.quotes[place].start == start:
            return self.quotes[place]
        return None

    def quotes_in(self, start: int, end: int) -> list[Quote]:
        """The quotations that lie in a stretch."""
        low = bisect_left(self._quote_starts, start)
        high = bisect_left(self._quote_starts, end)
        return [quote for quote in self.quotes[low:high] if quote.end <= end]

    def found_in(self, start: int, end: int) -> list[Found]:
        """The names of the pack that lie in a stretch."""
        low = bisect_left(self._found_starts, start)
        high = bisect_left(self._found_starts, end)
        return [found for found in self.found[low:high] if found.end <= end + 1]

    def people_in(self, start: int, end: int) -> list[Span]:
        """The names of persons unknown to the pack that lie in a stretch."""
        return within(self.people, start, end)

    def dates_in(self, start: int, end: int) -> list[DateMention]:
        """The dates that begin in a stretch."""
        low = bisect_left(self._date_starts, start)
        high = bisect_left(self._date_starts, end)
        return self.dates[low:high]

    def sentence_at(self, place: int) -> Span:
        """The sentence that holds a place, else the nearest before it."""
        index = bisect_right(self.sentences, place, key=lambda span: span.start) - 1
        return self.sentences[max(index, 0)]

    def paragraph_at(self, place: int) -> tuple[int, int]:
        """The paragraph that holds a place."""
        index = bisect_right(self.paragraphs, (place, len(self.text) + 1)) - 1
        return self.paragraphs[max(index, 0)] if self.paragraphs else (0, len(self.text))


def within(spans: Sequence[Spanned], start: int, end: int) -> list[Spanned]:
    """Those that lie in a stretch; `spans` in order of start."""
    low = bisect_left(spans, start, key=lambda span: span.start)
    out = []
    for span in spans[low:]:
        if span.start >= end:
            break
        if span.end <= end:
            out.append(span)
    return out


def lay_out(document: Document, *, pack: Pack, window: str | None, anchor: str | None) -> Page:
    """The page of a document."""
    text, language = document.text, document.language.partition("-")[0]
    published = document.published.edtf if document.published else None
    told = next((edtf for edtf in (anchor, published, window) if edtf and is_edtf(edtf)), None)
    marks = [quote for quote in quotes.find(text, language) if quote.depth == 0 and _is_whole(quote, text)]
    even = plain(text)
    words = tokens(even)
    marks = [quote for quote in marks if not _is_name(quote, even, words, lexicon(language))]
    found = gazetteer.gazetteer(pack).mentions(text, language)
    dates = calendars.parse(text, language=language, anchor=told)
    taken = [(date.start, date.end) for date in dates if date.start is not None and date.end is not None]
    known = sorted([(one.start, one.end) for one in found if one.kind != "post"] + taken)
    return Page(
        document=document, text=text, plain=even, language=language, lexicon=lexicon(language),
        pack=pack, anchor=told, day=told if told and day_of(told) else None,
        sentences=_bounded(sentences.split(text, language), text), paragraphs=paragraphs.spans(text), quotes=marks,
        tokens=_masked(even, words, marks) if marks else words, words=words, found=found,
        people=names.find_people(text, language, known), dates=dates,
        figures=numbers.find(text, language, skip=taken),
        _found_starts=[one.start for one in found], _quote_starts=[quote.start for quote in marks],
        _date_starts=[date.start or 0 for date in dates],
    )  # fmt: skip


def _bounded(spans: list[Span], text: str) -> list[Span]:
    """The sentences, cut at a space where one has no end for so long: each is read as a whole, in time that grows with its square."""
    out: list[Span] = []
    for span in spans:
        start = span.start
        while span.end - start > _LONGEST:
            stop = text.rfind(" ", start + 1, start + _LONGEST) + 1 or start + _LONGEST
            out.append(Span(text=text[start:stop], start=start, end=stop))
            start = stop
        out.append(Span(text=text[start : span.end], start=start, end=span.end) if start > span.start else span)
    return out


def _is_whole(quote: Quote, text: str) -> bool:
    """True for a quotation whose ends are known, or one that opens after a colon or a comma and is not closed."""
    if quote.is_closed:
        return quote.inner_end > quote.inner_start
    before = text[max(0, quote.start - 3) : quote.start].rstrip()
    return not quote.is_stray and quote.mark not in _SINGLE and (not before or before[-1] in ":,\u060c\n")


def _is_name(quote: Quote, even: str, words: Tokens, known: Lexicon) -> bool:
    """True for a foreign name between marks, as texts without capitals print it: a few words, and a title behind them."""
    if not known.is_light or even.count(" ", quote.inner_start, quote.inner_end) >= _LONGEST_NAME:
        return False
    low, place = words.at(quote.start), words.at(quote.end)
    before = words.lows[low - 1] if low else ""
    if before in known.title_words["honorifics"]:
        return True
    if _opens_sentence(quote, even, words, known):
        return True
    if place < len(words) and before.isalpha() and before not in known.title_words["pronouns"] and known.verbs.at(words.lows, place, len(words)):
        return not known.is_any("breaks", before) and not known.phrases["finals"].has(words.lows, low, place)
    place += place < len(words) and words.lows[place] == ","
    return place < len(words) and known.heads.at(words.lows, place, len(words)) is not None


def _opens_sentence(quote: Quote, even: str, words: Tokens, known: Lexicon) -> bool:
    """True for one to three words in marks at the head of a sentence, or behind a title, before a small word: 'Dara Velin' in an interview …"""
    low, place = words.at(quote.start), words.at(quote.end)
    if place >= len(words) or not known.is_any("breaks", words.lows[place]) or known.phrases["finals"].has(words.lows, low, place):
        return False
    head = even[: quote.start].rstrip(" ")[-1:]
    return head in ("", "\n", ".") or (low > 0 and known.heads.at(words.lows, low - 1, low) is not None)


def _masked(text: str, words: Tokens, marks: list[Quote]) -> Tokens:
    """The tokens of a text with each quotation made one long sign."""
    spans: list[tuple[int, int]] = []
    for quote in marks:
        if not spans or quote.start > spans[-1][1]:
            spans.append((quote.start, quote.end))
        elif quote.start == spans[-1][1]:
            spans[-1] = (spans[-1][0], quote.end)
    return masked(words, spans) or tokens(_mask(text, spans))


def _mask(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in spans:
        pieces += [text[done:start], QUOTE * (end - start)]
        done = end
    return "".join([*pieces, text[done:]])
