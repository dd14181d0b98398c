"""Monitor: who may be named in one item because they speak in public for a body. Editors' words + all that is held → names by item.

An editor says so of one statement (`rasad edit ID speaks_for=yes`). The log keeps where the name stands, never the name; it is read out of the
text each time. Whoever any text held tells to be arrested, summoned, injured or killed, or kin of somebody, is never named: an edit that would
is refused, and one made before such a text came in has no effect any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rasad import check, desk, languages, publish
from rasad.errors import WrongUse
from rasad.languages import names
from rasad.model import Article, Development, Statement
from rasad.monitor.evidence import private_spans
from rasad.monitor.parts import Parts
from rasad.safety import persons

FIELD: Final = "speaks_for"
YES: Final = "yes"
_MOST: Final = 100_000
_PRINTED: Final = ("headline", "note", "translation", "office", FIELD)
Place = tuple[str, int, int]  # text version, start, end
Changes = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A statement whose speaker is private, with where the name stands and the words that show whom they speak for."""

    statement: str
    place: Place
    name: str
    words: str


def proposals(parts: Parts, found: Development) -> tuple[Proposal, ...]:
    """The private persons who speak in a development, one entry a statement; `words` are empty where none show for whom."""
    return tuple(
        Proposal(id, (held.text_id, one.speaker.start, one.speaker.end), one.speaker.text, one.speaks_for.text if one.speaks_for else "")
        for id in found.statements
        if (held := parts.store.statements.get(id)) and (one := held.statement).private and one.speaker and one.speaker.id is None
    )


def undecided(parts: Parts, found: Sequence[Development]) -> dict[str, str]:
    """By development, the words that show for whom a private person speaks and of which no editor has said anything."""
    said = desk.speakers_spoken_of(parts.decisions())
    told = ((one.id, proposal) for one in found for proposal in proposals(parts, one) if proposal.words)
    return {id: " ".join(one.words.split()) for id, one in told if (id, *one.place) not in said}


def settle(parts: Parts, found: Development, changes: Changes) -> Changes:
    """The changes of an edit with `speaks_for` naming the place of a name. Raises WrongUse where one must not be named."""
    out: list[tuple[str, str]] = []
    for field, value in changes:
        kind, _, which = field.partition(":")
        if kind in _PRINTED and value not in (YES, desk.NO):
            _refuse_named(parts, found, value)
        out += _placed(parts, found, which, value) if kind == FIELD else [(field, value)]
    return tuple(out)


def _placed(parts: Parts, found: Development, which: str, value: str) -> Iterator[tuple[str, str]]:
    """One change for each place where the one meant is named."""
    told = proposals(parts, found)
    chosen = [one for one in told if which in ("", one.statement, _shown(one.place))]
    spoken = {languages.text.normalise(one.name, "fa") for one in chosen}
    if not chosen:
        raise WrongUse(f"{FIELD}: nobody without public office speaks {'there' if which else f'in {found.id}'}; `rasad show {found.id}` lists who does")
    if len(spoken) > 1:
        raise WrongUse(f"{FIELD}: several persons speak in {found.id}; write {FIELD}:STATEMENT=…, with an id out of `rasad show {found.id}`")
    if value == YES and not any(one.words for one in chosen):
        raise WrongUse(f"{FIELD}=yes: no words of the text show for whom; write them: {FIELD}='spokesperson of …'")
    for one in dict.fromkeys(chosen) if value != desk.NO else ():
        if (why := find_harm(parts, one.name)) is not None:
            raise WrongUse(_never(why))
    for place in dict.fromkeys(one.place for one in chosen):
        yield f"{FIELD}:{_shown(place)}", value


def _refuse_named(parts: Parts, found: Development, value: str) -> None:
    """Raises WrongUse when words of an editor name somebody whom no edition names."""
    texts = {citation.text_id for citation in found.evidence} | {found.text_id}
    wanted = {
        version.text[start:end]
        for text_id in sorted(texts)
        if (version := parts.store.texts.get(text_id))
        for start, end in private_spans(parts, text_id)
    }
    keep = _kept(parts)
    written = [span.text for language in ("en", "fa") for span in names.find_people(value, language)]
    for name in sorted(wanted):
        is_named = bool(persons.occurrences(value, [name], keep=keep)) or any(_is_same(one, name) for one in written)
        if is_named and (why := find_harm(parts, name)) is not None:
            raise WrongUse(_never(why))


def _never(why: tuple[str, str]) -> str:
    return f"not done: {why[0]} has “{why[1]}” of this person; who was arrested, summoned, injured or killed, and their kin, is never named"


def granted(parts: Parts) -> dict[str, tuple[publish.Named, ...]]:
    """By development, whom its item may name. A person whom a text has come to tell harm of is left out."""
    said = desk.editor_words(parts.decisions()).speakers
    harmed: dict[str, bool] = {}
    out: dict[str, tuple[publish.Named, ...]] = {}
    for (id, text_id, start, end), (value, _) in said.items():
        version = parts.store.texts.get(text_id)
        if version is None or not 0 <= start < end <= len(version.text):
            continue
        name = version.text[start:end]
        if name not in harmed:
            harmed[name] = find_harm(parts, name) is not None
        if not harmed[name]:
            words = "" if value == YES else value
            out[id] = (*out.get(id, ()), publish.Named(name=name, text_id=text_id, start=start, end=end, words=words))
    return out


def names_by_item(parts: Parts) -> dict[str, tuple[str, ...]]:
    """The names that each item may print."""
    return {id: tuple(dict.fromkeys(one.name for one in some)) for id, some in granted(parts).items()}


def find_harm(parts: Parts, name: str) -> tuple[str, str] | None:
    """The text version and the words that tell harm to, or kinship of, somebody of that name, in whatever script; None when none does."""
    keep = _kept(parts)
    spelt = dict.fromkeys(parts.store.search(languages.text.normalise(name, "fa"), _MOST), (name,))
    for reading in parts.store.readings.all():
        alike = tuple(dict.fromkeys(one.text for one in reading.mentions if one.kind == "person" and one.private and _is_same(one.text, name)))
        for known in parts.store.articles.by("text", reading.text_id) if alike else ():
            spelt[known.key] = tuple(dict.fromkeys((*spelt.get(known.key, ()), *alike)))
    for capture in sorted(spelt):
        article = parts.store.articles.get(capture)
        found = _harm_in(parts, article, spelt[capture], keep) if article else None
        if found is not None:
            return found
    return None


def _harm_in(parts: Parts, article: Article, spelt: Sequence[str], keep: Sequence[str]) -> tuple[str, str] | None:
    """The same of one article, its title included."""
    language = article.language.partition("-")[0]
    harm = check.find_harm(article.text, language, spelt, keep=keep, said=_said(parts, article.text_id, spelt))
    if harm is not None:
        return f"[@{article.text_id}, {harm.start}-{harm.end}]", harm.text
    harm = check.find_harm(article.title, language, spelt, keep=keep)
    return (f"the title of {article.text_id}", harm.text) if harm else None


def _said(parts: Parts, text_id: str, spelt: Sequence[str]) -> tuple[check.Told, ...]:
    """What somebody says in a text version."""
    told = (held.statement for held in parts.store.statements.by("text", text_id))
    return tuple(check.Told(one.content.start, one.content.end, one.kind == "direct") for one in told if _speaks(one, spelt))


def _speaks(one: Statement, spelt: Sequence[str]) -> bool:
    return one.speaker is not None and bool(persons.occurrences(one.speaker.text, spelt))


def _is_same(one: str, other: str) -> bool:
    return " " in one.strip() and names.skeleton(one)[:1] == names.skeleton(other)[:1] and names.compare(one, other).verdict == "same"


def _kept(parts: Parts) -> tuple[str, ...]:
    return tuple(name.text for person in parts.pack.people for name in person.names)


def _shown(place: Place) -> str:
    return f"{place[0]}:{place[1]}-{place[2]}"
