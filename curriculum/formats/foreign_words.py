"""Foreign mark-up to the plain words of a question; what would lose its meaning is refused."""

import re
from html.parser import HTMLParser

import nh3
from markdown_it import MarkdownIt

from curriculum.domain.question_imports import ItemRefusedError, Reason
from curriculum.formats.imports import one_line

MAX_TEXT = 20_000
HTML, MARKDOWN, PLAIN, AUTO = "html", "markdown", "plain", "moodle"
_EMBEDDED = {
    "img", "picture", "svg", "math", "audio", "video", "source", "iframe", "object", "embed",
    "canvas", "script", "style", "form", "input", "button", "select", "textarea", "map", "area",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "br", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre",
    "hr", "dl", "dt", "dd", "section", "article",
}  # fmt: skip
_QUIET = {"b", "strong", "i", "em", "u", "span", "font", "small", "big", "code", "sub", "abbr"}
_TABLES = {"table", "thead", "tbody", "tr", "td", "th", "caption"}
_LOST = {"s", "strike", "del", "ins", "ruby", "rt", "q", "details", "summary"}
_KNOWN = _EMBEDDED | _BLOCKS | _QUIET | _TABLES | _LOST | {"a", "sup"}
_LOOKS_LIKE_HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*[\s/>]|&(?:[a-zA-Z]+|#\d+);")
_FORMULA = re.compile(r"\$\$|\\\(|\\\[|\[tex\]")
_PLUGIN_FILE = "@@PLUGINFILE@@"
_MARKDOWN = MarkdownIt("commonmark", {"html": True})


class _Words(HTMLParser):
    """Collects the words of cleaned HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMBEDDED:
            raise ItemRefusedError(Reason.EMBEDDED, name=tag)
        if tag in _TABLES:
            raise ItemRefusedError(Reason.TABLE)
        if tag == "a":
            raise ItemRefusedError(Reason.LINK)
        if tag not in _KNOWN or tag in _LOST:
            raise ItemRefusedError(Reason.MARKUP, name=tag)
        # 10<sup>6</sup> without a sign of the power would read as 106.
        self.words.append(" " if tag in _BLOCKS else "^" if tag == "sup" else "")

    def handle_endtag(self, tag: str) -> None:
        self.words.append(" " if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def _from_html(html: str) -> str:
    cleaned = nh3.clean(html, tags=_KNOWN, attributes={}, clean_content_tags=set(), link_rel=None)
    reader = _Words()
    reader.feed(cleaned)
    reader.close()
    return "".join(reader.words)


def words_of(text: str, form: str) -> str:
    """One line of plain words; `form` is html, markdown, plain or moodle (decided by the text).

    Raises ItemRefusedError for pictures, files, tables, links, formulas and lost mark-up.
    """
    if len(text) > MAX_TEXT:
        raise ItemRefusedError(Reason.SYNTAX, reason=f"a text has over {MAX_TEXT} characters.")
    if form == PLAIN:
        return one_line(text)
    if _PLUGIN_FILE in text:
        raise ItemRefusedError(Reason.EMBEDDED, name=_PLUGIN_FILE)
    if _FORMULA.search(text):
        raise ItemRefusedError(Reason.FORMULA)
    if form == MARKDOWN:
        return one_line(_from_html(_MARKDOWN.render(text)))
    if form == HTML or _LOOKS_LIKE_HTML.search(text):
        return one_line(_from_html(text))
    return one_line(text)
