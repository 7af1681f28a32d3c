"""Which packages a version plays, in which order, for which outcomes and how long."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from curriculum.domain.packages import PackageState
from curriculum.models import AddOnVersion, ContentPackage, VersionPackage
from curriculum.queries.add_ons import asked_outcomes
from curriculum.services.version_moves import audit, locked_draft
from passport.people.models import User


class PackageNotUsableError(Exception):
    """A package is not this partner's, or was not accepted."""


class OutcomeNotAskedError(Exception):
    """An outcome is not one that the product's programme asks."""


@dataclass(frozen=True)
class PackageLine:
    """A chosen package with the outcomes that it teaches and its minutes."""

    package: ContentPackage
    outcomes: tuple[str, ...]
    minutes: int


@transaction.atomic
def choose_packages(
    *, version: AddOnVersion, lines: tuple[PackageLine, ...], by: User, at: datetime
) -> None:
    """A draft plays exactly these packages, in this order.

    Raises PackageNotUsableError, OutcomeNotAskedError, VersionStateError, PartnerSuspendedError.
    """
    row = locked_draft(version)
    _check(row, lines)
    row.packages.all().delete()
    VersionPackage.objects.bulk_create(
        VersionPackage(
            version=row,
            package=line.package,
            position=position,
            outcomes=list(line.outcomes),
            minutes=line.minutes,
        )
        for position, line in enumerate(lines, start=1)
    )
    audit("packages_chosen", row, by, at, packages=[line.package.sha256 for line in lines])


def _check(row: AddOnVersion, lines: tuple[PackageLine, ...]) -> None:
    asked = asked_outcomes(row.add_on.programme_id)
    for line in lines:
        accepted = line.package.state == PackageState.ACCEPTED
        if line.package.partner_id != row.add_on.partner_id or not accepted:
            raise PackageNotUsableError(line.package.pk)
        if unknown := set(line.outcomes) - set(asked):
            raise OutcomeNotAskedError(min(unknown))
