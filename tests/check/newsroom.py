"""A small invented newsroom: two texts, one edition drafted from them, and who holds office."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.check.examples import example_pack
from rasad.check.gate import splitter
from rasad.model import Article, Capture, DateMention, Edition, Pack, Statement, TextVersion
from rasad.model.edition_markdown import parse_edition
from rasad.model.ids import text_id

WINDOW = "2026-09-01/2026-10-31"

ENGLISH = """Ports network stays open, minister says

SARVAN, 15 September - The minister of ports, Mera Tolun, said on Monday that "the harbour network will not be closed, whatever others claim". She was speaking to reporters in Sarvan.

Of 40 lines, 12 have been renewed since May, at a cost of 3.5 million tals, she said. Traffic rose by 30 per cent in a year. "We shall open twelve more," she added.

The port law was passed on 3 May 2019 and never applied in full. Sara Baresh, a resident, waited 45 minutes for a ferry."""

PERSIAN = """تولون: شبکه بندر بسته نمی‌شود

سروان - مرا تولون، وزیر بنادر، روز پنج‌شنبه ۱۶ مهر ۱۴۰۵ در گفت‌وگو با سروان پست گفت: «از ۴۰ خط، ۲۵ خط بازسازی نشده است». وی افزود هزینه هر خط ۲۹۰ هزار تال است."""

EN, FA = text_id(ENGLISH), text_id(PERSIAN)


def cite(text: str, first: str, last: str, tail: str = "") -> str:
    """A citation of the stretch of a text from some words to others."""
    start = text.index(first)
    end = text.index(last, start) + len(last)
    return f"[@{text_id(text)}, {start}-{end}{tail}]"


SOURCE = f"""---
series: Policy Monitor
number: 1
language: en
window: {WINDOW}
published: 2026-11-09
title: Two months in Talvaria
items: [d-0123456789ab, d-ba9876543210]
---

# Two months in Talvaria

::: analysis
The desk expects a quarrel about the ports.
:::

## Minister keeps the harbour network {{#d-0123456789ab}}

On Monday, 14 September 2026, Mera Tolun, minister of ports, said that \u201cthe harbour network will not be closed\u201d, Sarvan Post reported {cite(ENGLISH, "The minister of ports", "others claim")}. She said that 12 of 40 lines had been renewed, at a cost of 3.5 million tals {cite(ENGLISH, "Of 40 lines", "she said")}. Traffic had risen by 30 per cent {cite(ENGLISH, "Traffic rose", "a year")}. \u201cWe shall open twelve more,\u201d she added {cite(ENGLISH, "We shall open", "added")}. The port law dates from 3 May 2019 {cite(ENGLISH, "The port law", "in full")}.

## Lines remain unrepaired {{#d-ba9876543210}}

On 8 October 2026, Mera Tolun, minister of ports, told Sarvan Post: \u201cOf 40 lines, 25 have not been rebuilt\u201d {cite(PERSIAN, "از ۴۰", "نشده است", " tr=mina")}. Each line costs 290,000 tals {cite(PERSIAN, "وی افزود", "تال است")}.
"""


@dataclass(frozen=True, slots=True)
class Newsroom:
    """Evidence in memory, with articles."""

    def text(self, text_id: str) -> TextVersion | None:
        texts = {EN: ENGLISH, FA: PERSIAN}
        return (
            TextVersion(id=text_id, text=texts[text_id], capture="", rules="")
            if text_id in texts
            else None
        )

    def statements(self, dossier: str) -> tuple[Statement, ...]:
        return ()

    def captures(self, url: str) -> tuple[Capture, ...]:
        return ()

    def article(self, text_id: str) -> Article | None:
        days = {EN: ("2026-09-15", "en"), FA: ("2026-10-08", "fa")}
        if text_id not in days:
            return None
        day, language = days[text_id]
        return Article(
            id="a-1", capture="", captured="2026-11-01T00:00:00Z", text_id=text_id, text="", title="", byline="",
            language=language, url="https://post.example/1", outlet="x.o.post", agency=None,
            published=DateMention(text=day, edtf=day), rules="",
        )  # fmt: skip


def pack() -> Pack:
    return example_pack()


def edition(source: str = SOURCE) -> Edition:
    return parse_edition(source, splitter("en"))


PERSIAN_SOURCE = f"""---
series: رصد سیاست
number: 1
language: fa
window: {WINDOW}
published: 2026-11-09
title: دو ماه در تالواریا
items: [d-0123456789ab, d-ba9876543210]
---

## شبکه بسته نمی‌شود {{#d-0123456789ab}}

مرا تولون، وزیر بنادر، دوشنبه ۲۳ شهریور ۱۴۰۵ گفت: «شبکه بندر، هر چه بگویند، بسته نخواهد شد» {cite(ENGLISH, "The minister of ports", "others claim", " tr=mina")}. سروان پست گزارش داد که ۱۲ خط از ۴۰ خط با هزینه ۳٫۵ میلیون تال نوسازی شده است {cite(ENGLISH, "Of 40 lines", "she said")}. تردد ۳۰ درصد بیشتر شده است {cite(ENGLISH, "Traffic rose", "a year")}.

## خطوط بازسازی نشد {{#d-ba9876543210}}

مرا تولون، وزیر بنادر، پنج‌شنبه ۱۶ مهر ۱۴۰۵ به سروان پست گفت: «از ۴۰ خط، ۲۵ خط بازسازی نشده است» {cite(PERSIAN, "از ۴۰", "نشده است")}. هزینه هر خط ۲۹۰ هزار تال است {cite(PERSIAN, "وی افزود", "تال است")}.
"""
