"""Work for runners: functions of a module, as a worker must find them again."""

from __future__ import annotations

import os
import signal
import time

from rasad.errors import Unreadable
from rasad.monitor.backfill_sift import Read, Reading, read_some


def double(number: int) -> int:
    return 2 * number


def slow_first(number: int) -> int:
    if number == 0:
        time.sleep(0.2)
    return number


def refuse_three(number: int) -> int:
    if number == 3:
        raise Unreadable("three is no page")
    return number


def die_of_two(number: int) -> int:
    if number == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def hang_on_one(number: int) -> int:
    if number == 1:
        time.sleep(60)
    return number


def divide_by(number: int) -> float:
    return 1 / number


def hand_back_a_function(number: int) -> object:
    return (lambda: number) if number == 1 else number


def read_or_die(task: Reading) -> Read:
    """As `read_some`; a page numbered 40002 ends its worker, as one that breaks a parser does."""
    if any(capture.url.endswith("40002") for capture in task.captures):
        os.kill(os.getpid(), signal.SIGKILL)
    return read_some(task)
