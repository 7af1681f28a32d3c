"""Findings as form errors: each stands at the block or field that it concerns."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.blocks import StreamBlockValidationError, StructBlockValidationError

from curriculum.domain.content import ModuleContent
from curriculum.domain.findings import SENTENCES, Finding, Rule

FIELD_OF = {
    "title": "title", "summary": "summary", "audience": "audience", "version": "version",
    "reviewed_on": "reviewed_on", "handbook_topics": "handbook_topics", "draw": "draw",
    "module": "module",
}  # fmt: skip
FIELD_OF_RULE = {
    Rule.POOL_SMALL: "questions", Rule.EXAM_UNUSED: "questions", Rule.OBJECTIVE_EXAM: "questions",
    Rule.OBJECTIVE_UNPRACTISED: "questions", Rule.OBJECTIVE_UNTAUGHT: "chapters",
    Rule.REQUIREMENT_UNKNOWN: "module", Rule.UNBOUND: "module", Rule.COUNT: "chapters",
}  # fmt: skip


def words_of(item: Finding) -> str:
    """The finding in the reader's language."""
    return gettext(SENTENCES[item.rule]) % item.values


def _blocks(content: ModuleContent) -> dict[str, tuple[str, int]]:
    """Stream and index of every chapter, question and vignette, by the name findings use."""
    places = {}
    for stream, name, keys in (
        ("chapters", "chapter", [chapter.slug for chapter in content.chapters]),
        ("questions", "question", [question.key for question in content.questions]),
        ("vignettes", "vignette", [vignette.key for vignette in content.vignettes]),
    ):
        places.update({f"{name} {key}": (stream, index) for index, key in enumerate(keys)})
    return places


def _sentence(item: Finding) -> str:
    """A decision of a vignette is named, because the error stands at the whole vignette."""
    part = item.where.partition(", ")[2]
    return f"{part}: {words_of(item)}" if part else words_of(item)


def as_validation_error(findings: list[Finding], content: ModuleContent) -> ValidationError:
    """One error per field; streams carry their messages at the block."""
    places = _blocks(content)
    blocks: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    fields: dict[str, list[str]] = defaultdict(list)
    for item in findings:
        place = places.get(item.where.split(",")[0])
        if place:
            blocks[place[0]][place[1]].append(_sentence(item))
        else:
            field = FIELD_OF_RULE.get(item.rule) or FIELD_OF.get(item.values.get("name", ""))
            fields[field or "chapters"].append(_sentence(item))
    errors: dict[str, ValidationError] = {}
    for field in {*fields, *blocks}:
        if field in ("chapters", "questions", "vignettes"):
            errors[field] = StreamBlockValidationError(
                block_errors={
                    index: StructBlockValidationError(non_block_errors=messages)
                    for index, messages in blocks[field].items()
                },
                non_block_errors=fields[field],
            )
        else:
            errors[field] = ValidationError(fields[field])
    return ValidationError(errors)
