"""English: who said what."""

from __future__ import annotations

import pytest

from understand.talvaria import only, read


def test_a_clause_after_that_is_reported_speech() -> None:
    said = only("The Roads Minister, Mahsa Zarrindasht, said on Tuesday that road tolls will stay as they are.")
    assert said.speaker is not None and said.speaker.text == "Mahsa Zarrindasht" and said.speaker.id == "p.zarrin"
    assert said.office is not None and said.office.post == "i.roads/minister"
    assert said.content.text == "road tolls will stay as they are"
    assert said.said is not None and (said.said.edtf, said.said.role) == ("2026-06-09", "statement")
    assert (said.act, said.kind, said.polarity, said.dossiers) == ("announce", "indirect", "affirmed", ("tolls",))


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        ("“We have no choice,” said Mahsa Zarrindasht on Sunday.", "Mahsa Zarrindasht", "We have no choice"),
        ("“We have no choice,” Zarrindasht told reporters.", "Zarrindasht", "We have no choice"),
        ("Zarrindasht said: “The bridge is closed. It stays closed.”", "Zarrindasht", "The bridge is closed. It stays closed."),
        ("According to the Roads Minister, “the bridge is closed.”", "Roads Minister", "the bridge is closed."),
    ],
)
def test_a_quotation_belongs_to_the_speaker_beside_it(text: str, speaker: str, words: str) -> None:
    said = only(text)
    assert said.kind == "direct"
    assert said.content.text == words and said.quote is not None
    assert said.speaker is not None and said.speaker.text == speaker and said.speaker.id == "p.zarrin"


def test_speech_may_stand_before_its_speaker() -> None:
    said = only("The bridge over the Sarv will be closed for repair this summer, Borna Navidan said.")
    assert said.content.text == "The bridge over the Sarv will be closed for repair this summer"
    assert said.speaker is not None and said.speaker.id == "p.navidan"


def test_part_of_a_sentence_in_marks_is_a_fragment() -> None:
    said = only("Zarrindasht called the report of the commission “a very poor piece of work”.".replace("called", "said of"))
    assert said.kind == "fragment"
    assert said.quote is not None and said.quote.text == "a very poor piece of work"


def test_short_names_titles_and_pronouns_are_resolved_in_the_document() -> None:
    reading = read(
        "Kia Golshanfar, head of the Network Authority, said the network is stable.\n\n"
        "Golshanfar added that nobody was cut off. He also stressed that prices stay.\n\nThe head said work goes on."
    )
    assert [s.speaker.id for s in reading.statements if s.speaker] == ["p.golshan"] * 4
    assert any("short name of Kia Golshanfar at 0" in reason for reason in reading.statements[1].reasons)


def test_one_subject_serves_several_verbs() -> None:
    reading = read("Zarrindasht stressed that the plan is good and added that it will be paid for, saying nobody need worry.")
    assert [s.content.text for s in reading.statements] == ["the plan is good", "it will be paid for", "nobody need worry"]
    assert {s.speaker.id for s in reading.statements if s.speaker} == {"p.zarrin"}


def test_who_quotes_is_the_outlet_and_not_the_speaker() -> None:
    said = only("Borna Navidan was quoted by Ravi as saying that no road is closed.", day="2026-03-01")
    assert said.speaker is not None and said.speaker.id == "p.navidan"
    assert said.outlet is not None and said.outlet.id == "o.ravi"
    told = only("Zarrindasht said on Monday that the road is open, Ravi reported.")
    assert told.outlet is not None and told.outlet.id == "o.ravi" and told.content.text == "the road is open"


def test_a_denial_negates_what_it_denies() -> None:
    said = only("The Roads Minister denied reports of new road tolls.")
    assert (said.act, said.stance, said.polarity, said.stage) == ("deny", "denies", "negated", "none")


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("said the messenger will not be blocked", "negated"),
        ("said the messenger will be blocked", "affirmed"),
        ("said no decision has been taken", "negated"),
        ("said not only the messenger but all apps will be blocked", "affirmed"),
        ("said the messenger which is not known abroad will be blocked", "affirmed"),
        ("denied that the messenger was not blocked", "unsure"),
        ("did not say whether the messenger is blocked", "unsure"),
    ],
)
def test_polarity_is_that_of_the_main_clause(words: str, polarity: str) -> None:
    assert only(f"The Roads Minister {words}.").polarity == polarity


@pytest.mark.parametrize(
    "text",
    [
        "The report says nothing new and the state media are silent.".replace("says nothing new and ", ""),
        "The “halal road” is a term that many use.",
        "He wants to announce the plan and will say more.",
        "A call for papers and a note on method follow.",
    ],
)
def test_nouns_terms_and_plans_are_no_statements(text: str) -> None:
    assert read(text).statements == ()


def test_a_body_that_decides_makes_a_statement_without_a_claim() -> None:
    committee = only("The Network Committee approved the road bill on Sunday.")
    assert (committee.kind, committee.action, committee.stage) == ("document", "approve", "approved_committee")
    assert committee.said is not None and committee.said.edtf == "2026-06-07"
    house = only("The House of Deputies approved the road bill.")
    assert house.stage == "approved_chamber"
    claimed = only("Zarrindasht said the House of Deputies had approved the road bill.")
    assert claimed.stage.startswith("claimed_approved")


def test_what_is_still_to_come_is_no_stage() -> None:
    assert only("Zarrindasht said the road bill must be approved.").stage == "none"
    assert only("Zarrindasht said the road bill has not been approved.").stage == "none"


def test_a_private_person_speaks_without_an_id() -> None:
    reading = read("Ali Rezvanipour, a driver, said he could not pay the road tolls.")
    (said,) = reading.statements
    assert said.private and said.speaker is not None and said.speaker.id is None
    assert any(m.private and m.text == "Ali Rezvanipour" for m in reading.mentions)
    assert "Rezvanipour" not in reading.developments[0].headline
    assert all(actor.id is None for actor in reading.developments[0].actors)


def test_a_dateline_is_no_part_of_speech() -> None:
    said = only("SARVAN, June 9 (Ravi) – The bridge over the Sarv is closed for repair, Borna Navidan said.")
    assert said.content.text.startswith("The bridge")


def test_hedges_and_media_are_noted() -> None:
    assert only("The Roads Ministry reportedly said the bridge is closed.").hedged
    assert only("Zarrindasht said at a press conference that the bridge is closed.").medium == "press_conference"
    assert only("Zarrindasht told Ravi that the bridge is closed.").outlet is not None


def test_a_pronoun_is_filled_with_the_words_that_name_the_one_meant() -> None:
    reading = read("Ana Brankova, a teacher, said on Tuesday that the school is open. She added that lessons go on.")
    first, second = reading.statements
    assert first.speaker is not None and second.speaker is not None
    assert second.speaker.id is None and second.speaker.text == first.speaker.text == "Ana Brankova"
    assert reading.text[second.speaker.start : second.speaker.end] == "Ana Brankova"
    assert second.speaker_at is not None and second.speaker_at.text == "She"


def test_one_speech_has_one_day_wherever_it_is_printed() -> None:
    reading = read(
        "Zarrindasht said the bridge is closed.\n\nShe said on Sunday that it opens in June.\n\nShe added that nobody need worry."
    )
    assert [said.said.text for said in reading.statements if said.said] == ["Sunday"] * 3


def test_a_day_printed_anew_is_the_day_of_what_follows() -> None:
    reading = read(
        "Zarrindasht said on Sunday that the bridge is closed.\n\nOn Monday, Zarrindasht said that it opens. "
        "She added that nobody need worry."
    )
    assert [said.said.text for said in reading.statements if said.said] == ["Sunday", "Monday", "Monday"]


@pytest.mark.parametrize(
    ("words", "polarity"),
    [
        ("the firm, which respects the rules, cannot do it", "negated"),
        ("although the road is open, some drivers do not use it", "negated"),
        ("the women who make pots do not earn much", "negated"),
        ("people who do not pay will be fined", "affirmed"),
        ("despite the sanctions that have slowed the work, there are no problems", "negated"),
        ("although it is not easy, the work is good", "affirmed"),
    ],
)
def test_polarity_of_further_clauses(words: str, polarity: str) -> None:
    assert only(f"Zarrindasht said that {words}.").polarity == polarity


def test_an_institution_is_never_a_post() -> None:
    said = only("The Deputy Roads Minister for bridges, Ana Brankova, said on Tuesday that the bridge is closed.")
    assert said.office is not None and said.office.institution == "i.roads"


def test_speech_ends_where_the_outlet_names_another_source() -> None:
    reading = read(
        "She was referring to the Roads Minister Mahsa Zarrindasht, a critic, who denied on 7 June that the bridge is closed, and to the Network Authority "
        "head Kia Golshanfar, who confirmed on 8 June that the network was cut."
    )
    assert [said.content.text for said in reading.statements] == ["the bridge is closed", "the network was cut"]
    last = reading.statements[-1].speaker
    assert last is not None and last.id == "p.golshan"
