"""Words that a page shows nobody are not read."""

from __future__ import annotations

import pytest
from read_pages import BODY_EN, english

from rasad import read

SECRET = (
    "The harbour master of Sarvan resigned on Monday, a notice that nobody published has claimed."
)


@pytest.mark.parametrize(
    "attributes",
    [
        "hidden", 'style="display:none"', 'style="visibility: hidden"', 'style="font-size:0;color:#fff"', 'aria-hidden="true"',
        'style="position:absolute;left:-9999px"', 'style="text-indent:-5000px"', 'style="opacity:0"', 'style="color:transparent"',
        'style="clip:rect(0,0,0,0)"', 'style="height:0;overflow:hidden"', 'style="transform: scale(0)"',
    ],
)  # fmt: skip
def test_a_passage_that_nobody_sees_is_not_read(attributes: str) -> None:
    page = english().replace("</p><p>", f"</p><p {attributes}>{SECRET}</p>after<p>", 1)
    text = read.read_document(page).text
    assert SECRET not in text
    assert BODY_EN[1] in text


@pytest.mark.parametrize("tag", ["template", "noscript"])
def test_what_waits_for_a_script_is_not_read(tag: str) -> None:
    page = english().replace("</p><p>", f"</p><{tag}><p>{SECRET}</p></{tag}><p>", 1)
    assert SECRET not in read.read_document(page).text


@pytest.mark.parametrize(
    "attributes", ['style="font-size:10px"', 'style="left:-20px"', 'style="opacity:0.9"', 'hidden="until-found"', 'aria-hidden="false"']
)  # fmt: skip
def test_a_passage_that_is_shown_is_read(attributes: str) -> None:
    page = english().replace("</p><p>", f"</p><p {attributes}>{SECRET}</p><p>", 1)
    assert SECRET in read.read_document(page).text


def test_a_page_that_unfolds_by_script_is_read_with_a_warning() -> None:
    page = english().replace(
        '<div class="article-body">', '<div class="article-body" style="display:none">'
    )
    document = read.read_document(page)
    assert BODY_EN[0] in document.text
    assert any("folded away" in line for line in document.warnings)
    assert not read.read_document(english()).warnings


def test_even_there_what_is_made_unseen_is_not_read() -> None:
    page = english().replace(
        '<div class="article-body">', '<div class="article-body" style="display:none">'
    )
    page = page.replace("</p><p>", f'</p><p style="font-size:0">{SECRET}</p><p>', 1)
    assert SECRET not in read.read_document(page).text
