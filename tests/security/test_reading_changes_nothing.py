"""No address changes a row when it is only read (THREATS G2)."""

import pytest
from django.apps import apps
from django.test import Client

from tests.security.routes import site_routes

pytestmark = pytest.mark.django_db
# Sessions move with every visit; they record nothing that a person did.
MOVING = {"sessions.session", "usersessions.usersession"}


def every_row() -> dict[str, list[str]]:
    """All rows of all tables, as text."""
    return {
        model._meta.label_lower: sorted(str(row) for row in model._base_manager.values_list())
        for model in apps.get_models()
        if model._meta.managed and model._meta.label_lower not in MOVING
    }


@pytest.mark.parametrize("who", ["visitor", "jana", "stranger"])
def test_reading_every_page_changes_no_row(request, world, who):
    client = Client() if who == "visitor" else request.getfixturevalue(who)
    client.get(f"/v/{world.copy.code}")  # notes the day of the check, once: the one exemption
    before = every_row()
    addresses = [route.address(world.values) for route in site_routes()]
    addresses += [f"/v/{world.copy.code}", f"/exam/{world.submitted.public_id}/result/"]
    for address in addresses:
        client.get(address)
        client.head(address)
        client.options(address)
    after = every_row()
    assert {name for name in before if before[name] != after[name]} == set()
