"""Profiles: dated roles that are never deleted, centres known and new."""

from datetime import timedelta

import pytest

from passport.people.models import Centre, ProfessionalRole
from passport.people.queries.profiles import (
    centre_named,
    current_roles,
    home_centre,
    professional_of,
    roles_ever,
)
from passport.people.services.profiles import set_language, set_profession
from tests.factories import make_learner, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def brno(now):
    return Centre.objects.create(name="Centre A", city="Brno", country="CZ", confirmed_at=now)


@pytest.fixture
def lyon(now):
    return Centre.objects.create(name="Centre B", city="Lyon", country="FR", confirmed_at=now)


def _rows(professional):
    rows = professional.roles.order_by("pk")
    return [(row.role, row.centre, row.starts_on, row.ends_on) for row in rows]


def test_roles_begin_today(now, brno):
    nurse = set_profession(
        user=make_user(), profession="nurse", roles=["NUR", "TRN"], centre=brno, at=now
    )
    assert _rows(nurse) == [("NUR", brno, now.date(), None), ("TRN", brno, now.date(), None)]
    assert current_roles(nurse, now.date()) == ("NUR", "TRN")


def test_a_role_that_is_given_up_ends_and_stays_in_the_record(now):
    user = make_user()
    later = now + timedelta(days=30)
    set_profession(user=user, profession="nurse", roles=["NUR", "NOP"], centre=None, at=now)
    nurse = set_profession(user=user, profession="nurse", roles=["NOP"], centre=None, at=later)
    assert _rows(nurse) == [
        ("NUR", None, now.date(), later.date()),
        ("NOP", None, now.date(), None),
    ]
    assert current_roles(nurse, later.date() + timedelta(days=1)) == ("NOP",)
    assert roles_ever(nurse) == ("NUR", "NOP")


def test_saying_the_same_again_changes_nothing(now, brno):
    user = make_user()
    for day in range(3):
        nurse = set_profession(
            user=user, profession="nurse", roles=["NUR"], centre=brno, at=now + timedelta(days=day)
        )
    assert _rows(nurse) == [("NUR", brno, now.date(), None)]


def test_changing_the_centre_moves_the_roles_held_there(now, brno, lyon):
    user = make_user()
    later = now + timedelta(days=30)
    set_profession(user=user, profession="nurse", roles=["NUR"], centre=brno, at=now)
    nurse = set_profession(user=user, profession="nurse", roles=["NUR"], centre=lyon, at=later)
    assert _rows(nurse) == [
        ("NUR", brno, now.date(), later.date()),
        ("NUR", lyon, later.date(), None),
    ]
    assert home_centre(nurse) == lyon


def test_a_role_at_a_second_centre_stays_there(now, brno, lyon):
    nurse = make_learner()
    for role, centre in (("TRN", lyon), ("NUR", brno)):
        ProfessionalRole.objects.create(
            professional=nurse, role=role, centre=centre, starts_on=now.date()
        )
    set_profession(user=nurse.user, profession="nurse", roles=["NUR", "TRN"], centre=None, at=now)
    open_rows = [row[:2] for row in _rows(nurse) if row[3] is None]
    assert open_rows == [("TRN", lyon), ("NUR", None)]


def test_a_centre_that_was_not_listed_is_written_down_unconfirmed(now):
    new = Centre(name="New Clinic", city="Cluj", country="RO")
    nurse = set_profession(user=make_user(), profession="nurse", roles=["NUR"], centre=new, at=now)
    assert home_centre(nurse).confirmed_at is None
    again = Centre(name="New Clinic", city="Cluj", country="RO")
    set_profession(user=make_user(), profession="nurse", roles=["NUR"], centre=again, at=now)
    assert Centre.objects.count() == 1


def test_a_centre_is_found_by_what_people_type(brno):
    assert [centre_named(text) for text in ("centre a", "Centre A, Brno", "Centre", "Brno")] == [
        brno, brno, None, None,
    ]  # fmt: skip


def test_unconfirmed_centres_are_not_offered_to_others(brno):
    Centre.objects.filter(pk=brno.pk).update(confirmed_at=None)
    assert centre_named("Centre A") is None


def test_the_day_of_welcome_is_kept(now):
    nurse = make_learner(welcomed_at=None)
    set_language(professional=nurse, language="en", at=now)
    set_language(professional=nurse, language="en", at=now + timedelta(days=1))
    assert professional_of(nurse.user).welcomed_at == now


def test_staff_without_a_profile_have_none():
    assert professional_of(make_user(is_staff=True)) is None
