"""Understand: what the grammar saw, made statements: who, in which office, when, through whom. Drafts → Statements."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from rasad.languages.gazetteer import Found
from rasad.model import DateMention, Office, Reference, Span, Statement
from rasad.model.ids import statement_id
from rasad.model.vocabulary import CLAIMED
from rasad.understand.acts import act_of, content_tokens, is_hedged, medium_of, polarity_of
from rasad.understand.cast import Cast
from rasad.understand.days import Days
from rasad.understand.dossiers import Topics
from rasad.understand.drafts import Draft
from rasad.understand.members import Speaker
from rasad.understand.page import Page
from rasad.understand.plain import words as phrase_words
from rasad.understand.stages import HEAD, action_of, approved_by, is_order, is_outsider, stage_of

_REPORTS: Final = ("report", "quote")
_SHORTEST: Final = 3
_MOST_DOSSIERS: Final = 3
_NO_POLICY: Final = (None, "arrest", "investigate", "appoint", "remove", "report_practice")
_BODIES: Final = frozenset({"institution", "document"})


class Maker:
    """Makes the statements of one page, in the order of reading."""

    def __init__(self, page: Page, cast: Cast, topics: Topics, text_id: str) -> None:
        self.page, self.cast, self.topics, self.text_id = page, cast, topics, text_id
        self.last: Speaker | None = None
        self.spoke: Speaker | None = None
        self.days = Days(page, ())
        self.keys: list[int | None] = []
        self.topic_of: dict[int, tuple[str, ...]] = {}

    def make(self, drafts: list[Draft]) -> tuple[Statement, ...]:
        """The statements; `through` is kept as an index into them."""
        self.days = Days(self.page, drafts)
        self.cast.note_speaking(draft.speaker for draft in drafts if draft.speaker is not None)
        speakers: list[Speaker | None] = []
        out: list[Statement] = []
        places: dict[int, int] = {}
        seen: set[str] = set()
        for index, draft in enumerate(drafts):
            made = self._statement(draft)
            if made is None or made[0].id in seen:
                continue
            statement, key = made
            self.keys.append(key)
            speakers.append(self.spoke)
            seen.add(statement.id)
            places[index] = len(out)
            carrier = places.get(draft.through) if draft.through is not None else None
            out.append(replace(statement, through=carrier) if carrier is not None else statement)
        if speakers and speakers[0] is not None:
            self.cast.join_lead(speakers[0], [one for one in speakers[1:] if one is not None])
        out = [self._with_office(one, speaker) for one, speaker in zip(out, speakers, strict=True)]
        days = self.days.spread(self.keys, [one.said for one in out])
        return tuple(_said_on(one, day) for one, day in zip(out, days, strict=True))

    def _statement(self, draft: Draft) -> tuple[Statement, int | None] | None:
        """The statement, and a key of its speaker."""
        page = self.page
        start, end = draft.content
        if end - start < _SHORTEST:
            return None
        said = self.days.beside(draft)
        when = said.edtf if said and said.edtf else page.anchor
        speaker = self.spoke = self._speaker(draft, when)
        words = content_tokens(page, draft)
        in_office = speaker is not None and bool(speaker.who.institution or speaker.who.office_text)
        act, stance = act_of(page, draft, words, in_office=in_office)
        kind = self._kind(draft, speaker)
        dossiers = self._dossiers(draft, speaker)
        is_done = draft.verb.frame == "do"
        polarity = polarity_of(page, draft, words)
        stage_words = [*phrase_words(draft.verb_text), *words] if is_done else words
        stage = stage_of(
            stage_words, page.lexicon, has_policy=bool(dossiers), is_public=bool(speaker and speaker.who.institution), is_done=is_done,
            is_claimed=not (is_done or (speaker and _is_witness(speaker, act, draft.verb.lemma))), asks=self._asks(draft, act),
        )  # fmt: skip
        if stage != "none" and speaker is not None and is_outsider(phrase_words(speaker.member.office_text), page.lexicon):
            stage = "none"
        stage = self._settled(stage, draft, speaker, act, words)
        outlet = self._outlet(draft)
        reasons = [*(speaker.reasons if speaker else ["nobody is named"]), *draft.reasons]
        key = None if speaker is None or (is_done and said is None) else id(speaker.who)
        return Statement(
            id=statement_id(self.text_id, draft.start, draft.end), start=draft.start, end=draft.end,
            speaker=self._reference(speaker), office=self._office(speaker), verb=draft.verb_text,
            act=act, kind=kind, quote=self._quote(draft), content=Span(text=page.text[start:end], start=start, end=end),
            polarity=polarity, hedged=is_hedged(page, draft, words), stance=stance,
            addressee=self._named(draft.addressee), said=said, reported=self._reported(),
            medium=medium_of(page, draft), outlet=outlet,
            confidence=round(draft.confidence * (speaker.confidence if speaker else 0.6), 3),
            reasons=tuple(dict.fromkeys(reasons)), private=bool(speaker and speaker.member.is_private),
            action=draft.verb.action if is_done else action_of(words, page.lexicon),
            stage="none" if polarity == "negated" or act == "deny" else stage, dossiers=dossiers, speaker_at=self._pronoun(speaker),
            verb_act=draft.verb.act if draft.verb.act != act else None,
        ), key  # fmt: skip

    def _asks(self, draft: Draft, act: str) -> str:
        """What the words are when they tell no stage: an announcement, or at the head of the text a wish or an order."""
        if act == "announce":
            return act
        if draft.start >= HEAD or act not in ("demand", "propose"):
            return ""
        return "order" if is_order(phrase_words(draft.verb_text), self.page.lexicon) else act

    def _settled(self, stage: str, draft: Draft, speaker: Speaker | None, act: str, words: list[str]) -> str:
        """The stage with who decided it, or the one that an announcement or a promise itself is."""
        if stage == "approved" and speaker is not None and speaker.member.institution:
            return approved_by(self.page.pack.institution_by_id.get(speaker.member.institution))
        if stage != "none" or draft.verb.frame == "do" or action_of(words, self.page.lexicon) in _NO_POLICY:
            return stage
        if not self._dossiers(draft, speaker) or speaker is None or speaker.member.institution is None:
            return stage
        proposed = "proposed" if speaker.member.kind == "institution" else f"{CLAIMED}proposed"
        return {"announce": "announced", "promise": f"{CLAIMED}planned", "propose": proposed}.get(act, stage)

    def _speaker(self, draft: Draft, when: str | None) -> Speaker | None:
        if draft.speaker is not None:
            self.last = self.cast.resolve(draft.speaker, when)
            return self.last
        if draft.is_same_speaker and self.last is not None:
            last = self.last
            return Speaker(
                last.start, last.end, last.member, last.confidence * 0.9,
                [f"the speaker before goes on: {last.member.text} at {last.start}"], last.is_named,
                last.same, last.pronoun,
            )  # fmt: skip
        return None

    def _with_office(self, statement: Statement, speaker: Speaker | None) -> Statement:
        """The statement with the office that the text prints only farther on."""
        if statement.office is not None and statement.office.institution is not None:
            return statement
        office = self._office(speaker)
        if office is None or (statement.office is not None and office.institution is None):
            return statement
        return replace(statement, office=office, reasons=(*statement.reasons, f"office as printed elsewhere: {office.text!r}"))

    def _reference(self, speaker: Speaker | None) -> Reference | None:
        if speaker is None:
            return None
        text = self.page.text[speaker.start : speaker.end]
        return Reference(text=text, start=speaker.start, end=speaker.end, id=speaker.member.id or speaker.who.id)

    def _pronoun(self, speaker: Speaker | None) -> Span | None:
        if speaker is None or speaker.pronoun is None:
            return None
        start, end = speaker.pronoun
        return Span(text=self.page.text[start:end], start=start, end=end)

    def _office(self, speaker: Speaker | None) -> Office | None:
        if speaker is None:
            return None
        member = speaker.member if speaker.member.institution else speaker.who
        post = self.page.pack.post_by_id.get(member.post) if member.post else None
        text = member.office_text or (post.title(self.page.language) if post else "")
        if not text and not member.post and member.kind != "institution":
            return None
        if member.kind == "institution":
            return None if member.id is None else Office(text="", institution=member.id)
        return Office(text=text.replace("\n", " "), institution=member.institution, post=member.post)

    def _kind(self, draft: Draft, speaker: Speaker | None) -> str:
        if draft.verb.kind == "document" or draft.verb.frame == "do":
            return "document"
        if speaker is not None and speaker.member.kind == "document":
            return "document"
        quote = draft.quote
        if draft.content[0] >= draft.verb_at[0] and _is_behind_colon(self.page.plain, draft.content[0]):
            return "direct"  # the speaker's own words behind a colon, with marks or without
        if quote is None:
            return "indirect"
        filled = draft.content[0] >= quote.inner_start and draft.content[1] <= quote.inner_end
        return "direct" if filled else "fragment"

    def _quote(self, draft: Draft) -> Span | None:
        if draft.quote is None:
            return None
        start, end = draft.quote.inner_start, draft.quote.inner_end
        return Span(text=self.page.text[start:end], start=start, end=end)

    def _dossiers(self, draft: Draft, speaker: Speaker | None) -> tuple[str, ...]:
        """Those whose words stand in the statement, else those of the statement it goes on from, else the text's."""
        paragraph = self.page.paragraph_at(draft.start)
        who = id(speaker.member) if speaker else 0
        inside = self.topics.inside(draft.start, draft.end)[:_MOST_DOSSIERS]
        if not inside:
            sentence = self.page.sentence_at(draft.verb_at[0])
            inside = self.topics.inside(sentence.start, sentence.end)[:1]
        if inside:
            self.topic_of[who] = self.topic_of[paragraph[0]] = inside
            return inside
        return self.topic_of.get(who) or self.topic_of.get(paragraph[0]) or self.topics.about()[:1]

    def _reported(self) -> DateMention | None:
        published = self.page.document.published
        return replace(published, role="publication") if published else None

    def _outlet(self, draft: Draft) -> Reference | None:
        if draft.outlet is not None:
            found = [one for one in self.page.found_in(*draft.outlet) if one.kind == "outlet"]
            if found:
                return _reference_of(found[0])
        sentence = self.page.sentence_at(draft.verb_at[0])
        for one in self.page.found_in(sentence.start, sentence.end):
            if one.kind == "outlet" and not draft.content[0] <= one.start < draft.content[1]:
                return _reference_of(one)
        known = self.page.document.outlet
        body = self.page.pack.outlet_by_id.get(known) if known else None
        return Reference(text=body.names[0].text, start=0, end=0, id=body.id) if body and body.names else None

    def _named(self, stretch: tuple[int, int] | None) -> Reference | None:
        if stretch is None:
            return None
        found = [one for one in self.page.found_in(*stretch) if one.kind != "place"]
        one = found[0].ids[0] if found and len(found[0].ids) == 1 else None
        return Reference(text=self.page.text[stretch[0] : stretch[1]], start=stretch[0], end=stretch[1], id=one)


def _is_witness(speaker: Speaker, act: str, verb: str) -> bool:
    """True for a body that announces its own deed, and for an outlet that reports in its own voice, one the pack does not know too."""
    is_unknown_outlet = speaker.member.kind == "other" and verb in _REPORTS and not speaker.member.institution
    return speaker.member.kind == "outlet" or is_unknown_outlet or (speaker.member.kind in _BODIES and act == "announce")


def _said_on(statement: Statement, day: DateMention | None) -> Statement:
    """The statement with its day of speaking and the reason for it."""
    if day is None:
        return statement
    how = "said on" if statement.said is not None else "said on, by the speech it belongs to,"
    return replace(statement, said=day, reasons=(*statement.reasons, f"{how} {day.text!r}"))


def _reference_of(found: Found) -> Reference:
    one = found.ids[0] if len(found.ids) == 1 else None
    return Reference(text=found.text, start=found.start, end=found.end, id=one)


def _is_behind_colon(plain: str, place: int) -> bool:
    """True when nothing but blanks stands between a colon and a place."""
    while place and plain[place - 1].isspace():
        place -= 1
    return plain[place - 1 : place] == ":"
