"""Desk: decisions are checked when made and replayed when read. Developments + Decisions → Developments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from rasad.desk.judgements import VERDICTS, label
from rasad.errors import UnknownId, WrongUse
from rasad.model import Citation, DateMention, Decision, Development
from rasad.model.ids import development_id
from rasad.model.vocabulary import ACTIONS, ACTS, STANCES, is_stage
from rasad.model.when import is_edtf

KINDS: Final = ("accept", "reject", "edit", "merge", "split", "new", "judge")
HANDLE: Final = re.compile(r"^[a-z0-9][a-z0-9_.-]{0,31}$")
_BROKEN: Final = re.compile("[\ud800-\udfff]")  # halves of letters: no file could hold them
_LANGUAGE: Final = r"[a-z]{2,3}"
_FIELDS: Final = (
    re.compile(rf"headline(:{_LANGUAGE})?"),
    re.compile(r"date|act|action|stage|stance|dossiers|office"),
    re.compile(rf"note:{_LANGUAGE}"),
    re.compile(rf"translation:[0-9a-f]{{16}}:\d+-\d+:{_LANGUAGE}"),
    re.compile(r"speaks_for(:s-[0-9a-f]+|:[0-9a-f]{16}:\d+-\d+)?"),
)


def parse_changes(words: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """(field, value) pairs out of `FIELD=VALUE` words. Raises WrongUse naming the word and the fields there are."""
    pairs = []
    for word in words:
        field, equals, value = word.partition("=")
        if not equals or not any(known.fullmatch(field) for known in _FIELDS):
            raise WrongUse(
                f"{word!r} is no correction; write FIELD=VALUE with FIELD one of headline[:LANG], date, act, "
                "action, stage, stance, dossiers, office, note:LANG, translation:TEXT:START-END:LANG, speaks_for[:STATEMENT]"
            )
        _check_value(field, value)
        pairs.append((field, value))
    return tuple(pairs)


def _check_value(field: str, value: str) -> None:
    lists = {"act": ACTS, "action": ACTIONS, "stance": STANCES}
    if field in lists and value not in lists[field]:
        raise WrongUse(f"{field}={value}: not one of {', '.join(lists[field])}")
    if field == "stage" and not is_stage(value):
        raise WrongUse(f"stage={value}: not a stage; see docs/glossary.md")
    if field.startswith("speaks_for") and not value.strip():
        raise WrongUse(f"{field}=: write the body the person speaks for, `yes` for the words proposed, `no` to take it back")
    if field == "date" and not is_edtf(value):
        raise WrongUse(f"date={value}: not an EDTF date such as 2026-09-14 or 2026-09")


def check_decision(decision: Decision, known: Mapping[str, Development]) -> None:
    """Raises WrongUse or UnknownId when the decision cannot be meant."""
    if not HANDLE.match(decision.by):
        raise WrongUse(f"--by {decision.by!r}: a handle is 1–32 of a–z, 0–9, dot, dash, underscore")
    if not decision.why.strip():
        raise WrongUse("--why: every decision needs a reason")
    if any(_BROKEN.search(words) for words in (decision.why, *(value for _, value in decision.changes))):
        raise WrongUse("the words of a decision are not whole letters; set the terminal to UTF-8 and write them anew")
    if decision.kind not in KINDS:
        raise WrongUse(f"{decision.kind!r} is no decision; there are {', '.join(KINDS)}")
    if decision.kind == "new":
        return
    if decision.kind == "judge":
        _check_judgement(decision)
        return
    about = decision.ids[:1] if decision.kind == "split" else decision.ids
    for id in about:
        if id not in known:
            raise UnknownId(f"no development {id}; `rasad inbox` lists them", development=id)
        if known[id].state == "merged":
            raise WrongUse(f"{id} was merged{_whither(known[id], known)}; decide about the one that took it in")
    if decision.kind == "merge" and len(set(decision.ids)) < 2:
        raise WrongUse("merge needs two developments or more")
    if decision.kind == "split":
        if len(decision.ids) < 2:
            raise WrongUse(f"split ID STATEMENT...: name the statements to take out; `rasad show {decision.ids[0]}` lists them")
        stray = set(decision.ids[1:]) - set(known[decision.ids[0]].statements)
        if stray:
            raise WrongUse(f"split ID STATEMENT...: {', '.join(sorted(stray))} is not of {decision.ids[0]}")
    if decision.kind == "edit" and not decision.changes:
        raise WrongUse("edit needs FIELD=VALUE")


def _whither(merged: Development, known: Mapping[str, Development]) -> str:
    """Into which development another went, in words; nothing where that cannot be told."""
    taker = next((one.id for one in known.values() if one.state != "merged" and set(merged.evidence) <= set(one.evidence)), None)
    return f" into {taker}" if taker else ""


def _check_judgement(decision: Decision) -> None:
    if len(decision.ids) != 2 or label(decision.ids[0]) == label(decision.ids[1]):
        raise WrongUse("judge A B VERDICT: two different names or ids")
    if dict(decision.changes).get("verdict") not in VERDICTS:
        raise WrongUse(f"judge: the verdict is one of {', '.join(VERDICTS)}")
    if any(not label(id).strip() for id in decision.ids):
        raise WrongUse("judge: a name has letters")


def apply(
    developments: Iterable[Development], decisions: Iterable[Decision]
) -> tuple[Development, ...]:
    """The developments as they stand after all decisions, in the order of ids.

    A decision about an id that no rule proposes any more is kept in the log and passed over here; one about a development
    that was merged is about the one that took it in.
    """
    known = {found.id: found for found in developments}
    into: dict[str, str] = {}  # what was merged, and what took it in: a later decision on the one is on the other
    for decision in decisions:
        ids = decision.ids if decision.kind in ("new", "judge") else _standing(decision.ids, into)
        if decision.kind in ("accept", "reject"):
            state = {"accept": "accepted", "reject": "rejected"}[decision.kind]
            for id in ids:
                if id in known:
                    known[id] = replace(known[id], state=state)
        elif decision.kind == "edit" and ids[0] in known:
            known[ids[0]] = _edited(known[ids[0]], decision.changes)
        elif decision.kind == "merge" or (decision.kind == "judge" and ("verdict", "same") in decision.changes):
            _merge(known, _standing(decision.ids, into), into)
        elif decision.kind == "split" and ids[0] in known:
            _split(known, ids[0], decision.ids[1:])
        elif decision.kind == "new":
            made = _new(decision)
            known[made.id] = made
    return tuple(known[id] for id in sorted(known))


def _edited(found: Development, changes: tuple[tuple[str, str], ...]) -> Development:
    for field, value in changes:
        if field == "headline":
            found = replace(found, headline=value)
        elif field == "act":
            found = replace(found, act=value)
        elif field == "action":
            found = replace(found, action=value)
        elif field == "stage":
            found = replace(found, stage=value)
        elif field == "stance":
            found = replace(found, stance=value)
        elif field == "dossiers":
            found = replace(found, dossiers=tuple(value.split(",")))
        elif field == "date":
            found = replace(found, date=DateMention(text=value, edtf=value, basis="explicit"))
        elif field == "office" and found.actors:
            found = replace(found, actors=(replace(found.actors[0], office=value), *found.actors[1:]))
    missing = tuple(name for name in found.missing if not (name == "date" and found.date))
    return replace(found, edits=(*found.edits, *changes), missing=missing)


def _standing(ids: Iterable[str], into: Mapping[str, str]) -> tuple[str, ...]:
    """Ids, for those merged the one that took them in, each once."""
    found = []
    for id in ids:
        stands = id
        while stands in into:
            stands = into[stands]
        found.append(stands)
    return tuple(dict.fromkeys(found))


def _merge(known: dict[str, Development], ids: tuple[str, ...], into: dict[str, str]) -> None:
    present = [known[id] for id in ids if id in known]
    if len(present) < 2:
        return
    first, rest = present[0], present[1:]
    for other in rest:
        first = replace(
            first,
            statements=tuple(dict.fromkeys((*first.statements, *other.statements))),
            evidence=tuple(dict.fromkeys((*first.evidence, *other.evidence))),
            articles=tuple(dict.fromkeys((*first.articles, *other.articles))),
            outlets=tuple(dict.fromkeys((*first.outlets, *other.outlets))),
            actors=tuple(dict.fromkeys((*first.actors, *other.actors))),
            dossiers=tuple(dict.fromkeys((*first.dossiers, *other.dossiers))),
            relations=tuple(
                relation
                for relation in dict.fromkeys((*first.relations, *other.relations))
                if relation.other not in ids
            ),
        )
        known[other.id] = replace(other, state="merged")
        into[other.id] = first.id
    known[first.id] = first


def _split(known: dict[str, Development], id: str, taken: tuple[str, ...]) -> None:
    whole = known[id]
    part = replace(
        whole,
        id=development_id(whole.article, f"split:{whole.id}:{','.join(sorted(taken))}"),
        statements=tuple(id for id in whole.statements if id in taken),
        state="proposed",
    )
    known[part.id] = part
    known[whole.id] = replace(
        whole, statements=tuple(id for id in whole.statements if id not in taken)
    )


def _new(decision: Decision) -> Development:
    """A development the machine missed: `ids` = (article,), changes hold headline, language, evidence."""
    given = dict(decision.changes)
    text, span = given["evidence"].split(":")
    start, end = (int(part) for part in span.split("-"))
    date = given.get("date")
    return Development(
        id=development_id(decision.ids[0], f"new:{text}:{start}-{end}"),
        headline=given["headline"],
        language=given["language"],
        article=decision.ids[0],
        text_id=text,
        start=start,
        end=end,
        date=DateMention(text=date, edtf=date) if date else None,
        actors=(),
        act="report",
        action=None,
        stage="none",
        stance="neutral",
        dossiers=(),
        statements=(),
        evidence=(Citation(text_id=text, start=start, end=end),),
        articles=(decision.ids[0],),
        outlets=tuple(filter(None, [given.get("outlet")])),
        missing=() if date else ("date",),
        confidence=1.0,
        reasons=(f"added by {decision.by}: {decision.why}",),
    )
