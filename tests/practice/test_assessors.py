"""Naming assessors, ending that, and taking a sign-off back."""

from datetime import date, timedelta

import pytest

from curriculum.models import AssessorEndorsement, SignOffAnnulment
from curriculum.queries.assessing import is_endorsed
from curriculum.services.assessors import (
    AlreadyNamedError,
    AnnulledBeforeError,
    EndedBeforeError,
    OwnSignOffError,
    annul_sign_off,
    end_assessor,
    name_assessor,
)
from passport.audit.models import AuditEntry
from passport.notices.models import Notice
from passport.people.queries.centres import member_of
from passport.people.services.memberships import leave_centre
from tests.centre_factories import join
from tests.practice.conftest import make_task

pytestmark = pytest.mark.django_db
ZONE = "Europe/Brussels"


@pytest.fixture
def name(ward, now):
    """Quinn names somebody."""

    def run(who, task=None, at=now):
        on = at.date()
        member = member_of(ward.centre, who.public_id, on)
        return name_assessor(
            centre=ward.centre, member=member, task=task, by=ward.quinn.user, at=at, on=on
        )

    return run


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))


def test_a_lead_names_a_member_and_the_trail_says_so(ward, name, now):
    endorsement = name(ward.jana, ward.task)
    assert (endorsement.assessor, endorsement.task, endorsement.starts_on) == (
        ward.jana,
        ward.task,
        date(2026, 11, 21),
    )
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.actor_id) == ("assessor_named", ward.quinn.user.public_id)
    assert entry.details == {
        "centre": str(ward.centre.public_id),
        "assessor": str(ward.jana.public_id),
        "task": "ice-score",
    }


def test_a_lead_may_name_themselves(ward, name):
    assert name(ward.quinn).assessor == ward.quinn


def test_nobody_is_named_twice_for_the_same(ward, name):
    name(ward.jana, ward.task)
    with pytest.raises(AlreadyNamedError):
        name(ward.jana, ward.task)
    with pytest.raises(AlreadyNamedError):
        name(ward.ana, ward.task)  # who may assess all tasks
    assert name(ward.jana, make_task("thaw")).task.key == "thaw"
    assert name(ward.jana).task is None


def test_ending_leaves_today_as_the_last_day(ward, now):
    endorsement = AssessorEndorsement.objects.get()
    ended = end_assessor(endorsement=endorsement, by=ward.quinn.user, at=now, on=date(2026, 11, 21))
    assert ended.ends_on == date(2026, 11, 21)
    with pytest.raises(EndedBeforeError):
        end_assessor(endorsement=endorsement, by=ward.quinn.user, at=now, on=date(2026, 11, 22))
    assert actions() == ["assessor_ended"]


def test_who_was_ended_may_be_named_again(ward, name, now):
    endorsement = AssessorEndorsement.objects.get()
    end_assessor(endorsement=endorsement, by=ward.quinn.user, at=now, on=now.date())
    assert name(ward.ana, at=now + timedelta(days=1)).ends_on is None


def annul(sign_off, by, at):
    return annul_sign_off(sign_off=sign_off, reason=" Wrong person ", by=by, at=at, zone=ZONE)


def test_a_sign_off_is_taken_back_with_a_reason_that_the_learner_hears(ward, now, heard, run_jobs):
    sign_off = ward.sign_off(now)
    mark = ward.centre.mark
    run_jobs()
    heard.clear()
    annulment = annul(sign_off, ward.quinn.user, now)
    assert (annulment.reason, annulment.annulled_at) == ("Wrong person", now)
    notice = Notice.objects.get(kind="observation_annulled")
    assert (notice.recipient, notice.context["reason"]) == (ward.jana.user.email, "Wrong person")
    assert actions() == ["sign_off_annulled"]
    run_jobs()
    assert heard == [ward.jana.pk]
    ward.centre.refresh_from_db()
    assert ward.centre.mark == mark + 1


def test_nobody_takes_the_own_sign_off_back(ward, now):
    sign_off = ward.sign_off(now, learner=ward.quinn)
    with pytest.raises(OwnSignOffError):
        annul(sign_off, ward.quinn.user, now)
    assert not SignOffAnnulment.objects.exists()


def test_a_sign_off_is_taken_back_once(ward, now):
    sign_off = ward.sign_off(now)
    annul(sign_off, ward.quinn.user, now)
    with pytest.raises(AnnulledBeforeError):
        annul(sign_off, ward.quinn.user, now)


def test_who_left_and_comes_back_assesses_nothing_until_named_again(ward, now):
    on = now.date()
    assert is_endorsed(ward.ana.pk, ward.centre, ward.task.pk, on)
    leave_centre(centre=ward.centre, professional=ward.ana, at=now)
    assert not is_endorsed(ward.ana.pk, ward.centre, ward.task.pk, on)
    join(ward.centre, ward.ana, on=on)
    assert not is_endorsed(ward.ana.pk, ward.centre, ward.task.pk, on)
    name_again = member_of(ward.centre, ward.ana.public_id, on)
    name_assessor(
        centre=ward.centre, member=name_again, task=None, by=ward.quinn.user, at=now, on=on
    )
    assert is_endorsed(ward.ana.pk, ward.centre, ward.task.pk, on)
