"""Petra, who manages a partner with an add-on whose live version followed another; a clock."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from curriculum.models import AddOnVersion, Completion, DeltaTaken, ProductAddOn
from curriculum.models.learning import CompletionWay
from passport.people.models import Partner, Professional, ProfessionalRole, User
from tests.centre_records.conftest import clock
from tests.factories import EPOCH, make_learner, make_user
from tests.people.sign_in import strong_sign_in
from tests.product_factories import (
    OWN,
    make_add_on,
    make_live_version,
    make_partner,
    make_partner_member,
)

__all__ = ["clock"]
NEXT = timedelta(days=1)


@dataclass
class Desk:
    """A manager's browser at the rules of one add-on."""

    client: Client
    partner: Partner
    add_on: ProductAddOn
    manager: User
    editor: User
    live: AddOnVersion

    def path(self, name: str, *args: Any) -> str:
        """Address of a page of the add-on."""
        ids = [self.partner.public_id, self.add_on.public_id, *args]
        return reverse(f"curriculum:partner_{name}", args=ids)

    def get(self, name: str, *args: Any):
        """A page of the add-on."""
        return self.client.get(self.path(name, *args))

    def as_(self, user: User) -> "Desk":
        """The same desk in somebody else's browser."""
        return Desk(
            strong_sign_in(Client(), user), self.partner, self.add_on, user, user, self.live
        )


@pytest.fixture
def desk(db: None, clock) -> Desk:
    """Two versions, the second live; three outcomes of which two are taught by the core."""
    partner = make_partner("Fictional Cell Company")
    petra = make_user(first_name="Petra", last_name="Partner")
    make_partner_member(partner, user=petra)
    emil = make_partner_member(partner, "editor", user=make_user(first_name="Emil"))
    add_on = make_add_on(partner, code="FIC-01", title="Fictoleucel: handling")
    first = make_live_version(add_on)
    AddOnVersion.objects.filter(pk=first.pk).update(state="retired", retired_at=EPOCH + NEXT)
    live = make_live_version(add_on, at=EPOCH + 100 * NEXT)
    return Desk(strong_sign_in(Client(), petra), partner, add_on, petra, emil, live)


def queries_of(desk: Desk, *name: Any) -> int:
    """How many queries a page takes."""
    with CaptureQueriesContext(connection) as seen:
        assert desk.get(*name).status_code == 200
    return len(seen)


def make_holder(desk: Desk, at=EPOCH, *, role: str = "NUR", **fields: Any) -> Professional:
    """A learner who completed the module's first version on a day; three outcomes learned."""
    saved = fields.pop("minutes_saved", 12)
    learner = make_learner(**fields)
    ProfessionalRole.objects.create(professional=learner, role=role, starts_on=EPOCH.date())
    version = desk.add_on.versions.get(number=2 if at >= EPOCH + 100 * NEXT else 1)
    completion = Completion.objects.create(
        learner=learner, module=desk.add_on.module, release=version.release,
        way=CompletionWay.RECOGNISED, language="en", completed_at=at,
    )  # fmt: skip
    keys = ["crs-recognise", OWN, "icans-recognise"]
    DeltaTaken.objects.create(
        completion=completion, add_on=desk.add_on, version=version, country=learner.country,
        profession=learner.profession, roles=[role], required=keys, covered=[], learned=keys,
        minutes_needed=18, minutes_saved=saved, taken_at=at,
    )  # fmt: skip
    return learner
