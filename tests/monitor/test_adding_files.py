"""`rasad add` of Word files and pages saved as MHTML: kept byte for byte, read, proposed; the desk's own coverage never proposed."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from rasad.cli import main
from rasad.model import Article, Development
from rasad.monitor import Monitor

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SAID = (
    "Communications Minister Behrang Narvandi promised on Wednesday, 2 September 2026, that every adult citizen of Talvaria will be able "
    "to collect a Negin card by 22 October 2026."
)
REST = (
    "“By 22 October no citizen over the age of eighteen will be waiting for a card,” the minister told reporters in Sarvan.",
    "He added that 140 card centres were already at work and that another 60 would open before the end of the month.",
    "According to Narvandi, the cost of the project has not changed and stands at 92 billion tal.",
)
SAVED_AT = "http://talna.example/en/news/48107"
ORIGIN = ("--captured", "2026-09-03", "--by", "mina", "--how", "saved by browser")


def word(path: Path, *paragraphs: str) -> Path:
    body = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>')
    path.write_bytes(out.getvalue())
    return path


def mhtml(path: Path) -> Path:
    words = "".join(f"<p>{text}</p>" for text in (SAID, *REST))
    page = f"<html lang=3D\"en\"><head><title>Minister on cards</title></head><body><article><h1>Minister on cards</h1>{words}</article></body></html>"
    path.write_bytes(
        (
            f"From: <Saved by a browser>\r\nSnapshot-Content-Location: {SAVED_AT}\r\nMIME-Version: 1.0\r\n"
            'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----edge"\r\n\r\n------edge\r\n'
            f'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: {SAVED_AT}\r\n\r\n'
        ).encode()
        + page.replace("“", "=E2=80=9C").replace("”", "=E2=80=9D").encode()
        + b"\r\n------edge--\r\n"
    )
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "monitor"
    assert main(["init", str(made), "--pack", "example", "--quiet"]) == 0
    return made


def add(folder: Path, *words: str) -> int:
    return main(["--monitor", str(folder), "--quiet", "add", *words])


def held(folder: Path) -> tuple[list[Article], tuple[Development, ...]]:
    """What was read, and what is proposed of it."""
    main(["--monitor", str(folder), "--quiet", "run", "--no-poll"])
    with Monitor(folder) as monitor:
        return list(monitor.parts.store.articles.all()), monitor.inbox()


@pytest.mark.slow
def test_a_word_file_goes_the_whole_way(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = word(tmp_path / "notice.docx", "Minister on cards", SAID, *REST)
    assert add(folder, str(path), "--url", "http://talna.example/files/notice.docx", *ORIGIN) == 0
    (article,), proposed = held(folder)
    assert SAID in article.text and not article.own
    assert (article.url, article.outlet, article.captured[:10]) == ("http://talna.example/files/notice.docx", "tal.o.talna", "2026-09-03")
    assert proposed and all(one.outlets == ("tal.o.talna",) for one in proposed)
    with Monitor(folder) as monitor:
        (capture,) = monitor.parts.store.captures.all()
        assert (capture.by, capture.how) == ("mina", "saved by browser")
        assert monitor.parts.archive.fetched(capture).body == path.read_bytes()
        for one in proposed:
            for cited in one.evidence:
                assert article.text[cited.start : cited.end].strip()
    capsys.readouterr()
    assert add(folder, str(path), "--url", "http://talna.example/files/notice.docx", *ORIGIN) == 0
    with Monitor(folder) as monitor:
        assert monitor.parts.store.captures.count() == 1
    assert main(["--monitor", str(folder), "--quiet", "verify", str(folder)]) == 0


@pytest.mark.slow
def test_a_page_saved_as_mhtml_goes_the_whole_way(folder: Path, tmp_path: Path) -> None:
    path = mhtml(tmp_path / "page.mhtml")
    assert add(folder, str(path), "--url", SAVED_AT, *ORIGIN) == 0
    (article,), proposed = held(folder)
    assert (article.title, article.url, article.outlet) == ("Minister on cards", SAVED_AT, "tal.o.talna")
    assert SAID in article.text and REST[0] in article.text
    assert proposed
    with Monitor(folder) as monitor:
        (capture,) = monitor.parts.store.captures.all()
        assert monitor.parts.archive.fetched(capture).body == path.read_bytes()
        assert capture.media_type == "multipart/related"


def test_a_page_saved_as_mhtml_without_a_word_of_whence_has_no_outlet(folder: Path, tmp_path: Path) -> None:
    assert add(folder, str(mhtml(tmp_path / "page.mht"))) == 0
    with Monitor(folder) as monitor:
        (article,) = monitor.parts.store.articles.all()
        (capture,) = monitor.parts.store.captures.all()
    assert capture.url.startswith("urn:rasad:file:") and article.outlet is None


@pytest.mark.slow
@pytest.mark.parametrize("name", ["earlier.docx", "earlier.mhtml", "earlier.html"])
def test_the_desks_own_coverage_is_read_and_found_and_never_proposed(
    name: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / name
    if name.endswith("docx"):
        word(path, "Minister on cards", SAID, *REST)
    elif name.endswith("mhtml"):
        mhtml(path)
    else:
        path.write_text(f"<html><body><article><h1>Minister on cards</h1><p>{SAID}</p><p>{'</p><p>'.join(REST)}</p></article></body></html>", encoding="utf-8")
    assert add(folder, str(path), "--own") == 0
    (article,), proposed = held(folder)
    assert article.own and SAID in article.text
    assert proposed == ()
    capsys.readouterr()
    assert main(["--monitor", str(folder), "--format", "json", "search", "Narvandi"]) == 0
    assert [found["id"] for found in json.loads(capsys.readouterr().out)] == [article.id]
    assert main(["--monitor", str(folder), "--quiet", "rebuild"]) == 0
    (again,), proposed = held(folder)
    assert again.own and proposed == ()


@pytest.mark.slow
def test_own_coverage_in_a_warc_is_own_too(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert main(["init", str(other), "--pack", "example", "--quiet"]) == 0
    assert add(other, str(mhtml(tmp_path / "page.mhtml")), "--url", SAVED_AT, *ORIGIN) == 0
    (warc,) = (other / "archive").rglob("*.warc.gz")
    assert add(folder, str(warc), "--own", "--by", "mina") == 0
    articles, proposed = held(folder)
    assert articles and all(article.own for article in articles) and proposed == ()


def test_own_coverage_is_given_as_files(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.txt").write_text(f"{SAVED_AT}\n", encoding="utf-8")
    for given in (SAVED_AT, str(tmp_path / "list.txt")):
        assert add(folder, given, "--own") == 2
        assert "--own takes files" in capsys.readouterr().err


@pytest.mark.parametrize("payload", [b"\xd0\xcf\x11\xe0" + b"locked" * 200, b"PK\x03\x04garbage", b"words"])
def test_what_is_called_a_word_file_and_is_none_is_refused(
    payload: bytes, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.docx").write_bytes(payload)
    assert add(folder, str(tmp_path / "a.docx")) == 2
    assert "no Word document in it" in capsys.readouterr().err
    assert not list((folder / "archive").rglob("*.warc.gz"))
