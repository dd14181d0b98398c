"""Monitor: an editor's judgement, remembered in the log and at work at once. Two names or ids → Decision."""

from __future__ import annotations

from dataclasses import replace

from rasad import desk, languages
from rasad.errors import UnknownId
from rasad.model import Decision, Pack
from rasad.model.actor import Name
from rasad.monitor import runs
from rasad.monitor.clock import stamp
from rasad.monitor.parts import Parts
from rasad.monitor.proposals import developments_now, propose_all


def judge(parts: Parts, one: str, other: str, verdict: str, *, by: str, why: str) -> Decision:
    """Checks and logs a judgement, then reads anew the texts in which either name stands.

    A and B are ids of the pack, names as printed, or developments. Raises WrongUse, UnknownId.
    """
    whole = tuple(_whole(parts, word) for word in (one, other))
    made = Decision(
        seq=0, kind="judge", ids=whole, by=by, why=why, at=stamp(parts.clock.now()), changes=(("verdict", verdict),)
    )
    desk.check_decision(made, {})
    before = parts.judged
    line = parts.log.append(
        "decision", decision="judge", ids=list(whole), by=by, why=why, changes=[["verdict", verdict]]
    )
    parts.__dict__.pop("judged", None)
    if parts.judged != before:
        _read_anew(parts, whole)
    return replace(made, seq=int(str(line["seq"])), at=str(line["at"]))


def _whole(parts: Parts, word: str) -> str:
    """A development's id in full; all else as it is. Raises UnknownId for a development or id that nobody knows."""
    if not desk.is_id(word):
        return word
    ids = [found.id for found in developments_now(parts)] if word.startswith("d-") else _pack_ids(parts)
    found = [id for id in ids if id == word] or [id for id in ids if id.startswith(word) and word.startswith("d-")]
    if len(found) != 1:
        raise UnknownId(f"{word}: no development or id of the pack; a name is written as it is printed", record=word)
    return found[0]


def _pack_ids(parts: Parts) -> list[str]:
    return [*parts.pack.person_by_id, *parts.pack.institution_by_id]


def _read_anew(parts: Parts, ids: tuple[str, ...]) -> None:
    names = {name.text for id in ids for known in (parts.pack, parts.judged) for name in _names(known, id)}
    wanted = {languages.text.normalise(name, "fa") for name in (*names, *(id for id in ids if not desk.is_id(id)))}
    for article in parts.store.articles.all():
        folded = languages.text.normalise(f"{article.title}\n{article.text}", "fa")
        reading = parts.store.readings.get(article.text_id)
        if reading is not None and any(name in folded for name in wanted):
            parts.store.readings.put([replace(reading, rules_understand="")])
    runs.understand_all(parts)
    propose_all(parts)
    parts.store.commit()


def _names(pack: Pack, id: str) -> tuple[Name, ...]:
    known = pack.person_by_id.get(id) or pack.institution_by_id.get(id)
    return known.names if known else ()
