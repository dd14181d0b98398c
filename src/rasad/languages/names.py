"""Names: one person or body under many spellings. (name, name) -> Match; and the persons a text names.

`compare` works on words. Honorifics and particles go; words of other scripts are romanised; words are paired so that
the pairs fit best. Given names are decided by the lexicon: two names of different rows never pair, whatever they look like (Hassan and
Hossein, Mohammad and Mahmoud). Other words are compared by edit distance over sounds, so that ou, oo and u are one; across scripts, where
vowels are guesses, by their consonants. What one name has and the other lacks costs little, what
differs on both sides costs much. Verdicts: same from SAME upwards, different below DIFFERENT, unsure between: a surname
against a full name is always unsure. A verdict proposes; an editor's `judge` is stronger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from typing import TYPE_CHECKING, Final

from rasad.languages._lexicon import key, lexicon
from rasad.languages._people import find_people
from rasad.languages._spelling import (
    DIGRAPHS,
    bones,
    forms,
    is_arabic,
    latin,
    parted,
    spelt,
    tokens,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rasad.languages._spelling import Word

__all__ = [
    "DIFFERENT",
    "SAME",
    "Match",
    "compare",
    "counted_words",
    "find_people",
    "is_given",
    "key",
    "romanise",
    "skeleton",
    "surnames",
]

SAME: Final = 0.87
DIFFERENT: Final = 0.62

_VOWEL_PAIRS: Final = (
    ("ou", "u"),
    ("oo", "u"),
    ("ow", "u"),
    ("ee", "i"),
    ("ei", "e"),
    ("ey", "e"),
    ("ai", "e"),
    ("ay", "e"),
    ("ie", "i"),
    ("iy", "i"),
    ("y", "i"),
    ("o", "u"),
    ("w", "v"),
    ("'", ""),
)
_SILENT: Final = re.compile(r"(?<=.)h(?![aeiu])")


@dataclass(frozen=True, slots=True)
class Match:
    """How like two names are: `score` in 0..1, `verdict` same, unsure or different."""

    score: float
    verdict: str


def is_given(word: str) -> bool:
    """True for a given name of the lexicon in any script."""
    return key(word) in lexicon().groups


def romanise(text: str) -> str:
    """`text` in Latin letters: given names as they are usually spelt, other words letter by letter with guessed vowels."""
    words = (latin(token)[0] for token in tokens(text))
    return " ".join(word.capitalize() for word in words if word)


def skeleton(text: str) -> str:
    """The consonants of a name in one alphabet for all scripts, spaces gone: a key to find candidates by, no proof."""
    return bones("".join(spelt(token) for token in tokens(text)))


def counted_words(name: str) -> list[str]:
    """The words of a name that count in comparing, in Latin: honorifics and particles gone."""
    return [word.latin for word in forms(name)[0]]


def compare(a: str, b: str) -> Match:
    """How like two names of persons are, in any scripts.

    Across scripts the best over the ways to read either as words counts, since what one script joins the other parts.
    """
    ways = list(product(forms(a), forms(b)))
    if is_arabic(a) == is_arabic(b):
        ways = ways[:1]
    score = max((_likeness(one, other) for one, other in ways if one and other), default=0.0)
    return Match(round(score, 4), _verdict(score))


def _likeness(one: tuple[Word, ...], other: tuple[Word, ...]) -> float:
    """How like two names are, read as these words."""
    if [word.latin for word in one] == [word.latin for word in other]:
        return 1.0
    if len(one) > len(other):
        one, other = other, one
    if len(one) < len(other):
        one = parted(one, len(other))
    score = max(_aligned(one, other), _joined(one, other))
    if len(one) == 1 and _joined(one, other) < SAME and not one[0].given & other[0].given:
        # one word proves no full name, and no other spelling of itself
        score = min(score, _short_of_same(score))
    return score


def _short_of_same(score: float) -> float:
    """A score that is at most unsure and keeps the order."""
    return SAME - 0.07 + 0.06 * score


def _verdict(score: float) -> str:
    if score >= SAME:
        return "same"
    return "different" if score < DIFFERENT else "unsure"


def _joined(one: Sequence[Word], other: Sequence[Word]) -> float:
    """Likeness of the names written in one word each: joined and split spellings."""
    left, right = "".join(w.latin for w in one), "".join(w.latin for w in other)
    if left == right:
        return 1.0
    if len(one) == len(other):
        return 0.0
    return (
        _near(left, right)
        if abs(len(left) - len(right)) <= 2 and min(len(left), len(right)) > 6
        else 0.0
    )


def _aligned(one: Sequence[Word], other: Sequence[Word]) -> float:
    """The weighted mean over the best pairs of words; `one` is the shorter name."""
    options = sorted(
        ((_alike(x, y), -abs(i - j), i, j) for i, x in enumerate(one) for j, y in enumerate(other)),
        reverse=True,
    )
    pairs: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for score, _, i, j in options:
        if i not in pairs and j not in used:
            pairs[i] = (j, score)
            used.add(j)
    total = weight = 0.0
    worst = 1.0
    for i, (j, score) in pairs.items():
        size = _size(one[i], other[j])
        total += size * score
        weight += size
        worst = min(worst, score)
    extra = sum(_size(word, word) for j, word in enumerate(other) if j not in used)
    score = total / (weight + 0.2 * extra) if weight else 0.0
    if worst < 0.55:
        score = min(score, DIFFERENT - 0.02 if len(one) <= 2 else 0.5 + 0.25 * score)
    elif worst < 0.85:
        score = min(score, _short_of_same(score))
    order = [pairs[i][0] for i in sorted(pairs)]
    if order != sorted(order):
        score -= 0.14
    return max(score, 0.0)


def _size(x: Word, y: Word) -> float:
    return min(8.0, 2.0 + (len(x.latin) + len(y.latin)) / 2)


def _alike(x: Word, y: Word) -> float:
    """How like two words are, 0..1."""
    if x.latin == y.latin:
        return 1.0
    if x.given and y.given:
        return 0.96 if x.given & y.given else 0.0
    short, long = sorted((x.latin, y.latin), key=len)
    if len(short) == 1:
        return 0.85 if long.startswith(short) else 0.0
    if x.is_guessed or y.is_guessed:
        return _across(x, y)
    return _near(x.latin, y.latin)


def _across(x: Word, y: Word) -> float:
    """Likeness when the vowels of one are guessed: by consonants."""
    if len(x.bones) > 1 and (x.bones == y.bones or x.assimilated == y.assimilated):
        # Bagher is a given name, Bagheri the surname made from it
        return 0.95 if _ends_in_i(x) == _ends_in_i(y) else 0.8
    from rasad.languages._distance import distance

    longest = max(len(x.bones), len(y.bones), 1)
    return max(0.0, 1 - 1.15 * distance(x.bones, y.bones) / longest)


def _ends_in_i(word: Word) -> bool:
    return word.latin.endswith(("i", "y", "ee"))


def _near(a: str, b: str) -> float:
    """Likeness of two Latin words: edits over length. Spellings of one sound cost little, other vowels full."""
    from rasad.languages._distance import distance

    if not a or not b:
        return 0.0
    longest = max(len(a), len(b))
    if abs(len(a) - len(b)) > longest * 0.6:
        return 0.0
    left, right = _sound(a), _sound(b)
    cost = distance(left, right) + 0.05
    for vowel, price in (("i", 0.2), ("a", 0.4)):
        cost = min(cost, distance(left.replace("e", vowel), right.replace("e", vowel)) + price)
    return max(0.0, 1 - cost / longest)


@lru_cache(maxsize=8192)
def _sound(latin: str) -> str:
    """One spelling for the spellings of a sound: ou, oo, u; y, i; gh, q; double letters; a silent h."""
    word = latin
    for pair, sign in DIGRAPHS:
        word = word.replace(pair, sign)
    for pair, sign in _VOWEL_PAIRS:
        word = word.replace(pair, sign)
    word = _SILENT.sub("", word)
    return word[:1] + "".join(y for x, y in pairwise(word) if x != y)


def surnames(name: str, language: str = "und") -> tuple[str, ...]:
    """What of a full name may stand alone as a surname: what follows the given names, and its last word."""
    known = lexicon()
    whole = name.split()
    if len(whole) < 2:
        return ()
    start = 0
    for index, token in enumerate(whole[:-1]):
        pieces = [piece for piece in re.split("[-\u200c]", token) if piece]
        are_given = key(token) in known.groups or all(
            key(piece) in known.groups for piece in pieces
        )
        if are_given or key(token) in known.honorifics or len(key(token)) == 1:
            start = index + 1
        else:
            break
    ends = known.surname_ends
    start = max(start, 1)
    while start > 1 and key(whole[start]) in ends:
        start -= 1
    rest = whole[start:]
    found = [] if len(rest) == 1 and is_given(rest[0]) else [" ".join(rest)]
    last = rest[-1]
    is_part = key(last) in ends or key(rest[0]) in known.surname_starts
    if len(rest) > 1 and len(key(last)) > 3 and not is_part and not is_given(last):
        found.append(last)
    return tuple(dict.fromkeys(found))
