"""Centres with their people, frameworks and evidence, for tests."""

from datetime import date, datetime
from itertools import count
from typing import Any

from passport.people.models import Centre, CentreMembership, Professional, ProfessionalRole
from passport.standards.models import Clause, Framework, Jurisdiction, Requirement
from tests.factories import EPOCH, make_learner, make_user

_number = count(1)
FIRST_DAY = EPOCH.date()


def make_centre(**fields: Any) -> Centre:
    """A confirmed centre."""
    defaults = {
        "name": f"Fictional Hospital {next(_number)}",
        "city": "Sampletown",
        "country": "CZ",
        "confirmed_at": EPOCH,
    }
    return Centre.objects.create(**{**defaults, **fields})


def join(
    centre: Centre,
    professional: Professional | None = None,
    *,
    kind: str = "staff",
    roles: tuple[str, ...] = ("NUR",),
    on: date = FIRST_DAY,
    until: date | None = None,
    unit: str = "",
) -> Professional:
    """Somebody becomes a member of a centre, with roles there."""
    professional = professional or make_learner()
    CentreMembership.objects.create(
        professional=professional, centre=centre, kind=kind, starts_on=on, ends_on=until, unit=unit
    )
    for role in roles:
        ProfessionalRole.objects.create(
            professional=professional, centre=centre, role=role, starts_on=on, ends_on=until
        )
    return professional


def make_lead(centre: Centre, **names: Any) -> Professional:
    """A quality manager of a centre."""
    lead = make_learner(make_user(**names), profession="data_or_quality")
    return join(centre, lead, kind="lead", roles=("QMA",))


def make_framework(key: str, requirements: dict[str, dict[str, Any]], **fields: Any) -> Framework:
    """A framework whose requirements are given by key: group, roles, validity_months, any_of."""
    place, _ = Jurisdiction.objects.get_or_create(code="EU", defaults={"name": "EU"})
    groups = list(dict.fromkeys(each.get("group", "general") for each in requirements.values()))
    defaults = {
        "kind": "accreditation",
        "title": f"Standard {key}",
        "owner": "Tests",
        "edition": "1",
        "jurisdiction": place,
        "validity_months": 12,
        "groups": [[group, group.capitalize()] for group in groups],
    }
    framework = Framework.objects.create(key=key, **{**defaults, **fields})
    for position, (name, each) in enumerate(requirements.items()):
        requirement, _ = Requirement.objects.get_or_create(
            key=name,
            defaults={
                "label": each.get("label", f"Requirement {name}"),
                "roles": each.get("roles", ["all"]),
                "validity_months": each.get("validity_months"),
                "any_of": each.get("any_of", False),
            },
        )
        Clause.objects.create(
            framework=framework,
            requirement=requirement,
            group=each.get("group", "general"),
            position=position,
        )
    return framework


def day(text: str) -> date:
    """A day by its ISO spelling."""
    return date.fromisoformat(text)


def noon(text: str) -> datetime:
    """Noon of a day by its ISO spelling."""
    return datetime.fromisoformat(f"{text}T12:00:00+00:00")
