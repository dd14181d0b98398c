"""Gazetteer: the names of a pack in a text. (Pack) -> Gazetteer; text -> list[Found].

One table of folded names in which spaces, ZWNJ and hyphens do not count, so that every way to write a compound finds it; a name
begins and ends at a word all the same. The longest name wins. In Latin script an acronym must be written in capitals ("IT" is no
"it") and a name must begin with one; posts may be written small. A name of several bodies comes back with all their ids.
"""

from __future__ import annotations

import re
import weakref
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from rasad.languages import names as persons
from rasad.languages import tables
from rasad.languages.tables import LANGUAGES
from rasad.languages.text import normalise, normalise_all
from rasad.model.actor import Name
from rasad.model.pack import Pack

_TOKEN: Final = re.compile("[^\\W_][\\w\u0300-\u036f\u064b-\u065f\u0670\u0640]*")
_GAP: Final = re.compile(
    "[ \\t\u00a0\u200c\u200d\u200f\u202f'\u2019\u02bc\u2010\u2011\u2013&/\u066b-]{1,3}|,? ?\\r?\\n ?|[,\u060c] "
)
_STOP_GAP: Final = re.compile(r"\. ?")
_RANK: Final = ("person", "post", "institution", "place", "outlet")
_LONGEST: Final = 24
_REMEMBERED: Final = 200_000
_SMALLEST: Final = 4
_DAY_BEFORE: Final = re.compile(r"(?<!\d)[0-3]?\d(?:st|nd|rd|th)?(?: of)? ?$")
_MARKS: Final = "\"'\u00ab\u00bb\u201c\u201d\u2018\u2019"
_EZAFE: Final = "\u06cc"
_ANY: Final = "any case"
_CAPITAL: Final = "a capital"
_BODY: Final = "\ue000"  # stands for the name of a body in a form of titles
_VOWEL_ENDS: Final = "\u0647\u0627\u0648"


_Row = tuple[str, str, str]  # kind, id, the capitals it asks for


class Found(NamedTuple):
    """A name of the pack in a text. `ids` has several entries when the name is shared."""

    text: str
    start: int
    end: int
    kind: str
    ids: tuple[str, ...]


class _Entry:
    """What one folded name may stand for: kind -> ids, and the capitals it asks for."""

    __slots__ = ("exact", "ids", "is_any_case", "is_capital")

    def __init__(self, rows: Iterable[_Row]) -> None:
        self.ids: dict[str, list[str]] = {}
        for kind, owner, _ in rows:
            known = self.ids.setdefault(kind, [])
            if owner not in known:
                known.append(owner)
        cases = {case for _, _, case in rows}
        self.is_any_case, self.is_capital = _ANY in cases, _CAPITAL in cases
        self.exact = cases - {_ANY, _CAPITAL}


class _Table:
    """Folded names without spaces. A beginning is looked up among the names in order, which costs less than a set of all of them."""

    def __init__(self) -> None:
        self.firsts: set[str] = set()
        self._rows: dict[str, list[_Row]] = {}
        self._entries: dict[str, _Entry] = {}
        self._ordered: list[str] = []
        self._answers: dict[str, bool] = {}
        self.may_begin = _Answers(self)

    def put(self, parts: Sequence[str], kind: str, owner: str, case: str = _CAPITAL) -> None:
        """Adds a name by its folded words; `case`: any, capital, or the letters of an acronym as they must stand."""
        if parts:
            self.put_joined(parts[0], "".join(parts), (kind, owner, case))

    def put_joined(self, first: str, joined: str, row: _Row) -> None:
        """Adds a name by its first folded word and all of them."""
        if len(joined) < 2:
            return
        self.firsts.add(first)
        rows = self._rows.get(joined)
        if rows is None:
            self._rows[joined] = [row]
        else:
            rows.append(row)

    def entry(self, joined: str) -> _Entry | None:
        """What a folded name stands for; worked out when first met."""
        known = self._entries.get(joined)
        if known is None and joined in self._rows:
            known = self._entries[joined] = _Entry(self._rows[joined])
        return known

    def begins(self, joined: str) -> bool:
        """True when a name is `joined` or goes on from it."""
        known = self._answers.get(joined)
        if known is None:
            if len(self._ordered) != len(self._rows):
                self._ordered = sorted(self._rows)
            if len(self._answers) > _REMEMBERED:
                self._answers.clear()
            place = bisect_left(self._ordered, joined)
            known = place < len(self._ordered) and self._ordered[place].startswith(joined)
            self._answers[joined] = known
        return known


class _Answers(dict[str, bool]):
    """A printed word -> whether a name may begin with it."""

    def __init__(self, table: _Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, word: str) -> bool:
        if len(self) > _REMEMBERED:
            self.clear()
        form = _KEYS[word]
        # "in" and "as" begin many names letter by letter: a small Latin word must be the first word of one
        is_small = len(word) < _SMALLEST and word.isascii() and not word.isupper()
        self[word] = answer = form in self._table.firsts if is_small else self._table.begins(form)
        return answer


class _Keys(dict[str, str]):
    """Words and their folded forms; forgotten when there are many, so that a long run stays small."""

    def __missing__(self, word: str) -> str:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = form = normalise(word)
        return form


_KEYS: Final = _Keys()


def key(word: str) -> str:
    """The folded form of one word, remembered."""
    return _KEYS[word]


class Gazetteer:
    """All names of a pack, ready to be found. `surnames`: folded surname without spaces -> ids of persons."""

    def __init__(self, pack: Pack) -> None:
        self._names, self._surnames = _Table(), _Table()
        _fold_all(pack)
        for body in pack.institutions:
            self._put_all(body.names, "institution", body.id)
        for outlet in pack.outlets:
            self._put_all(outlet.names, "outlet", outlet.id)
        for place in pack.places:
            self._names.put(_parts(place), "place", place)
        self._put_posts(pack)
        surnames: dict[str, list[str]] = {}
        for person in pack.people:
            self._put_all(person.names, "person", person.id)
            for name in person.names:
                for surname in persons.surnames(name.text, name.language):
                    self._surnames.put(_parts(surname), "person", person.id)
                    held = surnames.setdefault(persons.key(surname), [])
                    if person.id not in held:
                        held.append(person.id)
        self.surnames: dict[str, tuple[str, ...]] = {k: tuple(v) for k, v in surnames.items()}

    def mentions(self, text: str, language: str = "und") -> list[Found]:
        """The names in `text`, longest first where they overlap, in order of their place."""
        return _search(self._names, text)

    def surname_mentions(self, text: str, language: str = "und") -> list[Found]:
        """Surnames of the pack's persons standing in `text`, full names included: whom they mean is for others to settle."""
        return _search(self._surnames, text)

    def _put_all(self, names: Iterable[Name], kind: str, owner: str) -> None:
        for name in names:
            self._names.put(_parts(name.text), kind, owner, _case(name))

    def _put_posts(self, pack: Pack) -> None:
        put, titles = self._names.put_joined, _Titles()
        for post in pack.posts:
            row = ("post", post.id, _ANY)
            for name in post.names:
                self._names.put(_parts(name.text), *row)
            body = pack.institution_by_id.get(post.institution)
            for name in body.names if body else ():
                first, joined = titles.words(name)
                for opening, before, behind in titles.sides(post.role, name.language):
                    put(opening or first, f"{before}{joined}{behind}", row)


class _Titles:
    """Usual titles of a role at a body: "CRA head", "head of the CRA", as the words before and behind the name of the body."""

    def __init__(self) -> None:
        self._sides: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        self._words: dict[str, tuple[str, str]] = {}

    def sides(self, role: str, language: str) -> list[tuple[str, str, str]]:
        """The first word before, empty when there is none; all words before and all behind."""
        known = self._sides.get((role, language))
        if known is None:
            known = self._sides[role, language] = []
            for form in tables.words(language, "gazetteer", "forms"):
                for word in tables.words(language, "gazetteer", "roles", role):
                    before, _, behind = form.format(role=word, body=_BODY).partition(_BODY)
                    words = _parts(before)
                    known.append((words[0] if words else "", "".join(words), "".join(_parts(behind))))
        return known

    def words(self, name: Name) -> tuple[str, str]:
        """The first word of a body's name, and all of them."""
        known = self._words.get(name.text)
        if known is None:
            words = _parts(name.text)
            known = self._words[name.text] = words[0] if words else "", "".join(words)
        return known


def _fold_all(pack: Pack) -> None:
    """Notes the folded forms of all words of a pack at once."""
    lists = [one.names for owners in (pack.institutions, pack.outlets, pack.posts, pack.people) for one in owners]
    names = "\n".join([*pack.places, *(name.text for names in lists for name in names)])
    words = list(dict.fromkeys(_TOKEN.findall(names)))
    _KEYS.update(zip(words, normalise_all(words), strict=True))


def _parts(name: str) -> list[str]:
    """The folded words of a name, articles left out."""
    return [word for word in [_KEYS[found] for found in _TOKEN.findall(name)] if word != "the"]


def _case(name: Name) -> str:
    bare = name.text.replace(".", "")
    letters = bare.replace(" ", "").replace("-", "")
    is_latin = letters.isascii() and letters.isalnum()
    if is_latin and letters.isupper() and len(letters) <= 8:
        return bare
    return _CAPITAL if name.text[:1].isupper() or name.text[:1].isdigit() else _ANY


def _search(table: _Table, text: str) -> list[Found]:
    out: list[Found] = []
    may_begin = table.may_begin
    behind = 0
    for word, start in _words(text):
        if may_begin[word] and start >= behind:
            best = _longest(table, text, (word, start))
            if best is not None:
                out.append(best)
                behind = best.end
    return out


@lru_cache(maxsize=1)  # names and surnames of one text are sought one after the other
def _words(text: str) -> list[tuple[str, int]]:
    return [(found[0], found.start()) for found in _TOKEN.finditer(text)]


def _longest(table: _Table, text: str, first: tuple[str, int]) -> Found | None:
    previous, start = first
    end = start + len(previous)
    joined = _KEYS[previous]
    best: tuple[int, _Entry] | None = None
    for _ in range(_LONGEST):
        entry = table.entry(joined)
        if entry is not None and _fits(entry, text[start:end]):
            best = (end, entry)
        step = _next(table, text, end, previous, joined)
        if step is None:
            break
        end, previous, joined = step
    if best is None:
        return None
    found = _found(text, start, best[0], best[1])
    return found if _is_meant(text, found, joined=key(found.text)) else None


def _next(
    table: _Table, text: str, end: int, previous: str, joined: str
) -> tuple[int, str, str] | None:
    """The end, the word and the joined name after one more word, if a name still may go on; articles are passed over."""
    if not table.begins(joined):
        return None
    while True:
        gap = _GAP.match(text, end) or (_STOP_GAP.match(text, end) if len(previous) == 1 else None)
        token = _TOKEN.match(text, gap.end() if gap else end)
        if token is None:
            return None
        end, previous = token.end(), token.group()
        word = _KEYS[previous]
        is_ezafe = word == _EZAFE and joined != "" and joined[-1] in _VOWEL_ENDS
        if word == "the" or (is_ezafe and not table.begins(joined + word)):
            continue
        return end, previous, joined + word


@lru_cache(maxsize=1)
def _everyday() -> dict[str, frozenset[str]]:
    """Words of daily life that are also names -> the words that show that the name is meant."""
    out: dict[str, frozenset[str]] = {}
    for language in LANGUAGES:
        cues = frozenset(key(cue) for cue in tables.words(language, "gazetteer", "cues"))
        for word in tables.words(language, "gazetteer", "everyday"):
            out[key(word)] = cues
    return out


def _is_meant(text: str, found: Found, *, joined: str) -> bool:
    """False for an everyday word without a cue beside it, and for a month's name beside its day."""
    if found.kind not in ("outlet", "institution"):
        return True
    before = text[max(0, found.start - 24) : found.start]
    after = text[found.end : found.end + 16]
    if _DAY_BEFORE.search(before) and " " not in found.text:
        return False
    cues = _everyday().get(joined)
    if cues is None:
        return True
    left, right = _TOKEN.findall(before), _TOKEN.findall(after)
    beside = {key(word) for word in (*left[-2:], *right[:1])}
    is_marked = before[-1:] in _MARKS and after[:1] in _MARKS
    return bool(beside & cues) or (bool(before) and bool(after) and is_marked)


def _fits(entry: _Entry, shown: str) -> bool:
    """True when the capitals of `shown` allow the entry."""
    if entry.is_any_case:
        return True
    if entry.is_capital and not shown[0].islower():
        return True
    return bool(entry.exact) and shown.replace(".", "").replace("\n", " ") in entry.exact


def _found(text: str, start: int, end: int, entry: _Entry) -> Found:
    kind = next(kind for kind in _RANK if kind in entry.ids)
    return Found(text[start:end], start, end, kind, tuple(entry.ids[kind]))


_MADE: dict[int, tuple[weakref.ref[Pack], Gazetteer]] = {}


def gazetteer(pack: Pack) -> Gazetteer:
    """The gazetteer of a pack, made once for each pack object."""
    known = _MADE.get(id(pack))
    if known is not None and known[0]() is pack:
        return known[1]
    made = Gazetteer(pack)
    place = id(pack)
    _MADE[place] = (weakref.ref(pack, lambda _: _MADE.pop(place, None) and None), made)
    return made
