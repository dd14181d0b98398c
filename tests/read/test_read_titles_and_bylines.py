"""The headline without the site, the names without what stands beside them."""

from __future__ import annotations

import pytest
from read_pages import english

from rasad import read
from rasad.read.byline import clean_name


def test_the_name_of_the_site_is_taken_from_a_heading_too() -> None:
    page = english().replace(
        "<h1>Data prices to rise in Talvaria</h1>",
        "<h1>Data prices to rise in Talvaria - Sarvan Courier</h1>",
    )
    assert read.read_document(page).title == "Data prices to rise in Talvaria"


def test_a_heading_that_the_title_goes_on_from_with_a_colon_is_the_title() -> None:
    page = english(title="Data prices").replace(
        "<title>Data prices | Sarvan Courier</title>",
        "<title>Data prices: what will change in Talvaria</title>",
    )
    assert read.read_document(page).title == "Data prices"


def test_a_title_that_no_heading_says_ends_at_its_first_bar() -> None:
    page = (
        english()
        .replace("<h1>Data prices to rise in Talvaria</h1>", "")
        .replace(
            "Talvaria | Sarvan Courier</title>",
            "Talvaria | Prices and packages | Sarvan Courier</title>",
        )
    )
    assert read.read_document(page).title == "Data prices to rise in Talvaria"


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("By Mina Darvin, PhD", "Mina Darvin"), ("Mina Darvin, MD", "Mina Darvin"), ("Mina Darvin\nSarvan Courier staff", "Mina Darvin"),
        ("By\nMina Darvin", "Mina Darvin"), ("Mina\nDarvin\nReporter", "Mina Darvin"), ("mina_darvin", ""), ("Mina Darvin", "Mina Darvin"),
    ],
)  # fmt: skip
def test_a_name_without_what_stands_beside_it(printed: str, name: str) -> None:
    assert clean_name(printed) == name


def test_the_author_of_a_question_is_declared_in_its_data() -> None:
    data = (
        '{"@type": "QAPage", "mainEntity": {"@type": "Question", "name": "Data prices to rise in Talvaria",'
        ' "author": {"@type": "Person", "name": "Mina Darvin"}}}'
    )
    page = english(head=f'<script type="application/ld+json">{data}</script>')
    assert read.read_document(page).byline == "Mina Darvin"


def test_a_link_to_an_authors_page_names_what_stands_first_in_it() -> None:
    link = '<div><a href="/authors/mina-darvin/"><span>Mina Darvin</span><span>Reporter at large</span></a></div>'
    assert read.read_document(english(body=link)).byline == "Mina Darvin"
