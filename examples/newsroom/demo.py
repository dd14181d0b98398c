"""The whole way on the sample newsroom: collect → preserve → read → understand → decide → draft → check → publish → verify.

    python examples/newsroom/demo.py [FOLDER]

Serves the invented newspapers of Talvaria on loopback, polls them twice (one page is silently edited in between), replays the
invented editor's commands from decisions.txt and prints where the edition lies. Knows nothing that a reader could not type.
"""

from __future__ import annotations

import shlex
import shutil
import sys
import time
from pathlib import Path

from serve import Newsroom

from rasad.cli import main

HERE = Path(__file__).resolve().parent
MARK = ".made-by-demo"


def say(text: str) -> None:
    """One line about the step that follows."""
    print(f"\n— {text}", flush=True)


def rasad(*words: str, folder: Path, allowed: tuple[int, ...] = (0,)) -> None:
    """One command, as typed; ends the demo when it fails."""
    code = main(["--monitor", str(folder), "--no-progress", *words])
    if code not in allowed:
        sys.exit(f"rasad {' '.join(words[:2])} ended with {code}")


def prepare(folder: Path, newsroom: Newsroom, port: int) -> None:
    """A fresh monitor that knows where the newsroom's hosts are."""
    if folder.exists():
        if not (folder / MARK).exists():
            sys.exit(f"{folder} exists and was not made by the demo; give another folder")
        shutil.rmtree(folder)
    if main(["init", str(folder), "--pack", "example", "--series", "Talvaria Policy Monitor", "--quiet"]):
        sys.exit("init failed")
    (folder / MARK).write_text("made by examples/newsroom/demo.py\n", encoding="utf-8")
    local = "\n".join(f'"{host}" = "127.0.0.1:{port}"' for host in newsroom.hosts())
    settings = (HERE / "monitor.toml").read_text(encoding="utf-8")
    (folder / "monitor.toml").write_text(f"{settings}\n[local]\n{local}\n", encoding="utf-8")


def commands() -> list[list[str]]:
    """The editor's commands: one a line, `rasad …`; a line may go on behind a backslash."""
    text = (HERE / "decisions.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [shlex.split(line, comments=True) for line in text.splitlines()]
    return [words[1:] for words in lines if words]


def run(folder: Path) -> None:
    """The way."""
    started = time.perf_counter()
    newsroom = Newsroom(HERE)
    port = newsroom.start()
    try:
        prepare(folder, newsroom, port)
        say("collect and preserve: the newspapers are polled, every exchange is kept before it is read")
        rasad("collect", folder=folder, allowed=(0, 1))
        newsroom.later = True
        say("collect again: one page has been changed without a word")
        rasad("collect", "--now", folder=folder, allowed=(0, 1))
    finally:
        newsroom.stop()
    say("read and understand")
    rasad("run", "--no-poll", folder=folder, allowed=(0, 1))
    rasad("status", "--problems", folder=folder)
    say("the inbox")
    rasad("inbox", "--limit", "8", folder=folder)
    say("the editor decides (decisions.txt)")
    for words in commands():
        rasad(*words, folder=folder)
    say("draft, check, publish, verify")
    rasad("draft", "1", "--window", "2026-09-01/2026-10-31", "--published", "2026-11-09", folder=folder)
    for language in ("en", "fa"):
        rasad("check", str(folder / "editions" / "1" / f"{language}.md"), folder=folder)
    rasad("publish", "1", "--by", "editor", "--why", "checked and complete", folder=folder)
    for path in (folder / "editions" / "1" / "evidence.wacz", folder / "public", folder):
        rasad("verify", str(path), folder=folder)
    print(f"\nThe edition: {folder / 'public' / 'index.html'}")
    print(f"The way took {time.perf_counter() - started:.1f} s.")


if __name__ == "__main__":
    run(Path(sys.argv[1] if len(sys.argv) > 1 else "demo-monitor"))
