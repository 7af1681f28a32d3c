"""Whom a requirement concerns."""

import pytest

from passport.standards.domain.roles import concerns, concerns_people


@pytest.mark.parametrize(
    ("asked", "held", "expected"),
    [
        (["all"], [], True),
        (["all"], ["NUR"], True),
        (["NUR", "LAB"], ["LAB", "QMA"], True),
        (["NUR"], ["LAB"], False),
        (["NUR"], [], False),
        ([], ["NUR"], False),
    ],
)
def test_a_requirement_concerns_those_of_its_roles(asked, held, expected):
    assert concerns(asked, held) is expected


def test_without_roles_a_requirement_concerns_no_person():
    assert (concerns_people([]), concerns_people(["all"])) == (False, True)
