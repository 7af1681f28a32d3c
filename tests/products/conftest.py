"""A nurse in Czechia in front of products, at a moment that stands still."""

from datetime import timedelta

import pytest

from passport.people.models import ProfessionalRole
from tests.factories import EPOCH, make_learner
from tests.learning.conftest import _somebody_listens, sign_in  # noqa: F401 - fixture
from tests.product_factories import make_live_version, make_rule

LATER = EPOCH + timedelta(days=30)


@pytest.fixture
def day(monkeypatch, settings):
    """Thirty days after everything began; sessions end by the machine's clock, far from it."""
    settings.SESSION_COOKIE_AGE = 100 * 365 * 24 * 3600
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return LATER.date()


@pytest.fixture
def nurse(db, day):
    learner = make_learner()
    ProfessionalRole.objects.create(professional=learner, role="NUR", starts_on=EPOCH.date())
    return learner


@pytest.fixture
def reader(client, nurse):
    """The nurse's browser."""
    sign_in(client, nurse)
    return client


@pytest.fixture
def version(db, day):
    """A live version of a product that accepts what two core modules teach."""
    version = make_live_version()
    make_rule(version.add_on)
    return version
