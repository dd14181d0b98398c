"""Every runner of the table keeps the promise of the port."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import runner_work as work
from rasad import runners
from rasad.errors import ItemFailed, Unreadable, WrongUse
from rasad.runners import OpenRunner, open_runner

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=sorted(runners.RUNNERS))
def kind(request: pytest.FixtureRequest) -> str:
    if request.param == "ray" and importlib.util.find_spec("ray") is None:
        pytest.skip("needs Ray: pip install 'rasad[ray]'")
    return str(request.param)


@pytest.fixture(scope="module")
def runner(kind: str) -> Iterator[OpenRunner]:
    folder = str(Path(work.__file__).parent)
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = folder + (os.pathsep + before if before else "")
    made = open_runner(kind, jobs=2, patience=30)
    yield made
    made.close()
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


def test_results_come_in_the_order_of_what_was_given(runner: OpenRunner) -> None:
    assert list(runner.map(work.slow_first, range(7))) == list(range(7))


def test_nothing_given_is_nothing_made(runner: OpenRunner) -> None:
    assert list(runner.map(work.double, [])) == []


def test_an_error_is_raised_where_it_fell_and_the_rest_goes_on(runner: OpenRunner) -> None:
    results = runner.map(work.refuse_three, range(6))
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(Unreadable, match="three is no page"):
        next(results)
    assert list(results) == [4, 5]


def test_what_ends_its_worker_costs_itself_only(runner: OpenRunner) -> None:
    results = runner.map(work.die_of_two, range(6))
    came: list[int | None] = []
    for _ in range(6):
        try:
            came.append(next(results))
        except ItemFailed as error:
            assert "ended its worker" in error.message
            came.append(None)
    assert came == [0, 1, None, 3, 4, 5]


def test_an_error_that_nobody_foresaw_costs_itself_only(runner: OpenRunner) -> None:
    results = runner.map(work.divide_by, [1, 0, 2])
    assert next(results) == 1
    with pytest.raises(ItemFailed, match="unexpected ZeroDivisionError: division by zero"):
        next(results)
    assert next(results) == 0.5


def test_what_is_given_is_taken_as_it_is_needed(runner: OpenRunner) -> None:
    taken = 0

    def many() -> Iterator[int]:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield number

    results = runner.map(work.double, many())
    assert next(results) == 0
    assert taken < 20


def test_a_kind_that_is_unknown_is_wrong_use() -> None:
    with pytest.raises(WrongUse, match="unknown; there are local, ray"):
        open_runner("cluster", jobs=1)
