"""Understand: the noun phrase of a speaker beside a verb, in a language with small words before nouns. Tokens → stretch."""

from __future__ import annotations

from typing import Final

from rasad.understand.lexicon import Lexicon
from rasad.understand.plain import QUOTE, Tokens

_HARD: Final = frozenset({";", ":", "-", "(", ")", "?", "!", QUOTE, ".", '"'})
_MARKS: Final = frozenset({"(", ")", "-"})
_MORE_OR_LESS: Final = frozenset({"over", "about", "around", "under", "nearly", "almost", "some"})
_LONGEST: Final = 28
Run = tuple[int, int]


class NounWords:
    """What a word or a run of words may be among the tokens of a text."""

    def __init__(self, plain: str, tokens: Tokens, lexicon: Lexicon) -> None:
        self.plain, self.tokens, self.lexicon = plain, tokens, lexicon

    def is_capital(self, place: int) -> bool:
        """True when a token is written with a capital."""
        return self.plain[self.tokens.starts[place]].isupper()

    def is_capital_name(self, start: int, end: int) -> bool:
        """True for a name that looks like a participle ("Deming said")."""
        return self.is_capital(start) and end - start <= 2 and lows_end(self.tokens.lows[start])

    def _is_title(self, place: int) -> bool:
        return self.lexicon.heads.at(self.tokens.lows, place, place + 1) is not None

    def _is_apposition(self, place: int, end: int) -> bool:
        lows = self.tokens.lows
        if not (lows[place] in ("the", "a", "an") or self._is_title(place)):
            return False
        return any(self._is_title(index) for index in range(place, min(end, place + 6)))

    def _is_noun_start(self, place: int) -> bool:
        word = self.tokens.lows[place]
        lexicon = self.lexicon
        if lexicon.is_any("pronouns", word) or lexicon.is_any("determiners", word):
            return word != "that"
        return self.is_capital(place) or word.isdigit() or lexicon.heads.at(self.tokens.lows, place, place + 1) is not None or (
            word in lexicon.title_words["groups"] or self._word_in_run(place, "groups", 3)
        )

    def _word_in_run(self, place: int, key: str, size: int) -> bool:
        lows = self.tokens.lows
        known = self.lexicon.title_words[key] | self.lexicon.title_words["documents"]
        return any(word in known for word in lows[place : place + size])

    def _is_past(self, place: int, end: int) -> bool:
        """True for a word that looks like a verb of the past with its object behind: "the envoy played down the matter"."""
        word = self.tokens.lows[place]
        if not word.endswith("ed") or len(word) < 5 or self.is_capital(place) or place + 1 >= end:
            return False
        following = self.tokens.lows[place + 1]
        return self.lexicon.is_any("determiners", following) or following in ("down", "up", "out", "off")

    def _is_aside(self, start: int, end: int) -> bool:
        """True for "on Sunday" between commas and the verb."""
        return end - start <= 3 and self.lexicon.is_any("prepositions", self.tokens.lows[start]) and self.lexicon.is_any(
            "adverbials", self.tokens.lows[start]
        )

    def _is_name_before_title(self, name: Run, title: Run) -> bool:
        """True for "Dara Velin, head of the agency" before a verb without a second comma."""
        is_titled = self.lexicon.heads.at(self.tokens.lows, title[0], title[1]) is not None and not self.is_capital(title[0])
        return is_titled and 1 < name[1] - name[0] <= 4 and all(self.is_capital(place) for place in range(*name))

    def _is_title_before_name(self, title: Run, name: Run) -> bool:
        """True for "head of the agency, Dara Velin," before a verb: nothing else is said of the two."""
        lows, begin = self.tokens.lows, title[0] + (self.tokens.lows[title[0]] in ("the", "a", "an"))
        if begin >= title[1] or self.lexicon.heads.at(lows, begin, title[1]) is None or not 1 < name[1] - name[0] <= 4:
            return False
        is_plain = not any(self.lexicon.is_any("finite", lows[place]) or lows[place] in _HARD - _MARKS for place in range(*title))
        return is_plain and all(self.is_capital(place) for place in range(*name))

    def _opens_relative(self, place: int) -> bool:
        return self.lexicon.is_any("relatives", self.tokens.lows[place])


class NounPhrases(NounWords):
    """Finds subjects to the left and to the right of a verb among the tokens of a text."""

    def left(self, begin: int, verb: int) -> tuple[Run | None, int]:
        """The subject that ends before `verb`, and the first token of its clause.

        None when the clause has no subject of its own. The run holds an apposition between commas.
        """
        lows = self.tokens.lows
        low = verb
        while low > begin and verb - low < 60:
            bracket = self._bracket(begin, low)
            if bracket is not None:
                low = bracket
                continue
            if lows[low - 1] in _HARD or lows[low - 1] == "that":
                break
            low -= 1
        chunks = self._chunks(low, verb)
        if not chunks:
            return None, low
        last = len(chunks) - 1
        while last > 0 and self._is_aside(*chunks[last]):
            last -= 1
        is_apposed = lows[verb - 1] == "," or last < len(chunks) - 1
        if is_apposed and last > 0 and self._is_title_before_name(chunks[last - 1], chunks[last]):
            return (chunks[last - 1][0], chunks[last][1]), chunks[last - 1][0]
        if not is_apposed and last > 0 and self._is_name_before_title(chunks[last - 1], chunks[last]):
            return (chunks[last - 1][0], chunks[last][1]), chunks[last - 1][0]
        if not is_apposed and not self._opens_relative(chunks[last][0]):
            return self._refine(*chunks[last]), chunks[last][0]
        for index in range(max(0, last - 4), last):
            if self._is_nominal(*chunks[index]):
                refined = self._refine(*chunks[index])
                if refined is not None:
                    is_relative = self._opens_relative(chunks[index + 1][0])
                    return (refined if is_relative else (refined[0], chunks[last][1])), chunks[index][0]
        return self._refine(*chunks[last]), chunks[last][0]

    def _bracket(self, begin: int, low: int) -> int | None:
        """Where the short name in brackets begins that ends before a token: "the Regulatory Authority (TRA) head"."""
        lows = self.tokens.lows
        if lows[low - 1] != ")" or low - 4 < begin or lows[low - 3] != "(" or not self.is_capital(low - 2):
            return None
        return low - 3

    def right(self, begin: int, end: int) -> Run | None:
        """The noun phrase that begins at `begin`, an apposition behind a comma included."""
        lows, lexicon = self.tokens.lows, self.lexicon
        place = begin
        if begin < end and lexicon.is_any("pronouns", lows[begin]):
            return (begin, begin + 1)
        while place < end and place - begin < _LONGEST:
            word = lows[place]
            if word in _HARD or word == "," or (place > begin + 1 and self._is_past(place, end)):
                break
            if place > begin and (
                (lexicon.is_any("adverbials", word) and word not in ("of", "for"))
                or lexicon.is_any("finite", word)
                or lexicon.is_any("relatives", word)
                or word == "that"
            ) and not (word in ("to", "at", "on", "in") and self._is_title(place - 1)):
                break
            place += 1
        if place == begin or not self._is_noun_start(begin):
            return None
        head = place
        if place + 1 < end and lows[place] == "," and self._is_apposition(place + 1, end):
            place += 1
            while place < end and lows[place] not in _HARD and lows[place] != ",":
                place += 1
                if place - head > 14:
                    return (begin, head)
            return (begin, place)
        return (begin, head)

    def _chunks(self, low: int, verb: int) -> list[Run]:
        lows = self.tokens.lows
        out: list[Run] = []
        start = low
        for place in range(low, verb + 1):
            if place == verb or lows[place] == ",":
                if place > start:
                    out.append((start, place))
                start = place + 1
        return out

    def _is_nominal(self, start: int, end: int) -> bool:
        """True for a chunk that may head a subject: no preposition, participle or adverb begins it."""
        start = self._past_subordinators(start, end)
        if start >= end:
            return False
        word = self.tokens.lows[start]
        if self.lexicon.is_any("prepositions", word) or word.endswith("ing"):
            return self._past_phrase(start, end) is not None
        return self._is_noun_start(start) or self.lexicon.heads.has(self.tokens.lows, start, end)

    def _past_subordinators(self, start: int, end: int) -> int:
        if start + 1 < end and self.tokens.lows[start] in _MORE_OR_LESS and self.tokens.lows[start + 1].isdigit():
            return start + 1
        while start < end and self.lexicon.is_any("subordinators", self.tokens.lows[start]):
            start += 1
        return start

    def _past_phrase(self, start: int, end: int) -> int | None:
        """Where the subject begins behind a leading "On Sunday" or "In a statement"; None when nothing is left."""
        lows, lexicon = self.tokens.lows, self.lexicon
        place = start + 1
        seen = False
        while place < end:
            word = lows[place]
            is_start = lexicon.is_any("determiners", word) or lexicon.is_any("pronouns", word)
            if seen and (is_start or (self.is_capital(place) and not self.is_capital(place - 1))):
                previous = lows[place - 1]
                if not lexicon.is_any("prepositions", previous) and previous != "and":
                    return place
            if seen and self._is_title(place) and not lexicon.is_any("prepositions", lows[place - 1]):
                return place
            seen = seen or not is_start
            place += 1
        return None

    def _refine(self, start: int, end: int) -> Run | None:
        """The subject inside a chunk: without conjunctions, leading phrases and a clause before it."""
        lows, lexicon = self.tokens.lows, self.lexicon
        start = self._past_subordinators(start, end)
        if start < end and (
            lexicon.is_any("prepositions", lows[start]) or lows[start].endswith("ing")
        ) and not self.is_capital_name(start, end):
            behind = self._past_phrase(start, end)
            if behind is None:
                return None
            start = behind
        for place in range(end - 1, start - 1, -1):
            if lexicon.is_any("finite", lows[place]) or lexicon.is_any("relatives", lows[place]):
                if place > start and lexicon.is_any("relatives", lows[place]):
                    end = place
                    continue
                start = self._past_subordinators(place + 1, end)
                break
        for place in range(end - 1, start, -1):
            is_small = lexicon.is_any("determiners", lows[place]) or lexicon.is_any("pronouns", lows[place])
            if is_small and len(lows[place]) > 1 and self.is_capital(place) and not self.is_capital(place - 1):
                start = place  # a crosshead without a full stop stands before
                break
        if end - start > 2 and lows[end - 2] == "on" and self.is_capital(end - 1):
            end -= 2
        while end > start + 1 and lows[end - 1].endswith("ly") and not self.is_capital(end - 1):
            end -= 1
        if start >= end or end - start > _LONGEST or lexicon.is_any("prepositions", lows[end - 1]):
            return None
        return (start, end) if self._may_speak(start, end) else None

    def _may_speak(self, start: int, end: int) -> bool:
        """True for what can be a noun phrase: a name, a pronoun, "the …", a title, or a few words in the plural."""
        lows = self.tokens.lows
        if lows[start] in ("that", "there", "to", "not"):
            return False
        if self._is_noun_start(start):
            return True
        return end - start <= 4 and lows[end - 1].endswith("s") and not any(
            self.lexicon.verbs.at(lows, place, end) for place in range(start, end)
        )


def lows_end(word: str) -> bool:
    """True for a word of more than six letters that ends like a participle."""
    return word.endswith("ing") and len(word) <= 6
