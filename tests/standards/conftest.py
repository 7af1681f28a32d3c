"""People of the back office, and their browsers."""

from functools import partial

import pytest

from passport.people.models import User
from passport.standards.services.editors import ensure_standards_editors
from tests.factories import make_user
from tests.people.sign_in import strong_sign_in


@pytest.fixture
def sign_in(client):
    """Sign a member of staff in with an authenticator code; returns the browser."""
    return partial(strong_sign_in, client)


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
