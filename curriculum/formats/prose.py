"""Markdown of a bundle to the rich text that the page keeps: nothing more than authors have."""

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from curriculum.domain.findings import Rule
from curriculum.domain.text import plain_rich_text
from curriculum.formats.notes import Notes

_HEADINGS = {"h2": "h3", "h3": "h4"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "code", "fence", "blockquote", "hr", "html_block", "html_inline", "reference",
     "autolink", "lheading", "backticks"]
)  # fmt: skip


def _headings_lowered(tokens: list[Token]) -> Iterator[Token]:
    """The chapter has the first level, so that `##` becomes h3 and `###` h4."""
    for token in tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = _HEADINGS.get(token.tag, token.tag)
        yield token


def _note_foreign(tokens: list[Token], notes: Notes, file: str, first_line: int) -> None:
    for token in tokens:
        line = first_line + (token.map[0] if token.map else 0)
        if token.type == "heading_open" and token.tag not in _HEADINGS:
            notes.add(Rule.MARKUP, file, line, text=token.markup)
        written = token.content if token.type == "inline" else ""
        if "`" in written or "![" in written or "](" in _bare(token):
            notes.add(Rule.MARKUP, file, line, text=written[:40])


def _bare(token: Token) -> str:
    return "".join(child.content for child in token.children or () if child.type == "text")


def rich_text(text: str, *, file: str, notes: Notes, first_line: int) -> str:
    """HTML with h3, h4, p, strong, em, ul, ol, li and a; citations stay `[@KEY]`."""
    tokens = _MARKDOWN.parse(text)
    _note_foreign(tokens, notes, file, first_line)
    lowered = list(_headings_lowered(tokens))
    return plain_rich_text(_MARKDOWN.renderer.render(lowered, _MARKDOWN.options, {}))
