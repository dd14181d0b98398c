"""Fixers: the safe replacement for what a rule found, where there is one. Finding -> Fix."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from rasad.check import table
from rasad.check.context import Context, Quotation
from rasad.check.wording import places
from rasad.languages import quotes
from rasad.model import Finding
from rasad.model.finding import Fix

_RUN: Final = re.compile(r"\d+")
_ZEROS: Final = MappingProxyType({"fa": 0x06F0, "ar": 0x0660})
_CLOSERS: Final = MappingProxyType({"\u201c": "\u201d", "\u00ab": "\u00bb", "\u201e": "\u201c", "\u2039": "\u203a"})
_CODES: Final = re.compile(r"(allow\s+)([A-Z]\d\d(?:\s*,\s*[A-Z]\d\d)*)")
_LEAST: Final = 3
_TAIL: Final = " \t.,;:\u060c\u061b"


def with_fix(context: Context, finding: Finding) -> Finding:
    """The finding with its fix: its own, that of its rule (`fix(context, finding)`), or one of the table below."""
    if finding.fix is not None:
        return finding
    make: Fixer | None = getattr(table.rule(finding.code), "fix", None) or FIXERS.get(finding.code)
    fix = make(context, finding) if make else None
    return replace(finding, fix=fix) if fix else finding


def one_script(context: Context, finding: Finding) -> Fix | None:
    """A number of mixed digits in the digits of the language; only where the finding is such a number."""
    printed = context.source[finding.start : finding.end]
    if not _RUN.fullmatch(printed) or len({ord(sign) - int(sign) for sign in printed}) < 2:
        return None
    zero = _ZEROS.get(context.language, ord("0"))
    plain = "".join(chr(zero + int(sign)) for sign in printed)
    return Fix(start=finding.start, end=finding.end, replacement=plain)


def without_waiver(context: Context, finding: Finding) -> Fix | None:
    """A waiver taken out: its code where it names several, else the comment, with its line when that is empty then."""
    source, start, end = context.source, finding.start, finding.end
    words = source[start:end]
    if not words.startswith("<!--"):
        return None
    gone = [w for w in context.edition.waivers if w.start == start and f" {w.code} " in f" {finding.message} "]
    found = _CODES.search(words)
    if not gone or not found:
        return None
    left = [code for code in re.split(r"\s*,\s*", found.group(2)) if code != gone[0].code]
    if left:
        low, high = start + found.start(2), start + found.end(2)
        return Fix(start=low, end=high, replacement=", ".join(left))
    line = re.compile(r"[ \t]*(?:\r?\n|\Z)").match(source, end)
    begin = len(source[:start].rstrip(" \t"))
    if line and (begin == 0 or source[begin - 1] == "\n"):
        return Fix(start=begin, end=line.end(), replacement="")
    return Fix(start=begin, end=end, replacement="")


def closing_mark(context: Context, finding: Finding) -> Fix | None:
    """The closing mark that is missing, where the evidence shows without doubt how far the words go.

    Certain means: the whole rest of the sentence, up to the citation that follows it, stands word for word in the
    cited passage, and no other mark stands between.
    """
    mark = _CLOSERS.get(context.source[finding.start : finding.start + 1])
    quotation = context.quotation_at.get(finding.start) if mark else None
    if mark is None or quotation is None or quotation.is_closed or quotation.is_stray:
        return None
    end = _certain_end(context, quotation)
    return Fix(start=end, end=end, replacement=mark) if end else None


def _certain_end(context: Context, quotation: Quotation) -> int | None:
    """The place in the file where the words of an unclosed quotation end for certain, or nothing."""
    line = context.line_at(quotation.start)
    if line is None or line.is_heading or not line.sentence.citations:
        return None
    offsets = line.sentence.offsets
    first = next((index for index, place in enumerate(offsets) if place == quotation.start), None)
    behind = [cited for cited in line.sentence.citations if cited[1] > quotation.start]
    if first is None or not behind:
        return None
    words = line.text[first + 1 : sum(place < behind[0][1] for place in offsets)].rstrip(_TAIL)
    text = context.held.cited(behind[0][0].text_id)
    if len(words.split()) < _LEAST or text is None or behind[0][0].translator or any(sign in words for sign in "\u201c\u201d\u00ab\u00bb\""):
        return None
    start, end = text.passage(behind[0][0].start, behind[0][0].end)
    passage = text.text[start:end]
    if len(list(places(words, quotes.folded(passage), passage))) != 1:
        return None
    return offsets[first + len(words)] + 1


Fixer = Callable[[Context, Finding], Fix | None]
FIXERS: Mapping[str, Fixer] = MappingProxyType(
    {"T02": one_script, "X01": without_waiver, "Q02": closing_mark}
)
