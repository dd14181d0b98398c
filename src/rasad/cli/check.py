"""Doors: `rasad check`."""

from __future__ import annotations

import argparse
import gc
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.monitor import Checked

_FORMS = ("text", "json", "sarif", "html")


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of check."""
    parser.add_argument(
        "file", metavar="FILE", nargs="+", help="an edition or any report: .md, .txt, .html or .docx; - for standard input"
    )
    parser.add_argument("--pack", action="append", default=[], help="a country pack, when there is no monitor")
    parser.add_argument("--window", metavar="EDTF", help="the days the text covers; default: its front matter")
    parser.add_argument("--select", metavar="CODES", help="only these rules or families, such as Q,D03; ALL for every rule")
    parser.add_argument("--ignore", metavar="CODES", help="not these rules or families")
    parser.add_argument("--twin", metavar="FILE", help="the same number in another language, to be compared")
    parser.add_argument("--report", metavar="FILE", help="also write a page with each finding beside its evidence")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--fix", action="store_true", help="put the safe fixes in; what needs a judgement is left")
    how.add_argument("--diff", action="store_true", help="show what --fix would change, and change nothing")
    how.add_argument("--watch", action="store_true", help="check again whenever the file is saved, until Ctrl-C")


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints findings; 1 when any is an error or a warning."""
    if output.format not in _FORMS:
        raise WrongUse(f"--format {output.format}: give one of {', '.join(_FORMS)}")
    if (options.watch or options.report or options.twin or output.format == "html") and len(options.file) > 1:
        raise WrongUse("--watch, --twin, --report and --format html take one FILE")
    from rasad.cli import checks

    gc.disable()  # one text and few cycles: a tenth of the time of the whole command
    with checks.opened(options, output) as checker:
        if options.watch:
            gc.enable()
            return checks.watch(checker, options, output, lambda done: tell([done], output, is_again=True))
        if options.diff:
            return max(checks.show_difference(checker, file, options) for file in options.file)
        if options.fix:
            for file in options.file:
                checks.fix(checker, file, options, output)
        done = [checks.look(checker, file, options) for file in options.file]
    gc.freeze()  # the end of the process need not look through all that was read
    if options.report:
        checks.write_whole(Path(options.report), page(*done[0]).encode())
    return tell(done, output)


def page(file: str, checked: Checked) -> str:
    """The HTML report on one file."""
    from rasad import check

    return check.html_page(
        checked.findings, file=file, report=checked.report, edition=checked.edition, is_traced=checked.is_traced
    )


def tell(done: list[tuple[str, Checked]], output: Output, *, is_again: bool = False) -> int:
    """Prints what was found, in the form asked for."""
    from rasad import check

    if output.format == "text":
        for file, checked in done:
            _tell_text(file, checked, output)
    elif output.format == "html":
        sys.stdout.write(page(*done[0]))
    else:
        told = [check.format_findings(one.findings, file=file, format=output.format, report=one.report) for file, one in done]
        sys.stdout.write(_joined(told, [file for file, _ in done], output.format, is_again=is_again))
    sys.stdout.flush()
    for file, checked in done:
        for note in checked.notes:  # beside the findings, so that every form of them stays what it is
            output.error(f"{file}: note: {note}")
    return 1 if any(found.severity in ("error", "warning") for _, one in done for found in one.findings) else 0


def _joined(told: list[str], files: list[str], form: str, *, is_again: bool) -> str:
    """One value: of several files, each finding with its file, or a log with a run a file. Again and again: one line each."""
    if is_again:
        return json.dumps(json.loads(told[0]), ensure_ascii=False) + "\n"
    if len(told) == 1:
        return told[0]
    values = [json.loads(one) for one in told]
    whole: object
    if form == "sarif":
        whole = {**values[0], "runs": [run for value in values for run in value["runs"]]}
    else:
        whole = [{"file": file, **found} for file, value in zip(files, values, strict=True) for found in value]
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _tell_text(file: str, checked: Checked, output: Output) -> None:
    from rasad import check

    if output.quiet:
        return
    told = check.format_findings(checked.findings, file=file, report=checked.report, has_colour=output.has_colour)
    errors = sum(found.severity == "error" for found in checked.findings)
    warnings = sum(found.severity == "warning" for found in checked.findings)
    counted = check.account(checked.edition, checked.findings)
    sys.stdout.write(told)
    words = f"{file}: {errors} errors, {warnings} warnings"
    if checked.report.is_edition:
        rests = "traced to evidence" if checked.is_traced else "with citations, not traced"
        words += f"; {counted.sentences} sentences: {counted.traced} {rests}, {counted.analysis} analysis, {counted.flagged} flagged"
    output.lines([words])
