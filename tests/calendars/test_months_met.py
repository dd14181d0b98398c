"""A pattern of dates holds the months that were met so far: what is found does not depend on what was read before."""

from __future__ import annotations

import pytest

from rasad.calendars import parse
from rasad.calendars.grammar import grammar
from rasad.model import DateMention

TEXTS = {
    "en": [
        "on 5 March 2024 and MAY 6, 2025", "the 3rd of Shahrivar 1403", "Ramadan 1445", "10 to 12 Khordad", "5March 2024",
        "Rabi' al-Awwal 1446", "1 Jumada al-Akhirah 1446", "December 2023", "Oct. 3", "Sunday, 17 Aug 2025",
    ],
    "fa": [
        "۵ مهر ۱۴۰۳", "مهرماه ۱۴۰۲", "خرداد‌ماه", "۳ جمادی الثانی ۱۴۴۵", "۱۲ ذی‌الحجه ۱۴۴۵", "5 March 2024", "آبان ۹۸", "۲۰ آوریل ۲۰۲۴", "دوم تیر ماه ۱۴۰۱",
        "شنبه ۱۱ بهمن ۱۴۰۴",
    ],
    "ar": ["٥ مارس ٢٠٢٤", "١٢ ذو الحجة ١٤٤٥", "كانون الثاني ٢٠٢٣", "5 May 2024"],
}  # fmt: skip


def dates(language: str, texts: list[str]) -> list[list[DateMention]]:
    grammar.cache_clear()
    return [parse(text, language=language, anchor="2026-03-20") for text in texts]


@pytest.mark.parametrize("language", TEXTS)
def test_the_order_of_reading_changes_nothing(language: str) -> None:
    texts = TEXTS[language]
    forward = dates(language, texts)
    assert sum(map(bool, forward)) > len(texts) / 2
    assert dates(language, texts[::-1])[::-1] == forward
    assert [dates(language, [text])[0] for text in texts] == forward


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_of_all_months_is_read_as_one_by_one(language: str) -> None:
    texts = TEXTS[language]
    together = dates(language, ["\n\n".join(texts)])[0]
    assert [one.edtf for one in together] == [one.edtf for found in dates(language, texts) for one in found]


def test_only_the_months_met_are_compiled_at_first() -> None:
    dates("en", ["on 5 March 2024"])
    rows = grammar("en")
    day = next(form for form in rows.forms if form.name == "day")
    assert day._pattern.search("5 March 2024")
    assert not day._pattern.search("5 Shahrivar 1403")
    assert parse("5 Shahrivar 1403", language="en")[0].calendar == "jalali"
