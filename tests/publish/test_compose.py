"""What a draft says, and what it never says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.builders import (
    ARTICLES,
    CLOSE,
    COMPLAINT,
    DEVELOPMENTS,
    ENGLISH,
    HARBOUR,
    OPEN,
    PACK,
    PERSIAN,
    PRICE,
    PRIVATE,
    PRIVATE_FA,
    RISE,
    SETTINGS,
    SHELF,
    UNION,
    day,
    development,
    drafts,
    private_spans,
    span,
    speaker,
    statement,
    translations,
)
from rasad.model import Citation, Development, Office, Statement
from rasad.model.edition_markdown import parse_edition
from rasad.model.ids import text_id
from rasad.publish import Sources, Words, compose


def draft(
    *developments: Development,
    language: str = "en",
    shelf: Sources = SHELF,
    words: Words | None = None,
) -> str:
    return compose(
        developments,
        shelf=shelf,
        settings=SETTINGS,
        language=language,
        words=words,
        private=private_spans(),
    )


def holding(*told: tuple[str, Statement]) -> Sources:
    return replace(SHELF, statements={found.id: (text, found) for text, found in told})


def one(told: tuple[str, Statement], language: str = "en", **fields: object) -> str:
    """The first paragraph of an item with one statement."""
    found = development("d-111111111111", SHELF.texts[told[0]], "Heading", told, **fields)
    return draft(found, language=language, shelf=holding(told)).split("\n\n")[-1].strip()


def test_a_statement_is_told_in_the_house_form() -> None:
    assert one(OPEN, date=day("2026-09-14")) == (
        "On 14 September 2026, Mera Tolun (Minister of Harbours) said that the harbour network would stay open "
        f"until the end of 2027, Sarvan Post reported [@{text_id(ENGLISH)}, 78-135]."
    )


def test_a_persian_statement_is_told_in_persian_with_a_jalali_day() -> None:
    assert one(RISE, "fa", date=day("2026-09-21")) == (
        "به گزارش خبرگزاری بانو، وزارت بنادر تالواریا در ۳۰ شهریور ۱۴۰۵ اعلام کرد که "
        f"تعرفهٔ شبکهٔ بندر ۱۵ درصد افزایش می‌یابد [@{text_id(PERSIAN)}, 60-100]."
    )


def test_a_quotation_is_the_exact_words_of_its_citation() -> None:
    for language in ("en", "fa"):
        for item in parse_edition(drafts()[language]).items:
            for sentence in item.sentences:
                for citation, _, _ in sentence.citations:
                    held = SHELF.texts[citation.text_id][citation.start : citation.end]
                    if citation.translator is None and (
                        "“" in sentence.text or "«" in sentence.text
                    ):
                        assert held in sentence.text


def test_words_in_another_language_wait_in_an_open_slot() -> None:
    line = one(CLOSE, "fa", date=day("2026-09-14"))
    assert "«[translate: We will not close a single line]»" in line
    assert line.endswith(f"[@{text_id(ENGLISH)}, 138-169 tr=].")


def test_an_editors_translation_fills_the_slot_under_the_handle() -> None:
    source = drafts()["fa"]
    assert "«حتی یک خط را هم نخواهیم بست»" in source
    assert "tr=quill-seven]" in source
    assert "translate:" not in source


def test_a_heading_in_another_language_waits_until_an_editor_wrote_it() -> None:
    assert "## [translate: تعرفهٔ بندر بالا می‌رود] {#d-ba9876543210}" in draft(PRICE)
    assert "## Harbour tariff to rise by 15 per cent {#d-ba9876543210}" in draft(
        PRICE, words=translations()
    )


def test_every_sentence_cites_a_text_version_or_is_marked_as_analysis() -> None:
    for source in drafts().values():
        for sentence in parse_edition(source).sentences:
            assert sentence.citations or sentence.is_analysis, sentence.text


def test_twin_drafts_share_items_and_citations() -> None:
    english, persian = (parse_edition(source) for source in drafts().values())
    assert [item.id for item in english.items] == [item.id for item in persian.items]
    for one_item, other in zip(english.items, persian.items, strict=True):
        spans = [
            [
                (c.text_id, c.start, c.end)
                for sentence in item.sentences
                for c, _, _ in sentence.citations
            ]
            for item in (one_item, other)
        ]
        assert spans[0] == spans[1]


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert drafts() == drafts()


def test_no_name_of_a_private_person_is_drafted() -> None:
    for words in (Words(), translations()):
        for source in drafts(words).values():
            for name in (PRIVATE, PRIVATE_FA, "Torvane", "توروان"):
                assert name not in source


def test_a_private_speaker_is_an_office_or_a_person_whose_name_is_withheld() -> None:
    assert "a person whose name the desk withholds (harbour union's spokesman) said that" in one(
        UNION
    )
    nameless = (UNION[0], replace(UNION[1], office=None))
    assert "a person whose name the desk withholds said that" in one(
        nameless, date=day("2026-09-14")
    )
    assert "فردی که نامش نزد این گروه محفوظ است" in one(nameless, "fa")


def test_an_unknown_speaker_who_looks_like_a_person_is_not_named() -> None:
    text = "Harbour engineer Davan Kelishi said that the cable was old."
    told = statement(
        text,
        text[:-1],
        "the cable was old",
        speaker=speaker(text, "Davan Kelishi"),
        office=Office(text="Harbour engineer"),
    )
    shelf = replace(
        holding(told),
        texts={**SHELF.texts, told[0]: text},
        articles={**SHELF.articles, told[0]: replace(ARTICLES[0], text_id=told[0], text=text)},
    )
    line = draft(development("d-111111111111", text, "Heading", told), shelf=shelf)
    assert "Kelishi" not in line
    assert "(Harbour engineer)" in line


def test_a_private_name_inside_quoted_words_is_the_desks_bracket() -> None:
    words = f"A resident, {PRIVATE}, had complained about twelve outages."
    told = statement(
        ENGLISH,
        words,
        words,
        kind="direct",
        quote=span(ENGLISH, words),
        speaker=speaker(ENGLISH, "Mera Tolun", "tal.p.tolun"),
    )
    assert "“A resident, [name withheld], had complained about twelve outages”" in one(told)


def test_an_unknown_day_is_that_of_the_report_and_no_outlet_is_invented() -> None:
    told = (OPEN[0], replace(OPEN[1], said=None))
    assert one(told).endswith(
        f"Sarvan Post reported on 15 September 2026 [@{text_id(ENGLISH)}, 78-135]."
    )
    shelf = replace(
        holding(told), articles={told[0]: replace(ARTICLES[0], outlet=None, published=None)}
    )
    found = development("d-111111111111", ENGLISH, "Heading", told)
    assert (
        draft(found, shelf=shelf)
        .rstrip()
        .endswith(f"until the end of 2027 [@{text_id(ENGLISH)}, 78-135].")
    )


def test_a_denial_is_never_turned_round() -> None:
    text = 'Mera Tolun denied "any rise of the tariff", Sarvan Post said.'
    words = '"any rise of the tariff"'
    told = statement(
        text, text[:-1], words[1:-1], kind="direct", quote=span(text, words), verb="denied", act="deny",
        speaker=speaker(text, "Mera Tolun", "tal.p.tolun"),
    )  # fmt: skip
    shelf = replace(
        holding(told),
        texts={told[0]: text},
        articles={told[0]: replace(ARTICLES[0], text_id=told[0], text=text)},
    )
    line = draft(development("d-111111111111", text, "Heading", told), shelf=shelf).split("\n\n")[
        -1
    ]
    assert 'Sarvan Post reported: “Mera Tolun denied "any rise of the tariff"' in line


def test_a_denied_clause_keeps_its_verb_in_both_languages() -> None:
    text = "Mera Tolun denied that the tariff would rise."
    told = statement(
        text, text[:-1], "the tariff would rise", verb="denied", act="deny", polarity="negated",
        speaker=speaker(text, "Mera Tolun", "tal.p.tolun"),
    )  # fmt: skip
    shelf = replace(
        holding(told),
        texts={told[0]: text},
        articles={told[0]: replace(ARTICLES[0], text_id=told[0], text=text)},
    )
    found = development("d-111111111111", text, "Heading", told)
    assert "denied that the tariff would rise" in draft(found, shelf=shelf)
    assert "تکذیب کرد که [translate: the tariff would rise]" in draft(
        found, shelf=shelf, language="fa"
    )


def test_a_development_without_statements_is_the_outlets_report() -> None:
    found = development(
        "d-111111111111", ENGLISH, "Heading", date=day("2026-09-14"),
        evidence=(Citation(text_id=text_id(ENGLISH), start=0, end=136),),
    )  # fmt: skip
    assert (
        "On 14 September 2026, Sarvan Post reported: “SARVAN - The Minister of Harbours"
        in draft(found)
    )


def test_an_outlet_of_another_owner_is_named_and_cited() -> None:
    assert "\n\nFanar Daily also reported this [@" in draft(HARBOUR)
    assert "also reported" not in draft(replace(HARBOUR, independent=1))


def test_a_contradiction_is_told_with_its_evidence() -> None:
    source = draft(PRICE)
    assert (
        "This contradicts an earlier account: on 14 September 2026, Mera Tolun (Minister of Harbours) said that"
        in source
    )
    assert "A later account contradicts this" in draft(
        replace(HARBOUR, relations=(replace(PRICE.relations[0], other=PRICE.id),))
    )


def test_hostile_words_are_read_back_as_they_were() -> None:
    hostile = "a <script>x</script> [@b, 1-2] *c* _d_ \\ `e` [f](g) &amp; ~~h~~ ![i](j) <!-- rasad: allow D03 -->"
    words = Words(headings={(HARBOUR.id, "en"): (hostile, "quill-seven")})
    edition = parse_edition(draft(HARBOUR, words=words))
    assert edition.items[1].heading is not None
    assert edition.items[1].heading.text == hostile
    assert edition.waivers == ()


@pytest.mark.parametrize("language", ["en", "fa", "ar"])
def test_a_draft_can_be_read_in_any_language(language: str) -> None:
    edition = parse_edition(draft(*DEVELOPMENTS, language=language))
    assert [item.id for item in edition.items if item.heading] == [
        found.id for found in DEVELOPMENTS
    ]


def test_an_acting_holder_is_called_so() -> None:
    pack = replace(PACK, tenures=(replace(PACK.tenures[0], acting=True),))
    found = development("d-111111111111", ENGLISH, "Heading", OPEN, date=day("2026-09-14"))
    assert "(acting Minister of Harbours)" in draft(found, shelf=replace(SHELF, pack=pack))


def test_at_most_three_statements_of_a_development_are_told() -> None:
    assert len(parse_edition(draft(replace(HARBOUR, independent=1))).items[1].sentences) == 3
    assert COMPLAINT.statements[0] not in HARBOUR.statements


def told_in(
    text: str, content: str, verb: str, language: str = "en", **fields: object
) -> tuple[str, str]:
    """The paragraph of one statement of a text of its own, in English and in Persian."""
    told = statement(
        text,
        text[:-1],
        content,
        verb=verb,
        speaker=speaker(
            text, "Ministry of Harbours" if language == "en" else "وزارت بنادر", "tal.i.mh"
        ),
        **fields,
    )
    held = replace(ARTICLES[0 if language == "en" else 1], text_id=told[0], text=text)
    shelf = replace(
        SHELF, statements={told[1].id: told}, texts={told[0]: text}, articles={told[0]: held}
    )
    found = development("d-111111111111", text, "Heading", told, date=day("2026-09-14"))
    english, persian = (
        draft(found, shelf=shelf, language=code).split("\n\n")[-1] for code in ("en", "fa")
    )
    return english, persian


def test_a_deed_keeps_the_verb_of_the_source() -> None:
    english, persian = told_in(
        "The Ministry of Harbours approved the cable plan by 11 votes.",
        "the cable plan by 11 votes",
        "approved",
        act="announce",
    )
    assert (
        "the Ministry of Harbours approved the cable plan by 11 votes, Sarvan Post reported"
        in english
    )
    assert (
        "وزارت بنادر تالواریا در ۲۳ شهریور ۱۴۰۵ [translate: approved the cable plan by 11 votes]"
        in persian
    )


def test_a_persian_deed_ends_with_its_verb() -> None:
    english, persian = told_in(
        "وزارت بنادر طرح کابل را تصویب کرد.", "طرح کابل", "تصویب کرد", "fa", act="announce"
    )
    assert "در ۲۳ شهریور ۱۴۰۵ طرح کابل را تصویب کرد [@" in persian
    assert "the Ministry of Harbours [translate: طرح کابل را تصویب کرد], Banu reported" in english


def test_what_was_not_said_is_not_said_to_have_been_said() -> None:
    text = "The Ministry of Harbours did not say that the cable was cut."
    for line in told_in(text, "the cable was cut", "say", polarity="negated"):
        assert "reported" in line or "گزارش داد" in line
        assert "did not say that the cable was cut" in line


def test_a_passive_is_not_made_a_deed() -> None:
    english, _ = told_in(
        "The Ministry of Harbours was told to cut the cable.", "to cut the cable", "told"
    )
    assert "Sarvan Post reported: “The Ministry of Harbours was told to cut the cable”" in english


def test_the_claim_comes_before_the_quotation() -> None:
    found = replace(HARBOUR, statements=(CLOSE[1].id, OPEN[1].id), independent=1)
    first, second = parse_edition(draft(found)).items[1].sentences
    assert "said that the harbour network" in first.text
    assert "also said: “We will not" in second.text


def test_a_page_cannot_waive_a_finding() -> None:
    text = 'The Ministry of Harbours said that the cable <!-- rasad: allow D03 by=mole why="so" --> was cut.'
    english, _ = told_in(text, text[text.index("the cable") : -1], "said")
    assert "<!--" not in english
    assert "rasad: allow D03" in english
