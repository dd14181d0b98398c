"""HTML report: each finding beside its evidence, on one page that needs nothing else. Checked text -> HTML.

No script, no style from elsewhere, nothing loaded; all that is not ours is escaped. Each sentence stands in its own direction.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from html import escape
from typing import Final

from rasad.check import table
from rasad.check.accounts import account
from rasad.check.shown import Report
from rasad.model import Edition, Finding, Sentence

_STYLE: Final = """
:root { --paper: #fdfcf9; --ink: #211e1a; --soft: #6a635a; --line: #ddd6ca; --error: #a3261b; --warning: #9a6200; --info: #2d5f8b; }
@media (prefers-color-scheme: dark) { :root { --paper: #171512; --ink: #ece6db; --soft: #a39a8c; --line: #38322b; --error: #f08a7d; --warning: #e8b04b; --info: #84b6e2; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; background: var(--paper); color: var(--ink); font: 1rem/1.6 Charter, Georgia, "Noto Serif", "Noto Naskh Arabic", Tahoma, serif; }
h1 { font-size: 1.4rem; overflow-wrap: anywhere; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.counts, .code, .help, th, footer { font-family: system-ui, sans-serif; font-size: .875rem; }
.counts { color: var(--soft); }
article { border-block-start: 1px solid var(--line); padding-block: 1rem; display: grid; grid-template-columns: 1fr 1fr; gap: .25rem 1.5rem; }
article > header { grid-column: 1 / -1; }
article p, blockquote { margin: 0; overflow-wrap: anywhere; white-space: pre-line; }
blockquote { border-inline-start: 3px solid var(--line); padding-inline-start: .75rem; margin-block-end: .5rem; }
mark { background: none; color: inherit; border-block-end: 2px solid; }
.error .code, .error mark { color: var(--error); } .warning .code, .warning mark { color: var(--warning); } .info .code, .info mark { color: var(--info); }
.help { grid-column: 1 / -1; color: var(--soft); }
@media (max-width: 45rem) { article { grid-template-columns: 1fr; } }
"""
_AROUND: Final = 280


def html_page(findings: Sequence[Finding], *, file: str, report: Report, edition: Edition, is_traced: bool) -> str:
    """The page. `is_traced` says that the evidence was asked."""
    language = escape(edition.language or "en", quote=True)
    counted = account(edition, findings)
    parts = [
        "<!doctype html>",
        f'<html lang="en"><head><meta charset="utf-8"><title>{escape(file)}: rasad check</title>',
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'; base-uri \'none\'; form-action \'none\'">',
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="referrer" content="no-referrer">',
        f"<style>{_STYLE}</style></head><body>",
        f'<h1><bdi dir="auto">{escape(edition.title or file)}</bdi></h1>',
        f'<p class="counts"><bdi>{escape(file)}</bdi>: {_severities(findings)}.</p>',
    ]
    if report.is_edition:
        rests = "traced to evidence" if is_traced else "with citations (no evidence was asked)"
        parts.append(
            f'<p class="counts">{counted.sentences} sentences: {counted.traced} {rests}, {counted.analysis} analysis of the desk, {counted.flagged} flagged.</p>'
        )
    lines = [line for item in edition.items for line in ((item.heading,) if item.heading else ()) + item.sentences]
    parts += [_finding(found, report, lines, language) for found in findings]
    if not findings:
        parts.append("<p>Nothing was found.</p>")
    parts.append("<footer><p>Made by <code>rasad check</code>. The page loads nothing and runs no script.</p></footer></body></html>")
    return "\n".join(parts) + "\n"


def _severities(findings: Sequence[Finding]) -> str:
    counts = [(name, sum(found.severity == name for found in findings)) for name in ("error", "warning", "info")]
    words = {"error": "errors", "warning": "warnings", "info": "notes"}
    return ", ".join(f"{count} {words[name]}" for name, count in counts)


def _finding(found: Finding, report: Report, lines: Sequence[Sentence], language: str) -> str:
    severity = found.severity if found.severity in ("error", "warning", "info") else "info"
    name = table.rule(found.code).NAME if found.code in table.RULES else ""
    beside = "".join(f'<blockquote dir="{_direction(words)}">{_seen(words)}</blockquote>' for words in found.evidence)
    return "\n".join(
        [
            f'<article class="{severity}">',
            f'<header><span class="code">{escape(found.code)} {escape(name)} · line {found.line}, column {found.column}</span>',
            f'<p dir="auto">{_seen(found.message)}</p></header>',
            _words(found, report, lines, language),
            f"<div>{beside}</div>",
            f'<p class="help">{escape(found.help)}</p>' if found.help else "",
            "</article>",
        ]
    )


def _words(found: Finding, report: Report, lines: Sequence[Sentence], language: str) -> str:
    """The sentence that the finding is about, the place marked."""
    line = next((line for line in lines if line.start <= found.start < max(line.end, line.start + 1)), None)
    low, high = (line.start, line.end) if line else (found.start, found.end)
    low, high = max(low, found.start - _AROUND), min(max(high, found.end), found.end + _AROUND)
    before, marked, after = report.text[low : found.start], report.text[found.start : found.end], report.text[found.end : high]
    direction = _direction(before + marked + after)
    return f'<p lang="{language}" dir="{direction}">{_seen(before)}<mark>{_seen(marked)}</mark>{_seen(after)}</p>'


def _seen(words: str) -> str:
    """Escaped, and with signs that turn the direction of text given by their number."""
    return escape(
        "".join(
            f"\u27e8U+{ord(char):04X}\u27e9"
            if unicodedata.category(char) in ("Cf", "Cc", "Co", "Cs") and char not in "\n\t\u200c\u200d"
            else char
            for char in words
        ),
        quote=True,
    )


def _direction(words: str) -> str:
    """rtl or ltr, by the first letter that has a direction."""
    for char in words:
        kind = unicodedata.bidirectional(char)
        if kind in ("R", "AL"):
            return "rtl"
        if kind == "L":
            return "ltr"
    return "ltr"
