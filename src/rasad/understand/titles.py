"""Understand: what a title in a noun phrase says, and whose it is. Stretch → titles, and whether they are the pack's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from rasad.languages.gazetteer import Found
from rasad.model import Pack
from rasad.understand.page import Page
from rasad.understand.plain import plain, words

_AND: Final = "\u0648"
_LIST: Final = 9
_BEHIND: Final = 4
_EDGES: Final = " ,\u060c\"'\u201c\u201d\u2018\u2019\u00ab\u00bb()"


_NAMES: dict[tuple[int, str], tuple[Pack, tuple[str, ...]]] = {}


def _body_names(pack: Pack, language: str) -> tuple[str, ...]:
    """The names of a pack's bodies in a language, in plain letters, the longest first; made once for each pack object."""
    known = _NAMES.get((id(pack), language))
    if known is not None and known[0] is pack:
        return known[1]
    made = {plain(name.text) for body in pack.institutions for name in body.names if name.language == language}
    if len(_NAMES) > 16:
        _NAMES.clear()
    _NAMES[(id(pack), language)] = (pack, tuple(sorted(made, key=lambda name: (-len(name), name))))
    return _NAMES[(id(pack), language)][1]


class TitleWords:
    """What the words of titles on one page say."""

    def __init__(self, page: Page) -> None:
        self.page, self.lexicon = page, page.lexicon

    def of(self, start: int, end: int) -> set[str]:
        """The titles that stand in a stretch."""
        low, high = self.page.tokens.range(start, end)
        return {value for _, _, value in self.lexicon.heads.find(self.page.tokens.lows, low, high)}

    def offices(self, start: int, end: int) -> set[str]:
        """The titles that stand in a stretch, without ranks: "brigadier general" is no office."""
        return self.of(start, end) - self.lexicon.title_words["ranks"]

    def is_held(self, stretch: tuple[int, int]) -> bool:
        """True for "who heads the agency", "who sits on the committee": an office told by a verb."""
        low, high = self.page.tokens.range(*stretch)
        lows, holds = self.page.tokens.lows, self.lexicon.title_words["holds"]
        return any(lows[place] in holds and lows[place - 1] == "who" for place in range(low + 1, high))

    def is_public(self, stretch: tuple[int, int]) -> bool:
        """True for a title that only a public body gives, or one beside the word for a body."""
        low, high = self.page.tokens.range(*stretch)
        bodies = self.lexicon.title_words["bodies"]
        return high - low > 1 and any(word in self.lexicon.public or word in bodies for word in self.page.tokens.lows[low:high])

    def governing(self, stretch: tuple[int, int]) -> set[str]:
        """The title that the phrase is about: "deputy" in "deputy minister of roads", not the minister it is deputy of."""
        low, high = self.page.tokens.range(*stretch)
        lows = self.page.tokens.lows
        if not self.lexicon.is_light:
            high = next((place for place in range(low + 1, high) if lows[place] in ("of", "for", "to", "at", "from", "in")), high)
        found = [value for _, _, value in self.lexicon.heads.find(lows, low, high)]
        if self.lexicon.is_light:
            return set(found[:1])
        under = {one for one in found if one in self.lexicon.title_words["under"]}
        return under or set(found[-1:]) or self.of(*stretch)

    def is_former(self, stretch: tuple[int, int]) -> bool:
        """True for an office no longer held: "the former minister"."""
        low, high = self.page.tokens.range(*stretch)
        return any(word in self.lexicon.title_words.get("former", ()) for word in self.page.tokens.lows[low:high])

    def words_beside(self, stretch: tuple[int, int], name_text: str) -> str:
        """The words of a phrase beside the name."""
        text = self.page.text[stretch[0] : stretch[1]].replace("\n", " ").replace("\u00a0", " ")
        name_text = name_text.replace("\u00a0", " ")
        before, name, after = text.partition(name_text)
        if not name:
            return ""
        sides = [side.strip(_EDGES)[:120] for side in (before, after)]
        titled = [side for side in sides if self.lexicon.heads.has(words(side), 0, len(words(side)))]
        side = max(titled, key=len, default="")
        for small in ("the ", "The "):
            side = side.removeprefix(small)
        return side.removesuffix(" and")

    def is_of_others(self, stretch: tuple[int, int]) -> bool:
        """True when a phrase holds a capitalised word of another country: "the Finnish envoy"."""
        run, plain = self.page.tokens, self.page.plain
        low, high = run.range(*stretch)
        words = [plain[run.starts[place] : run.ends[place]] for place in range(low, high)]
        return not self.lexicon.is_light and any(word[:1].isupper() and not self._is_home(word) for word in words[1:])

    def _is_home(self, word: str) -> bool:
        """True for a word of the pack's own country, of a title or at the head of a sentence."""
        low = word.lower().removesuffix("'s")
        homes = {place[:4].lower() for place in (self.page.pack.name, *self.page.pack.places) if len(place) >= 4}
        return low[:4] in homes or self.lexicon.is_any("determiners", low) or self.lexicon.heads.at([low], 0, 1) is not None

    def kind(self, stretch: tuple[int, int]) -> str:
        """What a phrase without a name speaks of: person, document, other."""
        low, high = self.page.tokens.range(*stretch)
        lows = self.page.tokens.lows
        if self.lexicon.titles["documents"].has(lows, low, high) and not self.lexicon.heads.has(lows, low, high):
            return "document"
        return "person" if self.lexicon.heads.has(lows, low, high) else "other"


class Titles(TitleWords):
    """Reads titles on one page: whose they are, and how far they go."""

    def past_joint(self, begin: int, place: int, end: int, inside: Mapping[int, int]) -> int | None:
        """The token behind a comma or a small word that goes on with a title: "minister of roads, rails and ports", "envoy in Sarvan"."""
        lows, known = self.page.tokens.lows, self.lexicon.title_words
        if place == begin + 1 and lows[begin] in known["one_of"] and lows[place] in known["of"] and place + 1 < end:
            return place + 1
        if place == begin or self.lexicon.heads.at(lows, begin, end) is None:
            return None
        if lows[place] in known["sent_in"]:
            first = begin + (lows[begin] in known["one"] and begin + 1 < place)
            return inside[place + 1] if lows[first] in known["sent"] and place + 1 in inside else None
        if lows[place] != ",":
            return None
        for index in range(place + 1, min(end - 1, place + _LIST)):
            if lows[index] == _AND and index > place + 1:
                return index + 1
            word = lows[index]
            if word == ",":
                continue
            if not word.isalpha() or self.lexicon.is_any("breaks", word) or self.lexicon.heads.at(lows, index, end):
                return None
        return None

    def is_deputy_text(self, stretch: tuple[int, int], posts: list[Found]) -> bool:
        """True when the phrase prints an office under one of the pack's posts."""
        return bool(posts) and self.is_deputy_of(stretch, posts[0])

    def is_deputy_of(self, stretch: tuple[int, int], post: Found) -> bool:
        """True when another title governs the post: "deputy of the minister of roads"."""
        if self.page.plain.startswith("'s ", post.end):
            return True
        low, high = self.page.tokens.range(stretch[0], post.start)
        found = self.lexicon.heads.find(self.page.tokens.lows, low, min(high + 1, len(self.page.tokens)))
        return any(start < high for start, _, _ in found)  # "vice head" may share its last word with the post

    def as_body(self, found: Found) -> Found:
        """The body itself, or that of a post."""
        if found.kind != "post":
            return found
        posts = [self.page.pack.post_by_id[one] for one in found.ids]
        return found._replace(kind="institution", ids=tuple(dict.fromkeys(post.institution for post in posts)))

    def goes_on(self, stretch: tuple[int, int], found: Found) -> bool:
        """True when the noun phrase goes on behind a name: "commander of the corps of …" is another post."""
        if not self.lexicon.is_light:
            return self._goes_on_capital(stretch, found)
        if self.page.people_in(found.end, stretch[1]):
            return False
        if any(one.kind == "person" and one.start >= found.end for one in self.page.found_in(*stretch)):
            return False
        places = [one.end for one in self.page.found_in(found.end, stretch[1]) if one.kind == "place"]
        low, high = self.page.tokens.range(places[0] if places else self._past_name(found), stretch[1])
        lows = self.page.tokens.lows
        while low < high and lows[low] in self.lexicon.title_words["home"]:
            low += 1
        if low < high and lows[low] == ",":
            return self.is_longer_list(stretch, found)
        return high > low and lows[low] not in (_AND, "(")

    def _past_name(self, found: Found) -> int:
        """Where a post ends when its last word begins the longer name of a body: "member of the committee of the House of Talvaria"."""
        begin = found.text.rfind(" ") + 1
        last = plain(found.text[begin:])
        for name in _body_names(self.page.pack, self.page.language):
            if name.startswith(f"{last} ") and self.page.plain.startswith(name, found.start + begin):
                return found.start + begin + len(name)
        return found.end

    def inmost(self, bodies: list[Found]) -> list[Found]:
        """Bodies, that of "the House Roads Committee" without the House: in a language that puts the greater body before the lesser."""
        if self.lexicon.is_light or len(bodies) < 2 or bodies[1].start - bodies[0].end != 1:
            return bodies
        return bodies[1:]

    def is_longer_list(self, stretch: tuple[int, int], found: Found) -> bool:
        """True when the name is only the head of a longer one: "the committee of roads, rails and ports"."""
        low, high = self.page.tokens.range(found.end, stretch[1])
        if low >= high or self.page.tokens.lows[low] != ",":
            return False
        return self.past_joint(self.page.tokens.at(stretch[0]), low, high, {}) is not None

    def _goes_on_capital(self, stretch: tuple[int, int], found: Found) -> bool:
        """True for "President of Utopia Federation of Guides": a capitalised word follows that begins no person's name."""
        run, plain = self.page.words, self.page.plain
        place = run.at(found.end)
        if " of " not in found.text or place >= len(run) or run.starts[place] >= stretch[1] or run.starts[place] > found.end + 1:
            return False
        start = run.starts[place]
        is_name = any(one.start == start for one in self.page.people_in(start, stretch[1])) or any(
            one.kind == "person" and one.start == start for one in self.page.found_in(start, stretch[1])
        )
        following = plain[run.starts[place + 1] : run.starts[place + 1] + 1] if place + 1 < len(run) else ""
        is_long = run.lows[place + 1 : place + 2] == ["of"] or not following.isupper() or (place + 2 < len(run) and run.lows[place + 2] == "of")
        return plain[start].isupper() and not is_name and is_long

    def is_foreign(self, stretch: tuple[int, int], post: Found) -> bool:
        """True when another country stands beside the post or body: "Finnish President", "Utopia's ministry of roads"."""
        if self.lexicon.is_light:
            return self._is_followed_by_country(post)
        run, plain = self.page.words, self.page.plain
        low, high = run.at(post.start), run.at(post.end)
        while low and run.starts[low - 1] >= stretch[0] and self.lexicon.heads.at(run.lows, low - 1, low) is not None:
            low -= 1
        before = plain[run.starts[low - 1] : run.ends[low - 1]] if low and run.starts[low - 1] >= stretch[0] else ""
        is_ours = bool(before) and any(one.start <= run.starts[low - 1] < one.end for one in self.page.found_in(*stretch))
        if before[:1].isupper() and not is_ours and not self._is_home(before):
            return True
        if high + 2 < len(run) and run.lows[high] == "of":
            first = high + 1 + (run.lows[high + 1] == "the")
            after = [plain[run.starts[place] : run.ends[place]] for place in range(first, min(first + 4, len(run)))]
            return after[0][:1].isupper() and not any(word[:1].isupper() and self._is_home(word) for word in after) and not (
                self.page.found_in(run.starts[first], run.starts[first] + 60)
            )
        return False

    def _is_followed_by_country(self, found: Found) -> bool:
        """True when another country, a province or an earlier term stands behind, in a language that puts it there."""
        run, known = self.page.tokens, self.lexicon.title_words
        low = run.at(found.end)
        high = min(low + _BEHIND, len(run))
        if run.lows[low : low + 1] and run.lows[low] in known["terms"]:
            return True
        for place in range(low, high):
            word = run.lows[place]
            if word in known["branches"] or any(" ".join(run.lows[place : place + size]) in known["countries"] for size in (1, 2)):
                return True
            is_end = not word.isalpha() or self.lexicon.is_any("breaks", word) or word in known["home"] or word == _AND
            if is_end or self.lexicon.heads.at(run.lows, place, high) or self._is_named_at(run.starts[place]):
                return False
        return False

    def _is_named_at(self, start: int) -> bool:
        """True where a person's name or that of the pack's own country begins."""
        if any(one.start == start for one in self.page.people_in(start, start + 1)):
            return True
        home = self.page.pack.places
        return any(one.start == start and (one.kind == "person" or one.text in home) for one in self.page.found_in(start, start + _BEHIND * _BEHIND))

    def is_of_people(self, stretch: tuple[int, int]) -> bool:
        """True for "deputy of the people of …": a member of parliament, in a language that says it so."""
        low, high = self.page.tokens.range(*stretch)
        lows, known = self.page.tokens.lows, self.lexicon.title_words
        mp = self.lexicon.roles.get("mp", frozenset())
        return any(lows[place] in mp and lows[place + 1] in known["electors"] for place in range(low, high - 1))
