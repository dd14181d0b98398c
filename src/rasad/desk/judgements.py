"""Desk: who is the same as whom, by the editors' word, which is stronger than any rule. Decisions → Judgements, Pack → Pack.

`rasad judge A B same|different|unsure`: A and B are ids of the pack or names as printed. Of one pair the latest word stands.
What follows from several is drawn: same as the same is the same, different from one of them is different from all; a pair
judged itself does not ask what follows. Doubt does not spread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from rasad.languages import names
from rasad.model import Decision, Institution, Pack, Person
from rasad.model.actor import Name

VERDICTS: Final = ("same", "different", "unsure")
_ID: Final = re.compile(r"[a-z]{1,8}\.[a-z]{1,3}\.[\w.-]+|[dsayp]-[0-9a-f]+")
_ARABIC: Final = re.compile("[\u0600-\u06ff]")
Known = TypeVar("Known", Person, Institution)


def label(word: str) -> str:
    """What is compared: an id as it is, a name in the form that all its spellings share."""
    return word if _ID.fullmatch(word) else names.key(word)


def is_id(word: str) -> bool:
    """True for an id of a pack or of a record."""
    return bool(_ID.fullmatch(word))


@dataclass(frozen=True, slots=True)
class Judgements:
    """The pairs judged, oldest first: (one, other, verdict) as the editor wrote them."""

    pairs: tuple[tuple[str, str, str], ...]

    def verdict(self, one: str, other: str) -> str | None:
        """same, different, unsure; None when nobody has said anything that bears on the two."""
        a, b = label(one), label(other)
        if a == b:
            return "same"
        direct = self._latest()
        if (found := direct.get(_pair(a, b))) is not None:
            return found
        left, right = self._same_as(a, direct), self._same_as(b, direct)
        if b in left:
            return "same"
        if any(direct.get(_pair(mine, theirs)) == "different" for mine in left for theirs in right):
            return "different"
        return None

    def same_as(self, word: str) -> tuple[str, ...]:
        """Everything that was judged the same as a word, as written, in the order of the log; without itself."""
        group = self._same_as(label(word), self._latest())
        written = dict.fromkeys(part for one, other, _ in self.pairs for part in (one, other))
        return tuple(part for part in written if label(part) in group and label(part) != label(word))

    def _latest(self) -> dict[tuple[str, str], str]:
        return {_pair(label(one), label(other)): verdict for one, other, verdict in self.pairs}

    @staticmethod
    def _same_as(start: str, direct: dict[tuple[str, str], str]) -> set[str]:
        group, waiting = {start}, [start]
        while waiting:
            here = waiting.pop()
            for pair, verdict in direct.items():
                if verdict == "same" and here in pair:
                    other = pair[0] if pair[1] == here else pair[1]
                    if other not in group and direct.get(_pair(start, other)) in (None, "same"):
                        group.add(other)
                        waiting.append(other)
        return group


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def judgements(decisions: Iterable[Decision]) -> Judgements:
    """The judgements among decisions."""
    return Judgements(
        tuple(
            (decision.ids[0], decision.ids[1], dict(decision.changes)["verdict"])
            for decision in decisions
            if decision.kind == "judge" and len(decision.ids) == 2
        )
    )


def amend_pack(pack: Pack, decisions: Iterable[Decision]) -> Pack:
    """The pack as the desk's judgements have it: names come to a person or body, or leave it, and two ids become one."""
    said = judgements(decisions)
    if not said.pairs:
        return pack
    moved = _moved(pack.people, said) | _moved(pack.institutions, said)
    return replace(
        pack,
        people=_amended(pack.people, said, moved), institutions=_amended(pack.institutions, said, moved),
        tenures=tuple(replace(one, person=moved.get(one.person, one.person)) for one in pack.tenures),
        posts=tuple(replace(one, institution=moved.get(one.institution, one.institution)) for one in pack.posts),
    )  # fmt: skip


def _moved(known: Sequence[Known], said: Judgements) -> dict[str, str]:
    """Which ids become another: of those judged the same the first in the pack stands for all."""
    ids = [one.id for one in known]
    out: dict[str, str] = {}
    for id in ids:
        for other in said.same_as(id):
            if other in ids and ids.index(other) > ids.index(id) and id not in out:
                out[other] = id
    return out


def _amended(known: Sequence[Known], said: Judgements, moved: dict[str, str]) -> tuple[Known, ...]:
    by_id = {one.id: one for one in known}
    out = []
    for one in known:
        if one.id in moved:
            continue
        found = list(one.names)
        for other in said.same_as(one.id):
            found += by_id[other].names if other in by_id else () if is_id(other) else (_name(other),)
        kept = [name for name in found if said.verdict(name.text, one.id) not in ("different", "unsure")]
        out.append(replace(one, names=tuple(dict.fromkeys(kept)) or one.names[:1]))
    return tuple(out)


def _name(text: str) -> Name:
    return Name(text=text, language="fa" if _ARABIC.search(text) else "en")
