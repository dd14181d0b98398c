"""Measure: planted errors said or missed, and findings on clean originals judged by labels. Texts -> figures."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from evals.check.planting import Edit, Kind, apply, read
from evals.check.recipes_edition import EDITION_KINDS
from evals.check.recipes_plain import PLAIN_KINDS
from evals.check.recipes_traced import TRACED_KINDS
from evals.check.texts import SEED, Text
from rasad import check
from rasad.model import Finding
from rasad.model.edition_markdown import parse_edition

LABELS = Path(__file__).with_name("labels.jsonl")
KINDS = (*TRACED_KINDS, *EDITION_KINDS, *PLAIN_KINDS)
CASES = 14
PER_TEXT = 3
# These compare two places, and may name either.
ANYWHERE = ("X02", "X03", "X05", "D04", "H02")
REACH = 2
Key = tuple[str, int, str]


@dataclass
class Score:
    """What was counted. `kinds`: name -> [hits, cases]; `rules`: code -> [true, false]; recall by primary rule."""

    kinds: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    recall: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    rules: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    wild: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    unlabelled: int = 0
    words: int = 0
    recipes: list[dict[str, object]] = field(default_factory=list)


def labels() -> dict[Key, bool]:
    """What was said of findings on clean originals: (digest, offset, code) -> true error."""
    if not LABELS.exists():
        return {}
    rows = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines() if line]
    return {(row["file"], row["start"], row["code"]): row["true"] for row in rows}


def _rng(*words: object) -> random.Random:
    return random.Random(int(hashlib.sha256(":".join(map(str, words)).encode()).hexdigest()[:12], 16))


def with_twin(text: Text) -> Text:
    """An edition checked beside its twin."""
    twin = parse_edition(text.twin, check.splitter("fa" if text.language == "en" else "en"))
    pack = text.pack

    def run(source: str) -> list[Finding]:
        edition = parse_edition(source, check.splitter(text.language))
        return check.check_edition(
            edition, reading=None, pack=pack, evidence=None, window=edition.window, rules=("X05",), beside=check.Beside(twin=twin)
        )

    return replace(text, kind="twin", checker=run)


def measure(texts: Iterable[Text], *, seed: int = SEED, kinds: Iterable[str] = ()) -> Score:
    """The score over some texts. `kinds` are names to restrict to."""
    score = Score()
    known = labels()
    held = list(texts)
    held += [with_twin(text) for text in held if text.twin]
    clean = {id(text): text.checker(text.source) for text in held}
    for text in held:
        if text.kind != "twin":
            score.words += len(text.source.split())
        for found in clean[id(text)]:
            judged = known.get((text.digest, found.start, found.code))
            score.unlabelled += judged is None
            score.wild[found.code][0 if judged else 1] += 1
            score.rules[found.code][0 if judged else 1] += 1
    for kind in KINDS:
        if not kinds or kind.name in kinds:
            _plant(kind, held, clean, score, seed)
    return score


def _plant(kind: Kind, texts: list[Text], clean: dict[int, list[Finding]], score: Score, seed: int) -> None:
    fitting = [text for text in texts if text.kind in kind.of]
    per_text = max(PER_TEXT, -(-CASES // max(1, len(fitting))))
    fitting.sort(key=lambda text: hashlib.sha256(f"{kind.name}{text.digest}".encode()).digest())
    for text in fitting:
        if score.kinds[kind.name][1] >= CASES:
            return
        if kind.once and any(found.code == kind.expected[0] for found in clean[id(text)]):
            continue
        taken = 0
        for given in kind.sites(text, _rng(seed, kind.name, text.digest)):
            edits = given if isinstance(given, tuple) else (given,)
            altered = apply(text.source, edits)
            if altered == text.source:
                continue
            _judge(kind, text, edits, text.checker(altered), clean[id(text)], score)
            score.recipes[-1]["seed"] = seed
            taken += 1
            if taken >= per_text or score.kinds[kind.name][1] >= CASES:
                break


def _judge(kind: Kind, text: Text, edits: tuple[Edit, ...], found: list[Finding], before: list[Finding], score: Score) -> None:
    """Counts a planted case: hit or miss, and the new findings as true or false."""
    place = _mover(edits)
    old = Counter((one.code, place(one.start)) for one in before)
    spans = _around(text, edits, place)
    is_text_wide = kind.expected[0] in ("P01",)
    hit = False
    for one in found:
        if old[one.code, one.start] > 0 and not is_text_wide:
            old[one.code, one.start] -= 1
            continue
        if is_text_wide and one.code == "P01":
            name = edits[0].words.split(",")[0]
            is_said = any(part in one.message for part in (" ".join(pair) for pair in zip(name.split(), name.split()[1:], strict=False)))
            hit = hit or is_said or "more" in one.message
            score.rules["P01"][0] += is_said
            continue
        if is_text_wide and old[one.code, one.start] > 0:
            old[one.code, one.start] -= 1
            continue
        is_here = one.code in ANYWHERE or any(low - REACH <= one.end and one.start <= high + REACH for low, high in spans)
        if one.code in kind.expected and is_here:
            hit = True
        is_true = is_here and one.code in kind.expected + kind.also
        score.rules[one.code][0 if is_true else 1] += 1
        if not is_true:
            score.recipes.append({"kind": kind.name, "file": text.digest, "offset": edits[0].start, "false": one.code})
    score.kinds[kind.name][0] += hit
    score.kinds[kind.name][1] += 1
    score.recall[kind.expected[0]][0] += hit
    score.recall[kind.expected[0]][1] += 1
    score.recipes.append({"kind": kind.name, "file": text.digest, "offset": edits[0].start, "hit": hit})


def _mover(edits: tuple[Edit, ...]) -> Callable[[int], int]:
    def place(start: int) -> int:
        return start + sum(len(e.words) - (e.end - e.start) for e in edits if e.end <= start)

    return place


def _around(text: Text, edits: tuple[Edit, ...], place: Callable[[int], int]) -> list[tuple[int, int]]:
    """The sentences that edits touch, as they stand in the altered text."""
    spans = []
    sentences = [(s.start, s.end) for item in read(text).items for s in ((item.heading,) if item.heading else ()) + item.sentences]
    for index, edit in enumerate(edits):
        shift = sum(len(e.words) - (e.end - e.start) for i, e in enumerate(edits) if e.end <= edit.start and (e.start, i) < (edit.start, index))
        low, high = edit.start + shift, edit.start + shift + len(edit.words)
        if edit.end > edit.start or len(edit.words) < 3:
            for start, end in sentences:
                if start <= edit.end and edit.start <= end:
                    low, high = min(low, start + shift), max(high, end + shift + len(edit.words) - (edit.end - edit.start))
        spans.append((low, high))
    return spans
