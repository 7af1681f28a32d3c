"""My plan, as a learner sees it."""

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from passport.people.services.profiles import set_profession
from tests.factories import make_learner, make_release, make_track

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan_of(client):
    """Text of the plan of somebody with these roles."""
    make_release("COR-01")
    make_release("NUR-01")
    make_track("NUR", core=("COR-01",), own=("NUR-01",))
    make_track("PHY", core=("COR-01",))

    def text(*roles: str) -> str:
        learner = make_learner()
        set_profession(
            user=learner.user, profession="nurse", roles=roles, centre=None, at=timezone.localtime()
        )
        client.force_login(learner.user)
        return " ".join(strip_tags(client.get("/plan/").text).split())

    return text


def test_a_plan_says_which_role_has_no_modules_yet(plan_of):
    plan = plan_of("PHY")
    assert "Not published yet: modules for Treating physician" in plan
    assert "0 of 1 modules" in plan
    assert "COR-01" in plan
    assert "NUR-01" not in plan


def test_a_plan_with_modules_for_every_role_says_nothing_of_it(plan_of):
    plan = plan_of("NUR")
    assert "NUR-01" in plan
    assert "Not published yet" not in plan
