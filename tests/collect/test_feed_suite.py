"""Feeds of feedparser's own suite: a sample of what `make evals` does with all of them."""

from __future__ import annotations

import importlib.util
import warnings
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest

from rasad.errors import ItemFailed

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def suite(shared: Path) -> ModuleType:
    path = ROOT / "evals" / "collect" / "run.py"
    made = importlib.util.spec_from_file_location("evals_collect_run", path)
    assert made is not None and made.loader is not None
    module = importlib.util.module_from_spec(made)
    import sys

    sys.modules[made.name] = module
    made.loader.exec_module(module)
    return module


@pytest.mark.data
@pytest.mark.slow
def test_well_formed_feeds_are_told_as_feedparser_tells_them(suite: ModuleType) -> None:
    compared = 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for sample in islice(suite.samples(), 0, None, 7):
            is_well, expected = suite.told_by_feedparser(sample.fetched)
            try:
                ours = suite.told_by_us(sample.fetched)
            except ItemFailed:
                ours = []
            if is_well:
                compared += 1
                assert ours == expected, sample.name
    assert compared > 200
