"""Observed practice that a passport shows, from the sign-offs that curriculum keeps."""

from datetime import date

from django.conf import settings

from credentials.domain.content import Practices
from credentials.domain.practice import Observed, practices
from credentials.queries.practice import practice_framework
from curriculum import api as curriculum
from passport.dates import Validity, local_day


def practices_of(holder_id: int, on: date) -> Practices:
    """By role, the centres at which all observed tasks of the role were signed.

    Versions that no clinician reviewed count only where settings allow it.
    """
    framework = practice_framework()
    if framework is None or framework.validity_months is None:
        return {}
    validity = Validity(months=framework.validity_months, grace_days=framework.grace_days)
    observed = _observed(holder_id)
    needed: dict[str, list[str]] = {}
    for clause in framework.clauses.all():
        needed.setdefault(clause.group, []).append(clause.requirement.key)
    return {role: practices(keys, observed, validity, on) for role, keys in needed.items()}


def _observed(holder_id: int) -> list[Observed]:
    return [
        Observed(
            source=f"task.{each.task_key}",
            title=each.title,
            version=each.version,
            centre_id=each.centre_id,
            place=each.centre_name,
            observed_on=local_day(each.observed_at, settings.TIME_ZONE),
            reviewed=each.reviewed,
        )
        for each in curriculum.observed_of_all([holder_id]).get(holder_id, ())
        if each.reviewed or settings.ISSUE_UNREVIEWED
    ]
