"""Front matter: the lines `key: value` between two lines of ---. str -> dict."""

from __future__ import annotations

import re
from typing import Final, NoReturn

from rasad.errors import BadEdition
from rasad.model.when import is_edtf

REQUIRED: Final = ("language", "window", "title")

FRONT: Final = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)
OTHER_FRONT: Final = re.compile(
    r"\A\ufeff?\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.S | re.M
)
KEY: Final = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$")


def bad_edition(source: str, place: int, why: str) -> NoReturn:
    """Raises BadEdition with the line of `place`."""
    line = source.count("\n", 0, place) + 1
    raise BadEdition(f"line {line}: {why}", line=str(line))


def front_matter(source: str, front: re.Match[str]) -> dict[str, str]:
    """The fields of the front matter. Raises BadEdition with the line."""
    fields: dict[str, str] = {}
    place = front.start(1)
    for line in front.group(1).splitlines(keepends=True):
        bare = line.strip()
        found = KEY.match(bare)
        if bare and not bare.startswith("#"):
            if not found or line[:1] in " \t":
                bad_edition(
                    source,
                    place,
                    f"cannot read {bare!r}; front matter has lines of the form key: value",
                )
            if found.group(1) in fields:
                bad_edition(source, place, f"{found.group(1)!r} stands twice in the front matter")
            fields[found.group(1)] = _value(source, place, found.group(2))
            if found.group(1) == "window" and not is_edtf(fields["window"]):
                bad_edition(
                    source,
                    place,
                    f"window {fields['window']!r} is no interval; write 2026-09-01/2026-09-30",
                )
        place += len(line)
    lacking = [key for key in REQUIRED if not fields.get(key)]
    if lacking:
        bad_edition(source, 0, f"the front matter lacks {', '.join(lacking)}")
    return fields


def _value(source: str, place: int, raw: str) -> str:
    """A scalar without its quotes; a list stays as the words between its brackets."""
    if raw[:1] in "\"'":
        if len(raw) < 2 or raw[-1] != raw[0]:
            bad_edition(source, place, f"the quotation mark of {raw!r} is not closed")
        return raw[1:-1]
    if raw[:1] == "[" and raw[-1:] != "]":
        bad_edition(source, place, f"the list {raw!r} is not closed")
    return raw
