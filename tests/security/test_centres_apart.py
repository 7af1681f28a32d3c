"""What belongs to another centre does not exist, at any address and by any method (E1, F1, F2)."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from passport.people.models import Centre, CentreMembership
from tests.centre_factories import make_framework
from tests.credentials.conftest import clock, key_dir  # noqa: F401 - fixtures
from tests.people.sign_in import strong_sign_in
from tests.security.centre_world import CentreWorld, end_membership, furnished
from tests.security.routes import Route, site_routes
from tests.security.test_reading_changes_nothing import every_row

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
A, B = "Alphaville", "Betatown"
# Every address of a centre, and what its quality manager gets by reading and by an empty form.
OWNERS = {
    "credentials:coverage": (200, 405),
    "credentials:coverage_people": (200, 405),
    "credentials:team": (200, 405),
    "credentials:forecast": (200, 405),
    "credentials:gaps": (200, 422),
    "credentials:attest_many": (200, 422),
    "credentials:person": (200, 405),
    "credentials:attest": (200, 422),
    "credentials:withdraw_attestation": (200, 422),
    "credentials:local_requirements": (200, 422),
    "credentials:end_local_requirement": (200, 422),
    "credentials:cover_rules": (200, 422),
    "credentials:cover_rule": (200, 422),
    "credentials:remove_cover_rule": (405, 302),
    "credentials:reminders": (200, 302),
    "credentials:reminder": (200, 405),
    "credentials:cancel_reminder": (405, 302),
    "credentials:packs": (200, 422),
    "credentials:pack": (200, 405),
    "credentials:pack_again": (405, 302),
    "credentials:pack_retry": (405, 302),
    "credentials:pack_file": (405, 200),
    "credentials:pack_links": (405, 422),
    "credentials:close_pack_link": (405, 302),
    "curriculum:assessors": (200, 405),
    "curriculum:add_assessor": (200, 200),
    "curriculum:end_assessor": (405, 302),
    "curriculum:annul_sign_off": (200, 422),
    "curriculum:centre_savings": (200, 405),
    "people:leave_centre": (405, 302),
    "people:members": (200, 405),
    "people:leavers": (200, 405),
    "people:membership": (200, 422),
    "people:invite": (200, 422),
    "people:invitations": (200, 405),
    "people:withdraw_invitation": (405, 302),
    "people:resend_invitation": (405, 302),
    "people:requests": (200, 405),
    "people:decide_request": (405, 302),
    "people:poster": (200, 302),
    "people:poster_pdf": (404, 405),
    "people:roster": (200, 422),
    "people:roster_csv": (200, 405),
    "people:roster_xlsx": (200, 405),
    "people:roster_preview": (200, 405),
    "people:apply_roster": (405, 302),
    "people:undo_roster": (405, 302),
    "dashboard:centre": (200, 405),
}


class UndoneError(Exception):
    """Takes back what a request did."""


def centre_routes() -> list[Route]:
    """The desk of visitors, which supervisors enter too, has a matrix of its own."""
    return [
        route
        for route in site_routes()
        if "centre_id" in route.pattern and not route.name.startswith("observership:")
    ]


@pytest.fixture
def worlds(key_dir, clock, run_jobs) -> tuple[CentreWorld, CentreWorld]:  # noqa: F811
    framework = make_framework("test-standard", {"care.fever": {}})
    return tuple(furnished(marker, framework, clock(), run_jobs) for marker in (A, B))


def browser_of(professional) -> Client:
    return strong_sign_in(Client(), professional.user)


def status_of(client: Client, method: str, address: str) -> tuple[int, str]:
    """Status and body of an answer, all of it undone afterwards."""
    found = (0, "")
    with suppress(UndoneError), transaction.atomic():
        data = {"sent": "1"} if method == "post" else {}
        response = getattr(client, method)(address, data)
        body = b"".join(response) if response.streaming else response.content
        found = (response.status_code, body.decode(errors="ignore"))
        raise UndoneError
    return found


def foreign(mine: CentreWorld, other: CentreWorld) -> Iterator[tuple[str, dict[str, object]]]:
    """Ids of the other centre in place of ours: all of them, and each one alone."""
    yield "everything of the other centre", other.values
    for key, value in other.values.items():
        if key not in {"centre_id", "name"}:
            yield key, {**mine.values, key: value}


def test_every_address_of_a_centre_stands_in_the_matrix():
    assert {route.name for route in centre_routes()} == set(OWNERS)


def test_the_quality_manager_gets_an_answer(worlds):
    mine = worlds[0]
    client = browser_of(mine.lead)
    found = {
        route.name: tuple(
            status_of(client, method, route.address(mine.values))[0] for method in ("get", "post")
        )
        for route in centre_routes()
    }
    assert found == OWNERS


def test_another_centres_things_are_not_there_by_any_method(worlds):
    mine, other = worlds
    client, before, wrong = browser_of(mine.lead), every_row(), {}
    for what, values in foreign(mine, other):
        for route in centre_routes():
            if what in mine.values and what not in route.pattern:
                continue
            for method in METHODS:
                status, body = status_of(client, method, route.address(values))
                if status not in {404, 405} or other.marker in body:
                    wrong[f"{method} {route.name} with {what}"] = status
    assert wrong == {}
    assert every_row() == before


def test_each_foreign_address_says_not_found_and_not_only_not_this_way(worlds):
    mine, other = worlds
    client = browser_of(mine.lead)
    silent = [
        route.name
        for route in centre_routes()
        if 404
        not in {
            status_of(client, method, route.address(other.values))[0] for method in ("get", "post")
        }
    ]
    assert silent == []


def _staff(mine: CentreWorld) -> None:
    """The lead is an ordinary member now."""
    CentreMembership.objects.filter(professional=mine.lead).update(kind="staff")


def _former(mine: CentreWorld) -> None:
    end_membership(mine.lead, CentreMembership.objects.first().starts_on)


def _future(mine: CentreWorld) -> None:
    rows = CentreMembership.objects.filter(professional=mine.lead)
    rows.update(starts_on=mine.pack.status_on + timedelta(days=1))


@pytest.mark.parametrize("become", [_staff, _former, _future])
def test_only_todays_quality_manager_is_let_in(worlds, become):
    mine = worlds[0]
    become(mine)
    client, before = browser_of(mine.lead), every_row()
    found = {
        f"{method} {route.name}": status
        for route in centre_routes()
        if route.name != "people:leave_centre"
        for method in METHODS
        if (status := status_of(client, method, route.address(mine.values))[0]) not in {404, 405}
    }
    assert found == {}
    assert every_row() == before


def test_colleagues_and_visitors_are_not_let_in(worlds):
    mine = worlds[0]
    for client, allowed in ((browser_of(mine.nurse), {404, 405}), (Client(), {302, 405})):
        found = {
            route.name: status
            for route in centre_routes()
            if route.name != "people:leave_centre"
            and (status := status_of(client, "get", route.address(mine.values))[0]) not in allowed
        }
        assert found == {}


def test_a_centre_that_was_not_confirmed_sees_nobody(worlds):
    mine = worlds[0]
    Centre.objects.filter(pk=mine.centre.pk).update(confirmed_at=None)
    client, seen = browser_of(mine.lead), []
    names = (mine.nurse.user.last_name, mine.assessor.user.last_name, "Reader")
    for route in centre_routes():
        body = client.get(route.address(mine.values), follow=True).content.decode(errors="ignore")
        if any(f"{mine.marker} {name}" in body for name in names):
            seen.append(route.name)
    assert seen == []


def test_an_assessors_page_is_closed_to_the_other_centre(worlds):
    mine, other = worlds
    routes = [route for route in site_routes() if "observation_id" in route.pattern]
    assert len(routes) == 4
    clients = [browser_of(each) for each in (mine.assessor, mine.lead, mine.nurse)]
    before = every_row()
    for client in clients:
        found = {
            f"{method} {route.name}": status
            for route in routes
            for method in METHODS
            if (status := status_of(client, method, route.address(other.values))[0])
            not in {404, 405}
        }
        assert found == {}
    assert every_row() == before


def test_the_exported_files_hold_nothing_of_the_other_centre(worlds):
    mine, other = worlds
    client = browser_of(mine.lead)
    for entry in mine.pack.record.files:
        address = (
            f"/centre/{mine.centre.public_id}/packs/{mine.pack.public_id}/files/{entry['name']}"
        )
        status, body = status_of(client, "post", address)
        assert status == 200
        assert other.marker not in body


def test_no_form_of_a_centre_is_taken_without_its_token(worlds):
    mine = worlds[0]
    client = Client(enforce_csrf_checks=True)
    strong_sign_in(client, mine.lead.user)
    taken = {
        route.name: status
        for route in centre_routes()
        if (status := client.post(route.address(mine.values), {"sent": "1"}).status_code) != 403
    }
    assert taken == {}


def test_reading_every_page_of_a_centre_changes_no_row(worlds):
    mine = worlds[0]
    client = browser_of(mine.lead)
    before = every_row()
    for route in centre_routes():
        client.get(route.address(mine.values))
        client.head(route.address(mine.values))
    after = every_row()
    assert {name for name in before if before[name] != after[name]} == set()
