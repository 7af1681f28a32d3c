"""The back office asks strangers to sign in, and tells the others that it is not theirs."""

import pytest
from django.test import Client

from tests.factories import make_learner, make_user
from tests.people.sign_in import strong_sign_in

pytestmark = pytest.mark.django_db


def test_a_stranger_signs_in_first_and_comes_back():
    answer = Client().get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/login/?next=/admin/"


def test_no_other_site_is_named_as_the_way_back():
    answer = Client().get("/accounts/office/?next=https://evil.example/")
    assert answer.url == "/accounts/login/?next=/admin/"


def test_somebody_without_the_right_is_told_so_and_led_nowhere():
    client = Client()
    strong_sign_in(client, make_learner(user=make_user()).user)
    answer = client.get("/admin/", follow=True)
    assert (answer.status_code, len(answer.redirect_chain)) == (403, 1)
    assert "The back office is open to its staff only." in answer.text
