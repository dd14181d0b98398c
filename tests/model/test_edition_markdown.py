"""The Markdown form of an edition: exact offsets, whole sentences, nothing private left."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasad.errors import BadEdition
from rasad.model.edition_markdown import (
    is_edition,
    parse_edition,
    parse_text,
    reader_text,
    strip_private,
)
from rasad.model.sentences import split_sentences

FRONT = """---
series: Policy Monitor
number: 1
language: en
window: 2026-09-01/2026-10-31
published: 2026-11-09
title: "Two months in Talvaria"
items: [d-0123456789ab, d-ba9876543210]
---
"""

BODY = """# Two months in Talvaria

::: analysis
The desk sees a pattern. It may be wrong.
:::

## Network plan **approved** {#d-0123456789ab}

On 14 September 2026, Dr. Mera Tolun (minister of the Ministry of Ports) said that
*the plan* is ready, [Sarvan Post](https://post.example/a_(1)) reported [@0a1b2c3d4e5f6071, 10-90].
"We built 12 lines. They work." [@0a1b2c3d4e5f6071, 20-60; ffffffffffffffff, 3-9]
"[translate: \u062e\u0637 \u0622\u0645\u0627\u062f\u0647 \u0627\u0633\u062a.]" [@ffffffffffffffff, 20-60 tr=]. A last one.

<!-- rasad: allow D03 by=mina why="the outlet prints it so" -->

## A price &amp; a doubt {#d-ba9876543210}

- First point [@0a1b2c3d4e5f6071, 1-2].
- "Second" point [@0a1b2c3d4e5f6071, 1-2 tr=mina]. <!-- a note
of two lines -->
"""


def test_an_edition_is_read_with_its_front_matter() -> None:
    edition = parse_edition(FRONT + BODY)
    assert edition.series == "Policy Monitor"
    assert edition.title == "Two months in Talvaria"
    assert edition.window == "2026-09-01/2026-10-31"
    assert [item.id for item in edition.items] == ["lead", "d-0123456789ab", "d-ba9876543210"]


def test_every_character_a_reader_sees_leads_back_to_the_file() -> None:
    edition = parse_edition(FRONT + BODY)
    headings = tuple(item.heading for item in edition.items if item.heading)
    for sentence in (*edition.sentences, *headings):
        assert len(sentence.offsets) == len(sentence.text)
        for char, place in zip(sentence.text, sentence.offsets, strict=True):
            held = edition.source[place]
            assert held == char or (char == " " and held == "\n") or (char == "&" and held == "&")
        assert list(sentence.offsets) == sorted(sentence.offsets)
        assert sentence.start <= sentence.offsets[0] and sentence.offsets[-1] < sentence.end


def test_markup_ids_and_citations_are_not_part_of_what_a_reader_sees() -> None:
    edition = parse_edition(FRONT + BODY)
    first, second, third, last = edition.items[1].sentences
    assert first.text == (
        "On 14 September 2026, Dr. Mera Tolun (minister of the Ministry of Ports) said that"
        " the plan is ready, Sarvan Post reported."
    )
    assert second.text == '"We built 12 lines. They work."'
    assert (
        third.text
        == '"[translate: \u062e\u0637 \u0622\u0645\u0627\u062f\u0647 \u0627\u0633\u062a.]".'
    )
    assert last.text == "A last one." and last.citations == ()
    heading = edition.items[1].heading
    assert heading is not None and heading.text == "Network plan approved"
    other = edition.items[2].heading
    assert other is not None and other.text == "A price & a doubt"


def test_a_citation_belongs_to_the_sentence_before_it() -> None:
    edition = parse_edition(FRONT + BODY)
    first, second, third, _ = edition.items[1].sentences
    assert [str(cited) for cited, _, _ in first.citations] == ["[@0a1b2c3d4e5f6071, 10-90]"]
    assert [(c.text_id, c.start, c.end) for c, _, _ in second.citations] == [
        ("0a1b2c3d4e5f6071", 20, 60),
        ("ffffffffffffffff", 3, 9),
    ]
    assert third.citations[0][0].translator == ""
    points = edition.items[2].sentences
    assert [point.text for point in points] == ["First point.", '"Second" point.']
    cited, start, end = points[1].citations[0]
    assert cited.translator == "mina"
    assert edition.source[start:end] == "[@0a1b2c3d4e5f6071, 1-2 tr=mina]"


def test_analysis_is_marked() -> None:
    edition = parse_edition(FRONT + BODY)
    assert [s.text for s in edition.items[0].sentences if s.is_analysis] == [
        "The desk sees a pattern.",
        "It may be wrong.",
    ]
    assert not any(s.is_analysis for item in edition.items[1:] for s in item.sentences)


def test_a_waiver_knows_its_item_its_handle_and_its_reason() -> None:
    (waiver,) = parse_edition(FRONT + BODY).waivers
    assert (waiver.code, waiver.by, waiver.why) == ("D03", "mina", "the outlet prints it so")
    assert waiver.item == "d-0123456789ab"


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("no front matter", 1),
        ("---\nseries: A\nlanguage en\nwindow: 2026-09\ntitle: T\n---\n", 3),
        ("---\nlanguage: en\nwindow: next month\ntitle: T\n---\n", 3),
        ("---\nlanguage: en\nlanguage: fa\nwindow: 2026-09\ntitle: T\n---\n", 3),
        ('---\nlanguage: en\nwindow: 2026-09\ntitle: "T\n---\n', 4),
        ("---\nlanguage: en\nwindow: 2026-09\n---\n", 1),
        (FRONT + "\nA sentence [@0a1b, ten].\n", 11),
        (FRONT + "\n::: analysis\nA sentence.\n", 11),
        (FRONT + '\nText.\n\n<!-- rasad: allow D03 by=mina why="" -->\n', 13),
        (FRONT + "\n## A {#d-1}\n\nX.\n\n## B {#d-1}\n", 15),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(source: str, line: int) -> None:
    with pytest.raises(BadEdition, match=f"^line {line}: "):
        parse_edition(source)


def test_an_edition_is_told_from_any_other_text() -> None:
    assert is_edition(FRONT + BODY)
    assert not is_edition(BODY)
    assert not is_edition("---\ntitle: a blog post\n---\nText.")


def test_plain_text_is_read_without_complaint() -> None:
    edition = parse_text("A title\n\nOne. Two [@x] and [@smith2020].", language="en")
    assert [s.text for s in edition.sentences] == ["A title", "One.", "Two and."]


def test_lines_may_end_as_on_windows() -> None:
    edition = parse_edition((FRONT + BODY).replace("\n", "\r\n"))
    plain = parse_edition(FRONT + BODY)
    assert [s.text for s in edition.sentences] == [s.text for s in plain.sentences]


def test_nothing_private_is_left_for_print() -> None:
    source = FRONT.replace("items:", "# by mina\nitems:") + BODY
    bare = strip_private(source)
    assert "mina" not in bare and "<!--" not in bare and "a note" not in bare
    assert "tr=desk" in bare and "tr=]" in bare
    stripped = parse_edition(bare)
    assert [s.text for s in stripped.sentences] == [s.text for s in parse_edition(source).sentences]
    assert strip_private(bare) == bare


def test_the_text_a_reader_sees_is_given_with_offsets() -> None:
    edition = parse_edition(FRONT + BODY)
    text, offsets = reader_text(edition)
    assert len(text) == len(offsets)
    assert "\n\nNetwork plan approved\n\nOn 14 September 2026" in text
    place = text.index("12 lines")
    assert edition.source[offsets[place] :].startswith("12 lines")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("He met Dr. Tolun. They spoke.", ["He met Dr. Tolun.", "They spoke."]),
        ("A. B. Tolun spoke. So it was.", ["A. B. Tolun spoke.", "So it was."]),
        ("See Art. 4 and No. 7. It ends.", ["See Art. 4 and No. 7.", "It ends."]),
        ("He said no. She left.", ["He said no.", "She left."]),
        ("It rose by 1.5 in 2026. Then it fell.", ["It rose by 1.5 in 2026.", "Then it fell."]),
        ("\u201cOne. Two.\u201d Three.", ["\u201cOne. Two.\u201d", "Three."]),
        ("An open \u201cmark. Two.", ["An open \u201cmark.", "Two."]),
        (
            "\u0686\u0631\u0627\u061f \u0686\u0648\u0646.",
            ["\u0686\u0631\u0627\u061f", "\u0686\u0648\u0646."],
        ),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


def test_hostile_text_is_read_in_linear_time() -> None:
    for piece in ("<!--", "[@", "::", "**", "](", "\u201c. ", "&#", "[a](", "\\"):
        parse_text(piece * 6000, language="en")


PIECES = [
    "a b. ", "\u201c", "\u201d", '"', "[@ab, 1-2]", "[@ab, 1-2 tr=m]", "[x](http://a)", "<!-- c -->", "<!--", "-->",
    "\n", "\n\n", "## H {#d-1}\n", "::: analysis\n", ":::\n", "*", "_", "&amp;", "\\", "- ", "> ", "\r\n", "<b>",
    "\u0633\u0644\u0627\u0645. ", "[translate: x]",
]  # fmt: skip


@pytest.mark.slow
@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_offsets_hold_whatever_is_written(source: str) -> None:
    edition = parse_text(source, language="en")
    for sentence in edition.sentences:
        assert len(sentence.text) == len(sentence.offsets)
        assert list(sentence.offsets) == sorted(sentence.offsets)
        assert 0 <= sentence.start <= sentence.offsets[0]
        assert sentence.offsets[-1] < sentence.end <= len(source)
    bare = strip_private(source)
    assert strip_private(bare) == bare
