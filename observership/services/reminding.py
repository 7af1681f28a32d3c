"""Reminds whose step is overdue, tells coordinators when that is in vain, and of near visits."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from observership.domain.lifecycle import PlacementState
from observership.domain.reminders import (
    OpenStep,
    Owner,
    Reminder,
    last_near_day,
    next_reminder,
)
from observership.models import Placement, StepReminder
from observership.queries.placement_people import coordinators, hosts_of
from observership.queries.steps import open_steps
from observership.queries.waiting import owners_of, user_owner
from observership.rendering.step_words import STEP_WORDS
from passport.dates import is_after
from passport.notices.services import send_notice
from passport.people.models import Professional

VISIT_NEAR = "visit_near"
WORDS: dict[str, Promise] = {
    **{str(step): words for step, words in STEP_WORDS.items()},
    "answer_trainee": _("Accept or decline the place that is offered to you"),
    "answer_host": _("Accept or decline the visitor who is proposed to you"),
    "letter": _("Your head of department has not answered. Ask again"),
    "review": _("Read the application and hand in your scores"),
}
Sent = dict[tuple[str, str, date], set[int]]


def remind(*, on: date, at: datetime) -> int:
    """Send what is due on a day, each reminder once and in a transaction of its own; how many.

    While nobody coordinates, the issuer hears what coordinators would.
    """
    waiting = open_steps(on)
    sent = _sent({step.due_on for step in waiting})
    bosses = tuple(user_owner(each) for each in coordinators()) or (
        Owner(settings.ISSUER["contact"], settings.LANGUAGE_CODE),
    )
    number = 0
    for step in waiting:
        level = next_reminder(step, on, sent[step.subject, step.step, step.due_on])
        if level is not None and _reminded(step, level, bosses, on, at):
            number += 1
    return number + _visits_near(on, at)


def _sent(days: Iterable[date]) -> Sent:
    """Levels that went out for these due days."""
    found: Sent = defaultdict(set)
    rows = StepReminder.objects.filter(due_on__in=days)
    for subject, step, due_on, level in rows.values_list("subject", "step", "due_on", "level"):
        found[subject, step, due_on].add(level)
    return found


@transaction.atomic
def _reminded(
    step: OpenStep, level: Reminder, bosses: tuple[Owner, ...], on: date, at: datetime
) -> bool:
    """Write to the owners, or to the coordinators; False when somebody else just did."""
    if not _once(step.subject, step.step, level, step.due_on, at):
        return False
    escalated = level is Reminder.ESCALATED or not step.owners
    for owner in bosses if escalated else step.owners:
        with override(owner.language):
            words = str(WORDS.get(step.step, step.step))
        send_notice(
            kind="observership_step_escalated" if escalated else "observership_step_reminder",
            recipient=owner.email,
            language=owner.language,
            context={
                "about": step.about,
                "words": words,
                "due_on": step.due_on.isoformat(),
                "path": step.path,
                "late": is_after(on, step.due_on),
                "last": level is Reminder.SECOND,
            },
            at=at,
        )
    return True


def _once(subject: str, step: str, level: int, due_on: date, at: datetime) -> bool:
    """Keep that a reminder goes out; False when it went out before."""
    _row, is_new = StepReminder.objects.get_or_create(
        subject=subject, step=step, level=level, due_on=due_on, defaults={"sent_at": at}
    )
    return is_new


def _visits_near(on: date, at: datetime) -> int:
    """All three sides hear once that a visit begins within 14 days."""
    rows = Placement.objects.filter(
        state__in=[PlacementState.PREPARING, PlacementState.AGREED],
        starts_on__gt=on,
        starts_on__lte=last_near_day(on),
    ).select_related("trainee__user", "supervisor__user", "host")
    found = list(rows)
    hosts = hosts_of(found, on)
    return sum(_visit_told(each, hosts[each.pk], at) for each in found)


@transaction.atomic
def _visit_told(placement: Placement, hosts: list[Professional], at: datetime) -> bool:
    subject = f"placement:{placement.public_id}"
    if not _once(subject, VISIT_NEAR, Reminder.FIRST, placement.starts_on, at):
        return False
    path = reverse("observership:placement", args=[placement.public_id])
    told = [(owner, path) for owner in owners_of([placement.trainee, *hosts])]
    if placement.home_email:
        told.append((Owner(placement.home_email, settings.LANGUAGE_CODE), ""))
    for owner, where in told:
        send_notice(
            kind="observership_visit_near",
            recipient=owner.email,
            language=owner.language,
            context={
                "host": placement.host.name,
                "city": placement.host.city,
                "starts_on": placement.starts_on.isoformat(),
                "ends_on": placement.ends_on.isoformat(),
                "path": where,
            },
            at=at,
        )
    return True
