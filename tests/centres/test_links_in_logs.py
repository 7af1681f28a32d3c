"""No log keeps the token of an invitation or of an inspector's link."""

import logging

import pytest
from django.test import Client

from passport.logs import HideCodes
from passport.people.queries.invitations import token_of
from tests.centres.conftest import link

TOKEN = "7F3K9Q2MABCDEFGHJKMNPQRST0"  # noqa: S105 - of nobody


def logged(message: str, *values: object) -> str:
    """A line as it is written."""
    record = logging.LogRecord("web", logging.INFO, "", 0, message, values, None)
    assert HideCodes().filter(record)
    return record.getMessage()


@pytest.mark.parametrize("place", ["join", "inspect"])
@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("/{0}/{1}/", "/{0}/.../"),
        ("/{0}/{1}", "/{0}/..."),
        ("/{0}/{1}/files/list.json", "/{0}/.../files/list.json"),
        ("/{0}/{1}/?page=2", "/{0}/.../?page=2"),
        ("/accounts/login/?next=/{0}/{1}/", "/accounts/login/?next=/{0}/.../"),
        ("/accounts/login/?next=%2F{0}%2F{1}%2F", "/accounts/login/?next=%2F{0}%2F...%2F"),
        ("/accounts/login/?next=%2f{0}%2f{1}", "/accounts/login/?next=%2f{0}%2f..."),
        ("/accounts/login/?next=%2F{0}%2F{1}&x=1", "/accounts/login/?next=%2F{0}%2F...&x=1"),
        ("https://passport.test/{0}/{1}/", "https://passport.test/{0}/.../"),
    ],
)
def test_a_token_in_an_address_is_not_written(place, path, written):
    line = logged('"GET %s HTTP/1.1" %s', path.format(place, TOKEN), 200)
    assert line == f'"GET {written.format(place)} HTTP/1.1" 200'


def test_other_lines_stay_as_they_are():
    for path in ("/join/", "/centres/", "/learn/COR-04/", "/inspect/"):
        assert logged("Not Found: %s", path) == f"Not Found: {path}"


@pytest.mark.django_db
def test_following_a_link_leaves_no_token_in_the_log(invited, caplog):
    caplog.handler.addFilter(HideCodes())
    invited.withdrawn_at = invited.invited_at
    invited.save()
    Client().get(link(invited))
    Client().get(f"/join/{TOKEN}/")
    assert "/join/.../" in caplog.text
    assert token_of(invited) not in caplog.text
    assert TOKEN not in caplog.text
