"""Fixtures of the look's tests."""

from collections.abc import Callable

import pytest
from django.test import Client

from passport.people.models import User


@pytest.fixture
def strong_sign_in(client: Client) -> Callable[[User], None]:
    """Sign a person in as if with the code of an authenticator app."""

    def sign_in(user: User) -> None:
        client.force_login(user)
        session = client.session
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": 0}]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()

    return sign_in
