"""Doors: fakes that pass the same conformance suites as the real things, and builders for tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from rasad.errors import FetchFailed
from rasad.model import Capture, Fetched, Statement, TextVersion
from rasad.model.ids import sha256, text_id
from rasad.store.shelves import MemoryStore

__all__ = ["FakeEvidence", "FakeWeb", "FrozenClock", "MemoryStore", "page", "text_version"]


@dataclass
class FrozenClock:
    """A clock that stands still until told to go on."""

    moment: datetime = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it stands at."""
        return self.moment

    def forward(self, seconds: float) -> None:
        """Goes on. Also fits where a `wait` is asked for."""
        self.moment += timedelta(seconds=seconds)


@dataclass
class FakeWeb:
    """The Web port over a mapping of addresses to bodies. Every exchange goes through `keep` first."""

    pages: Mapping[str, bytes | Fetched]
    keep: Callable[[Fetched, str | None], Fetched]
    clock: FrozenClock = field(default_factory=FrozenClock)
    asked: list[str] = field(default_factory=list)

    def get(
        self,
        url: str,
        *,
        source: str | None = None,
        etag: str | None = None,
        last_modified: str | None = None,
        ask_robots: bool = True,
    ) -> Fetched:
        """The page of that address, kept. Raises FetchFailed when there is none."""
        self.asked.append(url)
        found = self.pages.get(url)
        if found is None:
            raise FetchFailed(f"{url}: no such page", url=url)
        at = self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
        if isinstance(found, bytes):
            tag = f'"{sha256(found)[:16]}"'
            headers = (("Content-Type", "text/html; charset=utf-8"), ("ETag", tag))
            if etag == tag:
                exchange = Fetched(url=url, status=304, reason="Not Modified", headers=headers, at=at)
            else:
                exchange = Fetched(url=url, headers=headers, body=found, at=at)
        else:
            exchange = replace(found, at=at)
        return self.keep(exchange, source)


@dataclass
class FakeEvidence:
    """The Evidence port over mappings."""

    texts: Mapping[str, TextVersion] = field(default_factory=dict)
    by_dossier: Mapping[str, tuple[Statement, ...]] = field(default_factory=dict)
    by_url: Mapping[str, tuple[Capture, ...]] = field(default_factory=dict)

    def text(self, text_id: str) -> TextVersion | None:
        """The text version of that id, or None."""
        return self.texts.get(text_id)

    def statements(self, dossier: str) -> tuple[Statement, ...]:
        """The statements held about a dossier."""
        return self.by_dossier.get(dossier, ())

    def captures(self, url: str) -> tuple[Capture, ...]:
        """The captures of an address."""
        return self.by_url.get(url, ())


def text_version(text: str, *, capture: str = "0" * 64, rules: str = "read-1") -> TextVersion:
    """A text version of some characters."""
    return TextVersion(id=text_id(text), text=text, capture=capture, rules=rules)


def page(
    title: str, paragraphs: tuple[str, ...], *, language: str = "en", published: str | None = None
) -> bytes:
    """A plain news page in UTF-8."""
    from html import escape

    meta = f'<meta property="article:published_time" content="{escape(published)}">' if published else ""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    direction = "rtl" if language in ("fa", "ar") else "ltr"
    return (
        f'<!doctype html><html lang="{language}" dir="{direction}"><head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{meta}</head><body><article><h1>{escape(title)}</h1>{body}"
        "</article></body></html>"
    ).encode()
