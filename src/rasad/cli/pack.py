"""Doors: `rasad pack`."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of pack."""
    parser.add_argument("act", choices=("list", "check", "show"))
    parser.add_argument("pack", nargs="?", metavar="PACK", help="a name or a folder")


def run(options: argparse.Namespace, output: Output) -> int:
    """Lists, checks or shows packs."""
    from rasad import packs

    if options.act == "list":
        names = packs.names()
        output.result(names, names)
        return 0
    if not options.pack:
        raise WrongUse(f"rasad pack {options.act} PACK: name a pack or a folder")
    if options.act == "check":
        complaints = packs.check(options.pack)
        output.result(complaints, complaints or [f"{options.pack}: nothing to complain of"])
        return 1 if complaints else 0
    pack = packs.load(options.pack)
    counts = {
        "id": pack.id, "name": pack.name, "zone": pack.zone, "languages": list(pack.languages),
        "institutions": len(pack.institutions), "posts": len(pack.posts), "people": len(pack.people),
        "tenures": len(pack.tenures), "outlets": len(pack.outlets), "dossiers": len(pack.dossiers),
        "sources": len(pack.sources),
    }  # fmt: skip
    output.result(counts, [f"{key}: {value}" for key, value in counts.items()])
    return 0
