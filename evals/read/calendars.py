"""Calendars: new years, lunar tables, headers, addresses and phrases. ../shared/data -> figures.

    python -m evals.read.calendars [--refused]

`--refused` prints each expression of parstdex's tests that is not read, with its class of reason.
"""

from __future__ import annotations

import argparse
import ast
import gzip
import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from rasad import calendars
from rasad.read.dates import day_of_address

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
DATES = SHARED / "persian_dates"
TABLES = ("kfupm_comparison_calendar", "ummalqura_calendar_website", "ummalqura_newspaper_issues")
ANCHOR = "2024-05-05"  # any day will do: only the places of the expressions are compared
BEFORE_THE_AGENCY = (
    1370  # Fars numbers from 1381 on; two addresses of an older form name a year of the sixties
)


def lunar_rows() -> Iterator[tuple[tuple[int, int, int], str]]:
    """The rows of the published lunar tables: a lunar day and the Gregorian one."""
    for name in TABLES:
        for row in json.loads((DATES / f"{name}.json").read_text(encoding="utf-8")):
            lunar, (year, month, day) = row[0]
            yield tuple(lunar), f"{year:04d}-{month:02d}-{day:02d}"


def nowruz() -> float:
    """Share of the official Jalali new years that are right."""
    rows = (DATES / "official_nowruz_1206_1498.tsv").read_text().splitlines()[1:]
    right = 0
    for row in rows:
        year, _, day = row.split("\t")
        right += calendars.to_gregorian("jalali", int(year), 1, 1).isoformat() == day
    return right / len(rows)


def lunar() -> dict[str, float]:
    """Lunar days: by the tables; printed alone in Arabic, alone in Persian (marked ~), beside the Jalali day."""
    right: Counter[str] = Counter()
    rows = list(lunar_rows())
    for (year, month, day), wanted in rows:
        right["table"] += calendars.to_gregorian("hijri", year, month, day).isoformat() == wanted
        solar = calendars.from_gregorian(
            "jalali", calendars.to_gregorian("hijri", year, month, day)
        )
        printed = f"{day} {calendars.month_name('hijri', month, language='fa')} {year}"
        beside = f"{solar[2]} {calendars.month_name('jalali', solar[1], language='fa')} {solar[0]} - {printed}"
        arabic = f"{day} {calendars.month_name('hijri', month, language='ar')} {year}"
        right["arabic"] += values(arabic, "ar") == [wanted]
        right["persian"] += values(printed, "fa") == [f"{wanted}~"]
        right["beside"] += values(beside, "fa") == [wanted, wanted]
    return {
        f"lunar_{name}_exact": right[name] / len(rows)
        for name in ("table", "arabic", "persian", "beside")
    }


def values(text: str, language: str) -> list[str | None]:
    """The values of the dates in a text."""
    return [one.edtf for one in calendars.parse(text, language=language)]


def majlis() -> dict[str, float]:
    """The sittings: each Jalali day converted, and each header that prints a date read in both calendars."""
    lines = (
        (SHARED / "majlis1358" / "calendar_vectors.jsonl").read_text(encoding="utf-8").splitlines()
    )
    rows = [json.loads(line) for line in lines]
    converted = right = 0
    dated = [row for row in rows if "1358" in row["text"]]
    for row in rows:
        year, month, day = map(int, row["jalali"].split("-"))
        converted += (
            calendars.to_gregorian("jalali", year, month, day).isoformat() == row["gregorian"]
        )
    for row in dated:
        right += values(row["text"], "fa") == [row["gregorian"]] * 2
    return {
        "majlis_jalali_exact": converted / len(rows),
        "majlis_exact": right / len(dated),
        "majlis_headers": float(len(dated)),
    }


def vectors() -> float:
    """Share of the Persian and Arabic test phrases of dateparser that are read as their day."""
    rows = json.loads((DATES / "dateparser_fa_ar_vectors.json").read_text(encoding="utf-8"))
    right = 0
    for row in rows:
        language = "fa" if "jalali" in row["file"] else "ar"
        found = calendars.parse(row["text"], language=language)
        right += bool(found) and (found[0].edtf or "").rstrip("~") == row["datetime"][:10]
    return right / len(rows)


def fars_addresses() -> dict[str, float]:
    """The day in the address of each article whose digits are a possible date, and how many are none."""
    right = possible = others = 0
    with gzip.open(
        SHARED / "fars_news" / "fars_news_dev.jsonl.gz", "rt", encoding="utf-8"
    ) as lines:
        for line in lines:
            row = json.loads(line)
            year, month, day = map(int, row["jalali_date_from_url"].split("-"))
            try:
                calendars.to_gregorian("jalali", year, month, day)
                is_possible = year >= BEFORE_THE_AGENCY
            except ValueError:
                is_possible = False
            found = day_of_address(row["link"])
            if is_possible:
                possible += 1
                right += found is not None and found[0] == row["date"]
            else:
                others += 1
    return {
        "fars_address_exact": right / possible,
        "fars_addresses": float(possible),
        "fars_addresses_impossible": float(others),
    }


def spans() -> tuple[dict[str, float], list[tuple[str, str]]]:
    """How many expressions of parstdex are read, in full or in part, and the others with their class of reason."""
    rows = json.loads((DATES / "parstdex_spans.json").read_text(encoding="utf-8"))
    reasons = tomllib.loads(Path(__file__).with_name("refused.toml").read_text(encoding="utf-8"))[
        "reason"
    ]
    exact = touched = total = 0
    refused: list[tuple[str, str]] = []
    for row in rows:
        text = row["test_input"]
        found = [
            (one.start or 0, one.end or 0)
            for one in calendars.parse(text, language="fa", anchor=ANCHOR)
        ]
        for start, end in ast.literal_eval(row["expected"]):
            total += 1
            exact += (start, end) in found
            if any(first < end and start < last for first, last in found):
                touched += 1
            else:
                refused.append((reason_of(text[start:end], reasons), text[start:end]))
    return {
        "parstdex_read": touched / total,
        "parstdex_same_span": exact / total,
        "parstdex_spans": float(total),
    }, refused


def reason_of(words: str, reasons: list[dict]) -> str:
    """The class of reason for which an expression is no date, or `not read` for one that is."""
    for row in reasons:
        if any(word in words for word in row["words"]):
            return str(row["name"])
    return "number alone" if words.strip(" .-").isdigit() else "not read"


def run() -> dict[str, float]:
    """All figures of the calendars."""
    read, refused = spans()
    classes = Counter(reason for reason, _ in refused)
    return (
        {"nowruz_exact": nowruz(), "phrases_exact": vectors()} | majlis() | lunar() | fars_addresses() | read
        | {f"parstdex_refused_{reason.replace(' ', '_')}": float(count) for reason, count in classes.most_common()}
    )  # fmt: skip


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--refused", action="store_true")
    if parser.parse_args().refused:
        for reason, words in sorted(spans()[1]):
            print(f"{reason:24} {words}")
    for name, value in run().items():
        print(f"{name:44} {value:.4f}")


if __name__ == "__main__":
    main()
