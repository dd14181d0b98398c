"""Doors: `rasad status`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of status."""
    parser.add_argument("--problems", action="store_true", help="list them")


def run(options: argparse.Namespace, output: Output) -> int:
    """Counts of what is held; with --problems also what went wrong and what to do."""
    from rasad.model.codec import to_plain
    from rasad.monitor import memory

    with open_monitor(options, output) as monitor:
        counts: dict[str, object] = {**monitor.status(), **memory.promise_counts(monitor.parts)}
        problems = list(monitor.parts.store.problems.all()) if options.problems else []
    lines = [f"{key:16} {value}" for key, value in counts.items()]
    for problem in problems:
        lines.append(f"{problem.id}  {problem.kind}  {problem.subject}: {problem.message}" + (f" ({problem.help})" if problem.help else ""))
    value = counts | ({"problem_list": to_plain(problems)} if options.problems else {})
    output.result(value, lines)
    return 0
