"""What a site offers to be watched: linked feeds, sitemaps that robots.txt names, a list of articles."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from collect.channel import NAME, post, preview
from collect.server import HOST, Site
from rasad import collect
from rasad.errors import FetchFailed
from rasad.model import SourceState
from rasad.testing import FrozenClock

MakeWeb = Callable[..., collect.Web]
AT = f"http://{HOST}"
RSS = b"<rss version='2.0'><channel><item><title>A</title><link>/news/1</link></item></channel></rss>"
HEAD = '<link rel="ALTERNATE" type="application/rss+xml" href="/feeds/all.xml"><link rel="alternate" hreflang="en" href="/en/">'
NEWS = "".join(
    f'<li class="item item-{n}"><h3><a href="/news/{n}/slug">The council of Sarvan meets for session number {n}</a></h3>'
    f'<a class="more" href="/news/{n}/slug">more</a><span>{n}</span></li>'
    for n in range(12)
)
NAV = "<nav>" + "".join(f'<a href="/section/{n}">A long name of the section {n}</a>' for n in range(30)) + "</nav>"


def front(head: str = "", body: str = "") -> bytes:
    text = f'<html lang="fa-IR"><head>{head}</head><body>{NAV}<div id="main"><ul class="news">{NEWS}</ul></div>'
    return f"{text}{body}<footer><a href='/about'>About this paper and its desk</a></footer></body></html>".encode()


def test_a_feed_that_the_page_declares_is_tried_and_proposed(make_web: MakeWeb, site: Site) -> None:
    site.answers |= {"/": (200, {}, front(HEAD)), "/feeds/all.xml": (200, {}, RSS)}
    found = collect.discover(f"{AT}/", web=make_web())
    (source,) = found.sources
    assert (source.kind, source.url, source.language) == ("feed", f"{AT}/feeds/all.xml", "fa")
    assert found.links[0][0].url == f"{AT}/news/1"
    assert found.language == "fa"


def test_no_address_is_guessed(make_web: MakeWeb, site: Site) -> None:
    site.answers |= {"/": (200, {}, front()), "/rss": (200, {}, RSS), "/feed": (200, {}, RSS)}
    collect.discover(f"{AT}/", web=make_web())
    assert set(site.asked_paths()) == {"/", "/robots.txt"}
    site.answers["/"] = (200, {}, front(body='<a href="/rss">RSS</a>'))
    found = collect.discover(f"{AT}/", web=make_web())
    assert [source.url for source in found.sources] == [f"{AT}/rss"]


def test_a_sitemap_that_robots_txt_names_is_proposed(make_web: MakeWeb, site: Site) -> None:
    site.answers |= {
        "/": (200, {}, front(HEAD)),
        "/feeds/all.xml": (200, {}, RSS),
        "/robots.txt": (200, {}, f"User-agent: *\nDisallow: /x\nSitemap: {AT}/news.xml\n".encode()),
        "/news.xml": (200, {}, f"<urlset><url><loc>{AT}/news/1</loc></url></urlset>".encode()),
    }
    found = collect.discover(f"{AT}/", web=make_web())
    assert [source.kind for source in found.sources] == ["feed", "sitemap"]
    assert len({source.id for source in found.sources}) == 2


def test_without_a_feed_the_list_of_articles_is_guessed(make_web: MakeWeb, site: Site) -> None:
    site.answers["/"] = (200, {}, front())
    found = collect.discover(f"{AT}/", web=make_web())
    (source,) = found.sources
    assert source.kind == "listing"
    assert [link.url for link in found.links[0]] == [f"{AT}/news/{n}/slug" for n in range(12)]
    (note,) = [note for note in found.notes if "no feed found; a listing could be" in note]
    assert repr(source.select) in note
    polled = collect.poll(
        source, web=make_web(), state=SourceState(source=source.id), clock=FrozenClock()
    )
    assert len(polled.links) == 12


def test_where_nothing_stands_out_it_says_so(make_web: MakeWeb, site: Site) -> None:
    site.answers["/"] = (200, {}, b"<html><body><p>Under construction</p></body></html>")
    found = collect.discover(f"{AT}/", web=make_web())
    assert found.sources == ()
    assert any("no feed found" in note for note in found.notes)


@pytest.mark.parametrize(
    ("path", "body", "kind"),
    [
        ("/rss", RSS, "feed"),
        ("/map.xml", f"<urlset><url><loc>{AT}/1</loc></url></urlset>".encode(), "sitemap"),
        (f"/s/{NAME}", preview(post(1)), "telegram"),
    ],
)
def test_an_address_that_is_a_source_itself_is_proposed_as_such(
    make_web: MakeWeb, site: Site, path: str, body: bytes, kind: str
) -> None:
    site.answers[path] = (200, {}, body)
    (source,) = collect.discover(f"{AT}{path}", web=make_web()).sources
    assert (source.kind, source.url) == (kind, f"{AT}{path}")


def test_a_feed_that_is_named_and_is_none_is_noted(make_web: MakeWeb, site: Site) -> None:
    site.answers |= {"/": (200, {}, front(HEAD)), "/feeds/all.xml": (200, {}, b"<html>moved</html>")}
    found = collect.discover(f"{AT}/", web=make_web())
    assert found.sources[0].kind == "listing"
    assert any("/feeds/all.xml" in note for note in found.notes)


def test_an_address_that_cannot_be_had_fails(make_web: MakeWeb) -> None:
    with pytest.raises(FetchFailed):
        collect.discover(f"{AT}/none", web=make_web())
