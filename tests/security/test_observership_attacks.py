"""What somebody tries who wants more of an observership than is theirs (F1, F2, F4, G5)."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse

from observership.domain.codes import Side
from observership.domain.committee import Tie
from observership.models import (
    CommitteeReview,
    GuestLink,
    HostPreference,
    Match,
    PlacementEvent,
)
from observership.queries.committee import tie_between
from observership.queries.placement_people import host_people
from observership.services.answers import SideError, accept_match
from passport.people.models import Centre, CentreMembership
from tests.credentials.conftest import clock  # noqa: F401 - fixture
from tests.factories import make_learner
from tests.observership_factories import (
    at,
    make_application,
    make_call,
    make_opening,
    make_trainee,
    make_window,
)
from tests.people.sign_in import add_app, strong_sign_in
from tests.security.observership_rows import before as lettered
from tests.security.observership_world import VisitWorld
from tests.security.test_observerships_apart import (  # noqa: F401 - fixtures
    ENTERS,
    SENT,
    asked,
    boss,
    browser,
    mine,
    owners,
    owners_values,
    private,
    short,
    worlds,
)
from tests.security.test_reading_changes_nothing import every_row

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BEFORE_THE_WINDOW = at("2026-03-02")
# A mentor who left the host still answers and ends the mentoring.
MENTORING = {"mentor", "agree_mentor", "end_mentor"}


def _staff(world: VisitWorld) -> None:
    world.supervisor.memberships.update(kind="staff")


def _ended(world: VisitWorld) -> None:
    world.supervisor.memberships.update(ends_on=world.at.date() - DAY)


def _future(world: VisitWorld) -> None:
    world.supervisor.memberships.update(starts_on=world.at.date() + DAY)


def _unconfirmed(world: VisitWorld) -> None:
    Centre.objects.filter(pk=world.centre.pk).update(confirmed_at=None)


@pytest.mark.parametrize("become", [_staff, _ended, _future, _unconfirmed])
def test_a_supervisor_is_one_as_long_as_the_membership_lasts(mine, become):  # noqa: F811
    become(mine)
    client, before, wrong = browser(mine.supervisor), every_row(), {}
    for route in private():
        if "H" in ENTERS[short(route)] and short(route) not in MENTORING:
            for method in ("get", "post"):
                address = route.address(owners_values(mine, short(route)))
                found = asked(client, method, address, **SENT.get(short(route), {}))
                if found.status not in {404, 405}:
                    wrong[f"{method} {short(route)}"] = found.status
    assert wrong == {}
    assert every_row() == before
    page = client.get(reverse("observership:supervising")).text
    assert f"{mine.marker} Own" not in page


def test_a_supervisor_who_left_has_no_visits_in_the_calendar_and_no_mail(mine):  # noqa: F811
    GuestLink.objects.filter(purpose="calendar").update(person=mine.supervisor)
    address = reverse("observership:calendar", args=[mine.values["token"]])
    assert "BEGIN:VEVENT" in Client().get(address).text
    assert host_people(mine.placement, mine.at.date()) == [mine.supervisor]
    _ended(mine)
    assert "BEGIN:VEVENT" not in Client().get(address).text
    assert host_people(mine.placement, mine.at.date()) == [mine.lead]


def test_a_mailed_code_opens_neither_office_nor_committee_nor_desk(mine, boss):  # noqa: F811
    for person in (boss, mine.reader, mine.supervisor.user):
        client = Client()
        client.force_login(person)
        for route in private():
            if route.pattern.startswith(("placements/", "committee/", "centre/")):
                for method in ("get", "post"):
                    found = asked(client, method, route.address(mine.values))
                    assert found.to.startswith("/accounts/"), short(route)


def test_a_mailed_code_opens_no_placement_of_somebody_else(mine, boss):  # noqa: F811
    for person in (boss, mine.lead.user, mine.supervisor.user):
        client = Client()
        client.force_login(person)
        before = every_row()
        for route in private():
            if route.pattern.startswith("observership/placements/"):
                address = route.address(owners_values(mine, short(route)))
                for method in ("get", "post"):
                    found = asked(client, method, address, **SENT.get(short(route), {}))
                    assert found.to.startswith("/accounts/"), f"{method} {short(route)}"
        places = client.get(reverse("observership:supervising"))
        assert mine.marker not in places.text
        assert every_row() == before


def test_a_mailed_code_opens_the_own_placement(mine):  # noqa: F811
    client = Client()
    client.force_login(mine.trainee.user)
    for route in private():
        name = short(route)
        if route.pattern.startswith("observership/placements/") and "T" in ENTERS[name]:
            values = {**owners_values(mine, name), "placement_id": mine.placement.public_id}
            address = route.address(values)
            assert not asked(client, "get", address).to.startswith("/accounts/"), name


def test_a_code_of_an_app_opens_the_placement_that_was_asked_for(mine):  # noqa: F811
    user = mine.supervisor.user
    add_app(user)
    client, address = Client(), reverse("observership:placement", args=[mine.placement.public_id])
    client.force_login(user)
    assert client.get(address)["Location"] == (
        f"/accounts/2fa/reauthenticate/?{urlencode({'next': address})}"
    )
    assert strong_sign_in(Client(), user).get(address).status_code == 200


def test_nobody_answers_for_the_host_about_themselves(mine, now):  # noqa: F811
    trainee = mine.matches["proposed"].application.trainee
    CentreMembership.objects.create(
        professional=trainee, centre=mine.centre, kind="lead", starts_on=now.date() - DAY
    )
    match, client = mine.matches["proposed"], browser(trainee)
    for name in ("host_match", "host_match_accept", "host_match_decline", "host_match_days"):
        address = reverse(f"observership:{name}", args=[mine.centre.public_id, match.public_id])
        assert {asked(client, method, address).status for method in ("get", "post")} <= {404, 405}
    accept_match(match=match, side=Side.TRAINEE, by=trainee.user, at=now)
    with pytest.raises(SideError):
        accept_match(match=match, side=Side.HOST, by=trainee.user, at=now)
    assert Match.objects.get(pk=match.pk).state == "proposed"


def test_who_applies_in_a_call_coordinates_nothing_of_it(mine, boss):  # noqa: F811
    applied = make_application(mine.call, "draft", trainee=make_learner(boss))
    client, before = browser(boss), every_row()
    values = {**mine.values, "application_id": applied.public_id}
    found = {
        f"{method} {short(route)}": status
        for route in private()
        if "<slug:key>" in route.pattern
        for method in ("get", "post")
        if (status := asked(client, method, route.address(values)).status) not in {403, 405}
    }
    assert found == {}
    assert every_row() == before


def test_who_applies_in_a_call_reads_no_other_applicant_as_a_host(now, clock):  # noqa: F811
    clock.at = BEFORE_THE_WINDOW
    call = make_call()
    opening = make_opening()
    make_window(call, opening)
    other = make_application(call, "eligible")
    desk = reverse("observership:host_applicants", args=[opening.centre.public_id])
    args = (opening.centre.public_id, opening.public_id, other.public_id)
    page, client = reverse("observership:host_applicant", args=args), browser(opening.supervisor)
    assert other.number in client.get(desk).text
    make_application(call, "draft", trainee=opening.supervisor)
    assert other.number not in client.get(desk).text
    assert client.post(page, {"word": "no", "reason": "No"}).status_code == 404
    assert HostPreference.objects.count() == 0


def test_who_wrote_the_letter_of_support_does_not_read_the_application(mine):  # noqa: F811
    review = mine.idle_reader
    applied = make_application(mine.call, "eligible")
    on = mine.at.date()
    assert tie_between(review, applied, on) is None
    letter = lettered("Hidden", applied, mine.at)
    letter.head_email = review.email.upper()
    letter.save()
    assert tie_between(review, applied, on) is Tie.LETTER


def test_who_reads_for_the_committee_says_no_word_as_a_host(now, clock):  # noqa: F811
    clock.at = BEFORE_THE_WINDOW
    call, opening = make_call(), make_opening()
    make_window(call, opening)
    applied = make_application(call, "eligible")
    args = (opening.centre.public_id, opening.public_id, applied.public_id)
    page, client = reverse("observership:host_applicant", args=args), browser(opening.supervisor)
    CommitteeReview.objects.create(
        application=applied, reviewer=opening.supervisor.user, assigned_at=now
    )
    assert client.post(page, {"word": "especially"}).status_code == 422
    assert HostPreference.objects.count() == 0


def test_a_host_reads_neither_name_nor_address_before_an_offer(now, clock):  # noqa: F811
    clock.at = BEFORE_THE_WINDOW
    call, opening = make_call(), make_opening()
    make_window(call, opening)
    trainee = make_trainee(first_name="Hidden", last_name="Person", email="h.person@example.org")
    sections = {
        "me": {"motivation": "Hidden words", "position": "Hidden post"},
        "letter": {"head_name": "Hidden head", "head_email": "hidden@example.org"},
    }
    made = make_application(call, "eligible", trainee=trainee, sections=sections)
    lettered("Hidden", made, now)
    client, centre = browser(opening.supervisor), opening.centre.public_id
    pages = [
        client.get(reverse("observership:host_applicants", args=[centre])).text,
        client.get(
            reverse("observership:host_applicant", args=[centre, opening.public_id, made.public_id])
        ).text,
    ]
    for page in pages:
        assert made.number in page
        assert [word for word in ("Hidden", "idden@", "h.person", "Person") if word in page] == []


def test_a_match_that_came_to_nothing_has_no_name_for_the_host(mine):  # noqa: F811
    client = browser(mine.supervisor)
    for state, match in mine.matches.items():
        trainee = match.application.trainee
        address = reverse("observership:host_match", args=[mine.centre.public_id, match.public_id])
        page = client.get(address).text
        shown = [word for word in (str(trainee.user), trainee.user.email) if word in page] + [
            word for word in (match.application.centre_name + ", ",) if word in page
        ]
        assert bool(shown) == (state == "proposed"), state
        assert match.application.number in page


def test_reasons_name_no_other_applicant(mine):  # noqa: F811
    match = mine.matches["proposed"]
    trainee, own = match.application.trainee, match.application.number
    others = [
        each.number
        for each in mine.call.applications.exclude(pk=match.application_id)
        if each.number and each.number not in own
    ]
    host = [mine.centre.public_id, match.public_id]
    pages = [
        browser(trainee).get(reverse("observership:offer", args=[match.public_id])),
        browser(trainee).get(reverse("observership:reasons", args=[match.application.public_id])),
        browser(mine.supervisor).get(reverse("observership:host_match", args=host)),
    ]
    assert len(others) > 5
    for page in pages:
        assert page.status_code == 200
        assert [number for number in others if number in page.text] == []


def test_an_incident_is_read_by_coordinators_and_its_writer_alone(mine, boss):  # noqa: F811
    PlacementEvent.objects.create(
        placement=mine.placement, kind="incident", side="host", note="Said in confidence.",
        by=mine.supervisor.user, at=mine.at, facts={"incident": "conduct"},
    )  # fmt: skip
    address = reverse("observership:placement", args=[mine.placement.public_id])
    client = owners(mine, boss)
    reads = {
        part: "Said in confidence." in client(part, "placement").get(address).text
        for part in "THQC"
    }
    assert reads == {"T": False, "H": True, "Q": False, "C": True}
