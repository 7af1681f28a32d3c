"""The demo partners are made once, with their people; every demo secret can be typed."""

import base64

import pytest

from passport.demo.partners import ensure_partners
from passport.demo.people import DESK, PEOPLE
from passport.demo.services import ensure_people
from passport.people.models import PartnerMembership, User
from passport.people.permissions import can_look_after
from passport.people.services.product_desk import ensure_product_desk

pytestmark = pytest.mark.django_db


def test_the_demo_partners_have_their_people(now):
    ensure_product_desk()
    ensure_people(at=now)
    assert [partner.name for partner in ensure_partners(at=now)] == [
        "Fictional Cell Company", "Imaginary Bio",
    ]  # fmt: skip
    assert ensure_partners(at=now) == []
    rows = PartnerMembership.objects.values_list("user__email", "partner__name", "kind")
    assert sorted(rows) == [
        ("emil.editor@example.org", "Fictional Cell Company", "editor"),
        ("paul.partner@example.org", "Imaginary Bio", "manager"),
        ("petra.partner@example.org", "Fictional Cell Company", "manager"),
    ]
    desk = User.objects.get(email=DESK)
    assert can_look_after(desk, belongs=False)
    assert not can_look_after(desk, belongs=True)


def test_every_secret_of_the_demo_is_one_of_its_own():
    secrets = [person.totp_secret for person in PEOPLE if person.totp_secret]
    assert len(set(secrets)) == len(secrets)
    assert {len(base64.b32decode(secret)) for secret in secrets} == {20}
