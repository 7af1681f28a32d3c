"""Moodle XML, read without document types or entities: choices and true/false."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from curriculum.domain.content import Option, QuestionKind
from curriculum.domain.question_checks import KEY
from curriculum.domain.question_imports import (
    ForeignItem,
    Imported,
    ImportPlan,
    ImportRefusedError,
    ItemRefusedError,
    Reason,
    Skipped,
)
from curriculum.formats.foreign_words import AUTO, HTML, MARKDOWN, PLAIN, words_of
from curriculum.formats.gift import check_weights, path_labels
from curriculum.formats.imports import decoded, short_name, take_over

_FORMS = {"html": HTML, "markdown": MARKDOWN, "plain_text": PLAIN, "moodle_auto_format": AUTO}
_TYPES = ("multichoice", "truefalse")
_TRUTHS = {"true": "True", "false": "False"}


def _root(data: bytes) -> Element:
    """The quiz element; raises ImportRefusedError."""
    text = decoded(data)
    try:
        root = fromstring(text.encode(), forbid_dtd=True)
    except DefusedXmlException as error:
        raise ImportRefusedError(Reason.HOSTILE_XML) from error
    except (ParseError, ValueError, LookupError) as error:
        raise ImportRefusedError(Reason.NOT_XML, reason=str(error)[:80]) from error
    if root.tag != "quiz":
        raise ImportRefusedError(Reason.NOT_XML, reason=f"<{str(root.tag)[:40]}>")
    return root


def _raw(element: Element | None) -> str:
    """What stands in `<text>`; mark-up must be escaped or CDATA, as Moodle writes it."""
    text = element.find("text") if element is not None else None
    if text is None:
        return ""
    if len(text):
        raise ItemRefusedError(Reason.SYNTAX, reason="mark-up stands outside CDATA.")
    return text.text or ""


def _words(element: Element | None) -> str:
    """Plain words of an element with its format; raises ItemRefusedError for files."""
    if element is None:
        return ""
    if (file := element.find("file")) is not None:
        raise ItemRefusedError(Reason.EMBEDDED, name=file.get("name", "file"))
    return words_of(_raw(element), _FORMS.get(element.get("format", ""), AUTO))


def _fraction(answer: Element) -> float:
    try:
        return float(answer.get("fraction", ""))
    except ValueError as error:
        reason = "an answer has no fraction."
        raise ItemRefusedError(Reason.SYNTAX, reason=reason) from error


def _options(question: Element, *, single: bool) -> tuple[Option, ...]:
    answers = [
        (_words(each), _fraction(each), _words(each.find("feedback")))
        for each in question.findall("answer")
    ]
    if not single:
        check_weights([fraction for _, fraction, _ in answers])
    for text, fraction, _ in answers:
        if single and 0 < fraction < 100:
            raise ItemRefusedError(Reason.PARTIAL_CREDIT, option=text)
    return tuple(Option(text, fraction > 0, said) for text, fraction, said in answers)


def _true_false(question: Element) -> tuple[Option, ...]:
    found = _options(question, single=True)
    for option in found:
        if option.text.lower() not in _TRUTHS:
            raise ItemRefusedError(Reason.SYNTAX, reason=f"“{option.text}” is not true or false.")
    return tuple(
        Option(_TRUTHS[option.text.lower()], option.correct, option.explanation) for option in found
    )


def _kind(question: Element) -> QuestionKind:
    several = (question.findtext("single") or "").strip().lower() in ("false", "0")
    return QuestionKind.MULTIPLE if several else QuestionKind.SINGLE


def _read(question: Element, what: str, category: str, place: tuple[int, str]) -> ForeignItem:
    if what not in _TYPES:
        raise ItemRefusedError(Reason.TYPE, type=what[:40])
    if (image := question.findtext("image")) and image.strip():
        raise ItemRefusedError(Reason.EMBEDDED, name=short_name(image))
    kind = QuestionKind.SINGLE if what == "truefalse" else _kind(question)
    choice = _options(question, single=kind == QuestionKind.SINGLE)
    tags = [tag.strip() for tag in (each.text or "" for each in question.findall("tags/tag/text"))]
    key = (question.findtext("idnumber") or "").strip()
    return ForeignItem(
        *place,
        stem=_words(question.find("questiontext")),
        options=_true_false(question) if what == "truefalse" else choice,
        kind=kind,
        key=key if KEY.match(key) else "",
        labels=(*tags, *path_labels(category)),
        remark=_words(question.find("generalfeedback")),
    )


def _items(root: Element) -> Iterator[ForeignItem | Skipped]:
    """Every question element; a category holds for those that follow it."""
    category, position = "", 0
    for question in root:
        what = question.get("type", "") if question.tag == "question" else str(question.tag)
        if what == "category":
            category = question.findtext("category/text") or ""
            continue
        position += 1
        name = short_name(question.findtext("name/text") or "")
        try:
            yield _read(question, what, category, (position, name))
        except ItemRefusedError as error:
            yield Skipped(position, name, error.reason, error.details)


def read_moodle_xml(data: bytes, plan: ImportPlan) -> Imported:
    """Questions of a Moodle XML file, and why each other item was left out.

    Raises ImportRefusedError when the file as a whole cannot be taken.
    """
    return take_over(_items(_root(data)), plan)
