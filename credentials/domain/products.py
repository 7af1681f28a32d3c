"""Completed product modules as a passport says them: on top of core and role, ending neither."""

from dataclasses import dataclass
from datetime import date

from credentials.domain.evidence import Evidence
from passport.dates import Validity


@dataclass(frozen=True)
class Update:
    """What changed on a product's label and is still to be relearned."""

    summary: str
    due_on: date


@dataclass(frozen=True)
class ProductShown:
    """One product module that was completed; `asked`, `covered`, `learned` count outcomes."""

    module: Evidence
    inn: str
    brand: str
    sponsor: str
    jurisdiction: str
    label_on: date | None
    validity: Validity
    asked: int
    covered: int
    learned: int
    update: Update | None = None

    @property
    def expires_on(self) -> date:
        """Last valid day."""
        return self.validity.last_day(self.module.completed_on)
