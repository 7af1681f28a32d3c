"""What authors see before publishing: the text as learners read it, questions with their key."""

from dataclasses import dataclass, replace
from typing import Any

from curriculum.domain.content import Reference
from curriculum.domain.findings import Finding
from curriculum.domain.text import all_texts, citations
from curriculum.models import ModulePage
from curriculum.models import Reference as ReferenceRow
from curriculum.models.page_errors import words_of
from curriculum.rendering.release import Rendered, render


@dataclass(frozen=True)
class Preview:
    """A page as it would be released; `rendered` is None while it cannot be shown."""

    title: str
    code: str
    problems: tuple[str, ...]
    rendered: Rendered | None = None

    @property
    def chapters(self) -> list[dict[str, Any]]:
        """Chapters whose segments carry their question or vignette."""
        if self.rendered is None:
            return []
        return [
            {**chapter, "segments": [self._filled(segment) for segment in chapter["segments"]]}
            for chapter in self.rendered.content["chapters"]
        ]

    def _filled(self, segment: dict[str, Any]) -> dict[str, Any]:
        pools = {"check": "practice", "vignette": "vignettes"}
        if segment["kind"] == "html" or self.rendered is None:
            return segment
        asked = getattr(self.rendered, pools[segment["kind"]]).get(segment["key"])
        return {**segment, "asked": asked}


def _words(findings: list[Finding]) -> tuple[str, ...]:
    return tuple(
        f"{item.where}: {words_of(item)}" if item.where else words_of(item) for item in findings
    )


def preview_of(page: ModulePage) -> Preview:
    """The page as far as it can be shown, and what keeps it from being released."""
    empty = Preview(title=page.title, code=page.module.code if page.module else "", problems=())
    try:
        content = page.content
    except (ValueError, KeyError, TypeError, AttributeError):
        return empty
    shown = replace(empty, problems=_words(page.findings()))
    known = {row.key: row.record for row in ReferenceRow.objects.all()}
    cited = {key for _, text in all_texts(content) for key in citations(text)}
    cited |= {key for item in content.asked for key in item.references}
    references = [known.get(key, Reference(key, key)) for key in cited | set(known)]
    try:
        return replace(shown, rendered=render(content, references))
    except ValueError:  # a drawing outside the vocabulary; it is among the problems
        return shown
