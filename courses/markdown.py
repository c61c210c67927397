"""Markdown of our own content to safe HTML; nothing a visitor typed passes through here."""

import re

import nh3
from markdown_it import MarkdownIt

_renderer = MarkdownIt("commonmark", {"html": False}).enable("table")
_TAGS = {"p", "h2", "h3", "ul", "ol", "li", "em", "strong", "blockquote", "code", "hr", "br", "a"}
_TABLE_TAGS = {"table", "thead", "tbody", "tr", "th", "td"}


def to_html(text: str) -> str:
    """Return the HTML of a Markdown text; raw HTML in it is shown as text, unknown tags are dropped."""
    html = nh3.clean(_renderer.render(text), tags=_TAGS | _TABLE_TAGS, attributes={"a": {"href"}})
    return html.replace("<th>", '<th scope="col">')


def word_count(text: str) -> int:
    """Return how many words a reader reads: everything between blanks that holds a letter or a digit."""
    return sum(1 for word in text.split() if re.search(r"\w", word))
