"""A centre's workspace is privileged: passkey or app, whoever asks and however they came."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from passport.people.models import Centre, Invitation, User
from tests.centre_factories import join, make_centre
from tests.factories import make_learner
from tests.people.sign_in import (
    add_app,
    app_code,
    give_password,
    make_confirmed_user,
    sign_in_by_app,
    sign_in_by_mail,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def nurse() -> User:
    return make_learner(make_confirmed_user()).user


WORKSPACE = "/centre/{}/people/"
OPEN_TO_ALL = ("/centres/", "/practice/", "/join/")


@pytest.fixture
def workspace() -> str:
    centre = make_centre()
    return WORKSPACE.format(centre.public_id)


@pytest.fixture
def lead(workspace, nurse) -> User:
    join(Centre.objects.get(), nurse.professional, kind="lead")
    return nurse


def test_a_mailed_code_opens_no_workspace(client, lead, workspace):
    sign_in_by_mail(client, lead)
    assert client.get(workspace)["Location"] == "/accounts/2fa/"
    add_app(lead)
    target = workspace.replace("/", "%2F")
    assert client.get(workspace)["Location"] == f"/accounts/2fa/reauthenticate/?next={target}"


def test_the_second_step_offers_no_way_that_leads_back_to_it(client, lead, workspace):
    sign_in_by_mail(client, lead)
    add_app(lead)
    page = client.get(workspace, follow=True).text
    assert "Enter the code from your authenticator app." in page
    assert "Use your password" not in page


def test_a_code_of_the_app_opens_the_workspace(client, lead, workspace):
    secret = add_app(lead)
    sign_in_by_app(client, lead, secret)
    assert client.get(workspace).status_code == 200


def test_a_trusted_browser_does_not_spare_the_lead_the_second_step(client, lead, workspace):
    secret = add_app(lead)
    give_password(client, lead)
    client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
    client.post("/accounts/2fa/trust/", {"action": "trust"})
    client.post("/accounts/logout/")
    give_password(client, lead)
    assert client.get(workspace)["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_a_recovery_code_opens_no_workspace(client, lead, workspace):
    add_app(lead)
    RecoveryCodes.activate(lead)
    code = RecoveryCodes(lead.authenticator_set.get(type="recovery_codes")).get_unused_codes()[0]
    give_password(client, lead)
    client.post("/accounts/2fa/authenticate/", {"code": code})
    client.post("/accounts/2fa/trust/", {"action": "skip"})
    assert client.get(workspace)["Location"].startswith("/accounts/2fa/reauthenticate/")


def test_the_workspace_asks_even_those_who_may_not_enter_and_is_not_there_for_them(
    client, nurse, workspace
):
    sign_in_by_mail(client, nurse)
    assert client.get(workspace)["Location"] == "/accounts/2fa/"
    client.post("/accounts/logout/")
    secret = add_app(nurse)
    sign_in_by_app(client, nurse, secret)
    assert client.get(workspace).status_code == 404


def test_what_is_sent_to_the_workspace_without_the_second_step_changes_nothing(
    client, lead, workspace
):
    sign_in_by_mail(client, lead)
    answer = client.post(f"{workspace}invite/", {"email": "ana@h.example", "roles": ["NUR"]})
    assert answer["Location"] == "/accounts/2fa/"
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("path", OPEN_TO_ALL)
def test_ones_own_side_of_centres_asks_for_no_second_step(client, lead, path):
    sign_in_by_mail(client, lead)
    answer = client.get(path)
    assert answer.status_code == 200 or answer["Location"] == "/centres/"


def test_the_network_is_privileged_too(client, nurse):
    sign_in_by_mail(client, nurse)
    assert client.get("/network/")["Location"] == "/accounts/2fa/"
