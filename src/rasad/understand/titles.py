"""Understand: what a title in a noun phrase says, and whose it is. Stretch → titles, and whether they are the pack's."""

from __future__ import annotations

from dataclasses import replace

from rasad.languages.gazetteer import Found
from rasad.understand.page import Page


class Titles:
    """Reads titles on one page."""

    def __init__(self, page: Page) -> None:
        self.page, self.lexicon = page, page.lexicon

    def of(self, start: int, end: int) -> set[str]:
        """The titles that stand in a stretch."""
        low, high = self.page.tokens.range(start, end)
        return {value for _, _, value in self.lexicon.heads.find(self.page.tokens.lows, low, high)}

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
        side = before if len(before.strip(" ,\u060c")) >= len(after.strip(" ,\u060c")) else after
        return side.strip(" ,\u060c")[:120].removeprefix("the ").removeprefix("The ")

    def is_deputy_of(self, stretch: tuple[int, int], post: Found) -> bool:
        """True when another title governs the post: "deputy of the minister of roads"."""
        low, high = self.page.tokens.range(stretch[0], post.start)
        return self.lexicon.heads.has(self.page.tokens.lows, low, high)

    def as_body(self, found: Found) -> Found:
        """The body itself, or that of a post."""
        if found.kind != "post":
            return found
        posts = [self.page.pack.post_by_id[one] for one in found.ids]
        return replace(found, kind="institution", ids=tuple(dict.fromkeys(post.institution for post in posts)))

    def goes_on(self, stretch: tuple[int, int], found: Found) -> bool:
        """True when the noun phrase goes on behind a name: "commander of the corps of …" is another post."""
        if not self.lexicon.is_light or self.page.people_in(found.end, stretch[1]):
            return False
        if any(one.kind == "person" and one.start >= found.end for one in self.page.found_in(*stretch)):
            return False
        low, high = self.page.tokens.range(found.end, stretch[1])
        return high > low and self.page.tokens.lows[low] not in (",", "\u0648", "(")

    def is_foreign(self, stretch: tuple[int, int], post: Found) -> bool:
        """True when another country stands beside the post: "Finnish President", "president of Utopia"."""
        if self.lexicon.is_light:
            return False
        words, plain = self.page.words, self.page.plain
        low, high = words.at(post.start), words.at(post.end)
        before = plain[words.starts[low - 1] : words.ends[low - 1]] if low and words.starts[low - 1] >= stretch[0] else ""
        if before[:1].isupper() and not self._is_home(before):
            return True
        if high + 1 < len(words) and words.lows[high] == "of":
            after = plain[words.starts[high + 1] : words.ends[high + 1]]
            return after[:1].isupper() and not self._is_home(after) and not self.page.found_in(
                words.starts[high + 1], words.starts[high + 1] + 60
            )
        return False

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
