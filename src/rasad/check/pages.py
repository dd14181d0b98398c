"""The reference pages of all rules, from the rules themselves. RULES -> Markdown."""

from __future__ import annotations

from rasad.check import table
from rasad.check.measured import measure_of

_NEEDS = {
    "text": "any text",
    "citations": "an edition",
    "evidence": "an edition and its evidence",
}


def rules_page() -> str:
    """docs/reference/rules.md: the table of all rules, each with what the gold says of it and the way to its page."""
    inside = [code for code in table.RULES if code not in table.OUTSIDE]
    lines = [
        "# Rules of `rasad check`",
        "",
        "Made from the rules by `rasad.check.rules_page()`; each code leads to its page, with a bad and a good example. A finding is let stand by a waiver",
        'with handle and reason, `<!-- rasad: allow CODE by=HANDLE why="…" -->`, which reaches over the item it stands in.',
        "",
        f"{len(inside)} rules are in the default set, {len(table.OUTSIDE)} outside it: fewer than ten labelled cases, or a precision under .85 on the development half of",
        "`evals/check`. Those run by their code or with `--select ALL`. Precision counts findings on clean originals and in texts with planted errors, recall the planted errors that",
        "the rule or its next of kin named; see [the datasheet](../../evals/check/DATASHEET.md).",
        "",
    ]
    family = ""
    for code in table.RULES:
        rule = table.rule(code)
        if code[0] != family:
            family = code[0]
            lines += [
                *([""] if lines[-1] else []),
                f"## {family}: {table.FAMILIES[family]}",
                "",
                "| rule | what it says | severity | set | precision | recall | cases |",
                "|---|---|---|---|---|---|---|",
            ]
        found = measure_of(code)
        lines.append(
            f"| [{code}](rules/{code}.md) | {rule.NAME} | {rule.SEVERITY} | {_set(code)} | {_share(found.precision)} | {_share(found.recall)} | {found.cases} |"
        )
    return "\n".join(lines) + "\n"


def rule_page(code: str) -> str:
    """docs/reference/rules/CODE.md: rationale, bad and good example, what was measured."""
    rule, found = table.rule(code), measure_of(code)
    return "\n".join(
        [
            f"# {code} {rule.NAME}",
            "",
            f"{rule.SEVERITY.capitalize()}. Runs on {_NEEDS[rule.NEEDS]}; {_set(code)} set.",
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
            f"Measured (`python -m evals check`, development half): precision {_share(found.precision)}, recall {_share(found.recall)}, {found.cases} labelled cases.",
            "",
            "Examples are of an invented country; `en` and `fa` stand for its two text versions. [All rules](../rules.md)",
            "",
        ]
    )


def _set(code: str) -> str:
    return "outside the default" if code in table.OUTSIDE else "default"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".removeprefix("0") if value < 1 else "1.00"


def _quoted(example: str) -> list[str]:
    shown = "".join(
        char if char.isprintable() or char == "\n" else f"\\u{ord(char):04x}" for char in example
    )
    return ["```markdown", *shown.split("\n"), "```"]
