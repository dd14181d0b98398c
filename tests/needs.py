"""What a test needs beyond Python: asked for by name, with the line that provides it."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def missing(tool: str, package: str) -> NoReturn:
    """Skips, or fails in CI, with the line that would provide the tool."""
    line = f"needs {tool}: apt-get install {package}"
    if os.environ.get("CI"):
        pytest.fail(line)
    pytest.skip(line)


def needs(tool: str, package: str) -> None:
    """Goes on when the tool is installed."""
    if shutil.which(tool) is None:
        missing(tool, package)
