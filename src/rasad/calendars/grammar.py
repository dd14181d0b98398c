"""Grammar: the forms in which a language prints dates. A TOML table -> compiled patterns.

Every pattern is anchored by `match` at a word that may begin a date (`hot`), so that a text is
walked once, word by word, and only the few hot words cost more than a look in a set.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Final

from rasad.calendars.forms import (
    END,
    LATIN_MONTH,
    MONTH,
    NEVER,
    Form,
    Hot,
    Months,
    Openers,
    build_forms,
)
from rasad.calendars.letters import fold_word
from rasad.languages import tables

_WORD: Final = re.compile(r"\w+")
_HOT: Final = (
    "year",
    "past",
    "coming",
    "this",
    "decade",
    "ago_before",
)  # lists whose words may begin a date
_LETTERS: Final = re.compile(r"[^\W\d_]+")

MonthName = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of a language for dates, and the patterns made of them."""

    months: Mapping[str, MonthName]
    weekdays: Mapping[str, int]
    days: Mapping[str, int]
    cardinals: frozenset[str]
    seasons: Mapping[str, str]
    relative: Mapping[str, str]
    numbers: Mapping[str, int]
    units: Mapping[str, str]
    eras: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    guards: Mapping[str, frozenset[str]]
    parts: Mapping[str, str]
    prefix: Form
    calendar: str
    week_start: int
    language: str
    forms: tuple[Form, ...]
    openers: Openers
    hot: Hot


def key(word: str) -> str:
    """A matched word as the tables know it: folded, without spaces and points."""
    return re.sub(r"[ \n.]+", "", fold_word(word)).casefold()


def _spellings(word: str, *, doubtful: bool) -> list[str]:
    """Word as is, in capitals, and in small letters unless that would be another word."""
    if not word.isascii():
        return [word]
    small = [word.lower()] if len(word) > 4 and not doubtful else []
    return [word, word.upper(), *small]


def _patterns(word: str, doubtful: frozenset[str]) -> Iterator[str]:
    """The patterns of a word; a space may be a missing one in Arabic script."""
    for spelling in _spellings(fold_word(word), doubtful=key(word) in doubtful):
        space = "[ ]+" if spelling.isascii() else "[ ]?"
        yield space.join(re.escape(part) for part in spelling.split())


def alternatives(words: Iterable[str], doubtful: frozenset[str] = frozenset()) -> str:
    """A pattern for any of `words`, longest first."""
    forms = {form for word in words for form in _patterns(word, doubtful)}
    return "|".join(sorted(forms, key=lambda form: (-len(form), form))) or NEVER


def _months(months: Iterable[str], doubtful: frozenset[str], lists: Mapping[str, list[str]]) -> Months:
    """The spellings of the months by the letters that may begin them: words of one, and what stands behind it, may be joined."""
    found: dict[str, set[str]] = {}
    behind = ["", *lists.get("month", [])]
    for month in months:
        patterns = set(_patterns(month, doubtful))
        for more in behind:
            parts = fold_word(f"{month} {more}").casefold().split()
            for joined in accumulate(parts):
                if (run := _LETTERS.search(joined)) is not None:
                    found.setdefault(run[0], set()).update(patterns)
    glued = {fold_word(word).casefold().split()[-1] for name in ("of", "the") for word in lists.get(name, ())}
    return Months(found, sorted(glued))


def _first_words(words: Iterable[str]) -> set[str]:
    found: set[str] = set()
    for word in words:
        folded = fold_word(word)
        parts = _WORD.findall(folded)
        found.update(part.casefold() for part in parts[:1])
        found.add("".join(parts).casefold())
    return found


def _by_number(table: Mapping[str, object]) -> dict[str, int]:
    return {
        word: int(number)
        for number, words in table.items()
        if isinstance(words, list)
        for word in words
    }


class _Words:
    """The tables of a language, with those of English beside them: Latin dates stand on any page."""

    def __init__(self, language: str) -> None:
        own = tables.load(language, "months")
        english = tables.load("en", "months")
        self.both: tuple[dict[str, object], ...] = (
            (english,) if own in (english, {}) else (own, english)
        )
        self.own = self.both[0]

    def section(self, name: str, *, english: bool = True) -> dict[str, object]:
        """A section of the own table over that of English."""
        found: dict[str, object] = {}
        for table in reversed(self.both if english else self.both[:1]):
            part = table.get(name)
            found |= part if isinstance(part, dict) else {}
        return found

    def lists(self, name: str) -> dict[str, list[str]]:
        """The lists of a section, own and English together."""
        found: dict[str, list[str]] = {}
        for table in self.both:
            part = table.get(name)
            for word, words in part.items() if isinstance(part, dict) else ():
                found.setdefault(word, []).extend(words)
        return found

    def months(self) -> dict[str, MonthName]:
        """Every spelling with its calendar and number; the own language wins."""
        found: dict[str, MonthName] = {}
        for table in reversed(self.both):
            for calendar in ("hijri", "jalali", "gregorian"):
                part = table.get(calendar)
                numbers = _by_number(part) if isinstance(part, dict) else {}
                found |= {word: (calendar, number) for word, number in numbers.items()}
        return found

    def weekdays(self) -> dict[str, int]:
        """Every spelling with its ISO number."""
        found: dict[str, int] = {}
        for table in reversed(self.both):
            part = table.get("weekdays")
            found |= _by_number(part) if isinstance(part, dict) else {}
        return found


@lru_cache(maxsize=16)
def grammar(language: str) -> Grammar:
    """The grammar of a language; one without a table gets the English one."""
    words = _Words(language)
    lists, guards = words.lists("words"), words.lists("guards")
    months, weekdays = words.months(), words.weekdays()
    days = {w: int(str(n)) for w, n in (words.section("days") | words.section("cardinals")).items()}
    relative = {w: str(n) for w, n in words.section("relative").items()}
    seasons = {w: s for s, ws in words.lists("seasons").items() for w in ws}
    units = {w: u for u, ws in words.lists("units").items() for w in ws}
    eras = {w: e for e, ws in words.lists("eras").items() for w in ws}
    numbers = {
        w: int(str(n)) for w, n in (words.section("cardinals") | words.section("numbers")).items()
    }
    parts = {w: p for p, ws in words.lists("parts").items() for w in ws}
    form = words.section("form")
    doubtful = frozenset(key(word) for word in guards.get("doubtful", ()))
    month_words = lists.get("month", [])
    hot = [*months, *weekdays, *days, *relative, *seasons, *numbers, *parts, *month_words]
    hot += [word for name in _HOT for word in lists.get(name, ())]
    hot += [month + word for month in months for word in month_words]
    met = _months(months, doubtful, lists)
    opening: dict[str, Iterable[str]] = {
        "months": months, "weekdays": weekdays, "days": days,
        "relative": relative, "seasons": seasons, "numbers": numbers,
    }  # fmt: skip
    pieces = _pieces(weekdays, days, doubtful, lists) | {
        "REL": alternatives(relative),
        "RELYEAR": alternatives(w for w, v in relative.items() if v.startswith("year")),
        "RELWEEK": alternatives(w for w, v in relative.items() if v.startswith("week")),
        "SEASON": alternatives(seasons), "NUMBER": alternatives(numbers),
        "UNIT": alternatives(units), "ERA": alternatives(eras),
    }  # fmt: skip
    forms = build_forms(pieces=pieces, first=_first(opening, lists), months=met)
    return Grammar(
        months={key(w): value for w, value in months.items()},
        weekdays={key(w): value for w, value in weekdays.items()},
        days={key(w): value for w, value in days.items()},
        cardinals=frozenset(key(w) for w in words.section("cardinals")),
        seasons={key(w): value for w, value in seasons.items()},
        relative={key(w): value for w, value in relative.items()},
        numbers={key(w): value for w, value in numbers.items()},
        units={key(w): value for w, value in units.items()},
        eras={key(w): value for w, value in eras.items()},
        words={name: frozenset(key(w) for w in ws) for name, ws in lists.items()},
        guards={name: frozenset(key(w) for w in ws) for name, ws in guards.items()},
        parts={key(w): value for w, value in parts.items()},
        prefix=_prefix(parts, [*lists.get("of", ()), *lists.get("the", ())]),
        calendar=str(form.get("calendar", "gregorian")),
        week_start=int(str(form.get("week_start", 1))),
        language=language,
        forms=forms,
        openers=Openers(forms),
        hot=Hot(_first_words(hot), met),
    )


def _first(
    pieces: Mapping[str, Iterable[str]], lists: Mapping[str, list[str]]
) -> dict[str, frozenset[str]]:
    """The words by which a piece of a form may begin."""
    month_words = lists.get("month", [])
    joined = [month + word for month in pieces["months"] for word in month_words]
    own = {**pieces, "months": [*pieces["months"], *joined], "month": month_words}
    listed = {name: lists.get(name, []) for name in (*_HOT, "last", "next")}
    return {name: frozenset(_first_words(words)) for name, words in (own | listed).items()}


def _prefix(parts: Iterable[str], between: Iterable[str]) -> Form:
    """A share with what joins it to its month or year: `late`, `mid-`, `first half of the`."""
    joint = rf"(?:(?:{alternatives(between)}){END}[ ]{{1,3}})*"
    runs = [_WORD.findall(fold_word(part)) for part in parts]
    first = frozenset("".join(run[:count]).casefold() for run in runs for count in range(1, len(run) + 1))
    return Form("part", rf"(?P<part>{alternatives(parts)}){END}[ ]?-?[ ]?{joint}", first)


def _pieces(
    weekdays: Iterable[str],
    days: Iterable[str],
    doubtful: frozenset[str],
    lists: Mapping[str, list[str]],
) -> dict[str, str]:
    return {
        "MONTH": MONTH,
        "ENMONTH": LATIN_MONTH,
        "WEEKDAY": alternatives(weekdays, doubtful),
        "DAYWORD": alternatives(days),
        "SUFFIX": alternatives(lists.get("suffixes", ())),
        "OF": alternatives(lists.get("of", ())),
        "THE": alternatives(lists.get("the", ())),
        "MWORD": alternatives(lists.get("month", ())),
        "TO": alternatives(lists.get("to", ())),
        "AND": alternatives(lists.get("and", ())),
        "YWORD": alternatives(lists.get("year", ())),
        "CLOCK": alternatives(lists.get("clock", ())),
        "AGO": alternatives(lists.get("ago", ())),
        "BEFORE": alternatives(lists.get("ago_before", ())),
        "LAST": alternatives(lists.get("last", ())),
        "NEXT": alternatives(lists.get("next", ())),
        "PAST": alternatives(lists.get("past", ())),
        "COMING": alternatives(lists.get("coming", ())),
        "AFTER": alternatives([*lists.get("past_after", ()), *lists.get("coming_after", ())]),
        "THIS": alternatives(lists.get("this", ())),
        "DECADE": alternatives(lists.get("decade", ())),
    }
