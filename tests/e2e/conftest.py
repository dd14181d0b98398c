"""One full run of the sample newsroom, shared by the tests that look at it. They copy before they change."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The monitor that `make demo` makes."""
    folder = tmp_path_factory.mktemp("demo") / "monitor"
    done = subprocess.run(
        [sys.executable, str(ROOT / "examples" / "newsroom" / "demo.py"), str(folder)],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    (folder.parent / "said.txt").write_text(done.stdout, encoding="utf-8")
    return folder


@pytest.fixture
def monitor(demo: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(demo, tmp_path / "monitor"))
