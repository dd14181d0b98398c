"""`rasad extract` on one page, start-up included: best of five, a text and a web page. A made-up page -> milliseconds, ratio.

    python -m benchmarks.extract [--times 5]

The command is measured as it is installed, with its bytecode: a variable that forbids to write it, as images of containers set, is left out.
Runs of the command and of a bare `python -c "import re, json, dataclasses, argparse"` take turns, so that the ratio holds on a loaded
machine too; the milliseconds are those of this machine now. The page is of the invented country Talvaria, 3,500 characters of text.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BARE = [sys.executable, "-c", "import re, json, dataclasses, argparse"]
PARAGRAPH = (
    "Roads Minister Borna Navidan told the Sarvan Post on Sunday that the bridge will open in May. “No toll is planned,” he said, adding that "
    "the bill had been approved by the House of Deputies. The Network Authority denied reports that speeds had fallen by 20 percent.\n\n"
)
TEXT = PARAGRAPH * 12


def page() -> str:
    """The text in a web page with a menu of two hundred links."""
    menu = "".join(f'<li><a href="/section/{number}">Section {number}</a></li>' for number in range(200))
    body = "".join(f"<p>{part}</p>" for part in TEXT.strip().split("\n\n"))
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>Bridge opens</title>"
        '<meta property="article:published_time" content="2026-06-10T08:00:00Z"></head>'
        f"<body><nav><ul>{menu}</ul></nav><article><h1>Bridge opens</h1>{body}</article></body></html>"
    )


def seconds(command: list[str]) -> float:
    """How long a command takes."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)
    return time.perf_counter() - started


def measure(times: int = 5, pack: str = "ir") -> dict[str, float]:
    """Best of `times` for text and page, in milliseconds, and each over a bare interpreter."""
    rasad = [str(Path(sys.executable).with_name("rasad")), "extract", "--pack", pack]
    with tempfile.TemporaryDirectory() as folder:
        text, html = Path(folder, "page.txt"), Path(folder, "page.html")
        text.write_text(TEXT, encoding="utf-8")
        html.write_text(page(), encoding="utf-8")
        commands = {"bare": BARE, "text": [*rasad, str(text)], "html": [*rasad, str(html)]}
        for command in commands.values():
            seconds(command)  # bytecode and the disk's cache
        rounds = [{name: seconds(command) for name, command in commands.items()} for _ in range(times)]
    best = {name: min(one[name] for one in rounds) for name in commands}
    return {f"{name}_ms": 1000 * value for name, value in best.items()} | {
        f"{name}_over_bare": best[name] / best["bare"] for name in ("text", "html")
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    for metric, value in measure(parser.parse_args().times).items():
        print(f"{metric:16} {value:8.1f}")
