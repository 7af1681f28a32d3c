"""Which reminders a centre sent, and whom it reminded lately."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, QuerySet

from credentials.models import Reminder
from passport.people.models import Centre


def reminders_of(centre: Centre) -> QuerySet[Reminder]:
    """A centre's reminders, newest first, each with the number of people chosen."""
    rows = Reminder.objects.filter(centre=centre).select_related("framework", "asked_by")
    return rows.annotate(chosen=Count("professionals")).order_by("-asked_at", "-pk")


def reminder_at(centre: Centre, public_id: UUID) -> Reminder | None:
    """A reminder of this centre; None for that of any other."""
    return reminders_of(centre).filter(public_id=public_id).first()


def reminded_lately(centre: Centre, people: Collection[int], at: datetime) -> dict[int, datetime]:
    """Who of some professionals was reminded by this centre within the pause, and when."""
    since = at - timedelta(days=settings.REMINDER_PAUSE_DAYS)
    rows = Reminder.objects.filter(
        centre=centre, cancelled_at=None, asked_at__gt=since, professionals__in=people
    )
    return dict(rows.order_by("asked_at").values_list("professionals", "asked_at"))
