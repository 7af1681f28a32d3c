"""Nobody is let in by a password alone, and no mailed code opens a privileged area."""

from datetime import timedelta

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client

from passport.people.models import User
from tests.factories import make_learner
from tests.people.sign_in import (
    add_app,
    app_code,
    give_password,
    mailed_code,
    make_confirmed_user,
    sign_in_by_app,
    sign_in_by_mail,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse() -> User:
    return make_learner(make_confirmed_user()).user


@pytest.fixture
def editor() -> User:
    return make_confirmed_user(is_staff=True, is_superuser=True)


def test_a_password_alone_opens_nothing(client, nurse):
    response = give_password(client, nurse)
    assert response["Location"] == "/accounts/login/code/confirm/"
    assert client.get("/account/")["Location"] == "/accounts/login/?next=/account/"


def test_a_mailed_code_completes_a_nurses_sign_in(client, nurse):
    assert sign_in_by_mail(client, nurse)["Location"] == "/plan/"
    assert client.get("/account/").status_code == 200


def test_whoever_was_not_welcomed_yet_lands_there(client):
    assert sign_in_by_mail(client, make_confirmed_user())["Location"] == "/welcome/"


def test_a_browser_of_ones_own_is_trusted_for_a_month(client, nurse):
    give_password(client, nurse)
    client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
    response = client.post("/accounts/2fa/trust/", {"action": "trust"})
    assert response.cookies["mfa_trusted"]["max-age"] == 30 * 24 * 3600
    client.post("/accounts/logout/")
    assert give_password(client, nurse)["Location"] == "/plan/"


def test_a_shared_computer_is_never_offered_trust(client, nurse):
    give_password(client, nurse, shared_computer="on")
    response = client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
    assert response["Location"] == "/plan/"


def test_whoever_has_an_app_is_asked_for_it_and_not_for_a_mailed_code(client, nurse, mailoutbox):
    secret = add_app(nurse)
    assert give_password(client, nurse)["Location"] == "/accounts/2fa/authenticate/"
    assert mailoutbox == []
    assert sign_in_by_app(client, nurse, secret)["Location"] == "/plan/"


def test_there_is_no_sign_in_by_mailed_code_alone(client):
    assert client.get("/accounts/login/code/").status_code == 404


def test_staff_without_passkey_or_app_can_only_set_one_up(client, editor):
    sign_in_by_mail(client, editor)
    for path in ("/admin/", "/plan/", "/account/", "/styleguide/"):
        assert client.get(path)["Location"] == "/accounts/2fa/"
    assert client.get("/accounts/2fa/").status_code == 200


def test_setting_up_an_app_does_not_open_the_session_that_a_mailed_code_began(client, editor):
    sign_in_by_mail(client, editor)
    add_app(editor)
    response = client.get("/admin/pages/")
    assert response["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2Fpages%2F"


def test_a_code_of_the_app_opens_it(client, editor):
    sign_in_by_mail(client, editor)
    secret = add_app(editor)
    url = "/accounts/2fa/reauthenticate/?next=/admin/"
    response = client.post(url, {"code": app_code(secret), "next": "/admin/"})
    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_staff_who_sign_in_by_app_land_in_the_back_office(client, editor):
    secret = add_app(editor)
    assert sign_in_by_app(client, editor, secret)["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_trusted_browser_does_not_spare_staff_the_second_step(client, editor):
    secret = add_app(editor)
    give_password(client, editor)
    client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
    client.post("/accounts/2fa/trust/", {"action": "trust"})
    client.post("/accounts/logout/")
    give_password(client, editor)
    assert client.get("/admin/")["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"


def test_a_recovery_code_opens_no_privileged_area(client, editor):
    add_app(editor)
    RecoveryCodes.activate(editor)
    code = RecoveryCodes(editor.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]
    give_password(client, editor)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post("/accounts/2fa/trust/", {"action": "skip"})
    assert client.get("/admin/")["Location"] == "/accounts/2fa/reauthenticate/?next=%2Fadmin%2F"


def test_a_session_that_showed_too_little_cannot_remove_the_second_step(client, editor):
    sign_in_by_mail(client, editor)
    add_app(editor)
    response = client.post("/accounts/2fa/totp/deactivate/")
    assert response["Location"].startswith("/accounts/2fa/reauthenticate/")
    assert editor.authenticator_set.filter(type="totp").exists()


def test_the_back_office_asks_even_those_who_may_not_enter(client, nurse):
    sign_in_by_mail(client, nurse)
    assert client.get("/admin/")["Location"] == "/accounts/2fa/"


def test_staff_keep_their_last_strong_method(client, editor):
    secret = add_app(editor)
    sign_in_by_app(client, editor, secret)
    client.post("/accounts/2fa/totp/deactivate/")
    assert editor.authenticator_set.filter(type="totp").exists()


def test_signing_out_asks_the_browser_to_forget(client, nurse):
    sign_in_by_mail(client, nurse)
    response = client.post("/accounts/logout/")
    assert response["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/account/").status_code == 302


def test_one_can_sign_out_everywhere_else(client, nurse):
    elsewhere = Client()
    sign_in_by_mail(elsewhere, nurse)
    sign_in_by_mail(client, nurse)
    client.post("/accounts/sessions/")
    assert elsewhere.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_changes_to_an_account_ask_again_after_a_while(client, nurse, monkeypatch):
    sign_in_by_mail(client, nurse)
    assert client.get("/accounts/2fa/totp/activate/").status_code == 200
    monkeypatch.setattr("passport.people.account_adapter.JUST_NOW", timedelta())
    response = client.get("/accounts/2fa/totp/activate/")
    assert response["Location"].startswith("/accounts/reauthenticate/")


def test_too_many_posts_get_a_page_that_says_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    client.post("/accounts/signup/", {})
    response = client.post("/accounts/signup/", {})
    assert response.status_code == 429
    assert "Please wait a moment" in response.content.decode()


def test_a_link_to_sign_out_changes_nothing(client, nurse):
    sign_in_by_mail(client, nurse)
    client.get("/accounts/logout/")
    assert client.get("/account/").status_code == 200


def test_after_sign_in_no_foreign_address_is_opened(client, nurse):
    response = sign_in_by_mail(client, nurse, next="https://evil.example/")
    assert response["Location"] == "/plan/"


def test_known_and_unknown_addresses_get_the_same_answer(client, nurse):
    wrong = {"password": "not the password at all"}
    known = client.post("/accounts/login/", {"login": nurse.email, **wrong})
    unknown = client.post("/accounts/login/", {"login": "nobody@example.org", **wrong})
    assert known.context["form"].errors == unknown.context["form"].errors


def test_tries_are_limited(client, nurse):
    for _ in range(6):
        response = client.post(
            "/accounts/login/", {"login": nurse.email, "password": "not the password"}
        )
    assert "Too many" in str(response.context["form"].errors)


def test_a_new_password_does_not_skip_the_app(client, nurse):
    add_app(nurse)
    client.post("/accounts/password/reset/", {"email": nurse.email})
    client.post("/accounts/password/reset/confirm/", {"code": mailed_code()})
    new = "another horse battery"
    client.post("/accounts/password/reset/complete/", {"password1": new, "password2": new})
    response = client.post("/accounts/login/", {"login": nurse.email, "password": new})
    assert response["Location"] == "/accounts/2fa/authenticate/"
