"""The reference page of all rules, from the rules themselves. RULES -> Markdown."""

from __future__ import annotations

from rasad.check import table

_NEEDS = {
    "text": "any text",
    "citations": "an edition",
    "evidence": "an edition and its evidence",
}


def rules_page() -> str:
    """docs/reference/rules.md: each rule with its rationale, a bad and a good example."""
    lines = [
        "# Rules of `rasad check`",
        "",
        "Made from the rules by `rasad.check.rules_page()`. Examples are of an invented country; `en` and `fa` stand",
        "for its two text versions. A finding is let stand by a waiver with handle and reason,",
        '`<!-- rasad: allow CODE by=HANDLE why="…" -->`, which reaches over the item it stands in.',
        "",
    ]
    family = ""
    for code in table.RULES:
        rule = table.rule(code)
        if code[0] != family:
            family = code[0]
            lines += [f"## {family}: {table.FAMILIES[family]}", ""]
        lines += [
            f"### {code} {rule.NAME}",
            "",
            f"{rule.SEVERITY.capitalize()}. Runs on {_NEEDS[rule.NEEDS]}.",
            "",
            rule.RATIONALE,
            "",
            "Bad:",
            "",
            *_quoted(rule.BAD),
            "",
            "Good:",
            "",
            *_quoted(rule.GOOD),
            "",
        ]
    return "\n".join(lines)


def _quoted(example: str) -> list[str]:
    shown = "".join(
        char if char.isprintable() or char == "\n" else f"\\u{ord(char):04x}" for char in example
    )
    return ["```markdown", *shown.split("\n"), "```"]
