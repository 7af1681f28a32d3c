"""A prepared query answers as the queryset does that it was made of, every time anew."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db import connections

from passport.people.models import User
from passport.prepared import Prepared
from passport.sessions import SessionStore
from tests.factories import make_learner, make_user

pytestmark = pytest.mark.django_db

BY_EMAIL: Prepared[User] = Prepared(
    lambda email, joined: User.objects.select_related("professional").filter(
        email=email, date_joined__lte=joined
    ),
    *map(User._meta.get_field, ("email", "date_joined")),
)
NAMES: Prepared[str] = Prepared(
    lambda: User.objects.order_by("first_name").values_list("first_name", flat=True)
)


def test_it_gives_what_the_queryset_gives_with_other_values_each_time(
    now, django_assert_num_queries
):
    ana = make_learner(make_user(email="ana@example.org", date_joined=now)).user
    ben = make_user(email="ben@example.org", date_joined=now)
    BY_EMAIL.rows("nobody@example.org", now)
    with django_assert_num_queries(2):
        (first,), (second,) = BY_EMAIL.rows(ana.email, now), BY_EMAIL.rows(ben.email, now)
    assert (first, second) == (ana, ben)
    assert first.date_joined == now
    with django_assert_num_queries(0):
        assert first.professional == ana.professional
    assert BY_EMAIL.rows(ana.email, now - timedelta(seconds=1)) == []


def test_it_asks_anew_and_may_take_no_values():
    ana = make_user(email="ana@example.org", first_name="Ana")
    assert NAMES.rows() == ["Ana"]
    make_user(email="abe@example.org", first_name="Abe")
    ana.delete()
    assert NAMES.rows() == ["Abe"]


@pytest.mark.parametrize("values", [("ana@example.org",), ("ana@example.org", None)])
def test_a_value_that_is_missing_is_refused(values):
    with pytest.raises(ValueError, match="a value for each"):
        BY_EMAIL.rows(*values)


def test_sessions_are_those_of_django():
    kept = SessionStore()
    kept["word"] = "kept"
    kept.save()
    for store in (SessionStore, DatabaseStore):
        assert dict(store(kept.session_key)) == {"word": "kept"} == store(kept.session_key).load()


@pytest.mark.parametrize("change", ["end", "delete"])
def test_a_session_that_ended_is_gone_at_once(change, now):
    kept = SessionStore()
    kept["word"] = "kept"
    kept.save()
    assert SessionStore(kept.session_key).load() == {"word": "kept"}
    rows = Session.objects.filter(session_key=kept.session_key)
    rows.delete() if change == "delete" else rows.update(expire_date=now - timedelta(days=1))
    late = SessionStore(kept.session_key)
    assert late.load() == {}
    assert late.session_key is None


def test_each_thread_keeps_its_own():
    def kept() -> bool:
        return "prepared" in vars(connections["default"])

    NAMES.rows()
    with ThreadPoolExecutor(max_workers=1) as threads:
        assert (kept(), threads.submit(kept).result()) == (True, False)
