"""States and levels stand in the domain alone; the columns take their choices from there."""

import pytest

from curriculum.domain.add_ons import VersionState
from curriculum.domain.packages import Level, PackageStandard, PackageState
from curriculum.models import AddOnVersion, CheckFinding, ContentPackage


@pytest.mark.parametrize(
    ("model", "column", "codes"),
    [
        (AddOnVersion, "state", VersionState),
        (ContentPackage, "state", PackageState),
        (ContentPackage, "standard", PackageStandard),
        (CheckFinding, "level", Level),
    ],
)
def test_a_column_takes_exactly_what_the_domain_knows(model, column, codes):
    field = model._meta.get_field(column)
    assert [value for value, _ in field.choices] == list(codes)
    assert not field.has_default() or isinstance(field.default, codes)
