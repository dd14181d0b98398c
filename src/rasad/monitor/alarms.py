"""Monitor: alarms, where an editor looks. Silent edits of what was cited → lines for the inbox, notes on an edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rasad.model import Edition, Problem
from rasad.model.ids import problem_id
from rasad.monitor.edits import ALARM
from rasad.monitor.parts import Parts


def alarms(parts: Parts) -> tuple[Problem, ...]:
    """The alarms that stand: an article that an edition or an accepted development cites was changed since."""
    return tuple(sorted(parts.store.problems.by("kind", ALARM), key=lambda one: (one.subject, one.id)))


def notes_on(parts: Parts, edition: Edition) -> tuple[str, ...]:
    """A line for each cited text whose page was changed afterwards, with where it is cited. One that cites the later text gets none."""
    standing = alarms(parts)
    if not standing:
        return ()
    lines = {text_id: edition.source.count("\n", 0, place) + 1 for text_id, place in reversed(list(_citations(edition)))}
    found = []
    for alarm in standing:
        for text_id in _older(parts, alarm):
            if text_id in lines:
                found.append((lines[text_id], f"line {lines[text_id]} cites {text_id}: {alarm.message}; {alarm.help}"))
    return tuple(told for _, told in sorted(found))


def _citations(edition: Edition) -> Iterator[tuple[str, int]]:
    for item in edition.items:
        for sentence in ((item.heading,) if item.heading else ()) + item.sentences:
            yield from ((cited.text_id, start) for cited, start, _ in sentence.citations)


def _older(parts: Parts, alarm: Problem) -> Iterable[str]:
    """The texts of the article that were read before the one the alarm tells of."""
    first: dict[str, str] = {}
    for article in parts.store.articles.by("article", alarm.subject):
        first[article.text_id] = min(article.captured, first.get(article.text_id, article.captured))
    for new, at in first.items():
        if any(problem_id("changed-text", f"{old} {new}") == alarm.id for old in first):
            return sorted(text_id for text_id, read in first.items() if read < at)
    return ()
