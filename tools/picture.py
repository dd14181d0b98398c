"""The picture in the README: both languages of the demo's edition, side by side.

    python tools/picture.py [MONITOR] [PNG]

Needs Chromium (apt-get install chromium).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PAGE = """<!doctype html><meta charset="utf-8"><style>body{{margin:0;display:flex;gap:16px;background:#888;padding:16px}}
iframe{{border:0;width:620px;height:860px;background:#fff;border-radius:8px}}</style>
<iframe src="{en}"></iframe><iframe src="{fa}"></iframe>"""


def take(monitor: Path, png: Path) -> None:
    """Writes the picture."""
    public = (monitor / "public" / "1").resolve()
    pages = {code: (public / code / "index.html").as_uri() for code in ("en", "fa")}
    with tempfile.TemporaryDirectory() as made, sync_playwright() as play:
        frame = Path(made) / "frame.html"
        frame.write_text(PAGE.format(**pages), encoding="utf-8")
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        page = browser.new_page(viewport={"width": 1288, "height": 892})
        page.goto(frame.as_uri())
        page.wait_for_timeout(500)
        png.parent.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(png))
        browser.close()


if __name__ == "__main__":
    given = sys.argv[1:]
    take(Path(given[0]) if given else ROOT / "demo-monitor", Path(given[1]) if len(given) > 1 else ROOT / "docs" / "images" / "edition.png")
