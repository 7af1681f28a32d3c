"""Steps that several tests of accounts take: sign up, sign in, read a mailed code."""

import re
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from passport.people.models import User
from tests.factories import make_user

PASSWORD = "correct horse battery"  # noqa: S105 - of people who do not exist
CODE = re.compile(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b")


def make_confirmed_user(**fields: Any) -> User:
    """A person whose address is confirmed."""
    user = make_user(**fields)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def add_app(user: User) -> str:
    """Set up an authenticator app; returns its secret."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(user, secret)
    return secret


def app_code(secret: str) -> str:
    """The six digits that the app shows now."""
    counter = next(iter(totp.yield_hotp_counters_from_time()))
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def mailed_code() -> str:
    """The code in the latest mail."""
    found = CODE.search(str(mail.outbox[-1].body))
    assert found is not None
    return found.group(0)


def give_password(client: Client, user: User, **fields: Any) -> HttpResponse:
    """First step of a sign-in."""
    form = {"login": user.email, "password": PASSWORD, **fields}
    return client.post("/accounts/login/", form)


def sign_in_by_mail(client: Client, user: User, **fields: Any) -> HttpResponse:
    """Password, mailed code, and no trust in this browser."""
    give_password(client, user, **fields)
    response = client.post("/accounts/login/code/confirm/", {"code": mailed_code()})
    if response["Location"] == "/accounts/2fa/trust/":
        response = client.post("/accounts/2fa/trust/", {"action": "skip"})
    return response


def sign_in_by_app(client: Client, user: User, secret: str) -> HttpResponse:
    """Password, code of the app, and no trust in this browser."""
    give_password(client, user)
    response = client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
    if response["Location"] == "/accounts/2fa/trust/":
        response = client.post("/accounts/2fa/trust/", {"action": "skip"})
    return response


def strong_sign_in(client: Client, user: User) -> Client:
    """A browser in which somebody is signed in, as if with the code of an authenticator app."""
    client.force_login(user)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client
