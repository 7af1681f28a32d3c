"""Reminders go out once, after a while in which they can be taken back, and not too often."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from credentials.models import Reminder
from credentials.services.reminding import (
    LeftOut,
    ReminderSentError,
    ask_reminder,
    cancel_reminder,
    send_reminder,
)
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.people.models import CentreMembership, Professional
from passport.standards.models import Framework
from tests.centre_factories import join, make_framework
from tests.coverage.rows import attest
from tests.factories import make_learner

pytestmark = pytest.mark.django_db
LIST, ONE, CANCEL = "credentials:reminders", "credentials:reminder", "credentials:cancel_reminder"


def words(response):
    return " ".join(strip_tags(response.text).split())


@pytest.fixture
def framework(db):
    """A standard that asks two things of everybody."""
    return make_framework("duties", {"duty.one": {}, "duty.two": {}})


def ask(desk, people, at):
    return ask_reminder(
        centre=desk.centre,
        people=[each.pk for each in people],
        framework=Framework.objects.get(),
        by=desk.lead.user,
        at=at,
    )


def chosen(*people):
    return {"people": [str(each.public_id) for each in people], "framework": "duties"}


def test_a_selection_is_asked_for_and_waits_two_minutes(desk, nurse, framework, now):
    response = desk.post(LIST, data=chosen(nurse))
    reminder = Reminder.objects.get()
    assert (reminder.centre, reminder.framework, reminder.asked_by, reminder.asked_at) == (
        desk.centre, framework, desk.lead.user, now,
    )  # fmt: skip
    assert list(reminder.professionals.all()) == [nurse]
    assert reminder.due_at == now + timedelta(minutes=2)
    assert Job.objects.get(kind="reminder_asked").due_at == reminder.due_at
    assert response.redirect_chain[-1][0] == desk.path(ONE, reminder.public_id)
    said = words(response)
    assert "Goes out at 10:02 Until then you can take it back. Undo this reminder" in said
    assert "Jana Nováková" in said
    entry = AuditEntry.objects.get(action="reminder_asked")
    assert (entry.actor_id, entry.details) == (desk.lead.user.public_id, {"people": 1})


def test_it_is_mailed_once_and_says_nothing_about_the_person(
    desk, nurse, framework, now, run_jobs, mailoutbox
):
    reminder = ask(desk, [nurse], now).reminder
    run_jobs()
    assert send_reminder(reminder_id=reminder.pk, at=now) == 0
    run_jobs()
    (mail,) = mailoutbox
    assert mail.to == ["jana@example.org"]
    assert mail.subject == "Your centre asks you to look at your plan"
    assert "Fictional Hospital, Sampletown reminds you" in mail.body
    assert "https://passport.test/plan/" in mail.body
    for text in ("duty", "Requirement", "Jana"):
        assert text not in mail.body
    reminder.refresh_from_db()
    assert (reminder.sent_at, reminder.sent_count) == (now, 1)
    assert "Sent on 21 November 2026, 10:00 to 1 person" in words(desk.get(ONE, reminder.public_id))


def test_each_is_written_to_in_the_own_language(desk, nurse, framework, now):
    Professional.objects.filter(pk=nurse.pk).update(language="de")
    reminder = ask(desk, [nurse], now).reminder
    send_reminder(reminder_id=reminder.pk, at=now)
    assert Job.objects.filter(kind="notice_due").count() == 1
    from passport.notices.models import Notice  # noqa: PLC0415 - only here

    assert Notice.objects.get().language == "de"


def test_what_is_taken_back_is_not_sent(desk, nurse, framework, now, run_jobs, mailoutbox):
    reminder = ask(desk, [nurse], now).reminder
    said = words(desk.post(CANCEL, reminder.public_id, data={}))
    assert "Taken back. Nobody gets this reminder." in said
    desk.post(CANCEL, reminder.public_id, data={})
    assert run_jobs() == ["reminder_asked"]
    assert mailoutbox == []
    reminder.refresh_from_db()
    assert (reminder.cancelled_at, reminder.sent_at) == (now, None)
    assert AuditEntry.objects.filter(action="reminder_cancelled").count() == 1


def test_what_went_out_cannot_be_taken_back(desk, nurse, framework, now):
    reminder = ask(desk, [nurse], now).reminder
    send_reminder(reminder_id=reminder.pk, at=now)
    with pytest.raises(ReminderSentError):
        cancel_reminder(reminder=reminder, by=desk.lead.user, at=now)
    assert "Too late: it went out already." in words(desk.post(CANCEL, reminder.public_id, data={}))
    assert "Undo" not in words(desk.get(ONE, reminder.public_id))


def test_whoever_leaves_meanwhile_gets_none(desk, nurse, framework, now, run_jobs, mailoutbox):
    stays = join(desk.centre)
    reminder = ask(desk, [nurse, stays], now).reminder
    gone = now.date() - timedelta(days=1)
    CentreMembership.objects.filter(professional=nurse).update(ends_on=gone)
    run_jobs()
    assert [mail.to for mail in mailoutbox] == [[stays.user.email]]
    reminder.refresh_from_db()
    assert reminder.sent_count == 1
    assert str(nurse.public_id) not in desk.get(ONE, reminder.public_id).text


@pytest.mark.parametrize(("days", "again"), [(6, False), (7, True)])
def test_nobody_is_reminded_more_than_once_a_week(desk, nurse, framework, now, days, again):
    ask(desk, [nurse], now)
    later = ask(desk, [nurse], now + timedelta(days=days))
    assert (later.reminder is not None) == again
    assert [why for _, why in later.left_out] == ([] if again else [LeftOut.REMINDED])


def test_what_was_taken_back_does_not_count_for_the_week(desk, nurse, framework, now):
    reminder = ask(desk, [nurse], now).reminder
    cancel_reminder(reminder=reminder, by=desk.lead.user, at=now)
    assert ask(desk, [nurse], now).reminder is not None


def test_two_centres_remind_apart(desk, other_desk, nurse, framework, now):
    join(other_desk.centre, nurse)
    ask(desk, [nurse], now)
    assert ask(other_desk, [nurse], now).reminder is not None


def test_who_has_everything_is_left_out_and_named(desk, nurse, framework, now):
    for key in ("duty.one", "duty.two"):
        attest(nurse, desk.centre, key, date(2026, 11, 1))
    other = join(desk.centre)
    desk.post(LIST, data=chosen(other))
    said = words(desk.post(LIST, data=chosen(nurse, other)))
    assert "Left out, nothing is missing or due: Jana Nováková." in said
    assert f"Left out, reminded within the last week: {other.user.get_full_name()}." in said
    assert Reminder.objects.count() == 1


def test_what_runs_out_within_90_days_is_worth_a_reminder(desk, nurse, framework, now):
    attest(nurse, desk.centre, "duty.one", date(2026, 11, 1))
    attest(nurse, desk.centre, "duty.two", date(2026, 2, 19))
    assert ask(desk, [nurse], now).reminder is not None
    other = join(desk.centre)
    attest(other, desk.centre, "duty.one", date(2026, 11, 1))
    attest(other, desk.centre, "duty.two", date(2026, 2, 20))
    assert ask(desk, [other], now).reminder is None


def test_people_of_other_centres_are_passed_over(desk, other_desk, nurse, framework, now):
    foreign, stranger = join(other_desk.centre), make_learner()
    response = desk.post(LIST, data=chosen(nurse, foreign, stranger))
    assert list(Reminder.objects.get().professionals.all()) == [nurse]
    assert foreign.user.get_full_name() not in response.text
    assert ask(desk, [foreign], now).reminder is None


def test_a_choice_of_nobody_is_said(desk, framework):
    response = desk.post(LIST, data={"framework": "duties"})
    assert "Nobody was chosen. Tick at least one colleague." in words(response)
    assert Reminder.objects.count() == 0


def test_another_centre_reaches_no_reminder(desk, other_desk, nurse, framework, now):
    reminder = ask(desk, [nurse], now).reminder
    for owner in (desk, other_desk):
        assert other_desk.client.get(owner.path(ONE, reminder.public_id)).status_code == 404
        assert other_desk.client.post(owner.path(CANCEL, reminder.public_id)).status_code == 404
    assert other_desk.client.get(desk.path(LIST)).status_code == 404
    assert other_desk.client.post(desk.path(LIST), chosen(nurse)).status_code == 404
    assert "Reminders will be listed here" in words(other_desk.get(LIST))
    reminder.refresh_from_db()
    assert (reminder.cancelled_at, Reminder.objects.count()) == (None, 1)


def test_a_centre_that_lost_its_confirmation_sends_nothing(desk, nurse, framework, now):
    reminder = ask(desk, [nurse], now).reminder
    desk.centre.confirmed_at = None
    desk.centre.save()
    assert send_reminder(reminder_id=reminder.pk, at=now) == 0


def test_the_list_costs_the_same_for_one_and_for_three(desk, nurse, framework, now):
    def cost():
        with CaptureQueriesContext(connection) as spent:
            assert desk.get(LIST).status_code == 200
        return len(spent)

    ask(desk, [nurse], now)
    cost()
    one = cost()
    for _ in range(2):
        ask(desk, [join(desk.centre)], now)
    assert cost() == one


def test_a_reminders_page_costs_the_same_for_one_and_for_three(desk, nurse, framework, now):
    def cost(reminder):
        with CaptureQueriesContext(connection) as spent:
            assert desk.get(ONE, reminder.public_id).status_code == 200
        return len(spent)

    first = ask(desk, [nurse], now).reminder
    three = ask(desk, [join(desk.centre) for _ in range(3)], now).reminder
    cost(first)
    assert cost(first) == cost(three)
