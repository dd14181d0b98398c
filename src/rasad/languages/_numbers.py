"""The grammar of numbers of one language, compiled from its table. (folded text, place) -> Amount."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple

from rasad.languages import tables
from rasad.languages.text import normalise

_DIGITS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d,]*\d)|\d+(?:\.\d+)?")
_DOTTED: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?!\d)")
_DOTTED_ONCE: Final = re.compile(r"[1-9]\d{0,2}\.\d{3}(?![\d.])")
_SLASHED: Final = re.compile(r"(\d+)/(\d{1,2})(?![\d/])")
_WORD: Final = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_GAP: Final = re.compile(r"[ -]")
_YEARS: Final = ((1300, 1499), (1900, 2100))
_CURRENCIES: Final = frozenset(
    (
        "rial",
        "toman",
        "dollar",
        "euro",
        "pound",
        "yen",
        "rupee",
        "dirham",
        "yuan",
        "ruble",
        "tal",
        "cent",
    )
)
_STOP: Final = frozenset(
    [
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "or",
        "were",
        "was",
        "is",
        "are",
        "be",
        "been",
        "have",
        "has",
        "had",
        "said",
        "says",
        "for",
        "from",
        "by",
        "with",
        "the",
        "a",
        "an",
        "that",
        "who",
        "which",
        "than",
        "as",
        "will",
        "would",
        "could",
        "may",
        "might",
        "not",
        "but",
        "per",
        "this",
        "these",
        "those",
        "more",
        "less",
        "ago",
        "since",
        "before",
        "after",
    ]
)


class Amount(NamedTuple):
    """A number at a place of a text, up to `end`."""

    value: float
    end: int
    magnitude: float = 1
    is_digits: bool = True
    is_year: bool = False
    is_shy: bool = False


class _Table:
    """The numbers table of a language, compiled: its words, and what they stand before."""

    def __init__(self, language: str) -> None:
        def row(*keys: str) -> frozenset[str]:
            return frozenset(normalise(word) for word in tables.words(language, "numbers", *keys))

        def map_of(key: str) -> dict[str, float]:
            found = tables.mapping(language, "numbers", key)
            return {normalise(k): float(v) for k, v in found.items() if isinstance(v, int | float)}

        def names_of(key: str) -> dict[str, str]:
            found = tables.mapping(language, "numbers", key)
            return {normalise(word): str(unit) for word, unit in found.items()}

        self.language = language
        self.joiners, self.articles, self.half = row("joiners"), row("articles"), row("half")
        self.shy, self.percent = row("shy"), row("percent") | {"%"}
        self.range_words, self.between = row("range_words"), row("between")
        self.between_and, self.year_words = row("between_and"), row("year_words")
        self.year_labels = row("year_labels")
        self.alone, self.vague = row("alone"), row("vague")
        self.not_before, self.labels = row("not_before"), names_of("labels")
        self.words, self.magnitudes = map_of("words"), map_of("magnitudes")
        self.attached, self.fractions = map_of("magnitudes_attached"), map_of("fractions")
        self.units, self.symbols = names_of("units"), names_of("symbols")
        self.currencies = _CURRENCIES
        self.has_slash_decimals = language in ("fa", "ar")
        self.reach = 2 if language == "en" else 0
        self.months = _months(language)
        of = "|".join(sorted(map(re.escape, row("of")))) or "of"
        self.measure = re.compile(
            rf" (?:{of}) (?:the |all |its |their |our )?((?:[^\W\d_]+(?: |(?=\W|$))){{1,3}})"
        )
        self.start = self._start()

    def _start(self) -> re.Pattern[str]:
        openers = set(self.words) | self.half | self.alone
        if self.articles:
            openers |= {
                f"{a} {m}"
                for a in self.articles
                for m in (*self.magnitudes, *self.fractions, "dozen")
            }
        symbol = "|".join(sorted(map(re.escape, self.symbols), key=len, reverse=True)) or r"(?!)"
        self.symbol = re.compile(rf"({symbol}) ?(?=\d)")
        return re.compile(_pattern_of_starts(openers, self.symbols))

    def may_count(self, text: str) -> bool:
        """False when the text has neither digits nor, cheaply seen, number words."""
        return bool(self.words) or any(char.isdigit() for char in text)

    def symbol_at(self, text: str, place: int) -> tuple[str | None, int]:
        """The unit of a currency sign here and where its number begins."""
        found = self.symbol.match(text, place)
        return (self.symbols[found.group(1)], found.end()) if found else (None, place)

    def _next(self, text: str, place: int) -> tuple[str, int] | None:
        """The next word, one space or hyphen away at most."""
        begin = place + 1 if place < len(text) and _GAP.match(text, place) else place
        found = _WORD.match(text, begin)
        return (found.group(), found.end()) if found else None

    def unit_at(self, text: str, place: int, reach: int) -> tuple[str | None, int, str]:
        """The unit behind a number, past at most `reach` other words; its end; its words."""
        if text[place : place + 1] == "%" or text[place : place + 2] == " %":
            return "%", place + (1 if text[place] == "%" else 2), "%"
        begin = place
        for step in range(reach + 1):
            gap = text[begin : begin + 1]
            if gap and gap not in " -" and not (step == 0 and gap.isalpha()):
                break
            first = _WORD.match(text, begin + (0 if gap.isalpha() else 1))
            if first is None:
                break
            second = self._next(text, first.end())
            pair = f"{first.group()} {second[0]}" if second else ""
            if second and pair in self.percent:
                return "%", second[1], pair
            if second and pair in self.units:
                return self.units[pair], second[1], pair
            if first.group() in self.percent:
                return self._points(text, first.end())
            if first.group() in self.units:
                return self.units[first.group()], first.end(), first.group()
            if first.group() in _STOP or first.group() in self.words:
                break
            begin = first.end()
        return None, place, ""

    def _points(self, text: str, end: int) -> tuple[str, int, str]:
        word = self._next(text, end)
        if word and word[0] in ("point", "points"):
            return "percentage point", word[1], "points"
        return "%", end, "%"


class Grammar(_Table):
    """Reads the number at a place of a folded text."""

    def amount(self, text: str, place: int) -> Amount | None:
        """The number that begins at `place`."""
        if text[place : place + 1].isdigit():
            return self._digits(text, place)
        return self._spelt(text, place)

    def _digits(self, text: str, place: int) -> Amount | None:
        value, end = self._plain(text, place)
        is_year = (
            end - place == 4
            and any(a <= value <= b for a, b in _YEARS)
            and text[place:end].isdigit()
        )
        magnitude = 1.0
        if attached := self._attached(text, end):
            magnitude, end = attached
        elif end < len(text) and (text[end].isalnum() or text[end] == "_"):
            unit = _WORD.match(text, end)
            if unit is None or unit.group() not in self.units:
                return None
        times, end = self._magnitudes(text, end)
        magnitude *= times
        value *= magnitude
        if magnitude > 1:
            value, end = self._rest(text, value, magnitude, end)
        return Amount(value, end, magnitude, is_year=is_year and magnitude == 1)

    def _plain(self, text: str, place: int) -> tuple[float, int]:
        dotted = _DOTTED.match(text, place)
        if dotted is None and self.has_slash_decimals:
            dotted = _DOTTED_ONCE.match(text, place)
        if dotted:
            return float(dotted.group().replace(".", "")), dotted.end()
        slashed = _SLASHED.match(text, place)
        if slashed:
            top, bottom = slashed.groups()
            if self.has_slash_decimals:
                return float(f"{top}.{bottom}"), slashed.end()
            if 0 < int(top) < int(bottom):
                return int(top) / int(bottom), slashed.end()
        found = _DIGITS.match(text, place)
        assert found is not None  # noqa: S101 - called on a digit
        return float(found.group().replace(",", "")), found.end()

    def _attached(self, text: str, place: int) -> tuple[float, int] | None:
        found = _WORD.match(text, place)
        if found and found.group() in self.attached:
            return self.attached[found.group()], found.end()
        return None

    def _magnitudes(self, text: str, place: int) -> tuple[float, int]:
        total = 1.0
        while (word := self._next(text, place)) and word[0] in self.magnitudes:
            total *= self.magnitudes[word[0]]
            place = word[1]
        return total, place

    def _rest(self, text: str, value: float, magnitude: float, end: int) -> tuple[float, int]:
        """Adds a smaller number behind a joiner: two million and five hundred thousand."""
        joiner = self._next(text, end)
        if joiner is None or joiner[0] not in self.joiners:
            return value, end
        more = self.amount(text, joiner[1] + 1)
        if (
            more is None
            or more.value >= magnitude
            or (more.magnitude == 1 and self.language == "en")
        ):
            return value, end
        return value + more.value, more.end

    def _spelt(self, text: str, place: int) -> Amount | None:
        """A number in words: groups of small words, each closed by a magnitude; then a fraction."""
        begin = place
        total, group, magnitude, count = 0.0, 0.0, 1.0, 0
        last, end, has_group = float("inf"), place, False
        word = self._word_at(text, place)
        if word and word[0] in self.articles:
            word = self._next(text, word[1])
            group, has_group = 1.0, True
        if word and word[0] in self.half:
            return self._halved(text, 0.0, word[1])
        joined = False
        while word is not None:
            name, stop = self._unjoined(word[0]) if count else word[0], word[1]
            if name in self.words and (not has_group or self._adds(group, self.words[name], last)):
                last = self.words[name]
                group, has_group, end, count, joined = group + last, True, stop, count + 1, False
            elif name in self.magnitudes and (not joined or self.magnitudes[name] == 100):
                size = self.magnitudes[name]
                group = (group if has_group else 1.0) * size
                end, count, magnitude, last = stop, count + 1, max(magnitude, size), size
                if size >= 1000:
                    total, group, has_group = total + group, 0.0, False
            elif name in self.fractions and group and not joined:
                return Amount((total + group) / self.fractions[name], stop, is_digits=False)
            elif name in self.half and joined:
                return Amount(total + group + 0.5, stop, magnitude, is_digits=False)
            elif name in self.joiners and count and not joined:
                joined = True
                digits = (
                    self._digits(text, stop + 1) if text[stop + 1 : stop + 2].isdigit() else None
                )
                if digits and digits.value < magnitude and self.language != "en":
                    return Amount(
                        total + group + digits.value, digits.end, magnitude, is_digits=False
                    )
                word = self._next(text, stop)
                if word and word[0] in self.articles:
                    word = self._next(text, word[1])
                continue
            else:
                break
            word = self._next(text, end)
        if not count:
            return None
        is_shy = count == 1 and text[begin:end] in self.shy
        return Amount(total + group, end, magnitude, is_digits=False, is_shy=is_shy)

    def _unjoined(self, name: str) -> str:
        """The number word of a form that carries its joiner: one letter in Persian and Arabic."""
        rest = name[1:]
        is_number = rest in self.words or rest in self.magnitudes or rest in self.half
        return rest if name[:1] in self.joiners and is_number else name

    def _adds(self, group: float, word: float, last: float) -> bool:
        """True when a small word may follow in the same group: twenty five, two hundred six."""
        if last >= 100:
            return word < 100 or (group == 0)
        return last >= 20 and last % 10 == 0 and word < 10 and word > 0

    def _word_at(self, text: str, place: int) -> tuple[str, int] | None:
        found = _WORD.match(text, place)
        return (found.group(), found.end()) if found else None

    def _halved(self, text: str, value: float, end: int) -> Amount:
        word = self._next(text, end)
        if word and word[0] in self.articles:
            word = self._next(text, word[1])
        if word and word[0] in self.magnitudes:
            size = self.magnitudes[word[0]]
            return Amount(value + size / 2, word[1], size, is_digits=False)
        return Amount(value + 0.5, end, is_digits=False, is_shy=True)


def _pattern_of_starts(openers: Iterable[str], symbols: Iterable[str]) -> str:
    """Where a number may begin: a digit, a currency sign before one, a number word.

    Every branch begins with one set of letters and looks behind only then, so that the search steps over most of a text.
    """
    words, signs = _tree(openers), _tree(symbols)
    first = "".join(map(re.escape, sorted({*words, *signs})))
    digit = r"(?<=\d)(?<![.,/:].)(?<![^\W\d_]-.)"
    sign = rf"(?<!\..)(?:{_behind(signs)}) ?\d"
    word = rf"(?<!\w['-].)(?:{_behind(words)})(?!\w)"  # not the end of "twenty-one", but the first word in marks
    return rf"[\d{first}](?<!\w.)(?:{sign}|{digit}|{word})"


class _Tree(dict[str, "_Tree"]):
    """Words by their letters; `is_word` where one ends."""

    is_word = False


def _tree(words: Iterable[str]) -> _Tree:
    root = _Tree()
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, _Tree())
        node.is_word = True
    return root


def _behind(root: _Tree) -> str:
    """What follows the first letters of words, each letter already read, as a pattern: the longest word first."""
    return "|".join(rf"(?<={re.escape(letter)}){_rest(root[letter])}" for letter in sorted(root)) or r"(?!)"


def _rest(node: _Tree) -> str:
    if not node:
        return ""
    body = "|".join(re.escape(letter) + _rest(node[letter]) for letter in sorted(node))
    return f"(?:{body}){'?' if node.is_word else ''}"


def _months(language: str) -> frozenset[str]:
    out: set[str] = set()
    for calendar in ("gregorian", "jalali", "hijri"):
        for names in tables.mapping(language, "months", calendar).values():
            if isinstance(names, list):
                out.update(normalise(str(name)) for name in names)
    return frozenset(out)


@lru_cache(maxsize=16)
def grammar(language: str) -> Grammar:
    """The grammar of a language; one without a table knows digits alone."""
    return Grammar(language.partition("-")[0])
