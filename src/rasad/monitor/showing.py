"""Monitor: an id → the record with its evidence beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from rasad import desk
from rasad.errors import UnknownId
from rasad.model import Development, Statement
from rasad.monitor.grouping import sources_of, story_now
from rasad.monitor.parts import Parts
from rasad.monitor.proofs import removal_of

Noun = TypeVar("Noun")


def show(parts: Parts, developments: Iterable[Development], id: str) -> dict[str, object]:
    """One record with what it rests on. An id may be shortened as long as it fits one. Raises UnknownId."""
    if id.startswith("d-"):
        return _development(parts, _one([d for d in developments if d.id.startswith(id)], id))
    if id.startswith("s-"):
        held = _one(parts.store.statements.find(id), id)
        return {"statement": held.statement, "article": held.article, "text": held.text_id,
                "words": _words(parts, held.text_id, held.statement)}  # fmt: skip
    if id.startswith("a-"):
        versions = parts.store.articles.by("article", id)
        if not versions:
            raise UnknownId(f"{id}: no such article", article=id)
        return {"article": versions[-1], "versions": [(v.captured, v.text_id) for v in versions]}
    if id.startswith("y-"):
        return _story(parts, id)
    if id.startswith("p-"):
        return {"problem": _one(parts.store.problems.find(id), id)}
    if any(dossier.id == id for dossier in parts.pack.dossiers):
        return _dossier(parts, id)
    found = parts.store.texts.find(id)
    if len(id) <= 16 and len(found) == 1:
        return {"text": found[0], "capture": parts.store.captures.get(found[0].capture)}
    if not parts.store.captures.find(id) and (removal := removal_of(parts, id)) is not None:
        return {"removed": removal}
    capture = _one(parts.store.captures.find(id), id)
    articles = parts.store.articles.get(capture.id)
    return {"capture": capture, "article": articles.id if articles else None}


def _dossier(parts: Parts, id: str) -> dict[str, object]:
    """A dossier with its policy, stage by stage, and what was promised in it."""
    from rasad.monitor import memory

    today = parts.clock.now().date().isoformat()
    told = [one for one in memory.promises(parts) if one.dossier == id]
    return {
        "dossier": id,
        "policy": next((one for one in memory.policies(parts) if one.dossier == id), None),
        "promises": [{"status": one.status(today), "days_left": one.days_left(today), "promise": one} for one in told],
    }


def _one(found: Sequence[Noun], id: str) -> Noun:
    if len(found) == 1:
        return found[0]
    what = "fits several records; write more of it" if found else "no such record"
    raise UnknownId(f"{id}: {what}", record=id)


def _words(parts: Parts, text_id: str, statement: Statement) -> str:
    version = parts.store.texts.get(text_id)
    return version.text[statement.start : statement.end] if version else ""


def _story(parts: Parts, id: str) -> dict[str, object]:
    """A story with its sources; one whose id is another now is shown under that, and says so."""
    now = None if parts.store.stories.find(id) else story_now(parts, id)
    story = _one(parts.store.stories.find(now or id), id)
    return {**({"was": id} if now else {}), "story": story, "sources": sources_of(parts, story.articles)}


def _development(parts: Parts, found: Development) -> dict[str, object]:
    statements = []
    for id in found.statements:
        held = parts.store.statements.get(id)
        if held:
            article = next(iter(parts.store.articles.by("text", held.text_id)), None)
            statements.append(
                {
                    "id": id,
                    "words": _words(parts, held.text_id, held.statement),
                    "citation": f"[@{held.text_id}, {held.statement.start}-{held.statement.end}]",
                    "url": article.url if article else None,
                    "captured": article.captured if article else None,
                    "statement": held.statement,
                }
            )
    return {
        "development": found,
        "evidence": statements,
        "sources": sources_of(parts, found.articles),
        "speaks_for": _speakers(parts, found),
        "decisions": desk.history_of(found.id, parts.decisions()),
    }


def _speakers(parts: Parts, found: Development) -> list[dict[str, object]]:
    """The private persons who speak here, with the words that show for whom, whether an editor has said so, and how to say it."""
    from rasad.monitor import speaking

    named = {(one.text_id, one.start, one.end): one.words or speaking.YES for one in speaking.granted(parts).get(found.id, ())}
    return [
        {"statement": one.statement, "name": one.name, "words": one.words, "decided": named.get(one.place),
         "say": f"rasad edit {found.id} speaks_for:{one.statement}={speaking.YES if one.words else 'WORDS'}"}
        for one in speaking.proposals(parts, found)
    ]
