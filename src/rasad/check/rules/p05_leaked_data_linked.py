"""P05: a link to leaked data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from rasad.check import lexicon
from rasad.check.context import Context
from rasad.model import Finding

CODE = "P05"
SEVERITY = "error"
NEEDS = "text"
NAME = "leaked data linked"
RATIONALE = (
    "A report on a leak never leads to the leak: the link hurts the persons in it a second time. Named are links to places where dumps are offered, links whose address or words offer leaked or stolen data, and "
    "downloads of tables and archives in a sentence about a leak. Reports about a leak may be linked."
)
BAD = "On 14 September 2026 records of the port were leaked; [download the leaked database](https://files.example/ports-dump.sql), Sarvan Post reported [@en, 0-250]."
GOOD = "On 14 September 2026 records of the port were leaked, [Sarvan Post reported](https://post.example/news/leak-of-port-records) [@en, 0-250]."

_LINK: Final = re.compile(
    r"\[([^\[\]\n]*)\]\(\s*<?(https?://[^\s)>]+|[\w./-]+\.(?:sql|csv|zip|7z|rar|gz|torrent))>?[^)\n]*\)|(?<![(<\w\"'=])<?(https?://[^\s<>\")\]]+)|href=[\"'](https?://[^\"']+)[\"']",
    re.I,
)
_HOSTS: Final = re.compile(
    r"(?:^|\.)(?:pastebin\.com|ghostbin\.\w+|rentry\.co|raidforums\.com|breachforums\.\w+|breached\.\w+|leakbase\.\w+|ddosecrets\.com|anonfiles\.com|gofile\.io|mega\.nz|mega\.co\.nz|mediafire\.com|"
    r"sendspace\.com|zippyshare\.com|bayfiles\.com|ufile\.io|doxbin\.\w+|cryptome\.org|0bin\.net|privatebin\.\w+|leak-?lookup\.com|dehashed\.com|snusbase\.com|intelx\.io)$|\.onion$",
    re.I,
)
_FILE: Final = re.compile(
    r"\.(?:sql|csv|tsv|xlsx?|zip|7z|rar|tar|gz|bz2|xz|torrent|db|sqlite3?|mdb|bak|dump|json|txt)(?:$|[?#])",
    re.I,
)
_NAMED: Final = re.compile(
    r"(?:leak|dump|breach|hacked|stolen|combo|dox)\w*[-_/. ]*(?:db|data|database|records?|sql|csv|zip|files?|users?|download|archive)|(?:db|data|database|records?|users?|files?)[-_/. ]*(?:leak|dump|breach|stolen)",
    re.I,
)
_OFFER: Final = re.compile(r"\b(?:download|full|complete|raw|entire|get|available)\b", re.I)
_REACH: Final = 200


def find(context: Context) -> Iterator[Finding]:
    """A finding at each such link."""
    for found in _LINK.finditer(context.source):
        words = found.group(1) or ""
        url = (found.group(2) or found.group(3) or found.group(4)).rstrip(".,;:!?")
        around = context.source[max(0, found.start() - _REACH) : found.end() + _REACH // 2]
        if _is_leak(url, words, around, context.language):
            yield context.finding(
                (CODE, SEVERITY),
                found.span(),
                "this link leads to leaked data",
                help="name the leak without a link, or link a report about it",
            )


def _is_leak(url: str, words: str, around: str, language: str) -> bool:
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    is_about = lexicon.has(around, language, "leak")
    if _HOSTS.search(parts.hostname or "") and (
        is_about or (parts.hostname or "").endswith(".onion")
    ):
        return True
    is_file = bool(_FILE.search(path))
    if is_file and (_NAMED.search(path) or is_about):
        return not re.search(
            r"report|paper|judg|order|petition|notice|letter|statement", path, re.I
        )
    offers = lexicon.has(words, language, "leak") and lexicon.has(words, language, "leak_data")
    return offers and bool(_OFFER.search(words))
