"""Recipes for reports without evidence: marks, dates, sources, names, persons, images, letters."""

from __future__ import annotations

import base64
import random
import re
import struct
from collections.abc import Iterator

from evals.check.planting import (
    Edit,
    Kind,
    inserted,
    paragraph_ends,
    read,
    shuffled,
    spots,
    templates,
)
from evals.check.recipes_traced import _garbled, _named, dropped_not
from evals.check.texts import Text

PLAIN = ("iff", "tt")


def not_after_do(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"(?<=\b[Dd]o )not (?=[a-z])|(?<=\bdid )not (?=[a-z])|(?<=\bdoes )not (?=[a-z])|(?<=\bdid)n['\u2019]t(?= )|(?<=\bdoes)n['\u2019]t(?= )", text), rng):
        yield Edit(start=found.start(), end=found.end(), words="")


def not_elsewhere(text: Text, rng: random.Random) -> Iterator[Edit]:
    for edit in dropped_not(text, rng):
        if not re.search(r"\b(?:do|did|does) ?\Z", text.source[max(0, edit.start - 6) : edit.start]):
            yield edit


def lost_mark(text: Text, rng: random.Random) -> Iterator[Edit]:
    found = spots(r"\u201c[^\u201c\u201d\n]{12,600}\u201d|(?<![\w\"=])\"[^\"\n=<>]{12,600}\"(?![\w\"])", text)
    for match in shuffled(found, rng):
        place = match.start() if rng.random() < 0.5 else match.end() - 1
        yield Edit(start=place, end=place + 1, words="")


def put(kind: str, *, as_item: bool = False):
    """The recipe that puts in a sentence of that kind."""

    def sites(text: Text, rng: random.Random) -> Iterator[Edit]:
        yield from inserted(kind, text, rng, as_item=as_item)

    return sites


_YEAR = re.compile(r"(?<!\d)(?:1[34]\d\d|19\d\d|20\d\d)(?!\d)")


def undated(kind: str):
    """The same, only into texts that print no year, before all else."""

    def sites(text: Text, rng: random.Random) -> Iterator[Edit]:
        if text.kind == "tt" and not _YEAR.search(text.source):
            yield from inserted(kind, text, rng)

    return sites


def beside_spelled(text: Text, rng: random.Random) -> Iterator[Edit]:
    months = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    spelled = spots(rf"\d{{1,2}}(?:st|nd|rd|th)? {months},? \d{{4}}|{months} \d{{1,2}},? \d{{4}}", text)
    if spelled:
        yield from inserted("numeric_date", text, rng)


def range_broken(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"\bfrom \d[\d,.]*( to )\d|\bbetween \d[\d,.]*( and )\d", text), rng):
        if found.group(1):
            yield Edit(start=found.start(1), end=found.end(1), words="-")
        else:
            yield Edit(start=found.start(2), end=found.end(2), words=rng.choice(["-", " to "]))
    yield from inserted("range", text, rng)


def acronym_alone(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"(?:[A-Z][a-z]+ (?:(?:of|and|for|the) )*){2,7}\(([A-Z]{3,6})\)", text), rng):
        acronym = found.group(1)
        rest = text.source[: found.start()] + text.source[found.end() :]
        if f"({acronym})" not in rest and len(re.findall(rf"\b{acronym}\b", rest)) >= 1:
            start = found.start()
            yield Edit(start=start, end=found.end(), words=acronym)
    yield from inserted("acronym", text, rng)


def garbled_in_register(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(_named(text, "institution"), rng):
        yield from _garbled(text, found.start, found.end, rng)


def garbled_title(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(_named(text, "post"), rng):
        yield from _garbled(text, found.start, found.end, rng)


def post_not_held(text: Text, rng: random.Random) -> Iterator[Edit]:
    """A sentence with an office-holder of the pack, on a day of the tenure of another one."""
    pack = text.pack
    pairs = [
        (tenure, other)
        for tenure in pack.tenures
        for other in pack.tenures
        if tenure.post != other.post and not any(t.post == other.post for t in pack.tenures_of(tenure.person))
        and len(other.since) == 10
    ]
    for tenure, other in shuffled(pairs, rng)[:6]:
        post, person = pack.post_by_id.get(other.post), pack.person_by_id.get(tenure.person)
        title = next((n.text for n in post.names if n.language == "en"), "") if post else ""
        name = next((n.text for n in person.names if n.language == "en"), "") if person else ""
        ends = paragraph_ends(text)
        if not (title and name and ends):
            continue
        year, month, day = other.since.split("-")
        months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
        when = f"{min(int(day) + 1, 28)} {months[int(month) - 1]} {year}"
        place = rng.choice(ends)
        yield Edit(start=place, end=place, words=f" On {when} {name}, {title}, opened an exchange.")


def confused(text: Text, rng: random.Random) -> Iterator[Edit]:
    pack = text.pack
    pairs = [
        (body, pack.institution_by_id[other])
        for body in pack.institutions
        for other in body.confusable
        if other in pack.institution_by_id
    ]
    ends = paragraph_ends(text)
    for body, other in shuffled(pairs, rng)[:6]:
        names = [next((n.text for n in b.names if n.language == "en" and n.kind != "acronym"), "") for b in (body, other)]
        if all(names) and ends:
            form = rng.choice(templates("confused", text))
            place = rng.choice(ends)
            yield Edit(start=place, end=place, words=" " + form.format(one=f"The {names[0]}", other=f"the {names[1]}"))


def bidi(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"(?<= )(?=\w{4})", text), rng)[:6]:
        yield Edit(start=found.start(), end=found.start(), words=rng.choice("\u202a\u202b\u202d\u202e\u2066\u2067\u2068"))


def digits(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"(?<![\w./-])\d{2,4}(?![\w/-]|\.\d)", text), rng):
        words = found.group()
        if "0" in words[1:] and rng.random() < 0.6:
            place = words.index("0", 1)
            if place < len(words) - 1:
                yield Edit(start=found.start() + place, end=found.start() + place + 1, words="O")
                continue
        place = rng.randrange(len(words))
        yield Edit(start=found.start() + place, end=found.start() + place + 1, words=chr(0x6F0 + int(words[place])))


def letters_in(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"(?<![\w./-])\d[01]\d{1,2}(?![\w/-]|\.\d)", text), rng):
        sign = "O" if found.group()[1] == "0" else rng.choice("lI")
        yield Edit(start=found.start() + 1, end=found.start() + 2, words=sign)


def two_spaces(text: Text, rng: random.Random) -> Iterator[Edit]:
    for found in shuffled(spots(r"(?<=[a-z]) (?=[a-z])", text), rng)[:6]:
        yield Edit(start=found.start(), end=found.end(), words="  ")


def _exif(*, is_placed: bool) -> str:
    tag = 0x8825 if is_placed else 0x0110
    tiff = b"II*\x00\x08\x00\x00\x00" + struct.pack("<HHHII", 1, tag, 4, 1, 26) + b"\x00" * 8
    part = b"Exif\x00\x00" + tiff
    return base64.b64encode(b"\xff\xd8\xff\xe1" + struct.pack(">H", len(part) + 2) + part + b"\xff\xd9").decode()


def image(text: Text, rng: random.Random) -> Iterator[Edit]:
    part = b"Author\x00a photographer"
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", len(part)) + b"tEXt" + part + b"\x00" * 4
    filled = {"exif": _exif(is_placed=False), "gps": _exif(is_placed=True), "png": base64.b64encode(png).decode()}
    for words in templates("image", text):
        yield Edit(start=len(text.source), end=len(text.source), words="\n\n" + words.format(**filled) + "\n")


def _pair(text: Text, rng: random.Random, form: str, second: dict[str, object], first: dict[str, object]) -> Iterator[tuple[Edit, ...]]:
    """One telling in the lead and another in an item of its own at the end."""
    heads = paragraph_ends(text)
    if heads:
        a = heads[0]
        yield (
            Edit(start=a, end=a, words=" " + form.format(**first)),
            Edit(start=len(text.source), end=len(text.source), words="\n\n## In the provinces\n\n" + _other_words(form.format(**second), rng) + "\n"),
        )


def _other_words(sentence: str, rng: random.Random) -> str:
    """The same told with the date in front."""
    found = re.search(r" on (\d{1,2} \w+ \d{4})\.$", sentence)
    if found and rng.random() < 0.7:
        body = sentence[: found.start()]
        return f"On {found.group(1)} {body[0].lower()}{body[1:]}."
    return sentence


def two_dates(text: Text, rng: random.Random) -> Iterator[tuple[Edit, ...]]:
    for form in shuffled(templates("telling", text), rng):
        day = rng.randrange(2, 20)
        yield from _pair(text, rng, form, {"n": 14, "day": day + rng.choice([1, 2, 7])}, {"n": 14, "day": day})


def told_twice(text: Text, rng: random.Random) -> Iterator[tuple[Edit, ...]]:
    for form in shuffled(templates("telling", text), rng):
        same = {"n": rng.randrange(11, 90), "day": rng.randrange(2, 25)}
        yield from _pair(text, rng, form, same, same)


def number_in_one(text: Text, rng: random.Random) -> Iterator[tuple[Edit, ...]]:
    for form in shuffled(templates("telling", text), rng):
        n, day = rng.randrange(12, 90), rng.randrange(2, 25)
        yield from _pair(text, rng, form, {"n": n + rng.choice([1, 9, 10]), "day": day}, {"n": n, "day": day})


def contradiction(text: Text, rng: random.Random) -> Iterator[tuple[Edit, ...]]:
    verbs = re.compile(r"\b(approved|repaired|fined|returned|seized|renewed)\b")
    base = {"approved": "approve", "repaired": "repair", "fined": "fine", "returned": "return", "seized": "seize", "renewed": "renew"}
    for form in shuffled(templates("telling", text), rng):
        values = {"n": rng.randrange(12, 90), "day": rng.randrange(2, 25)}
        for pair in _pair(text, rng, form, values, values):
            one, other = pair
            denied = verbs.sub(lambda m: f"did not {base[m.group(1)]}", other.words)
            yield one, Edit(start=other.start, end=other.end, words=denied)


def copied_number(text: Text, rng: random.Random) -> Iterator[tuple[Edit, ...]]:
    """A sentence of the text told again at its end as an item, with one of its numbers changed."""
    for sentence in shuffled(list(read(text).sentences), rng):
        words = sentence.text
        found = list(re.finditer(r"(?<![\w.,/-])\d{1,3}(?![\w.,/-])(?= [a-z]{3})", words))
        if not found or not 12 <= len(words.split()) <= 40 or re.search(r"[\[\]*_<>`#]", words):
            continue
        one = rng.choice(found)
        changed = words[: one.start()] + str(int(one.group()) + rng.choice([1, 3, 10])) + words[one.end() :]
        yield (Edit(start=len(text.source), end=len(text.source), words=f"\n\n## In short\n\n{changed}\n"),)


PLAIN_KINDS = [
    Kind(name="lost quotation mark", severity="warning", expected=("Q02",), of=PLAIN, sites=lost_mark, also=("S04", "S05", "S06", "S07", "X04", "N04", "D07", "T02")),
    Kind(name="wrong weekday", severity="error", expected=("D03",), of=PLAIN, sites=put("weekday"), also=("D08",)),
    Kind(name="heading upgraded", severity="warning", expected=("H01",), of=PLAIN, sites=put("heading_stage", as_item=True)),
    Kind(name="number in heading", severity="warning", expected=("H02",), of=PLAIN, sites=put("heading_number", as_item=True), also=("X03", "N04")),
    Kind(name="mixed range form", severity="warning", expected=("N02",), of=PLAIN, sites=range_broken, also=("N04", "N03")),
    Kind(name="flipped range", severity="error", expected=("N03",), of=PLAIN, sites=put("flipped"), also=("N04",)),
    Kind(name="deictic date without anchor", severity="warning", expected=("D07",), of=("tt",), sites=undated("deictic"), once=True),
    Kind(name="date without year", severity="warning", expected=("D02",), of=("tt",), sites=undated("no_year"), once=True),
    Kind(name="mixed date orders", severity="warning", expected=("D08",), of=PLAIN, sites=beside_spelled),
    Kind(name="hedge without source", severity="warning", expected=("S05",), of=PLAIN, sites=put("hedge"), also=("N04",)),
    Kind(name="legal claim without citation", severity="warning", expected=("S06",), of=PLAIN, sites=put("legal")),
    Kind(name="superlative taken over", severity="warning", expected=("S07",), of=PLAIN, sites=put("superlative")),
    Kind(name="outlet not named", severity="warning", expected=("S04",), of=PLAIN, sites=put("unnamed_outlet"), also=("D07", "N04")),
    Kind(name="figure without source", severity="warning", expected=("N04",), of=PLAIN, sites=put("figure")),
    Kind(name="acronym never expanded", severity="warning", expected=("A04",), of=PLAIN, sites=acronym_alone),
    Kind(name="garbled body", severity="warning", expected=("A02", "A06"), of=("tt",), sites=garbled_in_register, also=("P01",)),
    Kind(name="garbled body, own register", severity="warning", expected=("A02",), of=PLAIN, sites=put("near_twice")),
    Kind(name="garbled title", severity="warning", expected=("A06", "A02"), of=("tt",), sites=garbled_title, also=("P01",)),
    Kind(name="post not held", severity="error", expected=("A01",), of=("tt",), sites=post_not_held),
    Kind(name="bodies easily confused", severity="warning", expected=("A05",), of=("tt",), sites=confused),
    Kind(name="person near harm", severity="error", expected=("P02",), of=PLAIN, sites=put("person_harm"), also=("P01",)),
    Kind(name="other person", severity="warning", expected=("P01",), of=("tt",), sites=put("person_other")),
    Kind(name="small cell", severity="warning", expected=("P03",), of=PLAIN, sites=put("small_cell")),
    Kind(name="image with metadata", severity="error", expected=("P04",), of=PLAIN, sites=image),
    Kind(name="leaked data linked", severity="error", expected=("P05",), of=PLAIN, sites=put("leak_link")),
    Kind(name="bidi control", severity="error", expected=("T01",), of=PLAIN, sites=bidi),
    Kind(name="digit accident", severity="warning", expected=("T03", "T02"), of=PLAIN, sites=digits, also=("D02", "D07", "A04")),
    Kind(name="letter in a number", severity="warning", expected=("T03",), of=PLAIN, sites=letters_in, also=("D02", "D07", "A04", "N03")),
    Kind(name="two spaces", severity="warning", expected=("T02",), of=PLAIN, sites=two_spaces),
    Kind(name="one event, two dates", severity="warning", expected=("D04",), of=PLAIN, sites=two_dates, also=("X03",)),
    Kind(name="told twice", severity="warning", expected=("X02",), of=PLAIN, sites=told_twice),
    Kind(name="number changed in one mention", severity="warning", expected=("X03", "H02"), of=PLAIN, sites=number_in_one),
    Kind(name="number changed in a copy", severity="warning", expected=("X03", "H02"), of=PLAIN, sites=copied_number, also=("X02", "N04")),
    Kind(name="contradiction between items", severity="warning", expected=("X03",), of=PLAIN, sites=contradiction, also=("X02",)),
    Kind(name="dropped not after do (no evidence)", severity="warning", expected=("X04", "X03"), of=PLAIN, sites=not_after_do),
    Kind(name="dropped not elsewhere (no evidence)", severity="warning", expected=("X04", "X03"), of=PLAIN, sites=not_elsewhere),
]
