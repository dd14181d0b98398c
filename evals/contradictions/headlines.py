"""farexstance: does a headline agree with a claim, disagree, discuss it or not? Ours beside TF-IDF + logistic regression. -> figures.

    python -m evals.contradictions.headlines

Ours is what contradictions rest on, without weights learnt: the share of common stems, words of denial and negation, marks of a question.
The peer is character TF-IDF of both, their cosine, and logistic regression, in five folds of claims; pairs whose headline stands in the test fold
are taken out of training. Ours has nothing to train, and is scored on the same test pairs; its two thresholds were set by hand. Needs scikit-learn.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.gold.texts import SHARED
from rasad.understand.lexicon import lexicon
from rasad.understand.plain import words

CLASSES = ("agree", "disagree", "discuss", "unrelated")
FOLDS = 5
RELATED, NEAR = 0.3, 0.8
_STEM = 5
DENIALS = tuple(tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))["denials"])
Row = dict[str, Any]


def rows() -> list[Row]:
    """The pairs of claim and headline."""
    with gzip.open(SHARED / "farexstance" / "h2c_train.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def fold(row: Row) -> int:
    """The fold of a pair, by its claim."""
    return int.from_bytes(hashlib.sha256(f"rasad:{row['claim_id']}".encode()).digest()[:4], "big") % FOLDS


@lru_cache(maxsize=32768)
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in words(text) if len(word) > 2)


@lru_cache(maxsize=32768)
def _denies(text: str) -> bool:
    known, tokens = lexicon("fa"), words(text)
    verbs = known.verbs.find(tokens, 0, len(tokens))
    return any(hit.act == "deny" or hit.is_negated for _, _, hit in verbs) or any(
        word.startswith(DENIALS) for word in tokens
    )


def ours(row: Row) -> str:
    """The class by our rules."""
    claim, title = row["claim"], row["news_title"]
    one, other = _stems(claim), _stems(title)
    share = len(one & other) / max(1, min(len(one), len(other)))
    if share < RELATED:
        return "unrelated"
    if _denies(title) != _denies(claim):
        return "disagree"
    return "agree" if share >= NEAR and "\u061f" not in title else "discuss"


def _learned(train: Sequence[Row], test: Sequence[Row]) -> list[str]:
    from scipy.sparse import hstack
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    tfidf = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=3, sublinear_tf=True, max_features=60000)
    tfidf.fit([text for row in train for text in (row["claim"], row["news_title"])])

    def table(part: Sequence[Row]) -> Any:
        one, other = tfidf.transform([r["claim"] for r in part]), tfidf.transform([r["news_title"] for r in part])
        return hstack([one.multiply(other).sum(axis=1), one, other]).tocsr()

    model = LogisticRegression(max_iter=300, C=10.0).fit(table(train), [row["stance"] for row in train])
    return [str(found) for found in model.predict(table(test))]


def macro(wanted: Sequence[str], got: Sequence[str]) -> float:
    """Mean F1 of the four classes."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for one, other in zip(wanted, got, strict=True):
        counts[one][2] += 1
        counts[other][1] += 1
        counts[one][0] += one == other
    return sum(2 * hits / max(1, offered + asked) for hits, offered, asked in (counts[name] for name in CLASSES)) / 4


def run() -> dict[str, float]:
    """Macro F1 and accuracy of both, on the same pairs."""
    pairs = rows()
    wanted: list[str] = []
    mine: list[str] = []
    theirs: list[str] = []
    for number in range(FOLDS):
        test = [row for row in pairs if fold(row) == number]
        seen = {row["news_id"] for row in test}
        train = [row for row in pairs if fold(row) != number and row["news_id"] not in seen]
        wanted += [row["stance"] for row in test]
        mine += [ours(row) for row in test]
        theirs += _learned(train, test)
    figures = {
        "headlines_macro_f1": macro(wanted, mine),
        "headlines_tfidf_macro_f1": macro(wanted, theirs),
        "headlines_accuracy": sum(map(str.__eq__, wanted, mine)) / len(wanted),
        "headlines_tfidf_accuracy": sum(map(str.__eq__, wanted, theirs)) / len(wanted),
    }
    return {name: round(value, 4) for name, value in figures.items()}


if __name__ == "__main__":
    for name, value in run().items():
        print(f"{name:28} {value:.4f}")
