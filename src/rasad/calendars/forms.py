"""Forms: the shapes in which dates are printed. Pieces of a grammar -> patterns, each made when a word may begin it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

GAP: Final = r"[ ]{0,3}\n?[ ]{0,3}"
YEAR: Final = r"(?P<year>(?:1[2-9]|2[01])\d\d)(?!\d|[.,:/]\d)"
SHORT_YEAR: Final = r"'(?P<short>\d\d)(?!\d)"
END: Final = r"(?![^\W\d_])"
_WORD: Final = re.compile(r"\w+")
_DIGITS: Final = "digits"
_REMEMBERED: Final = 50_000
_LETTERS: Final = re.compile(r"[^\W\d_]+")
_FEW: Final = 8
MONTH, LATIN_MONTH = "\ue000", "\ue001"  # where the months stand in a pattern
NEVER: Final = r"(?!)"
_BEGINS: Final[Mapping[str, tuple[str, ...]]] = {
    "numeric": (_DIGITS,), "numeric_last": (_DIGITS,), "numeric_short": (_DIGITS,),
    "days": (_DIGITS, "days"), "days_english": ("months",),
    "day": (_DIGITS, "weekdays", "days"), "day_english": ("weekdays", "months"),
    "months": ("months",), "month": ("month", "months"), "season": ("seasons",),
    "past": (_DIGITS, "numbers"), "past_english": ("past", "coming"),
    "near_season": ("this", "past", "coming"), "near_season_after": ("seasons",),
    "decade": (_DIGITS, "decade"), "weekday_week": ("weekdays",),
    "ago": (_DIGITS, "numbers"), "ago_before": ("ago_before",), "relative": ("relative",),
    "year_word": ("year",), "year": (_DIGITS,), "weekday": ("last", "next", "weekdays"), "part": ("parts",),
}  # fmt: skip


class Months:
    """The spellings of the months that texts have held so far, as patterns. All of them take longer to compile than a short text to read."""

    def __init__(self, spellings: Mapping[str, Iterable[str]], glued: Iterable[str]) -> None:
        """`spellings`: the letters that may begin a month -> its patterns; `glued`: small words that may stand before one without a space."""
        self._unmet = {begin: frozenset(patterns) for begin, patterns in spellings.items()}
        self._glued = tuple(glued)
        self._met: frozenset[str] = frozenset()
        self.times = 0  # that one was met: a pattern made before does not know it

    def meet(self, word: str) -> None:
        """Notes the months that a word may begin."""
        for run in _LETTERS.findall(word.casefold()):
            for begin in (run, *(run[len(small) :] for small in self._glued if run.startswith(small))):
                if begin in self._unmet:
                    self._met |= self._unmet.pop(begin)
                    self.times += 1
        if self.times > _FEW and self._unmet:
            self._met = self._met.union(*self._unmet.values())
            self._unmet.clear()

    def fill(self, source: str) -> str:
        """A pattern with the months met set in."""
        for sign, met in ((MONTH, self._met), (LATIN_MONTH, [form for form in self._met if form.isascii()])):
            source = source.replace(sign, "|".join(sorted(met, key=lambda form: (-len(form), form))) or NEVER)
        return source


class Form:
    """A shape of printed dates. Compiling all of a language takes longer than reading a short text: only what may match is compiled."""

    def __init__(self, name: str, source: str, first: frozenset[str], months: Months | None = None) -> None:
        self.name = name
        self.source = source
        self.first = first
        self.has_digits = _DIGITS in _BEGINS[name]
        self._months = months if MONTH in source or LATIN_MONTH in source else None
        self._made: tuple[int, re.Pattern[str]] | None = None

    @property
    def _pattern(self) -> re.Pattern[str]:
        times = self._months.times if self._months else 0
        if self._made is None or self._made[0] != times:
            self._made = times, re.compile(self._months.fill(self.source) if self._months else self.source)
        return self._made[1]

    def may_begin(self, word: str) -> bool:
        """True when the form may begin with a word."""
        return self.has_digits if word[0].isdigit() else word.casefold() in self.first

    def match(self, text: str, start: int) -> re.Match[str] | None:
        """The form at that place."""
        word = _WORD.match(text, start)
        return self._pattern.match(text, start) if word and self.may_begin(word[0]) else None

    def match_behind(self, text: str, start: int) -> re.Match[str] | None:
        """The form at a place whose word may begin it."""
        return self._pattern.match(text, start)


class Openers(dict[str, tuple[Form, ...]]):
    """A word -> the forms that it may begin, in the order in which they are tried; worked out when first met."""

    def __init__(self, forms: tuple[Form, ...]) -> None:
        super().__init__()
        self._forms = forms

    def __missing__(self, word: str) -> tuple[Form, ...]:
        if len(self) > _REMEMBERED:
            self.clear()
        self[word] = answer = tuple(form for form in self._forms if form.may_begin(word))
        return answer


class Hot(dict[str, bool]):
    """A word -> whether a date may begin with it; worked out when first met, and the months in it noted."""

    def __init__(self, words: Iterable[str], months: Months) -> None:
        super().__init__()
        self.words, self._months = frozenset(words), months

    def __missing__(self, word: str) -> bool:
        if len(self) > _REMEMBERED:
            self.clear()
        self._months.meet(word)
        self[word] = answer = word[0].isdigit() or word in self.words or word.casefold() in self.words
        return answer


def build_forms(*, pieces: Mapping[str, str], first: Mapping[str, frozenset[str]], months: Months) -> tuple[Form, ...]:
    """The forms in the order in which they are tried."""
    p = pieces
    sp = "[ ]{0,3}"

    def day(name: str, word: str) -> str:
        return (
            rf"(?:(?P<{name}>\d{{1,2}})(?!\d)(?:[ ]?(?:{p['SUFFIX']}){END})?"
            rf"|(?P<{word}>{p['DAYWORD']}){END})"
        )

    weekday = rf"(?:(?P<weekday>{p['WEEKDAY']}){END}\.?{GAP}[,/]?{GAP}(?:(?:{p['THE']}){sp})?)?"
    point = r"(?:\.(?=[ ]?['\d]))?"
    month = rf"(?P<month>{p['MONTH']})(?:{sp}(?P<mword>{p['MWORD']}){END}|{END}{point})"
    double = rf"(?:{sp}[/(]{sp}(?P<double>{p['MONTH']}){END}(?:{sp}\))?)?"
    era = rf"(?:{sp}\(?(?P<era>{p['ERA']}){END}\)?)?"
    year = rf"(?:{YEAR}|{SHORT_YEAR})"
    bare = rf"{sp}(?P<two>\d\d)(?={sp}(?:[,.)(\n|-]|$|{p['CLOCK']}))(?!\d|{sp}[-:/.]\d)"
    relyear = rf"{sp}(?P<relyear>{p['RELYEAR']}){END}"
    with_year = (
        rf"(?:{GAP}[,/|-]?{GAP}(?:(?:{p['OF']}){sp})?(?:(?:{p['YWORD']}){GAP})?{year}|{relyear})"
    )
    joint = rf"{sp}(?P<join>-|(?:{p['TO']}){END}|(?:{p['AND']}){END}){sp}(?:(?:{p['THE']}){sp})?"
    of = rf"(?:{GAP}(?:(?:{p['OF']}){sp})?|{sp}[-/]{sp})"
    many = rf"(?:(?P<count>\d{{1,3}})|(?P<number>{p['NUMBER']}){END})"
    forms = {
        "numeric": r"(?P<a>\d{4})(?P<s>[-/.]|[ ][-/.][ ])(?P<b>\d{1,2})(?P=s)(?P<c>\d{1,2})(?!\d|[-/.]\d)"
        + era,
        "numeric_last": r"(?P<a>\d{1,2})(?P<s>[-/.]|[ ][-/.][ ])(?P<b>\d{1,2})(?P=s)(?P<c>\d{4})(?!\d|[-/.]\d)"
        + era,
        "numeric_short": r"(?P<a>\d\d)/(?P<b>\d{1,2})/(?P<c>\d{1,2})(?!\d|/\d)" + era,
        "days": rf"{day('day', 'dayword')}{joint}{day('to', 'toword')}{of}{month}{double}(?:{with_year})?{era}",
        "days_english": rf"(?P<month>{p['ENMONTH']}){END}{point}{sp}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{joint}"
        rf"(?P<to>\d{{1,2}})(?![\d:%])(?:st|nd|rd|th)?(?:,?{GAP}{year})?",
        "day": rf"{weekday}{day('day', 'dayword')}{of}{month}{double}(?:{with_year}|{bare})?{era}",
        "day_english": rf"{weekday}(?P<month>{p['ENMONTH']}){END}{point}{GAP}(?:the )?"
        rf"(?P<day>\d{{1,2}})(?!\d|[:.]\d|,\d{{3}}(?!\d)|[ ]?%)(?:st|nd|rd|th)?(?:,?(?: of)?{GAP}{year})?{era}",
        "months": rf"{month}{joint}(?P<month_to>{p['MONTH']}){END}(?:{sp}(?:{p['MWORD']}){END})?{with_year}{era}",
        "month": rf"(?:(?P<mword_before>{p['MWORD']}){END}{sp})?{month}{double}(?:{with_year})?{era}",
        "season": rf"(?P<season>{p['SEASON']}){END}{with_year}{era}",
        "past": rf"{many}{sp}(?P<unit>{p['UNIT']}){END}{sp}(?P<way>{p['AFTER']}){END}",
        "past_english": rf"(?P<way>{p['PAST']}|{p['COMING']}){END}{sp}{many}{sp}(?P<unit>{p['UNIT']}){END}",
        "near_season": rf"(?P<way>{p['THIS']}|{p['PAST']}|{p['COMING']}){END}{sp}(?P<near>{p['SEASON']}){END}",
        "near_season_after": rf"(?P<near>{p['SEASON']}){END}{sp}(?P<way>{p['AFTER']}){END}",
        "decade": rf"(?:(?P<plural>(?:1[5-9]|20)\d0)'?s{END}|(?:{p['DECADE']}){END}{sp}(?:(?P<decade>\d{{4}}|\d0)(?!\d)|(?P<number>{p['NUMBER']}){END}){era})",
        "weekday_week": rf"(?P<weekday>{p['WEEKDAY']}){END}{sp}(?:(?:{p['OF']}){END}{sp})?(?P<relative>{p['RELWEEK']}){END}",
        "ago": rf"(?:(?P<count>\d{{1,3}})|(?P<number>{p['NUMBER']}){END}){sp}(?P<unit>{p['UNIT']}){END}{sp}(?:{p['AGO']}){END}",
        "ago_before": rf"(?:{p['BEFORE']}){END}{sp}{many}{sp}(?P<unit>{p['UNIT']}){END}",
        "relative": rf"(?P<relative>{p['REL']}){END}",
        "year_word": rf"(?:{p['YWORD']}){END}{GAP}(?:{YEAR}|'?(?P<short>\d\d)(?!\d|[./]\d|[ ]?%))"
        rf"(?:{joint}(?P<year_to>\d{{4}}|\d\d)(?!\d))?{era}",
        "year": rf"{YEAR}(?:{joint}(?P<year_to>\d{{4}}|\d\d)(?![\d/.-]))?{era}",
        "weekday": rf"(?:(?P<before>{p['LAST']}|{p['NEXT']}){END}{sp})?(?P<weekday>{p['WEEKDAY']}){END}"
        rf"(?:{sp}(?P<after>{p['LAST']}|{p['NEXT']}){END})?",
    }
    empty: frozenset[str] = frozenset()
    return tuple(
        Form(name, form, empty.union(*(first.get(piece, empty) for piece in _BEGINS[name])), months)
        for name, form in forms.items()
    )
