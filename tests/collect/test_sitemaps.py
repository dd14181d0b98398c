"""Sitemaps as fetched → links, within limits; an index and its parts."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest

from collect.server import HOST, Site
from rasad import collect
from rasad.collect.sources import sitemap
from rasad.errors import FetchFailed, ItemFailed
from rasad.model import Fetched, Link, Source, SourceState
from rasad.testing import FrozenClock

MakeWeb = Callable[..., collect.Web]
AT = f"http://{HOST}"
URL = f"{AT}/sitemap.xml"
SOURCE = Source(id="gazette", kind="sitemap", url=URL)
OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
OPEN += 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">'


def urlset(*entries: str) -> bytes:
    return f"{OPEN}{''.join(f'<url>{entry}</url>' for entry in entries)}</urlset>".encode()


def index(*entries: str) -> bytes:
    inner = "".join(f"<sitemap>{entry}</sitemap>" for entry in entries)
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{inner}</sitemapindex>'.encode()


def read(body: bytes, source: Source = SOURCE) -> tuple[Link, ...]:
    return sitemap.read_links(Fetched(url=source.url, body=body), source=source)


def test_pages_come_newest_first() -> None:
    body = urlset(
        f"<loc>{AT}/old</loc><lastmod>2026-01-02</lastmod>",
        f"<loc>{AT}/undated</loc>",
        f"<loc> {AT}/new\n</loc><lastmod>2026-10-30T08:00:00+03:30</lastmod>",
    )
    assert [(link.url, link.published) for link in read(body)] == [
        (f"{AT}/new", "2026-10-30T08:00:00+03:30"),
        (f"{AT}/old", "2026-01-02"),
        (f"{AT}/undated", None),
    ]


def test_the_news_extension_gives_title_and_date() -> None:
    news = "<news:news><news:publication><news:name>N</news:name></news:publication>"
    news += "<news:publication_date>2026-10-29</news:publication_date><news:title>سروان &amp; دریا</news:title></news:news>"
    picture = "<image:image><image:loc>http://elsewhere.example/x.png</image:loc><image:title>P</image:title></image:image>"
    (link,) = read(urlset(f"<loc>{AT}/1</loc>{picture}{news}"))
    assert link == Link(url=f"{AT}/1", title="سروان & دریا", published="2026-10-29")


def test_a_packed_sitemap_is_unpacked() -> None:
    assert len(read(gzip.compress(urlset(f"<loc>{AT}/1</loc>")))) == 1


def test_other_hosts_are_left_out() -> None:
    body = urlset("<loc>http://elsewhere.example/1</loc>", f"<loc>http://www.{HOST}/2</loc>", "<loc>http://[::1</loc>")
    assert [link.url for link in read(body)] == [f"http://www.{HOST}/2"]


def test_a_sitemap_cut_short_tells_what_came_before_the_cut() -> None:
    body = urlset(*(f"<loc>{AT}/{n}</loc>" for n in range(9)))
    assert 0 < len(read(body[: len(body) * 2 // 3])) < 9


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>moved</body></html>",
        b"<rss><channel/></rss>",
        b"\x1f\x8bbroken",
        b'<!DOCTYPE u [<!ENTITY a "x">]><urlset><url><loc>&a;</loc></url></urlset>',
        b'<!DOCTYPE u SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>',
    ],
)
def test_what_is_no_sitemap_says_so(body: bytes) -> None:
    with pytest.raises(ItemFailed, match=r"source gazette: .* is no sitemap") as caught:
        read(body)
    assert "\n" not in caught.value.message


def test_entities_do_not_grow() -> None:
    bomb = b'<!DOCTYPE u [<!ENTITY a "aaaaaaaaaa">' + b"".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">'.encode() for n in range(9)
    )
    with pytest.raises(ItemFailed):
        read(bomb + b"]><urlset><url><loc>&j;</loc></url></urlset>")


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(FetchFailed, match="more than"):
        read(gzip.compress(b" " * 51_000_000))


def poll(web: collect.Web, state: SourceState | None = None) -> collect.Poll:
    return collect.poll(
        SOURCE, web=web, state=state or SourceState(source="gazette"), clock=FrozenClock()
    )


def test_an_index_leads_to_its_parts_and_newest_comes_first(make_web: MakeWeb, site: Site) -> None:
    site.answers["/sitemap.xml"] = (200, {}, index(
        f"<loc>{AT}/a.xml</loc><lastmod>2026-02-01</lastmod>", f"<loc>{AT}/b.xml.gz</loc><lastmod>2026-10-01</lastmod>"
    ))  # fmt: skip
    site.answers["/a.xml"] = (200, {}, urlset(f"<loc>{AT}/1</loc><lastmod>2026-01-01</lastmod>"))
    site.answers["/b.xml.gz"] = (200, {}, gzip.compress(urlset(f"<loc>{AT}/2</loc><lastmod>2026-10-01</lastmod>")))
    found = poll(make_web())
    assert [link.url for link in found.links] == [f"{AT}/2", f"{AT}/1"]
    assert site.asked_paths() == ["/robots.txt", "/sitemap.xml", "/b.xml.gz", "/a.xml"]


def test_a_part_that_did_not_change_since_the_last_poll_is_not_asked(make_web: MakeWeb, site: Site) -> None:
    site.answers["/sitemap.xml"] = (200, {}, index(f"<loc>{AT}/a.xml</loc><lastmod>2026-02-01</lastmod>"))
    poll(make_web(), SourceState(source="gazette", polled="2026-10-01T00:00:00Z"))
    assert site.asked_paths() == ["/robots.txt", "/sitemap.xml"]


def test_an_index_that_leads_to_itself_ends(make_web: MakeWeb, site: Site) -> None:
    nest = index(f"<loc>{URL}</loc>", *(f"<loc>{AT}/n{n}.xml</loc>" for n in range(40)))
    site.answers["/sitemap.xml"] = (200, {}, nest)
    for n in range(40):
        site.answers[f"/n{n}.xml"] = (200, {}, nest)
    assert poll(make_web()).links == ()
    assert len(site.asked) == 2 + 10


def test_a_part_that_is_gone_leaves_the_others(make_web: MakeWeb, site: Site) -> None:
    site.answers["/sitemap.xml"] = (200, {}, index(f"<loc>{AT}/gone.xml</loc>", f"<loc>{AT}/a.xml</loc>"))
    site.answers["/a.xml"] = (200, {}, urlset(f"<loc>{AT}/1</loc>"))
    found = poll(make_web())
    assert [link.url for link in found.links] == [f"{AT}/1"]
    assert "gone.xml" in (found.state.trouble or "")
    site.answers["/sitemap.xml"] = (200, {}, index(f"<loc>{AT}/gone.xml</loc>"))
    with pytest.raises(FetchFailed, match="404"):
        poll(make_web())
