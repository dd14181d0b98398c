"""Registers: names of bodies and posts in which one word may be off. Names -> near names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Final

from rasad.languages import text as letters
from rasad.languages.text import Folded
from rasad.model import Name, Pack

_LIKE: Final = 0.6
_SAME: Final = (
    ("isation", "ization"),
    ("centre", "center"),
    ("defence", "defense"),
    ("programme", "program"),
    ("ise", "ize"),
    ("ency", "ent"),
    ("our", "or"),
)
_LEAST: Final = 3
_LONGEST: Final = 10
_SMALL: Final = 3
_OFF: Final = 2
_ARTICLE: Final = "the"
_TOKEN: Final = re.compile(r"\w+(?:['’]\w+)?")
Words = tuple[str, ...]


class Register:
    """Names as words, found by each text that one of their words leaves when it is dropped or changed."""

    def __init__(self, names: Iterable[str], language: str) -> None:
        self.language = language
        self.known: set[Words] = set()
        self.vocabulary: set[str] = set()
        self._changed: dict[Words, list[tuple[Words, str]]] = defaultdict(list)
        self._dropped: dict[Words, str] = {}
        for name in names:
            words = tuple(word for word in letters.words(name, language) if word != _ARTICLE)
            if words in self.known or not _LEAST - 1 <= len(words) <= _LONGEST:
                continue
            self.known.add(words)
            self.vocabulary.update(words)
            for gone, word in enumerate(words):
                self._changed[(*words[:gone], "*", *words[gone + 1 :])].append((words, name))
                is_inside = 0 < gone < len(words) - 1
                if is_inside and len(words) > _LEAST and len(word) > _SMALL:
                    self._dropped.setdefault((*words[:gone], *words[gone + 1 :]), name)

    def shortened(self, name: str) -> str:
        """The known name that has one more word inside, or nothing."""
        words = (word for word in letters.words(name, self.language) if word != _ARTICLE)
        return self._dropped.get(tuple(words), "")

    def slips(self, words: Sequence[str]) -> Iterator[tuple[int, int, int, str]]:
        """Runs of `words` that are a known name but for a letter or two in one word: start, end, the word's place, the name.

        The odd word is none of any name, all others are; the longest run wins.
        """
        for place, word in enumerate(words):
            if word in self.vocabulary or len(word) <= _SMALL or word.isdigit():
                continue
            low = place
            while low > 0 and place - low < _LONGEST and words[low - 1] in self.vocabulary:
                low -= 1
            high = place + 1
            while high < len(words) and high - place < _LONGEST and words[high] in self.vocabulary:
                high += 1
            if high - low > 1:
                found = self._longest(words, place, (low, high))
                if found:
                    yield found

    def _longest(
        self, words: Sequence[str], place: int, reach: tuple[int, int]
    ) -> tuple[int, int, int, str] | None:
        low, high = reach
        for size in range(min(high - low, _LONGEST), 1, -1):
            for start in range(max(low, place - size + 1), min(place, high - size) + 1):
                key = (*words[start:place], "*", *words[place + 1 : start + size])
                for other, printed in self._changed.get(key, ()):
                    if _is_slip(words[place], other[place - start]):
                        return start, start + size, place, printed
        return None


def _is_slip(word: str, other: str) -> bool:
    """True when one word is the other with a letter or two wrong, and no other spelling or number of it."""
    if plain(word) == plain(other) or word.isdigit() or other.isdigit():
        return False
    if min(len(word), len(other)) <= _SMALL or abs(len(word) - len(other)) > _OFF:
        return False
    one, two = Counter(word), Counter(other)
    if max((one - two).total(), (two - one).total()) > _OFF:
        return False
    return SequenceMatcher(None, word, other).ratio() >= _LIKE


def plain(word: str) -> str:
    """A word without the -s of its plural and in one of its two spellings."""
    for one, other in _SAME:
        word = word.replace(one, other)
    return re.sub(r"(?:'s|s')$", "", word).removesuffix("s")


class _Keyed:
    """A pack as a cache key: the object itself, not its value."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return id(self.pack)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Keyed) and other.pack is self.pack


def _printed(names: Sequence[Name], language: str) -> list[str]:
    return [name.text for name in names if name.language == language and name.kind != "acronym"]


@lru_cache(maxsize=8)
def _bodies(keyed: _Keyed, language: str) -> Register:
    return Register(
        (text for body in keyed.pack.institutions for text in _printed(body.names, language)),
        language,
    )


@lru_cache(maxsize=8)
def _posts(keyed: _Keyed, language: str) -> Register:
    return Register(
        (text for post in keyed.pack.posts for text in _printed(post.names, language)), language
    )


@lru_cache(maxsize=8)
def _people(keyed: _Keyed, language: str) -> Register:
    return Register(
        (text for person in keyed.pack.people for text in _printed(person.names, language)), language
    )


def people(pack: Pack, language: str) -> Register:
    """The names of the persons of a pack, made once."""
    return _people(_Keyed(pack), language)


def bodies(pack: Pack, language: str) -> Register:
    """The names of the bodies of a pack, made once."""
    return _bodies(_Keyed(pack), language)


def posts(pack: Pack, language: str) -> Register:
    """The names of the posts of a pack, made once."""
    return _posts(_Keyed(pack), language)


@lru_cache(maxsize=4096)
def _tokens(text: str, language: str) -> tuple[Folded, tuple[re.Match[str], ...]]:
    """The words of a text, kept since several registers are looked up in one sentence."""
    folded = letters.fold(text, language)
    return folded, tuple(t for t in _TOKEN.finditer(folded.text) if t.group() != _ARTICLE)


def slips(text: str, register: Register, language: str) -> Iterator[tuple[int, int, int, str]]:
    """Near names in a text: start, end, the place of the odd word, and the known name."""
    if not register.known:
        return
    folded, tokens = _tokens(text, language)
    for first, last, odd, near in register.slips([token.group() for token in tokens]):
        start, end = folded.span(tokens[first].start(), tokens[last - 1].end())
        yield start, end, folded.span(tokens[odd].start(), tokens[odd].end())[0], near
