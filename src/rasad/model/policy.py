"""Policy: a bill, by-law, resolution or plan under all its titles, with its stages in order of time."""

from __future__ import annotations

from dataclasses import dataclass

from rasad.model.vocabulary import STAGES

_TOLD_ANYTIME = frozenset({"announced", "planned", "proposed", "rumoured"})
REVERSALS = frozenset({"returned", "suspended", "annulled", "withdrawn", "expired", "repealed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """One title, with the day on which it was first told."""

    text: str
    language: str
    since: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageEvent:
    """A stage told by a statement. `claimed`: known only from a speaker. `heading`: the stage that the article's heading tells.

    `move`: first, forward, back (taken back: by a stage that takes back, so it is accepted), again, unclear (earlier than what was
    reached, and nothing told takes that back), claimed (does not move the policy: evidence is asked for).
    """

    stage: str
    day: str | None
    statement: str
    text_id: str
    start: int
    end: int
    actor: str
    claimed: bool
    move: str
    heading: str = "none"

    @property
    def needs_evidence(self) -> bool:
        """True when an editor should look for the act itself: only a speaker says so, or the order is unclear."""
        return self.claimed or self.move == "unclear"

    @property
    def is_heading_ahead(self) -> bool:
        """True when the heading tells a later stage than the body."""
        return self.heading != "none" and STAGES.index(self.heading) > STAGES.index(self.stage)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`dossier` names it; `stage` is the latest that acts, not claims, have shown."""

    dossier: str
    titles: tuple[Title, ...]
    events: tuple[StageEvent, ...]

    @property
    def stage(self) -> str:
        """The stage it stands at, by what is shown; none when all is claimed."""
        shown = [event.stage for event in self.events if not event.needs_evidence]
        return shown[-1] if shown else "none"


def move(reached: str, stage: str) -> str:
    """How a stage goes on from the one reached: first, forward, back, again or unclear.

    A stage that takes back may come at any time. After one, the way starts anew wherever it is taken up. Else it only goes forward.
    """
    if reached == "none":
        return "first"
    if stage == reached or (stage in _TOLD_ANYTIME and reached not in REVERSALS):
        return "again"
    if stage in REVERSALS:
        return "back"
    return "forward" if reached in REVERSALS or STAGES.index(stage) > STAGES.index(reached) else "unclear"
