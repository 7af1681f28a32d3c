"""Questions about applications: whose they are, what they lack, which calls are open."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from observership.domain.application import Draft, Gap, LetterState, letter_state
from observership.domain.call_phase import Phase
from observership.domain.codes import Section
from observership.domain.eligibility import with_defaults
from observership.domain.lifecycle import OPEN_MATCHES, ApplicationState
from observership.models import Application, Call, Match, Placement, SupportLetter
from observership.queries.calls import phase_on
from passport.people.models import Centre, Professional, User
from passport.people.queries.profiles import professional_of
from passport.standards.models import Certification
from passport.standards.models.frameworks import FrameworkKind

MATCHABLE = (
    ApplicationState.ELIGIBLE,
    ApplicationState.OFFERED,
    ApplicationState.PLACED,
    ApplicationState.NOT_PLACED,
)


def eligible_applications(call: Call) -> QuerySet[Application]:
    """Applications of a call that were found eligible and not withdrawn, by number."""
    return Application.objects.filter(call=call, state__in=MATCHABLE).order_by("number", "pk")


def application_of(user: User | AnonymousUser, public_id: UUID) -> Application | None:
    """A person's own application; None for everybody else."""
    professional = professional_of(user)
    if professional is None:
        return None
    rows = Application.objects.select_related("call", "centre", "trainee__user")
    return rows.filter(trainee=professional, public_id=public_id).first()


def applications_of(professional: Professional) -> QuerySet[Application]:
    """A person's applications, newest first, with what must be answered and what is agreed."""
    places = Match.objects.filter(state__in=OPEN_MATCHES).select_related("window__opening__centre")
    visits = Placement.objects.select_related("host").order_by("-created_at", "-pk")
    rows = Application.objects.filter(trainee=professional).select_related("call", "trainee__user")
    return rows.prefetch_related(
        Prefetch("matches", queryset=places, to_attr="open_matches"),
        Prefetch("placements", queryset=visits, to_attr="visits"),
        Prefetch("letters", queryset=_open_letters(), to_attr="current_letters"),
        "objectives",
        "requirements",
    ).order_by("-created_at", "-pk")


def live_application(professional: Professional, call: Call) -> Application | None:
    """A person's application in a call that was not withdrawn."""
    rows = Application.objects.filter(trainee=professional, call=call)
    return rows.exclude(state=ApplicationState.WITHDRAWN).first()


def earlier_application(professional: Professional, call: Call) -> Application | None:
    """The application last written in another call, from which a new one can begin."""
    rows = Application.objects.filter(trainee=professional, erased_at__isnull=True)
    found = rows.exclude(call=call).exclude(sections={}).select_related("call")
    return found.order_by("-saved_at", "-pk").first()


def call_by_key(key: str) -> Call | None:
    """A call by the key in its address."""
    return Call.objects.filter(key=key).first()


def is_open(call: Call, on: date) -> bool:
    """Whether people may apply in a call on a day."""
    return phase_on(call, on) is Phase.OPEN


def open_calls(on: date) -> list[Call]:
    """Calls in which people may apply on a day, the one that closes first in front."""
    rows = Call.objects.filter(opens_on__lte=on, closes_on__gte=on, ended_at__isnull=True)
    return list(rows.order_by("closes_on", "pk"))


def certified(centre: Centre | None) -> bool:
    """Whether a centre's accreditation is on record here."""
    if centre is None:
        return False
    rows = Certification.objects.filter(centre=centre)
    return rows.filter(framework__kind=FrameworkKind.ACCREDITATION).exists()


def _open_letters() -> QuerySet[SupportLetter]:
    return SupportLetter.objects.filter(closed_at__isnull=True)


def current_letter(application: Application) -> SupportLetter | None:
    """The letter that counts: asked for or answered, not replaced."""
    known: list[SupportLetter] | None = getattr(application, "current_letters", None)
    if known is None:
        known = list(application.letters.filter(closed_at__isnull=True)[:1])
    return known[0] if known else None


def state_of_letter(letter: SupportLetter | None, at: datetime) -> LetterState:
    """Where a letter stands."""
    if letter is None:
        return LetterState.NONE
    return letter_state(
        expires_at=letter.expires_at,
        answered_at=letter.answered_at,
        closed_at=letter.closed_at,
        at=at,
    )


def asked_about(application: Application) -> dict[str, Any]:
    """Days that the head of department was asked to give leave for: "dates" and "length"."""
    said = application.sections.get(Section.LETTER, {})
    return {"dates": said.get("dates", []), "length": said.get("length")}


def letter_fits(application: Application) -> bool:
    """Whether the head was asked about the days that the application names now."""
    now = {"dates": application.dates, "length": application.length}
    return asked_about(application) == now


def draft_of(application: Application, at: datetime) -> Draft:
    """What an application says so far; at most three queries."""
    letter = current_letter(application)
    return Draft(
        given=_given(application),
        saved=frozenset(Section(name) for name in application.sections),
        letter=state_of_letter(letter, at),
        letter_fits=letter_fits(application),
        letter_needed=bool(with_defaults(application.call.eligibility)["letter"]),
    )


def _given(application: Application) -> dict[Gap, bool]:
    me = application.sections.get(Section.ME, {})
    centre = application.sections.get(Section.CENTRE, {})
    place = (application.centre_name, application.city, application.country)
    return {
        Gap.ROLE: bool(application.role),
        Gap.POSITION: bool(me.get("position")),
        Gap.MOTIVATION: bool(me.get("motivation")),
        Gap.CENTRE: all(place),
        Gap.SETTING: bool(application.setting),
        Gap.PER_YEAR: centre.get("per_year") is not None,
        Gap.JACIE: bool(centre.get("jacie")),
        Gap.NEEDS: bool(centre.get("needs")),
        Gap.GOALS: bool(application.objectives.all() or application.requirements.all()),
        Gap.LANGUAGES: bool(application.languages),
        Gap.DATES: bool(application.dates),
        Gap.LENGTH: application.length is not None,
    }
