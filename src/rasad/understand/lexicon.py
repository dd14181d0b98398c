"""Understand: verbs, titles and words of acts of a language, ready to be found. TOML tables → Lexicon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, cast

from rasad.languages import tables
from rasad.understand.phrases import Phrases, spellings
from rasad.understand.plain import words

_ACT_WORDS: Final = (
    "hedges", "negators", "not_negating", "clause_ends", "denials", "no_plans", "refusals", "leading", "frames",
    "closers", "purposes", "finals", "not_only", "only", "rather", "demands",
)  # fmt: skip
_SHORT_FORM: Final = 2
_NONE: Final[frozenset[str]] = frozenset()
_GROUP_KEYS: Final = ("act", "stance", "frame", "polarity", "action", "kind")


class Verb(NamedTuple):
    """A form of a verb of saying. `form`: base, s, past, ing; `present` is what a headline prints."""

    lemma: str
    act: str
    stance: str = "asserts"
    frame: str = "free"
    polarity: str = "affirmed"
    action: str | None = None
    kind: str | None = None
    preverbs: tuple[str, ...] = ()
    form: str = "past"
    present: str = ""
    is_negated: bool = False


class Lexicon:
    """What is known of a language. Sets of words are asked for by name: `verb_words["auxiliaries"]`."""

    def __init__(self, language: str) -> None:
        self.language = language
        verbs, titles = tables.load(language, "verbs"), tables.load(language, "titles")
        self.acts = tables.load(language, "acts")
        self.is_light = "light" in verbs
        self.verbs: Phrases[Verb] = Phrases(_light(verbs) if self.is_light else _inflected(verbs))
        self.verb_words = {key: frozenset(value) for key, value in _lists(verbs, "words").items()}
        self.phrases = {key: Phrases.of({key: value}) for key, value in _lists(verbs, "words").items()}
        self.title_words = {key: frozenset(_plain(value)) for key, value in _lists(titles, "words").items()}
        self.titles = {key: Phrases.of({key: value}) for key, value in _lists(titles, "words").items()}
        self.heads: Phrases[str] = Phrases((word, word) for word in _strings(titles.get("heads")))
        self.public = frozenset(_plain(_strings(titles.get("public"))))
        self.roles = {
            role: frozenset(_plain(value)) for role, value in _lists(titles, "roles").items()
        }
        for key in _ACT_WORDS:
            self.phrases[key] = Phrases.of({key: _strings(self.acts.get(key))})
        self.actions: Phrases[str] = Phrases.of(_lists(self.acts, "actions"))
        self.media: Phrases[str] = Phrases.of(_lists(self.acts, "media"))
        self.policy: Phrases[str] = Phrases.of(_lists(self.acts, "policy"))
        self.concepts: Phrases[str] = Phrases.of(_lists(self.acts, "concepts"))
        self.headline = cast("Mapping[str, object]", self.acts.get("headline") or {})

    def is_any(self, key: str, word: str) -> bool:
        """True when a word stands in the list `key` of verbs.toml [words]."""
        return word in self.verb_words.get(key, _NONE)

    def headline_word(self, key: str) -> str:
        """A word of the headline table, empty when there is none."""
        return str(self.headline.get(key, ""))

    def headline_verb(self, act: str) -> str:
        """The present form that a headline prints for an act, empty when the verb's own is to be used."""
        acts = self.headline.get("acts")
        return str(acts.get(act, "")) if isinstance(acts, dict) else ""


@lru_cache(maxsize=16)
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; an empty one when it has no tables."""
    return Lexicon(language.partition("-")[0])


def _strings(value: object) -> list[str]:
    return [str(word) for word in value] if isinstance(value, list) else []


def _lists(table: Mapping[str, object], key: str) -> dict[str, list[str]]:
    rows = table.get(key)
    return {name: _strings(value) for name, value in rows.items()} if isinstance(rows, dict) else {}


def _plain(values: list[str]) -> list[str]:
    return [" ".join(form) for value in values for form in spellings(value)]


def _groups(table: Mapping[str, object]) -> Iterator[tuple[dict[str, object], list[str], list[str]]]:
    groups = table.get("group")
    for group in groups if isinstance(groups, list) else []:
        fields = {key: group[key] for key in _GROUP_KEYS if key in group}
        yield fields, _strings(group.get("words")), _strings(group.get("preverbs"))


def _inflected(table: Mapping[str, object]) -> Iterator[tuple[str, Verb]]:
    """Every form of every verb, for a language that inflects the verb itself."""
    irregular = _lists(table, "irregular")
    seen: set[str] = set()
    for fields, lemmas, _ in _groups(table):
        for lemma in lemmas:
            head, _, tail = lemma.partition(" ")
            verb = Verb(lemma=lemma, **fields)  # type: ignore[arg-type]
            forms = _forms(head, irregular.get(head))
            present = f"{forms[0][0]} {tail}".strip()
            for form, kind in (*forms, (head, "base")):
                phrase = f"{form} {tail}".strip()
                if phrase not in seen:
                    seen.add(phrase)
                    yield phrase, verb._replace(form=kind, present=present)


def _forms(head: str, irregular: list[str] | None) -> list[tuple[str, str]]:
    if irregular:
        kinds = ("s", "past", "ing", "past")
        return list(zip(irregular, kinds, strict=True))
    if head.endswith("e"):
        return [(f"{head}s", "s"), (f"{head}d", "past"), (f"{head[:-1]}ing", "ing")]
    if head.endswith("y") and head[-2] not in "aeiou":
        return [(f"{head[:-1]}ies", "s"), (f"{head[:-1]}ied", "past"), (f"{head}ing", "ing")]
    ending = "es" if head.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return [(f"{head}{ending}", "s"), (f"{head}ed", "past"), (f"{head}ing", "ing")]


def _light(table: Mapping[str, object]) -> Iterator[tuple[str, Verb]]:
    """Every form of every verb, for a language of noun parts and light verbs."""
    light = table.get("light")
    assert isinstance(light, dict)  # noqa: S101 - the caller has looked
    for fields, lemmas, preverbs in _groups(table):
        for lemma in lemmas:
            noun, _, name = lemma.partition("+")
            rows = light[name]
            present = f"{noun} {rows['present']}".strip()
            verb = Verb(
                lemma=f"{noun} {rows['forms'][0]}".strip(), present=present,
                preverbs=tuple(" ".join(words(word)) for word in preverbs), **fields,  # type: ignore[arg-type]
            )  # fmt: skip
            for form in rows["forms"]:
                yield f"{noun} {form}".strip(), verb
                if noun and " " not in noun and len(form) > _SHORT_FORM:
                    yield f"{noun}{form}", verb  # printed without the space
            for form in rows["negated"]:
                yield f"{noun} {form}".strip(), verb._replace(is_negated=True)
