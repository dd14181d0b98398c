"""Markup: what of foreign HTML may be shown. HTML -> HTML.

An allow-list: text, structure, tables, links to http and https. No scripts, styles, frames, forms, images, event handlers or ids.
`dir` and `lang` stay, since Persian reads wrongly without them.
"""

from __future__ import annotations

from typing import Final

_TAGS: Final = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "blockquote",
        "br",
        "caption",
        "cite",
        "code",
        "dd",
        "del",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "i",
        "ins",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "u",
        "ul",
    ]
)
_ATTRIBUTES: Final = {
    "*": {"dir", "lang"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_SWALLOWED: Final = frozenset(
    [
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "noscript",
        "template",
        "svg",
        "math",
        "textarea",
        "select",
        "title",
        "xmp",
        "noembed",
        "noframes",
    ]
)
_REL: Final = "noopener noreferrer nofollow"


def sanitise(html: str) -> str:
    """`html` with only harmless tags and attributes left; the text of scripts, styles and frames goes with them."""
    import nh3

    return nh3.clean(
        html,
        tags=set(_TAGS),
        clean_content_tags=set(_SWALLOWED),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        url_schemes={"http", "https"},
        link_rel=_REL,
        strip_comments=True,
    )


def plain(html: str) -> str:
    """The text of `html` without any tag, entities as they are needed to show it in HTML."""
    import nh3

    return nh3.clean(html, tags=set(), clean_content_tags=set(_SWALLOWED))
