"""Coordinators and readers find their pages in the header, at no query of its own."""

import pytest
from django.test import Client

from observership.models import CommitteeMember
from tests.factories import EPOCH, make_learner, make_user
from tests.observership_factories import make_call, make_coordinator
from tests.people.sign_in import strong_sign_in

OFFICE, COMMITTEE = 'href="/placements/"', 'href="/committee/"'


def _header(user) -> str:
    page = strong_sign_in(Client(), user).get("/account/").content.decode()
    return page.partition("<main")[0]


@pytest.fixture
def reader(db):
    user = make_learner().user
    CommitteeMember.objects.create(
        call=make_call(), user=user, named_by=make_user(), named_at=EPOCH
    )
    return user


def test_a_reader_finds_the_committee(reader):
    header = _header(reader)
    assert (COMMITTEE in header, OFFICE in header) == (True, False)


def test_who_left_finds_it_no_more(reader):
    CommitteeMember.objects.update(left_at=EPOCH)
    assert COMMITTEE not in _header(reader)


def test_a_coordinator_finds_the_office(db):
    user = make_coordinator()
    make_learner(user)
    header = _header(user)
    assert (COMMITTEE in header, OFFICE in header) == (False, True)


def test_who_is_no_staff_finds_no_office(db):
    user = make_coordinator()
    make_learner(user)
    user.is_staff = False
    user.save()
    assert OFFICE not in _header(user)


def test_the_header_costs_the_same_for_everybody(reader, django_assert_max_num_queries):
    counts = []
    for user in (make_learner().user, reader):
        browser = strong_sign_in(Client(), user)
        browser.get("/account/")
        with django_assert_max_num_queries(20) as queries:
            browser.get("/account/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_back_office_leads_to_the_office(office):
    page = office.get("/admin/").content.decode()
    assert "Calls, applications, matching and placements" in page
    assert "/placements/" in page


def test_other_staff_are_not_led_there(client, db):
    page = strong_sign_in(client, make_user(is_staff=True, is_superuser=False)).get("/admin/")
    assert b"/placements/" not in page.content
