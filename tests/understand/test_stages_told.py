"""Stages that the outlet tells itself, and those that only a speaker claims."""

from __future__ import annotations

import pytest

from rasad.model import Development
from understand.talvaria import read


def told(text: str, language: str) -> list[Development]:
    """The developments that no statement tells."""
    return [found for found in read(text, language).developments if not found.statements]


@pytest.mark.parametrize(
    ("language", "text", "stage"),
    [
        (
            "en",
            "The first phase of the roads project came on stream on Sunday. It cost two million.",
            "in_force",
        ),
        ("en", "A new testing center was inaugurated in Sarvan on Sunday.", "completed"),
        ("en", "The agreement was signed in Sarvan on Sunday.", "signed"),
        ("en", "The roads project will come on stream in May.", "planned"),
        ("fa", "نیروگاه تازه سروان با حضور وزیر راه افتتاح شد. این نیروگاه بزرگ است.", "completed"),
        ("fa", "این مصوبه از سوی دولت برای اجرا ابلاغ شده است.", "promulgated"),
        ("fa", "تفاهم‌نامه همکاری بین سازمان شبکه و شهرداری سروان منعقد شد.", "signed"),
    ],
)
def test_what_the_outlet_tells_makes_a_development_without_a_statement(
    language: str, text: str, stage: str
) -> None:
    (found,) = told(text, language)
    assert found.stage == stage
    (cited,) = found.evidence
    assert text[cited.start : cited.end] in text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The roads project may be completed if the bill is approved."),
        ("en", "It was reported that the roads project was suspended."),
        ("en", "Two men signed the wall of the old station."),
        ("fa", "طرح تازه هنوز تصویب نشده است."),
    ],
)
def test_what_is_open_or_only_reported_makes_none(language: str, text: str) -> None:
    assert told(text, language) == []


def test_a_private_name_stands_in_no_such_headline() -> None:
    (found,) = told("A new bridge paid for by Ali Hosseini was opened in Sarvan.", "en")
    assert "Hosseini" not in found.headline
