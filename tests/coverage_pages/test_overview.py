"""The overview of a centre: unconfirmed, empty, at work."""

import pytest

from credentials.models import CoverRule, EvidencePack
from curriculum.models import Observation
from passport.people.models import Invitation, JoinRequest
from tests.centre_factories import noon
from tests.coverage.rows import make_task
from tests.coverage_pages.conftest import queries_of
from tests.factories import EPOCH, complete, make_learner

pytestmark = pytest.mark.django_db
PAGE = "dashboard:centre"


def text_of(desk):
    """The page with blanks made one."""
    return " ".join(desk.get(PAGE).text.split())


def invite(desk, email):
    return Invitation.objects.create(
        centre=desk.centre,
        kind="mail",
        token_hash=email,
        email=email,
        invited_by=desk.lead.user,
        invited_at=EPOCH,
        expires_at=noon("2026-12-01"),
    )


def test_an_unconfirmed_centre_says_what_is_possible_meanwhile(desk, person):
    person("Anna")
    desk.centre.confirmed_at = None
    desk.centre.save()
    page = text_of(desk)
    assert "Your centre is waiting to be confirmed" in page
    assert "What you can do meanwhile" in page
    assert "OfAnna" not in page
    assert "Open coverage" not in page


def test_a_quality_manager_alone_gets_the_first_steps(desk, programme):
    invite(desk, "anna@example.org")
    page = text_of(desk)
    assert "Invite your first colleagues" in page
    assert "1 invitation waits for an answer." in page
    assert page.count('class="button"') == 1
    assert f'<a class="button" href="{desk.path("people:invite")}">' in page


def test_areas_dates_and_covers_are_told(desk, programme, person):
    for name, on in (("Anna", "2025-12-15"), ("Berta", "2026-06-01")):
        nurse = person(name)
        for code in ("COR-01", "COR-02", "NUR-01"):
            complete(nurse, code, at=noon(on))
    person("Cyril")
    CoverRule.objects.create(centre=desk.centre, role="NUR", minimum=3)
    page = text_of(desk)
    assert "4 people, counted 21 November 2026, 10:00" in page
    assert "2 of 4 have everything in force" in page
    assert "2 of 3 have everything in force" in page
    assert "within 30 days" in page
    assert "Does not hold: 2 may take part, at least 3 are wanted." in page
    assert f'<a class="button" href="{desk.path("credentials:coverage")}">Open coverage' in page


def test_what_waits_is_named(desk, programme, person):
    anna, berta = person("Anna"), person("Berta")
    invite(desk, "cyril@example.org")
    JoinRequest.objects.create(
        centre=desk.centre,
        professional=make_learner(),
        invitation=invite(desk, "dana@example.org"),
        asked_at=EPOCH,
    )
    task = make_task()
    for learner, signed in ((anna, None), (berta, noon("2026-11-20"))):
        Observation.objects.create(
            task=task,
            version="1.0",
            steps=[],
            learner=learner,
            centre=desk.centre,
            assessor=desk.lead,
            opened_at=noon("2026-11-19"),
            signed_at=signed,
            received_at=signed,
        )
    page = text_of(desk)
    assert "1 person asks to join" in page
    assert "2 invitations are open" in page
    waiting = page[page.index("<h2>Waiting</h2>") : page.index("<h2>Coverage</h2>")]
    assert "Anna OfAnna</a>: Task ice-score, waits for the assessor's sign-off" in waiting
    assert "Berta OfBerta</a>: Task ice-score, signed, the colleague has to confirm" in waiting
    anna.memberships.update(ends_on="2026-11-20")
    assert "OfAnna" not in text_of(desk)


def test_the_latest_packs_are_listed(desk, programme, person):
    person("Anna")
    assert "None was made yet." in text_of(desk)
    pack = EvidencePack.objects.create(
        centre=desk.centre,
        kind="inspection",
        framework=programme,
        status_on="2026-11-01",
        asked_by=desk.lead.user,
        asked_at=EPOCH,
    )
    page = text_of(desk)
    assert desk.path("credentials:pack", pack.public_id) in page
    assert "status on 1 November 2026" in page
    assert "being made" in page


def test_without_any_framework_the_page_stands(desk, person):
    person("Anna")
    assert "Nothing is asked of the roles that your people hold." in text_of(desk)


def test_another_centre_is_not_there(desk, other_desk):
    assert desk.client.get(other_desk.path(PAGE)).status_code == 404
    other_desk.centre.confirmed_at = None
    other_desk.centre.save()
    assert desk.client.get(other_desk.path(PAGE)).status_code == 404


def test_one_page_costs_the_same_for_one_and_for_many(desk, programme, person):
    person("Anna")
    CoverRule.objects.create(centre=desk.centre, role="NUR", minimum=1)
    one = queries_of(desk, PAGE)
    for name in ("Berta", "Cyril"):
        complete(person(name), "COR-01")
        CoverRule.objects.create(
            centre=desk.centre,
            role="PHY",
            minimum=1,
            shift={"Berta": "day", "Cyril": "night"}[name],
        )
    assert queries_of(desk, PAGE) == one
