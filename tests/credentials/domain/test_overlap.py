"""What a product's programme asks that core and tracks have shown already."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credentials.domain.overlap import Asked, Overlap, compare, concerns, counts

CORE, TRACKS = {"COR-04", "COR-05"}, {"NUR-04"}


def asked(*full: str, partial: tuple[str, ...] = (), roles: tuple[str, ...] = ("NUR",), **more):
    return Asked("programme.crs", "CRS", "clinical", roles, full, partial, **more)


@pytest.mark.parametrize(
    ("requirement", "overlap"),
    [
        (asked("COR-04"), Overlap.CORE),
        (asked("COR-04", "COR-05"), Overlap.CORE),
        (asked("COR-04", "NUR-04"), Overlap.TRACK),
        (asked("COR-04", "ADD-01"), Overlap.PART),
        (asked("COR-04", "ADD-01", any_of=True), Overlap.CORE),
        (asked(partial=("COR-05",)), Overlap.PART),
        (asked("ADD-01"), Overlap.REMAINS),
        (asked(), Overlap.REMAINS),
        (asked("COR-04", roles=()), Overlap.SITE),
    ],
)
def test_a_requirement_is_met_where_all_that_covers_it_is_taught(requirement, overlap):
    assert compare(requirement, CORE, TRACKS).overlap is overlap


def test_it_names_what_teaches_it():
    found = compare(asked("COR-04", "ADD-01", partial=("NUR-04",)), CORE, TRACKS)
    assert found.taught_by == ("COR-04", "NUR-04")


def test_a_role_is_concerned_by_its_own_by_everybodys_and_by_the_sites_requirements():
    mine, all_, site = asked(), asked(roles=("all",)), asked(roles=())
    assert [concerns(each, "PHA") for each in (mine, all_, site)] == [False, True, True]
    assert concerns(mine, "")


@settings(derandomize=True)
@given(st.lists(st.sets(st.sampled_from(["COR-04", "NUR-04", "ADD-01"])), max_size=12))
def test_every_requirement_is_counted_once(sets):
    compared = [compare(asked(*sorted(each)), CORE, TRACKS) for each in sets]
    assert sum(counts(compared).values()) == len(sets)
    assert list(counts(compared)) == list(Overlap)
