"""A kill at any moment and a rerun give the same ids."""

from __future__ import annotations

import io
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from rasad.cli import main
from rasad.monitor import Monitor
from rasad.testing import page

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # warcio leaves its buffer to the collector

PAGES = 60
KILLS = 6


@pytest.fixture(scope="module")
def warc(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty pages in a WARC."""
    path = tmp_path_factory.mktemp("warc") / "pages.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(PAGES):
            body = page(
                f"Notice {number}",
                (f"The Digital Regulatory Authority said notice {number} is in force. " * 8,),
                published="2026-09-14T10:00:00+05:00",
            )
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"http://talna.example/en/news/{50_000 + number}",
                "response",
                payload=io.BytesIO(body),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": f"2026-09-14T10:{number:02}:00Z"},
            )
            writer.write_record(record)
    return path


def ids(folder: Path) -> tuple[list[str], list[str], list[str]]:
    with Monitor(folder) as monitor:
        store = monitor.parts.store
        return (
            [capture.id for capture in store.captures.all()],
            sorted({article.id for article in store.articles.all()}),
            [version.id for version in store.texts.all()],
        )


@pytest.mark.slow
def test_killed_and_run_again_gives_the_same_ids(warc: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    assert main(["init", str(whole), "--pack", "example", "--quiet"]) == 0
    assert main(["--monitor", str(whole), "add", str(warc), "--quiet"]) == 0
    expected = ids(whole)
    assert len(expected[0]) == PAGES

    killed = tmp_path / "killed"
    assert main(["init", str(killed), "--pack", "example", "--quiet"]) == 0
    chance = random.Random(20260914)
    for _ in range(KILLS):
        running = subprocess.Popen([sys.executable, "-m", "rasad.cli", "--monitor", str(killed), "add", str(warc), "--quiet"])
        deadline = time.monotonic() + chance.uniform(0.3, 2.0)
        while running.poll() is None and time.monotonic() < deadline:
            pass
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert main(["--monitor", str(killed), "add", str(warc), "--quiet"]) == 0
    assert ids(killed) == expected
    assert main(["verify", str(killed)]) == 0
