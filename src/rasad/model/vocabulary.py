"""The closed lists of words with which statements and developments are coded. Explained in docs/glossary.md."""

from __future__ import annotations

from typing import Final

ACTS: Final = (
    "announce", "assert", "report", "forecast", "promise", "propose", "demand", "justify",
    "blame", "accuse", "deny", "warn", "threaten", "concede", "clarify",
)
ACTIONS: Final = (
    "create_body", "approve", "enact", "issue", "promulgate", "license", "restrict", "block",
    "unblock", "throttle", "shut_down", "raise_price", "appoint", "remove", "procure",
    "launch_product", "sign_agreement", "submit", "investigate", "arrest", "sanction",
    "withdraw", "suspend", "repeal", "report_practice", "plan",
)
STAGES: Final = (
    "none", "unknown", "rumoured", "proposed", "planned", "announced", "drafted",
    "under_review", "approved_committee", "approved_chamber", "returned", "approved", "signed",
    "published", "promulgated", "partly_in_force", "in_force", "enforced", "completed",
    "suspended", "annulled", "withdrawn", "expired", "repealed",
)
CLAIMED: Final = "claimed_"
STANCES: Final = ("asserts", "denies", "supports", "opposes", "neutral")
MEDIA: Final = (
    "interview", "press_conference", "remarks", "statement", "decree_or_order", "bill_text",
    "resolution_text", "official_site", "social_post", "agency_report", "newspaper_report",
    "broadcast", "leak", "court_document", "meeting_report",
)
DATE_ROLES: Final = (
    "event", "event_vague", "statement", "interview", "interview_release", "publication",
    "publication_deictic", "capture", "effective", "background_event", "duration", "deictic",
)
DATE_BASES: Final = ("explicit", "window", "weekday", "relative", "header", "url")
CALENDARS: Final = ("gregorian", "jalali", "hijri")
KINDS: Final = ("direct", "fragment", "indirect", "document", "term")
POLARITIES: Final = ("affirmed", "negated", "unsure")
MENTION_KINDS: Final = ("person", "institution", "outlet", "place", "law")
RELATIONS: Final = (
    "contradicts", "repeats", "updates", "denies", "same_event", "precedes", "cites",
)
MILESTONES: Final = (
    "policy_stage", "incident", "statement", "count", "listing", "leak", "reported", "demand",
    "appointment", "denial", "exposure",
)
SEVERITIES: Final = ("error", "warning", "info")


def is_stage(word: str) -> bool:
    """True for every stage, bare or with the prefix that marks a stage known only from a speaker."""
    return word.removeprefix(CLAIMED) in STAGES
