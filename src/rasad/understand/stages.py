"""Understand: how far a policy is, and what is done to it, by the words of a clause. Words → stage, action.

A deed (`deeds`: open, approve, sign, …) and how far it is by tense, voice and governor (`tense_english`, `tense_persian`) give a stage when the thing that it is done to is a policy: a paper, something set in
motion, a body, something built. What companies, artists and clubs do is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rasad.model import Institution
from rasad.model.vocabulary import CLAIMED, STAGES
from rasad.understand import tense_english, tense_persian
from rasad.understand.deeds import Deeds, deeds
from rasad.understand.lexicon import Lexicon

HEAD: Final = 500  # characters: what is told farther on is mostly background
_PAPER: Final = ("paper", "agreement")
# what a deed makes of a thing when done; the kinds of things it may be done to
_DONE: Final = {
    "open": ("in_force", ("built", "work", "body")), "inaugurate": ("completed", ("built", "work", "body")),
    "develop": ("", ("work", "built")), "charge": ("in_force", ("price",)), "build": ("completed", ("built", "work", "body")),
    "complete": ("completed", ("built", "work")), "introduce": ("in_force", ("work", "built")),
    "start": ("in_force", ("work",)), "implement": ("in_force", ("work", "paper")), "work": ("in_force", ("work", "paper")),
    "propose": ("proposed", ("paper",)), "draft": ("drafted", _PAPER), "review": ("under_review", ("paper", "house")),
    "refer": ("under_review", ("paper",)), "approve": ("approved", _PAPER), "sign": ("signed", ("agreement",)),
    "publish": ("published", ("gazette",)), "communicate": ("promulgated", _PAPER), "block": ("in_force", ("access",)), "impose": ("in_force", ("burden",)),
    "enforce": ("enforced", ("paper",)), "suspend": ("suspended", ("paper", "work")), "annul": ("annulled", _PAPER),
    "withdraw": ("withdrawn", ("paper",)), "repeal": ("repealed", ("paper",)), "unblock": ("repealed", ("access",)), "expire": ("expired", _PAPER),
    "return": ("returned", ("paper",)),
}  # fmt: skip
_GOING: Final = {"run": "in_force", "implement": "in_force", "work": "in_force", "review": "under_review", "draft": "drafted", "make": "planned"}
_STANDING: Final = {"block": "in_force", "implement": "in_force"}
_PRESENT: Final = frozenset({"approve", "sign", "block", "work", "repeal", "suspend", "annul", "withdraw", "propose"})
# what comes by a deed: these are planned before they are done, a review is one already
_COMING: Final = frozenset({"impose", "plan", "unblock", "inaugurate", "charge", "develop", "open", "build", "complete", "introduce", "start", "implement", "work", "give", "hold", "sign", "draft", "ready", "block", "enforce"})
_COMES_TO: Final = {
    "run": ("work",), "give": ("work", "built", "public"), "hold": ("vote",), "ready": ("work", "built", "access"), "make": ("built", "work"),
    "start": ("work", "built"), "open": ("built", "work", "body", "access"), "introduce": ("built", "work", "access"),
    "build": ("built", "work", "body", "access"), "review": ("paper", "work", "house"),
}  # fmt: skip
_ONLY_PUBLIC: Final = frozenset({"give", "hold", "charge", "develop"})
_SAID: Final = {"announced": "announced", "wanted": "proposed"}
_OPENED: Final = frozenset({"open", "start"})
_WANTED: Final = frozenset({"open", "build", "introduce", "implement", "draft", "sign", "block", "repeal", "start"})
_PROPOSED: Final = "proposed"
_ANNOUNCED: Final = "announced"
_OBJECT: Final = 7
_YEAR: Final = 4
_STOPS: Final = frozenset({".", "!", "?", "\u061f", "\u061b", ";"})


@dataclass(frozen=True, slots=True)
class Reached:
    """A stage in a run of words: the place of its deed, and the clause."""

    stage: str
    at: int
    clause: tuple[int, int]


def stages_in(
    words: Sequence[str], span: tuple[int, int], lexicon: Lexicon, *, is_reported: bool, is_public: bool = False, has_policy: bool = False, is_done: bool = False
) -> Iterator[Reached]:
    """The stages of a sentence.

    `is_public`: a public body speaks or is named; `is_done`: the deed is the statement's own, its object may stand anywhere, and needs no word of its own when `has_policy`: a dossier is known.
    """
    known = deeds(lexicon.language)
    if known is None:
        return
    read = tense_persian.turn if known.is_light else tense_english.turn
    for start, end, deed in known.found.find(words, *span):
        turn = read(words, (start, end), deed, span, known, is_reported=is_reported)
        if turn is None or (turn.mode == "reached" and _is_past(words, turn.clause, known)):
            continue
        is_named = known.things["public"].has(words, *turn.clause)
        around = ((turn.clause[0], turn.start), *(turn.theme if deed.form != "plan" else ()))
        if not is_named and any(known.phrases["private"].has(words, *stretch) for stretch in around):
            continue
        theme: tuple[tuple[int, int], ...] | None = (span,) if is_done else turn.theme
        if is_done and has_policy and "paper" in _DONE.get(deed.kind, ("", ()))[1]:
            theme = None
        stage = _stage(deed.kind, turn.mode, words, theme, known, is_public=is_public or is_named or known.phrases["then"].has(words, *turn.clause))
        if stage is not None:
            yield Reached(stage, start, (min(turn.clause[0], *(low for low, _ in theme or (span,))), turn.clause[1]))


def _is_past(words: Sequence[str], clause: tuple[int, int], known: Deeds) -> bool:
    """True for what was done "in 2004" or "on May 5, 2004": background."""
    low, high = clause
    if words[high : high + 1] == [","] and _is_year(words[high + 1 : high + 2]) and words[high - 1].isdigit():
        return True
    return any(_is_year(words[place : place + 1]) and words[place - 1] in known.words["year_words"] for place in range(low + 1, high))


def _is_year(word: Sequence[str]) -> bool:
    return bool(word) and len(word[0]) == _YEAR and word[0].isdigit()


def is_outsider(words: Sequence[str], lexicon: Lexicon) -> bool:
    """True for words that name a post of no public body: a coach, an artist."""
    known = deeds(lexicon.language)
    return known is not None and known.phrases["outsiders"].has(words, 0, len(words))


def _stage(
    kind: str, mode: str, words: Sequence[str], theme: tuple[tuple[int, int], ...] | None, known: Deeds, *, is_public: bool
) -> str | None:
    """What a deed of a class makes of the thing in the theme; without a theme of whatever it is done to."""
    done, things = _DONE.get(kind, ("", ()))
    stage: str | None = None
    if mode == "decided":
        mode = "coming" if kind in _COMING else "reached"
    if mode == "coming":
        stage = "planned" if kind in _COMING else "under_review" if kind == "review" else None
    elif mode == "reached" or (mode == "present" and kind in _PRESENT):
        stage = done
    elif mode in _SAID:
        stage = _SAID[mode] if kind in _COMING else None
    elif mode == "going":
        stage = _GOING.get(kind)
    elif mode == "standing":
        stage = _STANDING.get(kind)
    if not stage or theme is None or kind == "plan":
        return stage or None
    if kind in _ONLY_PUBLIC and not is_public:
        return None
    if kind == "introduce" and any(known.things["bill"].has(words, *stretch) for stretch in theme):
        return "proposed" if mode == "reached" else None
    if mode not in ("reached", "present"):
        things = _COMES_TO.get(kind, things)
    has = [thing for thing in things if any(known.things[thing].has(words, *stretch) for stretch in theme)]
    if not has:
        return None
    return "completed" if stage == "in_force" and kind in _OPENED and has[:1] == ["built"] else stage


def stage_of(
    words: list[str], lexicon: Lexicon, *, is_claimed: bool, has_policy: bool, is_public: bool = False, is_done: bool = False, asks: str = ""
) -> str:
    """The stage that words affirm: the latest of the first sentence that affirms one; "none" when none does.

    `is_claimed` marks one known only from a speaker. `asks`: what the words are when they affirm none: an announcement ("announce": "the launch of"), a wish
    ("demand", "propose"), which is the act itself, an order ("order") of a public body.
    """
    known, low = deeds(lexicon.language), 0
    if known is None or not (asks or known.found.has(words, 0, len(words))):
        return "none"
    found: list[str] = []
    while low < len(words) and not found:
        high = next((place for place in range(low, len(words)) if words[place] in _STOPS), len(words))
        found = [one.stage for one in stages_in(words, (low, high), lexicon, is_reported=True, is_public=is_public, has_policy=has_policy, is_done=is_done)]
        if not low and not found and asks:
            if asks == "announce":
                found = [named] if (named := _named(words, high, lexicon)) else []
            elif _is_wanted(words, high, lexicon, is_proposed=asks == "propose" and is_public):
                return _ANNOUNCED if asks == "order" and is_public else _PROPOSED
        low = high + 1
    if not found:
        return "none"
    stage = max(found, key=STAGES.index)
    return f"{CLAIMED}{stage}" if is_claimed else stage


def is_order(words: Sequence[str], lexicon: Lexicon) -> bool:
    """True for a verb that orders."""
    known = deeds(lexicon.language)
    return known is not None and not known.words["orders"].isdisjoint(words)


def _named(words: Sequence[str], high: int, lexicon: Lexicon) -> str | None:
    """The stage of a deed that is named and not told: "the launch of a network" comes, "a ban on flights" is there."""
    known = deeds(lexicon.language)
    if known is None:
        return None
    low = 1 if words[:1] and words[0] in known.words["determiners"] else 0
    hit = known.nouns.at(words, low, high)
    if hit is None:
        return None
    (end, kind), high = hit, min(high, hit[0] + _OBJECT)
    if known.phrases["private"].has(words, end, high):
        return None
    is_done = kind not in _COMING or (kind == "block" and not known.phrases["then"].has(words, low, high))
    return _stage(kind, "reached" if is_done else "coming", words, ((end, high),), known, is_public=True)


def _is_wanted(words: Sequence[str], high: int, lexicon: Lexicon, *, is_proposed: bool) -> bool:
    """True when the deed that somebody asks for is done to a policy or to something built."""
    known = deeds(lexicon.language)
    if known is None or known.phrases["private"].has(words, 0, high):
        return False
    if is_proposed and known.things["paper"].has(words, 0, high):
        return True
    hits = [(start, end, deed.kind) for start, end, deed in known.found.find(words, 0, high) if deed.form not in ("s", "past", "state", "plan")]
    hits += known.nouns.find(words, 0, high)
    for start, end, kind in hits:
        things = _COMES_TO.get(kind, _DONE.get(kind, ("", ()))[1])
        around = ((max(0, start - _OBJECT), start), (end, min(high, end + _OBJECT)))
        if kind in _WANTED and any(known.things[thing].has(words, *stretch) for thing in things for stretch in around):
            return True
    return False


def approved_by(body: Institution | None) -> str:
    """What the approval of a body is: that of a committee and of a legislature are stages of their own."""
    if body is not None and any(word in body.type for word in ("committee", "commission")):
        return "approved_committee"
    return "approved_chamber" if body is not None and body.branch == "legislative" else "approved"


def action_of(words: list[str], lexicon: Lexicon, *, told: str | None = None) -> str | None:
    """What is done: by the verb if it says so, else by the first words that tell."""
    for _, _, action in lexicon.actions.find(words, 0, len(words)):
        return str(action)
    return told
