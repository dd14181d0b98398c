"""Doors: the help of every command as one page of Markdown."""

from __future__ import annotations

import argparse
import os
import sys


def reference_page() -> str:
    """The page, the same on every terminal."""
    from rasad.cli import VERBS, build_parser

    width = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        parts = ["# Commands\n", "Made by `python -m rasad.cli.reference`; do not edit.\n"]
        parts.append(f"```text\n{build_parser().format_help()}```\n")
        for verb in VERBS:
            parts.append(f"## rasad {verb}\n\n```text\n{_help_of(verb)}```\n")
    finally:
        if width is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = width
    return "\n".join(parts)


def _help_of(verb: str) -> str:
    from rasad.cli import build_parser

    for action in build_parser(verb)._actions:
        if isinstance(action, argparse._SubParsersAction):
            found: argparse.ArgumentParser = action.choices[verb]
            return found.format_help()
    return ""


if __name__ == "__main__":
    sys.stdout.write(reference_page())
