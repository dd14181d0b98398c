"""Doors: `rasad init`. A folder name → a monitor."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from rasad.errors import WrongUse

if TYPE_CHECKING:
    from rasad.cli.output import Output

_TEMPLATE = """\
# A Rasad monitor. Keys: docs/reference/settings.md
format = 1
packs = [{packs}]

[edition]
series = "{series}"
languages = ["en"]

[web]
# user_agent = "…"   proxy = "socks5h://127.0.0.1:9050"   delay = 2.0

[dossiers]
followed = []

# [[source]]
# id = "ministry-news"
# kind = "feed"            # feed, listing or page
# url = "https://…"
"""


def add_arguments(parser: argparse.ArgumentParser, verb: str) -> None:
    """Arguments of init."""
    parser.add_argument("folder", metavar="DIR")
    parser.add_argument("--pack", action="append", default=[], help="a country pack; may be repeated")
    parser.add_argument("--series", default="Policy Monitor", help="the name of the publication")


def run(options: argparse.Namespace, output: Output) -> int:
    """Makes the folder of contracts §2; an existing monitor is left as it is."""
    from rasad import packs

    folder = Path(options.folder)
    if (folder / "monitor.toml").exists():
        raise WrongUse(f"{folder}: is a monitor already; nothing was changed")
    if folder.exists() and any(folder.iterdir()):
        raise WrongUse(f"{folder}: is not empty; give a new folder")
    for name in options.pack:
        packs.load(name)
    for part in ("archive", "log", "editions", "public"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    quoted = ", ".join(f'"{name}"' for name in options.pack)
    series = options.series.replace("\\", "\\\\").replace('"', '\\"')
    (folder / "monitor.toml").write_text(_TEMPLATE.format(packs=quoted, series=series), encoding="utf-8")
    output.result({"monitor": str(folder), "packs": options.pack}, [f"{folder} is ready; next: rasad --monitor {shlex.quote(str(folder))} run"])
    return 0
