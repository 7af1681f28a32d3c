"""What waits outside of placements: answers to offers, letters of support, committee reviews."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from observership.domain.codes import Section
from observership.domain.lifecycle import ApplicationState, MatchState
from observership.domain.reminders import OpenStep, Owner
from observership.models import CommitteeReview, Match, SupportLetter
from observership.queries.placement_people import answering
from passport.dates import earliest, latest, local_day
from passport.people.models import Professional, User

LETTER_DAYS, REVIEW_DAYS = 10, 14
_READ = (ApplicationState.SUBMITTED, ApplicationState.ELIGIBLE)


def open_answers(on: date) -> list[OpenStep]:
    """Offers that a side has not answered."""
    rows = Match.objects.filter(state=MatchState.PROPOSED).select_related(
        "application__trainee__user",
        "window__opening__centre",
        "window__opening__supervisor__user",
    )
    found = list(rows.order_by("pk"))
    openings = {each.window.opening for each in found}
    hosts = answering({each.pk: (each.centre_id, each.supervisor) for each in openings}, on)
    return [step for match in found for step in _answers(match, hosts[match.window.opening_id])]


def open_letters() -> list[OpenStep]:
    """Letters of support that were asked for; the applicant is reminded to ask again."""
    rows = SupportLetter.objects.filter(
        answered_at__isnull=True,
        closed_at__isnull=True,
        application__state=ApplicationState.DRAFT,
        application__trainee__isnull=False,
    ).select_related("application__call", "application__trainee__user")
    return [
        OpenStep(
            subject=f"letter:{letter.public_id}",
            step="letter",
            due_on=_due(letter.asked_at, LETTER_DAYS, letter.application.call.closes_on),
            owners=owners_of([letter.application.trainee]),
            about=letter.application.call.title,
            path=reverse(
                "observership:section", args=[letter.application.public_id, Section.LETTER]
            ),
        )
        for letter in rows.order_by("pk")
    ]


def open_reviews() -> list[OpenStep]:
    """Applications that a member of the committee has not read."""
    rows = CommitteeReview.objects.filter(
        submitted_at__isnull=True, conflict_at__isnull=True, application__state__in=_READ
    ).select_related("application__call", "reviewer__professional")
    return [
        OpenStep(
            subject=f"review:{review.public_id}",
            step="review",
            due_on=_due(review.assigned_at, REVIEW_DAYS, review.application.call.publish_on),
            owners=(user_owner(review.reviewer),),
            about=review.application.number or "",
            path=reverse("observership:committee_review", args=[review.public_id]),
        )
        for review in rows.order_by("pk")
    ]


def owners_of(people: Iterable[Professional | None]) -> tuple[Owner, ...]:
    """Where and in which language to write to people."""
    return tuple(Owner(each.user.email, each.language) for each in people if each is not None)


def user_owner(user: User) -> Owner:
    """Where and in which language to write to somebody who may have no profile."""
    profile = getattr(user, "professional", None)
    return Owner(user.email, profile.language if profile else settings.LANGUAGE_CODE)


def _answers(match: Match, hosts: list[Professional]) -> list[OpenStep]:
    """The answers of the two sides that are not in."""
    opening = match.window.opening
    sides = (
        ("answer_trainee", match.trainee_accepted_at, [match.application.trainee], _offer(match)),
        ("answer_host", match.host_accepted_at, hosts, _request(match)),
    )
    return [
        OpenStep(
            subject=f"match:{match.public_id}",
            step=step,
            due_on=local_day(match.answer_by, settings.TIME_ZONE),
            owners=owners_of(people),
            about=str(opening),
            path=path,
        )
        for step, said_at, people, path in sides
        if said_at is None
    ]


def _offer(match: Match) -> str:
    return reverse("observership:offer", args=[match.public_id])


def _request(match: Match) -> str:
    centre = match.window.opening.centre
    return reverse("observership:host_match", args=[centre.public_id, match.public_id])


def _due(asked_at: datetime, days: int, end: date) -> date:
    """So many days from the asking, not after an end, yet never less than three days."""
    asked = local_day(asked_at, settings.TIME_ZONE)
    least = asked + timedelta(days=3)
    due = earliest([asked + timedelta(days=days), end]) or least
    return latest([least, due]) or least
