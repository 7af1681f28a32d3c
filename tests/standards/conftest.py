"""People of the back office, and their browsers."""

from datetime import UTC, datetime

import pytest

from passport.people.models import User
from passport.standards.services.editors import ensure_standards_editors
from tests.factories import make_user


@pytest.fixture
def sign_in(client):
    """Sign a member of staff in with an authenticator code; returns the browser."""

    def run(user: User):
        client.force_login(user)
        session = client.session
        session["account_authentication_methods"] = [
            {"method": "mfa", "type": "totp", "at": datetime.now(UTC).timestamp()}
        ]
        session["account_authentication_methods_user"] = str(user.pk)
        session.save()
        return client

    return run


@pytest.fixture
def editor(db) -> User:
    """A member of the group Standards editors."""
    user = make_user(first_name="Ela", last_name="Editor", is_staff=True)
    user.groups.add(ensure_standards_editors())
    return user


@pytest.fixture
def desk(sign_in, editor):
    """The browser of an editor of standards."""
    return sign_in(editor)
