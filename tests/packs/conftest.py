"""A centre with its quality manager, three colleagues and a standard that asks two things."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages
from django.test import Client

from credentials.domain.pack import Scope
from credentials.models import EvidencePack, PackKind, PackRecord
from credentials.services.packing import PackAsk, ask_for_pack
from passport.people.models import Centre, Professional
from passport.standards.models import Framework
from tests.centre_factories import join, make_centre, make_framework, make_lead
from tests.coverage.rows import align
from tests.credentials.conftest import Clock, clock, key_dir  # noqa: F401 - fixtures
from tests.factories import complete, make_learner, make_user
from tests.people.sign_in import strong_sign_in


@dataclass
class World:
    """The centre and its people; `ask` and `make` are what a quality manager and a worker do."""

    centre: Centre
    lead: Professional
    jana: Professional
    petr: Professional
    framework: Framework
    at: datetime
    run: Callable[..., list[str]]

    def ask(self, **changes: Any) -> EvidencePack:
        """Ask for a pack of today about everybody."""
        fields = {
            "kind": PackKind.INSPECTION,
            "framework": self.framework,
            "status_on": self.at.date(),
            **changes,
        }
        ask = PackAsk(**fields)
        return ask_for_pack(centre=self.centre, by=self.lead.user, ask=ask, at=self.at)

    def make(self, **changes: Any) -> EvidencePack:
        """The same, made and signed."""
        pack = self.ask(**changes)
        self.run()
        return EvidencePack.objects.select_related("record", "centre", "framework").get(pk=pack.pk)

    def file(self, pack: EvidencePack, name: str) -> bytes:
        """The bytes of one file of a signed pack."""
        return stored(pack.record, name)


def stored(record: PackRecord, name: str) -> bytes:
    """What lies in the store under a file's name."""
    entry = next(each for each in record.files if each["name"] == name)
    with storages["private"].open(entry["stored"]) as file:
        return file.read()


def person(given: str, family: str) -> Professional:
    """Somebody fictional with a name that can be looked for."""
    return make_learner(make_user(first_name=given, last_name=family))


@pytest.fixture
def standard(db: None) -> Framework:
    """Two groups: fever is asked of everybody, neurology of nurses; Alpha shows the first."""
    framework = make_framework(
        "fact-jacie-test-9",
        {
            "care.fever": {"group": "clinical", "label": "Fever after infusion"},
            "care.neuro": {"group": "clinical", "label": "Neurology signs", "roles": ["NUR"]},
            "cell.thaw": {"group": "processing", "label": "Thaw in two pairs", "roles": ["LAB"]},
        },
        title="FACT-JACIE Test Standards",
        edition="9",
    )
    align("COR-01", "care.fever")
    align("NUR-01", "care.neuro")
    return framework


@pytest.fixture
def world(
    standard: Framework,
    key_dir: Path,  # noqa: F811
    clock: Clock,  # noqa: F811
    run_jobs: Callable[..., list[str]],
) -> World:
    """Jana (nurse, two modules), Petr (nurse, nothing yet), Olga (laboratory), and the lead."""
    centre = make_centre(name="Fictional University Hospital")
    lead = make_lead(centre, first_name="Quinn", last_name="Manager")
    jana = join(centre, person("Jana", "Novakova"), unit="Ward 5")
    petr = join(centre, person("Petr", "Zeman"), unit="Ward 6")
    join(centre, person("Olga", "Labova"), roles=("LAB",), unit="Laboratory")
    for code in ("COR-01", "NUR-01"):
        complete(jana, code, at=clock())
    return World(centre, lead, jana, petr, standard, clock(), run_jobs)


NAMED, UNNAMED = Scope(names=True), Scope(names=False)


def browser_of(person: Professional) -> Client:
    """A browser in which somebody has shown an authenticator code."""
    return strong_sign_in(Client(), person.user)


@pytest.fixture
def browser(world: World) -> Client:
    """The quality manager's browser."""
    return browser_of(world.lead)


@pytest.fixture
def other_browser(world: World) -> Client:
    """The browser of another centre's quality manager."""
    return browser_of(make_lead(make_centre(name="Another Fictional Hospital")))
