"""Overdue steps remind once a level, then the coordinators hear; near visits remind all sides."""

from datetime import date, timedelta

import pytest

from observership.domain.lifecycle import PlacementState
from observership.domain.reminders import OpenStep, Owner, Reminder, next_reminder, visit_is_near
from observership.models import StepReminder
from observership.queries.waiting import open_answers
from observership.services import reminding
from observership.services.reminding import WORDS, remind
from observership.tasks import (
    ask_answers_due,
    ask_retention_due,
    ask_steps_due,
    ask_visits_due,
)
from passport.jobs.models import Job
from passport.notices.models import Notice
from passport.notices.services import build_mail
from passport.people.models import CentreMembership
from tests.centre_factories import join, noon
from tests.observership_factories import (
    make_application,
    make_call,
    make_match,
    make_placement,
    make_window,
)

DUE = date(2026, 4, 10)
STEP = OpenStep(
    subject="placement:1",
    step="sign",
    due_on=DUE,
    owners=(Owner("owner@example.org", "en"),),
    about="Fictional Department, Paris",
    path="/observership/placements/1/",
)


def _after(days: int) -> date:
    return DUE + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "sent", "level"),
    [
        (0, set(), None),
        (1, set(), Reminder.FIRST),
        (4, {1}, None),
        (5, {1}, Reminder.SECOND),
        (9, {1, 2}, None),
        (10, {1, 2}, Reminder.ESCALATED),
        (99, {1, 2, 3}, None),
        (20, set(), Reminder.FIRST),
        (20, {1}, Reminder.SECOND),
    ],
)
def test_levels_follow_each_other(days, sent, level):
    assert next_reminder(STEP, _after(days), sent) is level


@pytest.mark.parametrize(("days", "level"), [(-3, None), (-2, Reminder.FIRST)])
def test_an_answer_is_asked_for_before_the_place_is_lost(days, level):
    answer = OpenStep("match:1", "answer_trainee", DUE, STEP.owners, "Paris", "/")
    assert next_reminder(answer, _after(days), set()) is level


@pytest.mark.parametrize(("days", "near"), [(15, False), (14, True), (1, True), (0, False)])
def test_a_visit_is_near_in_the_14_days_before_it(days, near):
    assert visit_is_near(_after(days), DUE) is near


@pytest.fixture
def steps(monkeypatch, boss):
    """The steps that wait; the coordinator is the only one."""
    waiting = [STEP]
    monkeypatch.setattr(reminding, "open_steps", lambda on: tuple(waiting))
    return waiting


def _remind(days: int) -> int:
    return remind(on=_after(days), at=noon(_after(days).isoformat()))


def _told() -> list[tuple[str, str]]:
    return [(each.kind, each.recipient) for each in Notice.objects.order_by("created_at", "pk")]


def test_the_owner_hears_twice_and_then_the_coordinators(steps, boss):
    for days in range(15):
        _remind(days)
        _remind(days)
    assert _told() == [
        ("observership_step_reminder", "owner@example.org"),
        ("observership_step_reminder", "owner@example.org"),
        ("observership_step_escalated", boss.email),
    ]
    assert list(StepReminder.objects.values_list("level", "sent_at__date")) == [
        (1, _after(1)),
        (2, _after(5)),
        (3, _after(10)),
    ]


def test_a_new_due_day_begins_anew(steps):
    _remind(1)
    steps[0] = OpenStep("placement:1", "sign", _after(20), STEP.owners, STEP.about, STEP.path)
    _remind(2)
    _remind(21)
    assert len(_told()) == 2


def test_what_nobody_owns_goes_to_the_coordinators_at_once(steps, boss):
    steps[0] = OpenStep("placement:1", "sign", DUE, (), STEP.about, STEP.path)
    _remind(1)
    assert _told() == [("observership_step_escalated", boss.email)]


def test_a_reminder_that_cannot_be_written_stops_no_other(steps, monkeypatch):
    steps.append(OpenStep("placement:2", "sign", DUE, STEP.owners, STEP.about, STEP.path))
    StepReminder.objects.create(
        subject="placement:1", step="sign", level=1, due_on=DUE, sent_at=noon("2026-04-11")
    )
    assert _remind(1) == 1


def test_mails_say_what_is_due_in_words(steps, boss):
    for days in (1, 5, 10):
        _remind(days)
    mails = [build_mail(each) for each in Notice.objects.order_by("created_at")]
    assert [mail.subject for mail in mails] == [
        "Due since 10 April 2026: your next step",
        "Due since 10 April 2026: your next step",
        "Waits since 10 April 2026: step of an observership",
    ]
    assert "Fictional Department, Paris: Sign the agreement. This was due" in mails[0].body
    assert "the coordinators are told" in mails[1].body


def test_an_answer_is_asked_for_in_time(steps):
    steps[0] = OpenStep("match:1", "answer_trainee", DUE, STEP.owners, "Paris", "/")
    _remind(-2)
    mail = build_mail(Notice.objects.get())
    assert mail.subject == "Last day 10 April 2026: your answer"
    assert "the place goes to somebody else" in mail.body


def test_all_sides_hear_once_of_a_near_visit(monkeypatch, boss):
    monkeypatch.setattr(reminding, "open_steps", lambda on: ())
    placement = make_placement(state=PlacementState.AGREED, starts_on=_after(14))
    make_placement(state=PlacementState.AGREED, starts_on=_after(15), ends_on=_after(19))
    _remind(0)
    _remind(0)
    assert sorted(recipient for _kind, recipient in _told()) == sorted(
        [
            placement.trainee.user.email,
            placement.supervisor.user.email,
            "head@home.example.org",
        ]
    )
    assert StepReminder.objects.get().step == "visit_near"


def test_the_home_department_gets_no_link_to_a_page_that_it_cannot_open(monkeypatch, boss):
    monkeypatch.setattr(reminding, "open_steps", lambda on: ())
    make_placement(state=PlacementState.AGREED, starts_on=_after(3))
    _remind(0)
    home = build_mail(Notice.objects.get(recipient="head@home.example.org"))
    assert "/observership/placements/" not in home.body


def test_real_steps_have_words(boss):
    make_placement(starts_on=_after(30), ends_on=_after(34))
    _remind(60)
    told = Notice.objects.exclude(context__words=None)
    assert {each.context["words"] for each in told} <= {str(words) for words in WORDS.values()}
    assert told.exists()


def test_the_schedule_lets_days_begin(boss, run_jobs):
    ask_visits_due()
    ask_answers_due()
    ask_steps_due()
    ask_retention_due()
    assert run_jobs() == [
        "observership_visits_due",
        "match_answers_due",
        "observership_steps_due",
        "observership_retention_due",
    ]
    assert Job.objects.exclude(status="done").count() == 0


@pytest.mark.django_db
def test_an_answer_is_asked_of_who_receives_visitors_now():
    call = make_call()
    left, stays = (make_match(make_application(call), make_window(call)) for _ in range(2))
    centre, supervisor = left.window.opening.centre, left.window.opening.supervisor
    lead = join(centre, kind="lead", roles=("PHY",))
    CentreMembership.objects.filter(professional=supervisor).update(ends_on=date(2026, 2, 1))
    asked = {
        step.subject: [owner.email for owner in step.owners]
        for step in open_answers(date(2026, 3, 1))
        if step.step == "answer_host"
    }
    assert asked == {
        f"match:{left.public_id}": [lead.user.email],
        f"match:{stays.public_id}": [stays.window.opening.supervisor.user.email],
    }
