"""What a check may find, in sentences that name the remedy."""

from dataclasses import dataclass, field
from enum import StrEnum


def gettext_noop(sentence: str) -> str:
    """Mark a sentence for translation; the edge that shows it translates it."""
    return sentence


class Rule(StrEnum):
    """One rule of the module bundle."""

    FILE_MISSING = "file_missing"
    FILE_TOO_LARGE = "file_too_large"
    FILE_UNREADABLE = "file_unreadable"
    SHAPE = "shape"
    KEY_MISSING = "key_missing"
    KEY_UNKNOWN = "key_unknown"
    VALUE = "value"
    TOO_LONG = "too_long"
    DOUBLED = "doubled"
    COUNT = "count"
    FENCE = "fence"
    TABLE = "table"
    HEADING = "heading"
    MARKUP = "markup"
    LINK = "link"
    CITATION_SYNTAX = "citation_syntax"
    REFERENCE_UNKNOWN = "reference_unknown"
    REFERENCE_DOI = "reference_doi"
    REQUIREMENT_UNKNOWN = "requirement_unknown"
    OBJECTIVE_UNKNOWN = "objective_unknown"
    OBJECTIVE_UNTAUGHT = "objective_untaught"
    OBJECTIVE_UNPRACTISED = "objective_unpractised"
    OBJECTIVE_EXAM = "objective_exam"
    POOL_SMALL = "pool_small"
    EXAM_UNUSED = "exam_unused"
    SINGLE_RIGHT = "single_right"
    MULTIPLE_RIGHT = "multiple_right"
    EXPLANATION = "explanation"
    EXAM_EXPLAINED = "exam_explained"
    BASIS = "basis"
    NOT_PLACED = "not_placed"
    PLACED_TWICE = "placed_twice"
    PLACED_UNKNOWN = "placed_unknown"
    FACT_UNKNOWN = "fact_unknown"
    FACT_NONE = "fact_none"
    FACT_NOT_SCORABLE = "fact_not_scorable"
    FACT_NOT_FOR_PRACTICE = "fact_not_for_practice"
    FACT_UNSOURCED = "fact_unsourced"
    FACT_UNUSED = "fact_unused"
    FIGURE = "figure"
    BRAND = "brand"
    UNBOUND = "unbound"
    FILE_TYPE = "file_type"
    MEDIA = "media"
    OUTCOME_MISSING = "outcome_missing"
    OUTCOME_UNKNOWN = "outcome_unknown"
    EXAM_MISSING = "exam_missing"
    NO_REFERENCE = "no_reference"


SENTENCES: dict[Rule, str] = {
    Rule.FILE_MISSING: gettext_noop("This file is missing. Add it to the bundle."),
    Rule.FILE_TOO_LARGE: gettext_noop("The file is larger than %(limit)s kB. Shorten it."),
    Rule.FILE_UNREADABLE: gettext_noop("The file cannot be read: %(reason)s"),
    Rule.SHAPE: gettext_noop("%(name)s should be %(expected)s."),
    Rule.KEY_MISSING: gettext_noop("“%(name)s” is missing. Add it."),
    Rule.KEY_UNKNOWN: gettext_noop("“%(name)s” is not known here. Correct or remove it."),
    Rule.VALUE: gettext_noop("“%(value)s” does not fit %(name)s. Expected: %(expected)s."),
    Rule.TOO_LONG: gettext_noop(
        "%(name)s has %(length)s characters; at most %(limit)s fit. Shorten it."
    ),
    Rule.DOUBLED: gettext_noop("“%(name)s” is there twice. Give one of them another key."),
    Rule.COUNT: gettext_noop("There are %(count)s %(name)s; expected are %(expected)s."),
    Rule.FENCE: gettext_noop("Block fence “%(fence)s”: %(reason)s"),
    Rule.TABLE: gettext_noop("Table: %(reason)s"),
    Rule.HEADING: gettext_noop(
        'Chapter heading “%(text)s” needs the form: # Title {#slug objectives="O1"}'
    ),
    Rule.MARKUP: gettext_noop("“%(text)s” is not part of the mark-up. Use plain text."),
    Rule.LINK: gettext_noop("The link “%(url)s” does not begin with https://. Correct it."),
    Rule.CITATION_SYNTAX: gettext_noop("“%(text)s” is no citation. Write [@KEY]."),
    Rule.REFERENCE_UNKNOWN: gettext_noop(
        "Reference %(key)s is not in the list. Correct the key or add the reference."
    ),
    Rule.REFERENCE_DOI: gettext_noop("“%(doi)s” is no DOI. Write it as 10.1234/abcd."),
    Rule.REQUIREMENT_UNKNOWN: gettext_noop(
        "Requirement %(key)s does not exist. Use a key of the standards."
    ),
    Rule.OBJECTIVE_UNKNOWN: gettext_noop("Objective %(key)s does not exist. Correct the key."),
    Rule.OBJECTIVE_UNTAUGHT: gettext_noop(
        "No chapter teaches objective %(key)s. Name it at a chapter."
    ),
    Rule.OBJECTIVE_UNPRACTISED: gettext_noop(
        "Objective %(key)s has no practice question. Add one."
    ),
    Rule.OBJECTIVE_EXAM: gettext_noop(
        "Objective %(key)s has %(count)s exam questions. Write at least two."
    ),
    Rule.POOL_SMALL: gettext_noop(
        "The exam pool has %(count)s questions; a draw of %(draw)s needs %(needed)s."
        " Add questions or draw fewer."
    ),
    Rule.EXAM_UNUSED: gettext_noop(
        "There are exam questions, but no exam. Set a draw or remove the questions."
    ),
    Rule.SINGLE_RIGHT: gettext_noop(
        "%(count)s options are marked right. Mark exactly one, or make the kind “multiple”."
    ),
    Rule.MULTIPLE_RIGHT: gettext_noop(
        "%(count)s of %(options)s options are marked right. Mark at least one, never all."
    ),
    Rule.EXPLANATION: gettext_noop("Option “%(option)s” has no explanation. Say why."),
    Rule.EXAM_EXPLAINED: gettext_noop(
        "Exam option “%(option)s” carries an explanation. Move it to the rationale."
    ),
    Rule.BASIS: gettext_noop(
        "The exam scores only what was seen in its source. Make this a practice question."
    ),
    Rule.NOT_PLACED: gettext_noop("It is placed in no chapter. Place it once."),
    Rule.PLACED_TWICE: gettext_noop("It is placed %(count)s times. Place it once."),
    Rule.PLACED_UNKNOWN: gettext_noop("“%(key)s” is placed but does not exist. Correct the key."),
    Rule.FACT_UNKNOWN: gettext_noop("Fact %(key)s is not in facts.yaml. Correct the key."),
    Rule.FACT_NONE: gettext_noop("It names no fact. Say which facts it rests on."),
    Rule.FACT_NOT_SCORABLE: gettext_noop(
        "Fact %(key)s (%(status)s) may not be scored. Use it in practice or drop it."
    ),
    Rule.FACT_NOT_FOR_PRACTICE: gettext_noop(
        "Fact %(key)s (%(status)s) is too uncertain for a question. Point to local procedure."
    ),
    Rule.FACT_UNSOURCED: gettext_noop("Status %(status)s needs a source. Name it."),
    Rule.FACT_UNUSED: gettext_noop("Nothing rests on this fact. Use it or remove it."),
    Rule.FIGURE: gettext_noop("Drawing: %(reason)s"),
    Rule.BRAND: gettext_noop(
        "“%(name)s” is a brand or company name. Write the active substance instead."
    ),
    Rule.UNBOUND: gettext_noop("This page belongs to no module yet. Choose one under Record."),
    Rule.FILE_TYPE: gettext_noop(
        "Files of this kind are not part of a bundle. Remove it, or save it as %(expected)s."
    ),
    Rule.MEDIA: gettext_noop("Picture or video: %(reason)s"),
    Rule.OUTCOME_MISSING: gettext_noop(
        "Objective %(key)s names no outcome. Add it under “outcomes”."
    ),
    Rule.OUTCOME_UNKNOWN: gettext_noop(
        "Outcome %(key)s is not one of this product. Correct the key."
    ),
    Rule.EXAM_MISSING: gettext_noop("A product module needs an exam. Set a draw of 5 to 8."),
    Rule.NO_REFERENCE: gettext_noop("It names no reference. Say where its answer stands."),
}


@dataclass(frozen=True)
class Finding:
    """One thing to mend: which rule, where in the module, and the words to fill in."""

    rule: Rule
    where: str = ""
    values: dict[str, str] = field(default_factory=dict)
    file: str = ""
    line: int = 0

    @property
    def sentence(self) -> str:
        """The finding in English; edges may translate SENTENCES and fill in `values`."""
        return SENTENCES[self.rule] % self.values


def finding(rule: Rule, where: str = "", **values: object) -> Finding:
    """A finding whose values are written out as text."""
    return Finding(rule, where, {name: str(value) for name, value in values.items()})
