"""Understand: the words with which a text introduces somebody: the title before or behind a name. Member → stretch, words."""

from __future__ import annotations

from typing import Final

from rasad.understand.lexicon import Lexicon
from rasad.understand.page import Page
from rasad.understand.plain import QUOTE

_HARD: Final = frozenset({".", ";", ":", "!", "?", "-", QUOTE})
# small words that stand before a phrase and not inside a title
_OUTSIDE: Final = frozenset({"on", "after", "before", "during", "with", "by", "from", "when", "while", "as"})
_LONGEST: Final = 18
_LEAST_SHARED: Final = 2
_SMALL: Final = frozenset({"the", "a", "an", "of", "and", "for", "in", "'s", "s", ",", "(", ")", "\u0648"})


class Introduced:
    """Reads what stands beside names on one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.lexicon = page, page.lexicon
        self.tokens, self.lows = page.words, page.words.lows
        spans = [(one.start, one.end) for one in page.people]
        spans += [(one.start, one.end) for one in page.found if one.kind == "person"]
        self._named = {place for span in spans for place in range(*self.tokens.range(*span))}

    def around(self, start: int, end: int) -> tuple[int, int]:
        """The name with the titles before and behind it, inside its sentence."""
        sentence = self.page.sentence_at(start)
        first, last = self.tokens.range(sentence.start, sentence.end)
        low, high = self.tokens.at(start), self.tokens.at(end)
        left = self._left(low, max(first, low - _LONGEST))
        right = self._right(high, min(last, high + _LONGEST))
        return self.tokens.starts[left], max(end, self.tokens.ends[right - 1])

    def _left(self, low: int, first: int) -> int:
        place = low
        while place > first and place - 1 not in self._named:
            word = self.lows[place - 1]
            if word == ",":
                # a comma inside a title stands between capitals: "Roads, Rail and Ports Minister"
                if self.lexicon.is_light or place < 2 or not (self._is_capital(place - 2) and self._is_inside_title(place)):
                    break
            elif word in _HARD or word in _OUTSIDE or self._is_verb(place - 1, low):
                break
            place -= 1
        return place

    def _is_inside_title(self, place: int) -> bool:
        return place < len(self.lows) and (self._is_capital(place) or self.lows[place] == "and")

    def _right(self, high: int, last: int) -> int:
        place, lows = high, self.lows
        if place < last and lows[place] in ('"', "'", "(", ")"):
            place += 1
        is_light = self.lexicon.is_light
        begins = place + (place < last and lows[place] == ",")
        while begins < last and lows[begins] in ("the", "a", "an", "who", "is"):
            begins += 1
        head = self.lexicon.heads.at(lows, begins, last) if begins < last else None
        if head is None and begins < last and lows[begins - 1] == "who" and lows[begins] in self.lexicon.title_words["holds"]:
            head = (begins + 1, lows[begins])
            begins += 1
        opens = begins < last and bool(self.page.found_in(self.tokens.starts[begins], self.tokens.starts[begins] + 90))
        if head is None and not (begins > place and opens and not is_light):
            return high
        place = begins
        while place < last and place - begins < _LONGEST:
            behind = self._past_comma(begins, place, last)
            if behind is not None:
                place = behind
                continue
            if lows[place] in _HARD or lows[place] == "," or self._is_verb(place, last) or self._is_outside(begins, place):
                break
            place += 1
        return place

    def _is_outside(self, begins: int, place: int) -> bool:
        """True for a small word that ends a title behind a name, in a language whose titles have none but "envoy in Sarvan"."""
        known = self.lexicon.title_words
        if not self.lexicon.is_light or not self.lexicon.is_any("breaks", self.lows[place]):
            return False
        return not (self.lows[place] in known["sent_in"] and self.lows[begins] in known["sent"])

    def _past_comma(self, begins: int, place: int, last: int) -> int | None:
        """The token behind a comma inside a title, in a language without capitals: "head of the committee of roads, rails and ports"."""
        lows = self.lows
        if not self.lexicon.is_light or lows[place] != "," or place == begins:
            return None
        for index in range(place + 1, min(last - 1, place + 9)):
            if lows[index] == "\u0648" and index > place + 1:
                return index + 1
            if lows[index] == ",":
                continue
            if not lows[index].isalpha() or self._is_verb(index, last) or self.lexicon.is_any("breaks", lows[index]):
                return None
        return None

    def _is_verb(self, place: int, end: int) -> bool:
        lexicon = self.lexicon
        if lexicon.is_light:
            return lexicon.is_any("that", self.lows[place]) or lexicon.verbs.at(self.lows, place, end) is not None or (
                lexicon.phrases["noun_before"].at(self.lows, place, end) is not None
            )
        if lexicon.is_any("finite", self.lows[place]) or lexicon.is_any("relatives", self.lows[place]) or self.lows[place] == "that":
            return True
        return not self._is_capital(place) and lexicon.verbs.at(self.lows, place, place + 1) is not None and not (
            lexicon.is_any("nouns", self.lows[place])
        )

    def _is_capital(self, place: int) -> bool:
        return self.page.plain[self.tokens.starts[place]].isupper()

    def words_around(self, start: int, end: int) -> frozenset[str]:
        """The words that tell who somebody is."""
        low, high = self.tokens.range(*self.around(start, end))
        return frozenset(stem(word) for word in self.lows[low:high] if word not in _SMALL)

    def words_of(self, start: int, end: int) -> list[str]:
        """The telling words of a phrase."""
        low, high = self.tokens.range(start, end)
        small = self.lexicon.verb_words.get("determiners", frozenset())
        return [stem(word) for word in self.lows[low:high] if word not in _SMALL and word not in small and word.isalnum()]


def stem(word: str) -> str:
    """A word without the mark of the plural, so that "communications" is "communication"; "mining" is "mine"."""
    if not word.isascii() or len(word) <= 4:
        return word
    return f"{word[:-3]}e" if word.endswith("ing") else word.removesuffix("s")


def fits(wanted: frozenset[str], name: frozenset[str]) -> bool:
    """True when a printed title uses only words of a name, and most of them."""
    shared = wanted & name
    return len(shared) >= _LEAST_SHARED and wanted <= name and len(shared) * 3 >= len(name) * 2


def title_words(text_words: list[str], lexicon: Lexicon) -> frozenset[str]:
    """The words of a title that say of what: without small words and the title itself."""
    return frozenset(
        stem(word) for word in text_words
        if word not in _SMALL and word.isalpha() and lexicon.heads.at([word], 0, 1) is None
    )  # fmt: skip
