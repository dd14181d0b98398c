"""Findings as text, JSON or SARIF. list[Finding] -> str."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from rasad.check import table
from rasad.check.excerpts import excerpt, named, paint, plain
from rasad.check.shown import Report
from rasad.errors import WrongUse
from rasad.model import Finding
from rasad.model.codec import to_plain

_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def format_findings(
    findings: Sequence[Finding],
    *,
    file: str,
    format: str = "text",
    report: Report | None = None,
    has_colour: bool = False,
) -> str:
    """The findings about `file` in one of FORMATS. WrongUse for another format.

    With the `report` they are about, text shows the words and carets under them, in colour if asked to.
    """
    if format not in FORMATS:
        raise WrongUse(f"no format {format!r}; there are {', '.join(FORMATS)}")
    if format == "text":
        return as_text(findings, file, report=report, has_colour=has_colour)
    if format == "sarif":
        return as_sarif(findings, file, is_file=report is None or report.blocks is None)
    return FORMATS[format](findings, file)


def as_text(
    findings: Sequence[Finding],
    file: str,
    *,
    report: Report | None = None,
    has_colour: bool = False,
) -> str:
    """One line a finding, FILE:LINE:COL CODE message; below it, indented, the words, the evidence and the help."""
    lines: list[str] = []
    for found in findings:
        code = paint(found.code, found.severity) if has_colour else found.code
        lines.append(f"{plain(file)}:{found.line}:{found.column} {code} {plain(found.message)}")
        if report is not None:
            lines += excerpt(report, found, has_colour=has_colour)
        lines += [f"    evidence: {plain(words)}" for words in found.evidence]
        if found.help:
            lines.append(f"    help: {plain(found.help)}")
        if found.fix is not None and report is not None:
            old, new = report.text[found.fix.start : found.fix.end], found.fix.replacement
            lines.append(f"    fix: {named(old)} becomes {named(new)}; --fix does it")
    return "\n".join(lines) + ("\n" if lines else "")


def as_json(findings: Sequence[Finding], file: str) -> str:
    """The array of contracts §5. A fix is start, end and the text to be put there."""
    return json.dumps([_plain_json(found) for found in findings], ensure_ascii=False, indent=2) + "\n"


def _plain_json(found: Finding) -> object:
    whole = to_plain(found)
    if isinstance(whole, dict) and found.fix is not None:
        fix = found.fix
        whole["fix"] = {"start": fix.start, "end": fix.end, "text": fix.replacement}
    return whole


def as_sarif(findings: Sequence[Finding], file: str, *, is_file: bool = True) -> str:
    """A SARIF 2.1.0 log with one run; offsets count code points, as elsewhere in Rasad.

    Not `is_file`: the text is what HTML or Word shows; then lines are given and no offsets, which would be taken for those of the file.
    """
    codes = list(dict.fromkeys(found.code for found in findings))
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "rasad check",
                        "rules": [_descriptor(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(found, quote(file), codes.index(found.code), is_file=is_file)
                    for found in findings
                ],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Finding], str], str]] = MappingProxyType(
    {"text": as_text, "json": as_json, "sarif": as_sarif}
)


def _descriptor(code: str) -> dict[str, object]:
    rule = table.rule(code)
    return {
        "id": code,
        "name": rule.NAME.title().replace(" ", "").replace(",", ""),
        "shortDescription": {"text": rule.NAME},
        "fullDescription": {"text": rule.RATIONALE},
        "defaultConfiguration": {"level": _LEVELS[rule.SEVERITY]},
    }


def _result(found: Finding, file: str, index: int, *, is_file: bool) -> dict[str, object]:
    beside = "".join(f"\nEvidence: {words}" for words in found.evidence)
    region: dict[str, object] = {"startLine": found.line, "startColumn": found.column}
    if is_file:
        region |= {"charOffset": found.start, "charLength": found.end - found.start}
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message + beside},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": file},
                    "region": region,
                }
            }
        ],
    }
    if found.fix and is_file:
        gone = {"charOffset": found.fix.start, "charLength": found.fix.end - found.fix.start}
        replacement = {"deletedRegion": gone, "insertedContent": {"text": found.fix.replacement}}
        change = {"artifactLocation": {"uri": file}, "replacements": [replacement]}
        result["fixes"] = [
            {"description": {"text": found.help or found.message}, "artifactChanges": [change]}
        ]
    return result
