"""No log keeps a verification code (THREATS B5)."""

import logging

import pytest
from django.conf import settings

from passport.logs import HideCodes

CODE = "7F3K9Q2MABCDEFGHJKMNPQRST0"


def logged(message: str, *values: object) -> str:
    """A line as it is written."""
    record = logging.LogRecord("web", logging.INFO, "", 0, message, values, None)
    assert HideCodes().filter(record)
    return record.getMessage()


@pytest.mark.parametrize("typed", [CODE, CODE.lower(), "7F3K-9Q2M-ABCD", "7F3K%209Q2M%20ABCD"])
def test_a_code_in_an_address_is_not_written(typed):
    for path in ("/v/", "/V/", "https://passport.test/v/"):
        line = logged('"%s %s%s HTTP/1.1" %s', "GET", path, typed, 404)
        assert line == f'"GET {path}... HTTP/1.1" 404'


@pytest.mark.parametrize("kind", ["letter", "home", "calendar", "next-call"])
def test_a_guests_token_in_an_address_is_not_written(kind):
    line = logged('"%s /observership/%s/%s/ HTTP/1.1"', "GET", kind, CODE)
    assert line == f'"GET /observership/{kind}/.../ HTTP/1.1"'


def test_other_lines_stay_as_they_are():
    assert logged("Not Found: %s", "/learn/COR-04/") == "Not Found: /learn/COR-04/"


def test_every_handler_hides_codes():
    handlers = settings.LOGGING["handlers"]
    assert {name for name, each in handlers.items() if "codes" not in each["filters"]} == set()


@pytest.mark.django_db
def test_a_check_leaves_no_code_in_the_log(client, caplog):
    caplog.handler.addFilter(HideCodes())
    client.get(f"/v/{CODE}")
    assert "/v/..." in caplog.text
    assert CODE not in caplog.text
