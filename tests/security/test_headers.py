"""Every answer carries the headers that protect its reader (THREATS G1, G4, G6, B2)."""

import pytest
from django.test import Client

from tests.security.routes import site_routes

pytestmark = pytest.mark.django_db
ALWAYS = {
    "X-Content-Type-Options": {"nosniff"},
    "X-Frame-Options": {"DENY", "SAMEORIGIN"},
    "Referrer-Policy": {"same-origin", "no-referrer"},
    "Cross-Origin-Opener-Policy": {"same-origin"},
}
ADMIN = "back.example.org"


def missing(response) -> set[str]:
    """Headers that an answer lacks or fills wrongly."""
    wrong = {name for name, allowed in ALWAYS.items() if response.get(name) not in allowed}
    policy = response.get("Content-Security-Policy", "")
    needed = ("default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors ")
    scripts = policy.partition("script-src ")[2].partition(";")[0]
    if any(part not in policy for part in needed) or "unsafe" in policy or "*" in scripts:
        wrong.add("Content-Security-Policy")
    return wrong


@pytest.mark.parametrize("who", ["visitor", "jana"])
def test_every_address_sends_the_security_headers(request, world, who):
    client = Client() if who == "visitor" else request.getfixturevalue(who)
    found = {}
    for route in site_routes():
        response = client.get(route.address(world.values))
        if missing(response):
            found[route.label] = missing(response)
    assert found == {}


def test_no_page_of_a_signed_in_person_may_be_kept(jana, world):
    kept = [
        route.label
        for route in site_routes()
        if "no-store" not in jana.get(route.address(world.values)).get("Cache-Control", "")
    ]
    assert kept == ["ui:styles"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("post", "/verify/", 403),
        ("post", "/verify/concern/", 403),
        ("post", "/v/ABC", 405),
        ("get", "/v/", 404),
        ("get", "/verify/nowhere/", 404),
    ],
)
def test_a_refused_check_is_as_closed_as_an_answered_one(client, db, method, path, status):
    response = getattr(client, method)(path, headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == status
    assert missing(response) == set()
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert not response.cookies


def test_the_back_office_has_a_policy_wherever_it_is_asked_for(client, db, settings):
    settings.ALLOWED_HOSTS = ["testserver", ADMIN]
    for admin_host, host, status in (
        ("", "testserver", 302),
        (ADMIN, ADMIN, 302),
        (ADMIN, "testserver", 404),
    ):
        settings.ADMIN_HOST = admin_host
        response = client.get("/admin/", headers={"host": host})
        assert response.status_code == status
        assert "object-src 'none'" in response["Content-Security-Policy"]
    assert client.get("/plan/", headers={"host": ADMIN}).status_code == 404
