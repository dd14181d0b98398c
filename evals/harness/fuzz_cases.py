"""Fuzz: the cases. Seed, number -> a mutated page, text, record, PDF or date, and what reading it comes to.

Pages are those of `news`, read in place and never written anywhere, and of the sample newsroom; dates are put together from the words that the
calendars know, in three languages. A case is made of the seed and its number alone, so that any of them can be made again.
"""

from __future__ import annotations

import json
import random
import resource
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final

from evals.crashes import Crash, tried
from evals.harness.fuzz_material import (
    any_page,
    any_piece,
    any_words,
    news_places,
    pack_ir,
    pdf_source,
    site_pages,
)

import rasad
from rasad import calendars, read
from rasad.calendars.grammar import grammar
from rasad.errors import BadInput, Unreadable

SECONDS: Final = 10  # of processor time, after which a case hangs and its worker is ended
MEMORY: Final = 3 << 30  # bytes of address space a worker may have
ALLOWED: Final = (Unreadable, BadInput)
SHARES: Final = {"date": 50, "fragment": 24, "page": 3, "text": 6, "record": 4, "pdf": 3, "extract": 10}
_KINDS: Final = tuple(SHARES)
_BIDI: Final = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u200c\u200d\ufeff\xad\u0640"
_DIGITS: Final = ("\u06f0", "\u0660", "\u0966", "\uff10", "\U0001d7ce", "\u0e50")  # the zeros of scripts
_ODD: Final = ("\0", "\ud800", "\udfff", "\uffff", "\U0010ffff", "\r", "\x0b", "\x85", "\u2028", "\u0130", "\u1e9e", "\ufdfa", "\u0301" * 40)
_CHARSETS: Final = ("utf-16", "utf-32", "utf-7", "windows-1256", "iso-8859-6", "shift_jis", "gb18030", "x-user-defined", "hex", "rot13", "idna", "\xff", "")
_LANGUAGES: Final = ("en", "fa", "ar")


@dataclass(frozen=True, slots=True)
class Task:
    """A stretch of cases. `kind` makes all of them of one kind."""

    seed: int
    first: int
    count: int
    kind: str | None = None


@dataclass(slots=True)
class Outcome:
    """What a stretch came to: (kind, read|refused|wrong|crash) counted, failures by number, the slowest case, the worker's peak in MB."""

    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    failed: list[tuple[int, str, str]] = field(default_factory=list)
    slowest: tuple[float, int, str] = (0.0, -1, "")
    peak: int = 0


def attempt(task: Task) -> Outcome:
    """Goes through a stretch. A case that takes too much time or memory ends the process."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    out = Outcome()
    news_places(), site_pages(), pack_ir()  # made before the clock of the first case runs
    for number in range(task.first, task.first + task.count):
        dice = random.Random(f"{task.seed} {number}")
        kind = task.kind or dice.choices(_KINDS, list(SHARES.values()))[0]
        made = MAKERS[kind](dice)
        started = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        how, why = _outcome(made)
        signal.setitimer(signal.ITIMER_PROF, 0)
        out.slowest = max(out.slowest, (time.process_time() - started, number, kind))
        out.counts[kind, how] += 1
        if why:
            out.failed.append((number, kind, why))
    out.peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return out


def _outcome(work: Callable[[], str]) -> tuple[str, str]:
    """How it ended; of a crash the error's name and place, never its message, which may hold words of the page."""
    try:
        wrong = tried(work, foreseen=ALLOWED)
    except ALLOWED:
        return "refused", ""
    if isinstance(wrong, Crash):
        frames = traceback.extract_tb(wrong.error.__traceback__)
        last = frames[-1]
        ours = next((one for one in reversed(frames) if "rasad" in one.filename), last)
        return "crash", f"{type(wrong.error).__name__} at {Path(ours.filename).name}:{ours.lineno} ({Path(last.filename).name}:{last.lineno})"
    return ("wrong", wrong) if wrong else ("read", "")


# Mutations of bytes.


def _flip(dice: random.Random, page: bytes) -> bytes:
    out = bytearray(page)
    for _ in range(dice.choice((1, 3, 30, len(out) // 50)) if out else 0):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def _cut(dice: random.Random, page: bytes) -> bytes:
    return page[: dice.randrange(len(page) + 1)]


def _drop(dice: random.Random, page: bytes) -> bytes:
    start = dice.randrange(len(page) + 1)
    return page[:start] + page[start + dice.randrange(2000) :]


def _repeat(dice: random.Random, page: bytes) -> bytes:
    start = dice.randrange(len(page) + 1)
    part = page[start : start + dice.randrange(1, 400)]
    return page[:start] + part * dice.choice((2, 9, 60)) + page[start:]


def _splice(dice: random.Random, page: bytes) -> bytes:
    other = any_piece(dice)
    return page[: dice.randrange(len(page) + 1)] + other[dice.randrange(len(other) + 1) :]


def _nest(dice: random.Random, page: bytes) -> bytes:
    tag = dice.choice((b"<div>", b"<p>", b"<b>", b"<table><tr><td>", b"<ul><li>", b"<svg><g>", b"<a href=#>", b"<template>", b"<select>", b"<!--", b"<blockquote>", b"<span hidden>"))
    start = dice.randrange(len(page) + 1)
    return page[:start] + tag * dice.choice((5, 200, 3000, 20_000)) + page[start:]


def _entities(dice: random.Random, page: bytes) -> bytes:
    start = dice.randrange(len(page) + 1)
    bomb = dice.choice((
        b"&lt;" * 5000, b"&amp;" * 5000 + b"lt;", b"&#x110000;&#0;&#xd800;&#99999999999999999999;" * 50, b"&zwnj;&rlm;&nbsp;" * 900,
        b'<!DOCTYPE x [<!ENTITY a "' + b"z" * 999 + b'">' + b'<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">' * 20 + b"]>&b;",
    ))  # fmt: skip
    return dice.choice((page[:start] + bomb + page[start:], bomb + page))


def _attribute(dice: random.Random, page: bytes) -> bytes:
    filler = dice.choice((b"a", b"a ", b"&quot;", b"\xd8\xb4", b"1", b"14", b"display:none;", b"../", b"%25", b"("))
    name = dice.choice((b"class", b"style", b"href", b"content", b"id", b"datetime", b"title", b"itemprop", b"lang"))
    tag = dice.choice((b"div", b"a", b"time", b'meta property="article:published_time"', b'meta name="author"', b"html", b'meta property="og:title"', b'link rel="canonical"'))
    start = dice.choice((0, dice.randrange(len(page) + 1)))
    return page[:start] + b"<" + tag + b" " + name + b'="' + filler * dice.choice((10, 1000, 60_000)) + b'">' + page[start:]


def _charset(dice: random.Random, page: bytes) -> bytes:
    name = dice.choice(_CHARSETS)
    if dice.random() < 0.5:
        return b"<meta charset='" + name.encode("latin-1") + b"'>" + page
    text = page.decode("utf-8", "replace")
    return text.encode(dice.choice(("utf-16", "utf-16-le", "utf-32", "cp1256", "utf-7", "utf-8-sig", "cp037", "gb18030")), "replace")


def _metadata(dice: random.Random, page: bytes) -> bytes:
    """JSON-LD and meta tags of the wrong shapes."""
    values: tuple[object, ...] = (None, True, 0, -1, 1e308, 10**400, [], {}, [[]], "", " ", "1405/13/45", "2026-02-30T99:99:99+99:99", "9" * 5000, ["a", None, {"name": []}], {"@value": {}}, "\ud800")
    keys = ("@type", "@graph", "headline", "datePublished", "dateModified", "author", "name", "inLanguage", "articleBody", "publisher", "mainEntityOfPage", "url", "@id")
    body: object = {key: dice.choice(values) for key in dice.sample(keys, dice.randrange(1, len(keys)))} | {"@type": dice.choice(("NewsArticle", ["NewsArticle"], values[0], {}))}
    for _ in range(dice.choice((0, 0, 2, 600))):
        body = dice.choice(({"@graph": [body]}, [body], {"author": body}))
    told = json.dumps(body)[: dice.choice((10_000_000, 50))] if dice.random() < 0.9 else "[" * dice.choice((500, 100_000))
    meta = "".join(f'<meta {dice.choice(("name", "property", "itemprop"))}="{dice.choice(("og:title", "article:published_time", "author", "date", "og:url", "dc.date", "pubdate"))}" content="{dice.choice(values)}">' for _ in range(dice.randrange(4)))
    return f'<script type="application/ld+json">{told}</script>{meta}'.encode("utf-8", "replace") + page


def _as_text(change: Callable[[random.Random, str], str]) -> Callable[[random.Random, bytes], bytes]:
    def changed(dice: random.Random, page: bytes) -> bytes:
        return change(dice, page.decode("utf-8", "replace")).encode("utf-8", dice.choice(("replace", "surrogatepass")))

    return changed


# Mutations of text.


def _marks(dice: random.Random, text: str) -> str:
    return _sprinkled(dice, text, _BIDI, dice.choice((1, 20, 300)))


def _oddities(dice: random.Random, text: str) -> str:
    return _sprinkled(dice, text, _ODD, dice.choice((1, 5, 60)))


def _sprinkled(dice: random.Random, text: str, marks: Sequence[str], times: int) -> str:
    places = sorted(dice.randrange(len(text) + 1) for _ in range(times))
    out, last = [], 0
    for place in places:
        out += [text[last:place], dice.choice(marks)]
        last = place
    return "".join(out) + text[last:]


def _numerals(dice: random.Random, text: str) -> str:
    zeros = [dice.choice(_DIGITS) for _ in range(dice.randrange(1, 4))]
    return "".join(chr(ord(dice.choice(zeros)) + int(char)) if char in "0123456789" and dice.random() < 0.8 else char for char in text)


def _long_number(dice: random.Random, text: str) -> str:
    place = dice.randrange(len(text) + 1)
    zero = ord(dice.choice(("0", *_DIGITS)))
    run = "".join(chr(zero + dice.randrange(10)) for _ in range(dice.choice((6, 19, 400, 5000))))
    return text[:place] + dice.choice(("", ".", "/", "-", " ", "\u066b")).join((run, run[:4])) + text[place:]


def _letters(dice: random.Random, text: str) -> str:
    return _sprinkled(dice, text, [chr(code) for code in (dice.randrange(32, 0x2FFF) for _ in range(20))], dice.choice((1, 10)))


def _twisted(dice: random.Random, text: str) -> str:
    words = text.split(" ")
    dice.shuffle(words)
    return dice.choice((" ", "", "\n", "\u200c", "/", ". ")).join(words)


def _longer(dice: random.Random, text: str) -> str:
    start = dice.randrange(len(text) + 1)
    return text + text[start : start + dice.randrange(1, 60)] * dice.choice((5, 100, 2000))


TEXTS: Final = (_marks, _oddities, _numerals, _long_number, _letters, _twisted, _longer)
PAGES: Final = (_flip, _cut, _drop, _repeat, _splice, _nest, _entities, _attribute, _charset, _metadata, *map(_as_text, TEXTS[:5]))


def _mutated(dice: random.Random, page: bytes) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 4))):
        page = dice.choice(PAGES)(dice, page)
    return page


# Dates.


@cache
def _vocabulary(language: str) -> tuple[str, ...]:
    """The words of which the dates of a language are made."""
    return tuple(sorted(grammar(language).hot.words))


def _date_words(dice: random.Random) -> tuple[str, str]:
    """A language, and words, numbers and marks in the order of a date or of none."""
    language = dice.choice(_LANGUAGES)
    shapes = ("d m y", "m d, y", "d m", "m y", "y/n/d", "d.n.y", "n-d-y", "y-n-d", "w d m y", "h w", "h h", "d-d m y", "y-y", "h d m", "d m y (d m y)", "h", "d h m h y", "y n d h:h")
    parts = []
    for sign in dice.choice(shapes):
        calendar = dice.choice(("gregorian", "jalali", "hijri"))
        number = {"d": lambda: dice.randrange(0, 34), "n": lambda: dice.randrange(0, 15), "y": lambda: dice.choice((dice.randrange(1, 99), dice.randrange(1270, 1450), dice.randrange(1900, 2040), dice.randrange(0, 99999)))}
        if sign in number:
            parts.append(str(number[sign]()))
        elif sign == "m":
            parts.append(calendars.month_name(calendar, dice.randrange(1, 13), language))
        elif sign in "wh":
            parts.append(dice.choice(_vocabulary(language)))
        else:
            parts.append(sign)
    text = "".join(parts)
    return language, _numerals(dice, text) if dice.random() < 0.6 else text


# The kinds of case.


def _date(dice: random.Random) -> Callable[[], str]:
    made = [_date_words(dice) for _ in range(dice.choice((1, 1, 2, 4)))]
    language = dice.choice((made[0][0], *_LANGUAGES, "und", "ckb"))
    text = dice.choice((" ", ", ", "\n", " - ", "")).join(text for _, text in made)
    for _ in range(dice.choice((0, 1, 1, 2))):
        text = dice.choice(TEXTS)(dice, text)
    anchor = dice.choice((None, "2026-09-14", "2023-03-01/2023-03-31", "2026-09", "1999", "0001-01-01", "9999-12-31", "2024-02-29~"))
    return lambda: _spans_lie(text, calendars.parse(text, language=language, anchor=anchor))


def _spans_lie(text: str, found: Sequence[rasad.model.DateMention]) -> str:
    for one in found:
        if one.start is None or one.end is None or text[one.start : one.end] != one.text:
            return "a date's span is not its text"
        if one.edtf is not None and not rasad.model.when.is_edtf(one.edtf):
            return "a date's edtf is none"
    return ""


def _address(dice: random.Random) -> str | None:
    return dice.choice((None, "https://www.tehrantimes.com/news/417000/x", "https://fa.example/1401/13/45/?id=9", "http://[::1", "https://a.example/" + "9" * 5000, "https://\u0646.example/%zz", "x", "http://a.example:99999/2023/02/31/"))


def _document(data: bytes | str, dice: random.Random, *, kind: str | None = None) -> Callable[[], str]:
    url, captured, pack = _address(dice), dice.choice((None, "2026-09-14T08:00:00Z")), dice.choice((None, pack_ir()))
    headers = {"Content-Type": kind or dice.choice(("", "text/html", "text/html; charset=" + dice.choice(_CHARSETS), "application/xhtml+xml", "text/plain", "*/*;;=")),
               "Content-Encoding": dice.choice(("", "", "", "gzip", "deflate", "gzip, gzip", "br"))}  # fmt: skip

    def work() -> str:
        found = read.read_document(data, url=url, headers=headers, captured=captured, pack=pack)
        return "" if found.text.strip() else "no text and no refusal"

    return work


def _fragment(dice: random.Random) -> Callable[[], str]:
    return _document(_mutated(dice, any_piece(dice)), dice)


def _whole(dice: random.Random) -> Callable[[], str]:
    return _document(_mutated(dice, any_page(dice)), dice, kind="text/html")


def _text(dice: random.Random) -> Callable[[], str]:
    text = dice.choice(TEXTS)(dice, any_words(dice))
    return _document(text if dice.random() < 0.5 else text.encode("utf-8", "surrogatepass"), dice, kind="text/plain")


def _record(dice: random.Random) -> Callable[[], str]:
    values: tuple[object, ...] = (None, 0, "", [], {}, [1], ["a", "b"], "2026-02-30", "9" * 5000, any_words(dice)[:2000], {"a": [{}]})
    record = {key: dice.choice(values) for key in ("text", "title", "url", "date", "published", "paragraphs", "abstract", "language", "author") if dice.random() < 0.6}
    told = json.dumps(record | {"text": any_words(dice)} if dice.random() < 0.6 else record, ensure_ascii=dice.random() < 0.5)
    if dice.random() < 0.2:
        told = dice.choice(("[", '{"text":', '{"paragraphs":[')) * dice.choice((3, 2000, 200_000))
    data = told.encode("utf-8", "surrogatepass")
    return _document(_flip(dice, data) if dice.random() < 0.6 else data, dice, kind="application/json")


def _pdf(dice: random.Random) -> Callable[[], str]:
    data = pdf_source()
    for _ in range(dice.choice((1, 1, 2, 3))):
        data = dice.choice((_flip, _cut, _drop, _repeat, _splice))(dice, data)
    if dice.random() < 0.9 and not data.startswith(b"%PDF-"):
        data = b"%PDF-1.7\n" + data
    return _document(data, dice, kind="application/pdf")


def _extract(dice: random.Random) -> Callable[[], str]:
    kind = dice.choice(("html", "text", "text", None))
    data: bytes | str = _mutated(dice, any_piece(dice)) if kind == "html" else dice.choice(TEXTS)(dice, any_words(dice))
    if kind is None and isinstance(data, str):
        data = data.encode("utf-8", "replace")
    url, published, window = _address(dice), dice.choice((None, "2023-03-14")), dice.choice((None, "2023-03-01/2023-03-31"))

    def work() -> str:
        found = rasad.extract(data, pack=pack_ir(), url=url, published=published, window=window, type=kind)
        json.dumps(found.to_dict())
        if kind == "text" and found.text != data:
            return "the text was changed"
        spans = [(one.start, one.end, one.text) for one in (*found.mentions, *found.numbers)]
        if any(found.text[start:end] != text for start, end, text in spans):
            return "a span is not its text"
        if not all(0 <= one.start < one.end <= len(found.text) for one in found.statements):
            return "a statement lies outside of the text"
        return _spans_lie(found.text, found.dates)

    return work


MAKERS: Final[dict[str, Callable[[random.Random], Callable[[], str]]]] = {
    "date": _date, "fragment": _fragment, "page": _whole, "text": _text, "record": _record, "pdf": _pdf, "extract": _extract,
}  # fmt: skip
