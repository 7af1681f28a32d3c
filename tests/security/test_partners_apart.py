"""What belongs to another partner does not exist, at any address and by any method (E1)."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client

from tests.credentials.conftest import clock  # noqa: F401 - a fixture
from tests.factories import make_user
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_product_programme
from tests.security.partner_world import PartnerWorld, end_partner_memberships, furnished
from tests.security.routes import Route, site_routes
from tests.security.test_reading_changes_nothing import every_row

pytestmark = pytest.mark.django_db
METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
A, B = "Alphacorp", "Betapharm"
PORTAL, REVIEW = "partner/", "review/"
DAY = timedelta(days=1)
# Every address of portal and review, and what gets by reading and by an empty form who works
# there: the partner's manager at /partner/, a product reviewer at /review/.
OWNERS = {
    "curriculum:support_doctor": (404, 405),
    "people:partners": (302, 405),
    "people:partner_join": (404, 404),
    "people:partner_leave": (405, 302),
    "people:partner_people": (200, 405),
    "people:partner_invite": (200, 422),
    "people:partner_withdraw": (405, 302),
    "people:partner_resend": (405, 302),
    "people:partner_membership": (200, 422),
    "people:partner_end": (405, 302),
    "curriculum:partner_rules": (200, 405),
    "curriculum:partner_rule_new": (200, 422),
    "curriculum:partner_rule": (200, 405),
    "curriculum:partner_label_changes": (200, 405),
    "curriculum:partner_label_change_new": (200, 422),
    "curriculum:partner_numbers": (200, 405),
    "curriculum:partner_numbers_file": (200, 405),
    "curriculum:partner_home": (200, 405),
    "curriculum:partner_add_on_new": (200, 422),
    "curriculum:partner_add_on": (200, 405),
    "curriculum:partner_version_new": (200, 422),
    "curriculum:partner_version": (200, 405),
    "curriculum:partner_metadata": (200, 422),
    "curriculum:partner_submit": (405, 302),
    "curriculum:partner_take_back": (405, 302),
    "curriculum:partner_give_up": (405, 302),
    "curriculum:partner_bundle": (200, 422),
    "curriculum:partner_version_packages": (200, 302),
    "curriculum:partner_questions": (200, 422),
    "curriculum:partner_question_import": (200, 405),
    "curriculum:partner_questions_export": (404, 405),
    "curriculum:partner_questions_template": (200, 405),
    "curriculum:partner_preview": (200, 405),
    "curriculum:partner_diff": (200, 405),
    "curriculum:partner_thread": (200, 422),
    "curriculum:partner_packages": (200, 405),
    "curriculum:partner_package_upload": (200, 422),
    "curriculum:partner_package": (200, 405),
    "curriculum:partner_package_check": (405, 302),
    "curriculum:partner_package_trial": (200, 302),
    "curriculum:partner_package_withdraw": (405, 302),
    "curriculum:review_play": (200, 302),
    "curriculum:review_queue": (200, 405),
    "curriculum:review_interests": (200, 422),
    "curriculum:review_interests_confirm": (405, 302),
    "curriculum:review_interest_end": (405, 302),
    "curriculum:review_version": (200, 405),
    "curriculum:review_changes": (200, 405),
    "curriculum:review_take": (405, 302),
    "curriculum:review_give_back": (405, 302),
    "curriculum:review_checklist": (405, 302),
    "curriculum:review_comments": (302, 422),
    "curriculum:review_comment_settle": (405, 302),
    "curriculum:review_decide": (200, 422),
    "curriculum:review_publish": (302, 302),
    "curriculum:review_retire": (302, 302),
    "curriculum:review_unsafe": (302, 302),
    "curriculum:review_published": (200, 405),
}


class UndoneError(Exception):
    """Takes back what a request did."""


def routes(*prefixes: str) -> list[Route]:
    """Routes of the portal, of review, or of both."""
    wanted = prefixes or (PORTAL, REVIEW)
    return [route for route in site_routes() if route.pattern.startswith(wanted)]


def of_one_partner() -> list[Route]:
    """Routes of the portal that name their partner."""
    return [route for route in routes(PORTAL) if "partner_id" in route.pattern]


@pytest.fixture
def worlds(clock) -> tuple[PartnerWorld, PartnerWorld]:  # noqa: F811 - as above
    programme = make_product_programme()
    return tuple(furnished(marker, programme, clock()) for marker in (A, B))


def browser_of(user) -> Client:
    return strong_sign_in(Client(), user)


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


def let_in(client: Client, addresses: dict[str, str], allowed: set[int]) -> dict[str, int]:
    """Addresses, by name and method, that answer something else than allowed."""
    return {
        f"{method} {name}": status
        for name, address in addresses.items()
        for method in METHODS
        if (status := status_of(client, method, address)[0]) not in allowed
    }


def foreign(mine: PartnerWorld, other: PartnerWorld) -> Iterator[tuple[str, dict[str, object]]]:
    """Ids of the other partner in place of ours: all of them, and each one alone."""
    yield "everything of the other partner", other.values
    for key, value in other.values.items():
        if value != mine.values[key]:
            yield key, {**mine.values, key: value}


def foreign_addresses(mine: PartnerWorld, other: PartnerWorld) -> Iterator[tuple[str, str, str]]:
    """What is the other partner's, name of the route, address."""
    for what, values in foreign(mine, other):
        for route in routes():
            if route.address(values) != route.address(mine.values):
                yield what, route.name, route.address(values)


def test_every_address_of_portal_and_review_stands_in_the_matrix():
    assert {route.name for route in routes()} == set(OWNERS)


def test_who_works_there_gets_an_answer(worlds):
    mine, found = worlds[0], {}
    for prefix, user, values in (
        (PORTAL, mine.manager, mine.values), (REVIEW, mine.reviewer, mine.review_values),
    ):  # fmt: skip
        client = browser_of(user)
        for route in routes(prefix):
            address = route.address(values)
            answers = [status_of(client, method, address)[0] for method in ("get", "post")]
            found[route.name] = tuple(answers)
    assert found == OWNERS


def test_another_partners_things_are_not_there_by_any_method(worlds):
    mine, other = worlds
    client, before, wrong = browser_of(mine.manager), every_row(), {}
    for what, name, address in foreign_addresses(mine, other):
        for method in METHODS:
            status, body = status_of(client, method, address)
            if status not in {404, 405} or other.marker in body or other.marker.lower() in body:
                wrong[f"{method} {name} with {what}"] = status
    assert wrong == {}
    assert every_row() == before


def test_each_foreign_address_says_not_found_and_not_only_not_this_way(worlds):
    mine, other = worlds
    client = browser_of(mine.manager)
    silent = [
        (what, name)
        for what, name, address in foreign_addresses(mine, other)
        if 404 not in {status_of(client, method, address)[0] for method in ("get", "post")}
    ]
    assert silent == []


def test_nothing_of_another_partner_stands_on_ones_own_pages(worlds):
    mine, other = worlds
    client = browser_of(mine.manager)
    seen = [
        f"{method} {route.name}"
        for route in routes(PORTAL)
        for method in ("get", "post")
        if other.marker.lower() in status_of(client, method, route.address(mine.values))[1].lower()
    ]
    assert seen == []


@pytest.mark.parametrize(
    "become",
    [
        lambda on, at: {"ends_on": on - DAY},
        lambda on, at: {"starts_on": on + DAY},
        lambda on, at: {"starts_on": on, "ends_on": on, "cancelled_at": at},
    ],
    ids=["former", "future", "cancelled"],
)
def test_only_todays_people_are_let_in(worlds, become):
    mine = worlds[0]
    client = browser_of(mine.manager)
    end_partner_memberships(mine.manager, **become(mine.at.date(), mine.at))
    before = every_row()
    addresses = {route.name: route.address(mine.values) for route in of_one_partner()}
    assert let_in(client, addresses, {404, 405}) == {}
    assert every_row() == before


def test_strangers_reviewers_and_visitors_are_not_let_in(worlds):
    mine = worlds[0]
    addresses = {route.name: route.address(mine.values) for route in of_one_partner()}
    for client, allowed in (
        (browser_of(make_user()), {404, 405}),
        (browser_of(mine.reviewer), {404, 405}),
        (Client(), {302, 405}),
    ):
        assert let_in(client, addresses, allowed) == {}


def test_partners_people_and_strangers_reach_no_page_of_review(worlds):
    mine, other = worlds
    users = (mine.manager, mine.editor, make_user(), make_user(is_staff=True))
    clients = [browser_of(user) for user in users]
    before = every_row()
    for world in (mine, other):
        addresses = {route.name: route.address(world.review_values) for route in routes(REVIEW)}
        for client in clients:
            assert let_in(client, addresses, {404, 405}) == {}
    assert every_row() == before


def test_a_suspended_partner_reads_everything_and_writes_nothing(worlds):
    mine = worlds[0]
    mine.partner.suspended_at, mine.partner.suspension_reason = mine.at, "Looked at."
    mine.partner.save()
    client, before, wrong = browser_of(mine.manager), every_row(), {}
    for route in of_one_partner():
        address = route.address(mine.values)
        found = {method: status_of(client, method, address)[0] for method in METHODS}
        written = {found[method] for method in ("post", "put", "patch", "delete")}
        if written != {403} or found["get"] != OWNERS[route.name][0]:
            wrong[route.name] = found
    assert wrong == {}
    assert every_row() == before


def test_no_form_of_portal_and_review_is_taken_without_its_token(worlds):
    mine = worlds[0]
    for prefix, user, values in (
        (PORTAL, mine.manager, mine.values), (REVIEW, mine.reviewer, mine.review_values),
    ):  # fmt: skip
        client = strong_sign_in(Client(enforce_csrf_checks=True), user)
        taken = {
            route.name: status
            for route in routes(prefix)
            if (status := client.post(route.address(values), {"sent": "1"}).status_code) != 403
        }
        assert taken == {}


def test_reading_every_page_of_portal_and_review_changes_no_row(worlds):
    mine = worlds[0]
    clients = [
        (browser_of(mine.manager), PORTAL, mine.values),
        (browser_of(mine.reviewer), REVIEW, mine.review_values),
    ]
    before = every_row()
    for client, prefix, values in clients:
        for route in routes(prefix):
            client.get(route.address(values))
            client.head(route.address(values))
    after = every_row()
    assert {name for name in before if before[name] != after[name]} == set()
