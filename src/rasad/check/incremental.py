"""Incremental: what was found about an unchanged sentence or item is not looked for again. Context + Memory -> Findings.

A rule says how far it looks: SCOPE = "sentence" (its findings follow from one line, what it cites, window and pack), "item" (from one item and
the day decided for it) or "edition". A rule that says nothing is taken to look at the whole edition. What a scope rests on is its key; whoever
looks with an empty memory goes the same way, so that both find the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from rasad.check import table
from rasad.check.context import Context, ItemLines, Line
from rasad.model import Finding, Sentence

# What stands directly behind a sentence, such as the mark of a footnote, may belong to it.
_BEHIND: Final = 4
Ask = Callable[[str, Context], Sequence[Finding]]

# How far the rules look that do not say it themselves.
_SCOPES: Final = {
    **dict.fromkeys(["A02", "A06", "D03", "N02", "N03", "N05", "P02", "Q03", "S01", "S02", "S08", "T02", "X06"], "sentence"),
    **dict.fromkeys(
        ["A01", "A03", "D01", "D05", "D06", "H01", "H02", "N01", "N04", "P01", "Q01", "Q02", "Q04", "Q05", "S03", "S04", "S05", "S06", "S07", "X04"], "item"
    ),
}  # fmt: skip


def scope_of(code: str) -> str:
    """sentence, item or edition."""
    said = getattr(table.rule(code), "SCOPE", "")
    return said or _SCOPES.get(code, "edition")


def find(context: Context, codes: Sequence[str], ask: Ask) -> list[Finding]:
    """The findings of all these rules, waivers not applied. `ask` is how a rule is asked."""
    memory = context.memory
    memory.begin((context.window, context.language, context.surnames_key, tuple(codes)))
    by_scope: dict[str, list[str]] = {"sentence": [], "item": [], "edition": []}
    for code in codes:
        by_scope[scope_of(code)].append(code)
    found = [finding for code in by_scope["edition"] for finding in ask(code, context)]
    ends = [*context.begins[1:], len(context.source)] if context.items else []
    for item, begin, end in zip(context.items, context.begins, ends, strict=True):
        key = _item_key(context, item, begin, end)
        known = memory.findings_of(key)
        if "*" in known:
            memory.keep(key)
        else:
            memory.keep(key, tuple(_line_key(context, line) for line in item.lines))
            view = context.only(item)
            memory.looked += 1
            for code in by_scope["item"]:
                known[code] = tuple(_moved(one, -begin) for one in ask(code, view))
            known["*"] = tuple(_moved(one, -begin) for one in _in_sentences(context, item, by_scope["sentence"], ask))
        for findings in known.values():
            found += [context.placed(_moved(one, begin)) for one in findings]
    memory.end()
    return found


def _in_sentences(
    context: Context, item: ItemLines, codes: Sequence[str], ask: Ask
) -> Iterator[Finding]:
    for line in item.lines:
        start = line.sentence.start
        known = context.memory.findings_of(_line_key(context, line))
        if "*" not in known:
            view = context.only(item, line)
            context.memory.looked += 1
            known["*"] = tuple(_moved(one, -start) for code in codes for one in ask(code, view))
        for one in known["*"]:
            yield _moved(one, start)


def _item_key(context: Context, item: ItemLines, begin: int, end: int) -> Hashable:
    told = tuple(_rests_on(line.sentence, begin) for line in item.lines)
    decided = context.held.decided.get(item.id)
    return ("item", item.id, decided, context.source[begin:end], told)


def _line_key(context: Context, line: Line) -> Hashable:
    sentence = line.sentence
    words = context.source[sentence.start : sentence.end + _BEHIND]
    return ("sentence", line.is_heading, words, _rests_on(sentence, sentence.start))


def _rests_on(sentence: Sentence, base: int) -> Hashable:
    """All that a finding about a sentence may rest on besides the words of the file, places counted from `base`."""
    cited = tuple((cited, low - base, high - base) for cited, low, high in sentence.citations)
    links = tuple((url, low - base, high - base) for url, low, high in sentence.links)
    return (sentence.text, sentence.start - base, sentence.is_analysis, cited, links)


def _moved(finding: Finding, by: int) -> Finding:
    fix = finding.fix and replace(finding.fix, start=finding.fix.start + by, end=finding.fix.end + by)
    return replace(finding, start=finding.start + by, end=finding.end + by, fix=fix)
