"""Joining: names, address, password, mailed code, welcome."""

import pytest
from django.core import mail
from django.test import Client

from passport.people.models import User
from tests.people.sign_in import PASSWORD, mailed_code, make_confirmed_user

pytestmark = pytest.mark.django_db
FORM = {
    "first_name": "Jana",
    "last_name": "Nováková",
    "email": "jana@example.org",
    "password1": PASSWORD,
}


def test_a_nurse_joins_confirms_her_address_and_is_welcomed(client):
    response = client.post("/accounts/signup/", FORM)
    assert response["Location"] == "/accounts/confirm-email/"
    assert mail.outbox[-1].to == ["jana@example.org"]
    response = client.post("/accounts/confirm-email/", {"code": mailed_code()})
    assert response["Location"] == "/welcome/"
    user = User.objects.get()
    assert (user.first_name, user.last_name) == ("Jana", "Nováková")
    assert client.get("/welcome/")["Location"] == "/welcome/profession/"


def test_one_mail_with_one_code_is_enough_to_join(client):
    client.post("/accounts/signup/", FORM)
    client.post("/accounts/confirm-email/", {"code": mailed_code()})
    assert len(mail.outbox) == 1


def test_a_wrong_code_signs_nobody_in(client):
    client.post("/accounts/signup/", FORM)
    client.post("/accounts/confirm-email/", {"code": "AAAA-AAAA"})
    assert "_auth_user_id" not in client.session


def test_a_known_address_gets_the_same_answer_and_its_owner_a_mail(client):
    make_confirmed_user(email="jana@example.org")
    known = client.post("/accounts/signup/", FORM)
    unknown = Client().post("/accounts/signup/", {**FORM, "email": "new@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [message.subject for message in mail.outbox] == [
        "You already have an account",
        "Your code to confirm this address",
    ]


@pytest.mark.parametrize("missing", ["first_name", "last_name", "email", "password1"])
def test_nothing_may_be_missing(client, missing):
    response = client.post("/accounts/signup/", {**FORM, missing: ""})
    assert list(response.context["form"].errors) == [missing]
    assert User.objects.count() == 0


@pytest.mark.parametrize(
    ("password", "taken"),
    [("short", False), ("1q2w3e4r5t6y", False), ("x" * 11, False), ("ž" * 64, True)],
)
def test_passwords_are_long_and_not_common(client, password, taken):
    client.post("/accounts/signup/", {**FORM, "password1": password})
    assert User.objects.exists() is taken


def test_nobody_becomes_staff_by_posting_it(client):
    client.post("/accounts/signup/", {**FORM, "is_staff": "on", "is_superuser": "on"})
    assert User.objects.filter(is_staff=True).count() == 0


def test_mails_name_the_site_and_not_the_host_that_was_asked(client):
    client.post("/accounts/signup/", FORM, HTTP_HOST="localhost")
    body = str(mail.outbox[-1].body)
    assert "https://passport.test" in body
    assert "localhost" not in body
