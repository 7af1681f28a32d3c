"""Raises the alarm when an edition does not match its seal, and records that it was dealt with."""

from datetime import datetime

from django.db import transaction

from credentials.models import Alarm, Edition
from passport.audit.services import record
from passport.jobs import services as jobs
from passport.people.models import User


@transaction.atomic
def raise_alarm(*, edition: Edition, at: datetime) -> bool:
    """Raise the alarm of an edition once; issuing stops for its passport. True the first time."""
    alarm, first = Alarm.objects.get_or_create(edition=edition, defaults={"raised_at": at})
    if first:
        record(action="alarm_raised", subject=f"edition:{edition.pk}", at=at)
        jobs.ring("alarm_raised", ids={"alarm_id": alarm.pk}, at=at)
    return first


@transaction.atomic
def acknowledge_alarm(*, alarm: Alarm, by: User, at: datetime) -> None:
    """Somebody dealt with an alarm: issuing may go on."""
    alarm = Alarm.objects.select_for_update().get(pk=alarm.pk)
    if alarm.acknowledged_at:
        return
    alarm.acknowledged_at, alarm.acknowledged_by = at, by
    alarm.save()
    record(
        action="alarm_acknowledged",
        subject=f"edition:{alarm.edition_id}",
        at=at,
        actor_id=by.public_id,
    )
