"""Publish: accepted developments -> the Markdown of an edition, every sentence citing text versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rasad.model import Development, Relation
from rasad.model.when import bounds, is_edtf
from rasad.publish.house import House, when_of
from rasad.publish.markdown import escape, front_value, one_line
from rasad.publish.nouns import EditionSettings, Named, Sources, Spans, Words
from rasad.publish.plan import Plan, outlets_beside, plans_of, told_of
from rasad.publish.plan import plan_of as planned
from rasad.publish.unheard import tell_unheard
from rasad.publish.withheld import Withheld
from rasad.publish.writer import Day, Said, Writer, as_reported, day_of_report

_PRINTED = ("contradicts", "denies", "updates", "repeats", "precedes")


def compose(
    developments: Sequence[Development],
    *,
    shelf: Sources,
    settings: EditionSettings,
    language: str,
    words: Words | None = None,
    private: Spans | None = None,
    named: Mapping[str, Sequence[Named]] | None = None,
) -> str:
    """The Markdown of an edition in one language. The same arguments give the same bytes.

    `named`: by development, who of the private persons may be named in its item.
    """
    house = House(language=language, pack=shelf.pack)
    withheld = Withheld(shelf.texts, private or {}, shelf.pack)
    writer = Writer(house=house, withheld=withheld, words=words or Words())
    title = settings.title.get(language) or _title(house, settings)
    blocks = [_front(settings, language, title, developments), f"# {escape(title)}"]
    if lead := settings.lead.get(language):
        blocks.append(_analysis(lead))
    if unheard := tell_unheard(settings.unheard, house):
        blocks.append(_analysis([escape(words) for words in unheard]))
    for development in developments:
        blocks += _item(development, shelf, writer, (named or {}).get(development.id, ()))
    return "\n\n".join(blocks) + "\n"


def _title(house: House, settings: EditionSettings) -> str:
    return house.phrase("title", "edition").format(
        series=settings.series,
        number=house.digits(settings.number),
        window=house.day(settings.window),
    )


def _front(
    settings: EditionSettings, language: str, title: str, developments: Sequence[Development]
) -> str:
    fields = {
        "series": front_value(settings.series),
        "number": settings.number,
        "language": language,
        "window": settings.window,
        "published": settings.published,
        "title": front_value(title),
        "items": f"[{', '.join(development.id for development in developments)}]",
    }
    return "\n".join(["---", *(f"{key}: {value}" for key, value in fields.items()), "---"])


def _analysis(paragraphs: Sequence[str]) -> str:
    """The desk's own words, marked as such. They may carry citations, so they are not escaped."""
    return "\n".join(["::: analysis", "\n\n".join(one_line(words) for words in paragraphs), ":::"])


def _item(development: Development, shelf: Sources, writer: Writer, named: Sequence[Named]) -> Iterator[str]:
    background, writer = writer, replace(writer, withheld=writer.withheld.naming(named))
    yield f"## {_heading(development, writer)} {{#{development.id}}}"
    said = Said()
    plans = plans_of(development, shelf)
    date = development.date
    sentences = []
    for index, plan in enumerate(plans):
        if index == 0 and date and when_of(date.edtf):
            day = as_reported(Day(edtf=when_of(date.edtf)), date.role)
        else:
            day = _own_day(plan, is_first=index == 0)
        sentences.append(writer.sentence(plan, day, said))
    if sentences:
        yield " ".join(sentences)
    if beside := outlets_beside(development, plans, shelf):
        yield writer.also(beside)
    for relation in development.relations:
        if line := _background(relation, development, shelf, background):
            yield line
    note = writer.words.notes.get((development.id, writer.language))
    if note and note[0].strip():
        yield _analysis([note[0]])


def _own_day(plan: Plan, *, is_first: bool) -> Day:
    """The day on which the words of a plan were said; that of the report when a first sentence has no other."""
    statement = plan.told.statement
    said = statement.said if statement else None
    day = Day(edtf=when_of(said.edtf)) if said else Day(edtf=None)
    if said:
        day = as_reported(day, said.role)
    return day_of_report(day, plan.told) if is_first else day


def _heading(development: Development, writer: Writer) -> str:
    own = writer.words.headings.get((development.id, writer.language))
    if own and own[0].strip():
        return escape(own[0])
    words = writer.withheld.clean(one_line(development.headline), development.language)
    if development.language.partition("-")[0] == writer.language:
        return escape(words.rstrip(". "))
    return escape(
        writer.house.phrase("sentence", "slot").format(
            words=words.replace("[", "(").replace("]", ")")
        )
    )


def _background(
    relation: Relation, development: Development, shelf: Sources, writer: Writer
) -> str:
    """What another record said, introduced by how this one answers it. Empty when its words are not on the shelf."""
    if relation.kind not in _PRINTED:
        return ""
    other = shelf.related.get(relation.other)
    plan = _answered(relation.other, other, development, shelf)
    if plan is None:
        return ""
    day = Day(edtf=when_of(other.date.edtf)) if other and other.date else Day(edtf=None)
    if other and other.date:
        day = as_reported(day, other.date.role)
    if not day.edtf:
        day = _own_day(plan, is_first=True)
    order = _order(day.edtf, development.date.edtf if development.date else None)
    intro = writer.house.phrase("relations", relation.kind + order) or writer.house.phrase(
        "relations", relation.kind
    )
    sentence = writer.sentence(plan, day, Said())
    opening = writer.house.phrase("sentence", "day").partition("{")[0].strip()
    if opening and sentence.startswith(opening + " "):
        sentence = sentence[:1].lower() + sentence[1:]
    return intro + sentence


def _answered(
    id: str, other: Development | None, development: Development, shelf: Sources
) -> Plan | None:
    """Of another record's words those most like this one's; None when its statements are not on the shelf."""
    if other is None:
        told = told_of(id, shelf)
        return planned(told) if told else None
    plans = [plan for plan in plans_of(other, shelf) if plan.told.statement]
    own = {word for plan in plans_of(development, shelf) for word in plan.vocabulary}
    return max(plans, key=lambda plan: len(own & plan.vocabulary), default=None)


def _order(other: str | None, own: str | None) -> str:
    """Whether another day lies before or after this one; nothing when that cannot be told."""
    if not other or not own or not (is_edtf(other) and is_edtf(own)):
        return ""
    (first, last), (low, high) = bounds(other), bounds(own)
    if last and low and last < low:
        return "_earlier"
    return "_later" if first and high and first > high else ""
