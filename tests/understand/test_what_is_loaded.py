"""`rasad extract` on a text loads only what a text needs: its time is mostly start-up."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = ("lxml", "trafilatura", "importlib.metadata", "email", "httpx", "sqlite3", "rich", "sqlalchemy", "asyncio")


@pytest.mark.slow
def test_a_text_is_read_without_what_pages_and_networks_need(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Roads Minister Borna Navidan said on Sunday that the road is open.", encoding="utf-8")
    code = f"import sys; from rasad.cli import main; main(['extract', {str(page)!r}, '--pack', 'example']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert not [name for name in HEAVY if name in loaded]
