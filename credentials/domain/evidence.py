"""Evidence: what a holder has shown, and what the programme asks, as plain records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from passport.dates import Validity

CORE = "core"
CORE_MINI = "core-mini"
TASK = "task."
VISIT = "visit."


class Strength(StrEnum):
    """How much of a requirement is shown."""

    FULL = "full"
    PARTIAL = "partial"


class StampKind(StrEnum):
    """What a stamp is for; decides its shape and colour."""

    CORE = "core"
    ROLE = "role"
    PRODUCT = "product"
    PLACEMENT = "placement"


@dataclass(frozen=True)
class Evidence:
    """One thing that was shown: a completed release, in which language, on which day.

    `source` names it: a module's code, "task.KEY", "visit.KEY", "=KEY" for what shows a
    requirement itself, or "~KEY" for what shows a part of it. With `centre` a centre's own view
    counts it only there.
    """

    source: str
    title: str
    release: int
    version: str
    language: str
    minutes: int
    completed_on: date
    reviewed: bool
    alignments: tuple[tuple[str, Strength], ...] = ()
    centre: int | None = None

    @property
    def is_task(self) -> bool:
        """Whether this is an observed task and no module."""
        return self.source.startswith(TASK)


@dataclass(frozen=True)
class Required:
    """A requirement and the sources (modules, observed tasks) that together cover it in full.

    `partial` sources cover a part. Without a validity of its own the programme's counts.
    """

    key: str
    sources: tuple[str, ...]
    any_of: bool = False
    label: str = ""
    partial: tuple[str, ...] = ()
    validity: Validity | None = None

    @property
    def direct(self) -> str:
        """Source of what shows this requirement itself: an attestation, prior learning."""
        return f"={self.key}"

    @property
    def direct_part(self) -> str:
        """Source of what shows a part of this requirement itself."""
        return f"~{self.key}"

    @property
    def aligned(self) -> tuple[str, ...]:
        """Every source that shows something of it."""
        return (*self.sources, *self.partial, self.direct, self.direct_part)


@dataclass(frozen=True)
class Group:
    """The requirements behind one stamp, and the words on it."""

    key: str
    title: str
    requirements: tuple[Required, ...]


@dataclass(frozen=True)
class Programme:
    """A framework as it is assessed, the passport programme first: groups, and how long they hold.

    A validity of 0 months never runs out.
    """

    validity: Validity
    groups: tuple[Group, ...]

    def title(self, key: str) -> str:
        """The words on a stamp."""
        return next(group.title for group in self.groups if group.key == key)


@dataclass(frozen=True)
class ClauseNumber:
    """Where a requirement stands in an edition of a standard; verified numbers only."""

    framework: str
    edition: str
    number: str


@dataclass(frozen=True)
class RequirementLabel:
    """Our short label of a requirement, its clause numbers and the sources that cover it in full.

    It is covered in full by all of these, or by any of them where `any_of` says so.
    """

    key: str
    label: str
    clauses: tuple[ClauseNumber, ...] = ()
    sources: tuple[str, ...] = ()
    any_of: bool = False


Labels = Mapping[str, RequirementLabel]
