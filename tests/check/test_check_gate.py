"""The gate: a clean edition passes, one altered value stops the press."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from check import newsroom
from rasad import check
from rasad.check.gate import splitter
from rasad.model import Finding, Mention, Reading
from rasad.model.edition_markdown import parse_edition, reader_text


def checked(source: str, **options: object) -> list[Finding]:
    held = check.Held(
        newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW,
        decided={"d-0123456789ab": "2026-09-14", "d-ba9876543210": "2026-10-08"},
    )  # fmt: skip
    return check.check_edition(
        newsroom.edition(source),
        reading=None,
        pack=newsroom.pack(),
        evidence=held,
        window=newsroom.WINDOW,
    )


def test_an_edition_drafted_from_its_evidence_is_clean() -> None:
    assert checked(newsroom.SOURCE) == []


def body() -> int:
    return newsroom.SOURCE.index("## Minister")


def spoken() -> Iterator[tuple[int, int]]:
    """The quotations in the language of the edition."""
    for found in re.finditer("\u201c([^\u201d]*)\u201d", newsroom.SOURCE):
        if "tr=mina" not in newsroom.SOURCE[found.end() : found.end() + 40]:
            yield found.span(1)


def altered_letters() -> list[str]:
    source = newsroom.SOURCE
    made = []
    for start, end in spoken():
        for place in range(start, end):
            if source[place].isalpha():
                other = "x" if source[place] != "x" else "y"
                made.append(source[:place] + other + source[place + 1 :])
    return made


@pytest.mark.slow
def test_every_altered_letter_of_a_quotation_is_named() -> None:
    made = altered_letters()
    assert len(made) > 50
    for source in made:
        found = [finding for finding in checked(source) if finding.code == "Q01"]
        assert len(found) == 1
        assert source[found[0].start : found[0].end].strip()
        place = next(
            i for i, (a, b) in enumerate(zip(source, newsroom.SOURCE, strict=True)) if a != b
        )
        assert found[0].start <= place < found[0].end
        assert found[0].evidence and found[0].severity == "error"


@pytest.mark.slow
def test_every_dropped_letter_of_a_quotation_is_named() -> None:
    source = newsroom.SOURCE
    for start, end in spoken():
        for place in range(start, end):
            if source[place].isalpha():
                cut = source[:place] + source[place + 1 :]
                assert "Q01" in {finding.code for finding in checked(cut)}, cut[start:end]


DATES = ("14 September 2026", "3 May 2019", "8 October 2026")


@pytest.mark.parametrize("printed", DATES)
@pytest.mark.parametrize("shift", [-2, -1, 1, 2, 7])
def test_every_changed_day_is_named(printed: str, shift: int) -> None:
    day, rest = printed.split(" ", 1)
    source = newsroom.SOURCE.replace(printed, f"{int(day) + shift} {rest}")
    if int(day) + shift < 1:
        source = newsroom.SOURCE.replace(printed, f"{int(day) + 20} {rest}")
    found = [finding for finding in checked(source) if finding.code in ("D05", "D03")]
    assert found
    assert all(rest in source[finding.start : finding.end] for finding in found)
    assert any(finding.evidence for finding in found)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("14 September 2026", "14 October 2026"),
        ("3 May 2019", "3 May 2018"),
        ("3 May 2019", "3 June 2019"),
        ("8 October 2026", "8 September 2026"),
        ("Monday, 14", "Friday, 14"),
    ],
)
def test_every_changed_month_year_or_weekday_is_named(old: str, new: str) -> None:
    codes = {finding.code for finding in checked(newsroom.SOURCE.replace(old, new))}
    assert codes & {"D05", "D03"}


NUMBERS = {
    "12 of 40": ["13 of 40", "12 of 41", "40 of 12.5", "2 of 40", "eleven of 40", "120 of 40"],
    "3.5 million": ["3.6 million", "3.5 billion", "5.3 million", "35 million", "3.5"],
    "30 per cent": ["31 per cent", "3 per cent", "30 lines", "45 per cent", "12 per cent"],
    "twelve more": ["thirteen more"],
    "25 have": ["26 have", "52 have", "40 have", "2 have"],
    "290,000": ["290", "29,000", "209,000", "290 million"],
}


@pytest.mark.parametrize(
    ("old", "new"), [(old, new) for old, changed in NUMBERS.items() for new in changed]
)
def test_every_changed_number_is_named(old: str, new: str) -> None:
    assert old in newsroom.SOURCE
    codes = {finding.code for finding in checked(newsroom.SOURCE.replace(old, new))}
    assert codes & {"N01", "Q01", "Q04"}


@pytest.mark.slow
def test_every_digit_of_the_text_is_traced() -> None:
    source = newsroom.SOURCE
    cited = [found.span() for found in re.finditer(r"\[@[^\]]*\]|\{#[^}]*\}", source)]
    for found in re.finditer(r"\d", source[body() :]):
        place = found.start() + body()
        if any(start <= place < end for start, end in cited):
            continue
        other = str((int(source[place]) + 3) % 10)
        changed = source[:place] + other + source[place + 1 :]
        codes = {finding.code for finding in checked(changed)}
        assert codes & {"N01", "Q01", "Q04", "D05", "D03", "D02"}, changed[place - 20 : place + 20]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("Mera Tolun, minister", "Daro Velin, minister", "A01"),
        ("Mera Tolun, minister", "Mera Tolan, minister", "P01"),
        ("said that 12", "said that Sara Baresh saw 12", "P01"),
        ("have not been rebuilt", "have been rebuilt", "Q04"),
        ("tr=mina", "tr=", "Q03"),
        (newsroom.EN, "0123456789abcdef", "S02"),
        ("Traffic had risen", "Everybody was glad. Traffic had risen", "S01"),
        ("will not be closed\u201d", "will not be closed", "Q02"),
        ("minister of ports, said", "minister of ports,  said", "T02"),
    ],
)
def test_each_single_mutation_has_its_code(old: str, new: str, code: str) -> None:
    assert old in newsroom.SOURCE
    assert code in {finding.code for finding in checked(newsroom.SOURCE.replace(old, new, 1))}


def test_a_place_is_given_as_line_and_column() -> None:
    source = newsroom.SOURCE.replace("will not be closed", "will not be clothed")
    (found,) = checked(source)
    line = source.split("\n")[found.line - 1]
    assert line[found.column - 1 :].startswith("clothed")
    assert source[found.start : found.end] == "clothed"
    assert "closed" in found.message and "will not be closed" in found.evidence[0]


def test_a_quotation_must_stand_in_the_passage_that_is_cited() -> None:
    elsewhere = newsroom.cite(newsroom.ENGLISH, "The port law", "in full")
    there = newsroom.cite(newsroom.ENGLISH, "We shall open", "added")
    (found,) = [f for f in checked(newsroom.SOURCE.replace(there, elsewhere)) if f.code == "Q01"]
    assert "stand at" in found.message


def test_a_waiver_with_handle_and_reason_lets_a_finding_stand() -> None:
    source = newsroom.SOURCE.replace("said that 12", "said that Sara Baresh saw 12", 1)
    wide = newsroom.cite(newsroom.ENGLISH, "Of 40 lines", "she said")
    source = source.replace(wide, f"[@{newsroom.EN}, 0-{len(newsroom.ENGLISH)}]")
    assert "P01" in {finding.code for finding in checked(source)}
    waiver = '\n<!-- rasad: allow P01 by=mina why="her name is that of the case" -->\n'
    waived = source.replace("\n## Lines remain", f"{waiver}\n## Lines remain")
    assert {finding.code for finding in checked(waived)} <= {"N01"}


def test_a_waiver_that_lets_nothing_stand_is_named() -> None:
    waiver = '\n<!-- rasad: allow D03 by=mina why="as printed" -->\n'
    (found,) = checked(newsroom.SOURCE + waiver)
    assert (found.code, found.severity) == ("X01", "info")


def test_a_waiver_reaches_its_own_item_only() -> None:
    waiver = '\n<!-- rasad: allow D03 by=mina why="as printed" -->\n'
    source = newsroom.SOURCE.replace("Monday, 14", "Friday, 14") + waiver
    assert {"D03", "X01"} <= {finding.code for finding in checked(source)}


def test_without_evidence_the_rules_that_need_it_are_silent() -> None:
    source = newsroom.SOURCE.replace("closed\u201d", "clothed\u201d").replace(
        "Monday, 14", "Friday, 14"
    )
    found = check.check_edition(
        newsroom.edition(source),
        reading=None,
        pack=newsroom.pack(),
        evidence=None,
        window=newsroom.WINDOW,
    )
    assert {finding.code for finding in found} == {"D03"}


def test_a_plain_text_is_checked_by_the_rules_that_need_no_evidence() -> None:
    text = "On Friday, 14 September 2026, Mera Tolun said \u201cno, Sarvan Post reported.\n\nSara Baresh was arrested."
    found = check.check_text(
        text, reading=None, pack=newsroom.pack(), window=newsroom.WINDOW, language="en"
    )
    assert {finding.code for finding in found} == {"D03", "Q02", "P01", "P02"}
    for finding in found:
        assert 0 <= finding.start < finding.end <= len(text)


@pytest.mark.parametrize("whole", [True, False])
def test_private_persons_are_those_of_the_reading(whole: bool) -> None:
    edition = newsroom.edition()
    text = edition.source if whole else reader_text(edition)[0]
    start = text.index("quarrel")
    reading = Reading(
        url=None, title="", byline="", language="en", outlet=None, text=text, text_id="", published=None,
        mentions=(Mention(text="quarrel", start=start, end=start + 7, kind="person", private=True),),
    )  # fmt: skip
    found = check.check_edition(
        edition,
        reading=reading,
        pack=newsroom.pack(),
        evidence=newsroom.Newsroom(),
        window=newsroom.WINDOW,
    )
    (person,) = [finding for finding in found if finding.code == "P01"]
    assert edition.source[person.start : person.end] == "quarrel"


def test_what_was_worked_out_about_evidence_is_kept() -> None:
    held = check.Held(newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW)
    assert held.cited(newsroom.EN) is held.cited(newsroom.EN)
    assert held.cited("0123456789abcdef") is None


@pytest.mark.slow
def test_time_grows_with_length_and_not_faster() -> None:
    import time

    front, rest = newsroom.SOURCE.split("# Two months", 1)
    _, items = rest.split("## Minister", 1)
    items = "## Minister" + items

    def repeated(count: int) -> str:
        copies = [
            items.replace("d-0123456789ab", f"d-{index:012x}").replace(
                "d-ba9876543210", f"d-f{index:011x}"
            )
            for index in range(count)
        ]
        return front + "\n".join(copies)

    def seconds(count: int) -> float:
        source = repeated(count)
        begin = time.process_time()
        checked(source)
        return time.process_time() - begin

    checked(newsroom.SOURCE)
    assert seconds(40) < 9 * max(seconds(10), 0.02)


def checked_persian(source: str) -> list[Finding]:
    edition = parse_edition(source, splitter("fa"))
    held = check.Held(
        newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW,
        decided={"d-0123456789ab": "2026-09-14", "d-ba9876543210": "2026-10-08"},
    )  # fmt: skip
    return check.check_edition(
        edition, reading=None, pack=newsroom.pack(), evidence=held, window=newsroom.WINDOW
    )


def test_a_persian_edition_drafted_from_its_evidence_is_clean() -> None:
    assert checked_persian(newsroom.PERSIAN_SOURCE) == []


@pytest.mark.slow
def test_every_altered_letter_of_a_persian_quotation_is_named() -> None:
    source = newsroom.PERSIAN_SOURCE
    start = source.index("«از ۴۰") + 1
    for place in range(start, source.index("»", start)):
        if source[place].isalpha():
            for changed in ("ژ" if source[place] != "ژ" else "س", ""):
                altered = source[:place] + changed + source[place + 1 :]
                found = [finding for finding in checked_persian(altered) if finding.code == "Q01"]
                assert len(found) == 1, altered[start - 5 : place + 10]
                assert found[0].evidence


@pytest.mark.slow
def test_every_persian_digit_of_the_text_is_traced() -> None:
    source = newsroom.PERSIAN_SOURCE
    for found in re.finditer("[۰-۹]", source):
        digit = chr(0x6F0 + (ord(found.group()) - 0x6F0 + 3) % 10)
        changed = source[: found.start()] + digit + source[found.end() :]
        codes = {finding.code for finding in checked_persian(changed)}
        assert codes & {"N01", "Q01", "Q04", "D05", "D03", "D02"}, changed[
            found.start() - 20 : found.end() + 20
        ]


def test_capitalised_words_must_stand_in_evidence_too() -> None:
    source = newsroom.SOURCE.replace("The port law dates", "The Great Harbour law dates")
    (found,) = [finding for finding in checked(source) if finding.code == "A03"]
    assert source[found.start : found.end] == "Great Harbour"


def test_a_quotation_in_a_heading_rests_on_its_item() -> None:
    heading = "## Minister keeps the harbour network"
    good = newsroom.SOURCE.replace(
        heading, "## Minister: \u201cthe harbour network will not be closed\u201d"
    )
    assert checked(good) == []
    bad = newsroom.SOURCE.replace(
        heading, "## Minister: \u201cthe harbour network will be closed\u201d"
    )
    assert [finding.code for finding in checked(bad)] == ["Q01"]


def test_a_number_in_a_heading_rests_on_its_item() -> None:
    heading = "## Lines remain unrepaired"
    assert checked(newsroom.SOURCE.replace(heading, "## 25 lines remain unrepaired")) == []
    assert [
        f.code for f in checked(newsroom.SOURCE.replace(heading, "## 26 lines remain unrepaired"))
    ] == ["H02", "N01"]


def test_two_dates_for_one_passage_are_named_unless_it_prints_both() -> None:
    passage = newsroom.cite(newsroom.ENGLISH, "The minister of ports", "others claim")
    again = (
        f"On 20 September 2026 the minister of ports kept the network {passage}. Traffic had risen"
    )
    codes = [
        finding.code for finding in checked(newsroom.SOURCE.replace("Traffic had risen", again))
    ]
    assert "D04" in codes


def test_where_statements_are_known_a_date_from_elsewhere_in_the_text_is_refused() -> None:
    source = newsroom.SOURCE.replace("Traffic had risen", "On 3 May 2019 traffic had risen")
    assert checked(source) == []
    held = check.Held(newsroom.Newsroom(), pack=newsroom.pack(), window=newsroom.WINDOW, said={})
    found = check.check_edition(
        newsroom.edition(source),
        reading=None,
        pack=newsroom.pack(),
        evidence=held,
        window=newsroom.WINDOW,
    )
    assert [finding.code for finding in found] == ["D05"]


def test_a_translation_may_be_followed_by_what_supports_it() -> None:
    first = newsroom.cite(newsroom.PERSIAN, "از ۴۰", "نشده است", " tr=mina")
    support = newsroom.cite(newsroom.PERSIAN, "مرا تولون، وزیر", "نشده است")
    assert checked(newsroom.SOURCE.replace(first, f"{first} {support}")) == []


def test_a_translator_is_no_excuse_where_the_evidence_is_in_the_same_language() -> None:
    cited = newsroom.cite(newsroom.ENGLISH, "We shall open", "added")
    source = newsroom.SOURCE.replace(cited, cited.replace("]", " tr=mina]"))
    assert checked(source) == []
    assert [f.code for f in checked(source.replace("We shall open", "We will open"))] == ["Q01"]
