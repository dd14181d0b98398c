"""Which lines of a page are its article."""

from __future__ import annotations

from read_pages import BODY_EN, english

from rasad import read

COMMENT = "I have lived in Sarvan for thirty years and never have I paid as much for so little, says a reader here."


def around(before: str = "", behind: str = "") -> str:
    """A page with words before and behind the paragraphs of its article."""
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY_EN)
    return english().replace(paragraphs, before + paragraphs + behind)


def test_what_readers_say_is_no_article_however_much_it_is() -> None:
    page = around(behind='<div class="comments">' + f"<p>{COMMENT}</p>" * 1 + "</div>")
    assert COMMENT not in read.read_document(page).text


def test_a_line_under_a_heading_that_is_a_link_announces_another_page() -> None:
    teaser = f'<div><h3><a href="/x">Storm closes harbour</a></h3><p>{COMMENT}</p></div>'
    page = english().replace("</article>", f"<div>{teaser * 4}</div></article>")
    assert COMMENT not in read.read_document(page).text


def test_lines_of_the_site_are_left_out() -> None:
    page = around(
        "<p>Updated: 14 March 2026</p>",
        "<p>Subscribe to our newsletter.</p><p>© Sarvan Courier</p>",
    )
    assert read.read_document(page).text == "\n\n".join(BODY_EN)


def test_a_line_that_credits_an_agency_is_kept() -> None:
    assert read.read_document(around(behind="<p>Source: Sarvan News Agency</p>")).text.endswith(
        "Agency"
    )


def test_a_wrapper_with_a_name_of_furniture_is_still_the_article() -> None:
    page = english().replace(
        '<div class="article-body">', '<div class="article-body social-share">'
    )
    assert read.read_document(page).text == "\n\n".join(BODY_EN)


def test_a_row_of_a_table_is_one_line() -> None:
    table = "<table><tr><th>Package</th><th>Price</th></tr><tr><td>10 GB</td><td>250 tal</td></tr></table>"
    paragraphs = "".join(f"<p>{part}</p>" for part in BODY_EN)
    page = english().replace(
        paragraphs, f"<p>{BODY_EN[0]}</p>{table}<p>{BODY_EN[1]}</p><p>{BODY_EN[2]}</p>"
    )
    assert "10 GB | 250 tal" in read.read_document(page).text


def test_a_caption_said_twice_is_told_once() -> None:
    page = around(behind=f"<p>{COMMENT}</p><p>{COMMENT}</p>")
    assert read.read_document(page).text.count(COMMENT) == 1


def test_signs_that_turn_the_direction_of_writing_are_left_out() -> None:
    page = around(
        behind="<p>The address &#x202E;elpmaxe&#x202C; in the message only looks like that of the ministry.</p>"
    )
    text = read.read_document(page).text
    assert "elpmaxe" in text
    assert not set(text) & set(map(chr, range(0x202A, 0x202F)))


def test_a_page_of_short_lines_is_read_by_another_extractor() -> None:
    rows = "".join(
        f"<div class='post'><p>Answer {n} of a reader of Sarvan</p></div>" for n in range(40)
    )
    assert "Answer 7" in read.read_document(f"<html><body><main>{rows}</main></body></html>").text


def test_another_article_behind_the_first_is_left_out() -> None:
    other = "".join(
        f"<p>{part[:150]} in the harbour of Lower Sarvan, port {number}.</p>"
        for number, part in enumerate(BODY_EN[:2])
    )
    page = english().replace(
        "</article>",
        f'</article><article><h1>Storm closes harbour</h1><div class="text">{other}</div></article>',
    )
    assert read.read_document(page).text == "\n\n".join(BODY_EN)


def test_lines_of_sites_in_other_languages_are_left_out() -> None:
    page = around(
        behind="<p>Czytaj także: inne wiadomości</p><p>(責任編輯：某)</p><p>Riproduzione riservata</p>"
    )
    assert read.read_document(page).text == "\n\n".join(BODY_EN)
