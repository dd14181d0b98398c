"""The gate: runs rules over an edition or a text and applies waivers. Edition + Evidence -> list[Finding]."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rasad.check import table
from rasad.check.context import Context
from rasad.check.held import Held
from rasad.check.rules import x01_unused_waiver
from rasad.languages import sentences
from rasad.model import Edition, Finding, Pack, Reading
from rasad.model.edition_markdown import Split, parse_text
from rasad.model.ports import Evidence

_ORDER: Final = {"text": 0, "citations": 1, "evidence": 2}


def check_edition(
    edition: Edition,
    *,
    reading: Reading | None,
    pack: Pack,
    evidence: Evidence | None,
    window: str,
    rules: Sequence[str] | None = None,
) -> list[Finding]:
    """The findings against an edition in order of place, waivers applied.

    `reading` is of the edition's `source` or of its `reader_text`; None lets check find persons by
    itself. Without `evidence` the rules that need it do not run. Give a `Held` to keep what was worked
    out about evidence, or to say which day the desk decided for an item. `rules` are codes, see `chosen`.
    """
    held = (
        evidence
        if isinstance(evidence, Held)
        else Held(evidence, pack=pack, window=window or edition.window)
    )
    context = Context(edition, reading=reading, pack=pack, held=held, window=window)
    return _run(context, "evidence" if held.is_there else "citations", rules)


def check_text(
    text: str,
    *,
    reading: Reading | None,
    pack: Pack,
    window: str,
    language: str = "",
    rules: Sequence[str] | None = None,
) -> list[Finding]:
    """The findings against any Markdown or plain text, by the rules that need no evidence."""
    known = language or (reading.language if reading else "") or "en"
    edition = parse_text(text, language=known, window=window, split=splitter(known))
    context = Context(
        edition,
        reading=reading,
        pack=pack,
        held=Held(None, pack=pack, window=window),
        window=window,
    )
    return _run(context, "text", rules)


def splitter(language: str) -> Split:
    """What cuts a paragraph into sentences by the rules of a language, as `parse_edition` takes it."""

    def split(text: str) -> list[tuple[int, int]]:
        return [(span.start, span.end) for span in sentences.split(text, language)]

    return split


def _run(context: Context, depth: str, codes: Sequence[str] | None) -> list[Finding]:
    wanted = [
        code for code in (codes if codes is not None else table.chosen()) if code in table.RULES
    ]
    ran = [code for code in wanted if _ORDER[table.rule(code).NEEDS] <= _ORDER[depth]]
    findings = [finding for code in ran for finding in table.rule(code).find(context)]
    kept, used = _apply_waivers(context, findings)
    if x01_unused_waiver.CODE in ran:
        kept += x01_unused_waiver.unused(context, used, frozenset(ran))
    return sorted(kept, key=lambda finding: (finding.start, finding.code, finding.end))


def _apply_waivers(
    context: Context, findings: Sequence[Finding]
) -> tuple[list[Finding], frozenset[int]]:
    """The findings that stand, and the indexes of the waivers that let others stand."""
    edition = context.edition
    starts = [(item.heading.start if item.heading else 0, item.id) for item in edition.items]
    by_place = {(waiver.item, waiver.code): index for index, waiver in enumerate(edition.waivers)}
    if not by_place:
        return list(findings), frozenset()
    kept: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        item = next((name for start, name in reversed(starts) if start <= finding.start), "lead")
        index = by_place.get((item, finding.code))
        if index is None:
            kept.append(finding)
        else:
            used.add(index)
    return kept, frozenset(used)
