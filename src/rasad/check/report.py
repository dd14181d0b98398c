"""Findings as text, JSON or SARIF. list[Finding] -> str."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rasad.check import table
from rasad.errors import WrongUse
from rasad.model import Finding
from rasad.model.codec import to_plain

_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def format_findings(findings: Sequence[Finding], *, file: str, format: str = "text") -> str:
    """The findings about `file` in one of FORMATS. WrongUse for another format."""
    if format not in FORMATS:
        raise WrongUse(f"no format {format!r}; there are {', '.join(FORMATS)}")
    return FORMATS[format](findings, file)


def as_text(findings: Sequence[Finding], file: str) -> str:
    """One line a finding, FILE:LINE:COL CODE message, the evidence and the help below it, indented."""
    lines: list[str] = []
    for found in findings:
        lines.append(f"{file}:{found.line}:{found.column} {found.code} {_plain(found.message)}")
        lines += [f"    evidence: {_plain(words)}" for words in found.evidence]
        if found.help:
            lines.append(f"    help: {_plain(found.help)}")
    return "\n".join(lines) + ("\n" if lines else "")


def as_json(findings: Sequence[Finding], file: str) -> str:
    """The array of contracts §5."""
    return json.dumps([to_plain(found) for found in findings], ensure_ascii=False, indent=2) + "\n"


def as_sarif(findings: Sequence[Finding], file: str) -> str:
    """A SARIF 2.1.0 log with one run; offsets count code points, as elsewhere in Rasad."""
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
                "results": [_result(found, file, codes.index(found.code)) for found in findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Finding], str], str]] = MappingProxyType(
    {"text": as_text, "json": as_json, "sarif": as_sarif}
)


def _plain(words: str) -> str:
    """One line that a terminal cannot be talked into anything by."""
    return "".join(char if char.isprintable() or char == "\u200c" else " " for char in words)


def _descriptor(code: str) -> dict[str, object]:
    rule = table.rule(code)
    return {
        "id": code,
        "name": rule.NAME.title().replace(" ", "").replace(",", ""),
        "shortDescription": {"text": rule.NAME},
        "fullDescription": {"text": rule.RATIONALE},
        "defaultConfiguration": {"level": _LEVELS[rule.SEVERITY]},
    }


def _result(found: Finding, file: str, index: int) -> dict[str, object]:
    beside = "".join(f"\nEvidence: {words}" for words in found.evidence)
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVELS[found.severity],
        "message": {"text": found.message + beside},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": file},
                    "region": {
                        "startLine": found.line,
                        "startColumn": found.column,
                        "charOffset": found.start,
                        "charLength": found.end - found.start,
                    },
                }
            }
        ],
    }
    if found.fix:
        region = {"charOffset": found.fix.start, "charLength": found.fix.end - found.fix.start}
        replacement = {"deletedRegion": region, "insertedContent": {"text": found.fix.replacement}}
        change = {"artifactLocation": {"uri": file}, "replacements": [replacement]}
        result["fixes"] = [
            {"description": {"text": found.help or found.message}, "artifactChanges": [change]}
        ]
    return result
