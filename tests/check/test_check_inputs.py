"""Inputs: the same report as Markdown, HTML and Word gives the same findings."""

from __future__ import annotations

import re
import time

import pytest

from check import newsroom, writers
from rasad import check
from rasad.check.documents import read_report
from rasad.errors import BadInput
from rasad.model import Finding
from rasad.monitor import Checker

TOLD = [
    newsroom.SOURCE,
    newsroom.PERSIAN_SOURCE,
    newsroom.SOURCE.replace("Monday, 14", "Friday, 14"),
    newsroom.SOURCE.replace("will not be closed\u201d", "will not be clothed\u201d"),
    newsroom.SOURCE.replace("said that 12", "said that Sara Baresh saw 13"),
    newsroom.SOURCE.replace("Traffic had risen", "Everybody was glad & \u201csad. Traffic had risen"),
    newsroom.SOURCE.replace("tr=mina", "tr="),
    newsroom.SOURCE.replace("Monday, 14", "Friday, 14") + '\n<!-- rasad: allow D03 by=mina why="as printed" -->\n',
    newsroom.PERSIAN_SOURCE.replace("\u06f2\u06f3 \u0634\u0647\u0631\u06cc\u0648\u0631", "\u06f2\u06f4 \u0634\u0647\u0631\u06cc\u0648\u0631"),
]


def found_in(payload: bytes, name: str) -> tuple[list[tuple[object, ...]], check.Report, list[Finding]]:
    report = read_report(payload, name=name)
    edition = report.parse(language=report.language, window="", split=check.splitter(report.language))
    held = check.Held(newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW)
    found = check.check_edition(edition, reading=None, pack=newsroom.pack(), evidence=held, window=newsroom.WINDOW)
    found = report.located(found)
    told = [
        (one.code, one.severity, one.message, one.evidence, " ".join(report.text[one.start : one.end].split()))
        for one in found
        if one.code != "X01"
    ]
    return told, report, found


@pytest.mark.parametrize("source", TOLD, ids=range(len(TOLD)))
def test_markdown_html_and_word_give_the_same_findings(source: str) -> None:
    told, _, _ = found_in(source.encode(), "report.md")
    assert found_in(writers.as_html(source), "report.html")[0] == told
    assert found_in(writers.as_docx(source), "report.docx")[0] == told


def test_lines_and_columns_of_html_are_those_of_the_file() -> None:
    source = newsroom.SOURCE.replace("will not be closed\u201d", "will not be clothed\u201d")
    payload = writers.as_html(source)
    _, _, found = found_in(payload, "report.html")
    one = next(finding for finding in found if finding.code == "Q01")
    assert payload.decode().split("\n")[one.line - 1][one.column - 1 :].startswith("clothed")


def test_line_and_column_in_word_are_paragraph_and_place_in_it() -> None:
    source = newsroom.SOURCE.replace("will not be closed\u201d", "will not be clothed\u201d")
    _, report, found = found_in(writers.as_docx(source), "report.docx")
    one = next(finding for finding in found if finding.code == "Q01")
    assert report.text.split("\n\n")[one.line - 1][one.column - 1 :].startswith("clothed")


def test_a_report_without_front_matter_is_checked_by_the_rules_that_need_none() -> None:
    text = "# On ports\n\nOn Friday, 14 September 2026, Mera Tolun, minister of ports, spoke. She said \u201cno. Sara Baresh was arrested.\n"
    checker = Checker(parts=None, pack=newsroom.pack(), window=newsroom.WINDOW)
    told = [
        [(one.code, one.message) for one in checker.check(read_report(payload, name=name))]
        for payload, name in ((text.encode(), "a.md"), (writers.as_html(text), "a.html"), (writers.as_docx(text), "a.docx"))
    ]
    assert {"D03", "P01", "P02", "Q02"} <= {code for code, _ in told[0]}
    assert told[0] == told[1] == told[2]


def test_what_a_page_hides_or_offers_for_clicking_is_no_part_of_the_report() -> None:
    page = (
        '<html lang="en"><body><header><a href="/">Sara Baresh was arrested</a></header><main><h2>Ports</h2>'
        '<p>On 14&nbsp;September&#32;2026 it rained.<sup><a href="#fn1">1</a></sup> It &lt;poured&gt;.</p>'
        '<p hidden>Sara Baresh was arrested</p><p style="display:none">\u201c</p><ul><li>One<li>Two</ul>'
        "<table><tr><th>Year<td>Count</tr><tr><td>2026<td>7</table></main><footer>\u201c</footer>"
    )
    report = read_report(page.encode(), name="a.html")
    assert report.text.split("\n\n") == [
        "Ports", "On 14\u00a0September 2026 it rained. It <poured>.", "One", "Two", "Year | Count", "2026 | 7",
    ]  # fmt: skip
    for place, char in enumerate(report.text):
        assert char in " \n|" or page[report.offsets[place]] in (char, "&")


def test_a_published_reference_is_a_citation() -> None:
    page = (
        '<html lang="en"><head><meta name="generator" content="Rasad"></head><body><main><article class="item" id="d-1"><h2>Ports</h2>'
        '<p>Mera Tolun spoke.<sup class="ref"><a href="../evidence/0e4d9ed5f639dd2e-1-9.html" data-versionurl="../evidence/0e4d9ed5f639dd2e-1-9.html">1</a></sup>'
        ' It rained.</p></article><aside class="sources"><p>Sources</p></aside></main>'
    )
    report = read_report(page.encode(), name="a.html")
    (item,) = report.parse(language="en", window="", split=check.splitter("en")).items
    assert item.id == "d-1"
    assert [sentence.text for sentence in item.sentences] == ["Mera Tolun spoke.", "It rained."]
    assert [len(sentence.citations) for sentence in item.sentences] == [1, 0]
    citation = item.sentences[0].citations[0][0]
    assert (citation.text_id, citation.start, citation.end) == ("0e4d9ed5f639dd2e", 1, 9)


def test_notes_links_tables_and_fields_of_word_are_read() -> None:
    document = (
        f"<w:document {writers.W}><w:body><w:p><w:r><w:t>Mera Tolun </w:t></w:r><w:hyperlink r:id=\"r1\"><w:r><w:t>spoke</w:t></w:r></w:hyperlink>"
        '<w:r><w:instrText>PAGE \u201c</w:instrText></w:r><w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:t>.</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Lines</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>40</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "</w:body></w:document>"
    )
    notes = f'<w:footnotes {writers.W}><w:footnote w:id="0"><w:p><w:r><w:t>rule</w:t></w:r></w:p></w:footnote><w:footnote w:id="7"><w:p><w:r><w:t>Sarvan Post.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Target="https://post.example/1"/></Relationships>'
    payload = writers.packed({"word/document.xml": document, "word/footnotes.xml": notes, "word/_rels/document.xml.rels": rels})
    report = read_report(payload, name="a.docx")
    assert report.text.split("\n\n") == ["Mera Tolun spoke.", "Lines | 40", "Sarvan Post."]
    (item,) = report.parse(language="en", window="", split=check.splitter("en")).items
    assert item.sentences[0].links == (("https://post.example/1", 11, 16),)


BOMB = writers.packed({"word/document.xml": b"<w:document>" + b" " * 60_000_000})
ENTITIES = writers.packed(
    {"word/document.xml": f'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document {writers.W}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>'}
)


@pytest.mark.parametrize(
    ("payload", "name", "says"),
    [
        (BOMB, "a.docx", "larger than"),
        (ENTITIES, "a.docx", "document type"),
        (b"PK\x03\x04 no zip", "a.docx", "not a whole Word file"),
        (b"no zip", "a.docx", "not a whole Word file"),
        (writers.packed({"a.txt": "x"}), "a.docx", "no Word file"),
        (writers.packed({"word/document.xml": "<w:document"}), "a.docx", "cannot be read"),
        (b"\xff\xfe\xfa", "a.md", "UTF-16"),
        (b"caf\xe9", "a.txt", "UTF-8"),
        (b"a\x00b", "a.txt", "NUL"),
        (b"<meta charset=klingon><p>x", "a.html", "klingon"),
        (b"%PDF-1.7", "a.pdf", ".pdf is not read"),
        (b"x" * 20_000_001, "a.md", "may hold"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_line(payload: bytes, name: str, says: str) -> None:
    with pytest.raises(BadInput, match=re.escape(says)) as refused:
        read_report(payload, name=name)
    assert "\n" not in refused.value.message


@pytest.mark.parametrize("page", ["<div>" * 100_000, "<p>" * 100_000, "&" * 200_000, "<ul><li>" * 50_000])
def test_a_page_made_to_be_slow_is_not(page: str) -> None:
    start = time.process_time()
    read_report(page.encode(), name="a.html")
    assert time.process_time() - start < 8
