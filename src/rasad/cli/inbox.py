"""Doors: `rasad inbox`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.cli.common import open_monitor, whole

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.model import Development


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of inbox."""
    parser.add_argument("--limit", metavar="N", type=whole, default=20, help="how many (default 20; 0 for all)")
    parser.add_argument("--all", action="store_true", help="decided ones too")
    parser.add_argument("--promises", action="store_true", help="promises by deadline instead: due, kept, missed, overdue")
    parser.add_argument("--on", metavar="DAY", help="with --promises: how they stand on a day (EDTF; default today)")


def run(options: argparse.Namespace, output: Output) -> int:
    """Prints what waits, best first, with the reasons for its place."""
    from rasad.model.codec import to_plain

    if options.promises:
        return _promises(options, output)
    from rasad.monitor import speaking
    from rasad.monitor.alarms import alarms

    with open_monitor(options, output) as monitor:
        found = monitor.inbox()
        if options.all:
            found = tuple(sorted(monitor.developments(), key=lambda d: (-d.score, d.id)))
        for alarm in alarms(monitor.parts):  # beside the list, which stays one of developments in every form
            output.error(f"ALARM {alarm.subject}: {alarm.message}; {alarm.help}")
        chosen = found[: options.limit] if options.limit > 0 else found
        speaks = speaking.undecided(monitor.parts, chosen)
    output.result(to_plain(chosen), _lines(chosen, len(found), speaks, output))
    return 0


def _lines(chosen: tuple[Development, ...], total: int, speaks: dict[str, str], output: Output) -> list[str]:
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
        if one.id in speaks:
            lines.append(f"    a private person speaks for a body: “{speaks[one.id]}”; `rasad edit {one.id} speaks_for=yes` lets the item name them")
        lines.extend(f"    {relation.kind} {relation.other}: {relation.why}" for relation in one.relations)
    lines.append(f"{len(chosen)} of {total}" if total else "nothing waits; `rasad run` looks for more")
    return lines


def _promises(options: argparse.Namespace, output: Output) -> int:
    """Prints the promises as they stand on a day; where nothing was heard by the deadline, it says so."""
    from rasad.errors import WrongUse
    from rasad.model.codec import to_plain
    from rasad.model.when import is_day

    with open_monitor(options, output) as monitor:
        day = options.on or monitor.parts.clock.now().date().isoformat()
        if not is_day(day):
            raise WrongUse(f"--on {day!r}: not a day such as 2026-11-09")
        found = [one for one in monitor.promises() if one.said is None or one.said[:10] <= day]
    order = {"overdue": 0, "missed": 1, "due": 2, "kept": 3}
    found.sort(key=lambda one: (order[one.status(day)], one.due, one.id))
    lines = []
    for one in found:
        status, left = one.status(day), one.days_left(day)
        heard = f"nothing was heard for {-left} days" if status == "overdue" and left is not None else one.why
        when = f"{left} days left" if status == "due" and left is not None else heard
        lines.append(f"{output.bold(status)}  by {one.due.rpartition('/')[2]}  {one.dossier}  {one.speaker or 'a private person'}")
        lines.append(f"    {' '.join(one.text.split())[:160]}  [@{one.text_id}, {one.start}-{one.end}]")
        lines += [f"    {when}"] if when else []
    plain = [{"status": one.status(day), "days_left": one.days_left(day), "promise": to_plain(one)} for one in found]
    output.result(plain, lines or ["no promise with a deadline is known"])
    return 0
