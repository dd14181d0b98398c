"""Doors: `rasad sources`."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.cli.common import folder_of, open_monitor
from rasad.errors import BadInput, WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output
    from rasad.model import Source, SourceState


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of sources."""
    from rasad import collect
    from rasad.cli import everywhere

    acts = parser.add_subparsers(dest="act", required=True, metavar="ACT")
    common = everywhere(suppress=True)
    listing = acts.add_parser("list", parents=[common], help="all sources with their state")
    listing.add_argument("--gaps", action="store_true", help="the times in which a source was not heard, and why")
    listing.add_argument("--window", metavar="EDTF", help="with --gaps: only those of these days, such as the window of an edition")
    test = acts.add_parser("test", parents=[common], help="find what can be watched at an address; prints TOML, writes nothing")
    test.add_argument("url", metavar="URL")
    profile = acts.add_parser("profile", parents=[common], help="propose selectors from some articles of one site; prints TOML for profiles.toml of a pack")
    profile.add_argument("urls", metavar="URL", nargs="+", help="articles of the site, three or more are best")
    add = acts.add_parser("add", parents=[common], help="add a source to monitor.toml")
    add.add_argument("id")
    add.add_argument("url")
    add.add_argument("--kind", default="feed", choices=sorted(collect.KINDS))
    add.add_argument("--select", help="CSS selector of the links of a listing")
    add.add_argument("--outlet")
    add.add_argument("--language")
    add.add_argument("--interval", type=int, default=3600, help="seconds")
    acts.add_parser("import-opml", parents=[common], help="add the feeds of an OPML file").add_argument("path", metavar="PATH", type=Path)
    acts.add_parser("export-opml", parents=[common], help="write all feeds as OPML").add_argument("path", metavar="PATH", type=Path)


def run(options: argparse.Namespace, output: Output) -> int:
    """Lists or changes sources."""
    from rasad import collect
    from rasad.model import Source

    if options.act == "list":
        return _gaps(options, output) if options.gaps else _list(options, output)
    if options.act == "test":
        return _test(options, output)
    if options.act == "profile":
        return _profile(options, output)
    if options.act == "export-opml":
        with open_monitor(options, output) as monitor:
            text = collect.export_opml(monitor.parts.sources)
        options.path.write_text(text, encoding="utf-8")
        output.result({"path": str(options.path)}, [str(options.path)])
        return 0
    if options.act == "import-opml":
        if not options.path.is_file():
            raise BadInput(f"{options.path}: no such file")
        new = collect.import_opml(options.path.read_bytes())
    else:
        new = (
            Source(
                id=options.id, kind=options.kind, url=options.url, outlet=options.outlet,
                language=options.language, select=options.select, interval=options.interval,
            ),
        )  # fmt: skip
    added = _append(folder_of(options), new)
    output.result({"added": added}, [f"added {', '.join(added)}" if added else "nothing new"])
    return 0


def _list(options: argparse.Namespace, output: Output) -> int:
    """Each source with its health, since when it is polled and when it is next due."""
    from rasad.model.codec import to_plain

    with open_monitor(options, output) as monitor:
        rows = [(s, monitor.parts.store.states.get(s.id)) for s in monitor.parts.sources]
    lines = [f"{s.id}  {s.kind}  {s.url}  {_told(state)}" for s, state in rows]
    output.result([{"source": to_plain(s), "state": to_plain(t)} for s, t in rows], lines)
    return 0


def _told(state: SourceState | None) -> str:
    if state is None:
        return "never polled"
    if state.health != "ok":
        return f"{state.health} since {state.unwell_since}: {state.trouble}; next poll {state.next_poll}"
    told = f"ok: polled {state.polled}, watched since {state.since}, next poll {state.next_poll}"
    return f"{told}; {state.trouble}" if state.trouble else told


def _gaps(options: argparse.Namespace, output: Output) -> int:
    """The times in which a source was not heard, as the log tells them."""
    from rasad.monitor.sources import gaps

    with open_monitor(options, output) as monitor:
        found = gaps(monitor.parts.log.lines(), window=options.window)
    lines = [f"{g.source}  {g.health}  {g.since} to {g.until or 'now'}" for g in found]
    output.result([asdict(gap) for gap in found], lines or ["no gaps"])
    return 0


def _test(options: argparse.Namespace, output: Output) -> int:
    """Proposes sources as TOML on standard output; 1 when nothing was found."""
    from rasad.monitor.sources import propose

    with open_monitor(options, output) as monitor:
        found = propose(monitor.parts, options.url)
    value = {"toml": found.toml, "sources": [asdict(source) for source in found.sources], "notes": found.notes}
    output.result(value, [found.toml])
    return 0 if found.is_found else 1


def _profile(options: argparse.Namespace, output: Output) -> int:
    """Proposes a profile of a site as TOML on standard output; 1 when nothing was found."""
    from rasad.monitor.profiling import propose_profile

    with open_monitor(options, output) as monitor:
        found = propose_profile(monitor.parts, options.urls)
    value = {"toml": found.toml, "profile": asdict(found.profile), "pages": found.pages, "notes": found.notes}
    output.result(value, [found.toml])
    return 0 if found.is_found else 1


def _append(folder: Path, sources: tuple[Source, ...]) -> list[str]:
    """Adds sources to monitor.toml, comments kept; those whose id or address is there are passed over."""
    import tomlkit
    from tomlkit.items import AoT

    from rasad.monitor.settings import read_settings

    path = folder / "monitor.toml"
    before = path.read_text(encoding="utf-8")
    known = read_settings(folder).sources
    ids, urls = {s.id for s in known}, {s.url for s in known}
    document = tomlkit.parse(before)
    rows = document.get("source")
    if not isinstance(rows, AoT):
        rows = tomlkit.aot()
        document["source"] = rows
    added = []
    for source in sources:
        if source.id in ids or source.url in urls:
            continue
        if not source.url.startswith(("http://", "https://")):
            raise WrongUse(f"{source.url}: only http and https addresses are polled")
        row = tomlkit.table()
        for key in ("id", "kind", "url", "outlet", "language", "select", "interval"):
            value = getattr(source, key)
            if value is not None:
                row[key] = value
        rows.append(row)
        added.append(source.id)
    path.write_text(tomlkit.dumps(document), encoding="utf-8")
    try:
        read_settings(folder)
    except BadInput:
        path.write_text(before, encoding="utf-8")
        raise
    return added
