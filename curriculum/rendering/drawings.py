"""Writes a drawing out again from its parsed form: only what the vocabulary knows, own ids."""

from xml.etree.ElementTree import Element

from django.utils.html import escape

from curriculum.blocks.figures import figure_root

DEFAULT_SIZE = "16"


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _attributes(attributes: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())


def _written(element: Element, prefix: str) -> str:
    attributes = dict(element.attrib)
    if "id" in attributes:
        attributes["id"] = f"{prefix}-{attributes['id']}"
    inner = escape(element.text or "") if (element.text or "").strip() else ""
    inner += "".join(_child(child, prefix) for child in element)
    return f"<{_name(element)}{_attributes(attributes)}>{inner}</{_name(element)}>"


def _child(child: Element, prefix: str) -> str:
    tail = escape(child.tail or "") if (child.tail or "").strip() else ""
    return _written(child, prefix) + tail


def drawing(svg: str, *, alt: str, prefix: str) -> str:
    """Inline SVG with its title and `alt` as name and description; raises ValueError."""
    root = figure_root(svg)
    attributes = {
        "class": "figure__drawing",
        "viewBox": root.attrib["viewBox"],
        "font-size": root.get("font-size", DEFAULT_SIZE),
        "role": "img",
        "aria-labelledby": f"{prefix}-title {prefix}-desc",
    }
    title, *rest = root
    shapes = "".join(_child(child, prefix) for child in rest if _name(child) != "desc")
    return (
        f"<svg{_attributes(attributes)}>"
        f'<title id="{prefix}-title">{escape(" ".join((title.text or "").split()))}</title>'
        f'<desc id="{prefix}-desc">{escape(alt)}</desc>{shapes}</svg>'
    )
