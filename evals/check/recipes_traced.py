"""Recipes for texts with evidence: words, numbers, days and names of a traced sentence altered."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from evals.check.planting import Edit, Kind, shuffled, spots
from evals.check.texts import Text
from rasad.languages.gazetteer import gazetteer

BOTH = ("traced", "edition")
_NOT = {
    "en": r"(?<=[a-z] )not (?=[a-z])|(?<=\w)n['\u2019]t(?= )|(?<= )no (?=[a-z]+ )|\bnever (?=[a-z])",
    "fa": r"(?<= )\u0646(?=\u0645\u06cc[\u200c ])|(?<= )\u0646(?=\u062e\u0648\u0627\u0647\u062f)|(?<= )\u0646(?=\u06a9\u0631\u062f\u0647 )",
}
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]


def dropped_not(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(_NOT[text.language], text), rng):
        yield Edit(start=found.start(), end=found.end(), words="")


def swapped_digits(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"(?<![\d.,])\d(?:[\d,.]*\d)(?!\d)", text), rng):
        words = list(found.group())
        places = [i for i in range(len(words) - 1) if words[i].isdigit() and words[i + 1].isdigit() and words[i] != words[i + 1]]
        places = [i for i in places if not (i == 0 and int(words[1]) == 0)]
        if places:
            i = rng.choice(places)
            words[i], words[i + 1] = words[i + 1], words[i]
            yield Edit(start=found.start(), end=found.end(), words="".join(words))


def changed_number(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"(?<![\w.,-])\d[\d,.]*\d(?![\w-])|(?<![\w.,-])\d(?= [a-z])", text), rng):
        words = list(found.group())
        i = rng.choice([i for i, sign in enumerate(words) if sign.isdigit()])
        zero = ord(words[i]) - int(words[i])
        words[i] = chr(zero + (int(words[i]) + rng.choice([1, 2, 3, 4])) % 10 or zero + 1)
        if words[0] != chr(zero):
            yield Edit(start=found.start(), end=found.end(), words="".join(words))


def shifted_date(text: Text, rng: random.Random) -> Iterator[Edit]:
    months = "|".join(_MONTHS)
    form = rf"\b(\d{{1,2}})(?= (?:{months}))|(?:{months}) (\d{{1,2}})\b(?!\d)" if text.language == "en" else r"(?<!\d)([\u06f0-\u06f9]{1,2})(?= (?:\u0634\u0647\u0631\u06cc\u0648\u0631|\u0645\u0647\u0631|\u0622\u0628\u0627\u0646))"
    for found in shuffled(spots(form, text), rng):
        group = next(g for g in range(1, found.re.groups + 1) if found.group(g))
        day = int(found.group(group))
        other = day + rng.choice([1, 2, 3, 7]) if day < 20 else day - rng.choice([1, 2, 3, 7])
        shown = str(other) if text.language == "en" else "".join(chr(0x6F0 + int(c)) for c in str(other))
        yield Edit(start=found.start(group), end=found.end(group), words=shown)


def shifted_year(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"(?<![\d.,/-])(?:19|20)\d\d(?![\d.,/-]\d|\d)", text), rng):
        yield Edit(start=found.start(), end=found.end(), words=str(int(found.group()) + rng.choice([-3, -1, 1, 2])))


def _quotes(text: Text) -> list[tuple[int, int]]:
    """The insides of quotations in the language of their evidence (no translator behind them)."""
    found = []
    for match in spots(r"[\u201c\u00ab\"]([^\u201c\u201d\u00ab\u00bb\"\n]{25,400})[\u201d\u00bb\"]", text):
        behind = text.source[match.end() : match.end() + 60]
        is_translated = re.match(r"[^\n\[]{0,40}\[@[^\]]*tr=", behind)
        if not is_translated and "[" not in match.group(1):
            found.append(match.span(1))
    return found


def quote_letter(text: Text, rng: random.Random) -> Iterator[Edit]:
    for start, end in shuffled(_quotes(text), rng):
        places = [i for i in range(start + 1, end - 1) if (text.source[i].isalpha() and text.source[i].islower()) or "\u0620" < text.source[i] < "\u06ff"]
        if places:
            place = rng.choice(places)
            pool = "abcdefghijklmnopqrstuvwxyz" if text.source[place].isascii() else "\u0633\u0644\u062f\u0631\u0628\u0646"
            yield Edit(start=place, end=place + 1, words=rng.choice([c for c in pool if c != text.source[place]]))


def _words(text: Text, start: int, end: int) -> list[re.Match[str]]:
    return list(re.compile(r"(?<!\S)\w{3,}(?=[ ,.]|\Z)").finditer(text.source, start, end))


def quote_word(text: Text, rng: random.Random) -> Iterator[Edit]:
    for start, end in shuffled(_quotes(text), rng):
        words = _words(text, start + 1, end - 1)
        if len(words) > 3:
            one, other = rng.sample(words, 2)
            if one.group().lower() != other.group().lower():
                yield Edit(start=one.start(), end=one.end(), words=other.group())


def quote_dropped(text: Text, rng: random.Random) -> Iterator[Edit]:
    for start, end in shuffled(_quotes(text), rng):
        words = [w for w in _words(text, start + 1, end - 1)[1:-1] if text.source[w.end()] == " "]
        if words:
            word = rng.choice(words)
            yield Edit(start=word.start(), end=word.end() + 1, words="")


_UNITS = {
    "percent": "million", "per cent": "million", "million": "billion", "billion": "million", "dollars": "euros", "rials": "tomans", "tomans": "rials", "kilometers": "miles",
    "kilometres": "miles", "miles": "kilometres", "tons": "kilograms", "hours": "days", "days": "weeks", "months": "years", "years": "months", "weeks": "months", "minutes": "hours",
    "megabytes": "gigabytes", "hectares": "kilometres", "meters": "kilometres", "trillion": "billion",
}  # fmt: skip


def wrong_unit(text: Text, rng: random.Random) -> Iterator[Edit]:
    form = rf"(?<=\d )(?:{'|'.join(_UNITS)})\b|(?<=\d)%"
    for found in shuffled(spots(form, text), rng):
        yield Edit(start=found.start(), end=found.end(), words=_UNITS.get(found.group(), " people"))


_KIN = {
    "days": "weeks", "weeks": "months", "months": "years", "years": "months", "hours": "days", "minutes": "hours", "dollars": "euros", "euros": "dollars", "rials": "tomans", "tomans": "rials",
    "kilometers": "miles", "kilometres": "miles", "miles": "kilometres", "meters": "kilometres", "tons": "kilograms", "barrels": "tons",
}  # fmt: skip


def kindred_unit(text: Text, rng: random.Random) -> Iterator[Edit]:
    form = rf"(?<=\d )(?:{'|'.join(_KIN)})\b|(?<=(?:two|six|ten) )(?:{'|'.join(_KIN)})\b|(?<=(?:four|five|nine) )(?:{'|'.join(_KIN)})\b|(?<=(?:three|seven|eight) )(?:{'|'.join(_KIN)})\b|(?<=(?:million|billion) )(?:{'|'.join(_KIN)})\b"
    for found in shuffled(spots(form, text), rng):
        yield Edit(start=found.start(), end=found.end(), words=_KIN[found.group()])


def _named(text: Text, kind: str) -> list:
    known = gazetteer(text.pack).mentions(text.source, text.language)
    front = text.source.find("\n---", 3)
    cited = [m.span() for m in re.finditer(r"\[@[^\]]*\]|^#.*$", text.source, re.M)]
    return [
        found
        for found in known
        if found.kind == kind and found.start > front and not any(a <= found.start < b for a, b in cited)
    ]


def _other_name(text: Text, kind: str, ids: tuple[str, ...], rng: random.Random) -> str:
    pool = {"person": text.pack.people, "post": text.pack.posts, "institution": text.pack.institutions, "outlet": text.pack.outlets}[kind]
    names = [
        name.text
        for one in pool
        if one.id not in ids
        for name in one.names[:3]
        if name.language == text.language and len(name.text) > 5 and name.kind != "acronym" and name.text.split()[-1].lower() not in text.source.lower()
    ]
    return rng.choice(names) if names else ""


def _swapped(kind: str):
    def sites(text: Text, rng: random.Random) -> Iterator[Edit]:
        for found in shuffled(_named(text, kind), rng):
            other = _other_name(text, kind, found.ids, rng)
            if other:
                yield Edit(start=found.start, end=found.end, words=other)

    return sites


def _of_the_text(kind: str):
    """A name with another of the same kind that the text also names in its place."""

    def sites(text: Text, rng: random.Random) -> Iterator[Edit]:
        named = _named(text, kind)
        for found in shuffled(list(named), rng):
            others = sorted({other.text for other in named if not set(other.ids) & set(found.ids)})
            if others:
                yield Edit(start=found.start, end=found.end, words=rng.choice(others))

    return sites


def garbled_given(text: Text, rng: random.Random) -> Iterator[Edit]:
    """Two letters of a given name of the pack changed places."""
    for found in shuffled(_named(text, "person"), rng):
        first = text.source[found.start : found.end].split()[0]
        inner = [i for i in range(1, len(first) - 1) if first[i] != first[i + 1]]
        if len(first) > 3 and " " in text.source[found.start : found.end] and inner:
            i = rng.choice(inner)
            yield Edit(start=found.start, end=found.start + len(first), words=first[:i] + first[i + 1] + first[i] + first[i + 2 :])


def garbled_body(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(_named(text, "institution"), rng):
        yield from _garbled(text, found.start, found.end, rng)


def _garbled(text: Text, start: int, end: int, rng: random.Random) -> Iterator[Edit]:
    """Two letters of a long word of a name changed places, or one was doubled or lost."""
    words = list(re.compile(r"\w{6,}").finditer(text.source, start, end))
    if not words or len(text.source[start:end].split()) < 2:
        return
    word = rng.choice(words)
    letters = word.group()
    inner = [i for i in range(1, len(letters) - 2) if letters[i] != letters[i + 1]]
    if not inner:
        return
    i = rng.choice(inner)
    forms = [letters[:i] + letters[i + 1] + letters[i] + letters[i + 2 :], letters[:i] + letters[i + 1 :]]
    yield Edit(start=word.start(), end=word.end(), words=rng.choice(forms))


def outlet_added(text: Text, rng: random.Random) -> Iterator[Edit]:
    """“, OUTLET reported” behind a sentence whose evidence is from another one."""
    for found in shuffled(list(re.finditer(r"(?<=[a-z]{3}) \[@[^\]]+\]\.", text.source)), rng):
        other = _other_name(text, "outlet", ("ir.o.tehrantimes",), rng)
        if other and text.kind == "traced":
            yield Edit(start=found.start(), end=found.start(), words=f", {other} reported")


TRACED_KINDS = [
    Kind(name="dropped not (evidence)", severity="error", expected=("X06", "Q01", "Q04", "X04"), of=BOTH, sites=dropped_not, also=("X03", "X05")),
    Kind(name="swapped digits", severity="error", expected=("N01", "D05", "Q01", "D03", "Q04", "D02", "N03", "D06"), of=BOTH, sites=swapped_digits, also=("H02", "X03", "D04", "D08", "A01")),
    Kind(name="changed number", severity="error", expected=("N01", "D05", "Q01", "D03", "Q04", "D02", "N03", "N05", "D06"), of=BOTH, sites=changed_number, also=("H02", "X03", "D04", "A01")),
    Kind(name="shifted day", severity="error", expected=("D05", "D03", "Q01", "D02", "D06", "Q04"), of=BOTH, sites=shifted_date, also=("D04", "N01", "X03")),
    Kind(name="shifted year", severity="error", expected=("D05", "D06", "Q01", "N01", "D03", "A01"), of=BOTH, sites=shifted_year, also=("D04", "D02")),
    Kind(name="quote: letter", severity="error", expected=("Q01",), of=BOTH, sites=quote_letter, also=("X06", "A03", "A02", "P01", "D05", "N01", "A06")),
    Kind(name="quote: word", severity="error", expected=("Q01",), of=BOTH, sites=quote_word, also=("X06", "A03", "A02", "P01", "D05", "N01", "A06", "X04", "N05")),
    Kind(name="quote: dropped word", severity="error", expected=("Q01",), of=BOTH, sites=quote_dropped, also=("X06", "A03", "A02", "D05", "N01", "A06", "N05", "P01", "X04")),
    Kind(name="wrong unit", severity="error", expected=("N05", "N01", "Q01", "D05"), of=BOTH, sites=wrong_unit, also=("N03", "X03", "H02", "Q04")),
    Kind(name="kindred unit", severity="error", expected=("N05", "Q01", "D05", "N01"), of=BOTH, sites=kindred_unit, also=("X03", "H02", "Q04", "D07")),
    Kind(name="wrong office", severity="error", expected=("A03", "A01", "Q01", "A07"), of=BOTH, sites=_swapped("post"), also=("A06", "X06", "P01", "A05")),
    Kind(name="wrong person", severity="error", expected=("A03", "A01", "Q01", "P01", "A07"), of=BOTH, sites=_swapped("person"), also=("P02",)),
    Kind(name="office of another in the text", severity="error", expected=("A07", "A01", "A03", "Q01", "X05"), of=BOTH, sites=_of_the_text("post"), also=("A06", "X06", "P01", "A05")),
    Kind(name="another person of the text", severity="error", expected=("A07", "A01", "A03", "Q01", "X05"), of=BOTH, sites=_of_the_text("person"), also=("P01", "P02", "X06", "D04")),
    Kind(name="garbled given name", severity="warning", expected=("A08", "A03", "P01"), of=("tt", *BOTH), sites=garbled_given, also=("P02", "Q01", "A01", "X06", "A07")),
    Kind(name="wrong body", severity="warning", expected=("A03", "Q01", "A01"), of=BOTH, sites=_swapped("institution"), also=("A05", "A02", "A06", "X06", "A04", "N01")),
    Kind(name="garbled body (evidence)", severity="warning", expected=("A02", "A03", "Q01", "A06"), of=BOTH, sites=garbled_body, also=("P01",)),
    Kind(name="wrong outlet", severity="error", expected=("S08", "Q01"), of=("edition",), sites=_swapped("outlet"), also=("S03", "A03", "P01")),
    Kind(name="outlet added", severity="error", expected=("S08",), of=("traced",), sites=outlet_added, also=("A03", "D01", "S03")),
]
