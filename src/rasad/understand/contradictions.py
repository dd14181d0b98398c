"""Understand: denials and reversals. Claims of one dossier → Answers.

Two statements of one dossier are compared when they share words, or, across languages, what is done, whom it names or a figure.
Only rare enough words are looked up, so that the work grows with the statements and not with their square.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rasad.understand.claims import Answer, Claim, gap, is_across, is_one_text
from rasad.understand.plain import words

_FAR: Final = 150
_COMMON: Final = 40
_LEAST_SHARED: Final = 2
_ENOUGH: Final = 4.0
_ENOUGH_ACROSS: Final = 3.0
_UNDATED: Final = 6.0
_ENOUGH_HERE: Final = 3.5
# The share of the shorter claim's words that both must use: without days there is nothing else to hold on to.
_SHARE: Final = 0.3
_SHARE_UNDATED: Final = 0.5
_CHARGES: Final = frozenset({"accuse", "blame", "assert", "report"})
_WISHES: Final = frozenset({"demand", "propose", "warn"})
_NO_CLAIMS: Final = frozenset({"demand", "propose", "warn", "threaten", "justify", "deny"})


def find_denials(claims: Sequence[Claim]) -> Iterator[Answer]:
    """What claims of one dossier say of each other, one denying what the other affirms."""
    index: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if not claim.is_denial and claim.piece.statement.polarity == "affirmed":
            for feature in _features(claim):
                index[feature].append(claim)
    announced = [claim for claim in claims if _is_announced(claim)]
    for denial in claims:
        if not denial.is_denial:
            continue
        candidates: Counter[int] = Counter()
        known: dict[int, Claim] = {}
        for feature in sorted(_features(denial)):
            rows = index.get(feature, ())
            for claim in rows if len(rows) <= _COMMON else ():
                candidates[id(claim)] += 1
                known[id(claim)] = claim
        for claim in _announced_before(denial, announced):
            candidates[id(claim)] = _LEAST_SHARED
            known[id(claim)] = claim
        for key, count in candidates.items():
            if count >= _LEAST_SHARED:
                found = _answer(denial, known[key], _rare(denial, known[key], index))
                if found is not None:
                    yield found


def _rare(one: Claim, other: Claim, index: Mapping[str, Sequence[Claim]]) -> list[str]:
    """The shared words that few claims of the dossier use."""
    language = one.piece.telling.language
    return [stem for stem in sorted(one.stems & other.stems) if len(index.get(f"{language}:{stem}", ())) <= _COMMON]


def _features(claim: Claim) -> set[str]:
    out = {f"{claim.piece.telling.language}:{stem}" for stem in claim.stems}
    out |= {f"@{one}" for one in claim.ids}
    out |= {f"#{one}" for one in claim.concepts}
    if claim.piece.statement.action:
        out.add(f"!{claim.piece.statement.action}")
    return out


def _answer(denial: Claim, claim: Claim, shared: list[str]) -> Answer | None:
    if _is_no_pair(denial, claim):
        return None
    days, one_text = gap(denial, claim), is_one_text(denial, claim)
    weight, why = _likeness(denial, claim, shared)
    is_plan = _is_plan_denied(denial, claim)
    is_mere = denial.statement.act != "deny"
    if is_plan:
        weight, why = weight + _ENOUGH, f"no such plan, says one; announced, says the other; {why}".strip("; ")
    elif is_mere and (one_text or denial.statement.action != claim.statement.action):
        return None
    is_undated = days is None and not one_text
    is_here = one_text and not is_mere
    if weight < (_ENOUGH_HERE if is_here else _UNDATED if is_undated else _ENOUGH_ACROSS if is_across(denial, claim) else _ENOUGH):
        return None
    if is_mere and _name_others(denial, claim):
        return None
    if not is_across(denial, claim) and not is_plan:
        share = len(shared) / max(1, min(len(denial.stems), len(claim.stems)))
        if share < (_SHARE_UNDATED if is_undated else _SHARE):
            return None
    if claim.place > denial.place and not one_text and (days or 0) > 0:
        return Answer("contradicts", claim, denial, f"affirms what was denied before: {why}")
    kind = "contradicts" if is_mere else "denies"
    return Answer(kind, denial, claim, f"says it is not so: {why}")


def _is_no_pair(denial: Claim, claim: Claim) -> bool:
    """True for claims that cannot answer each other: of one development, of private persons, no assertion, too far apart."""
    if denial.development == claim.development or claim.statement.act in _NO_CLAIMS:
        return True
    if denial.statement.act in _WISHES:  # what should not be is not said not to be
        return True
    if denial.statement.private or claim.statement.private:
        return True
    if is_one_text(denial, claim) and not _is_another(denial, claim):
        return True
    is_one_speech = is_one_text(denial, claim) or not gap(denial, claim)
    if (gap(denial, claim) or 0) > _FAR or (denial.piece.key == claim.piece.key and is_one_speech):
        return True
    # The claim word by word, with a "not so" elsewhere behind it: the claim told again, unless "denied that" stands before it.
    told = " ".join(words(claim.statement.content.text))
    return told in " ".join(words(denial.statement.content.text)) and not _is_verb_of_denial(denial)


def _is_another(denial: Claim, claim: Claim) -> bool:
    """True when the claim is that of another, named voice: in one text "the statement" is often the same body's."""
    one, other = denial.piece.named, claim.piece.named
    ours = {one.speaker.id if one.speaker else None, one.office.institution if one.office else None}
    theirs = other.speaker.id if other.speaker else None
    body = theirs or (other.office.institution if other.office else None)
    if other.kind == "document" or not claim.piece.key or claim.piece.key == denial.piece.key:
        return False
    return body not in ours if body else claim.statement.act in _CHARGES


def _name_others(one: Claim, other: Claim) -> bool:
    """True when both name things, and not one the same; where the country is alone in both, nothing is known."""
    return bool(one.names and other.names) and not one.names & other.names


def _is_verb_of_denial(denial: Claim) -> bool:
    tokens = words(denial.statement.verb)
    verbs = denial.piece.telling.lexicon.verbs
    return any(hit[1].act == "deny" for place in range(len(tokens)) if (hit := verbs.at(tokens, place, len(tokens))))


def _is_announced(claim: Claim) -> bool:
    one = claim.piece.statement
    return one.act in ("announce", "promise") and one.action is not None and not claim.is_denial


def _denies_plans(claim: Claim) -> bool:
    """True for "there is no plan for X", X the dossier."""
    tokens = words(claim.piece.statement.content.text)
    return claim.piece.telling.lexicon.phrases["no_plans"].has(tokens, 0, len(tokens))


def _announced_before(denial: Claim, announced: Sequence[Claim]) -> list[Claim]:
    """What others announced in the dossier before somebody said there is no such plan."""
    if not _denies_plans(denial):
        return []
    place = bisect_left(announced, denial.place, key=lambda claim: claim.place)
    return [claim for claim in announced[max(0, place - _COMMON) : place] if _is_plan_denied(denial, claim)]


def _is_plan_denied(denial: Claim, claim: Claim) -> bool:
    return (
        _is_announced(claim)
        and claim.place < denial.place
        and not is_one_text(denial, claim)
        and denial.piece.key != claim.piece.key
        and _denies_plans(denial)
    )


def _likeness(one: Claim, other: Claim, shared: list[str]) -> tuple[float, str]:
    """How much two claims speak of the same, and by what."""
    weight = float(min(len(shared), 6))
    why = [f"shared words {', '.join(shared[:5])}"] if shared else []
    action = one.piece.statement.action
    if action and action == other.piece.statement.action:
        weight += 1.5
        why.append(f"same action {action}")
    if is_across(one, other):
        concepts = sorted(one.concepts & other.concepts)
        if len(concepts) < 2:
            return 0.0, ""
        weight = float(min(len(concepts), 4))
        why = [f"both speak of {', '.join(concepts[:4])}"]
    ids = sorted(one.ids & other.ids)
    if ids:
        weight += 1.0
        why.append(f"both name {', '.join(ids[:3])}")
    values = {figure.value for figure in one.piece.figures()} & {figure.value for figure in other.piece.figures()} - {None}
    if values:
        weight += 1.5
        why.append(f"same figure {sorted(value for value in values if value is not None)[0]:g}")
    return weight, "; ".join(why)
