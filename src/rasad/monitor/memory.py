"""Monitor: what was promised and how policies stand, from all that is held. Parts → Promises, Policies."""

from __future__ import annotations

from rasad import understand
from rasad.model import Policy, Promise
from rasad.monitor.grouping import latest_articles
from rasad.monitor.parts import Parts
from rasad.monitor.proposals import readings_of


def promises(parts: Parts) -> tuple[Promise, ...]:
    """The promises with a deadline, by deadline, each with its outcome when one is told."""
    articles = latest_articles(parts.store.articles.all())
    return understand.find_promises(articles, readings_of(parts, articles))


def promise_counts(parts: Parts) -> dict[str, int]:
    """How many promises stand on this day as due and as overdue."""
    today = parts.clock.now().date().isoformat()
    told = [one.status(today) for one in promises(parts) if one.said is None or one.said[:10] <= today]
    return {"promises_due": told.count("due"), "promises_overdue": told.count("overdue")}


def policies(parts: Parts) -> tuple[Policy, ...]:
    """The policies, each with its titles and stages."""
    articles = latest_articles(parts.store.articles.all())
    return understand.find_policies(articles, readings_of(parts, articles), pack=parts.judged)
