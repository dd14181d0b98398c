"""Check: planted errors said, clean prose left alone. newsroom, iff_archive, tehran_times -> figures.

    python -m evals.check.run [--held-out] [--rules] [--write] [--kind NAME]... [--wild] [--pages]

`run()` measures the development half. --held-out opens the other half: once a change, and said so on the room's page. --write keeps
the figures of the development half where the rules' pages take them from (src/rasad/check/words/measured.toml) and the recipes beside this
file; --pages then writes docs/reference/rules.md and a page a rule. --wild prints findings on clean originals, by which labels are made.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path

from evals.check.measure import KINDS, Score, labels, measure
from evals.check.texts import ROOT, SEED, Text, drawn, editions
from rasad.check.table import OUTSIDE, RULES

MEASURED = ROOT / "src" / "rasad" / "check" / "words" / "measured.toml"
RECIPES = Path(__file__).with_name("recipes.jsonl")
LEAST = 10
PRECISE = 0.85


def texts(folder: Path, *, held_out: bool) -> list[Text]:
    """The texts of one half."""
    return [text for text in (*editions(folder), *drawn()) if text.is_held_out == held_out]


def score_half(*, held_out: bool, kinds: tuple[str, ...] = (), newsroom: Path | None = None) -> Score:
    """The score of one half. `newsroom` is a monitor that the demo made, if there is one."""
    with tempfile.TemporaryDirectory() as made:
        return measure(texts(newsroom or Path(made) / "newsroom", held_out=held_out), kinds=kinds)


def _share(pair: list[int]) -> float:
    return pair[0] / sum(pair) if sum(pair) else float("nan")


def figures(score: Score) -> dict[str, float]:
    """Recall of error and warning kinds whose rule is in the default set, precision of that set, false findings in 1,000 words."""
    made: dict[str, float] = {}
    for severity in ("error", "warning"):
        of = [score.kinds[k.name] for k in KINDS if k.severity == severity and k.expected[0] not in OUTSIDE]
        hits, cases = sum(pair[0] for pair in of), sum(pair[1] for pair in of)
        made[f"recall_{severity}s"] = hits / cases if cases else float("nan")
        made[f"cases_{severity}s"] = float(cases)
    inside = [pair for code, pair in score.rules.items() if code not in OUTSIDE]
    made["precision_default"] = sum(p[0] for p in inside) / max(1, sum(map(sum, inside)))
    wild = [pair for code, pair in score.wild.items() if code not in OUTSIDE]
    made["false_per_1000_words"] = 1000 * sum(p[1] for p in wild) / max(1, score.words)
    made["few_false_on_clean"] = 2 - made["false_per_1000_words"]
    made["precision_on_clean"] = sum(p[0] for p in wild) / max(1, sum(map(sum, wild)))
    made["words"] = float(score.words)
    made["kinds"] = float(sum(score.kinds[kind.name][1] > 0 for kind in KINDS))
    made["unlabelled"] = float(score.unlabelled)
    made["rules_in"] = float(len(RULES) - len(OUTSIDE))
    made["rules_outside"] = float(len(OUTSIDE))
    return made


def run() -> dict[str, float]:
    """Figures of the development half."""
    return figures(score_half(held_out=False))


def tell(score: Score, *, rules: bool) -> None:
    """Prints recall by kind and precision by rule."""
    for kind in KINDS:
        hits, cases = score.kinds[kind.name]
        if cases:
            out = "  (outside the default set)" if kind.expected[0] in OUTSIDE else ""
            print(f"{kind.severity:8} {kind.name:34} {hits:3}/{cases:<3} {hits / cases:.2f}{out}")
    if rules:
        for code in RULES:
            pair, wild, found = score.rules[code], score.wild[code], score.recall[code]
            print(f"{code}{'*' if code in OUTSIDE else ' '} precision {_share(pair):.3f} ({pair[0]}+{pair[1]})  clean {wild[0]}+{wild[1]}  recall {found[0]}/{found[1]}")
    for name, value in figures(score).items():
        print(f"{name:28} {value:.4f}")


def write(score: Score) -> None:
    """Keeps what the pages of the rules show, and the recipes with hit or miss."""
    lines = [f"# Written by `python -m evals.check.run --write`: the development half of evals/check, seed {SEED}.", ""]
    for code in RULES:
        pair, found = score.rules[code], score.recall[code]
        cases = sum(pair) + found[1] - found[0]  # findings judged, and planted errors missed
        precision = f"{_share(pair):.2f}" if sum(pair) else "-1"
        recall = f"{found[0] / found[1]:.2f}" if found[1] else "-1"
        lines += [f"[{code}]", f"cases = {cases}", f"precision = {precision}", f"recall = {recall}", ""]
    MEASURED.write_text("\n".join(lines), encoding="utf-8")
    RECIPES.write_text("".join(json.dumps(row) + "\n" for row in score.recipes), encoding="utf-8")


def pages() -> None:
    """Writes the reference pages of the rules."""
    from rasad.check.pages import rule_page, rules_page

    folder = ROOT / "docs" / "reference"
    (folder / "rules.md").write_text(rules_page(), encoding="utf-8")
    (folder / "rules").mkdir(exist_ok=True)
    for code in RULES:
        (folder / "rules" / f"{code}.md").write_text(rule_page(code), encoding="utf-8")


def wild(*, held_out: bool, fresh: bool, newsroom: Path | None) -> None:
    """Prints the findings on clean originals, for labelling."""
    known = labels()
    with tempfile.TemporaryDirectory() as made:
        for text in texts(newsroom or Path(made) / "newsroom", held_out=held_out):
            for one in text.checker(text.source):
                if fresh and (text.digest, one.start, one.code) in known:
                    continue
                near = text.source[max(0, one.start - 90) : one.end + 90].replace("\n", " / ")
                print(f"{text.digest} {one.start} {one.code} [{text.kind}] {one.message[:160]} || {near[:330]}")


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--pages", action="store_true")
    parser.add_argument("--wild", action="store_true")
    parser.add_argument("--all", action="store_true", help="with --wild: labelled findings too")
    parser.add_argument("--newsroom", type=Path, help="a monitor made by examples/newsroom/demo.py, instead of a new one")
    parser.add_argument("--kind", action="append", default=[])
    options = parser.parse_args()
    if options.pages:
        pages()
        return 0
    if options.wild:
        wild(held_out=options.held_out, fresh=not options.all, newsroom=options.newsroom)
        return 0
    score = score_half(held_out=options.held_out, kinds=tuple(options.kind), newsroom=options.newsroom)
    tell(score, rules=options.rules or not options.kind)
    if options.rules:
        print(sorted(Counter((str(row["kind"]), str(row["false"])) for row in score.recipes if "false" in row).items()))
    if options.write and not options.held_out:
        write(score)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
