"""Publish: words into the Markdown of an edition, so that reading it gives the same words back."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"\s+")
_MARKUP = re.compile(r"[\\`*<]|(?<!\w)_|_(?!\w)|~~|&(?=[A-Za-z#])|!?\[(?=@|[^\[\]\n]*\]\()|!(?=\[)")
_BLOCK = re.compile(r"^(#{1,6}(?=\s)|[-*+>](?=\s|>)|>|:{3,})|^(\d{1,3})([.)])(?=\s)")


def one_line(words: str) -> str:
    """White space of every kind as single spaces."""
    return _PLAIN.sub(" ", words).strip()


def escape(words: str) -> str:
    """`words` on one line, with what Markdown would take for markup escaped.

    A page may hold `<!-- rasad: allow … -->`: its opening becomes an entity, so that no scan of the file
    takes it for a waiver.
    """
    return _MARKUP.sub(_escaped, one_line(words)).replace("\\<!", "&lt;!")


def _escaped(found: re.Match[str]) -> str:
    return "".join("\\" + sign for sign in found.group())


def escape_block(line: str) -> str:
    """A finished paragraph whose first characters open no list, quotation, heading or block."""
    return _BLOCK.sub(lambda m: f"{m[2]}\\{m[3]}" if m[2] else "\\" + m[1], line)


def front_value(words: str) -> str:
    """A value of the front matter."""
    plain = one_line(words)
    return f'"{plain}"' if plain[:1] in ("'", '"', "[") and plain else plain
