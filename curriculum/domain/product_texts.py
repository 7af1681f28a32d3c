"""A product's bundle as the passages, pictures and links that the rules on promotion read."""

import re
from collections.abc import Iterator
from html import unescape

from curriculum.domain.content import Figure, ModuleContent
from curriculum.domain.packages import PackageFinding
from curriculum.domain.product_bundle import ProductBundle
from curriculum.domain.promotion import (
    OutboundLink,
    Picture,
    PlainText,
    PromotionContext,
    promotion_findings,
)
from curriculum.domain.text import all_texts

_BLOCK_END = re.compile(r"</(?:p|li|h3|h4)>")
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a\b[^>]*href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def _words(markup: str) -> str:
    """Words with their citations; each paragraph on a line of its own."""
    return unescape(_TAG.sub(" ", _BLOCK_END.sub("\n", markup)))


def passages(content: ModuleContent) -> Iterator[PlainText]:
    """Every text that anyone reads, with the part of the module as its file."""
    for where, text in all_texts(content):
        if text.strip():
            yield PlainText(_words(text), where, language=content.language)


def _figures(content: ModuleContent) -> Iterator[tuple[str, Figure]]:
    for chapter in content.chapters:
        for block in chapter.blocks:
            if block.figure:
                yield f"chapter {chapter.slug}", block.figure


def pictures(content: ModuleContent) -> Iterator[Picture]:
    """Every picture and video with the words that describe it."""
    for where, figure in _figures(content):
        yield Picture(where, 0, figure.media, f"{figure.alt} {figure.caption}".strip())


def links(content: ModuleContent) -> Iterator[OutboundLink]:
    """Every link of the chapters with its words."""
    for where, text in all_texts(content):
        for address, words in _LINK.findall(text):
            yield OutboundLink(where, 0, unescape(address), _words(words))


def promotion_of(bundle: ProductBundle, context: PromotionContext) -> list[PackageFinding]:
    """What in a bundle reads like promotion; `file` of a finding is the part of the module."""
    content = bundle.content
    return promotion_findings(
        tuple(passages(content)), context, tuple(pictures(content)), tuple(links(content))
    )
