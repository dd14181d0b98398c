"""Publish: editions as read, with proofs -> the Issue that is printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from rasad.errors import PublicationRefused
from rasad.languages.gazetteer import gazetteer
from rasad.model import Citation, Development, Edition, Item, Pack, Sentence
from rasad.publish.house import House
from rasad.publish.issue import Actor, Entry, Line, Paragraph, Passage, Record, Source, Twin
from rasad.publish.nouns import Proof
from rasad.publish.withheld import Withheld

AROUND: Final = 200
MOST: Final = 1200
_GAP: Final = re.compile(r"\n[ \t\r]*\n|\n[ \t]*[-*+:>]|\n[ \t]*\d{1,3}[.)] ")
_SAFE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_KINDS: Final = {"person": "person", "institution": "institution", "outlet": "outlet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What the typesetter works from."""

    pack: Pack
    proofs: Mapping[str, Proof]
    withheld: Withheld
    developments: Mapping[str, Development] = field(default_factory=dict)


def typeset(
    editions: Mapping[str, Edition], copy: Copy, *, number: str, bundle_sha256: str
) -> Record:
    """The edition as it will be printed. Raises PublicationRefused on an open slot or a passage that is not held."""
    twins = tuple(_twin(language, edition, copy) for language, edition in editions.items())
    passages = {passage.name: passage for twin in twins for passage in twin.passages}
    first = next(iter(editions.values()))
    return Record(
        series=first.series,
        number=number,
        window=first.window,
        published=first.published,
        bundle_sha256=bundle_sha256,
        twins=twins,
        sources=tuple(_source(passages[name], copy) for name in sorted(passages)),
    )


def _twin(language: str, edition: Edition, copy: Copy) -> Twin:
    numbers: dict[str, Passage] = {}
    house = House(language=language, pack=copy.pack)
    entries = tuple(_entry(item, edition, copy, numbers) for item in edition.items)
    return Twin(
        language=language, direction=house.direction, title=edition.title, entries=entries,
        passages=tuple(numbers.values()),
    )  # fmt: skip


def _entry(item: Item, edition: Edition, copy: Copy, numbers: dict[str, Passage]) -> Entry:
    if not _SAFE.fullmatch(item.id):
        raise PublicationRefused(
            f"{item.id!r}: an item's id is letters, digits, dash, dot and underscore"
        )
    heading = _line(item.heading, edition, numbers) if item.heading else None
    paragraphs: list[Paragraph] = []
    before: Sentence | None = None
    for sentence in item.sentences:
        line = _line(sentence, edition, numbers)
        if before is None or _parted(edition.source, before, sentence):
            paragraphs.append(Paragraph(lines=(line,), is_analysis=sentence.is_analysis))
        else:
            last = paragraphs[-1]
            paragraphs[-1] = Paragraph(lines=(*last.lines, line), is_analysis=last.is_analysis)
        before = sentence
    found = copy.developments.get(item.id)
    text = " ".join(line.text for p in paragraphs for line in p.lines)
    return Entry(
        id=item.id,
        heading=heading,
        paragraphs=tuple(paragraphs),
        actors=tuple(_actors(text, edition.language, copy)),
        dossiers=found.dossiers if found else (),
    )


def _parted(source: str, before: Sentence, after: Sentence) -> bool:
    return before.is_analysis != after.is_analysis or bool(
        _GAP.search(source, before.end, after.start)
    )


def _line(sentence: Sentence, edition: Edition, numbers: dict[str, Passage]) -> Line:
    """A sentence with its citations behind the words, or the mark, they follow."""
    if "[translate:" in sentence.text or any(c.translator == "" for c, _, _ in sentence.citations):
        row = edition.source.count("\n", 0, sentence.start) + 1
        raise PublicationRefused(
            f"{edition.language}, line {row}: a translation is missing; write it and publish again"
        )
    marks = []
    for citation, start, _ in sentence.citations:
        place = sum(offset < start for offset in sentence.offsets)
        while (
            place < len(sentence.text)
            and sentence.text[place] in ".,;:!?\u060c\u061b\u061f\u201d\u00bb"
        ):
            place += 1
        marks.append((place, _passage(citation, numbers)))
    return Line(text=sentence.text, marks=tuple(sorted(marks, key=lambda mark: mark[0])))


def _passage(citation: Citation, numbers: dict[str, Passage]) -> Passage:
    if not _SAFE.fullmatch(citation.text_id):
        raise PublicationRefused(f"{citation}: no id of a text version")
    name = f"{citation.text_id}-{citation.start}-{citation.end}"
    if name not in numbers:
        numbers[name] = Passage(
            number=len(numbers) + 1, name=name, text_id=citation.text_id, start=citation.start, end=citation.end,
            is_translated=citation.translator is not None,
        )  # fmt: skip
    return numbers[name]


def _actors(text: str, language: str, copy: Copy) -> Iterator[Actor]:
    """Who of the pack an item names, in the order of first mention. Private persons are in no pack."""
    house = House(language=language, pack=copy.pack)
    seen: set[str] = set()
    for found in gazetteer(copy.pack).mentions(text, language):
        if found.kind in _KINDS and len(found.ids) == 1 and found.ids[0] not in seen:
            id = found.ids[0]
            seen.add(id)
            known = (
                copy.pack.person_by_id.get(id)
                or copy.pack.institution_by_id.get(id)
                or copy.pack.outlet_by_id.get(id)
            )
            if known:
                yield Actor(id=id, name=house.name(known.names), kind=found.kind)


def _source(passage: Passage, copy: Copy) -> Source:
    """What is shown behind a passage. Raises PublicationRefused when it is not held."""
    proof = copy.proofs.get(passage.text_id)
    if proof is None or not 0 <= passage.start < passage.end <= len(proof.text.text):
        raise PublicationRefused(
            f"[@{passage.text_id}, {passage.start}-{passage.end}] is not held; take citations from `rasad show`"
        )
    text, article, capture = proof.text.text, proof.article, proof.capture
    language = article.language if article else "und"
    address, why_not = _address(capture.url, copy.withheld)

    def shown(start: int, end: int) -> str:
        return copy.withheld.passage(passage.text_id, text, (start, end), language)

    low, high = _around(text, passage.start, passage.end)
    words = shown(passage.start, min(passage.end, passage.start + MOST))
    return Source(
        name=passage.name,
        text_id=passage.text_id,
        start=passage.start,
        end=passage.end,
        outlet=article.outlet if article else None,
        language=language,
        published=article.published.edtf if article and article.published else None,
        address=address,
        why_not=why_not,
        captured=capture.at,
        capture=capture.id,
        payload_sha256=capture.payload_sha256,
        log_line=proof.log_line,
        before=("… " if low else "") + shown(low, passage.start),
        words=words + (" …" if passage.end > passage.start + MOST else ""),
        after=shown(passage.end, high) + (" …" if high < len(text) else ""),
    )


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """At most AROUND characters on both sides, no word cut; an end that no white space is near is cut all the same."""
    low, high = max(0, start - AROUND), min(len(text), end + AROUND)
    while 0 < low < start and not text[low - 1].isspace():
        low += 1
    while end < high < len(text) and not text[high].isspace():
        high -= 1
    return low, high


def _address(url: str, withheld: Withheld) -> tuple[str | None, str]:
    """An address that may be linked to, or None and why."""
    try:
        parts = urlsplit(url)
        is_plain = bool(parts.hostname) and parts.scheme in ("http", "https") and not parts.username
    except ValueError:
        is_plain = False
    if not is_plain:
        return None, "none"
    return (None, "withheld") if withheld.names(url) else (url, "")
