"""The newsroom's pages keep their word: weekdays fit dates, hosts are invented, private persons stay where they were put."""

from __future__ import annotations

import html
import re
import tomllib
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
from persiantools.jdatetime import JalaliDate

from rasad.languages import tables

NEWSROOM: Final = Path(__file__).resolve().parent.parent.parent / "examples" / "newsroom"
FIRST, LAST = date(2026, 9, 1), date(2026, 10, 31)
BIDI: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ADDRESS: Final = re.compile(r"https?://([^/\s\"'<>)]+)")
STANDARDS: Final = {"schema.org", "www.w3.org"}


def fold(text: str) -> str:
    digits = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")
    return text.replace("ي", "ی").replace("ك", "ک").replace("\u200c", " ").translate(digits)


def words(language: str, table: str) -> dict[str, int]:
    """Spellings of months, weekdays or days of a language, folded, with their number."""
    rows = tables.load(language, "months")[table]
    assert isinstance(rows, dict)
    if table == "days":
        return {fold(name): number for name, number in rows.items()}
    return {fold(name): int(number) for number, names in rows.items() for name in names}


def jalali_days(text: str) -> list[tuple[str, str, date]]:
    """(text, weekday, day) of every Jalali date that stands behind a weekday; the year is 1405 if none is printed."""
    weekdays, months, ordinals = words("fa", "weekdays"), words("fa", "jalali"), words("fa", "days")
    pattern = re.compile(
        rf"\b({'|'.join(sorted(weekdays, key=len, reverse=True))}) (\d{{1,2}}|{'|'.join(sorted(ordinals, key=len, reverse=True))}) "
        rf"({'|'.join(sorted(months, key=len, reverse=True))})\b(?: (\d{{4}})\b)?"
    )
    found = []
    for match in pattern.finditer(fold(text)):
        weekday, day, month, year = match.groups()
        number = int(day) if day.isdigit() else ordinals[day]
        found.append((match.group(0), weekday, JalaliDate(int(year or 1405), months[month], number).to_gregorian()))
    return found


def gregorian_days(text: str) -> list[tuple[str, str, date]]:
    """The same for English dates such as `Tuesday, 13 October 2026`."""
    weekdays, months = words("en", "weekdays"), words("en", "gregorian")
    names = "|".join(name for name in sorted(weekdays, key=len, reverse=True) if len(name) > 3)
    pattern = re.compile(rf"\b({names}), (\d{{1,2}}) ([A-Z][a-z]+)(?: (\d{{4}}))?", re.I)
    lower = {name.lower(): number for name, number in months.items()}
    return [
        (match.group(0), match.group(1), date(int(match.group(4) or 2026), lower[match.group(3).lower()], int(match.group(2))))
        for match in pattern.finditer(text)
    ]


def test_printed_weekdays_are_right(newsroom_files: dict[str, str]) -> None:
    persian, english = words("fa", "weekdays"), {k.lower(): v for k, v in words("en", "weekdays").items()}
    checked = 0
    for name, text in newsroom_files.items():
        for shown, weekday, day in jalali_days(text):
            assert persian[weekday] == day.isoweekday(), f"{name}: {shown}"
            checked += 1
        for shown, weekday, day in gregorian_days(text):
            assert english[weekday.lower()] == day.isoweekday(), f"{name}: {shown}"
            checked += 1
    assert checked > 60


def test_two_calendars_on_one_line_name_one_day(newsroom_files: dict[str, str]) -> None:
    page = fold(newsroom_files["site/talna.example/fa/news/48655.html"])
    line = re.search(r'item-date">(.*?)</span>', page)
    assert line is not None
    (_, _, jalali), english = jalali_days(line[1])[0], re.search(r"(\d+) ([A-Z][a-z]+) (\d{4})", line[1])
    assert english is not None
    assert jalali == date(int(english[3]), words("en", "gregorian")[english[2]], int(english[1]))


def test_every_page_is_published_in_the_window(planted: dict[str, list[dict[str, object]]]) -> None:
    assert len(planted["page"]) == 24
    for page in planted["page"]:
        assert FIRST <= date.fromisoformat(str(page["published"])) <= LAST, page["url"]
        assert JalaliDate.fromisoformat(str(page["jalali"])).to_gregorian().isoformat() == page["published"]


def test_every_planted_page_is_there_and_no_other(
    planted: dict[str, list[dict[str, object]]], newsroom_files: dict[str, str], serve: ModuleType
) -> None:
    room = serve.Newsroom()
    files = set()
    for page in planted["page"]:
        host, _, path = str(page["url"]).removeprefix("http://").partition("/")
        file = room.find(host, "/" + path)
        assert file is not None, page["url"]
        files.add(file.relative_to(NEWSROOM).as_posix())
    listings = {"site/kuch.example/news/index.html", "site/rasmi.example/notices/index.html"}
    forbidden = {"site/peyk.example/archive/1405/05/28/setun.html"}
    pages = {name for name in newsroom_files if name.startswith("site/") and name.endswith(".html")}
    assert files == pages - listings - forbidden


def test_every_address_ends_in_example(newsroom_files: dict[str, str]) -> None:
    for name, text in newsroom_files.items():
        for host in ADDRESS.findall(text):
            assert host.endswith(".example") or host in STANDARDS, f"{name}: {host}"


def test_no_bidi_control_stands_bare(newsroom_files: dict[str, str]) -> None:
    assert not [name for name, text in newsroom_files.items() if BIDI.search(text)]
    assert "&#x202E;" in newsroom_files["site/kuch.example/en/a/918.html"]


def test_private_persons_stand_on_their_two_pages_only(newsroom_files: dict[str, str], names: ModuleType) -> None:
    meant = {"site/kuch.example/en/a/901.html": 0, "site/kuch.example/fa/a/902.html": 1}
    for latin, persian in names.private_persons():
        for name, text in newsroom_files.items():
            is_there = (fold(persian) in fold(text), latin in text)
            if name in meant:
                assert is_there == (bool(meant[name]), not meant[name]), name
            else:
                assert is_there == (False, False), name
                assert latin.split()[1] not in text and fold(persian).split()[-1] not in fold(text)


def test_a_private_person_is_in_no_pack_and_no_editor(names: ModuleType) -> None:
    known = {names.fold(text) for folder in names.PACKS.iterdir() for _, _, text in names.pack_names(folder)}
    editor = (NEWSROOM / "editor.toml").read_text(encoding="utf-8")
    for pair in names.private_persons():
        for name in pair:
            assert names.fold(name) not in known
            assert name not in editor and name.split()[-1] not in editor


def test_the_silent_edit_changes_one_quotation_and_nothing_else(
    planted: dict[str, list[dict[str, object]]], newsroom_files: dict[str, str]
) -> None:
    edit = planted["silent_edit"][0]
    before = newsroom_files["site/talna.example/fa/news/49530.html"]
    after = newsroom_files["site_later/talna.example/fa/news/49530.html"]
    assert before.replace(str(edit["before"]), str(edit["after"])) == after
    assert before != after


def test_one_outlet_prints_arabic_letters(newsroom_files: dict[str, str]) -> None:
    for name, text in newsroom_files.items():
        has_arabic = "ي" in text or "ك" in text
        assert has_arabic == ("/peyk.example/" in name and not name.endswith("robots.txt")), name


def test_planted_words_stand_on_their_pages(
    planted: dict[str, list[dict[str, object]]], newsroom_files: dict[str, str], serve: ModuleType
) -> None:
    room = serve.Newsroom()
    for kind, rows in planted.items():
        for row in rows:
            for key, value in row.items():
                if not key.endswith("words"):
                    continue
                url = str(row.get(key.removesuffix("words") + "page") or row.get("page") or row["url"])
                host, _, path = url.removeprefix("http://").partition("/")
                file = room.find(host, "/" + path)
                assert file is not None
                page = html.unescape(file.read_text(encoding="utf-8"))
                assert str(value) in page, f"{kind} {url}: {value}"


def test_editor_translates_only_words_that_stand_on_the_page(serve: ModuleType) -> None:
    first, later = serve.Newsroom(), serve.Newsroom()
    later.later = True
    editor = tomllib.loads((NEWSROOM / "editor.toml").read_text(encoding="utf-8"))
    assert editor["handle"] and len(editor["development"]) == 22
    for item in editor["development"]:
        host, _, path = item["page"].removeprefix("http://").partition("/")
        files = [room.find(host, "/" + path) for room in (first, later)]
        page = "".join(html.unescape(re.sub(r"</?b>", "", file.read_text(encoding="utf-8"))) for file in files)
        assert item["decision"] in ("accept", "reject") and item["why"]
        if item["decision"] == "accept":
            assert item["heading"].keys() == {"en", "fa"}
        for words_ in item.get("translation", ()):
            assert words_["original"] in page, words_["original"]


def test_the_desk_prints_the_analysis_its_editor_wrote() -> None:
    editor, settings = (tomllib.loads((NEWSROOM / name).read_text(encoding="utf-8")) for name in ("editor.toml", "monitor.toml"))
    assert settings["edition"]["lead"] == editor["analysis"] and settings["edition"]["title"] == editor["title"]
    assert settings["edition"]["window"] == editor["window"]


def test_the_names_are_made_up(names: ModuleType) -> None:
    """Against pack ir alone; the corpora are looked through below."""
    assert names.collisions(None) == []


@pytest.mark.slow
@pytest.mark.data
def test_no_name_occurs_in_the_corpora(names: ModuleType, shared: Path) -> None:
    assert names.collisions(shared.parent) == []
