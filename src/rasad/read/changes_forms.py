"""Forms: what became of a text whose every character stayed in its place. Two versions -> reasons.

Who takes a text from a page by other rules writes it otherwise throughout: all its lists, all its links, all its pictures.
A site touches its form at a place. So what changed throughout, in one way, is a change of how the text was taken and is silent;
what changed here and there is the site's own doing and sinks.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from rasad.read import changes_folds as folds

# What the record alone keeps: a reader sees no other letter, mark, heading, link or picture that says something.
SILENT: Final = frozenset({"lists", "links", "pictures"})

_ITEM: Final = re.compile(r"^[^\S\n]*(?:([-*+\u2022\u00b7\u2013])|\d{1,3}(\\?[.)]))([^\S\n]+)", re.MULTILINE)
_FEWEST: Final = 2  # list items written otherwise before one speaks of a rule
_MISREAD: Final = re.compile(r"^[a-z][a-z0-9+.-]*://[^?#]*?/[a-z]{2,5}://", re.IGNORECASE)
_PLACEHOLDER: Final = re.compile(r"^!\[\]\(data:image/(?:svg|gif)[^)]*\)$", re.IGNORECASE)


def reasons(old: str, new: str) -> tuple[str, ...]:
    """What was written otherwise, by name; at least one."""
    if folds.form(old) == folds.form(new):
        return ("lists" if _is_by_rule(old, new) else "spaces",)
    found: list[str] = []
    if (name := _of_pictures(folds.images(old), folds.images(new))) is not None:
        found.append(name)
    plain_old, plain_new = folds.without_images(old), folds.without_images(new)
    one, other = folds.targets(plain_old), folds.targets(plain_new)
    if one != other or folds.links(plain_old) != folds.links(plain_new):
        is_same = len(one) == len(other) and all(map(same_target, one, other))
        found.append("links" if is_same or not one or not other else "targets")
    if not found and folds.form(folds.mask(plain_old)) != folds.form(folds.mask(plain_new)):
        found.append("markup")
    return tuple(dict.fromkeys(found or ["links"]))


def _is_by_rule(old: str, new: str) -> bool:
    """True when the marks of lists are written in another way, and each way of before in one way now."""
    before, after = _marks(old), _marks(new)
    if len(before) != len(after):
        return False
    became: dict[tuple[str, int], set[tuple[str, int]]] = defaultdict(set)
    for mark, now in zip(before, after, strict=True):
        became[mark].add(now)
    changed = sum(mark != now for mark, now in zip(before, after, strict=True))
    return changed >= _FEWEST and all(len(ways) == 1 for ways in became.values())


def _marks(text: str) -> list[tuple[str, int]]:
    """The mark of each item of a list, and the spaces behind it."""
    return [(found[1] or found[2], len(found[3])) for found in _ITEM.finditer(text)]


def _of_pictures(old: Sequence[str], new: Sequence[str]) -> str | None:
    """All pictures taken out, or nothing come and gone but empty boxes: no picture that a reader sees came."""
    if list(old) == list(new):
        return None
    if len(old) == len(new):
        return "targets"
    if not new or all(map(_PLACEHOLDER.match, (*old, *new))):
        return "pictures"
    return "images"


def same_target(one: str, other: str) -> bool:
    """True when two targets are one: in other letters, or where a reader took a whole address for a path of the page's own.

    What such a reader adds or cuts behind the path does not matter; what the site itself says there does.
    """
    short, long = sorted((one.casefold(), other.casefold()), key=len)
    if short == long:
        return True
    if not (_MISREAD.match(short) or _MISREAD.match(long)):
        return False
    if long.startswith(short):
        return long[len(short)] in "?&"
    return short.count("://") != long.count("://") and folds.carried(short) == folds.carried(long) != ""
