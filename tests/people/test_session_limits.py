"""Sessions end after rest and after a longest life; how soon depends on whose and where."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.http import HttpResponse

from passport.middleware import SessionLimitsMiddleware
from passport.people.models import User
from passport.session_limits import SHARED_KEY, SessionLimits, limits_for
from tests.factories import make_user
from tests.people.sign_in import make_confirmed_user, sign_in_by_mail

START = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
LIMITS = SessionLimits(idle=timedelta(minutes=15), absolute=timedelta(hours=12))


def _over(*, seen: timedelta, now: timedelta) -> bool:
    return LIMITS.are_over(started_at=START, seen_at=START + seen, at=START + now)


def test_rest_up_to_the_limit_is_allowed():
    assert not _over(seen=timedelta(), now=timedelta(minutes=15))
    assert _over(seen=timedelta(), now=timedelta(minutes=15, seconds=1))


def test_a_busy_session_ends_too():
    assert not _over(seen=timedelta(hours=11, minutes=59), now=timedelta(hours=12))
    assert _over(seen=timedelta(hours=11, minutes=59), now=timedelta(hours=12, seconds=1))


def test_privilege_weighs_more_than_whose_computer_it_is():
    limits = {"own": 1, "shared": 2, "privileged": 3}
    assert limits_for(limits, privileged=False, shared=False) == 1
    assert limits_for(limits, privileged=False, shared=True) == 2
    assert limits_for(limits, privileged=True, shared=True) == 3


@pytest.fixture
def visit(rf, client):
    """Visit a page at a time with one session; True when the person is let through."""
    session = client.session

    def at(user: User, moment: datetime, path: str = "/plan/") -> bool:
        request = rf.get(path)
        request.user, request.session = user, session
        request._messages = FallbackStorage(request)
        middleware = SessionLimitsMiddleware(lambda _: HttpResponse(), clock=lambda: moment)
        return middleware(request).status_code == 200

    at.session = session
    return at


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("staff", "shared", "rest", "stays"),
    [
        (False, False, timedelta(hours=8), True),
        (False, False, timedelta(hours=8, seconds=1), False),
        (False, True, timedelta(minutes=15), True),
        (False, True, timedelta(minutes=15, seconds=1), False),
        (True, False, timedelta(minutes=15), True),
        (True, False, timedelta(minutes=15, seconds=1), False),
    ],
)
def test_a_session_at_rest_ends(visit, staff, shared, rest, stays):
    user = make_user(is_staff=staff)
    visit.session[SHARED_KEY] = shared
    assert visit(user, START)
    assert visit(user, START + rest) is stays


@pytest.mark.django_db
def test_each_visit_renews_the_rest_but_not_the_life(visit):
    user = make_user(is_staff=True)
    moments = [START + timedelta(minutes=10 * n) for n in range(74)]
    assert [visit(user, moment) for moment in moments] == [True] * 73 + [False]


@pytest.mark.django_db
def test_the_stylesheet_does_not_keep_a_session_awake(visit):
    user = make_user(is_staff=True)
    assert visit(user, START)
    assert visit(user, START + timedelta(minutes=14), "/styles/0.css")
    assert not visit(user, START + timedelta(minutes=16))


@pytest.mark.django_db
def test_visits_within_a_minute_write_nothing(visit):
    user = make_user()
    visit(user, START)
    visit.session.modified = False
    visit(user, START + timedelta(seconds=59))
    assert visit.session.modified is False


@pytest.mark.django_db
def test_on_a_shared_computer_the_cookie_ends_with_the_browser(client):
    response = sign_in_by_mail(client, make_confirmed_user(), shared_computer="on")
    assert response.cookies["sessionid"]["max-age"] == ""
    assert client.session[SHARED_KEY] is True


@pytest.mark.django_db
def test_on_ones_own_the_cookie_lasts_a_week(client):
    response = sign_in_by_mail(client, make_confirmed_user())
    assert response.cookies["sessionid"]["max-age"] == 7 * 24 * 3600


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/centre/0/people/", "/network/", "/partner/", "/review/"])
def test_the_workspace_of_a_centre_knows_no_long_rest(visit, path):
    user = make_user()
    assert visit(user, START, path)
    assert visit(user, START + timedelta(minutes=15), path)
    assert not visit(user, START + timedelta(minutes=31), path)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/centres/", "/join/0/", "/practice/", "/inspect/0/"])
def test_ones_own_side_of_centres_rests_as_long_as_any_page(visit, path):
    user = make_user()
    assert visit(user, START, path)
    assert visit(user, START + timedelta(hours=8), path)


@pytest.mark.django_db
def test_the_back_office_knows_no_long_rest_whoever_asks(visit):
    """Somebody may work there by group without being marked as staff."""
    user = make_user()
    assert visit(user, START, "/admin/")
    assert visit(user, START + timedelta(minutes=15), "/admin/")
    assert not visit(user, START + timedelta(minutes=31), "/admin/")
