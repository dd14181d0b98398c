"""How right a reader is on the gold. labels.jsonl, rasad.extract -> figures.

    python -m evals.gold.score [--held-out] [--sample second|third|fourth]

Statements pair one to one with the gold when their content words have IoU >= .5. On pairs:

    speaker   the id is the gold's, or the words point at a name or title of the speaker; a pronoun alone is no answer;
              `speaker_span` also takes the words printed in this statement, pronouns too (nothing resolved)
    polarity  affirmed, negated or unsure is the gold's; `negated_recall` counts the negated ones only
    said      where the gold has a day: that day; where a time is printed that gives none: those words and no day;
              where none is printed: no day. `said_printed` leaves the last out
    office    the institution of the office is the gold's, where it has one

`stage` is the share of articles whose first stage is the gold's (none where it has none), `stage_f1` counts stages of articles
without `claimed_`, `dossier_macro_f1` is the mean of the F1 of each dossier that the gold has; these need developments. The gold is one language model's
reading, so every figure says how far a reader agrees with that model.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

import rasad
from evals.gold.pairing import HERE, Tally, f1, pair, words
from evals.gold.split import half, part
from evals.gold.texts import Text, get
from rasad.model.reading import Reading
from rasad.model.statement import Statement

Row = dict[str, Any]  # JSON as written by anchor
PACK = "ir"
PRONOUNS = {
    word
    for words_of in tomllib.loads((HERE / "strata.toml").read_text(encoding="utf-8"))[
        "pronouns"
    ].values()
    for word in words_of
}


@dataclass
class Score:
    """Counts of one language."""

    hits: int = 0
    offered: int = 0
    wanted: int = 0
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))

    def figures(self) -> dict[str, float]:
        """The figures by name."""
        found = {
            "statement_f1": f1(self.hits, self.offered, self.wanted),
            "statement_precision": self.hits / self.offered if self.offered else 0.0,
            "statement_recall": self.hits / self.wanted if self.wanted else 0.0,
        }
        return found | {name: tally.share for name, tally in sorted(self.tallies.items())}


def gold(held_out: bool, sample: str = "first") -> list[Row]:
    """The labelled articles of one part of a sample: of the second both halves for development, the third held out, the fourth halved."""
    name = "labels.jsonl" if sample == "first" else f"labels_{sample}.jsonl"
    with (HERE / name).open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [row for row in rows if held_out == is_held_out(row["key"], sample)]


def is_held_out(key: str, sample: str) -> bool:
    """True for an article that rules may not be made on."""
    if sample == "fourth":
        return half(key, sample) == "held_out"
    return sample == "third" or (sample == "first" and part(key) == "held_out")


def speaker_is_right(row: Row, label: Row, found: Statement, text: str) -> bool:
    """True when the reader names the gold's speaker."""
    entity = row["entities"][label["entity"]]
    who = found.speaker
    if who is None:
        return label["speaker"] is None and not entity["mentions"]
    if entity["id"] and who.id:
        return bool(entity["id"] == who.id)
    places = list(entity["mentions"])
    own = label["speaker"]
    if own and text[own[0] : own[1]].lower() not in PRONOUNS:
        places.append(own)
    names = {text[low:high] for low, high in places}
    return who.text in names or any(low < who.end and who.start < high for low, high in places)


def points_at(span: list[int] | None, found: Statement) -> bool:
    """True when the reader's speaker lies on the words that name the source in this statement."""
    who = found.speaker
    if span is None or who is None:
        return span is None and who is None
    return span[0] < who.end and who.start < span[1]


def said_is_right(label: Row, found: Statement, text: str) -> bool:
    """True when the day of speaking is the gold's, and none is claimed where it has none."""
    wanted, got = label["said"], found.said
    if wanted is None:
        return got is None or got.edtf is None
    if got is None:
        return False
    if wanted["edtf"]:
        return bool(got.edtf == wanted["edtf"])
    low, high = wanted["span"]
    if got.edtf is not None:
        return False
    overlaps = got.start is not None and got.end is not None and got.start < high and low < got.end
    return overlaps or got.text.strip() in text[low:high]


def read(text: Text) -> Reading:
    """The reader's reading of one text."""
    return rasad.extract(text.text, pack=PACK, url=text.url, published=text.published, type="text")


def score_statements(row: Row, reading: Reading, text: str, score: Score) -> None:
    """Adds an article's statements to the counts."""
    labels, found = row["statements"], reading.statements
    left = [words(text, label["content"]) for label in labels]
    right = [words(text, [(s.content.start, s.content.end)]) for s in found]
    pairs = pair(left, right)
    score.hits, score.offered, score.wanted = (
        score.hits + len(pairs),
        score.offered + len(right),
        score.wanted + len(left),
    )
    for i, j in pairs:
        label, mine = labels[i], found[j]
        tallies = score.tallies
        is_named = speaker_is_right(row, label, mine, text)
        tallies["speaker"].add(is_named)
        tallies["speaker_span"].add(is_named or points_at(label["speaker"], mine))
        tallies["polarity"].add(label["polarity"] == mine.polarity)
        if label["polarity"] == "negated":
            tallies["negated_recall"].add(mine.polarity == "negated")
        for code in ("act", "kind", "stance"):
            tallies[code].add(label[code] == getattr(mine, code))
        is_right = said_is_right(label, mine, text)
        tallies["said"].add(is_right)
        if label["said"] is not None:
            tallies["said_printed"].add(is_right)
        if label["institution"]:
            institution = mine.office.institution if mine.office else None
            tallies["office"].add(institution in label["institution"].split(","))


def stages_of(reading: Reading) -> list[str]:
    """The stages a reader gives to a text, in order, without those that say nothing."""
    return [d.stage for d in reading.developments if d.stage not in ("none", "unknown")]


def run_part(*, held_out: bool, sample: str = "first") -> dict[str, float]:
    """All figures of one part of a sample."""
    scores = {"en": Score(), "fa": Score()}
    lead = {"en": Tally(), "fa": Tally()}
    staged = Tally()
    stage_counts = [0, 0, 0]
    dossiers: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in gold(held_out, sample):
        text = get(row["key"], row["sha256"])
        reading = read(text)
        if row["statements"] is not None:
            score_statements(row, reading, text.text, scores[row["language"]])
        mine, theirs = stages_of(reading), [stage["stage"] for stage in row["stages"]]
        is_right = (mine or ["none"])[0] == (theirs or ["none"])[0]
        lead[row["language"]].add(is_right)
        if theirs:
            staged.add(is_right)
        a = Counter(stage.removeprefix("claimed_") for stage in theirs)
        b = Counter(stage.removeprefix("claimed_") for stage in mine)
        stage_counts = [
            n + m
            for n, m in zip(stage_counts, ((a & b).total(), b.total(), a.total()), strict=True)
        ]
        got = {name for development in reading.developments for name in development.dossiers}
        for name in got | set(row["dossiers"]):
            dossiers[name][0] += name in got and name in row["dossiers"]
            dossiers[name][1] += name in got
            dossiers[name][2] += name in row["dossiers"]
    figures: dict[str, float] = {}
    for language, score in scores.items():
        figures |= {f"{language}_{name}": value for name, value in score.figures().items()}
        figures[f"{language}_stage"] = lead[language].share
    for name in ("polarity", "office", "said", "speaker"):
        both = [score.tallies[name] for score in scores.values()]
        figures[name] = sum(one.right for one in both) / max(sum(one.asked for one in both), 1)
    figures["stage"] = sum(one.right for one in lead.values()) / max(
        sum(one.asked for one in lead.values()), 1
    )
    figures["stage_where_any"] = staged.share
    figures["stage_f1"] = f1(*stage_counts)
    known = [f1(*counts) for counts in dossiers.values() if counts[2]]
    figures["dossier_macro_f1"] = sum(known) / len(known) if known else 0.0
    totals = [sum(column) for column in zip(*dossiers.values(), strict=True)] or [0, 0, 0]
    figures["dossier_micro_f1"] = f1(*totals)
    return {name: round(value, 4) for name, value in figures.items()}


def main() -> None:
    """Prints the figures of the dev part, or of the held-out part when asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--held-out", action="store_true", help="open the held-out third (once a change)"
    )
    parser.add_argument("--sample", default="first", choices=("first", "second", "third", "fourth"))
    options = parser.parse_args()
    for name, value in run_part(held_out=options.held_out, sample=options.sample).items():
        print(f"{name:28} {value:.4f}")


if __name__ == "__main__":
    main()
