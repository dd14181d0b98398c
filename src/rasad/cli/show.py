"""Doors: `rasad show`."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of show."""
    parser.add_argument("id", metavar="ID", help="of a development, statement, article, story, text, capture or problem, or a dossier")


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints one record with its evidence."""
    with open_monitor(options, output) as monitor:
        record = monitor.show(options.id)
    output.result(record, _lines(record))
    return 0


def _lines(value: object, depth: int = 0) -> list[str]:
    """A value as indented lines; empty fields are left out."""
    pad = "  " * depth
    if isinstance(value, dict):
        lines = []
        for key, part in value.items():
            if part in (None, [], "", {}):
                continue
            if isinstance(part, (dict, list)):
                lines += [f"{pad}{key}:", *_lines(part, depth + 1)]
            else:
                lines.append(f"{pad}{key}: {part}")
        return lines
    if isinstance(value, list):
        flat = all(not isinstance(part, (dict, list)) for part in value)
        if flat:
            return [f"{pad}- {part}" for part in value]
        return [line for part in value for line in [*_lines(part, depth), ""]]
    return [f"{pad}{json.dumps(value, ensure_ascii=False)}"]
