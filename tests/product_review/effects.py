"""Holders of a product's stamp, and what was announced to them."""

from datetime import datetime, timedelta

from curriculum.models import AddOnVersion, Completion, DeltaTaken, LabelChange
from passport.people.models import Professional, ProfessionalRole
from tests.factories import make_user


def completed(
    learner: Professional, version: AddOnVersion, at: datetime, *, learned: tuple[str, ...] = ()
) -> Completion:
    """A learner completed a live version; `learned` are outcomes of its own module."""
    completion = Completion.objects.create(
        learner=learner,
        module=version.add_on.module,
        release=version.release,
        language=version.language,
        completed_at=at,
        way="recognised",
    )
    DeltaTaken.objects.create(
        completion=completion,
        add_on=version.add_on,
        version=version,
        country=learner.country,
        profession=learner.profession,
        roles=["NUR"],
        required=list(learned),
        covered=[],
        learned=list(learned),
        minutes_needed=12,
        minutes_saved=0,
        taken_at=at,
    )
    return completion


def in_role(learner: Professional, role: str, at: datetime) -> Professional:
    """The learner holds a role since long ago."""
    ProfessionalRole.objects.create(
        professional=learner, role=role, starts_on=at.date() - timedelta(days=900)
    )
    return learner


def announced(
    version: AddOnVersion, outcomes: list[str], at: datetime, roles: tuple[str, ...] = ("NUR",)
) -> LabelChange:
    """A change of the label that a version teaches."""
    return LabelChange.objects.create(
        add_on=version.add_on,
        version=version,
        summary="Thawing changed.",
        outcomes=outcomes,
        roles=list(roles),
        announced_on=at.date(),
        due_on=at.date() + timedelta(days=60),
        announced_by=make_user(),
        announced_at=at,
    )
