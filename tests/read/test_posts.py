"""Posts of a Telegram channel as an embedded page shows them; texts of an invented country."""

from __future__ import annotations

import pytest

from rasad.errors import Unreadable
from rasad.model import Article, Capture, Fetched, Location
from rasad.read import read_articles, read_document
from rasad.read.address import article_key

NAME = "talvaria_post"
URL = f"https://t.me/{NAME}/7?embed=1"
WORDS = "وزیر ارتباطات تالواریا گفت: «قطع شبکه در سروان پایان یافت.»"


def post(words: str, number: int = 7, *, before: str = "", at: str = "2026-10-30T21:30:00+00:00") -> str:
    return (
        f'<div class="tgme_widget_message text_not_supported_wrap js-widget_message" data-post="{NAME}/{number}">'
        '<div class="tgme_widget_message_bubble"><div class="tgme_widget_message_author accent_color">'
        f'<a class="tgme_widget_message_owner_name" href="https://t.me/{NAME}"><span dir="auto">Talvaria Post</span></a></div>{before}'
        f'{words}<a class="tgme_widget_message_link_preview" href="https://sarvan.example/1"><div class="link_preview_title">A card of another page</div></a>'
        '<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span><span class="tgme_widget_message_meta">'
        f'<a class="tgme_widget_message_date" href="https://t.me/{NAME}/{number}"><time datetime="{at}">21:30</time></a></span></div></div></div>'
    )


def body(words: str) -> str:
    return f'<div class="tgme_widget_message_text js-message_text" dir="auto">{words}</div>'


def page(*posts: str) -> bytes:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body class="widget_frame_base">{"".join(posts)}</body></html>'.encode()


def test_the_words_of_a_post_are_read_and_nothing_beside_them() -> None:
    answered = '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">An answered post</div></a>'
    found = read_document(page(post(body(f"{WORDS}<br/><br/>دومین <b>سطر</b><br>third"), before=answered)), url=URL)
    assert found.text == f"{WORDS}\n\nدومین سطر\nthird"
    assert (found.title, found.byline, found.language) == (WORDS, "Talvaria Post", "fa")
    assert (found.canonical, found.native_id) == (f"https://t.me/{NAME}/7", f"{NAME}/7")


def test_its_day_is_that_of_the_packs_zone() -> None:
    from rasad import packs

    found = read_document(page(post(body(WORDS))), url=URL, pack=packs.load("example"))
    assert found.published is not None
    assert (found.published.edtf, found.published.role) == ("2026-10-31", "publication")
    plain = read_document(page(post(body(WORDS))), url=URL).published
    assert plain is not None and plain.edtf == "2026-10-30"


def test_a_forward_says_whose_the_words_are() -> None:
    via = '<div class="tgme_widget_message_forwarded_from">Forwarded from <a class="tgme_widget_message_forwarded_from_name" href="https://t.me/sarvan_news/55">Sarvan News</a></div>'
    (warning,) = read_document(page(post(body(WORDS), before=via)), url=URL).warnings
    assert warning.startswith("forwarded from Sarvan News (https://t.me/sarvan_news/55)")
    hidden = via.replace(' href="https://t.me/sarvan_news/55"', "")
    (warning,) = read_document(page(post(body(WORDS), before=hidden)), url=URL).warnings
    assert warning.startswith("forwarded from Sarvan News:")


def test_words_in_a_box_within_a_box_are_read_once() -> None:
    assert read_document(page(post(body(body(WORDS)))), url=URL).text == WORDS


def test_the_named_post_of_a_preview_is_read() -> None:
    several = page(post(body("The sixth."), 6), post(body("The seventh."), 7))
    assert read_document(several, url=f"https://t.me/s/{NAME}/7").text == "The seventh."


def test_a_preview_is_split_and_its_posts_are_those_of_their_own_pages() -> None:
    def articles(data: bytes, url: str) -> list[Article]:
        capture = Capture(
            id="c", url=url, at="2026-11-01T00:00:00Z", kind="response", status=200, media_type="text/html", payload_sha256="", length=1,
            location=Location(file="x", offset=0, length=1),
        )  # fmt: skip
        return list(read_articles(Fetched(url=url, headers=(("Content-Type", "text/html"),), body=data), capture, pack=None))

    posts = (post(body(WORDS), 7), post(body("The eighth.<br/><br/>It goes on."), 8, at="2026-10-31T08:00:00+00:00"), post("", 9))
    channel, seventh, eighth = articles(page(*posts), f"https://t.me/s/{NAME}")
    assert (channel.text, channel.part) == ("Talvaria Post", "")
    assert (seventh.text, eighth.text) == (WORDS, "The eighth.\n\nIt goes on.")
    assert eighth.published is not None and eighth.published.edtf == "2026-10-31"
    (alone,) = articles(page(posts[0]), URL)
    assert (alone.id, alone.text_id, alone.url) == (seventh.id, seventh.text_id, seventh.url)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (page(post("")), "no words"),
        (page('<div class="tgme_widget_message_error">Post not found</div>'), "Post not found"),
    ],
)
def test_a_post_that_is_gone_or_has_no_words_says_so(given: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read_document(given, url=URL)


def test_posts_of_two_channels_with_one_number_are_two_articles() -> None:
    def key(channel: str) -> str:
        return article_key(url=f"https://t.me/{channel}/54321", canonical_url=None, outlet=None)

    assert key("talvaria_post") != key("sarvan_post")
    assert article_key(url="https://t.me/s/talvaria_post/54321", canonical_url=None, outlet=None) == key("talvaria_post")
