"""Account: what each sentence of an edition rests on. Edition + Findings -> counts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from rasad.model import Edition, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Sentences, headings left out: `traced` to evidence without trouble, `analysis` of the desk's own, `flagged` by an error or a warning or
    without a citation. The three make up `sentences`."""

    sentences: int
    traced: int
    analysis: int
    flagged: int


def account(edition: Edition, findings: Sequence[Finding]) -> Account:
    """Every sentence counted once; one that is flagged counts as nothing else."""
    places = sorted(found.start for found in findings if found.severity in ("error", "warning"))
    traced = analysis = flagged = 0
    for sentence in edition.sentences:
        first = bisect_left(places, sentence.start)
        if first < len(places) and places[first] < max(sentence.end, sentence.start + 1):
            flagged += 1
        elif sentence.is_analysis:
            analysis += 1
        elif sentence.citations:
            traced += 1
        elif any(sign.isalnum() for sign in sentence.text):
            flagged += 1
        else:
            analysis += 1  # a line of marks says nothing
    return Account(
        sentences=len(edition.sentences), traced=traced, analysis=analysis, flagged=flagged
    )
