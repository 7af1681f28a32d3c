"""What every page carries: navigation, theme, footer, errors in words, a policy without gaps."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext

from curriculum.services.editorial import ensure_product_reviewers
from passport.ui.samples import SAMPLES
from passport.ui.stylesheet import FOLDER
from tests.factories import make_learner, make_user
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_partner, make_partner_member
from tests.product_review.worlds import make_reviewer

pytestmark = pytest.mark.django_db
COMPONENTS = FOLDER.parents[3] / "templates" / "components"
PAGE = "/accounts/login/"


def _page(client, path=PAGE):
    return client.get(path).content.decode()


def _links(page):
    nav = page[page.index('class="site-nav"') : page.index("</nav>")]
    return re.findall(r'href="([^"]+)"', nav)


def test_visitors_learners_and_staff_see_their_places(client):
    assert _links(_page(client)) == [
        "/verify/", "/learn/", "/observerships/", "/accounts/login/", "/accounts/signup/",
    ]  # fmt: skip
    client.force_login(make_learner(setting="adult").user)
    assert _links(_page(client, "/account/")) == [
        "/plan/", "/learn/", "/passport/", "/observership/", "/centres/", "/account/",
    ]  # fmt: skip
    client.force_login(make_user(is_staff=True))
    assert "/admin/" in _links(_page(client, "/accounts/2fa/"))


def test_reviewers_find_their_queue_and_others_do_not(client, now):
    reviewer = strong_sign_in(client, make_reviewer(now))
    assert "/review/" in _links(_page(reviewer, "/review/"))
    staff = strong_sign_in(Client(), make_user(is_staff=True))
    assert "/review/" not in _links(_page(staff, "/accounts/2fa/"))
    assert "/review/" in _links(_page(reviewer, "/accounts/2fa/"))


def test_partners_find_their_portal_and_the_entries_cost_no_query(client):
    user = make_learner(setting="adult").user
    client.force_login(user)
    _page(client, "/account/")
    with CaptureQueriesContext(connection) as before:
        assert "/partner/" not in _links(_page(client, "/account/"))
    make_partner_member(make_partner(), user=user)
    user.groups.add(ensure_product_reviewers())
    _page(client, "/account/")
    with CaptureQueriesContext(connection) as after:
        assert {"/partner/", "/review/"} <= set(_links(_page(client, "/account/")))
    assert len(after) == len(before)


def test_the_header_says_where_one_is(client):
    assert re.findall(r'href="([^"]+)" aria-current="true"', _page(client)) == [PAGE, PAGE]


def test_the_first_link_skips_to_the_content(client):
    page = _page(client)
    assert page.index('class="skip-link" href="#main"') < page.index("site-header")
    assert page.count('id="main"') == 1


@pytest.mark.parametrize("theme", ["light", "dark", "system"])
def test_the_theme_is_kept_in_a_cookie_and_drawn_by_the_server(client, theme):
    response = client.post("/theme/", {"theme": theme, "next": PAGE})
    assert response["Location"] == PAGE
    assert f'data-theme="{theme}"' in _page(client)


def test_the_theme_form_leads_to_no_foreign_address(client):
    response = client.post("/theme/", {"theme": "dark", "next": "https://evil.example/"})
    assert response["Location"] == "/"


def test_help_contact_and_error_report_stand_at_the_foot(client, settings):
    page = _page(client)
    contact = settings.ISSUER["contact"]
    for href in ("/help/", "/about/", "/privacy/", f"mailto:{contact}"):
        assert f'href="{href}"' in page
    assert f'href="mailto:{contact}?subject=Content%20error:%20%2Faccounts%2Flogin%2F"' in page
    assert settings.ISSUER["disclaimer"] in page


def test_an_unknown_address_says_so_and_offers_ways_on(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert 'href="/verify/"' in response.content.decode()


def test_a_form_without_its_token_explains_itself():
    response = Client(enforce_csrf_checks=True).post("/theme/", {"theme": "dark"})
    assert response.status_code == 403
    assert "Nothing was saved" in response.content.decode()


def test_pages_for_breakdowns_need_no_request_and_no_database(django_assert_num_queries):
    with django_assert_num_queries(0):
        for name in ("500.html", "maintenance.html"):
            assert "{%" not in render_to_string(name)


def test_pages_run_no_script_but_their_own_files(client):
    response = client.get(PAGE)
    policy = response["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["script-src"] == "'self'"
    assert directives["style-src"] == "'self'"
    assert directives["default-src"] == "'none'"


def test_the_styleguide_is_for_staff(client):
    assert client.get("/styleguide/").status_code == 302
    client.force_login(make_learner(setting="adult").user)
    assert client.get("/styleguide/").status_code == 403
    strong_sign_in(client, make_user(is_staff=True))
    assert client.get("/styleguide/").status_code == 200


def test_every_sample_is_drawn_alone_in_both_themes(client):
    strong_sign_in(client, make_user(is_staff=True))
    for name in ("general", *SAMPLES):
        for theme in ("light", "dark"):
            response = client.get(f"/styleguide/{name}/{theme}/")
            assert response.status_code == 200
            assert f'data-theme="{theme}"' in response.content.decode()


PARTS = {
    "field_notes",
    "messages",
    "seal",
    "site_footer",
    "site_header",
    "site_links",
    "stamp_frame",
    "stamp_requirements",
}  # shown inside other components or on every page


def test_every_component_has_a_sample_and_every_sample_a_component():
    names = {path.stem for path in COMPONENTS.glob("*.html")}
    assert set(SAMPLES) - names == set()
    assert names - set(SAMPLES) - PARTS == set()
