"""What belongs to somebody else does not exist (THREATS F1)."""

import pytest
from django.test import Client

from tests.security.conftest import World
from tests.security.routes import Route, site_routes
from tests.security.test_reading_changes_nothing import every_row

pytestmark = pytest.mark.django_db
# Every route that names a thing by its id, and what its owner gets; submitting comes last.
OWNERS = {
    "credentials:copy_pdf": {"get": 200, "post": 405},
    "credentials:replace_copy": {"get": 405, "post": 302},
    "credentials:close_copy": {"get": 405, "post": 302},
    "curriculum:attempt": {"get": 200, "post": 405},
    "curriculum:question": {"get": 200, "post": 302},
    "curriculum:outcome": {"get": 302, "post": 405},
    "curriculum:submit": {"get": 405, "post": 302},
    "curriculum:observation": {"get": 200, "post": 405},
    "curriculum:sign": {"get": 405, "post": 422},
    "curriculum:confirm": {"get": 405, "post": 302},
    "curriculum:close": {"get": 405, "post": 302},
    # COR-04 is no product; tests/package_pages plays what is.
    "curriculum:product_package": {"get": 404, "post": 404},
    "curriculum:play_commit": {"get": 405, "post": 400},
    "people:answer_invitation": {"get": 405, "post": 302},
    "people:take_back": {"get": 405, "post": 302},
    "people:leave_centre": {"get": 405, "post": 302},
    "jobs:job": {"get": 200, "post": 405},
    "jobs:retry": {"get": 405, "post": 302},
}
SECRETS = ("Jana", "CTP-", "What about E")


def with_id() -> list[Route]:
    """Routes that name a thing by its id; centres, partners, visits have matrices of their own."""
    return [
        route
        for route in site_routes()
        if "uuid" in route.converters
        and not route.pattern.startswith(("centre/", "partner/", "review/"))
        and not route.name.startswith("observership:")
    ]


def answers(client: Client, world: World) -> dict[str, dict[str, int]]:
    """What somebody gets at each address of the matrix."""
    addresses = {route.name: route.address(world.values) for route in with_id()}
    return {
        name: {
            method: getattr(client, method)(addresses[name]).status_code for method in OWNERS[name]
        }
        for name in OWNERS
    }


def test_every_route_with_an_id_stands_in_the_matrix():
    assert {route.label for route in with_id()} == set(OWNERS)


def test_the_owner_gets_an_answer(jana, world):
    assert answers(jana, world) == OWNERS


def test_a_stranger_gets_nothing_and_changes_nothing(stranger, world):
    before = every_row()
    assert answers(stranger, world) == {
        name: {method: 405 if status == 405 else 404 for method, status in methods.items()}
        for name, methods in OWNERS.items()
    }
    assert every_row() == before


def test_nothing_of_the_owner_stands_in_the_refusal(stranger, world):
    for route in with_id():
        text = stranger.get(route.address(world.values)).content.decode()
        assert [secret for secret in SECRETS if secret in text] == []


def test_a_visitor_is_asked_to_sign_in(world):
    before = every_row()
    for name, methods in answers(Client(), world).items():
        assert set(methods.values()) <= {302, 405}, name
    assert every_row() == before


def test_a_job_without_an_owner_is_nobodys(jana, world):
    world.job.owner_id = None
    world.job.save()
    assert jana.get(f"/jobs/{world.job.public_id}/").status_code == 404


def test_the_steps_of_one_attempt_are_closed_to_the_learner_of_another(stranger, world):
    stranger.post("/learn/COR-04/exam/", {"alone": "on"})
    answer = stranger.post(f"/exam/{world.running.public_id}/1/", {"option": "x"})
    assert answer.status_code == 404
    assert world.running.answers.count() == 0
