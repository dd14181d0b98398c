"""Names: one person under many spellings, two persons under like ones, and the persons a text names."""

from __future__ import annotations

import pytest

from rasad.languages import names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("سورن زارع‌پور", "سورن زارعپور"),
        ("سورن زارع‌پور", "سورن زارع پور"),
        ("عيسي زارع پور", "عیسی زارع‌پور"),
        ("عیسی تالان‌پور", "Eisa Talanpour"),
        ("عیسی تالان‌پور", "Issa Talanpur"),
        ("محمدجواد آذرین", "Mohammad-Javad Azarin"),
        ("محمد جواد آذرین", "Mohammadjavad Azarin"),
        ("Dr. Mina Darvand", "Mina Darvand"),
        ("Darvand, Mina", "Mina Darvand"),
        ("MinaDarvand", "Mina Darvand"),
        ("دکتر مینا دروند", "مینا دروند"),
        ("Hassan Firouzabadi", "Hasan Firoozabadi"),
        ("Ahmad Zareh", "Ahmed Zare"),
        ("لطف‌الله دهکلی", "Lotfollah Dehkoli"),
        ("لطف الله دهکلی", "Lotfollah Dehkoli"),
        ("شمس‌الدین دروند", "Shamseddin Darvand"),
        ("محمدجعفر تالانی", "Mohammad Jafar Talani"),
        ("میرحسین دروند", "Mir-Hossein Darvand"),
        ("سورن خرم‌دشتی", "Souren Khoramdashti"),
        ("Володимир Дарванд", "Volodymyr Darvand"),
        ("Robert Velk", "Bob Velk"),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert names.compare(one, other).verdict == "same"
    assert names.compare(other, one) == names.compare(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حسن دروند", "حسین دروند"),
        ("Hassan Darvand", "Hossein Darvand"),
        ("Mohammad Darvand", "Mahmoud Darvand"),
        ("حسن دروند", "Hossein Darvand"),
        ("Mina Darvand", "Mina Orlanovic"),
        ("Tomas Velk", "Peter Velk"),
        ("", "Mina Darvand"),
    ],
)
def test_like_names_of_two_persons_are_different(one: str, other: str) -> None:
    assert names.compare(one, other).verdict == "different"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Darvand", "Mina Darvand"),
        ("محمد باقری", "Mohammad Bagher Darvand"),
        ("M. Velkar", "Mina Velkor"),
        ("Ali Karimi", "Ali Karami"),
        ("Darvand Mina", "Mina Darvand"),
        ("Karimi", "Karami"),
    ],
)
def test_what_a_name_cannot_prove_is_unsure(one: str, other: str) -> None:
    assert names.compare(one, other).verdict == "unsure"


def test_a_skeleton_is_one_key_for_all_scripts_and_joints() -> None:
    forms = ["عیسی زارع‌پور", "عيسي زارعپور", "عیسی زارع پور", "Isa Zarepour", "Eisa Zarehpur"]
    assert len({names.skeleton(form) for form in forms}) == 1


def test_given_names_are_romanised_as_they_are_spelt() -> None:
    assert names.romanise("محمدجواد دروند").startswith("Mohammadjavad D")
    assert names.romanise("Mina") == "Mina"


def test_keys_of_joined_and_split_names_are_one() -> None:
    assert names.key("زارع‌پور") == names.key("زارعپور") == names.key("زارع پور")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("محمدجواد آذری دروند", ("آذری دروند", "دروند")),
        ("عیسی زارع پور", ("زارع پور",)),
        ("Mohammad-Javad Azari Darvand", ("Azari Darvand", "Darvand")),
        ("Darvand", ()),
    ],
)
def test_surnames_follow_given_names(name: str, found: tuple[str, ...]) -> None:
    assert names.surnames(name) == found


def people(sample: str, language: str) -> list[str]:
    return [span.text for span in names.find_people(sample, language)]


@pytest.mark.parametrize(
    ("sample", "found"),
    [
        ("Mina Darvand, 24, was fined.", ["Mina Darvand"]),
        ("Police fined Zorvan Telk, 24, on Monday.", ["Zorvan Telk"]),
        ("Police fined Reza Talan on Monday.", ["Reza Talan"]),
        ("It said Mr. Telk had agreed.", ["Telk"]),
        ("It said Dr Sorin Telk had agreed.", ["Sorin Telk"]),
        ("The teacher Sorin Telk agreed.", ["Sorin Telk"]),
        ("J. Telk agreed.", ["J. Telk"]),
        ("Abdullah bin Talan agreed.", ["Abdullah bin Talan"]),
        ("The Ministry of Health and the Talvaria Times agreed.", []),
        ("On Monday the National Bank of New Sarvan agreed.", []),
        ("In March the U.S. Treasury agreed.", []),
        ("Creative Commons Attribution 4.0.", []),
    ],
)
def test_persons_in_english_text(sample: str, found: list[str]) -> None:
    assert people(sample, "en") == found


@pytest.mark.parametrize(
    ("sample", "found"),
    [
        ("خانم مینا دروند، ۲۴ ساله، جریمه شد.", ["مینا دروند"]),
        ("پلیس رضا تالان را جریمه کرد.", ["رضا تالان"]),
        ("آقای تلک موافقت کرد.", ["تلک"]),
        ("محمد حسین زارع پور در سروان بود.", ["محمد حسین زارع پور"]),
        ("حجت الاسلام علی تالان گفت", ["علی تالان"]),
        ("وزیر ارتباطات روز دوشنبه گفت شبکه ملی آماده است.", []),
        ("امید دارد که این طرح اجرا شود.", []),
        ("مسئولیت کامل آن با سازمان است.", []),
    ],
)
def test_persons_in_persian_text(sample: str, found: list[str]) -> None:
    assert people(sample, "fa") == found


def test_known_bodies_are_no_persons() -> None:
    sample = "Reza Talan Foundation and Reza Talan met."
    assert [s.start for s in names.find_people(sample, "en", known=[(0, 21)])] == [26]
