"""What a completed product module says to other apps."""

from dataclasses import dataclass
from datetime import date, datetime

from curriculum.domain.completion import AlignmentRecord


@dataclass(frozen=True)
class ProductUpdate:
    """What changed after a completion and is still to be relearned; it ends nothing."""

    summary: str
    announced_on: date
    due_on: date


@dataclass(frozen=True)
class ProductRecord:
    """The latest completion of one product module, with what it rested on.

    `asked`, `covered` and `learned` count outcomes; `minutes` those of the parts that were needed.
    """

    module_code: str
    module_title: str
    inn: str
    brand: str
    sponsor: str
    jurisdiction: str
    label_on: date | None
    release_number: int
    version: str
    language: str
    minutes: int
    completed_at: datetime
    reviewed: bool
    validity_months: int
    grace_days: int
    asked: int
    covered: int
    learned: int
    requirements: tuple[AlignmentRecord, ...]
    update: ProductUpdate | None = None
