"""Memberships of partners are dated, and the portal opens to those of today alone."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.http import HttpRequest, HttpResponse

from passport.people.models import Partner
from passport.people.queries.partners import (
    has_portal,
    is_manager,
    membership_of,
    partner_of,
    partners_of,
    was_member_since,
)
from passport.people.views.partner_access import partner_member
from tests.factories import make_learner, make_user
from tests.partners.conftest import browser_of
from tests.people.sign_in import make_confirmed_user, sign_in_by_mail
from tests.product_factories import make_partner, make_partner_member

pytestmark = pytest.mark.django_db
PEOPLE = "/partner/{}/people/"
DAY = timedelta(days=1)


def member(on, **days):
    """A partner and somebody whose membership is moved by whole days from `on`."""
    moved = {key: on + value * DAY for key, value in days.items() if isinstance(value, int)}
    partner = make_partner()
    return partner, make_partner_member(partner, **{**days, **moved})


def test_the_last_day_of_a_membership_is_inclusive(now):
    on = now.date()
    for days, held in (
        ({"starts_on": 0}, True),
        ({"starts_on": -9, "ends_on": 0}, True),
        ({"starts_on": -9, "ends_on": -1}, False),
        ({"starts_on": 1}, False),
        ({"starts_on": 0, "ends_on": 0, "cancelled_at": now}, False),
    ):
        partner, user = member(on, **days)
        found = membership_of(user, partner, on)
        assert (found is not None, partner_of(user, partner.public_id, on)) == (
            held, partner if held else None,
        ), days  # fmt: skip
        assert list(partners_of(user, on)) == ([partner] if held else [])
        assert is_manager(user, partner, on) is held
        client = browser_of(user)
        expected = 200 if held else 404
        assert client.get(PEOPLE.format(partner.public_id)).status_code == expected, days


def test_an_editor_is_no_manager(portal, editor, now):
    assert is_manager(portal.manager, portal.partner, now.date())
    assert not is_manager(editor, portal.partner, now.date())


def test_independence_remembers_everybody_who_ever_looked_in(now):
    on, since = now.date(), now.date() - 30 * DAY
    for days, counted in (
        ({"starts_on": -90}, True),
        ({"starts_on": -90, "ends_on": -30}, True),
        ({"starts_on": -90, "ends_on": -31}, False),
        ({"starts_on": -3, "ends_on": -3, "cancelled_at": now}, True),
        ({"starts_on": 5}, True),
    ):
        partner, user = member(on, **days)
        assert was_member_since(user, partner, since) is counted, days
    assert not was_member_since(make_user(), partner, since)
    assert not was_member_since(user, make_partner(), since)


def test_unknown_and_foreign_partners_do_not_exist(portal):
    for partner_id in (uuid4(), make_partner().public_id):
        assert portal.client.get(PEOPLE.format(partner_id)).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client, portal):
    path = PEOPLE.format(portal.partner.public_id)
    assert client.get(path)["Location"] == f"/accounts/login/?next={path}"


def test_a_mailed_code_opens_no_portal(client):
    user = make_confirmed_user()
    partner = make_partner()
    make_partner_member(partner, user=user)
    sign_in_by_mail(client, user)
    for path in ("/partner/", PEOPLE.format(partner.public_id), "/review/"):
        assert client.get(path)["Location"] == "/accounts/2fa/"


def view(request: HttpRequest, partner: Partner) -> HttpResponse:
    return HttpResponse(partner.name)


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_decorator_works_with_and_without_brackets(rf, portal, editor, method):
    request = getattr(rf, method)("/")
    found = {}
    for who in (portal.manager, editor):
        request.user = who
        for name, guard in (
            ("plain", partner_member),
            ("called", partner_member()),
            ("manager", partner_member(manager=True)),
        ):
            answer = guard(view)(request, partner_id=portal.partner.public_id)
            found[who.first_name, name] = answer.status_code
    assert found == {
        ("Petra", "plain"): 200, ("Petra", "called"): 200, ("Petra", "manager"): 200,
        ("Emil", "plain"): 200, ("Emil", "called"): 200, ("Emil", "manager"): 403,
    }  # fmt: skip


# --- suspended ---


@pytest.fixture
def suspended(portal, now):
    portal.partner.suspended_at = now
    portal.partner.suspension_reason = "Its label is being looked at."
    portal.partner.save()
    return portal


def test_the_people_of_a_suspended_partner_read_and_are_told_why(suspended, settings):
    page = suspended.get("people").text
    for words in ("Suspended since 21 November 2026", "Its label is being looked at.",
                  settings.ISSUER["contact"]):  # fmt: skip
        assert words in page
    assert "Invite somebody" not in page
    assert "Leave now" not in page


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_for_a_suspended_partner(suspended, invited_rows, settings, method):
    before = invited_rows()
    for name, args in (
        ("invite", ()), ("leave", ()), ("people", ()),
        ("membership", (uuid4(),)), ("end", (uuid4(),)), ("withdraw", (uuid4(),)),
    ):  # fmt: skip
        data = {"email": "new@cells.example", "kind": "manager"} if method == "post" else {}
        answer = getattr(suspended.client, method)(suspended.path(name, *args), data)
        assert answer.status_code == 403, name
        assert settings.ISSUER["contact"] in answer.text
    assert invited_rows() == before


@pytest.fixture
def invited_rows(portal):
    def rows() -> list:
        partner = portal.partner
        return [list(partner.memberships.values()), list(partner.invitations.values())]

    return rows


# --- where it is linked ---


def links(client, path="/account/"):
    return 'href="/partner/"' in client.get(path).text


def test_the_portal_is_linked_for_members_and_nobody_else(portal, stranger, now):
    assert links(portal.client)
    assert not links(browser_of(stranger))
    portal.partner.memberships.update(ends_on=now.date() - DAY)
    assert not links(browser_of(portal.manager))


def test_the_link_costs_no_query(portal, django_assert_num_queries, stranger):
    paths = []
    for user in (stranger, portal.manager):
        client = browser_of(user)
        client.get("/partner/join/unknown/")
        with django_assert_num_queries(3) as counted:
            client.get("/partner/join/unknown/")
        paths.append([each["sql"][:40] for each in counted.captured_queries])
    assert paths[0] == paths[1]


def test_who_signs_in_without_a_plan_lands_at_the_portal(client):
    user = make_confirmed_user()
    assert sign_in_by_mail(client, user)["Location"] == "/welcome/"
    client.post("/accounts/logout/")
    make_partner_member(make_partner(), user=user)
    assert has_portal(user.pk)
    assert sign_in_by_mail(client, user)["Location"] == "/partner/"
    client.post("/accounts/logout/")
    make_learner(user)
    assert sign_in_by_mail(client, user)["Location"] == "/plan/"
