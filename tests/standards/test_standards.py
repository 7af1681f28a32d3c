"""The shipped frameworks load once, and show a clause number as sure only where it was seen."""

import pytest

from passport.standards.models import Clause, Framework, NumberStatus, Requirement
from passport.standards.services.loading import load_standards

pytestmark = pytest.mark.django_db


def test_loading_twice_creates_nothing_more():
    first = load_standards()
    assert min(first.values()) > 0
    assert set(load_standards().values()) == {0}


def test_the_passport_programme_is_a_framework_with_one_requirement_per_module():
    load_standards()
    programme = Framework.objects.get(key="cart-passport")
    keys = programme.clauses.filter(group="NUR").values_list("requirement__key", flat=True)
    assert list(keys) == [f"module.NUR-0{number}" for number in range(1, 9)]
    assert (programme.validity_months, programme.grace_days) == (12, 60)


def test_no_number_of_a_current_edition_is_called_verified():
    load_standards()
    sure = Clause.objects.filter(number_status=NumberStatus.VERIFIED)
    assert set(sure.values_list("framework__key", flat=True)) == {"fact-jacie-hct-6-1"}


def test_what_staff_entered_survives_loading_again():
    load_standards()
    clause = Clause.objects.get(framework__key="fact-jacie-hct-9", requirement__key="care.iec")
    clause.number, clause.number_status = "B7.1", NumberStatus.VERIFIED
    clause.save()
    Requirement.objects.filter(key="care.iec").update(label="Our own words")
    load_standards()
    clause.refresh_from_db()
    assert (clause.number, clause.requirement.label) == ("B7.1", "Our own words")
