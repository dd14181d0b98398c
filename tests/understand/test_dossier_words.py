"""Words of the dossiers of pack `ir`: what an invented paragraph is about, and what it only sounds like."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from rasad import packs
from rasad.model import Document
from rasad.understand.dossiers import topics
from rasad.understand.page import lay_out

CASES = tomllib.loads(Path(__file__).with_name("dossier_words.toml").read_text(encoding="utf-8"))
NOTHING = {
    "en": "The weather in Talvaria stayed dry and the harvest of the year was brought in early.",
    "fa": "هوا در تالواریا خشک ماند و برداشت محصول امسال زودتر به پایان رسید.",
}


def cases(kind: str) -> list[tuple[str, str, str]]:
    """Language, dossier and text of each case."""
    return [
        (language, dossier, text)
        for language, dossiers in CASES[kind].items()
        for dossier, texts in dossiers.items()
        for text in texts
    ]


def about(text: str, language: str) -> tuple[str, ...]:
    text = f"{text}\n\n{NOTHING[language]}"
    page = lay_out(
        Document(text=text, language=language), pack=packs.load("ir"), window=None, anchor=None
    )
    return topics(page).about()


@pytest.mark.parametrize(("language", "dossier", "text"), cases("is"))
def test_what_a_paragraph_is_about(language: str, dossier: str, text: str) -> None:
    assert dossier in about(text, language)


@pytest.mark.parametrize(("language", "dossier", "text"), cases("is_not"))
def test_what_a_paragraph_only_sounds_like(language: str, dossier: str, text: str) -> None:
    assert dossier not in about(text, language)


def test_every_dossier_has_cases_in_both_languages() -> None:
    known = {dossier.id for dossier in packs.load("ir").dossiers}
    assert known == set(CASES["is"]["en"]) == set(CASES["is"]["fa"])


def test_what_sounds_like_a_dossier_is_about_none_at_all_more_often_than_not() -> None:
    found = [about(text, language) for language, _, text in cases("is_not")]
    assert sum(not names for names in found) >= 0.95 * len(found)
