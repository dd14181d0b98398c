"""Changes: what became of a watched text. Texts of an invented country."""

from __future__ import annotations

import re

import pytest

from rasad import read
from rasad.read.changes import FLOOR, Change, compare, history, persists
from rasad.read.changes_align import gaps

TARIFF = (
    "Internet tariff of Talvaria\n\n"
    "Last updated: 3 May 2026\n\n"
    "The monthly fee of the small package is 10 talvars for 20 gigabytes of traffic.\n\n"
    "The monthly fee of the large package is 20 talvars for 80 gigabytes of traffic.\n\n"
    "Providers must keep the records of their customers for six months.\n\n"
    "Complaints are sent to the Bureau of Networks in Sarvan within thirty days of the bill."
)
LAW = (
    "قانون شبکه‌های تالواریا\n\n"
    "ماده ۱ - ارائه‌دهندگان باید سوابق را شش ماه نگه دارند.\n\n"
    "ماده ۲ - وزیر شبکه‌های سروان آیین‌نامه را ظرف سه ماه تصویب می‌کند.\n\n"
    "آخرین به‌روزرسانی: ۱۲ فروردین ۱۴۰۵\n\n"
    "۱۲۴ بازدید"
)


def changed(text: str, *swaps: tuple[str, str]) -> str:
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


def test_equal_texts_are_no_change() -> None:
    assert compare(TARIFF, TARIFF) == Change(kind="none")


@pytest.mark.parametrize(
    ("swap", "reason"),
    [
        (("10 talvars", "12 talvars"), "figures"),
        (("six months", "two years"), "words"),
        (("must keep", "must not keep"), "words"),
        (("20 gigabytes", "2.0 gigabytes"), "figures"),
        (("Complaints are sent to the Bureau", "The Bureau are sent to Complaints"), "order"),
    ],
)
def test_a_word_or_figure_of_the_text_is_news(swap: tuple[str, str], reason: str) -> None:
    change = compare(TARIFF, changed(TARIFF, swap), language="en")
    assert change.kind == "substantive"
    assert change.is_news
    assert change.score >= FLOOR
    assert reason in change.reasons


def test_spans_stand_in_their_own_version() -> None:
    new = changed(TARIFF, ("10 talvars", "12 talvars"), ("3 May", "4 May"))
    change = compare(TARIFF, new, language="en")
    assert [TARIFF[span.start : span.end] for span in change.removed] == [
        "The monthly fee of the small package is 10 talvars for 20 gigabytes of traffic."
    ]
    assert [new[span.start : span.end] == span.text for span in change.added] == [True]
    assert change.reasons == ("figures", "updated")


LISTED = (
    "Duties\n\n*   Keep records for [a year](https://law.example/keep).\n*   Answer the [Bureau](https://law.example/bureau).\n\n"
    "1.  Pay the fee.\n2.  Keep the receipt.\n\n![](https://pictures.example/emblem.png)\n\n![seal](https://pictures.example/seal.png)"
)


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (LISTED.replace("*   ", "* "), "lists"),
        (LISTED.replace("*   ", "- ").replace(".  ", ". "), "lists"),
        (LISTED.replace("](https://law.example", "](https://bureau.example/doc/https://law.example"), "links"),
        (LISTED.replace("//law", "//LAW"), "links"),
        (re.sub(r"(?<!!)\[([^\]]+)\]\([^)]+\)", r"\1", LISTED), "links"),
        (LISTED.split("\n\n![", maxsplit=1)[0], "pictures"),
    ],
)
def test_a_form_written_otherwise_throughout_is_how_the_text_was_taken(new: str, reason: str) -> None:
    change = compare(LISTED, new, language="en")
    assert (change.kind, change.reasons) == ("technical", (reason,))
    assert change.is_silent


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (LISTED.replace("*   Keep", "* Keep"), "spaces"),
        (LISTED.replace("1.  ", "1. "), "spaces"),
        (LISTED.replace("\n\n", "\n"), "spaces"),
        (LISTED + "\n", "spaces"),
        (TARIFF.replace(" talvars", "\u00a0talvars"), "spaces"),
        (TARIFF.replace("within ", "within\n"), "spaces"),
        (LISTED.replace("/keep", "/keep?ref=top"), "targets"),
        (LISTED.replace("https://law", "https://out.example/?u=https://law"), "targets"),
        (LISTED.split("\n\n![seal]", maxsplit=1)[0], "images"),
        (TARIFF + "\n\n![](https://pictures.example/emblem.png)", "images"),
    ],
)
def test_a_form_touched_here_and_there_sinks_and_does_not_vanish(new: str, reason: str) -> None:
    old = TARIFF if new.startswith(TARIFF[:20]) else LISTED
    change = compare(old, new, language="en")
    assert (change.kind, change.reasons) == ("insignificant", (reason,))
    assert not change.is_silent
    assert change.score < FLOOR


def test_a_page_in_another_language_sinks_and_says_so() -> None:
    persian = "\n\n".join(f"{LAW}\n\nماده {n} - مرجع تنظیم مقررات تالواریا بر اجرای این ماده نظارت می‌کند." for n in range(12))
    english = "\n\n".join(f"{TARIFF}\n\nThe regulator of Talvaria watches over part {n} of it." for n in range(12))
    change = compare(persian, english, language="fa")
    assert (change.kind, change.reasons[0]) == ("insignificant", "language")
    assert change.added and change.removed and change.score < FLOOR


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (changed(TARIFF, ("3 May 2026", "9 June 2026")), "updated"),
        (changed(TARIFF, ("Providers must", "Providers  **must**")), "markup"),
        (changed(TARIFF, ("Complaints", "complaints"), ("bill.", "bill")), "signs"),
        (changed(TARIFF, ("Last updated: 3 May", "Page last updated on 9 June")), "updated"),
        (TARIFF + "\n\nTuesday, 5 May 2026, 14:32 UTC", "clock"),
        (TARIFF + "\n\n1,204 views", "counter"),
        (TARIFF + "\n\n3 hours ago", "clock"),
        (TARIFF + "\n\n\u00a9 2026 Bureau of Networks", "copyright"),
        (TARIFF + "\n\nAccept all cookies", "banner"),
        (TARIFF + "\n\nHome\n\nSearch\n\nDeutsch", "navigation"),
        (TARIFF + "\n\nRelated news\n\nA new cable to Sarvan\n\nThe Bureau moves", "related"),
    ],
)
def test_the_furniture_of_a_page_sinks_and_does_not_vanish(new: str, reason: str) -> None:
    change = compare(TARIFF, new, language="en")
    assert change.kind == "insignificant"
    assert not change.is_silent
    assert 0 < change.score < FLOOR
    assert reason in change.reasons
    assert change.added


def test_another_link_target_sinks() -> None:
    old = "See the [decree](https://law.example/a?token=1) of the Bureau.\nIt holds."
    assert compare(old, old.replace("token=1", "token=2")).kind == "insignificant"
    assert compare(old, old.replace("/a?token=1", "/b")).reasons == ("targets",)
    assert compare(old, old.replace("https://law", "https://out.example/?u=https://law")).reasons == ("targets",)  # fmt: skip


def test_a_moved_paragraph_sinks() -> None:
    parts = TARIFF.split("\n\n")
    new = "\n\n".join([*parts[:2], parts[4], *parts[2:4], parts[5]])
    assert compare(TARIFF, new, language="en").reasons == ("moved",)


def test_numbers_of_a_list_sink_but_a_renumbered_article_is_news() -> None:
    old = "1. Providers keep records.\n2. The Bureau watches over them."
    assert compare(old, old.replace("2. The", "3. The")).reasons == ("numbering",)
    old = "Article 1 Providers keep records.\nArticle 2 The Bureau watches over them."
    assert compare(old, old.replace("Article 2", "Article 3")).kind == "substantive"
    assert compare("12. May is the day.", "13. May is the day.").kind == "substantive"


def test_prices_that_change_places_are_news() -> None:
    old = "Small package\n\n10 talvars\n\nLarge package\n\n20 talvars"
    new = "Small package\n\n20 talvars\n\nLarge package\n\n10 talvars"
    assert compare(old, new, language="en").is_news
    table = "| Small | 10 |\n| Large | 20 |"
    assert compare(table, "| Small | 20 |\n| Large | 10 |").is_news
    rows = "Small: 10 talvars\n\nMiddle: 20 talvars\n\nLarge: 10 talvars"
    assert compare(rows, changed(rows, ("Small: 10", "Small: 20"))).is_news


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The fee is 2.5 talvars.", "The fee is 25 talvars."),
        ("The fee is 5 talvars.", "The fee is 5% talvars."),
        ("The change is -5 talvars.", "The change is 5 talvars."),
        ("Traffic > 5 GB is charged.", "Traffic < 5 GB is charged."),
        ("2.5 talvars a gigabyte", "3.5 talvars a gigabyte"),
        ("Effective 3 May 2026", "Effective 3 June 2026"),
        ("Deadline: 3 May 2026, 12:00", "Deadline: 3 May 2026, 18:00"),
        ("3 May 2026", "4 May 2026"),
        ("Room 1 2", "Room 12"),
        ("Updated fee: 20 talvars", "Updated fee: 30 talvars"),
        ("Updated fees apply", "Updated duties apply"),
        ("120 votes", "121 votes"),
    ],
)
def test_small_signs_that_mean_something_are_news(old: str, new: str) -> None:
    assert compare(old, new, language="en").is_news


def test_an_entry_added_to_a_list_of_decrees_is_news() -> None:
    old = "Decrees\n\n[Decree on cables](https://law.example/1)"
    new = old + "\n\n[Decree on fees](https://law.example/2)"
    assert compare(old, new, language="en").is_news


def test_persian_furniture_sinks_and_persian_law_is_news() -> None:
    new = changed(LAW, ("۱۲ فروردین", "۱۵ خرداد"), ("۱۲۴ بازدید", "۹۸۷ بازدید"))
    assert compare(LAW, new, language="fa").reasons == ("updated", "counter")
    arabic = compare(LAW, LAW.replace("ی", "ي").replace("ک", "ك"), language="fa")
    assert (arabic.kind, arabic.reasons[-1]) == ("insignificant", "signs")
    assert compare(LAW, LAW.replace("\u200c", ""), language="fa").reasons == ("spaces",)
    change = compare(LAW, changed(LAW, ("شش ماه", "دو سال")), language="fa")
    assert change.is_news
    assert change.added[0].text == "ماده ۱ - ارائه‌دهندگان باید سوابق را دو سال نگه دارند."
    assert compare(LAW, changed(LAW, ("ماده ۱", "ماده ۳")), language="fa").is_news


def test_a_text_that_comes_back_is_a_revert() -> None:
    other = changed(TARIFF, ("10 talvars", "12 talvars"))
    found = history([TARIFF, other, TARIFF, other, TARIFF], language="en")
    assert [change.kind for change in found] == ["substantive", "revert", "revert", "revert"]
    assert [change.restores for change in found] == [None, 0, 1, 0]
    assert all(change.is_silent for change in found[1:])


def test_a_text_that_comes_back_in_other_form_is_a_revert_that_sinks() -> None:
    other = changed(TARIFF, ("10 talvars", "12 talvars"))
    found = history([TARIFF, other, TARIFF.replace("\n\n", "\n")], language="en")[1]
    assert (found.kind, found.restores) == ("revert", 0)
    assert not found.is_silent
    assert not found.is_news
    assert found.score < FLOOR


def test_a_change_of_form_is_no_revert_to_itself() -> None:
    kinds = [change.kind for change in history([TARIFF, TARIFF + "\n", TARIFF + "\n\n"])]
    assert kinds == ["insignificant", "insignificant"]


def test_a_change_counts_when_two_polls_found_it() -> None:
    flash, lasting = TARIFF.replace("10 ", "11 "), TARIFF.replace("10 ", "12 ")
    polls = [TARIFF, flash, TARIFF, lasting, lasting.replace("3 May", "4 May"), flash]
    times = [f"2026-05-0{day}T06:00:00Z" for day in range(1, 7)]
    found = persists(polls, times, language="en")
    assert [(run.first, run.last, run.counts) for run in found] == [
        (0, 0, True), (1, 1, False), (2, 2, False), (3, 4, True), (5, 5, False),
    ]  # fmt: skip
    assert found[3].since == "2026-05-04T06:00:00Z"


def test_two_polls_of_one_moment_are_one() -> None:
    new = TARIFF.replace("10 ", "12 ")
    moment = "2026-05-02T06:00:00Z"
    runs = persists([TARIFF, new, new], ["2026-05-01T06:00:00Z", moment, moment])
    assert [run.counts for run in runs] == [True, False]


def test_gaps_are_what_does_not_match() -> None:
    assert gaps("abcdef", "abXdYf") == [(2, 3, 2, 3), (4, 5, 4, 5)]
    assert gaps("", "ab") == [(0, 0, 0, 2)]
    assert gaps("aaaa", "aaa") == [(3, 4, 3, 3)]


@pytest.mark.slow
def test_a_page_made_to_cost_much_does_not() -> None:
    hostile = "](" * 20_000 + "![" * 20_000 + "(" * 20_000 + "<a" * 20_000
    lines = "\n".join(["same", "other"] * 5_000)
    assert compare(hostile, hostile + " x").kind == "substantive"
    assert compare(lines, "\n".join(["other", "same"] * 5_000)).kind != "none"


def test_the_room_names_its_door() -> None:
    assert read.changes.compare("a", "a").kind == "none"
