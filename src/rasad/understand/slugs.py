"""Understand: the title that an address carries, for texts that come without one. URL → str."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import unquote, urlsplit

_SLUG: Final = re.compile(r"[^\W_]+(?:[-_][^\W_]+){2,}")
_LETTER: Final = re.compile(r"(?<!\b[a-z] )\b([b-hj-rt-z]) ([a-z]{3,})", re.IGNORECASE)  # e-government, not "Iran s plan", "U S sanctions"


def slug_words(url: str | None) -> str:
    """The title that an address carries in its last part, empty when it carries none."""
    try:
        path = unquote(urlsplit(url).path) if url else ""
    except ValueError:  # no address
        return ""
    found = _SLUG.fullmatch(path.rstrip("/").rpartition("/")[2].partition(".")[0])
    return _LETTER.sub(r"\1-\2", re.sub(r"[-_]", " ", found.group())) if found else ""
