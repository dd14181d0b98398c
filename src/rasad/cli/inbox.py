"""Doors: `rasad inbox`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.model import Development


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of inbox."""
    parser.add_argument("--limit", type=int, default=20, help="how many (default 20; 0 for all)")
    parser.add_argument("--all", action="store_true", help="decided ones too")


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints what waits, best first, with the reasons for its place."""
    from rasad.model.codec import to_plain

    with open_monitor(options, output) as monitor:
        found = monitor.inbox()
        if options.all:
            found = tuple(sorted(monitor.developments(), key=lambda d: (-d.score, d.id)))
    chosen = found[: options.limit] if options.limit > 0 else found
    output.result(to_plain(chosen), _lines(chosen, len(found), output))
    return 0


def _lines(chosen: tuple[Development, ...], total: int, output: Output) -> list[str]:
    lines = []
    for one in chosen:
        when = one.date.edtf or one.date.text if one.date else "no date"
        state = "" if one.state == "proposed" else f" [{one.state}]"
        lines.append(f"{output.bold(one.id)}  {one.score:5.2f}  {when}{state}  {one.headline}")
        about = ", ".join(one.dossiers) or "no dossier"
        outlets = ", ".join(one.outlets) or "outlet unknown"
        lines.append(f"    {about} · {outlets} · {one.independent} independent · {'; '.join(one.reasons[:3])}")
        if one.missing:
            lines.append(f"    missing: {', '.join(one.missing)}")
        lines.extend(f"    {relation.kind} {relation.other}: {relation.why}" for relation in one.relations)
    lines.append(f"{len(chosen)} of {total}" if total else "nothing waits; `rasad run` looks for more")
    return lines
