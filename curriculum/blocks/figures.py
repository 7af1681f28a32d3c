"""The small SVG vocabulary of our drawings: what is allowed, and a drawing written out again."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from curriculum.domain.content import ModuleContent
from curriculum.domain.findings import Finding, Rule, finding

MAX_FIGURE_BYTES = 100_000
MAX_ELEMENTS = 2_000
SVG = "http://www.w3.org/2000/svg"
TINTS = frozenset(f"tint-{step}" for step in range(1, 6))
BOXES = frozenset({"good", "attention", "stop", "info", "soft"})
CLASSES = TINTS | BOXES | {"ink", "ink-2", "on-dark", "line", "strong", "dash"}
_SHAPE = frozenset({"class", "id", "transform"})
_TEXT = frozenset({"x", "y", "dx", "dy", "font-size", "font-weight", "font-style", "text-anchor"})
ATTRIBUTES: dict[str, frozenset[str]] = {
    "svg": frozenset({"viewBox", "width", "height", "id", "font-size"}),
    "g": _SHAPE | {"font-size", "font-weight", "font-style", "text-anchor"},
    "path": _SHAPE | {"d"},
    "rect": _SHAPE | {"x", "y", "width", "height", "rx", "ry"},
    "circle": _SHAPE | {"cx", "cy", "r"},
    "line": _SHAPE | {"x1", "y1", "x2", "y2"},
    "polyline": _SHAPE | {"points"},
    "polygon": _SHAPE | {"points"},
    "text": _SHAPE | _TEXT,
    "tspan": _SHAPE | _TEXT,
    "title": frozenset({"id"}),
    "desc": frozenset({"id"}),
}
_NUMBERS = re.compile(r"^[-+0-9.eE ,]+$")
_VALUES: dict[str, re.Pattern[str]] = {
    "viewBox": re.compile(r"^0 0 640 \d{1,4}(\.\d+)?$"),
    "d": re.compile(r"^[MmLlHhVvCcSsQqTtAaZz0-9.,eE+\- ]+$"),
    "transform": re.compile(r"^((translate|rotate|scale)\([-+0-9., ]+\) ?)+$"),
    "font-weight": re.compile(r"^(normal|bold|[1-9]00)$"),
    "font-style": re.compile(r"^(normal|italic)$"),
    "text-anchor": re.compile(r"^(start|middle|end)$"),
    "id": re.compile(r"^[A-Za-z][A-Za-z0-9-]{0,40}$"),
}


def _parsed(svg: str) -> Element | str:
    """The root element, or the reason why there is none."""
    if len(svg.encode()) > MAX_FIGURE_BYTES:
        return f"it is larger than {MAX_FIGURE_BYTES // 1000} kB."
    try:
        return fromstring(svg.strip(), forbid_dtd=True)
    except DefusedXmlException:
        return "document types and entities are not allowed."
    except (ParseError, ValueError) as error:
        return f"it is no well-formed SVG ({error})."


def _attribute_faults(tag: str, element: Element) -> Iterator[str]:
    for name, value in element.attrib.items():
        if name not in ATTRIBUTES[tag]:
            yield f"<{tag}> may not carry the attribute {name.rpartition('}')[2]}."
        elif name == "class":
            yield from (
                f"the class {word} is not in the vocabulary."
                for word in value.split()
                if word not in CLASSES
            )
        elif not _VALUES.get(name, _NUMBERS).match(" ".join(value.split())):
            yield f"{name}=“{value[:40]}” on <{tag}> is not allowed."


def _size_faults(element: Element) -> Iterator[str]:
    size = element.get("font-size", "15")
    if not re.fullmatch(r"\d+(\.\d+)?", size) or float(size) < 15:
        yield f"text of size {size} is too small; 15 is the least."


def _element_faults(element: Element) -> Iterator[str]:
    space, _, tag = str(element.tag).rpartition("}")
    if space.lstrip("{") != SVG or tag not in ATTRIBUTES:
        yield f"<{tag}> is not in the vocabulary."
        return
    yield from _attribute_faults(tag, element)
    yield from _size_faults(element)


def figure_faults(svg: str) -> list[str]:
    """Everything about a drawing that the vocabulary does not allow, in words."""
    root = _parsed(svg)
    if isinstance(root, str):
        return [root]
    elements = list(root.iter())
    faults = [fault for element in elements for fault in _element_faults(element)]
    if root.tag != f"{{{SVG}}}svg":
        faults.append("the outermost element must be <svg> in the SVG namespace.")
    if "viewBox" not in root.attrib:
        faults.append("the viewBox is missing.")
    if len(root) == 0 or root[0].tag != f"{{{SVG}}}title" or not (root[0].text or "").strip():
        faults.append("the first child must be a <title> with words.")
    if len(elements) > MAX_ELEMENTS:
        faults.append(f"it has more than {MAX_ELEMENTS} elements.")
    return list(dict.fromkeys(faults))


def figure_root(svg: str) -> Element:
    """The parsed drawing; raises ValueError when it is outside the vocabulary."""
    if faults := figure_faults(svg):
        raise ValueError(faults[0])
    root = _parsed(svg)
    if isinstance(root, str):
        raise ValueError(root)
    return root


def drawing_findings(content: ModuleContent) -> list[Finding]:
    """Faults of every drawing of a module."""
    return [
        finding(Rule.FIGURE, f"chapter {chapter.slug}", reason=fault)
        for chapter in content.chapters
        for block in chapter.blocks
        if block.figure and not block.figure.media
        for fault in figure_faults(block.figure.svg)
    ]
