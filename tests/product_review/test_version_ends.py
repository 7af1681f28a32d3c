"""Every day versions go live and retire; partners and late reviewers are reminded."""

from datetime import date, timedelta

import pytest
from django.core import mail

from curriculum.models import (
    AddOnVersion,
)
from curriculum.queries.deltas import product_delta
from curriculum.queries.product_records import product_records_of
from curriculum.services.publishing import (
    PublishDayError,
    plan_publication,
    publish_version,
    retire_version,
)
from curriculum.services.reviewing import take_review
from curriculum.services.version_ends import run_due
from curriculum.services.version_moves import VersionStateError
from passport.notices.models import Notice
from passport.people.models import PartnerMembership
from tests.factories import make_learner
from tests.product_review.effects import completed
from tests.product_review.worlds import (
    approve,
    make_product_add_on,
    make_reviewer,
    make_submitted,
)

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def approved(now):
    return approve(make_submitted(), now)


def live(version, now):
    publish_version(version=version, by=make_reviewer(now), at=now)
    version.refresh_from_db()
    return version


def test_the_daily_run_publishes_on_the_day_and_once(approved, now):
    day = now.date() + 3 * DAY
    plan_publication(version=approved, on=day, by=make_reviewer(now), at=now)
    for after in (1, 2):
        run_due(at=now + after * DAY)
    approved.refresh_from_db()
    assert approved.state == "approved"
    for _ in range(2):
        run_due(at=now + 3 * DAY)
    approved.refresh_from_db()
    assert (approved.state, approved.live_at) == ("live", now + 3 * DAY)


@pytest.mark.parametrize("field", ["label_ends_on", "approval_ends_on"])
def test_a_version_retires_by_itself_the_day_after_its_last(now, field):
    version = live(approve(make_submitted(**{field: now.date() + DAY}), now), now)
    run_due(at=now + DAY)
    version.refresh_from_db()
    assert version.state == "live"
    run_due(at=now + 2 * DAY)
    version.refresh_from_db()
    assert (version.state, version.retired_at) == ("retired", now + 2 * DAY)
    assert version.add_on.module.outcomes.count() == 0
    assert Notice.objects.filter(kind="version_retired").count() == 1


def test_one_version_in_trouble_stops_no_other(approved, now, caplog):
    swapped = approve(make_submitted(make_product_add_on(programme=other_programme())), now)
    for each in (approved, swapped):
        plan_publication(version=each, on=now.date() + DAY, by=make_reviewer(now), at=now)
    first = min(approved, swapped, key=lambda each: each.pk)
    first.refresh_from_db()
    first.notes = "Another label."
    first.save()
    run_due(at=now + DAY)
    states = dict(AddOnVersion.objects.values_list("pk", "state"))
    assert sorted(states.values()) == ["approved", "live"]
    assert states[first.pk] == "approved"
    assert "neither published nor retired" in caplog.text


def other_programme():
    from tests.product_factories import make_product_programme  # noqa: PLC0415

    return make_product_programme("otherleucel")


def test_the_partner_is_reminded_60_30_and_7_days_before_the_end(now):
    live(approve(make_submitted(approval_ends_on=now.date() + 62 * DAY), now), now)
    told = {}
    for day in range(63):
        run_due(at=now + day * DAY)
        told[day] = Notice.objects.filter(kind="version_ending").count()
    assert [day for day in range(1, 63) if told[day] > told[day - 1]] == [2, 32, 55]


def test_a_reminder_that_was_missed_is_caught_up(now):
    live(approve(make_submitted(approval_ends_on=now.date() + 50 * DAY), now), now)
    run_due(at=now)
    assert list(Notice.objects.filter(kind="version_ending").values_list("context__days")) == [
        (60,)
    ]


def test_late_reviewers_are_reminded_and_not_every_day(now):
    version, reviewer = make_submitted(), make_reviewer(now)
    take_review(version=version, by=reviewer, at=now)
    told = {}
    for day in range(24):
        run_due(at=now + day * DAY)
        told[day] = Notice.objects.filter(kind="review_overdue").count()
    assert [day for day in range(1, 24) if told[day] > told[day - 1]] == [15, 21]
    assert set(Notice.objects.filter(kind="review_overdue").values_list("recipient")) == {
        (reviewer.email,)
    }


# --- afterwards ---


def test_a_retired_product_is_offered_to_nobody_and_stamps_stay(approved, now):
    version, learner = live(approved, now), make_learner(country="DE")
    completed(learner, version, now)
    code = version.add_on.module.code
    assert product_delta(learner, code, now.date()) is not None
    retire_version(version=version, reason="Replaced.", by=make_reviewer(now), at=now)
    assert product_delta(learner, code, now.date()) is None
    (record,) = product_records_of([learner.pk])[learner.pk]
    assert (record.module_code, record.reviewed) == (code, True)


def test_a_version_retires_for_a_reason_and_once(approved, now):
    with pytest.raises(ValueError, match="reason"):
        retire_version(version=approved, reason=" ", at=now)
    retire_version(version=approved, reason="Harm.", at=now)
    with pytest.raises(VersionStateError):
        retire_version(version=approved, reason="Harm.", at=now)


def test_managers_hear_of_every_step_and_no_reviewers_name(now, run_jobs):
    version = make_submitted()
    first, second = (make_reviewer(now, last_name="Secretname") for _ in range(2))
    live(approve(version, now, first, second), now)
    retire_version(version=version, reason="The label changed.", by=first, at=now)
    run_jobs()
    manager = PartnerMembership.objects.get(partner=version.add_on.partner).user
    subjects = [each.subject.split(":")[0] for each in mail.outbox if each.to == [manager.email]]
    assert subjects == ["Approved", "Live", "Retired"]
    assert not any("Secretname" in each.body + str(each.alternatives) for each in mail.outbox)


def test_a_day_is_a_day_of_the_calendar(approved, now):
    with pytest.raises(PublishDayError):
        plan_publication(version=approved, on=date(2020, 1, 1), by=make_reviewer(now), at=now)
