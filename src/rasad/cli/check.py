"""Doors: `rasad check`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.errors import BadInput, NoMonitor, WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.model import Finding

_FORMS = ("text", "json", "sarif")
_MAX = 20_000_000


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of check."""
    parser.add_argument("file", metavar="FILE", help="an edition or any report: .md or .txt; - for standard input")
    parser.add_argument("--pack", action="append", default=[], help="a country pack, when there is no monitor")
    parser.add_argument("--window", metavar="EDTF", help="the days the text covers; default: its front matter")
    parser.add_argument("--select", metavar="CODES", help="only these rules or families, such as Q,D03")
    parser.add_argument("--ignore", metavar="CODES", help="not these rules or families")


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints findings; 1 when any is an error or a warning."""
    if output.format not in _FORMS:
        raise WrongUse(f"--format {output.format}: give one of {', '.join(_FORMS)}")
    from rasad import check

    rules = check.chosen(_words(options.select), _words(options.ignore))
    found = _findings(options, output, _read(options.file), rules)
    told = check.format_findings(found, file=options.file, format=output.format)
    if output.format != "text":
        sys.stdout.write(told)
    else:
        errors = sum(one.severity == "error" for one in found)
        warnings = sum(one.severity == "warning" for one in found)
        output.lines([*told.splitlines(), f"{options.file}: {errors} errors, {warnings} warnings"])
    return 1 if any(one.severity in ("error", "warning") for one in found) else 0


def _words(given: str | None) -> tuple[str, ...]:
    return tuple(word.strip().upper() for word in (given or "").split(",") if word.strip())


def _read(file: str) -> str:
    if file == "-":
        return sys.stdin.read()
    path = Path(file)
    if not path.is_file():
        raise BadInput(f"{file}: no such file")
    if path.stat().st_size > _MAX:
        raise BadInput(f"{file}: {path.stat().st_size:,} bytes; a report may hold {_MAX:,}")
    if path.suffix.lower() in (".docx", ".html", ".htm"):
        raise BadInput(f"{file}: {path.suffix} is not read yet; save it as Markdown or plain text")
    try:
        with path.open(encoding="utf-8", newline="") as opened:
            return opened.read()
    except UnicodeDecodeError as error:
        raise BadInput(f"{file}: not UTF-8 text (byte {error.start}); save it as UTF-8") from error


def _findings(
    options: argparse.Namespace, output: Output, source: str, rules: tuple[str, ...]
) -> list[Finding]:
    from rasad import packs
    from rasad.cli.common import folder_of
    from rasad.model import Pack
    from rasad.monitor import Monitor, check_source, find_monitor

    try:
        if options.monitor:
            folder = folder_of(options)
        else:
            start = Path(options.file).resolve().parent if options.file != "-" else Path.cwd()
            folder = find_monitor(start)
    except NoMonitor:
        if options.monitor:
            raise
        pack = Pack.join(tuple(packs.load(name) for name in options.pack))
        return check_source(
            source, parts=None, pack=pack, window=options.window, rules=rules
        )
    with Monitor(folder, progress=output.reporter()) as monitor:
        return monitor.check(source, window=options.window, rules=rules)
