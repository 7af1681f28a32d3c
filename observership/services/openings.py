"""Writes down what a department offers to visitors; it can be used again in every call."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from observership.models import Objective, Opening
from observership.queries.parts import HOST_KINDS
from passport.people.models import Centre, Professional, User
from passport.people.queries.centres import memberships_on
from passport.standards.models import Product


class OpeningExistsError(ValueError):
    """The centre has described this department already."""


class NotASupervisorError(ValueError):
    """Whoever should supervise visitors is neither supervisor nor quality manager there."""


@dataclass(frozen=True)
class OpeningFacts:
    """What a department offers; the names are those of the columns, lists of codes and lines."""

    department: str
    supervisor: Professional | None
    setting: str
    roles: tuple[str, ...]
    languages: tuple[dict[str, str], ...]
    indications: tuple[str, ...] = ()
    house_rules: str = ""
    paperwork: tuple[str, ...] = ()
    day_plan: tuple[dict[str, str], ...] = ()
    products: tuple[Product, ...] = ()
    objectives: tuple[Objective, ...] = ()

    @property
    def columns(self) -> dict[str, Any]:
        """Values of the opening's own columns."""
        lists = ("roles", "languages", "indications", "paperwork", "day_plan")
        plain = ("department", "setting", "house_rules")
        values = {name: getattr(self, name) for name in plain}
        return {
            **values,
            **{name: list(getattr(self, name)) for name in lists},
            "supervisor": self.supervisor,
        }


@transaction.atomic
def create_opening(
    *, centre: Centre, facts: OpeningFacts, by: User, on: date, at: datetime
) -> Opening:
    """A department receives visitors. Raises OpeningExistsError, NotASupervisorError."""
    _check_supervisor(centre, facts.supervisor, on)
    opening = Opening(centre=centre, created_by=by, created_at=at, changed_at=at, **facts.columns)
    return _saved(opening, facts)


@transaction.atomic
def change_opening(*, opening: Opening, facts: OpeningFacts, on: date, at: datetime) -> Opening:
    """Another description; visits that were agreed keep what was agreed for them.

    Raises OpeningExistsError, NotASupervisorError.
    """
    locked = Opening.objects.select_for_update().get(pk=opening.pk)
    if facts.supervisor is None or facts.supervisor.pk != locked.supervisor_id:
        _check_supervisor(opening.centre, facts.supervisor, on)
    for name, value in facts.columns.items():
        setattr(locked, name, value)
    locked.changed_at = at
    return _saved(locked, facts)


@transaction.atomic
def pause_opening(*, opening: Opening, at: datetime) -> None:
    """Nobody new is matched here until it goes on; what was agreed stays."""
    Opening.objects.filter(pk=opening.pk, paused_at__isnull=True).update(paused_at=at)


@transaction.atomic
def resume_opening(*, opening: Opening) -> None:
    """People may be matched here again."""
    Opening.objects.filter(pk=opening.pk).update(paused_at=None)


def _check_supervisor(centre: Centre, supervisor: Professional | None, on: date) -> None:
    if supervisor is None:
        return
    held = memberships_on(centre, on).filter(professional=supervisor, kind__in=HOST_KINDS)
    if not held.exists():
        raise NotASupervisorError


def _saved(opening: Opening, facts: OpeningFacts) -> Opening:
    try:
        with transaction.atomic():
            opening.save()
    except IntegrityError as error:
        raise OpeningExistsError from error
    opening.products.set(facts.products)
    opening.objectives.set(facts.objectives)
    return opening
