"""What a stranger sees who scans a code."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection

from credentials.domain.numbers import new_code
from credentials.models import Alarm, StandingChange
from credentials.services.copies import close_copy, make_live_code, replace_copy
from credentials.services.revoking import change_standing
from tests.factories import make_user

pytestmark = pytest.mark.django_db
GOLDEN_FIELDS = {
    "state", "number", "name", "profession", "expires_on", "stamps", "demonstration", "edition",
    "checked_at",
}  # fmt: skip


def scan(client, code, **headers):
    return client.get(f"/v/{code}", headers=headers)


def heading(response):
    return re.search(r'<h1 class="verdict-block__heading">(.*?)</h1>', response.text).group(1)


def machine(client, code):
    return json.loads(scan(client, code, accept="application/json").text)


def test_a_valid_passport_shows_name_profession_and_stamps(client, copy):
    response = scan(client, copy.code)
    assert response.status_code == 200
    assert heading(response) == "Valid passport"
    for text in ("Jana Nováková", "Nurse", "Core: knowledge", "Ward nurse: knowledge"):
        assert text in response.text


def test_three_queries_at_most(client, copy, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        scan(client, copy.code)
    with django_assert_max_num_queries(2):
        scan(client, copy.code)
