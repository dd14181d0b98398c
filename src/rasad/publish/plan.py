"""Publish: what of a statement is printed, in every language alike. Statement + text -> Plan.

Twin editions cite the same spans, so this is decided by the text and its language alone, before a word is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rasad.languages import tables
from rasad.languages.text import normalise
from rasad.model import Article, Development, Statement
from rasad.model.sentences import split_sentences
from rasad.publish.nouns import Sources

LONGEST = 420
FURTHER = 2
NEAR = 150
_MARKS = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e"
_TRIM = " \t\r\n\u00a0\u200c"
_WORD = re.compile(r"\w+")
_AFTER = _TRIM + ".,;:\u060c\u061b\u06d4"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A statement where it stands. `statement` is None for a passage that is cited as a report."""

    text_id: str
    text: str
    article: Article | None
    statement: Statement | None
    start: int
    end: int

    @property
    def language(self) -> str:
        """The language of the text; empty when not known."""
        return self.article.language.partition("-")[0] if self.article else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """`form` is quote, indirect or report; `start`-`end` the words printed; `support` what shows who spoke."""

    told: Told
    form: str
    start: int
    end: int
    support: tuple[int, int] | None
    is_denier: bool = False

    @property
    def words(self) -> str:
        """The exact characters."""
        return self.told.text[self.start : self.end]


def plans_of(development: Development, shelf: Sources) -> tuple[Plan, ...]:
    """The sentences of a development: its best statement, then up to two that add something."""
    plans: list[Plan] = []
    for id in development.statements:
        told = told_of(id, shelf)
        if told is None or (told.statement and told.statement.kind == "term"):
            continue
        plan = plan_of(told)
        if plan and not any(_is_same(plan, other) for other in plans):
            plans.append(plan)
        if len(plans) > FURTHER:
            break
    return tuple(plans) or report_of(development, shelf)


def told_of(id: str, shelf: Sources) -> Told | None:
    """The statement of that id with its text, or None when it is not on the shelf."""
    held = shelf.statements.get(id)
    if held is None or held[0] not in shelf.texts:
        return None
    text_id, statement = held
    return Told(
        text_id=text_id, text=shelf.texts[text_id], article=shelf.articles.get(text_id),
        statement=statement, start=statement.start, end=statement.end,
    )  # fmt: skip


def report_of(development: Development, shelf: Sources) -> tuple[Plan, ...]:
    """For a development without statements: the first sentence of its evidence, as the outlet's report."""
    places = [(c.text_id, c.start, c.end) for c in development.evidence]
    for text_id, start, end in (*places, (development.text_id, development.start, development.end)):
        text = shelf.texts.get(text_id)
        if text is not None and text[start:end].strip(_TRIM):
            told = Told(
                text_id=text_id, text=text, article=shelf.articles.get(text_id), statement=None,
                start=start, end=end,
            )  # fmt: skip
            return (_report(told),)
    return ()


def plan_of(told: Told) -> Plan | None:
    """How a statement is printed; None when it has no words."""
    said = told.statement
    if said is None:
        return _report(told)
    is_denier = is_word(said.verb, told.language, "deniers")
    inner = said.quote if said.kind in ("direct", "fragment") and said.quote else None
    is_quote = said.kind == "direct" or (
        inner is not None
        and _bare(told.text, inner.start, inner.end)
        == _bare(told.text, said.content.start, said.content.end)
    )
    span = inner if inner and is_quote else said.content
    start, end = (
        _bare(told.text, span.start, span.end)
        if is_quote
        else _clause(told.text, span.start, span.end)
    )
    start, end = _short(told.text, start, end)
    if is_quote:
        start, end = _unstopped(told.text, start, end)
    if start >= end:
        return None
    says_no = has_word(told.text[start:end], told.language, "negation")
    # A denial whose words do not say no, and a "did not say" whose words do not either, would be turned round.
    if (is_quote and is_denier and not says_no) or (
        said.polarity == "negated" and not says_no and not is_denier
    ):
        return _report(told)
    # The page of a citation shows what stands around it: only a speaker farther off needs a second one.
    is_far = start - said.start > NEAR or said.end - end > NEAR
    support = (said.start, said.end) if is_far else None
    return Plan(
        told=told, form="quote" if is_quote else "indirect", start=start, end=end, support=support,
        is_denier=is_denier,
    )  # fmt: skip


def is_word(words: str, language: str, key: str) -> bool:
    """True when `words` are, letter for letter in search form, an entry of a list of house.toml."""
    folded = normalise(words, language)
    return any(
        normalise(word, language) == folded
        for word in tables.words(language, "house", "grammar", key)
    )


def has_word(words: str, language: str, key: str) -> bool:
    """True when a word of a list of house.toml stands in `words`."""
    held = f" {' '.join(_WORD.findall(normalise(words, language)))} "
    listed = (normalise(word, language) for word in tables.words(language, "house", "grammar", key))
    return any(f" {word} " in held for word in listed) or "n't" in words.replace("\u2019", "'")


def _report(told: Told) -> Plan:
    start, end = _short(told.text, *_trimmed(told.text, told.start, told.end, _TRIM))
    start, end = _unstopped(told.text, start, end)
    return Plan(told=told, form="report", start=start, end=end, support=None)


def _trimmed(text: str, start: int, end: int, signs: str) -> tuple[int, int]:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in signs:
        end -= 1
    return start, end


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without its outer quotation marks."""
    start, end = _trimmed(text, start, end, _TRIM)
    if end - start > 2 and text[start] in _MARKS and text[end - 1] in _MARKS:
        start, end = _trimmed(text, start + 1, end - 1, _TRIM)
    return start, end


def _unstopped(text: str, start: int, end: int) -> tuple[int, int]:
    """A quotation without a last comma or full stop, which the sentence around it sets; "U.S." keeps its own."""
    last = text[start:end].rpartition(" ")[2]
    if last.count(".") > 1 or text[start:end].endswith(".."):
        return start, end
    return _trimmed(text, start, end, _AFTER)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """A span as a clause in the middle of a sentence: one sentence, no stop behind it."""
    start, end = _trimmed(text, start, end, _TRIM)
    spans = split_sentences(text[start:end])
    if len(spans) > 1:
        end = start + spans[0][1]
    return _trimmed(text, start, end, _AFTER)


def _short(text: str, start: int, end: int) -> tuple[int, int]:
    """A span cut after its last sentence that keeps it below LONGEST; the first sentence always stays."""
    if end - start <= LONGEST:
        return start, end
    ends = [stop for _, stop in split_sentences(text[start:end])]
    fitting = [stop for stop in ends if stop <= LONGEST] or ends[:1]
    return start, start + fitting[-1] if fitting else end


def _is_same(one: Plan, other: Plan) -> bool:
    if one.told.text_id == other.told.text_id and one.start < other.end and other.start < one.end:
        return True
    return _folded(one) == _folded(other)


def _folded(plan: Plan) -> str:
    return normalise(plan.words, plan.told.language)


def outlets_beside(
    development: Development, first: Sequence[Plan], shelf: Sources
) -> tuple[tuple[str, tuple[str, int, int]], ...]:
    """Outlets of other owners that tell the same, each with the span it tells it in."""
    pack = shelf.pack

    def owner(outlet: str) -> str:
        known = pack.outlet_by_id.get(outlet)
        return (known.group or known.id) if known else outlet

    told = {owner(p.told.article.outlet) for p in first if p.told.article and p.told.article.outlet}
    found: dict[str, tuple[str, tuple[str, int, int]]] = {}
    for cited in development.evidence:
        article = shelf.articles.get(cited.text_id)
        outlet = article.outlet if article else None
        if outlet in pack.outlet_by_id and outlet is not None and owner(outlet) not in told:
            found.setdefault(owner(outlet), (outlet, (cited.text_id, cited.start, cited.end)))
    return tuple(found[key] for key in sorted(found)) if development.independent > 1 else ()
