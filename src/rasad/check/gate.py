"""The gate: runs rules over an edition or a text and applies waivers. Edition + Evidence -> list[Finding]."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rasad.check import fixers, incremental, table
from rasad.check.context import Beside, Context
from rasad.check.held import Held
from rasad.check.protected import HELP, why_protected
from rasad.check.rules import x01_unused_waiver
from rasad.languages import sentences
from rasad.model import Edition, Finding, Pack, Reading
from rasad.model.edition_markdown import LEAD, Split, parse_text
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
    beside: Beside | None = None,
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
    context = Context(
        edition, reading=reading, pack=pack, held=held, window=window, beside=beside
    )
    return _run(context, "evidence" if held.is_there else "citations", rules)


def check_text(
    text: str,
    *,
    reading: Reading | None,
    pack: Pack,
    window: str,
    language: str = "",
    rules: Sequence[str] | None = None,
    beside: Beside | None = None,
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
        beside=beside,
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
    kept, used = _apply_waivers(context, incremental.find(context, ran, _ask))
    if x01_unused_waiver.CODE in ran:
        unused = x01_unused_waiver.unused(context, used, frozenset(ran))
        kept += [fixers.with_fix(context, finding) for finding in unused]
    return sorted(kept, key=lambda finding: (finding.start, finding.code, finding.end))


def _ask(code: str, context: Context) -> list[Finding]:
    """What one rule finds, each with its fix where there is a safe one."""
    return [fixers.with_fix(context, finding) for finding in table.rule(code).find(context)]


def _apply_waivers(
    context: Context, findings: Sequence[Finding]
) -> tuple[list[Finding], frozenset[int]]:
    """The findings that stand, and the indexes of the waivers that speak of one. No waiver lets a protected name stand."""
    edition = context.edition
    by_place = {(waiver.item, waiver.code): index for index, waiver in enumerate(edition.waivers)}
    if not by_place:
        return list(findings), frozenset()
    kept: list[Finding] = []
    used: set[int] = set()
    for finding in findings:
        above = bisect_right(context.begins, finding.start) - 1
        item = context.items[above].id if above >= 0 else LEAD
        index = by_place.get((item, finding.code))
        if index is None:
            kept.append(finding)
            continue
        used.add(index)
        if why := why_protected(context, finding):
            kept.append(replace(finding, severity="error", message=f"{finding.message}; no waiver lets this stand: {why}", help=HELP))
    return kept, frozenset(used)
