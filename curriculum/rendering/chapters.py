"""Chapters of a module to the segments that a release keeps."""

from django.utils.html import escape
from django.utils.translation import gettext

from curriculum.domain.content import Block, BlockKind, Chapter, Figure, ModuleContent, Table
from curriculum.domain.media import ShowMedia, is_video, shows_nothing
from curriculum.domain.text import CITATION, plain
from curriculum.rendering.drawings import drawing
from curriculum.rendering.markup import clean, inline
from curriculum.rendering.sources import Sources

Segment = dict[str, str]


class ChapterWriter:
    """Writes chapters in order, so that sources and drawings are numbered through."""

    def __init__(
        self, content: ModuleContent, sources: Sources, show: ShowMedia = shows_nothing
    ) -> None:
        self.code = content.code.lower()
        self.sources = sources
        self.show = show
        self.language = content.language
        self.drawings = 0
        self.references = {item.key: item.references for item in content.asked}

    def segments(self, chapter: Chapter) -> list[Segment]:
        """HTML and interactions in order; HTML that follows HTML is one segment."""
        segments: list[Segment] = []
        for block in chapter.blocks:
            segment = self._segment(block)
            if segments and segments[-1]["kind"] == segment["kind"] == "html":
                segments[-1]["html"] += segment["html"]
            else:
                segments.append(segment)
        return segments

    def _segment(self, block: Block) -> Segment:
        if block.kind in (BlockKind.CHECK, BlockKind.VIGNETTE):
            self.sources.numbered(self.references.get(block.key, ()))
            return {"kind": str(block.kind), "key": block.key}
        return {"kind": "html", "html": self._html(block)}

    def _html(self, block: Block) -> str:
        if block.table:
            return self._table(block.table)
        if block.figure:
            return self._figure(block.figure)
        text = self.sources.cite(clean(block.html))
        if block.kind == BlockKind.MINUTE:
            title = gettext("In one minute")
            return f'<div class="minute"><h3 class="eyebrow">{title}</h3>{text}</div>'
        if block.callout:
            title = f'<h3 class="callout__title">{escape(block.title)}</h3>' if block.title else ""
            return f'<aside class="callout callout--{block.callout}">{title}{text}</aside>'
        return text

    def _inline(self, text: str) -> str:
        return self.sources.cite(inline(text))

    def _table(self, table: Table) -> str:
        label = escape(" ".join(plain(inline(CITATION.sub("", table.caption))).split()))
        caption = self._inline(table.caption)
        head = "".join(self._head(cell) for cell in table.head)
        rows = "".join(f"<tr>{self._row(row, table.row_heads)}</tr>" for row in table.rows)
        return (
            f'<div class="table-scroll" tabindex="0" role="region" aria-label="{label}">'
            f'<table class="table"><caption>{caption}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )

    def _head(self, cell: str) -> str:
        # A heading without words would be read out as an empty heading.
        return f'<th scope="col">{self._inline(cell)}</th>' if cell.strip() else "<td></td>"

    def _row(self, row: tuple[str, ...], row_heads: bool) -> str:
        cells = [f"<td>{self._inline(cell)}</td>" for cell in row]
        if row_heads and row:
            cells[0] = f'<th scope="row">{self._inline(row[0])}</th>'
        return "".join(cells)

    def _figure(self, figure: Figure) -> str:
        if figure.media:
            return self._media(figure)
        self.drawings += 1
        name = f"{self.code}-figure-{self.drawings}"
        svg = drawing(figure.svg, alt=figure.alt, prefix=name)
        return (
            f'<figure class="figure"><div class="figure__scroll" tabindex="0" role="group" '
            f'aria-labelledby="{name}-title">{svg}</div>{self._caption(figure)}</figure>'
        )

    def _caption(self, figure: Figure) -> str:
        caption = self._inline(figure.caption)
        return f"<figcaption>{caption}</figcaption>" if caption else ""

    def _media(self, figure: Figure) -> str:
        """A product's picture, or its video with the spoken words as captions."""
        shown, alt = self.show(figure.media), escape(figure.alt)
        if is_video(figure.media):
            words, language = escape(self.show(figure.captions).url), escape(self.language)
            media = (
                f'<video class="figure__picture" controls preload="metadata" aria-label="{alt}" '
                f'src="{escape(shown.url)}"><track kind="captions" default srclang="{language}" '
                f'src="{words}"></video>'
            )
        else:
            size = f' width="{shown.width}" height="{shown.height}"' if shown.width else ""
            media = (
                f'<img class="figure__picture" src="{escape(shown.url)}" alt="{alt}"{size} '
                'loading="lazy" decoding="async">'
            )
        return f'<figure class="figure">{media}{self._caption(figure)}</figure>'
