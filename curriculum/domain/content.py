"""What a module consists of, as plain records: the one form between file, page and release."""

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum

UNSCORED_GATES = frozenset({"R4", "R5", "R10"})


class Pool(StrEnum):
    """Practice questions explain everything; exam questions never show their key."""

    PRACTICE = "practice"
    EXAM = "exam"


class QuestionKind(StrEnum):
    """How many options are right."""

    SINGLE = "single"
    MULTIPLE = "multiple"


class Basis(StrEnum):
    """How sure the facts behind a question are: the weakest decides."""

    VERIFIED = "verified"
    PRACTICE = "practice"


class FactStatus(StrEnum):
    """How sure a fact is, and therefore where it may be used."""

    SEEN = "V"
    SECOND_HAND = "V2"
    GENERAL = "GK-H"
    GENERAL_UNSURE = "GK-M"
    CHECK = "CHECK"


class BlockKind(StrEnum):
    """What a chapter is built of."""

    MINUTE = "minute"
    TEXT = "text"
    TABLE = "table"
    FIGURE = "figure"
    CALLOUT = "callout"
    CHECK = "check"
    VIGNETTE = "vignette"


class CalloutKind(StrEnum):
    """Why a call-out stands out."""

    SAFETY = "safety"
    PRACTICE = "practice"
    JURISDICTION = "jurisdiction"
    NOTE = "note"


@dataclass(frozen=True)
class Table:
    """A table of plain cells with inline mark-up."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_heads: bool = False


@dataclass(frozen=True)
class Figure:
    """A drawing as SVG text, its caption and its words for those who do not see it.

    A product's figure has no drawing: `media` names a picture or video, `captions` the video's
    spoken words.
    """

    svg: str
    alt: str
    caption: str
    media: str = ""
    captions: str = ""


@dataclass(frozen=True)
class Block:
    """One block of a chapter; which fields are filled depends on the kind.

    `html` for minute, text and callout; `key` for check and vignette.
    """

    kind: BlockKind
    html: str = ""
    key: str = ""
    callout: CalloutKind | None = None
    title: str = ""
    table: Table | None = None
    figure: Figure | None = None


@dataclass(frozen=True)
class Chapter:
    """A chapter of five to ten minutes."""

    slug: str
    title: str
    objectives: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Option:
    """An answer to choose; explanations are shown in practice only, after committing."""

    text: str
    correct: bool
    explanation: str = ""


@dataclass(frozen=True)
class Question:
    """A question of either pool; its key is stable for ever."""

    key: str
    pool: Pool
    objective: str
    kind: QuestionKind
    stem: str
    options: tuple[Option, ...]
    basis: Basis
    facts: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    rationale: str = ""


@dataclass(frozen=True)
class Stage:
    """One decision of a vignette; `correct` marks the best option."""

    text: str
    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Vignette:
    """A fictional patient whose story unfolds as the learner decides."""

    key: str
    title: str
    patient: str
    stages: tuple[Stage, ...]
    ending: str
    facts: tuple[str, ...] = ()
    references: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fact:
    """One checkable statement a module rests on; `gate` names what a clinician must tick."""

    key: str
    statement: str
    status: FactStatus
    sources: tuple[str, ...] = ()
    gate: tuple[str, ...] = ()
    jurisdiction: str = ""

    @property
    def scorable(self) -> bool:
        """Seen in its source and not held back for a clinician."""
        return self.status == FactStatus.SEEN and not UNSCORED_GATES & set(self.gate)


@dataclass(frozen=True)
class Reference:
    """A source as printed in the list."""

    key: str
    citation: str
    doi: str = ""
    url: str = ""


def _written(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Fields of a record for its hash; those that came later count only when filled."""
    return {name: value for name, value in pairs if value or name not in ("media", "captions")}


@dataclass(frozen=True)
class ModuleContent:
    """Everything a release freezes."""

    code: str
    title: str
    summary: str
    language: str
    version: str
    reviewed_on: str
    audience: str
    handbook_topics: tuple[str, ...]
    objectives: dict[str, str]
    requirements: dict[str, str]
    draw: int
    observed: tuple[str, ...]
    glossary: dict[str, str]
    chapters: tuple[Chapter, ...]
    questions: tuple[Question, ...]
    vignettes: tuple[Vignette, ...]
    references: tuple[Reference, ...] = field(default=())

    def pool(self, pool: Pool) -> tuple[Question, ...]:
        """Questions of one pool, in their written order."""
        return tuple(question for question in self.questions if question.pool == pool)

    @property
    def has_exam(self) -> bool:
        """Whether the module is passed by exam; otherwise by its practice questions."""
        return self.draw > 0

    @property
    def asked(self) -> tuple[Question | Vignette, ...]:
        """Everything that learners answer."""
        return (*self.questions, *self.vignettes)

    @property
    def fingerprint(self) -> str:
        """SHA-256 over all that authors write; requirements and references stand elsewhere."""
        written = asdict(replace(self, requirements={}, references=()), dict_factory=_written)
        text = json.dumps(written, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()
