"""A small sample of each harness; the long ones are `make harness`."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

HARNESS = Path(__file__).resolve().parents[2] / "evals" / "harness"


def harness(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"harness_{name}", HARNESS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_twenty_kills_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert harness("kill").main(["--kills", "20", "--seed", "5"]) == 0, capsys.readouterr()


@pytest.mark.slow
def test_a_hundred_changes_are_all_found(capsys: pytest.CaptureFixture[str]) -> None:
    assert harness("tamper").main(["--flips", "100", "--step", "50", "--seed", "5"]) == 0, (
        capsys.readouterr()
    )


@pytest.mark.slow
def test_eight_kills_of_collecting_lose_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert harness("kill_collect").main(["--kills", "8", "--seed", "11"]) == 0, capsys.readouterr()
