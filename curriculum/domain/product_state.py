"""Where a learner stands with a product: what is to do next, or why nothing is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ProductState(StrEnum):
    """What a learner meets on a product's page."""

    NOT_OFFERED = "not_offered"
    NOT_ASKED = "not_asked"
    BEGIN = "begin"
    CONTINUE = "continue"
    EXAM_OPEN = "exam_open"
    UPDATE_DUE = "update_due"
    PACKAGES_LEFT = "packages_left"
    CORE_NEEDED = "core_needed"
    RECORD = "record"
    DONE = "done"


@dataclass(frozen=True)
class Standing:
    """What a state rests on.

    `examined` are those outcomes of `to_learn` that the exam asks; `passed` what a passed exam
    asked that waits for something else; `packages_left` those that this exam waits for.
    """

    offered: bool
    asked: bool
    to_learn: tuple[str, ...] = ()
    examined: tuple[str, ...] = ()
    passed: Collection[str] | None = None
    packages_left: int = 0
    is_update: bool = False
    exam_open: bool = False
    begun: bool = False
    held: bool = False


def state_of(standing: Standing) -> ProductState:
    """The state of a product for one learner; what stops everything comes first."""
    if not standing.offered:
        return ProductState.NOT_OFFERED
    if not standing.asked:
        return ProductState.NOT_ASKED
    if standing.exam_open:
        return ProductState.EXAM_OPEN
    if standing.passed is not None and set(standing.examined) <= set(standing.passed):
        return _waiting(standing, standing.passed)
    if not standing.to_learn:
        return ProductState.DONE if standing.held else ProductState.RECORD
    return _learning(standing)


def _waiting(standing: Standing, passed: Collection[str]) -> ProductState:
    """What a passed exam waits for."""
    if standing.packages_left:
        return ProductState.PACKAGES_LEFT
    rest = set(standing.to_learn) - set(passed)
    return ProductState.CORE_NEEDED if rest else ProductState.RECORD


def _learning(standing: Standing) -> ProductState:
    if not standing.examined:
        return ProductState.CORE_NEEDED
    if standing.is_update:
        return ProductState.UPDATE_DUE
    return ProductState.CONTINUE if standing.begun else ProductState.BEGIN


@dataclass(frozen=True)
class PlannedProduct:
    """A product in somebody's plan; `minutes` and `outcomes` are those still to do."""

    code: str
    inn: str
    brand: str
    sponsor: str
    state: ProductState
    outcomes: int
    minutes: int
    update_due_on: date | None = None


@dataclass(frozen=True)
class ProductPlan:
    """Products that somebody handles or has begun; updates by date come first."""

    products: tuple[PlannedProduct, ...] = ()

    @property
    def total(self) -> int:
        """Number of products."""
        return len(self.products)

    @property
    def completed(self) -> int:
        """Number of products of which nothing is left to do now."""
        return sum(each.state is ProductState.DONE for each in self.products)

    @property
    def minutes_left(self) -> int:
        """Minutes of what is still to do."""
        return sum(each.minutes for each in self.products)
