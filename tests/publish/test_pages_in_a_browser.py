"""Both editions in a real browser: quiet, asking for nothing elsewhere, fitting, and the right way round."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from publish.builders import HANDLE, PACK, drafts, private_spans, proofs
from rasad.model.edition_markdown import parse_edition
from rasad.publish import publish_edition

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = ("index.html", "1/en/index.html", "1/fa/index.html", "evidence")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = shutil.which("chromium")
    if program is None:
        line = "needs chromium: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(line)
        pytest.skip(line)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        made = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield made
        made.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site") / "public"
    publish_edition(
        {code: parse_edition(source) for code, source in drafts().items()},
        folder=folder, number="1", evidence=proofs(), private=private_spans(), pack=PACK,
        bundle=("editions/1/evidence.wacz", "ab" * 32), at="2026-11-09T00:00:00Z", by=HANDLE,
    )  # fmt: skip
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


def evidence_of(page: Page, site: str) -> str:
    page.goto(site + "1/en/index.html")
    return str(page.locator(".ref a").first.evaluate("link => link.href")).removeprefix(site)


def opened(browser: Browser, site: str, path: str, width: int) -> tuple[Page, list[str]]:
    """The page, and all that went wrong or went elsewhere while it was loaded."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    target = evidence_of(page, site) if path == "evidence" else path
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: trouble.append(f"error: {error}"))

    def requested(url: str) -> None:
        if not url.startswith(site) or url.endswith((".css", ".js", ".png", ".woff2")):
            trouble.append(f"request: {url}")

    page.on("request", lambda request: requested(request.url))
    page.goto(site + target)
    return page, [line for line in trouble if "favicon" not in line]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_quiet_and_fits(browser: Browser, site: str, path: str, width: int) -> None:
    page, trouble = opened(browser, site, path, width)
    assert trouble == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.body).marginTop") == "0px", (
        "the style sheet was not applied"
    )
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_heading_starts_where_its_language_starts(
    browser: Browser, site: str, width: int
) -> None:
    edges = {}
    for language in ("en", "fa"):
        page, _ = opened(browser, site, f"1/{language}/index.html", width)
        edges[language] = page.evaluate(
            """() => {
                const heading = document.querySelector('.item h2');
                const range = document.createRange();
                range.selectNodeContents(heading);
                const words = range.getClientRects()[0], box = heading.getBoundingClientRect();
                return {left: words.left - box.left, right: box.right - words.right};
            }"""
        )
        page.close()
    assert edges["en"]["left"] < 2
    assert edges["fa"]["right"] < 2
    assert edges["fa"]["left"] > 20


def test_the_contents_stand_at_the_start_of_the_line(browser: Browser, site: str) -> None:
    """Left of the text in English, right of it in Persian."""
    places = {}
    for language in ("en", "fa"):
        page, _ = opened(browser, site, f"1/{language}/index.html", 1280)
        places[language] = [
            page.locator(name).evaluate("box => box.getBoundingClientRect().left")
            for name in (".contents", "main")
        ]
        page.close()
    assert places["en"][0] < places["en"][1]
    assert places["fa"][0] > places["fa"][1]


def test_a_reference_leads_to_its_evidence_and_back(browser: Browser, site: str) -> None:
    page, _ = opened(browser, site, "1/fa/index.html", 1280)
    page.locator(".ref a").first.click()
    assert (
        page.locator("mark").inner_text()
        == "the harbour network would stay open until the end of 2027"
    )
    page.locator(".cited a").last.click()
    assert page.url == site + "1/fa/index.html#d-ba9876543210"
    page.close()
