"""Observerships stand in the header at no query, and lead on to a reader's other parts."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from observership.models import CommitteeMember
from observership.views.trainee_ways import other_ways
from passport.ui.navigation import navigation
from tests.centre_factories import join, make_centre
from tests.factories import EPOCH, make_learner, make_user
from tests.observership_factories import make_call, make_coordinator, make_supervisor

pytestmark = pytest.mark.django_db


def entry(user, path):
    """The entry of the header as this reader sees it on a page."""
    request = RequestFactory().get(path)
    request.user = user
    found = [item for item in navigation(request) if str(item.label) == "Observerships"]
    return [(item.url, item.is_current) for item in found]


@pytest.mark.parametrize(
    ("path", "is_current"),
    [
        ("/observership/", True),
        ("/observership/applications/1/", True),
        ("/observerships/pilot/", True),
        ("/learn/", False),
    ],
)
def test_members_find_their_own_and_visitors_the_calls(path, is_current, django_assert_num_queries):
    member = make_learner().user
    with django_assert_num_queries(0):
        assert entry(member, path) == [("/observership/", is_current)]
        assert entry(AnonymousUser(), path) == [("/observerships/", is_current)]


def test_each_side_finds_its_own_desk():
    centre = make_centre(name="Fictional Host")
    boss, reader = make_coordinator(), make_user()
    CommitteeMember.objects.create(call=make_call(), user=reader, named_by=boss, named_at=EPOCH)
    staff = join(centre)
    on = EPOCH.date()
    assert [way.url for way in other_ways(make_supervisor(centre).user, on)] == [
        f"/centre/{centre.public_id}/observerships/"
    ]
    assert [way.url for way in other_ways(boss, on)] == ["/placements/"]
    assert [way.url for way in other_ways(reader, on)] == ["/committee/"]
    assert other_ways(staff.user, on) == []
