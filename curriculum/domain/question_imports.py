"""Questions that come from a foreign file: each is taken over or named with the reason why not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from curriculum.domain.content import Basis, Option, Pool, Question, QuestionKind
from curriculum.domain.findings import Finding, gettext_noop

MAX_FILE_BYTES = 1_000_000
MAX_ITEMS = 500


class Reason(StrEnum):
    """Why an item, or the whole file, was not taken over."""

    TOO_LARGE = "too_large"
    TOO_MANY_ITEMS = "too_many_items"
    NOT_UTF8 = "not_utf8"
    CONTROL_CHARACTERS = "control_characters"
    EMPTY = "empty"
    HOSTILE_XML = "hostile_xml"
    NOT_XML = "not_xml"
    NOT_TABLE = "not_table"
    COLUMN_MISSING = "column_missing"
    COLUMN_UNKNOWN = "column_unknown"
    TYPE = "type"
    DESCRIPTION = "description"
    MISSING_WORD = "missing_word"
    SYNTAX = "syntax"
    PARTIAL_CREDIT = "partial_credit"
    WEIGHTS = "weights"
    EMBEDDED = "embedded"
    TABLE = "table"
    LINK = "link"
    MARKUP = "markup"
    FORMULA = "formula"
    NO_OBJECTIVE = "no_objective"
    VALUE = "value"
    KEY_TAKEN = "key_taken"
    NO_KEY_LEFT = "no_key_left"
    DOUBLED = "doubled"
    FAULTS = "faults"


SENTENCES: dict[Reason, str] = {
    Reason.TOO_LARGE: gettext_noop("The file is larger than %(limit)s kB. Split it."),
    Reason.TOO_MANY_ITEMS: gettext_noop(
        "The file holds %(count)s items; at most %(limit)s are taken at once. Split it."
    ),
    Reason.NOT_UTF8: gettext_noop("The file is not UTF-8 text. Save it as UTF-8."),
    Reason.CONTROL_CHARACTERS: gettext_noop(
        "The file holds control characters, so it is not plain text. Export it again."
    ),
    Reason.EMPTY: gettext_noop("The file holds no question."),
    Reason.HOSTILE_XML: gettext_noop(
        "The file declares a document type or entities. Export it again without them."
    ),
    Reason.NOT_XML: gettext_noop("The file is no Moodle XML (%(reason)s)."),
    Reason.NOT_TABLE: gettext_noop("The file is no table with a header row (%(reason)s)."),
    Reason.COLUMN_MISSING: gettext_noop("The column “%(name)s” is missing. Add it."),
    Reason.COLUMN_UNKNOWN: gettext_noop(
        "The column “%(name)s” is not known. Correct or remove it."
    ),
    Reason.TYPE: gettext_noop(
        "Questions of the type “%(type)s” are not taken; only choices and true/false are."
    ),
    Reason.DESCRIPTION: gettext_noop("It has no answers. Text belongs in a chapter."),
    Reason.MISSING_WORD: gettext_noop(
        "Its answers stand inside the sentence. Write the question first, then the answers."
    ),
    Reason.SYNTAX: gettext_noop("It cannot be read: %(reason)s"),
    Reason.PARTIAL_CREDIT: gettext_noop(
        "“%(option)s” gives part of the mark. Here an option is right or wrong."
    ),
    Reason.WEIGHTS: gettext_noop(
        "The right options add up to %(sum)s %%, not 100 %%. Correct the weights."
    ),
    Reason.EMBEDDED: gettext_noop(
        "It holds a picture, a file or a script (%(name)s). Questions are plain text."
    ),
    Reason.TABLE: gettext_noop("It holds a table. Questions are plain text."),
    Reason.LINK: gettext_noop("It holds a link. Questions link nowhere; name the source."),
    Reason.MARKUP: gettext_noop("It holds the mark-up “%(name)s”, which would be lost."),
    Reason.FORMULA: gettext_noop("It holds a typeset formula. Write it as plain text."),
    Reason.NO_OBJECTIVE: gettext_noop(
        "No objective was named for it. Choose one for the file, or name it at the item."
    ),
    Reason.VALUE: gettext_noop("“%(value)s” does not fit %(name)s. Expected: %(expected)s."),
    Reason.KEY_TAKEN: gettext_noop("The id %(key)s is in use already. Give it another."),
    Reason.NO_KEY_LEFT: gettext_noop("No id is left for it: 999 are in use."),
    Reason.DOUBLED: gettext_noop("The same question with the same options is there as %(key)s."),
    Reason.FAULTS: gettext_noop("It does not fit the rules for questions."),
}


@dataclass(frozen=True)
class Skipped:
    """An item that was not taken over: its place from 1, its name, the reason.

    `details` fill the reason's sentence; `faults` are the broken rules when it is FAULTS.
    """

    position: int
    name: str
    reason: Reason
    details: dict[str, str] = field(default_factory=dict)
    faults: tuple[Finding, ...] = ()

    @property
    def sentence(self) -> str:
        """The reason in English; edges translate SENTENCES and fill in `details`."""
        if self.faults:
            return " ".join(fault.sentence for fault in self.faults)
        return SENTENCES[self.reason] % self.details

    @property
    def record(self) -> dict[str, object]:
        """Plain data to store; `faults` lists rule and values of each broken rule."""
        return {
            "position": self.position,
            "name": self.name,
            "reason": str(self.reason),
            "details": self.details,
            "faults": [{"rule": str(each.rule), "values": each.values} for each in self.faults],
        }


@dataclass(frozen=True)
class Imported:
    """Every item of a file stands in exactly one of the two."""

    questions: tuple[Question, ...]
    skipped: tuple[Skipped, ...]


class ImportRefusedError(ValueError):
    """The whole file cannot be read; `reason` and `details` say why."""

    def __init__(self, reason: Reason, /, **details: object) -> None:
        self.reason = reason
        self.details = {name: str(value) for name, value in details.items()}
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The reason in English."""
        return SENTENCES[self.reason] % self.details


class ItemRefusedError(ValueError):
    """One item cannot be taken over; the reader turns it into a Skipped."""

    def __init__(self, reason: Reason, /, **details: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = {name: str(value) for name, value in details.items()}


@dataclass(frozen=True)
class ImportPlan:
    """What the form says about a file, used where the item itself says nothing.

    `objectives` are the module's keys, `existing` its questions, `taken` further keys in use,
    `categories` maps the last part of a category's path to an objective.
    """

    objectives: Mapping[str, str]
    pool: Pool = Pool.PRACTICE
    basis: Basis = Basis.PRACTICE
    objective: str = ""
    references: tuple[str, ...] = ()
    categories: Mapping[str, str] = field(default_factory=dict)
    existing: tuple[Question, ...] = ()
    taken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ForeignItem:
    """One item as a reader found it; empty fields are filled from the plan.

    `key` is an id that the file insists on, `labels` are tags and parts of the category's path,
    the nearest first, `remark` is feedback for the question as a whole.
    """

    position: int
    name: str
    stem: str
    options: tuple[Option, ...]
    kind: QuestionKind
    key: str = ""
    objective: str = ""
    labels: tuple[str, ...] = ()
    pool: str = ""
    basis: str = ""
    remark: str = ""
    references: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
