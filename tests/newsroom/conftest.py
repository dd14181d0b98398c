"""The sample newsroom for tests: its modules, loaded from where they stand, and its pages."""

from __future__ import annotations

import importlib.util
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
NEWSROOM = ROOT / "examples" / "newsroom"


def load_module(path: Path) -> ModuleType:
    """A module out of a file that is in no package."""
    name = f"newsroom_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def serve() -> ModuleType:
    """examples/newsroom/serve.py."""
    return load_module(NEWSROOM / "serve.py")


@pytest.fixture(scope="session")
def names() -> ModuleType:
    """tools/check_newsroom_names.py."""
    return load_module(ROOT / "tools" / "check_newsroom_names.py")


@pytest.fixture(scope="session")
def newsroom_files() -> dict[str, str]:
    """Every file of the newsroom by its path below examples/newsroom."""
    files = [path for layer in ("site", "site_later") for path in (NEWSROOM / layer).rglob("*") if path.is_file()]
    return {path.relative_to(NEWSROOM).as_posix(): path.read_text(encoding="utf-8") for path in sorted(files)}


@pytest.fixture(scope="session")
def planted() -> dict[str, list[dict[str, object]]]:
    """What stands where, as examples/newsroom/planted.toml says."""
    return tomllib.loads((NEWSROOM / "planted.toml").read_text(encoding="utf-8"))
