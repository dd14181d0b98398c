"""Recipes for editions: what an editor may break in the form, and twins that drift apart."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from evals.check.planting import Edit, Kind, read, shuffled
from evals.check.recipes_traced import changed_number, shifted_date
from evals.check.texts import Text

_CITE = re.compile(r" ?\[@[^\]]*\]")
_BOTH = ("edition", "traced")


def lost_citation(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(list(_CITE.finditer(text.source)), rng):
        yield Edit(start=found.start(), end=found.end(), words="")


def quote_without_citation(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(list(re.finditer(r"[\u201d\u00bb\"]( \[@[^\]]*\])", text.source)), rng):
        yield Edit(start=found.start(1), end=found.end(1), words="")


def evidence_not_held(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(list(re.finditer(r"\[@(\w{16}), (\d+)-(\d+)", text.source)), rng):
        if rng.random() < 0.5:
            yield Edit(start=found.start(1), end=found.start(1) + 4, words="0000")
        else:
            yield Edit(start=found.start(3), end=found.end(3), words=found.group(3) + "00000")


def open_translation(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(list(re.finditer(r"tr=(\w+)\]", text.source)), rng):
        yield Edit(start=found.start(1), end=found.end(1), words="")


_NOES = {"en": r" not(?= )|n't(?= )| never(?= )|(?<= )no (?=[a-z])", "fa": r"\u0646(?=\u0645\u06cc\u200c)|(?<= )\u0646(?=\u062e\u0648\u0627\u0647)"}


def translation(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(list(re.finditer(r"[\u201c\u00ab]([^\u201d\u00bb\n]{25,500})[\u201d\u00bb] ?\[@[^\]]*tr=\w+\]", text.source)), rng):
        spots = list(re.compile(_NOES[text.language]).finditer(text.source, *found.span(1)))
        digits = list(re.compile(r"\d+").finditer(text.source, *found.span(1)))
        if digits and (not spots or rng.random() < 0.5):
            spot = rng.choice(digits)
            zero = 0x30 if spot.group()[0].isascii() else 0x6F0
            yield Edit(start=spot.start(), end=spot.end(), words=chr(zero + 1 + int(spot.group()[0]) % 9) + spot.group()[1:])
        elif spots:
            spot = rng.choice(spots)
            yield Edit(start=spot.start(), end=spot.end(), words="")


def _items(text: Text):
    return [item for item in read(text).items if item.heading is not None]


def no_outlet(text: Text, rng: random.Random) -> Iterator[tuple[Edit, ...]]:
    from rasad.languages.gazetteer import gazetteer

    for item in shuffled(_items(text), rng):
        if not item.sentences:
            continue
        low, high = item.sentences[0].start, item.sentences[-1].end
        names = [f for f in gazetteer(text.pack).mentions(text.source[low:high], text.language) if f.kind == "outlet"]
        if names:
            word = "it was" if text.language == "en" else "\u0686\u0646\u06cc\u0646"
            yield tuple(Edit(start=low + f.start, end=low + f.end, words=word) for f in names)


def no_date(text: Text, rng: random.Random) -> Iterator[tuple[Edit, ...]]:
    form = r"On \d{1,2} \w+ \d{4}, | on \w+day, \d{1,2} \w+ \d{4},?|,? ?\bby \d{1,2} \w+| on \d{1,2} \w+( \d{4})?" if text.language == "en" else r"[\u06f0-\u06f9]{1,2} [\u0600-\u06ff\u200c]+ [\u06f0-\u06f9]{4}\u060c? ?"
    for item in shuffled(_items(text), rng):
        if not item.sentences:
            continue
        low, high = item.sentences[0].start, item.sentences[-1].end
        found = list(re.compile(form).finditer(text.source, low, high))
        if found and len(re.findall(r"[\d\u06f0-\u06f9]{4}(?![\w,-])", _CITE.sub("", text.source[low:high]))) <= len(found):
            yield tuple(Edit(start=f.start(), end=f.end(), words="") for f in found)


def unused_waiver(text: Text, rng: random.Random) -> Iterator[Edit]:
    for item in shuffled(_items(text), rng):
        if item.sentences:
            place = item.sentences[-1].end
            place = text.source.find("\n", place) if text.source.find("\n", place) >= 0 else place
            code = rng.choice(["D03", "N01", "Q01", "A01", "T01"])
            yield Edit(start=place, end=place, words=f'\n\n<!-- rasad: allow {code} by=mina why="as the outlet prints it" -->')


def outside_window(text: Text, rng: random.Random) -> Iterator[Edit]:
    form = r"On \d{1,2} \w+ (2026)," if text.language == "en" else r"[\u06f0-\u06f9]{1,2} [\u0600-\u06ff]+ (\u06f1\u06f4\u06f0\u06f5)"
    for found in shuffled(list(re.finditer(form, text.source)), rng):
        words = "2024" if text.language == "en" else "\u06f1\u06f4\u06f0\u06f3"
        yield Edit(start=found.start(1), end=found.end(1), words=words)


def twin_order(text: Text, rng: random.Random) -> Iterator[tuple[Edit, ...]]:
    starts = [m.start() for m in re.finditer(r"(?m)^## ", text.source)]
    for i in shuffled(list(range(len(starts) - 2)), rng):
        a, b, c = starts[i], starts[i + 1], starts[i + 2]
        yield (Edit(start=a, end=c, words=text.source[b:c] + text.source[a:b]),)


def twin_quote(text: Text, rng: random.Random) -> Iterator[tuple[Edit, ...]]:
    for found in shuffled(list(re.finditer(r"([\u201c\u00ab])[^\u201d\u00bb\n]{40,}([\u201d\u00bb]) \[@", text.source)), rng):
        yield (Edit(start=found.start(1), end=found.end(1), words=""), Edit(start=found.start(2), end=found.end(2), words=""))


def _twin(sites):
    def made(text: Text, rng: random.Random) -> Iterator[Edit | tuple[Edit, ...]]:
        yield from sites(text, rng)

    return made


EDITION_KINDS = [
    Kind(name="lost citation", severity="error", expected=("S01", "Q05"), of=_BOTH, sites=lost_citation, also=("D04",)),
    Kind(name="quotation without citation", severity="error", expected=("Q05", "S01"), of=_BOTH, sites=quote_without_citation),
    Kind(name="evidence not held", severity="error", expected=("S02",), of=_BOTH, sites=evidence_not_held, also=("Q01", "N01", "D05", "A03", "X06", "S08", "Q04")),
    Kind(name="open translation", severity="error", expected=("Q03",), of=("edition",), sites=open_translation),
    Kind(name="translation disagrees", severity="error", expected=("Q04", "X06", "N01", "Q01", "D05", "D03"), of=("edition",), sites=translation, also=("X04", "X03")),
    Kind(name="item without outlet", severity="warning", expected=("S03",), of=("edition",), sites=no_outlet, also=("S04", "S05", "Q01", "A03")),
    Kind(name="item without date", severity="warning", expected=("D01", "D05"), of=("edition",), sites=no_date, also=("Q01", "X06", "A01")),
    Kind(name="unused waiver", severity="warning", expected=("X01",), of=_BOTH, sites=unused_waiver),
    Kind(name="outside the window", severity="warning", expected=("D06", "D05"), of=("edition",), sites=outside_window, also=("Q01", "A01", "A03", "P01", "D03")),
    Kind(name="twin: number", severity="error", expected=("X05",), of=("twin",), sites=_twin(changed_number)),
    Kind(name="twin: day", severity="error", expected=("X05",), of=("twin",), sites=_twin(shifted_date)),
    Kind(name="twin: order", severity="error", expected=("X05",), of=("twin",), sites=twin_order),
    Kind(name="twin: quotation", severity="error", expected=("X05",), of=("twin",), sites=twin_quote),
]
