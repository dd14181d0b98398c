"""What only processes of this machine can be held to."""

from __future__ import annotations

import pytest

import runner_work as work
from rasad.errors import ItemFailed
from rasad.runners import open_runner


@pytest.mark.slow
def test_what_takes_too_long_is_given_up() -> None:
    runner = open_runner("local", jobs=2, patience=5)
    try:
        results = runner.map(work.hang_on_one, range(3))
        assert next(results) == 0
        with pytest.raises(ItemFailed, match="took more than 5 s"):
            next(results)
        assert next(results) == 2
    finally:
        runner.close()


@pytest.mark.slow
def test_a_result_that_cannot_be_handed_back_is_told() -> None:
    runner = open_runner("local", jobs=1, patience=30)
    try:
        results = runner.map(work.hand_back_a_function, range(3))
        assert next(results) == 0
        with pytest.raises(ItemFailed, match=r"unexpected .*pickle"):
            next(results)
        assert next(results) == 2
    finally:
        runner.close()
