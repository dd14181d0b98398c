"""A bundle opened by ReplayWeb.page's own files in Chromium: the page is there, and nothing is asked of anybody.

ReplayWeb.page is under the AGPL; it is fetched for this test into a cache outside the repository and never shipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from needs import missing
from preserve.material import Open, exchange
from rasad import preserve
from rasad.testing import page as news_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PACKAGE = "replaywebpage-2.4.6"
ADDRESS = "https://agency.example/news/1"
INDEX = f"""<!doctype html><meta charset="utf-8"><script src="ui.js"></script>
<replay-web-page source="evidence.wacz" url="{ADDRESS}" replayBase="/replay/" embed="replayonly" style="display:block;height:90vh">
</replay-web-page>"""


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder."""

    def log_message(self, format: str, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def player() -> Path:
    """The files of ReplayWeb.page."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "rasad-tests"
    folder = cache / PACKAGE
    if not (folder / "package" / "ui.js").is_file():
        if shutil.which("npm") is None:
            missing("npm", "npm")
        cache.mkdir(parents=True, exist_ok=True)
        name, _, version = PACKAGE.rpartition("-")
        subprocess.run(
            ["npm", "pack", f"{name}@{version}", "--pack-destination", str(cache)], check=True, capture_output=True
        )
        with tarfile.open(cache / f"{PACKAGE}.tgz") as packed:
            packed.extractall(folder, filter="data")
    return folder / "package"


@pytest.fixture
def site(player: Path, opened: Open, tmp_path: Path) -> Iterator[str]:
    """A page that embeds a bundle, on loopback."""
    archive = opened()
    body = news_page("Notice 1", ("The regulator of Talvaria said notice 1 is in force.",))
    body = body.replace(b"</head>", b'<link rel="stylesheet" href="https://elsewhere.example/a.css"></head>')
    captures = [
        archive.keep(exchange("/news/1", body=body, at=f"2026-09-{day}T08:00:00Z"), source="agency", by=None, how="item")
        for day in (14, 15)
    ]
    folder = tmp_path / "site"
    (folder / "replay").mkdir(parents=True)
    preserve.write_wacz(
        folder / "evidence.wacz", captures=captures, texts=[], archive=archive, log=archive.log,
        title="Replay", created="2026-11-01T12:00:00Z",
    )  # fmt: skip
    shutil.copy(player / "ui.js", folder)
    shutil.copy(player / "sw.js", folder / "replay")
    (folder / "index.html").write_text(INDEX)
    with serving(partial(Quiet, directory=str(folder))) as address:
        yield address


class serving:  # noqa: N801 - reads as a verb
    """A server on loopback for as long as the block lasts."""

    def __init__(self, handler: object) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)  # type: ignore[arg-type]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    def __enter__(self) -> str:
        self._thread.start()
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def test_replaywebpage_shows_the_page_and_asks_nobody(site: str) -> None:
    program = shutil.which("chromium")
    if program is None:
        missing("chromium", "chromium")
    from playwright.sync_api import TimeoutError, sync_playwright

    asked: list[str] = []

    class Recording(BaseHTTPRequestHandler):
        """A proxy that writes down whom the browser would ask, and gives nothing."""

        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(502)

        do_CONNECT = do_POST = do_HEAD = do_GET  # noqa: N815 - names that http.server gives

        def log_message(self, format: str, *_: object) -> None:
            """Says nothing."""

    with serving(Recording) as proxy, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        # The proxy is the page's alone: what Chromium asks for itself is no business of the bundle's.
        page = browser.new_context(proxy={"server": proxy, "bypass": "127.0.0.1"}).new_page()
        page.goto(f"{site}/index.html")
        inner = page.frame_locator("replay-web-page iframe").frame_locator("iframe")
        words = inner.get_by_text("notice 1 is in force")
        try:
            words.wait_for(timeout=20_000)
        except TimeoutError:  # the player's service worker came up too late for the first look
            page.reload()
            words.wait_for(timeout=60_000)
        probe = "() => fetch('https://elsewhere.example/probe').then(() => 'came', () => 'refused')"
        assert asked == []
        assert (page.evaluate(probe), len(asked)) == ("refused", 1)  # the proxy does record
        browser.close()
