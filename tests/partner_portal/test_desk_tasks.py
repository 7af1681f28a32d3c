"""The desk of a version names everything that is missing, whatever it is."""

from types import SimpleNamespace

import pytest

from curriculum.domain.add_ons import Missing
from curriculum.views import partner_versions
from tests.product_factories import make_version

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", list(Missing))
def test_what_is_missing_stands_in_one_task_with_its_place(code):
    check = SimpleNamespace(bundle=None, used=(), rule=None, missing=(code,))
    tasks = partner_versions._tasks(make_version(), check)
    (todo,) = [each for task in tasks for each in task.todo]
    assert todo.text
    assert todo.url
