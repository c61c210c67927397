"""Markdown of our own content to safe HTML; nothing a visitor typed passes through here."""

import re

import nh3
from markdown_it import MarkdownIt

_renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "em", "strong", "blockquote", "code", "hr", "br", "a"}
_BLOCKS = ("p", "ul", "ol", "blockquote", "table")
"""What counts as one paragraph of a lesson when its place is remembered."""
_PLACED = {block: {"id"} for block in _BLOCKS}
_TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}


def to_html(text: str, *, numbered: bool = False) -> str:
    """Return the HTML of a Markdown text; raw HTML in it is shown as text, unknown tags are dropped.

    Where it is numbered, each paragraph, list, quote and table carries its place as an id: `p1`, `p2` and so on.
    """
    tokens = _renderer.parse(text)
    if numbered:
        blocks = (token for token in tokens if token.level == 0 and token.nesting == 1 and token.tag in _BLOCKS)
        for number, block in enumerate(blocks, start=1):
            block.attrSet("id", f"p{number}")
    rendered = _renderer.renderer.render(tokens, _renderer.options, {})
    html = nh3.clean(rendered, tags=_TAGS | _TABLE_TAGS, attributes={"a": {"href"}, **_PLACED})
    return html.replace("<th>", '<th scope="col">')


def without_places(html: str) -> str:
    """Return a numbered text without its places, for pages that hold several texts."""
    return re.sub(r' id="p\d+"', "", html)


def word_count(text: str) -> int:
    """Return how many words a reader reads: everything between blanks that holds a letter or a digit."""
    return sum(1 for word in text.split() if re.search(r"\w", word))
