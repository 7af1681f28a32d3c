"""What the rules of a call ask about an applicant, read from the rows."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Max, Q

from observership.domain.candidates import Period, Spoken
from observership.domain.codes import Section
from observership.domain.eligibility import Facts, Reason, Rules, assess, with_defaults
from observership.models import Application, Call, OpeningWindow, SignOff
from observership.queries.applications import current_letter, letter_fits
from passport.people.models import CentreMembership
from passport.people.queries.centres import held_on


def rules_of(call: Call) -> Rules:
    """The settings of a call with the defaults of everything that it leaves open."""
    stored: dict[str, Any] = with_defaults(call.eligibility)
    return Rules(
        roles=frozenset(call.roles),
        visits=Period(call.visits_from, call.visits_until),
        days_min=call.days_min,
        days_max=call.days_max,
        emerging_max=stored["emerging_max"],
        level=stored["level"],
        languages=tuple(stored["languages"]),
        letter=stored["letter"],
        months_between=stored["months_between"],
    )


def facts_of(application: Application, on: date) -> Facts:
    """What is known of an applicant on a day; a letter about other days says nothing."""
    letter = current_letter(application)
    heard = letter if letter is not None and letter_fits(application) else None
    return Facts(
        role=application.role,
        per_year=application.sections.get(Section.CENTRE, {}).get("per_year"),
        languages=spoken(application.languages),
        dates=periods(application.dates),
        length=application.length,
        supports=heard.supports if heard else None,
        gives_leave=heard.gives_leave if heard else None,
        is_host=is_host(application, on),
        last_visit_ended_on=last_visit(application),
        on=on,
    )


def reasons_of(application: Application, on: date) -> tuple[Reason, ...]:
    """One reason for each rule of the call, as things stand on a day."""
    return assess(facts_of(application, on), rules_of(application.call))


def spoken(rows: Iterable[dict[str, str]]) -> tuple[Spoken, ...]:
    """Languages as an application or opening keeps them."""
    return tuple(Spoken(each["code"], each["level"]) for each in rows)


def periods(rows: Iterable[dict[str, str]]) -> tuple[Period, ...]:
    """Days as an application keeps them."""
    return tuple(
        Period(date.fromisoformat(each["from"]), date.fromisoformat(each["until"])) for each in rows
    )


def is_host(application: Application, on: date) -> bool:
    """Whether the applicant, or a centre that the applicant belongs to, receives in this call."""
    trainee = application.trainee
    centres = CentreMembership.objects.filter(held_on(on), professional=trainee).values("centre")
    own = Q(opening__centre__in=centres) | Q(opening__supervisor=trainee)
    if application.centre_id is not None:
        own |= Q(opening__centre=application.centre_id)
    rows = OpeningWindow.objects.filter(call=application.call_id, closed_at__isnull=True)
    return rows.filter(own).exists()


def last_visit(application: Application) -> date | None:
    """Last day of the latest visit that was signed off and not taken back."""
    rows = SignOff.objects.filter(trainee=application.trainee, annulment__isnull=True)
    found: date | None = rows.aggregate(last=Max("ends_on"))["last"]
    return found
