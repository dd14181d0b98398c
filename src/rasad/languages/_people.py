"""Persons whom a text names, known or not: by given names, honorifics, ages. (text) -> list[Span].

Written to protect: a name missed is worse than a name too many, but bodies, places, outlets, weekdays and months are no persons.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from rasad.languages import tables
from rasad.languages._lexicon import key, lexicon
from rasad.model.span import Span

_CAPITAL: Final = "A-Z\u00c0-\u00de\u0100-\u017e\u0410-\u042f"
_NAME_WORD: Final = rf"(?:(?:[Aa]l-|[Ee]l-|[Aa]bd[oue]l-?|[OD]['\u2019]|Mac|Mc)?[{_CAPITAL}][\w\u0300-\u036f]*(?:['\u2019][a-z]\w+)?(?:-[\w\u0300-\u036f]+)*)"
_LATIN_RUN: Final = re.compile(
    rf"{_NAME_WORD}(?:\.(?=[ ]))?(?:[ \u00a0](?:(?:bin|ben|ibn|bint|al|el|von|van|der|den|de|da|di|del|la|le|du|dos)[ \u00a0])*{_NAME_WORD}(?:\.(?=[ ]))?)*"
)
_AGE: Final = re.compile(r", \d{1,3}(?=[,.;)\s])| \(\d{1,3}\)|,? aged \d|, an? \d{1,3}-year-old")
_ARABIC_WORD: Final = re.compile("[\u0620-\u065f\u0670-\u06d3\u06d5\u06fa-\u06ff\u200c]+")
_WORD: Final = re.compile(r"\w+")
_PIECE: Final = re.compile("[^\\s\u00a0]+")
# Second halves that are written apart: Ruh Allah, Seif al-Din, Hojjat al-Islam; in folded letters.
_NISBA: Final = "\u06cc"
_JOINED: Final = frozenset(
    {
        "\u0627\u0644\u0644\u0647",
        "\u0627\u0644\u062f\u06cc\u0646",
        "\u0627\u0644\u0627\u0633\u0644\u0627\u0645",
    }
)


class _Rules(NamedTuple):
    before: frozenset[str]
    introducers: frozenset[str]
    never: frozenset[str]
    shy: frozenset[str]
    before_given: frozenset[str]
    age: re.Pattern[str] | None


@lru_cache(maxsize=16)
def _rules(language: str) -> _Rules:
    def row(name: str) -> frozenset[str]:
        return frozenset(key(word) for word in tables.words(language, "names", name))

    age = tables.load(language, "names").get("age")
    return _Rules(
        before=row("before_name") or row("honorifics"),
        introducers=row("introducers"),
        never=row("never") or row("stop"),
        shy=row("shy"),
        before_given=frozenset(key(word) for word in tables.words(language, "titles", "words", "before_given")),
        age=re.compile(str(age)) if age else None,
    )


def find_people(text: str, language: str, known: Iterable[tuple[int, int]] = ()) -> list[Span]:
    """Spans that look like names of persons, in order; spans that touch one of `known` are left out."""
    taken = sorted(known)
    starts = [start for start, _ in taken]
    code = language.partition("-")[0]
    rules = _rules(code)
    seek = _arabic if code in ("fa", "ar") else _latin
    out: list[Span] = []
    for start, end in seek(text, rules):
        place = bisect_right(starts, start)
        left = place > 0 and taken[place - 1][1] > start
        right = place < len(taken) and taken[place][0] < end
        if not left and not right and (not out or start >= out[-1].end):
            out.append(Span(text=text[start:end], start=start, end=end))
    return out


def _latin(text: str, rules: _Rules) -> Iterator[tuple[int, int]]:
    for run in _LATIN_RUN.finditer(text):
        word = run[0]
        if " " in word or "\u00a0" in word:  # one word alone is no name
            yield from _in_run(text, run, rules)


def _in_run(text: str, run: re.Match[str], rules: _Rules) -> Iterator[tuple[int, int]]:
    """Names inside one run of capitalised words: cut at words that are never part of a name."""
    group: list[tuple[int, int]] = []
    cuts: list[tuple[list[tuple[int, int]], bool]] = []
    titled = False
    for found in _PIECE.finditer(run[0]):
        word = found.group()
        start = run.start() + found.start()
        here = (start, start + len(word.rstrip(".") if len(word) > 2 else word))
        folded = key(word)
        if folded in rules.before or folded in rules.never:
            if group:
                cuts.append((group, titled))
            group, titled = [], folded in rules.before
            continue
        group.append(here)
        if word.endswith(".") and len(word) > 3:
            cuts.append((group, titled))
            group, titled = [], False
    if group:
        cuts.append((group, titled))
    for words, has_title in cuts:
        name = _name_of(text, words, has_title, rules)
        if name is not None:
            yield name


def _name_of(
    text: str, words: list[tuple[int, int]], has_title: bool, rules: _Rules
) -> tuple[int, int] | None:
    groups = lexicon().groups
    while words and _is_particle(text[words[0][0] : words[0][1]]):
        words = words[1:]
    while words and (
        _is_particle(text[words[-1][0] : words[-1][1]]) or _is_single(text, words[-1])
    ):
        words = words[:-1]
    if not words or len(words) > 6:
        return None
    shown = [text[start:end] for start, end in words]
    if any(word.isupper() and len(word) > 3 for word in shown) and not all(
        word.isupper() for word in shown
    ):
        return None
    start, end = words[0][0], words[-1][1]
    if has_title:
        return (start, end)
    if _AGE.match(text, end) and len(words) > 1:
        return (start, end)
    if len(words) < 2:
        return None
    first = shown[0]
    parts = [key(part) for part in first.split("-")]
    if any(part in groups for part in parts) or (
        _is_initialled(shown) and text[start - 1 : start] != "."
    ):
        if (
            key(first) not in rules.shy
            or _is_introduced(text, start, rules)
            or len(words) > 2
            or _is_mid(text, start)
        ):
            return (start, end)
        return None
    for index in range(1, len(shown) - 1):
        if key(shown[index]) in groups and key(shown[index]) not in rules.shy:
            return (start, end) if index == 1 else (words[index][0], end)
    if _is_introduced(text, start, rules) and len(words) <= 3:
        return (start, end)
    return None


def _is_initialled(shown: list[str]) -> bool:
    return (
        len(shown[0].rstrip(".")) == 1
        and len(shown) > 1
        and len(shown[-1]) > 2
        and shown[0].endswith(".")
    )


def _is_single(text: str, span: tuple[int, int]) -> bool:
    return len(text[span[0] : span[1]].rstrip(".")) == 1


def _is_particle(word: str) -> bool:
    return word.islower()


def _is_mid(text: str, start: int) -> bool:
    """True when a small word or a comma stands before: the capital is not owed to the start of a sentence."""
    before = text[max(0, start - 2) : start]
    return len(before) == 2 and before[1] == " " and (before[0].islower() or before[0] == ",")


def _is_introduced(text: str, start: int, rules: _Rules) -> bool:
    before = text[max(0, start - 30) : start]
    words = _WORD.findall(before)
    return bool(words) and before.endswith(" ") and key(words[-1]) in rules.introducers


class _Arabic:
    """The words of a text in Arabic script, with their keys."""

    def __init__(self, text: str, rules: _Rules) -> None:
        self.text, self.rules = text, rules
        self.spans: list[tuple[int, int]] = []
        self.keys: list[str] = []
        for found in _ARABIC_WORD.finditer(text):
            start, end = found.span()
            word = key(found.group())
            if word in _JOINED and self.spans and start - self.spans[-1][1] == 1:
                start = self.spans.pop()[0]
                word = self.keys.pop() + word
            self.spans.append((start, end))
            self.keys.append(word)

    def names(self) -> Iterator[tuple[int, int]]:
        """Start and end of each name."""
        index = 0
        while index < len(self.keys):
            word = self.keys[index]
            found = None
            if word in self.rules.before or _is_given(word):
                found = self._name(index)
            if found is None:
                index += 1
                continue
            first, last = found
            yield self.spans[first][0], self.spans[last][1]
            index = last + 1

    def _name(self, index: int) -> tuple[int, int] | None:
        """First and last word of a name that begins at `index`, or behind the honorifics that stand there."""
        rules, keys = self.rules, self.keys
        first = index
        while first < len(keys) and keys[first] in rules.before:
            if not self._touches(first):
                return None
            first += 1
        last, givens, others = self._extent(first)
        if last < first:
            return None
        if first > index:
            return first, last
        introduced = index > 0 and keys[index - 1] in rules.introducers
        aged = rules.age is not None and rules.age.match(self.text, self.spans[last][1]) is not None
        is_sure = introduced or aged
        if givens and others and (keys[first] not in rules.shy or is_sure or givens > 1):
            return first, last
        if givens > 1 and (
            is_sure or any(word not in rules.shy for word in keys[first : last + 1])
        ):
            return first, last
        return None

    def _extent(self, first: int) -> tuple[int, int, int]:
        """The last word of the name, how many given names it has and how many other words."""
        rules, keys = self.rules, self.keys
        particles = lexicon().particles
        last, givens, others = first - 1, 0, 0
        for place in range(first, min(first + 5, len(keys))):
            if place > first and not self._touches(place - 1):
                break
            word = keys[place]
            if word in rules.never or (word in rules.before and place > first):
                break
            if others == 0 and _is_given(word):
                givens += 1
            elif not (word in particles and givens):
                most = 2 if _ends_surname(word) or self._is_seyed(first, givens, word) else 1
                if others >= most:
                    break
                others += 1
            last = place
        while last >= first and keys[last] in particles:
            last -= 1
        return last, givens, others

    def _is_seyed(self, first: int, givens: int, word: str) -> bool:
        """True for a surname behind "Seyed" and a given name that no table knows: such a title stands before given names only."""
        return givens == 0 and first > 0 and self.keys[first - 1] in self.rules.before_given and word.endswith(_NISBA)

    def _touches(self, place: int) -> bool:
        """True when the next word follows after a space or two."""
        if place + 1 >= len(self.spans):
            return False
        gap = self.text[self.spans[place][1] : self.spans[place + 1][0]]
        return 0 < len(gap) <= 2 and not gap.strip(" \u00a0\u200c")


@lru_cache(maxsize=65536)
def _is_given(word: str) -> bool:
    """True for a given name, or two of them in one word."""
    known = lexicon()
    if word in known.latin:
        return True
    return any(
        word[:cut] in known.latin and word[cut:] in known.latin for cut in range(3, len(word) - 2)
    )


@lru_cache(maxsize=65536)
def _ends_surname(word: str) -> bool:
    """True for a word that ends surnames of two words: pour, zadeh, abadi."""
    return word.endswith(lexicon().surname_ends)


def _arabic(text: str, rules: _Rules) -> Iterator[tuple[int, int]]:
    return _Arabic(text, rules).names()
