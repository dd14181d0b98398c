"""Office: a post of an institution, and who held it from when to when."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model.actor import Name
from rasad.model.when import overlaps, span_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post. `role` is one of the roles of docs/adding/a-country.md: minister, head, deputy, member, …"""

    id: str
    institution: str
    role: str
    names: tuple[Name, ...]

    def title(self, language: str) -> str:
        """The title in a language, else in any."""
        for name in self.names:
            if name.language == language:
                return name.text
        return self.names[0].text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A person held a post `since`–`until` (EDTF, `..` for unknown or open), as `source` says."""

    person: str
    post: str
    since: str = ".."
    until: str = ".."
    acting: bool = False
    source: str = ""
    confidence: str = "medium"

    def may_cover(self, edtf: str | None) -> bool:
        """True when the post may have been held at that time; an unknown time is covered by all."""
        return edtf is None or overlaps(span_of(self.since, self.until), edtf)
