"""Mails about review and publication: to a partner's managers, and to reviewers who are late."""

from datetime import date, datetime

from django.conf import settings

from curriculum.models import AddOnVersion, ReviewAssignment
from passport.dates import local_day
from passport.notices.models import Notice
from passport.notices.services import send_notice
from passport.people.queries.partners import managers_of_partner
from passport.people.services.partner_notices import language_of


def facts_of(version: AddOnVersion) -> dict[str, object]:
    """What a mail says of a version; never who reviewed it."""
    product = version.add_on.programme.product
    return {
        "title": version.title,
        "code": version.add_on.module.code,
        "number": version.number,
        "inn": product.inn if product else "",
        "partner_id": str(version.add_on.partner.public_id),
        "version_id": str(version.public_id),
    }


def tell_partner(*, kind: str, version: AddOnVersion, at: datetime, **more: object) -> None:
    """Every manager of the version's partner hears what became of it."""
    on = local_day(at, settings.TIME_ZONE)
    for manager in managers_of_partner(version.add_on.partner, on):
        send_notice(
            kind=kind,
            recipient=manager.email,
            language=language_of(manager),
            context={**facts_of(version), **more},
            at=at,
        )


def remind_of_end(*, version: AddOnVersion, days: int, last_day: date, at: datetime) -> None:
    """The partner hears once for each of these distances that a version ends."""
    told = Notice.objects.filter(
        kind="version_ending",
        context__version_id=str(version.public_id),
        context__last_day=last_day.isoformat(),
        context__days=days,
    )
    if not told.exists():
        more = {"days": days, "last_day": last_day.isoformat()}
        tell_partner(kind="version_ending", version=version, at=at, **more)


def remind_reviewer(*, assignment: ReviewAssignment, days: int, at: datetime) -> None:
    """A reviewer hears once for each of these distances that a review is overdue."""
    key = str(assignment.public_id)
    told = Notice.objects.filter(
        kind="review_overdue", context__assignment_id=key, context__days=days
    )
    if told.exists():
        return
    send_notice(
        kind="review_overdue",
        recipient=assignment.reviewer.email,
        language=language_of(assignment.reviewer),
        context={
            **facts_of(assignment.version),
            "assignment_id": key,
            "days": days,
            "due_on": assignment.due_on.isoformat(),
        },
        at=at,
    )
