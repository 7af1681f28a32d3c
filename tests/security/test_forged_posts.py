"""A form that another site sends changes nothing (THREATS G2)."""

import pytest
from django.test import Client

from credentials.models import Concern
from tests.security.routes import every_route, site_routes

pytestmark = pytest.mark.django_db
# Checks know no session and set no cookie: they are guarded by Sec-Fetch-Site instead.
WITHOUT_TOKEN = {"credentials:check", "credentials:concern", "credentials:pack_check"}
# Says where the bytes of its file go before the form is read, and asks for the token then.
ASKED_WITHIN = {"curriculum:partner_package_upload"}
READ_ONLY = {
    "credentials:verdict",
    "V/<str:code>",
    "credentials:pack_code",
    "PACKS/<str:code>",
    "credentials:inspect",
    "credentials:inspect_file",
    "observership:calendar",
}
CONCERN = {"text": "The photo differs."}


@pytest.mark.parametrize("who", ["visitor", "jana", "stranger"])
def test_every_post_without_its_token_is_refused(request, world, who):
    client = Client() if who == "visitor" else request.getfixturevalue(who)
    client.handler.enforce_csrf_checks = True
    accepted = {}
    for route in site_routes():
        if route.label in WITHOUT_TOKEN | READ_ONLY:
            continue
        response = client.post(route.address(world.values))
        if response.status_code != 403:
            accepted[route.label] = response.status_code
    assert accepted == {}


def test_no_other_view_is_exempt_from_the_token():
    exempt = {route.label for route in every_route() if getattr(route.view, "csrf_exempt", False)}
    # Wagtail's own interface asks for the token by its way of signing in.
    asked_later = {name for name in exempt if name.startswith("wagtailadmin_api:")}
    assert exempt - asked_later == WITHOUT_TOKEN | ASKED_WITHIN


def test_the_interface_of_the_back_office_asks_for_the_token_itself():
    for route in every_route():
        if route.name.startswith("wagtailadmin_api:"):
            ways = [way.__name__ for way in route.view.cls.authentication_classes]
            assert ways == ["SessionAuthentication"]


def test_what_anybody_may_read_answers_to_no_post(client, world):
    for route in site_routes():
        if route.label in READ_ONLY:
            assert client.post(route.address(world.values)).status_code == 405


@pytest.mark.parametrize("site", ["cross-site", "same-site", "", "SAME-ORIGIN"])
def test_a_check_sent_by_another_site_is_refused(client, db, site):
    for path in ("/verify/", "/verify/concern/", "/packs/check/"):
        response = client.post(path, CONCERN, headers={"sec-fetch-site": site})
        assert response.status_code == 403
    assert Concern.objects.count() == 0


@pytest.mark.parametrize("origin", ["https://evil.example", "http://testserver.evil.example"])
def test_an_older_browser_that_names_a_foreign_origin_is_refused(client, db, origin):
    response = client.post("/verify/concern/", CONCERN, headers={"origin": origin})
    assert response.status_code == 403
    assert Concern.objects.count() == 0


@pytest.mark.parametrize("origin", ["http://testserver", "null", None])
def test_an_older_browser_on_our_own_page_is_served(client, db, origin):
    """Our pages send no referrer, so that browsers write their own origin as "null"."""
    headers = {"origin": origin} if origin else {}
    assert client.post("/verify/concern/", CONCERN, headers=headers).status_code == 200
    assert Concern.objects.count() == 1


def test_a_check_leaves_no_cookie_behind(client, db):
    for site in ("same-origin", "none"):
        client.post("/verify/concern/", CONCERN, headers={"sec-fetch-site": site})
    assert not client.cookies
