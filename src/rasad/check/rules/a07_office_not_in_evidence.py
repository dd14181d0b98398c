"""A07: somebody is given an office that the cited passage gives to another, or another office than it does."""

from __future__ import annotations

from collections.abc import Iterator

from rasad.check import lexicon, titles
from rasad.check.context import Context, Line
from rasad.languages.gazetteer import Found
from rasad.model import Finding, Pack

CODE = "A07"
SEVERITY = "error"
NEEDS = "evidence"
SCOPE = "item"
NAME = "office not that of the evidence"
RATIONALE = (
    "A cited text often names several persons and several offices, so that a swap of two of them is borne out word by word. Where the cited passage sets a name and a title side by side, or tells who is given a post, the sentence may not "
    "pair that name with another office, nor that office with another name. Titles that the pack knows to have been held that day are left alone, offices that somebody is appointed to are not. Nor may a person or office stand in a sentence whose passage names another one instead, and has no pronoun that could mean this one."
)
BAD = "On 14 September 2026 Daro Velin, minister of ports, kept the network, Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 Mera Tolun, minister of ports, kept the network, Sarvan Post reported [@en, 0-250]."


def find(context: Context) -> Iterator[Finding]:
    """A finding at each pair that the passage does not bear out."""
    for line in context.lines:
        if line.is_heading or not line.cited:
            continue
        beside = titles.side_by_side(line.text, line.names, context.language)
        pairs = [pair for pair in beside if not _is_known(context, line, *pair)]
        given = titles.appointed(line.text, line.names, context.language)
        told: set[int] = set()
        for person, post in (*pairs, *given):
            rival = _rival(context, line, person, post)
            if rival:
                told |= {person.start, post.start}
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(min(person.start, post.start), max(person.end, post.end)),
                    f"“{person.text}” is printed with “{post.text}”; the cited passage has {rival}",
                    help="print the name and the office of the evidence",
                    evidence=tuple(
                        text.excerpt(*text.passage(c.start, c.end)) for c, text in line.cited[:2]
                    ),
                )
        for found in line.names:
            rival = "" if found.start in told else _replaced(context, line, found)
            if rival:
                yield context.finding(
                    (CODE, SEVERITY),
                    line.place(found.start, found.end),
                    f"“{found.text}” is not named in the cited passage, which has “{rival}”",
                    help="print the name and the office of the evidence, or cite the passage that has this one",
                    evidence=tuple(
                        text.excerpt(*text.passage(c.start, c.end)) for c, text in line.cited[:2]
                    ),
                )


def _replaced(context: Context, line: Line, found: Found) -> str:
    """Another person or office that the passages name and the sentence leaves out, where they do not name this one."""
    if found.kind not in ("person", "post"):
        return ""
    pack, days = context.pack, context.days_of(line)
    own = _meant(pack, found, days)
    printed = frozenset().union(*(_meant(pack, other, days) for other in line.names))
    rival = ""
    for citation, text in line.cited:
        start, end = text.passage(citation.start, citation.end)
        if lexicon.has(text.text[start:end], text.language, "pronouns") or any(
            said.start < end and start < said.end and own & {said.speaker.id if said.speaker else None}
            for said in text.said
        ):
            return ""
        for other in text.names_in(start, end):
            if other.kind not in ("person", "post"):
                continue
            meant = _meant(pack, other, days)
            if meant & own:
                return ""
            if other.kind == found.kind and not meant & printed:
                rival = rival or other.text
    return rival


def _meant(pack: Pack, found: Found, days: tuple[str | None, ...]) -> frozenset[object]:
    """A person with the offices that he or she may hold on those days, or an office."""
    if found.kind == "post":
        return frozenset(titles.offices(pack, found.ids))
    if found.kind != "person":
        return frozenset()
    held = (t.post for id in found.ids for day in days for t in pack.tenures_of(id, day))
    return frozenset(found.ids) | titles.offices(pack, held)


def _pairs(text: str, names: tuple[Found, ...], language: str) -> list[titles.Pair]:
    return [*titles.side_by_side(text, names, language), *titles.appointed(text, names, language)]


def _is_known(context: Context, line: Line, person: Found, post: Found) -> bool:
    days = context.days_of(line)
    held = titles.tenures_at(context.pack, person, post)
    return any(tenure.may_cover(day) for tenure in held for day in days)


def _rival(context: Context, line: Line, person: Found, post: Found) -> str:
    """What the passages say in place of a pair, or nothing where they bear it out or are silent."""
    rival = ""
    own, wanted = set(person.ids), titles.offices(context.pack, post.ids)
    for citation, text in line.cited:
        start, end = text.passage(citation.start, citation.end)
        names = text.names_in(start, end)
        for who, what in _pairs(text.text[start:end], names, text.language):
            is_same = bool(own & set(who.ids))
            is_office = bool(wanted & titles.offices(context.pack, what.ids))
            if is_same and is_office:
                return ""
            if is_same or (is_office and who.ids):
                rival = rival or f"{who.text} as “{what.text}”"
    return rival
