"""The four welcome pages and the account page, as a person goes through them."""

import pytest

from passport.people.models import Centre, Professional
from passport.standards.models import Product
from tests.factories import make_learner, make_user

pytestmark = pytest.mark.django_db
FIRST = {"profession": "nurse", "roles": ["NUR"]}


@pytest.fixture
def newcomer(client):
    user = make_user()
    client.force_login(user)
    return user


def test_four_short_pages_lead_to_the_plan(client, newcomer):
    product = Product.objects.create(key="axi-cel", inn="axicabtagene ciloleucel")
    ways = [
        client.post("/welcome/profession/", FIRST)["Location"],
        client.post("/welcome/place/", {"country": "CZ", "setting": "adult"})["Location"],
        client.post("/welcome/products/", {"products": [product.pk]})["Location"],
        client.post("/welcome/language/", {"language": "en"})["Location"],
    ]
    assert ways == ["/welcome/place/", "/welcome/products/", "/welcome/language/", "/plan/"]
    person = Professional.objects.get(user=newcomer)
    assert (person.profession, person.country, person.setting) == ("nurse", "CZ", "adult")
    assert list(person.products.all()) == [product]
    assert person.welcomed_at is not None


def test_each_page_says_how_far_one_is(client, newcomer):
    assert "Step 1 of 4" in client.get("/welcome/profession/").content.decode()
    client.post("/welcome/profession/", FIRST)
    page = client.get("/welcome/place/").content.decode()
    assert "Step 2 of 4" in page
    assert 'href="/welcome/profession/"' in page


def test_what_was_saved_is_there_when_one_comes_back(client, newcomer):
    client.post("/welcome/profession/", FIRST)
    form = client.get("/welcome/profession/").context["form"]
    assert (form["profession"].value(), form["roles"].value()) == ("nurse", ["NUR"])


def test_whoever_left_in_between_goes_on_where_it_is_empty(client, newcomer):
    client.post("/welcome/profession/", FIRST)
    assert client.get("/welcome/")["Location"] == "/welcome/place/"


def test_no_page_is_skipped_before_the_profession_is_known(client, newcomer):
    assert client.get("/welcome/language/")["Location"] == "/welcome/profession/"


def test_handling_no_product_is_an_answer(client, newcomer):
    client.post("/welcome/profession/", FIRST)
    assert client.post("/welcome/products/", {})["Location"] == "/welcome/language/"


def test_a_missing_answer_is_named_at_the_top_and_the_rest_is_kept(client, newcomer):
    response = client.post("/welcome/profession/", {"profession": "nurse"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Please correct the following" in page
    assert 'href="#id_roles"' in page
    assert response.context["form"]["profession"].value() == "nurse"


def test_an_unknown_centre_can_be_added_on_the_same_page(client, newcomer):
    refused = client.post("/welcome/profession/", {**FIRST, "centre_name": "Nowhere"})
    assert list(refused.context["form"].errors) == ["centre_name"]
    new = {"new_name": "New Clinic", "new_city": "Cluj", "new_country": "RO"}
    assert client.post("/welcome/profession/", {**FIRST, **new}).status_code == 302
    assert Centre.objects.get().confirmed_at is None
    place = client.get("/welcome/place/").context["form"]
    assert place["country"].value() == "RO"


def test_a_centre_that_waits_for_confirmation_can_be_kept(client, newcomer):
    new = {"new_name": "New Clinic", "new_city": "Cluj", "new_country": "RO"}
    client.post("/welcome/profession/", {**FIRST, **new})
    shown = client.get("/welcome/profession/").context["form"]["centre_name"].value()
    assert shown == "New Clinic, Cluj"
    again = client.post("/welcome/profession/", {**FIRST, "centre_name": shown})
    assert again.status_code == 302
    assert newcomer.professional.roles.get().centre == Centre.objects.get()


def test_half_a_new_centre_is_not_enough(client, newcomer):
    response = client.post("/welcome/profession/", {**FIRST, "new_name": "New Clinic"})
    assert list(response.context["form"].errors) == ["new_name"]


def test_an_unknown_step_is_not_found(client, newcomer):
    assert client.get("/welcome/shoe-size/").status_code == 404


def test_changes_made_later_lead_back_to_the_account(client):
    learner = make_learner(setting="adult")
    client.force_login(learner.user)
    response = client.post("/welcome/place/", {"country": "DE", "setting": "both"})
    assert response["Location"] == "/account/"
    assert "Germany · Both" in " ".join(client.get("/account/").content.decode().split())


def test_the_account_page_shows_name_roles_and_ways_to_sign_in(client):
    learner = make_learner(setting="adult")
    client.force_login(learner.user)
    client.post("/welcome/profession/", FIRST)
    page = " ".join(client.get("/account/").content.decode().split())
    for text in (learner.user.get_full_name(), "Ward nurse", "Nurse", "we mail you a code instead"):
        assert text in page


def test_the_account_page_asks_as_often_for_three_roles_as_for_one(
    client, django_assert_max_num_queries
):
    learner = make_learner(setting="adult")
    client.force_login(learner.user)
    client.post("/welcome/profession/", {"profession": "nurse", "roles": ["NUR", "NOP", "TRN"]})
    with django_assert_max_num_queries(7):
        client.get("/account/")


def test_staff_without_a_profile_have_an_account_page_too(client):
    client.force_login(make_user())
    assert "Make a plan" in client.get("/account/").content.decode()


def test_strangers_are_led_to_sign_in(client):
    for path in ("/welcome/", "/welcome/place/", "/account/"):
        assert client.get(path)["Location"] == f"/accounts/login/?next={path}"
