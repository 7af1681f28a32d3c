"""What other apps hear of observed practice."""

import pytest

from curriculum import api
from curriculum.services.observations import close_observation
from tests.centre_factories import make_centre
from tests.practice.conftest import make_task

pytestmark = pytest.mark.django_db


def test_what_waits_is_counted_for_one_centre(ward, now):
    assert api.waiting_sign_offs(ward.centre.pk) == 0
    ward.open(now, task=make_task("opened"))
    ward.sign_off(now, task=make_task("confirmed"))
    declined = ward.sign(ward.open(now, task=make_task("declined")), now)
    close_observation(observation=declined, by=ward.jana, at=now)
    ward.sign(ward.open(now), now)
    assert api.waiting_sign_offs(ward.centre.pk) == 1
    assert api.waiting_sign_offs(make_centre().pk) == 0
