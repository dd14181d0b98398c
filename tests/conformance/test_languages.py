"""Every language of the table keeps the same promises."""

from __future__ import annotations

from importlib import resources

import pytest

from rasad.languages import LANGUAGES, names, numbers, quotes, sentences, tables, text

SAMPLE = {
    "en": "“It is ready. It works,” Mina Darvand said in 2026. 30 per cent agreed.",
    "fa": "مینا دروند گفت: «آماده است. کار می‌کند.» ۳۰ درصد موافق بودند.",
    "ar": "قال السيد سمير دروند: «إنه جاهز. إنه يعمل.» وافق ٣٠ بالمئة.",
}


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_a_language_describes_itself(language: str) -> None:
    row = LANGUAGES[language]
    assert row.id == language
    assert row.direction in ("ltr", "rtl")
    assert len(row.digits) == 10
    assert [text.normalise(digit) for digit in row.digits] == list("0123456789")


@pytest.mark.parametrize("language", list(LANGUAGES))
@pytest.mark.parametrize("name", ["rules", "numbers", "names", "gazetteer"])
def test_a_language_has_its_tables(language: str, name: str) -> None:
    assert tables.load(language, name)


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_sentences_quotations_numbers_and_persons_are_found(language: str) -> None:
    sample = SAMPLE[language]
    assert len(sentences.split(sample, language)) == 2
    assert [quote.is_closed for quote in quotes.find(sample, language)] == [True]
    assert [(figure.value, figure.unit) for figure in numbers.find(sample, language)] == [(30, "%")]
    assert len(names.find_people(sample, language)) == 1


@pytest.mark.parametrize("language", list(LANGUAGES))
def test_no_two_number_words_fold_to_one_with_two_values(language: str) -> None:
    for part in ("words", "magnitudes", "units", "fractions", "labels"):
        seen: dict[str, object] = {}
        for word, value in tables.mapping(language, "numbers", part).items():
            assert seen.setdefault(text.normalise(word), value) == value, word


def test_table_and_folders_agree() -> None:
    folder = resources.files("rasad.languages")
    found = {entry.name for entry in folder.iterdir() if entry.joinpath("rules.toml").is_file()}
    assert found == set(tables.BUILT_IN)


def test_an_unknown_language_has_empty_tables_and_still_reads() -> None:
    assert tables.load("xx", "rules") == {}
    assert "xx" not in LANGUAGES
    assert len(sentences.split("One. Two.", "xx")) == 2
    assert numbers.find("30%", "xx")[0].unit == "%"


def test_a_regional_code_falls_back_to_its_language() -> None:
    assert tables.load("en-GB", "rules") == tables.load("en", "rules")
