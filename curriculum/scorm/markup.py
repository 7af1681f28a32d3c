"""Reads foreign HTML into tags and passages of text, in time proportional to its length.

No tree is built and nothing is believed to be well-formed. Python's own HTML reader takes
quadratic time for some hostile input, so that it is not used here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]{0,40})")
_ATTRIBUTE = re.compile(
    r"""[\s/]*+(?:(>)|([^\s=>/"'][^\s=>/]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s>]*+))?+|["'=])"""
)
_RAW = frozenset({"script", "style", "textarea", "title", "noscript", "template", "xmp"})
_OPAQUE = frozenset({"script", "style", "template", "xmp"})
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "cite",
        "code",
        "dfn",
        "em",
        "font",
        "i",
        "kbd",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_LONGEST_VALUE, _MOST_ATTRIBUTES, _MOST_WORDS = 4_000, 60, 40
_SPACES = re.compile(r"\s++")
_DIGITS = re.compile(r"[\d,;\u2013-]{1,12}")


@dataclass(frozen=True)
class Tag:
    """One opening tag: its name in small letters, its attributes, its line, and the text inside.

    `text` is known of `title`, `script`, `style`, `textarea`, `a` and `label` alone.
    """

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""


@dataclass(frozen=True)
class Passage:
    """A run of text as a reader sees it, with its line and language."""

    text: str
    line: int
    language: str


@dataclass
class Page:
    """Everything that was read of one file."""

    tags: list[Tag] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)


def read_page(source: str) -> Page:
    """Tags and passages of a page or a fragment of one."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.lowered = source.lower() if len(source.lower()) == len(source) else source
        self.page = Page()
        self.line, self.counted = 1, 0
        self.language = ""
        self.words: list[str] = []
        self.words_line = 1
        self.links: list[tuple[int, int]] = []  # tags that wait for their text, and their words
        self.in_sup = False
        self.has_words = False

    def read(self) -> Page:
        """Walk through the source once."""
        place, end = 0, len(self.source)
        while place < end:
            next_tag = self.source.find("<", place)
            next_tag = end if next_tag < 0 else next_tag
            self._text(place, next_tag)
            place = self._markup(next_tag) if next_tag < end else end
        self._end_passage()
        return self.page

    def _line_at(self, place: int) -> int:
        self.line += self.source.count("\n", self.counted, place)
        self.counted = place
        return self.line

    def _text(self, begin: int, end: int) -> None:
        text = unescape(self.source[begin:end])
        if not text.strip():
            self.words.extend(" " if text else "")
            return
        if not self.has_words:
            self.has_words, self.words_line = True, self._line_at(begin)
        is_note = self.in_sup and _DIGITS.fullmatch(text.strip())
        self.words.append(f"[{text.strip()}]" if is_note else text)

    def _end_passage(self) -> None:
        text = _SPACES.sub(" ", "".join(self.words)).strip()
        if text:
            self.page.passages.append(Passage(text, self.words_line, self.language))
        self.words, self.links, self.has_words = [], [], False

    def _markup(self, place: int) -> int:
        """Read what begins with "<"; returns where it ends."""
        if self.source.startswith("<!--", place):
            return self._after("-->", place + 4)
        if self.source.startswith(("<!", "<?"), place):
            return self._after(">", place)
        match = _TAG.match(self.source, place)
        if match is None:
            self.words.append("<")
            return place + 1
        attributes, end = _attributes(self.source, match.end())
        name = match[2].lower()
        if match[1]:
            self._close(name)
            return end
        return self._open(Tag(name, attributes, self._line_at(place)), end)

    def _after(self, mark: str, place: int) -> int:
        found = self.source.find(mark, place)
        return len(self.source) if found < 0 else found + len(mark)

    def _close(self, name: str) -> None:
        if name == "sup":
            self.in_sup = False
        if name not in _INLINE and name != "label":
            self._end_passage()
        elif name in ("a", "label") and self.links:
            index, since = self.links.pop()
            tag = self.page.tags[index]
            text = _SPACES.sub(" ", "".join(self.words[since : since + _MOST_WORDS])).strip()
            self.page.tags[index] = Tag(tag.name, tag.attributes, tag.line, text[:300])

    def _open(self, tag: Tag, end: int) -> int:
        if tag.name == "html":
            self.language = tag.attributes.get("lang", "")[:35]
        if tag.name not in _INLINE and tag.name != "label":
            self._end_passage()
        self.in_sup = self.in_sup or tag.name == "sup"
        if tag.name in _RAW and tag.name != "noscript":
            return self._raw(tag, end)
        self.page.tags.append(tag)
        if tag.name in ("a", "label"):
            self.links.append((len(self.page.tags) - 1, len(self.words)))
        return end

    def _raw(self, tag: Tag, begin: int) -> int:
        """An element whose content holds no tags; one without an end reaches to the end."""
        found = self.lowered.find(f"</{tag.name}", begin)
        end = len(self.source) if found < 0 else found
        text = self.source[begin:end]
        shown = text if tag.name in _OPAQUE else unescape(text)
        self.page.tags.append(Tag(tag.name, tag.attributes, tag.line, shown))
        if tag.name == "title" and shown.strip():
            self.words, self.words_line = [shown], tag.line
            self._end_passage()
        return end


def _attributes(source: str, place: int) -> tuple[dict[str, str], int]:
    """Attributes from a place on, and where their tag ends; the first of a name counts."""
    found: dict[str, str] = {}
    while match := _ATTRIBUTE.match(source, place):
        place = match.end()
        if match[1]:
            return found, place
        if match[2] and len(found) < _MOST_ATTRIBUTES:
            value = (match[3] or "")[: _LONGEST_VALUE + 2]
            bare = value[1:-1] if value[:1] in ("'", '"') and value[-1:] == value[:1] else value
            found.setdefault(match[2].lower()[:60], unescape(bare))
    return found, len(source)


def attributes_of(tags: list[Tag], name: str) -> Iterator[str]:
    """Every value of one attribute."""
    return (tag.attributes[name] for tag in tags if name in tag.attributes)
