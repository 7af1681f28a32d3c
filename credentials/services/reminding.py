"""A quality manager reminds colleagues by mail; until it goes out it can be taken back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Cell, Matrix
from credentials.models import Reminder
from credentials.queries.coverage import matrix_of
from credentials.queries.reminders import reminded_lately
from passport.audit.services import record
from passport.dates import days_left, local_day
from passport.jobs import services as jobs
from passport.notices.services import send_notice
from passport.people.models import Centre, Professional, User
from passport.people.queries.centres import Member, members_of
from passport.standards.models import Framework


class LeftOut(StrEnum):
    """Why somebody who was chosen gets no reminder."""

    REMINDED = "reminded"
    NOTHING_DUE = "nothing_due"


@dataclass(frozen=True)
class Asked:
    """What became of a wish to remind: the reminder if anybody gets it, and who does not."""

    reminder: Reminder | None
    left_out: tuple[tuple[Member, LeftOut], ...]


class ReminderSentError(ValueError):
    """It went out already."""


@transaction.atomic
def ask_reminder(
    *, centre: Centre, people: Collection[int], framework: Framework, by: User, at: datetime
) -> Asked:
    """Remind these professionals in a little while; people of other centres are passed over."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    on = local_day(at, settings.TIME_ZONE)
    members = members_of(centre, on, set(people))
    reasons = _left_out(centre, members, framework, on, at)
    chosen = [each.id for each in members if each.id not in reasons]
    reminder = _written(centre, chosen, framework, by, at) if chosen else None
    left_out = tuple((each, reasons[each.id]) for each in members if each.id in reasons)
    return Asked(reminder, left_out)


def _left_out(
    centre: Centre, members: Sequence[Member], framework: Framework, on: date, at: datetime
) -> dict[int, LeftOut]:
    """Who needs no reminder now; having had one lately is said before having all."""
    wanted = {each.id for each in members}
    matrix = matrix_of(centre, framework.key, on)
    settled = {each: LeftOut.NOTHING_DUE for each in settled_people(matrix) if each in wanted}
    lately = reminded_lately(centre, wanted, at)
    return {**settled, **dict.fromkeys(lately, LeftOut.REMINDED)}


def settled_people(matrix: Matrix) -> Iterable[int]:
    """Professionals for whom nothing is missing or ends soon."""
    columns = range(len(matrix.view.columns))
    for person in matrix.people:
        cells = [matrix.cell(person, column) for column in columns]
        if all(_is_settled(cell, matrix.on) for cell in cells if cell is not None):
            yield person


def _is_settled(cell: Cell, on: date) -> bool:
    if cell.standing != Standing.MET:
        return False
    return cell.last_day is None or days_left(cell.last_day, on) > settings.REMINDER_AHEAD_DAYS


def _written(
    centre: Centre, chosen: Sequence[int], framework: Framework, by: User, at: datetime
) -> Reminder:
    due_at = at + timedelta(minutes=settings.REMINDER_UNDO_MINUTES)
    reminder = Reminder.objects.create(
        centre=centre, framework=framework, asked_by=by, asked_at=at, due_at=due_at
    )
    reminder.professionals.set(chosen)
    jobs.ring("reminder_asked", ids={"reminder_id": reminder.pk}, at=due_at)
    _record(reminder, "reminder_asked", by, at)
    return reminder


@transaction.atomic
def cancel_reminder(*, reminder: Reminder, by: User, at: datetime) -> None:
    """Take it back; taking it back twice changes nothing. Raises ReminderSentError."""
    reminder = Reminder.objects.select_for_update().get(pk=reminder.pk)
    if reminder.sent_at is not None:
        raise ReminderSentError
    if reminder.cancelled_at is None:
        reminder.cancelled_at = at
        reminder.save(update_fields=["cancelled_at"])
        _record(reminder, "reminder_cancelled", by, at)


def _record(reminder: Reminder, action: str, by: User, at: datetime) -> None:
    record(
        action=action,
        subject=f"reminder:{reminder.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"people": reminder.professionals.count()},
    )


@transaction.atomic
def send_reminder(*, reminder_id: int, at: datetime) -> int:
    """Mail everybody who still belongs to the centre, once; returns how many that were."""
    reminder = Reminder.objects.select_for_update().get(pk=reminder_id)
    if reminder.sent_at is not None or reminder.cancelled_at is not None:
        return 0
    chosen = set(reminder.professionals.values_list("pk", flat=True))
    members = members_of(reminder.centre, local_day(at, settings.TIME_ZONE), chosen)
    languages = dict(Professional.objects.filter(pk__in=chosen).values_list("pk", "language"))
    for each in members:
        send_notice(
            kind="centre_reminder",
            recipient=each.email,
            language=languages[each.id],
            context={"centre": str(reminder.centre), "framework": str(reminder.framework)},
            at=at,
        )
    reminder.sent_at, reminder.sent_count = at, len(members)
    reminder.save(update_fields=["sent_at", "sent_count"])
    return len(members)
