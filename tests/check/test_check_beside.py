"""What lies beside a report: its twin, and the images it shows, in files, in a page and inside a Word file."""

from __future__ import annotations

import base64
import json
from pathlib import Path

import pytest

from check import writers
from rasad import check
from rasad.cli import main
from rasad.errors import PublicationRefused
from rasad.model import Pack
from rasad.monitor import Checker, Monitor, lying_beside

TAKEN = base64.b64decode("/9j/4QAMRXhpZgAASUkqAAAA/9k=")  # says where its metadata stand
BARE = base64.b64decode("/9j/4AAQSkZJRgABAQAAAQABAAD/2Q==")
FRONT = "---\nseries: A\nnumber: 1\nlanguage: {}\nwindow: 2026-09-01/2026-10-31\ntitle: t\n---\n\n## {} {{#d-1}}\n\n"
ENGLISH = FRONT.format("en", "The plan") + "On 14 September 2026 the council counted 12 lines [@aaaaaaaaaaaaaaaa, 0-50].\n"
PERSIAN = FRONT.format("fa", "طرح") + "شورا ۱۴ سپتامبر ۲۰۲۶ دوازده خط شمرد [@aaaaaaaaaaaaaaaa, 0-50].\n"


def told(folder: Path, *words: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    main(["check", *(str(folder / word) if "." in word else word for word in words), "--format", "json", "--ignore", "S,A,D,P01"])
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "# Port\n\n![The port](port%20one.jpg)\n"),
        ("b.md", "# Port\n\n![The port][one]\n\n[one]: <./port%20one.jpg>\n"),
        ("c.html", "<h1>Port</h1><p>The port.</p><p><img alt=x src='port%20one.jpg'>Ships.</p>"),
        ("d.html", "<h1>Port</h1><img src='data:image/jpeg;base64,/9j/4QAMRXhpZgAASUkqAAAA/9k='>"),
    ],
)
def test_an_image_beside_a_report_that_tells_more_than_it_shows_is_said(
    name: str, text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "port one.jpg").write_bytes(TAKEN)
    assert [found["code"] for found in told(tmp_path, name, capsys=capsys)] == ["P04"]
    if "data:" not in text:
        (tmp_path / "port one.jpg").write_bytes(BARE)
        assert told(tmp_path, name, capsys=capsys) == []


def test_an_image_inside_a_word_file_is_looked_into() -> None:
    plain = writers.as_docx("# Port\n\nThe port is open.\n")
    for image, codes in ((TAKEN, ["P04"]), (BARE, [])):
        report = check.read_report(writers.with_part(plain, "word/media/image1.jpeg", image), name="a.docx")
        found = Checker(parts=None, pack=Pack.join(())).check(report, beside=lying_beside(report, Path("nowhere")))
        assert [one.code for one in found] == codes


def test_a_file_outside_the_folder_of_the_report_is_not_opened(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "port.jpg").write_bytes(TAKEN)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.md").write_text("# Port\n\n![The port](../port.jpg)\n", encoding="utf-8")
    assert told(tmp_path / "in", "a.md", capsys=capsys) == []


def test_a_twin_that_tells_another_number_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "en.md").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "fa.md").write_text(PERSIAN, encoding="utf-8")
    assert told(tmp_path, "en.md", "--twin", "fa.md", capsys=capsys) == []
    (tmp_path / "fa.md").write_text(PERSIAN.replace("دوازده", "سیزده"), encoding="utf-8")
    found = told(tmp_path, "en.md", "--twin", "fa.md", capsys=capsys)
    assert [one["code"] for one in found] == ["X05"]
    assert "12" in str(found[0]["message"])


MONITOR = 'format = 1\npacks = ["example"]\n\n[edition]\nseries = "A"\nlanguages = ["en", "fa"]\n'


def test_twins_that_disagree_are_not_published(tmp_path: Path) -> None:
    """A published number is one report: what one language says and the other does not stops the press."""
    (tmp_path / "monitor.toml").write_text(MONITOR, encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text("<html><head><title>Ports</title></head><body><article><h1>Ports</h1><p>SARVAN - On 14 September 2026 the council counted 12 lines of the port in Sarvan, and it said so in the evening.</p></article></body></html>", encoding="utf-8")
    with Monitor(tmp_path) as monitor:
        monitor.add([str(page)])
        (text,) = monitor.parts.store.texts.all()
        start = text.text.index("On 14")
        cite = f"[@{text.id}, {start}-{len(text.text)}]"
        folder = tmp_path / "editions" / "1"
        folder.mkdir(parents=True)
        (folder / "en.md").write_text(ENGLISH.replace("[@aaaaaaaaaaaaaaaa, 0-50]", cite), encoding="utf-8")
        persian = PERSIAN.replace("[@aaaaaaaaaaaaaaaa, 0-50]", cite)
        (folder / "fa.md").write_text(persian.replace("۱۴ سپتامبر ۲۰۲۶ ", ""), encoding="utf-8")
        with pytest.raises(PublicationRefused, match=r"fa\.md: .*X05.*--twin en\.md"):
            monitor.publish("1", by="mina", why="done")
        assert not (tmp_path / "public").exists()
        (folder / "fa.md").write_text(persian, encoding="utf-8")
        assert monitor.publish("1", by="mina", why="done").languages == ("en", "fa")


def test_an_image_with_metadata_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "monitor.toml").write_text(MONITOR, encoding="utf-8")
    folder = tmp_path / "editions" / "1"
    folder.mkdir(parents=True)
    (folder / "en.md").write_text(FRONT.format("en", "The plan") + "![The port](port.jpg)\n", encoding="utf-8")
    (folder / "port.jpg").write_bytes(TAKEN)
    with Monitor(tmp_path) as monitor, pytest.raises(PublicationRefused, match="P04"):
        monitor.publish("1", by="mina", why="done")


def test_what_an_earlier_edition_said_otherwise_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """X07 looks at what this monitor has published under other numbers."""
    (tmp_path / "monitor.toml").write_text(MONITOR, encoding="utf-8")
    body = "On 14 September 2026 the council of Sarvan closed {} lines of the ferry network in eastern ports.\n"
    for number, lines in (("1", 12), ("2", 21)):
        folder = tmp_path / "editions" / number
        folder.mkdir(parents=True)
        source = FRONT.format("en", "The plan").replace("number: 1", f"number: {number}") + body.format(lines)
        (folder / "en.md").write_text(source, encoding="utf-8")
    second = tmp_path / "editions" / "2" / "en.md"

    def codes() -> list[str]:
        main(["check", str(second), "--format", "json", "--select", "X07"])
        return [one["code"] for one in json.loads(capsys.readouterr().out)]

    with Monitor(tmp_path) as monitor:
        assert codes() == []
        monitor.parts.log.append("publish", edition="1", by="mina", why="done", bundle="", files=0)
    assert codes() == ["X07"]
    second.write_text(second.read_text(encoding="utf-8").replace("21", "12"), encoding="utf-8")
    assert codes() == []
