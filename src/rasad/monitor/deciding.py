"""Monitor: an editor's act. Shortened ids and words → a decision, checked, then appended to the log."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from rasad import desk
from rasad.errors import UnknownId, WrongUse
from rasad.model import Decision, Development
from rasad.monitor import speaking
from rasad.monitor.clock import stamp
from rasad.monitor.parts import Parts
from rasad.monitor.proposals import developments_now

Changes = tuple[tuple[str, str], ...]


def decide(parts: Parts, kind: str, ids: Sequence[str], *, by: str, why: str, changes: Changes = ()) -> Decision:
    """The decision as the log holds it. Ids may be shortened. Raises WrongUse and UnknownId."""
    known = {found.id: found for found in developments_now(parts)}
    whole = tuple(_whole(id, known) if id.startswith("d-") else id for id in ids)
    if kind == "edit" and whole[0] in known:
        _check_dossiers(parts, changes)
        changes = speaking.settle(parts, known[whole[0]], changes)
    decision = Decision(seq=0, kind=kind, ids=whole, by=by, why=why, at=stamp(parts.clock.now()), changes=changes)
    desk.check_decision(decision, known)
    line = parts.log.append(
        "decision", decision=kind, ids=list(whole), by=by, why=why, changes=[list(change) for change in changes]
    )
    parts.log.close()
    return Decision(seq=int(str(line["seq"])), kind=kind, ids=whole, by=by, why=why, at=str(line["at"]), changes=changes)


def new(parts: Parts, evidence: str, headline: str, *, by: str, why: str, date: str | None) -> Decision:
    """A development the machine missed, from TEXT:START-END."""
    text_id, _, span = evidence.partition(":")
    version = parts.store.texts.get(text_id)
    articles = parts.store.articles.by("text", text_id)
    start, dash, end = span.partition("-")
    if version is None or not articles:
        raise UnknownId(f"--evidence {evidence}: no text version {text_id}; `rasad search` and `rasad show` tell the ids", text=text_id)
    if not dash or not start.isdigit() or not end.isdigit() or not int(start) < int(end) <= len(version.text):
        raise WrongUse(f"--evidence {evidence}: write TEXT:START-END within 0-{len(version.text)}")
    changes = [("evidence", evidence), ("headline", headline), ("language", articles[0].language)]
    if date:
        changes.append(("date", date))
    if articles[0].outlet:
        changes.append(("outlet", articles[0].outlet))
    return decide(parts, "new", [articles[0].id], by=by, why=why, changes=tuple(changes))


def _whole(id: str, known: Mapping[str, Development]) -> str:
    if id in known:
        return id
    found = [whole for whole in known if whole.startswith(id)]
    if len(found) == 1:
        return found[0]
    what = "fits several developments" if found else "is no development; `rasad inbox` lists them"
    raise UnknownId(f"{id} {what}", development=id)


def _check_dossiers(parts: Parts, changes: Iterable[tuple[str, str]]) -> None:
    """Raises WrongUse for a dossier that no pack has."""
    known = [dossier.id for dossier in parts.pack.dossiers]
    wanted = (id for field, value in changes if field == "dossiers" for id in value.split(","))
    for id in wanted:
        if id and id not in known:
            near = difflib.get_close_matches(id, known, 3, 0.4)
            there = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
            raise WrongUse(f"dossiers={id}: no dossier of the packs; {there}")
