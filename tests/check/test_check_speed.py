"""Speed, in ratios: time grows with length, and an edit costs a small part of a first check."""

from __future__ import annotations

import gc
import time

import pytest

from check import newsroom
from rasad import check
from rasad.check.shown import Report


def long_edition(copies: int) -> str:
    front, rest = newsroom.SOURCE.split("# Two months", 1)
    items = "## Minister" + rest.split("## Minister", 1)[1]
    parts = [
        items.replace("d-0123456789ab", f"d-{number:012x}").replace("d-ba9876543210", f"d-{number + 5000:012x}").replace("{#", f"of port {number} {{#").replace(" had ", f" at pier {number} had ").replace(" costs ", f" in bay {number} costs ").replace("said that", f"said in hall {number} that")
        for number in range(copies)
    ]
    return front + "# Two months\n\n" + "\n".join(parts)


class Desk:
    """A desk that remembers; `seconds` of its last check."""

    def __init__(self) -> None:
        self.held = check.Held(newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW)
        self.drafts = check.Turning()
        self.seconds = 0.0

    def look(self, source: str) -> int:
        gc.collect()
        started = time.process_time()
        self.drafts.turn()
        edition = Report(kind="markdown", text=source).parse(language="en", window="", split=check.splitter("en"), drafts=self.drafts)
        check.check_edition(edition, reading=None, pack=newsroom.pack(), evidence=self.held, window=newsroom.WINDOW)
        self.seconds = time.process_time() - started
        return self.held.memory.looked


@pytest.mark.slow
def test_time_grows_with_length_and_an_edit_costs_little() -> None:
    Desk().look(long_edition(2))  # tables and patterns are made
    small, large = Desk(), Desk()
    small.look(long_edition(20))
    source = long_edition(80)
    large.look(source)
    assert large.seconds < 8 * small.seconds
    first, again = large.seconds, []
    for number in range(5):
        place = source.index("Traffic at", len(source) // 2 + number * 500)
        looked = large.look(source[:place] + "Road t" + source[place + 1 :])
        assert looked <= 8  # the sentence changed, and the one of the last turn, each with its item
        again.append(large.seconds)
    assert min(again) < first / 4
