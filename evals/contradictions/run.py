"""Contradictions: are they any, on pairs of statements of one dossier; and farexstance, beside TF-IDF. -> figures.

    python -m evals.contradictions.run

`flagged` are the pairs of tehran_times that our rules call `contradicts` or `denies`; `flagged_precision` the share of the judged ones that
are contradictions (left out when nothing is flagged), `random_contradictions` how many of the 200 random pairs are, `random_flagged` and
`random_false` how many of the 200 are flagged, and wrongly. The judge is a language model that had GUIDELINES.md: figures are agreement
with it. The set gives no dates, so only the strictest of the rules apply to it: a pair far apart in unknown time is hardly ever flagged.
"""

from __future__ import annotations

from evals.contradictions import headlines
from evals.contradictions.corpus import window
from evals.contradictions.draw import Name, Pair, is_same, judged
from rasad.understand import relations
from rasad.understand.claims import Claim
from rasad.understand.proposing import developments_of

KINDS = ("contradicts", "denies")


def _name(claim: Claim) -> Name:
    told, content = window(), claim.statement.content
    return (told.keys[claim.piece.telling.article], claim.piece.telling.text_id, content.start, content.end)


def flagged() -> list[Pair]:
    """The pairs, earlier first, that the rules call a contradiction."""
    told = window()
    made = developments_of(told.articles, told.readings, told.stories, pack=told.pack)
    found = [one for one in relations.answers({row.id: parts for row, parts in made}) if one.kind in KINDS]
    order = {key: place for place, key in enumerate(told.keys.values())}
    pairs = [sorted((_name(one.one), _name(one.other)), key=lambda name: (order[name[0]], name[2])) for one in found]
    return sorted({(first, second) for first, second in pairs})


def run() -> dict[str, float]:
    """Precision on judged pairs and the classes of headline pairs."""
    known, found = judged(), flagged()
    random = {pair: verdict == "contradicts" for pair, (part, verdict) in known.items() if part == "random"}
    hits = [is_one for pair, is_one in random.items() if any(is_same(pair, mine) for mine in found)]
    verdicts = [
        verdict == "contradicts" for mine in found for pair, (_, verdict) in known.items() if is_same(pair, mine)
    ]
    figures = {
        "random_pairs": float(len(random)),
        "random_contradictions": float(sum(random.values())),
        "random_flagged": float(len(hits)),
        "random_false": float(len(hits) - sum(hits)),
        "flagged": float(len(found)),
        "flagged_judged": float(len(verdicts)),
    }
    if verdicts:
        figures["flagged_precision"] = sum(verdicts) / len(verdicts)
    return {name: round(value, 4) for name, value in (figures | headlines.run()).items()}


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:28} {value:.4f}")
