"""Publish: what of a statement is printed, in every language alike. Statement + text -> Plan.

Twin editions cite the same spans, so this is decided by the text and its language alone, before a word is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rasad.languages import sentences, tables
from rasad.languages.text import normalise
from rasad.model import Article, Development, Statement
from rasad.publish.nouns import Sources

LONGEST = 420
FURTHER = 2
NEAR = 150
ALIKE = 0.75
_MARKS = "\"'\u201c\u201d\u2018\u2019\u00ab\u00bb\u201e"
_TRIM = " \t\r\n\u00a0\u200c"
_GLUE = _TRIM + "\"'\u201c\u201d\u00ab\u00bb,\u060c"
_OBJECT_FIRST = ("fa",)
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
    """`form` is quote, that, deed or report; `start`-`end` the words printed; `support` what shows who spoke."""

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

    @property
    def vocabulary(self) -> frozenset[str]:
        """The words in search form, each once."""
        return frozenset(_WORD.findall(normalise(self.words, self.told.language)))


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
    return _ordered(plans) or report_of(development, shelf)


def _ordered(plans: list[Plan]) -> tuple[Plan, ...]:
    """The claim before the quotation: the first of the sentences in the source's words leads."""
    lead = next((plan for plan in plans if plan.form in ("that", "deed")), None)
    if lead is None or plans[0].form not in ("quote", "report"):
        return tuple(plans)
    return (lead, *(plan for plan in plans if plan is not lead))


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
    quote = _quotation(told, said)
    content = quote or _clause(told, said.content.start, said.content.end)
    content = _short(told, *content)
    if quote:
        content = _unstopped(told.text, *content)
    if content[0] >= content[1]:
        return None
    is_denier = is_word(said.verb, told.language, "deniers")
    verb = _verb_of(told, said, content)
    says_no = has_word(told.text[content[0] : content[1]], told.language, "negation")
    form, span = ("quote", content) if quote else _construction(told, said, verb, content)
    # What a denial governs, and what somebody did not say, would be turned round without these words.
    is_outside = verb is not None and _is_negated(told, verb)
    is_unseen = verb is None and said.polarity == "negated" and not says_no and not is_denier
    is_named = (
        said.speaker is not None and span[0] < said.speaker.end and said.speaker.start < span[1]
    )
    if (
        form == "report"
        or is_outside
        or is_unseen
        or is_named
        or (quote and is_denier and not says_no)
    ):
        return _report(told)
    # The page of a citation shows what stands around it: only a speaker farther off needs a second one.
    is_far = span[0] - said.start > NEAR or said.end - span[1] > NEAR
    support = (said.start, said.end) if is_far else None
    return Plan(
        told=told, form=form, start=span[0], end=span[1], support=support, is_denier=is_denier
    )


def _quotation(told: Told, said: Statement) -> tuple[int, int] | None:
    """The span of a statement that is a quotation and nothing else."""
    inner = said.quote if said.kind in ("direct", "fragment") else None
    if inner is None:  # own words behind a colon, without marks: none are printed
        return None
    quote = _bare(told.text, inner.start, inner.end)
    content = _bare(told.text, said.content.start, said.content.end)
    return quote if said.kind == "direct" or quote == content else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verb:
    """The verb of a statement in its text; `between` stands between it and the words it governs."""

    start: int
    end: int
    is_first: bool
    between: str


def _verb_of(told: Told, said: Statement, content: tuple[int, int]) -> _Verb | None:
    """Where the verb stands, or None when it is not found beside the words."""
    start, end = content
    if not said.verb:
        return None
    place = told.text.rfind(said.verb, said.start, start)
    if place >= 0:
        stop = place + len(said.verb)
        return _Verb(
            start=place, end=stop, is_first=True, between=told.text[stop:start].strip(_GLUE)
        )
    place = told.text.find(said.verb, end, said.end)
    if place < 0:
        return None
    return _Verb(
        start=place,
        end=place + len(said.verb),
        is_first=False,
        between=told.text[end:place].strip(_GLUE),
    )


def _construction(
    told: Told, said: Statement, verb: _Verb | None, content: tuple[int, int]
) -> tuple[str, tuple[int, int]]:
    """`that` with a clause, or `deed`: the source's own words from verb to object, which no other verb may replace."""
    start, end = content
    if verb is None:
        return "that", content
    language = told.language
    words = told.text[verb.start : verb.end]
    if not verb.is_first:
        # "…, she said" is a clause in English; in Persian the object comes first.
        if language not in _OBJECT_FIRST:
            return "that", content
        before = told.text[max(0, start - 12) : start].split()
        if before and is_word(before[-1], language, "prepositions"):
            start = told.text.rindex(before[-1], 0, start)
        return ("deed", (start, verb.end)) if verb.end - start <= LONGEST else ("report", content)
    if said.speaker and verb.end <= said.speaker.start < start:
        return "that", content  # "according to her, …", "said the minister, …"
    last = verb.between.split()[-1:] or [""]
    if verb.between.endswith(":") or is_word(last[0], language, "that"):
        return "that", content
    if not verb.between and is_word(words, language, "clause_verbs"):
        return "that", content
    before = told.text[max(0, verb.start - 16) : verb.start].split()
    is_passive = bool(before) and is_word(before[-1], language, "passive")
    return ("report", content) if is_passive else ("deed", (verb.start, end))


def _is_negated(told: Told, verb: _Verb) -> bool:
    """True for "did not say", "has never confirmed" and their like."""
    before = told.text[max(0, verb.start - 24) : verb.start]
    near = " ".join(before.split()[-3:])
    return has_word(told.text[verb.start : verb.end], told.language, "negation") or (
        told.language not in _OBJECT_FIRST and has_word(near, told.language, "negation")
    )


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
    start, end = _short(told, *_trimmed(told.text, told.start, told.end, _TRIM))
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


def _clause(told: Told, start: int, end: int) -> tuple[int, int]:
    """A span as a clause in the middle of a sentence: one sentence, no stop behind it."""
    start, end = _trimmed(told.text, start, end, _TRIM)
    spans = sentences.split(told.text[start:end], told.language)
    if len(spans) > 1:
        end = start + spans[0].end
    return _trimmed(told.text, start, end, _AFTER)


def _short(told: Told, start: int, end: int) -> tuple[int, int]:
    """A span cut after its last sentence that keeps it below LONGEST; the first sentence always stays."""
    if end - start <= LONGEST:
        return start, end
    ends = [one.end for one in sentences.split(told.text[start:end], told.language)]
    fitting = [stop for stop in ends if stop <= LONGEST] or ends[:1]
    return start, start + fitting[-1] if fitting else end


def _is_same(one: Plan, other: Plan) -> bool:
    if one.told.text_id == other.told.text_id and one.start < other.end and other.start < one.end:
        return True
    first, second = one.vocabulary, other.vocabulary
    fewer = min(len(first), len(second))
    return first == second or (fewer >= 4 and len(first & second) >= ALIKE * fewer)


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
