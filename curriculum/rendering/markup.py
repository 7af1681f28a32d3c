"""Authors' text to clean HTML: a short list of elements, links to https only."""

import re

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "h3", "h4", "strong", "em", "ul", "ol", "li", "br", "a"}
_LINK = "noopener noreferrer"
_DEAD_LINK = re.compile(rf'<a rel="{_LINK}">(.*?)</a>', re.DOTALL)
_INLINE = MarkdownIt("zero", {"html": False}).enable(["emphasis", "escape"])


def clean(html: str) -> str:
    """Rich text with nothing but the known elements; a link that leads nowhere is plain text.

    Citations become buttons later, wherever `[@` stands, so no address may hold it.
    """
    cleaned = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href"}},
        url_schemes={"https"},
        link_rel=_LINK,
        attribute_filter=lambda tag, name, value: value.replace("[@", "%5B@"),
        clean_content_tags={"script", "style"},
    )
    return _DEAD_LINK.sub(r"\1", cleaned)


def inline(text: str) -> str:
    """One line of text with `**bold**` and `*emphasis*`, everything else escaped."""
    return clean(_INLINE.renderInline(text))
