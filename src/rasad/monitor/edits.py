"""Monitor: what became of pages that were read. Polls and their texts → silent edits, told to the desk; an alarm where one was cited.

An edit counts when two polls found it. Until then it waits below, and stays there when it was gone at the next poll. What
means nothing sinks and never vanishes. Texts read by different rules are not compared: a change of ours is no news.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from rasad import read
from rasad.model import Article, Capture, Problem
from rasad.model.ids import problem_id
from rasad.monitor.parts import Parts
from rasad.monitor.proposals import developments_now

ALARM: Final = "cited-text-changed"
NEWS: Final = "changed-text"
WAITING: Final = "changed-text-unconfirmed"
MINOR: Final = "changed-text-minor"
_SHOWN: Final = 300
_CITATION: Final = re.compile(r"@([0-9a-f]{8,64})\b")  # also of a draft that cannot be read otherwise


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll found: when, and the article as read then."""

    at: str
    article: Article


def watch(parts: Parts) -> None:
    """Compares what the polls of each page found and tells the desk, or tells it anew."""
    cited = _Cited(parts)
    for url, versions in _changed(parts):
        for problem in _problems(_polls(parts, url, versions), versions[-1].language, cited):
            parts.store.problems.put([problem])


def _changed(parts: Parts) -> Iterator[tuple[str, list[Article]]]:
    """The addresses at which more than one text was read of an article. Another address of it, such as a page to print, is no edit."""
    found: dict[str, list[Article]] = defaultdict(list)
    for article in parts.store.articles.all():
        found[article.id].append(article)
    for versions in found.values():
        if not _differ(versions):
            continue
        by_url: dict[str, list[Article]] = defaultdict(list)
        for one in versions:
            if (capture := parts.store.captures.get(one.capture)) is not None:
                by_url[capture.url].append(one)
        yield from ((url, mine) for url, mine in sorted(by_url.items()) if _differ(mine))


def _differ(versions: Sequence[Article]) -> bool:
    return len({one.text_id for one in versions}) > 1 and len({one.rules for one in versions}) == 1


def _polls(parts: Parts, url: str, versions: Sequence[Article]) -> list[Poll]:
    """Every poll that found the page, in order: read anew, the same bytes again, or "not modified"."""
    read_as = {one.capture: one for one in versions}
    polls: list[Poll] = []
    for capture in sorted(parts.store.captures.by("url", url), key=lambda one: (one.at, one.id)):
        article = _found(capture, read_as, polls)
        if article is not None:
            polls.append(Poll(capture.at, article))
    return polls


def _found(capture: Capture, read_as: dict[str, Article], before: Sequence[Poll]) -> Article | None:
    if capture.status == 304:
        return before[-1].article if before else None
    return read_as.get(capture.refers_to or capture.id)


def _problems(polls: Sequence[Poll], language: str, cited: _Cited) -> Iterator[Problem]:
    texts = [poll.article.text for poll in polls]
    runs = read.changes.persists(texts, [poll.at for poll in polls], language=language)
    base = runs[0] if runs else None
    for run in runs:
        for old, new in pairwise(polls[run.first : run.last + 1]):
            change = read.changes.compare(old.article.text, new.article.text, language=language)
            if not change.is_silent:
                yield _told(MINOR, old, new, change)
        if base is None or run is base:
            continue
        old, new = polls[base.last], polls[run.first]
        change = read.changes.compare(old.article.text, new.article.text, language=language)
        if change.is_news:
            yield _told(_kind(run, polls[base.first : base.last + 1], cited), old, new, change)
        elif not change.is_silent:
            yield _told(MINOR, old, new, change)
        base = run if run.counts else base


def _kind(run: read.changes.Standing, before: Sequence[Poll], cited: _Cited) -> str:
    if not run.counts:
        return WAITING
    return ALARM if any(poll.article.text_id in cited.texts for poll in before) else NEWS


_HELP: Final = {
    ALARM: "an edition or an accepted development cites {old}; look at both, then correct it or say that the page was changed",
    NEWS: "both versions are held as {old} and {new}; cite the one you mean",
    WAITING: "one poll found it; it counts when the next finds it too. Both versions are held as {old} and {new}",
    MINOR: "both versions are held as {old} and {new}",
}


def _told(kind: str, old: Poll, new: Poll, change: read.changes.Change) -> Problem:
    gone = " … ".join(span.text for span in change.removed)[:_SHOWN]
    come = " … ".join(span.text for span in change.added)[:_SHOWN]
    before, after = old.article, new.article
    return Problem(
        id=problem_id("changed-text", f"{before.text_id} {after.text_id}"),
        kind=kind,
        subject=after.id,
        message=f"{after.url} was changed between {old.at} and {new.at}: was «{gone}», "
        f"is «{come}» ({', '.join(change.reasons)}; {change.score:.2f})",
        help=_HELP[kind].format(old=before.text_id, new=after.text_id),
    )


class _Cited:
    """The text versions that editions or accepted developments cite; looked for when first asked."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    @cached_property
    def texts(self) -> frozenset[str]:
        """Their ids."""
        accepted = [found for found in developments_now(self._parts) if found.state == "accepted"]
        return frozenset({one.text_id for found in accepted for one in found.evidence} | self._printed())

    def _printed(self) -> set[str]:
        found: set[str] = set()
        for path in sorted((self._parts.folder / "editions").glob("*/*.md")):
            found.update(_CITATION.findall(path.read_text(encoding="utf-8", errors="replace")))
        return found
