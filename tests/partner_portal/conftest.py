"""A partner with an add-on for the fictional product, and its sample bundle read once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from django.test import Client

from curriculum.domain.product_bundle import ProductBundle
from curriculum.formats.bundle_zip import read_product
from curriculum.models import AddOnVersion, ProductAddOn, RequiredOutcome
from curriculum.services.add_ons import VersionFacts, open_add_on, open_version, save_metadata
from curriculum.services.bundles import keep_bundle
from passport.people.models import Partner, User
from passport.standards.models import Framework, Requirement
from tests.credentials.conftest import Clock, clock  # noqa: F401 - fixtures
from tests.formats_partner.bundles import OUTCOMES, RULES, SAMPLE, Workshop
from tests.people.sign_in import strong_sign_in
from tests.product_factories import (
    make_outcome,
    make_partner,
    make_partner_member,
    make_product_programme,
    make_rule,
)


@dataclass
class Desk:
    """A partner, its people, its programme, and the moment of the test."""

    partner: Partner
    manager: User
    editor: User
    programme: Framework
    at: datetime

    def add_on(self) -> ProductAddOn:
        return open_add_on(
            partner=self.partner, programme=self.programme, title="Handle fictoleucel",
            by=self.editor, at=self.at,
        )  # fmt: skip

    def draft(self, language: str = "en", add_on: ProductAddOn | None = None) -> AddOnVersion:
        found = add_on or self.partner.add_ons.first() or self.add_on()
        return open_version(add_on=found, language=language, by=self.editor, at=self.at)

    def facts(self, **fields: object) -> VersionFacts:
        values = {
            "title": "Handle fictoleucel", "notes": "First version.", "countries": ["CZ", "DE"],
            "label_on": date(2026, 10, 1), "label_ends_on": None,
            "label_url": "https://label.example/fictoleucel", "additional_monitoring": True,
            "rmp_version": "3.1", "authority_agreed": False, "approval_reference": "",
            "approval_ends_on": None,
            "authors": [{"name": "Alex Author", "affiliation": "A", "interests": "Employee"}],
        }  # fmt: skip
        return VersionFacts(**{**values, **fields})

    def complete(self, bundle: ProductBundle) -> AddOnVersion:
        """A draft that lacks nothing."""
        version = self.draft()
        keep_bundle(version=version, bundle=bundle, by=self.editor, at=self.at)
        make_rule(version.add_on, signed_by=self.manager)
        return save_metadata(version=version, facts=self.facts(), by=self.editor, at=self.at)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> ProductBundle:
    """The sample bundle of the fictional product."""
    shelf = tmp_path_factory.mktemp("shelf")
    bundle, findings = read_product(SAMPLE, shelf=shelf, rules=RULES)
    assert findings == []
    return bundle


@pytest.fixture
def home(db: None, now: datetime) -> Desk:
    """The partner of the fictional product."""
    programme = make_product_programme()
    requirement = Requirement.objects.get(key="programme.fictoleucel.handling")
    for key in sorted(OUTCOMES):
        RequiredOutcome.objects.get_or_create(requirement=requirement, outcome=make_outcome(key))
    partner = make_partner("Fictional Cell Company")
    return Desk(
        partner, make_partner_member(partner), make_partner_member(partner, "editor"),
        programme, now,
    )  # fmt: skip


@pytest.fixture
def manager(home: Desk, clock: Clock) -> Client:  # noqa: F811 - as above
    """The browser of the partner's manager."""
    return strong_sign_in(Client(), home.manager)


@pytest.fixture
def editor(home: Desk, clock: Clock) -> Client:  # noqa: F811 - as above
    """The browser of the partner's editor."""
    return strong_sign_in(Client(), home.editor)


@pytest.fixture
def page(home: Desk) -> Callable[..., str]:
    """The address of a page about a version."""

    def address(version: AddOnVersion, rest: str = "") -> str:
        return f"/partner/{home.partner.public_id}/versions/{version.public_id}/{rest}"

    return address


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A copy of the sample bundle, to be changed and zipped."""
    return Workshop(tmp_path)
