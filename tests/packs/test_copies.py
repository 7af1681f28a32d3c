"""Codes by which inspectors check people live: one per passport and centre, closed at will."""

import json

import pytest

from credentials.domain.pack import DATA, DRAWN
from credentials.models import Copy, CopyKind
from credentials.services import copies
from passport.people.models import Centre
from tests.centre_factories import join, make_centre
from tests.credentials.conftest import completed, edition, nurse  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
LABEL = "Fictional University Hospital, Sampletown"


@pytest.fixture
def holder(edition, world):  # noqa: F811
    """A nurse with an issued passport, who works at the centre."""
    return join(world.centre, edition.passport.holder)


def codes_in(world, pack):
    people = json.loads(world.file(pack, DATA))["people"]
    return {person["name"]: person["passport_code"] for person in people}


def pack_copies():
    return Copy.objects.filter(kind=CopyKind.PACK)


def test_a_passport_gets_one_code_per_centre_and_keeps_it(world, holder, client):
    first = codes_in(world, world.make())["Jana Nováková"]
    second = codes_in(world, world.make())["Jana Nováková"]
    copy = pack_copies().get()
    assert (first, copy.label) == (second, LABEL)
    assert first == copy.code
    assert "Jana Nováková" in client.get(f"/v/{first}").text


def test_who_has_no_passport_gets_none(world):
    assert set(codes_in(world, world.make()).values()) == {""}
    assert pack_copies().count() == 0


def test_the_address_stands_in_the_pdf_as_a_link(world, holder):
    pack = world.make()
    assert f"/v/{pack_copies().get().code}".encode() in world.file(pack, DRAWN)


def test_the_holder_closes_it_and_gets_no_other(world, holder, client):
    code = codes_in(world, world.make())["Jana Nováková"]
    copies.close_copy(copy=pack_copies().get(), at=world.at)
    assert client.get(f"/v/{code}").status_code == 404
    assert codes_in(world, world.make())["Jana Nováková"] == ""
    assert pack_copies().count() == 1


def test_a_new_code_of_the_holders_is_used_from_then_on(world, holder):
    world.make()
    newer = copies.replace_copy(copy=pack_copies().get(), at=world.at)
    assert codes_in(world, world.make())["Jana Nováková"] == newer.code


def test_it_does_not_count_in_the_holders_limits(world, holder, settings):
    world.make()
    passport = holder.passport
    settings.LIVE_COPIES_MAX = settings.COPIES_PER_DAY_MAX = passport.copies.count()
    made = copies.make_copy(passport=passport, kind=CopyKind.PRINT, label="", at=world.at)
    assert made.kind == CopyKind.PRINT


def test_another_centre_has_a_code_of_its_own(world, holder):
    first = codes_in(world, world.make())["Jana Nováková"]
    world.centre = make_centre(name="Another Fictional Hospital")
    join(world.centre, holder)
    assert codes_in(world, world.make())["Jana Nováková"] != first


def test_a_renamed_centre_keeps_the_code_and_a_namesake_has_its_own(world, holder):
    first = codes_in(world, world.make())["Jana Nováková"]
    name = "Fictional Hospital " + "of a Very Long Name " * 4
    for centre, city in ((world.centre, "Sampletown"), (make_centre(name="Other"), "Farville")):
        centre.name, centre.city = name[:80], city
        centre.save()
    assert codes_in(world, world.make())["Jana Nováková"] == first
    world.centre = join_elsewhere(holder)
    assert codes_in(world, world.make())["Jana Nováková"] != first


def join_elsewhere(holder):
    """The other hospital, whose name begins alike."""
    other = Centre.objects.get(city="Farville")
    join(other, holder)
    return other


def test_the_holder_sees_it_under_sharing(world, holder, client):
    world.make()
    client.force_login(holder.user)
    text = client.get("/passport/sharing/").text
    assert LABEL in text
    assert "Evidence packs of a centre" in text
