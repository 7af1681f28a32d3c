"""The public pages: made once, never overwritten, honest."""

import pytest
from django.conf import settings
from wagtail.models import Page, Site

from passport.pages.models import HomePage, StandardPage
from passport.pages.services import ensure_site

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(now):
    return ensure_site(at=now)


def test_the_site_has_a_front_page_and_three_pages_under_it(site):
    assert Site.objects.get(is_default_site=True).root_page.specific == site
    slugs = site.get_children().order_by("path").values_list("slug", flat=True)
    assert list(slugs) == ["about", "privacy", "help"]
    assert Page.objects.filter(depth=2).count() == 1


def test_making_it_again_changes_nothing(site, now):
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "last_published_at"))
    ensure_site(at=now)
    after = list(Page.objects.order_by("pk").values_list("pk", "title", "last_published_at"))
    assert before == after


def test_an_editors_text_is_kept(site, now):
    about = StandardPage.objects.get(slug="about")
    about.body = [("text", "<p>Rewritten</p>")]
    about.save_revision().publish()
    HomePage.objects.update(intro="Also rewritten")
    ensure_site(at=now)
    assert "Rewritten" in str(StandardPage.objects.get(slug="about").body)
    assert HomePage.objects.get().intro == "Also rewritten"


@pytest.mark.parametrize("path", ["/", "/about/", "/privacy/", "/help/"])
def test_pages_can_be_read_by_anyone(client, site, path):
    response = client.get(path)
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("<h1") == 1
    assert settings.ISSUER["disclaimer"] in page


def test_the_front_page_leads_to_joining_and_checking(client, site):
    page = client.get("/").content.decode()
    assert 'class="button button--gold" href="/accounts/signup/"' in page
    assert 'class="button button--on-cover" href="/verify/"' in page
    assert "This person does not exist" in page


def test_no_page_poses_as_a_society(client, site):
    for path in ("/", "/about/", "/privacy/", "/help/"):
        page = client.get(path).content.decode().replace(settings.ISSUER["disclaimer"], "")
        assert [name for name in ("EBMT", "EHA", "JACIE", "GoCART") if name in page] == []


def test_visitors_get_no_cookie_for_reading(client, site):
    response = client.get("/about/")
    assert set(response.cookies) <= {"csrftoken"}
