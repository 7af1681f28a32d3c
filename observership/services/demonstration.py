"""Demonstration data: a pilot from call to stamp, played through the services that people use."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from observership.domain.candidates import Period
from observership.domain.codes import Section, Side
from observership.domain.indications import Indication
from observership.models import Application, Call, Match, Objective, Opening
from observership.queries.letters import letter_token
from observership.services.answers import accept_match, decline_match
from observership.services.applications import (
    Answers,
    save_section,
    start_application,
    submit_application,
)
from observership.services.calls import CallFacts, create_call
from observership.services.committee import (
    assign_reviews,
    declare_free,
    name_member,
    submit_review,
)
from observership.services.eligibility import assess_application
from observership.services.letters import Head, LetterAnswer, answer_letter, ask_letter
from observership.services.matching import ask_run, make_run
from observership.services.openings import OpeningFacts, create_opening
from observership.services.priority import fix_order
from observership.services.publishing import publish_run
from observership.services.reruns import rerun_call
from observership.services.windows import WindowFacts, add_window
from passport.people.models import Centre, Professional, User

CRITERIA = [
    {"key": "need", "title": "Need of the home centre", "weight": 2},
    {"key": "plan", "title": "What will change at home", "weight": 2},
    {"key": "person", "title": "Preparation of the applicant", "weight": 1},
]
ABOUT_ME = {
    "position": "Specialist in haematology",
    "years": 6,
    "motivation": "We open a CAR T programme and I will lead the ward team.",
}
ABOUT_HOME = {
    "per_year": 4,
    "jacie": "preparing",
    "needs": "Night cover, intensive care, agreements with companies.",
}
WATCHED = ("crs-on-the-ward", "icans-on-the-ward", "thaw-and-infusion", "consent-talk")


@dataclass(frozen=True)
class SampleHost:
    """A department and the days, counted from today, from which it has two weeks for a visitor."""

    centre: Centre
    supervisor: Professional
    department: str
    language: str
    starts: tuple[int, ...]


@dataclass(frozen=True)
class SampleTrainee:
    """Somebody who has twenty days from a day on, counted from today, for a visit of `length`."""

    professional: Professional
    language: str
    starts: int
    length: int
    head: str


@dataclass(frozen=True)
class SamplePilot:
    """Everybody in the pilot; the last trainee is declined once and matched again."""

    coordinator: User
    committee: tuple[User, ...]
    hosts: tuple[SampleHost, ...]
    trainees: tuple[SampleTrainee, ...]


class Days:
    """Noon of days counted from one."""

    def __init__(self, today: datetime) -> None:
        self.today = today

    def at(self, days: int) -> datetime:
        """That moment so many days later."""
        return self.today + timedelta(days=days)

    def period(self, first: int, length: int) -> Period:
        """So many days from a day on."""
        start = self.at(first).date()
        return Period(start, start + timedelta(days=length - 1))


def play_pilot(*, pilot: SamplePilot, at: datetime) -> Call:
    """The pilot up to today: applied, read, matched, answered; one visit over, one under way."""
    days = Days(at)
    call = _call("pilot", "Pilot of observerships", (-120, -90, -75, -62, 90), pilot, days)
    for host in pilot.hosts:
        _offer(host, call, days)
    applications = [_apply(each, call, days) for each in pilot.trainees]
    for application in applications:
        assess_application(application=application, at=days.at(-89))
    _read(call, pilot, days)
    fix_order(call=call, by=pilot.coordinator, at=days.at(-78))
    _match(call, pilot.coordinator, days)
    _decline(applications[-1], days)
    for application in applications:
        _say_yes(application, days.at(-70))
    return call


def open_next_call(*, pilot: SamplePilot, at: datetime) -> Call:
    """A second call that is open today, with a window at every host."""
    days = Days(at)
    call = _call("next", "Observerships, second call", (-10, 50, 80, 100, 200), pilot, days)
    for host in pilot.hosts:
        opening = Opening.objects.get(centre=host.centre, department=host.department)
        add_window(opening=opening, call=call, facts=WindowFacts(days.period(120, 26), 2))
    return call


def _call(
    key: str, title: str, marks: tuple[int, int, int, int, int], pilot: SamplePilot, days: Days
) -> Call:
    """A call whose five days are counted from today, written down the day before it opens."""
    opens, closes, publish, first, last = (days.at(each).date() for each in marks)
    facts = CallFacts(
        title=title,
        opens_on=opens,
        closes_on=closes,
        publish_on=publish,
        visits_from=first,
        visits_until=last,
        visitor_amount=2000,
        host_amount=1000,
        criteria=CRITERIA,
        priority={"bands": [4, 3], "seed": f"fictional-{key}"},
    )
    return create_call(key=key, facts=facts, by=pilot.coordinator, at=days.at(marks[0] - 1))


def _offer(host: SampleHost, call: Call, days: Days) -> None:
    facts = OpeningFacts(
        department=host.department,
        supervisor=host.supervisor,
        setting="adult",
        roles=("PHY",),
        languages=({"code": "en", "level": "B2"}, {"code": host.language, "level": "B1"}),
        indications=(Indication.LARGE_B_CELL_LYMPHOMA, Indication.MULTIPLE_MYELOMA),
        house_rules="Please come in plain clothes. Badges are at the entrance.",
        paperwork=("confidentiality", "occupational_health", "insurance", "observation_only"),
        day_plan=(
            {"title": "Welcome, tour, ward round", "notes": ""},
            {"title": "Apheresis and cell laboratory", "notes": ""},
            {"title": "Infusion and the first hours", "notes": ""},
            {"title": "Toxicity round with intensive care", "notes": ""},
            {"title": "Follow-up clinic, closing talk", "notes": ""},
        ),
        objectives=tuple(Objective.objects.filter(retired_at__isnull=True)),
    )
    at, user = days.at(-118), host.supervisor.user
    opening = create_opening(centre=host.centre, facts=facts, by=user, on=at.date(), at=at)
    for start in host.starts:
        add_window(opening=opening, call=call, facts=WindowFacts(days.period(start, 14), 1))


@transaction.atomic
def _apply(sample: SampleTrainee, call: Call, days: Days) -> Application:
    at = days.at(-110)
    application = start_application(trainee=sample.professional, call=call, at=at)
    for section, answers in _answers(sample, days).items():
        save_section(application=application, section=section, answers=answers, at=at)
    _letter(application, sample.head, at)
    return submit_application(application=application, at=days.at(-100))


def _answers(sample: SampleTrainee, days: Days) -> dict[Section, Answers]:
    """What every trainee says, with the own language and days."""
    period = days.period(sample.starts, 20)
    dates = [{"from": period.first.isoformat(), "until": period.last.isoformat()}]
    spoken = [{"code": "en", "level": "C1"}, {"code": sample.language, "level": "B2"}]
    return {
        Section.ME: Answers(columns={"role": "PHY"}, texts=ABOUT_ME),
        Section.CENTRE: Answers(columns={"setting": "adult"}, texts=ABOUT_HOME),
        Section.GOALS: Answers(
            texts={"outcome": "A written plan for the first ten days after infusion."},
            links={"objectives": Objective.objects.filter(key__in=WATCHED)},
        ),
        Section.LANGUAGES: Answers(columns={"languages": spoken}),
        Section.DATES: Answers(columns={"dates": dates, "length": sample.length}),
    }


def _letter(application: Application, name: str, at: datetime) -> None:
    address = f"head.{application.country.lower()}@department.example.org"
    head = Head(name, "Head of department", address)
    letter = ask_letter(application=application, head=head, at=at)
    answer = LetterAnswer(True, True, "We support this visit and keep the post open.", name)
    answer_letter(token=letter_token(letter), answer=answer, at=at + timedelta(days=2))


def _read(call: Call, pilot: SamplePilot, days: Days) -> None:
    """Two members of the committee read every application and score it."""
    for user in pilot.committee:
        name_member(call=call, email=user.email, by=pilot.coordinator, at=days.at(-95))
    for number, review in enumerate(assign_reviews(call=call, at=days.at(-88))):
        declare_free(review=review, at=days.at(-85))
        scores = {str(each["key"]): 3 + (number + i) % 3 for i, each in enumerate(CRITERIA)}
        submit_review(review=review, scores=scores, comment="", at=days.at(-84))


def _match(call: Call, coordinator: User, days: Days) -> None:
    run = ask_run(
        call=call, title="As ranked", pins=(), forbids=(), by=coordinator, at=days.at(-77)
    )
    make_run(run_id=run.pk, clock=lambda: days.at(-77), progress=lambda *_: None)
    run.refresh_from_db()
    publish_run(run=run, by=coordinator, at=days.at(-75))


def _say_yes(application: Application, at: datetime) -> None:
    """Both sides accept the open offer, which opens the placement."""
    match = _open_match(application)
    supervisor = match.window.opening.supervisor
    for side, person in ((Side.TRAINEE, application.trainee), (Side.HOST, supervisor)):
        if person is not None:
            match = accept_match(match=match, side=side, by=person.user, at=at)


def _decline(application: Application, days: Days) -> None:
    """The host cannot after all, so the matching runs again for whoever waits."""
    match = _open_match(application)
    supervisor = match.window.opening.supervisor
    if supervisor is None:
        return
    decline_match(
        match=match,
        side=Side.HOST,
        by=supervisor.user,
        reason="The ward is rebuilt in these weeks.",
        stay=True,
        at=days.at(-72),
    )
    rerun_call(call_id=application.call_id, at=days.at(-72))


def _open_match(application: Application) -> Match:
    rows = application.matches.filter(state="proposed")
    return rows.select_related("window__opening__supervisor__user")[0]
