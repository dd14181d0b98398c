"""`rasad sources profile`: articles of a site on a live server -> selectors as a pack would hold them."""

from __future__ import annotations

import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from collect.server import HOST, Site, running
from rasad import packs, read
from rasad.cli import main

AT = f"http://{HOST}"
PACK = Path(packs.__file__).parent / "example"


def article(number: int) -> bytes:
    words = "".join(f"<p>The Bureau of Networks of Talvaria sets fee {n} of notice {number} at {n + 40} tal a month, its notice says.</p>" for n in range(8))
    return f"""<html lang="en"><head><title>Notice {number} on fees</title></head><body><div id="head"><a href="/">Sarvan Wire</a></div>
<div class="wrap"><h1 class="head">Notice {number} on fees</h1><span class="when">1{number} September 2026</span>
<p class="opening">Notice {number} of the Bureau of Networks came out in Sarvan in the evening and names eight new fees.</p>
<div class="story">{words}</div></div></body></html>""".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        found.answers |= {f"/n/{n}": (200, {"Content-Type": "text/html"}, article(n)) for n in (1, 2, 3, 4)}
        found.answers["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /\n")
        yield found


@pytest.fixture
def folder(tmp_path: Path, site: Site) -> Path:
    (tmp_path / "monitor.toml").write_text(f'format = 1\n[local]\n"{HOST}" = "{site.address}"\n', encoding="utf-8")
    return tmp_path


def asked(folder: Path, *urls: str, form: str = "text") -> int:
    return main(["--monitor", str(folder), "--format", form, "sources", "profile", *urls])


def test_what_is_printed_can_be_put_into_a_pack_and_reads_another_page_of_the_site(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(folder, *(f"{AT}/n/{n}" for n in (1, 2, 3))) == 0
    told = capsys.readouterr().out
    assert told.startswith("# made from 3 pages\n")
    row = tomllib.loads(told)["agency"]
    assert row == {"domains": [HOST], "title": "h1", "lede": "p.opening", "body": "div.story", "date": "span.when"}
    shutil.copytree(PACK, tmp_path / "pack")
    (tmp_path / "pack" / "profiles.toml").write_text(told, encoding="utf-8")
    pack = packs.load(str(tmp_path / "pack"))
    found = read.read_document(article(4), url=f"{AT}/n/4", media_type="text/html", pack=pack)
    assert found.text.startswith("Notice 4 of the Bureau") and found.text.endswith("its notice says.")
    assert found.published is not None and found.published.edtf == "2026-09-14"


def test_nothing_is_written_and_robots_is_not_asked(folder: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(folder, f"{AT}/n/1", f"{AT}/n/1") == 0
    assert site.asked_paths() == ["/n/1"]
    assert "made from one page" in capsys.readouterr().out
    assert not (folder / "archive").exists() or not any((folder / "archive").rglob("*.warc.gz"))


def test_a_page_that_does_not_come_is_a_note_and_the_others_are_taken(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(folder, f"{AT}/n/1", f"{AT}/gone", f"{AT}/n/2", form="json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["pages"] == 2 and told["profile"]["body"] == "div.story"
    assert any("/gone" in note and "404" in note for note in told["notes"])


def test_where_there_is_no_article_it_says_so_and_ends_with_one(
    folder: Path, site: Site, capsys: pytest.CaptureFixture[str]
) -> None:
    site.answers["/empty"] = (200, {"Content-Type": "text/html"}, b"<html><body></body></html>")
    assert asked(folder, f"{AT}/empty") == 1
    told = capsys.readouterr().out
    assert "no article" in told and all(line.startswith("#") for line in told.splitlines())
    assert asked(folder, f"{AT}/gone") == 1


@pytest.mark.parametrize(("urls", "why"), [((f"{AT}/n/1", "http://other.example/1"), "2 hosts"), (("ftp://a.example/1",), "http or https")])
def test_addresses_that_cannot_be_meant_are_wrong_use(
    folder: Path, site: Site, urls: tuple[str, ...], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(folder, *urls) == 2
    assert why in capsys.readouterr().err
    assert site.asked_paths() == []
