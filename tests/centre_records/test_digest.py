"""The weekly mail to quality managers: counts, no names, once, and only when it says something."""

from datetime import date, timedelta
from hashlib import sha256

import pytest

from credentials.services.cover_rules import Cover, add_cover_rule
from credentials.services.digest import Week, ask_digests, send_digest, week_of
from credentials.tasks import ask_digests as weekly
from curriculum.models import Observation
from passport.jobs.models import Job
from passport.people.models import Invitation, JoinRequest
from tests.centre_factories import join, make_centre, make_lead
from tests.coverage.rows import make_task
from tests.factories import complete, make_learner, make_programme

pytestmark = pytest.mark.django_db


def invite(desk, at, **fields):
    """An invitation; by mail and open unless said otherwise."""
    number = Invitation.objects.count()
    return Invitation.objects.create(
        centre=desk.centre,
        token_hash=sha256(str(number).encode()).hexdigest(),
        invited_by=desk.lead.user,
        invited_at=at,
        **{
            "kind": "mail",
            "email": f"new{number}@example.org",
            "expires_at": at + timedelta(days=7),
            **fields,
        },
    )


@pytest.fixture
def programme(db):
    """One core module and one of nurses."""
    return make_programme(core=("COR-01",), roles={"NUR": ("NUR-01",)})


@pytest.fixture
def busy(desk, nurse, programme, now):
    """Jana's stamps run out in 30 and 31 days; cover breaks with them; somebody waits."""
    complete(nurse, "COR-01", at=now.replace(year=2025, month=12, day=21))
    complete(nurse, "NUR-01", at=now.replace(year=2025, month=12, day=22))
    cover = Cover("NUR", None, "always", 2)
    add_cover_rule(centre=desk.centre, cover=cover, by=desk.lead.user, at=now)
    invite(desk, now)
    invite(desk, now, withdrawn_at=now)
    invite(desk, now - timedelta(days=8), expires_at=now - timedelta(days=1))
    poster = invite(desk, now, kind="poster", email="")
    asks = make_learner()
    JoinRequest.objects.create(
        centre=desk.centre, professional=asks, invitation=poster, asked_at=now
    )
    Observation.objects.create(
        task=make_task(),
        version="1.0",
        steps=[],
        learner=nurse,
        centre=desk.centre,
        assessor=join(desk.centre, kind="supervisor", roles=()),
        opened_at=now,
        signed_at=now,
        received_at=now,
    )
    return desk


def test_a_week_counts_people_shares_ends_and_what_waits(busy, now):
    week = week_of(busy.centre, now.date(), now)
    # Quentin and Jana are asked for the core module, Jana for that of nurses: two of three hold.
    assert week == Week(
        people=3,
        in_force=66,
        expiring_30=1,
        expiring_60=1,
        expiring_90=1,
        breaks=1,
        first_break="2026-11-21",
        invitations=1,
        requests=1,
        sign_offs=1,
    )


@pytest.mark.parametrize(
    ("on", "counts"),
    [
        (date(2026, 9, 21), (0, 0, 0)),
        (date(2026, 9, 22), (0, 0, 1)),
        (date(2026, 10, 22), (0, 1, 1)),
        (date(2026, 11, 20), (0, 1, 1)),
        (date(2026, 11, 21), (1, 1, 1)),
    ],
)
def test_days_are_counted_to_the_last_valid_day(busy, now, on, counts):
    week = week_of(busy.centre, on, now)
    assert (week.expiring_30, week.expiring_60, week.expiring_90) == counts


def test_every_quality_manager_gets_counts_and_one_link(busy, now, run_jobs, mailoutbox):
    second = make_lead(busy.centre)
    assert send_digest(centre_id=busy.centre.pk, at=now) == 2
    run_jobs()
    assert {mail.to[0] for mail in mailoutbox} == {"quentin@example.org", second.user.email}
    body = mailoutbox[0].body
    for text in (
        "Fictional Hospital, Sampletown, 21 November 2026",
        "4 people",
        "Something runs out within 30 days for 1, within 60 for 1, within 90 for 1",
        "1 minimum cover breaks within 60 days, on 21 November 2026",
        "1 invitation is open",
        "1 person asks to be listed",
        "1 observed task waits for its learner",
        f"https://passport.test/centre/{busy.centre.public_id}/",
    ):
        assert text in body
    assert mailoutbox[0].subject == "Your centre's week, 21 November 2026"
    for name in ("Jana", "Nováková", "jana@"):
        assert name not in body
        assert name not in mailoutbox[0].alternatives[0].content


def test_the_same_day_is_mailed_once(busy, now):
    assert send_digest(centre_id=busy.centre.pk, at=now) == 1
    assert send_digest(centre_id=busy.centre.pk, at=now + timedelta(hours=1)) == 0
    assert send_digest(centre_id=busy.centre.pk, at=now + timedelta(days=7)) == 1


def test_a_quiet_week_sends_nothing(desk, nurse, programme, now):
    complete(nurse, "COR-01", at=now)
    complete(nurse, "NUR-01", at=now)
    week = week_of(desk.centre, now.date(), now)
    assert not week.says_something
    assert send_digest(centre_id=desk.centre.pk, at=now) == 0


def test_a_centre_without_confirmation_or_standards_gets_none(busy, other_desk, now):
    busy.centre.confirmed_at = None
    busy.centre.save()
    assert send_digest(centre_id=busy.centre.pk, at=now) == 0


def test_before_the_programme_is_loaded_nothing_is_sent(desk, nurse, now):
    assert week_of(desk.centre, now.date(), now) is None
    assert send_digest(centre_id=desk.centre.pk, at=now) == 0


def test_one_centres_people_are_not_in_anothers_counts(busy, other_desk, now):
    week = week_of(other_desk.centre, now.date(), now)
    assert (week.people, week.expiring_30, week.invitations, week.sign_offs) == (1, 0, 0, 0)


def test_the_schedule_rings_one_job_for_each_confirmed_centre(desk, now):
    make_centre()
    make_centre(confirmed_at=None)
    assert ask_digests(at=now) == 2
    weekly()
    assert Job.objects.filter(kind="digest_asked").count() == 4


def test_the_job_sends_it(busy, run_jobs, mailoutbox):
    weekly()
    run_jobs()
    assert [mail.to for mail in mailoutbox] == [["quentin@example.org"]]
