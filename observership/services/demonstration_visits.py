"""Demonstration data: the pilot's visits: over, under way, agreed, being prepared."""

from datetime import datetime, timedelta

from observership.domain.after_visit import QUESTIONS, ReportPart
from observership.domain.codes import Payee, Side
from observership.domain.lifecycle import FundingState
from observership.domain.sign_off import Attestation, Attested
from observership.domain.visit import Lines
from observership.models import Call, Placement
from observership.queries.agreements import agreed_objectives, newest_agreement
from observership.services.agreements import (
    Author,
    change_agreement,
    settle,
    sign_agreement,
    sign_for_home,
)
from observership.services.checklists import tick_task
from observership.services.funding import Payment, move_funding
from observership.services.mentors import agree_to_mentoring
from observership.services.placements import begin_and_end_visits
from observership.services.reports import hand_in_report, rate_visit, save_report
from observership.services.sign_off import sign_off_placement
from observership.services.visits import add_item, confirm_items, tick_objectives, write_log
from passport.people.models import Professional, User

DAY = timedelta(days=1)
SAW = (
    ("The board discussed referrals and slots.", "One list for all products helps."),
    ("Apheresis and labelling, two people each time.", "Identity is read aloud at each handover."),
    ("Thaw and infusion at the bedside.", "Rescue medicines lie ready before the thaw."),
    ("Ward round with intensive care.", "Who calls whom stands on a card."),
    ("Follow-up clinic and registry data.", "One nurse owns the data of each week."),
)


def play_visits(*, call: Call, coordinator: User, at: datetime) -> None:
    """Take the pilot's placements to where they are today, the earliest visit first."""
    rows = Placement.objects.filter(application__call=call).order_by("starts_on")
    past, present, soon, later = rows.select_related(
        "trainee__user", "supervisor__user", "application"
    )
    for placement in (past, present, soon):
        _agree(placement, at - 66 * DAY)
        _pay(placement, 1, coordinator, at - 65 * DAY)
    for days in range(62, -1, -1):
        moment = at - days * DAY
        begin_and_end_visits(on=moment.date(), at=moment)
    _log(past)
    _log(present, until=at)
    _finish(past, coordinator)
    _change(later, at - 3 * DAY)


def _people(placement: Placement) -> tuple[Professional, Professional]:
    """The trainee and the supervisor; raises ValueError where one is missing."""
    if placement.trainee is None or placement.supervisor is None:
        raise ValueError(placement.pk)
    return placement.trainee, placement.supervisor


def _hash(placement: Placement) -> str:
    agreement = newest_agreement(placement)
    return agreement.content_hash if agreement else ""


def _agree(placement: Placement, at: datetime) -> None:
    """The lists are done and all three sides sign."""
    trainee, supervisor = _people(placement)
    people = {Side.TRAINEE: trainee.user, Side.HOST: supervisor.user}
    for task in placement.tasks.all():
        tick_task(task=task, done=True, by=people[Side(task.side)], at=at)
    _sign(placement, at)
    sign_for_home(
        placement=placement, name=placement.home_name, content_hash=_hash(placement), at=at
    )
    settle(placement=placement, at=at)
    placement.refresh_from_db()


def _sign(placement: Placement, at: datetime) -> None:
    trainee, supervisor = _people(placement)
    for side, person in ((Side.TRAINEE, trainee), (Side.HOST, supervisor)):
        sign_agreement(
            placement=placement,
            side=side,
            by=person.user,
            content_hash=_hash(placement),
            at=at,
        )


def _pay(placement: Placement, step: int, coordinator: User, at: datetime) -> None:
    for each in placement.funding.filter(step=step):
        move_funding(step=each, to=FundingState.RELEASED, by=coordinator, at=at)
        if each.payee == Payee.VISITOR:
            said = Payment(reference=f"DEMO-{placement.pk}-{step}")
            move_funding(step=each, to=FundingState.PAID, by=coordinator, at=at + DAY, said=said)


def _log(placement: Placement, until: datetime | None = None) -> None:
    """Three lines a day, an item for the first days, objectives ticked as they were seen."""
    trainee, supervisor = _people(placement)
    placement.refresh_from_db()
    objectives = agreed_objectives(newest_agreement(placement))
    for number, (saw, learned) in enumerate(SAW):
        on = placement.starts_on + number * DAY
        moment = placement.created_at.replace(year=on.year, month=on.month, day=on.day, hour=17)
        if on > placement.ends_on or (until is not None and moment > until):
            break
        lines = Lines(saw=saw, learned=learned, will_use="I will bring this home.")
        write_log(placement=placement, on=on, lines=lines, at=moment)
        item = add_item(placement=placement, on=on, text=saw.rstrip("."), at=moment)
        if number < 2 or until is None:
            confirm_items(placement=placement, items=[item], supervisor=supervisor, at=moment)
        met = {each.key for each in objectives[: number + 1]}
        tick_objectives(placement=placement, side=Side.TRAINEE, met=met, by=trainee.user, at=moment)


def _finish(placement: Placement, coordinator: User) -> None:
    """Attested, reported, rated, paid, with a mentor."""
    trainee, supervisor = _people(placement)
    placement.refresh_from_db()
    at = placement.created_at.replace(hour=12)
    at += (placement.ends_on - at.date()) + 3 * DAY
    keys = {each.key for each in agreed_objectives(newest_agreement(placement))}
    tick_objectives(placement=placement, side=Side.HOST, met=keys, by=supervisor.user, at=at)
    attestation = Attestation(
        ticks=frozenset(Attested),
        days_attended=(placement.ends_on - placement.starts_on).days + 1,
        comment="Came prepared and asked the right questions.",
    )
    sign_off_placement(placement=placement, supervisor=supervisor, attestation=attestation, at=at)
    _report(placement, trainee, at + 4 * DAY)
    for side, person in ((Side.TRAINEE, trainee), (Side.HOST, supervisor)):
        rate_visit(
            placement=placement,
            side=side,
            scores={str(question): 5 - place % 2 for place, question in enumerate(QUESTIONS[side])},
            comment="",
            by=person.user,
            at=at + 5 * DAY,
        )
    _pay(placement, 2, coordinator, at + 8 * DAY)
    mentorship = placement.mentorships.get()
    for side in (Side.TRAINEE, Side.HOST):
        agree_to_mentoring(mentorship=mentorship, side=side, at=at + 9 * DAY)


def _report(placement: Placement, trainee: Professional, at: datetime) -> None:
    plans = [
        "A card on the ward that says who calls whom.",
        "Rescue medicines checked before every thaw.",
        "One nurse owns the registry data of each week.",
    ]
    seen = {
        "seen": "The whole way from the board to the follow-up clinic, with every handover.",
        "different": "Two people check identity aloud, and rescue medicines wait at the bedside.",
    }
    save_report(placement=placement, part=ReportPart.SEEN, said=seen, at=at)
    save_report(placement=placement, part=ReportPart.PLANS, said=plans, at=at)
    hand_in_report(placement=placement, by=trainee.user, at=at)


def _change(placement: Placement, at: datetime) -> None:
    """The trainee asked for one thing less, so that a new version waits for the home side."""
    trainee, _supervisor = _people(placement)
    objectives = [each.key for each in agreed_objectives(newest_agreement(placement))]
    change_agreement(
        placement=placement,
        objectives=objectives[:-1] or objectives,
        rules="",
        author=Author(trainee.user, Side.TRAINEE, "Three objectives fit the days better."),
        at=at,
    )
    _sign(placement, at + DAY)
