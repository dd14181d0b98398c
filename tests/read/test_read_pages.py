"""What is read of a page: text, title, byline, language, address."""

from __future__ import annotations

import json

from read_pages import BODY_EN, BODY_FA, LEDE_FA, english, persian

from rasad import read
from rasad.model import Name, Outlet, Pack, SiteProfile

URL = "https://courier.example/news/1342537/data-prices"


def test_an_article_is_read_without_what_surrounds_it() -> None:
    document = read.read_document(english(), url=URL)
    assert document.text == "\n\n".join(BODY_EN)
    assert document.title == "Data prices to rise in Talvaria"
    assert document.language == "en"
    assert document.native_id == "1342537"
    assert document.rules == read.RULES


def test_no_zwnj_is_lost() -> None:
    document = read.read_document(persian())
    assert document.text.count("\u200c") == sum(
        part.count("\u200c") for part in (LEDE_FA, *BODY_FA)
    )


def test_zwnj_written_as_an_entity_is_kept() -> None:
    document = read.read_document(persian(zwnj="&zwnj;"))
    assert BODY_FA[0] in document.text


def test_a_lede_outside_the_body_is_put_back() -> None:
    document = read.read_document(persian())
    assert document.text.startswith(LEDE_FA)
    assert document.text.count(LEDE_FA) == 1
    assert document.language == "fa"


def test_a_site_profile_wins_over_the_chooser() -> None:
    profile = SiteProfile(
        domains=("courier.example",), title="h1", body=".article-body p", byline=".sign"
    )
    pack = Pack(id="t", profiles=(profile,))
    page = english(body='<p class="sign">By Mina Darvin</p>')
    document = read.read_document(page, url=URL, pack=pack)
    assert document.text == "\n\n".join(BODY_EN)
    assert document.byline == "Mina Darvin"


def test_a_profile_that_fits_no_more_is_left_aside() -> None:
    profile = SiteProfile(domains=("courier.example",), body="footer", until="2020-12-31")
    document = read.read_document(
        english(), url=URL, pack=Pack(id="t", profiles=(profile,)), captured="2026-03-14T00:00:00Z"
    )
    assert document.text == "\n\n".join(BODY_EN)


def test_the_outlet_and_the_agency_are_named_by_the_pack() -> None:
    agency = Outlet(
        id="t.o.sna", names=(Name(text="خبرگزاری سروان", language="fa"),), domains=("sna.example",)
    )
    courier = Outlet(id="t.o.courier", names=(), domains=("courier.example",))
    document = read.read_document(persian(), url=URL, pack=Pack(id="t", outlets=(agency, courier)))
    assert (document.outlet, document.agency) == ("t.o.courier", "t.o.sna")
    plain = read.read_document(
        BODY_FA[0], media_type="text/plain", pack=Pack(id="t", outlets=(agency,))
    )
    assert plain.agency == "t.o.sna"


def test_a_byline_is_read_without_by() -> None:
    page = english(
        body='<div class="byline">By <a>Mina Darvin</a> and <a>Omid Tavan</a> | 14 March 2026</div>'
    )
    assert read.read_document(page).byline == "Mina Darvin and Omid Tavan"


def test_an_author_that_only_points_is_looked_up() -> None:
    graph = {
        "@graph": [
            {
                "@type": "NewsArticle",
                "headline": "Data prices to rise in Talvaria",
                "author": {"@id": "#p"},
            },
            {"@type": "Person", "@id": "#p", "name": "Mina Darvin"},
        ]
    }
    page = english(head=f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert read.read_document(page).byline == "Mina Darvin"


def test_a_heading_with_the_name_of_the_site_is_no_title() -> None:
    page = english(head='<meta property="og:title" content="Data prices to rise - Sarvan Courier">')
    page = page.replace("<h1>Data prices to rise in Talvaria</h1>", "<h1>Sarvan Courier</h1>")
    assert read.read_document(page).title == "Data prices to rise"


def test_a_canonical_address_of_another_site_is_not_believed() -> None:
    stolen = english(head='<link rel="canonical" href="https://other.example/news/99999/">')
    assert read.read_document(stolen, url=URL).canonical == URL
    own = english(head='<link rel="canonical" href="/news/1342537/">')
    assert (
        read.read_document(own, url=URL + "?utm_source=x#top").canonical
        == "https://courier.example/news/1342537/"
    )


def test_arabic_is_not_taken_for_persian() -> None:
    text = "قال وزير الاتصالات في تالواريا إن أسعار الإنترنت سترتفع الشهر المقبل وإن الشركات طلبت ذلك في الربيع."
    assert read.read_document(text, media_type="text/plain").language == "ar"


def test_markup_that_would_act_is_not_in_the_text() -> None:
    page = english(
        body="<script>alert(1)</script><p onclick='x()'>&lt;script&gt; was the word in the ministry's notice of today.</p>"
    )
    text = read.read_document(page).text
    assert "alert(1)" not in text
    assert "onclick" not in text


def test_a_credit_in_the_opening_or_in_the_last_line_names_the_agency() -> None:
    agency = Outlet(
        id="t.o.sna", names=(Name(text="سروان‌نیوز", language="fa"),), domains=("sna.example",)
    )
    pack = Pack(id="t", outlets=(agency,))
    opening = "به نقل از سروان نیوز، وزیر ارتباطات تالواریا گفت که بها بالا می‌رود."
    closing = "وزیر ارتباطات گفت که بها بالا می‌رود.\n\nمنبع: سروان‌نيوز"
    for text in (opening, closing):
        assert read.read_document(text, media_type="text/plain", pack=pack).agency == "t.o.sna"


def test_a_speaker_is_no_agency() -> None:
    for text in (
        "به نقل از وزیر ارتباطات، بها بالا می‌رود.",
        "Prices rise.\n\nSource: Ministry of Communications",
    ):
        assert read.read_document(text, media_type="text/plain").agency is None


def test_an_outlet_that_names_itself_repeats_nobody() -> None:
    own = Outlet(
        id="t.o.sna",
        names=(Name(text="خبرگزاری سروان", language="fa"),),
        domains=("courier.example",),
    )
    assert read.read_document(persian(), url=URL, pack=Pack(id="t", outlets=(own,))).agency is None


def test_the_heading_of_an_issue_is_no_title() -> None:
    page = english(title="Official Gazette of Talvaria").replace(
        "<title>Official Gazette of Talvaria | Sarvan Courier", "<title>Official Gazette of Talvaria - No. 12884"
    ).replace("<article>", "<article><h2>Resolution 41 on tariffs of fixed lines</h2>")  # fmt: skip
    page = page.replace('content="Sarvan Courier"', 'content=""')
    assert read.read_document(page).title == "Resolution 41 on tariffs of fixed lines"


def test_a_heading_that_the_page_goes_on_from_is_the_title() -> None:
    page = english(title="Mobile prices - Why they will rise in every province of the country")
    page = page.replace(
        "<h1>Mobile prices - Why they will rise in every province of the country</h1>",
        "<h1>Mobile prices</h1>",
    )
    assert read.read_document(page).title == "Mobile prices"


def test_a_label_and_a_name_in_two_lines_are_a_byline() -> None:
    page = english(body="<div>Written by</div><div>Mina Darvin</div>")
    assert read.read_document(page).byline == "Mina Darvin"
