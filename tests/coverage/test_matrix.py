"""The matrix says of everybody what the plain rules say of each one alone."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Cell, role_rows
from tests.coverage.random_frameworks import ROLES, TODAY, Random, centres, days

HELD = {Standing.MET, Standing.RENEWAL_DUE}
seeded = settings(derandomize=True, deadline=None, max_examples=400, database=None)


def applies(column, roles):
    return "all" in column.roles or any(role in column.roles for role in roles)


@seeded
@given(centre=centres(), on=days)
def test_every_cell_equals_what_the_plain_rules_say(centre: Random, on):
    matrix = centre.matrix(on)
    for person in centre.people:
        expected = [
            Cell(found.standing, found.last_day) if applies(column, person.roles) else None
            for column, found in zip(matrix.view.columns, centre.standings(person, on), strict=True)
        ]
        assert list(matrix.row(person.id)) == expected


def rows_of(centre: Random, role, places, on):
    """Plain standings of everybody in a role, in some columns."""
    return [
        [standing for at, standing in enumerate(centre.standings(person, on)) if at in places]
        for person in centre.people
        if role in (person.roles or ("",))
    ]


def counted(centre: Random, role, group, on):
    """A group's cell by counting plain standings, person by person."""
    places = [
        at
        for at, column in enumerate(centre.asked.view.columns)
        if column.group == group and applies(column, [role])
    ]
    if not places:
        return None
    rows = rows_of(centre, role, places, on)
    met = [row for row in rows if all(each.standing in HELD for each in row)]
    started = [
        row
        for row in rows
        if row not in met and any(each.standing in {*HELD, Standing.PARTIAL} for each in row)
    ]

    def ends_within(number):
        last = on + timedelta(days=number)
        return sum(any(each.last_day and each.last_day <= last for each in row) for row in met)

    return {
        "met": len(met),
        "due": ends_within(60),
        "soon": ends_within(90),
        "partial": len(started),
        "missing": len(rows) - len(met) - len(started),
        "total": len(rows),
        "percent": 100 * len(met) // len(rows),
    }


@seeded
@given(centre=centres(), on=days)
def test_every_count_equals_counting_the_plain_standings(centre: Random, on):
    rows = role_rows(centre.matrix(on), centre.people)
    held = {role for person in centre.people for role in person.roles or ("",)}
    assert [row.role for row in rows] == sorted(held, key=lambda role: (not role, role))
    for row in rows:
        for (group, _), cell in zip(centre.asked.view.groups, row.cells, strict=True):
            found = cell and {name: getattr(cell, name) for name in vars(cell) if name != "group"}
            assert found == counted(centre, row.role, group, on)


@seeded
@given(centre=centres(), on=days, chosen=st.sampled_from(ROLES))
def test_rows_of_some_members_count_these_alone(centre: Random, on, chosen):
    some = [person for person in centre.people if chosen in person.roles]
    alone = Random(centre.asked, tuple(some))
    assert role_rows(centre.matrix(on), some) == role_rows(alone.matrix(on), some)


@seeded
@given(centre=centres())
def test_somebody_unknown_to_the_matrix_is_not_counted(centre: Random):
    nobody = Random(centre.asked, ())
    assert role_rows(nobody.matrix(TODAY), centre.people) == ()
