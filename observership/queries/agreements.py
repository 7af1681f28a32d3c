"""Questions about agreements: the newest, what it says, who signed it, what may be agreed."""

import json
from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from observership.domain.agreement import AgreedObjective, Missing, Terms, missing
from observership.domain.codes import Side
from observership.models import Agreement, AgreementSignature, Objective, Placement


def newest_agreement(placement: Placement) -> Agreement | None:
    """The version that counts."""
    return Agreement.objects.filter(placement=placement).order_by("-version").first()


def versions_of(placement: Placement) -> list[Agreement]:
    """All versions, the newest first, without their texts."""
    rows = Agreement.objects.filter(placement=placement).select_related("made_by")
    return list(rows.defer("content").order_by("-version"))


def content_of(agreement: Agreement | None) -> dict[str, Any]:
    """What an agreement says; nothing once its text was erased."""
    if agreement is None or not agreement.content:
        return {}
    said: dict[str, Any] = json.loads(agreement.content)
    return said


def signatures_of(agreement: Agreement | None) -> dict[str, AgreementSignature]:
    """Signatures of a version by side."""
    if agreement is None:
        return {}
    return {row.side: row for row in agreement.signatures.all()}


def agreed_objectives(agreement: Agreement | None) -> tuple[AgreedObjective, ...]:
    """The objectives of a version, as they were agreed."""
    return tuple(
        AgreedObjective(
            each["key"], each["title"], each.get("module", ""), tuple(each.get("requirements", ()))
        )
        for each in content_of(agreement).get("objectives", ())
    )


def missing_of(placement: Placement) -> tuple[Missing, ...]:
    """What is missing until a placement is agreed."""
    newest = newest_agreement(placement)
    return missing(
        supervisor=placement.supervisor_id is not None,
        objectives=len(agreed_objectives(newest)),
        home_head=bool(placement.home_email),
        signed=signatures_of(newest).keys(),
        host_open=placement.tasks.filter(side=Side.HOST, needed=True, done_at__isnull=True).count(),
    )


def agreeable(placement: Placement) -> QuerySet[Objective]:
    """Objectives that the host offers and that are not retired, in their order."""
    rows = placement.opening.objectives.filter(retired_at__isnull=True)
    return rows.select_related("module").prefetch_related("alignments__requirement")


def goals_of(placement: Placement) -> frozenset[str]:
    """Keys of the objectives that the trainee named as goals."""
    return frozenset(placement.application.objectives.values_list("key", flat=True))


def terms_of(
    placement: Placement, objectives: Iterable[AgreedObjective], rules: str | None = None
) -> Terms:
    """The terms as the placement stands now, with these objectives."""
    application, opening = placement.application, placement.opening
    home = str(application.centre) if application.centre else application.centre_name
    if application.centre is None and application.city:
        home = f"{home}, {application.city}"
    return Terms(
        starts_on=placement.starts_on.isoformat(),
        ends_on=placement.ends_on.isoformat(),
        supervisor=str(placement.supervisor or ""),
        host=f"{opening.department}, {placement.host}",
        home=home,
        home_head=placement.home_name,
        trainee=str(placement.trainee or ""),
        objectives=tuple(objectives),
        paperwork=tuple(opening.paperwork),
        rules=opening.house_rules if rules is None else rules,
    )


def as_agreed(objective: Objective) -> AgreedObjective:
    """An objective with its module and requirements, as it is agreed on the day."""
    requirements = tuple(
        {"key": each.requirement.key, "label": each.requirement.label}
        for each in objective.alignments.all()
    )
    module = objective.module.code if objective.module else ""
    return AgreedObjective(objective.key, objective.title, module, requirements)
