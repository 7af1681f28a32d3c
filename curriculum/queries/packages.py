"""Content packages: a partner's own, who plays one, where they are used."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from curriculum.domain.add_ons import VersionState
from curriculum.domain.packages import Level, PackageState
from curriculum.models import (
    AddOnVersion,
    ContentPackage,
    PackageRegistration,
    PackageResult,
    Purpose,
    UnitState,
)
from curriculum.queries.add_ons import PartnerDoor
from curriculum.queries.deltas import ProductDelta, product_delta
from passport.jobs.models import Job
from passport.people.models import Partner, Professional
from passport.people.queries.partners import membership_of

UPLOADED = "package_uploaded"
_DAY = timedelta(days=1)
_GONE = (PackageState.REFUSED, PackageState.WITHDRAWN)
_BOUND = (
    VersionState.IN_REVIEW, VersionState.APPROVED, VersionState.LIVE,
)  # fmt: skip


def listed_packages(door: PartnerDoor) -> QuerySet[ContentPackage]:
    """A partner's packages, newest first, with how many findings of each level and uses."""
    levels = {
        f"{level}_count": Count("findings", filter=Q(findings__level=level), distinct=True)
        for level in Level
    }
    rows = door.packages.defer("manifest", "trial")
    rows = rows.annotate(**levels, use_count=Count("used_by", distinct=True))
    return rows.order_by("-uploaded_at", "-pk")


def package_uses(package: ContentPackage) -> QuerySet[AddOnVersion]:
    """Versions that play a package, newest first."""
    rows = AddOnVersion.objects.filter(packages__package=package).select_related("add_on__module")
    return rows.defer("content").order_by("-created_at", "-pk")


def uses_to_tell(package: ContentPackage) -> list[AddOnVersion]:
    """Versions that break with a package, with all that a mail says of them."""
    rows = binding_uses(package).select_related(
        "add_on__module", "add_on__partner", "add_on__programme__product"
    )
    return list(rows)


def binding_uses(package: ContentPackage) -> QuerySet[AddOnVersion]:
    """Versions that would break without a package: in review, approved or live."""
    return package_uses(package).filter(state__in=_BOUND)


def stored_bytes(partner: Partner) -> int:
    """Bytes of the archives of a partner that are kept."""
    rows = ContentPackage.objects.filter(partner=partner).exclude(state__in=_GONE)
    return rows.aggregate(total=Sum("size"))["total"] or 0


def rung_today(partner: Partner, *, upload: bool, at: datetime) -> int:
    """How often a partner uploaded (or had a check repeated) in the last 24 hours."""
    rows = Job.objects.filter(kind=UPLOADED, created_at__gt=at - _DAY)
    return rows.filter(ids__partner_id=str(partner.public_id), ids__upload=upload).count()


def is_kept_elsewhere(package: ContentPackage) -> bool:
    """Whether another partner has the same bytes accepted, so that the files must stay."""
    rows = ContentPackage.objects.filter(sha256=package.sha256).exclude(pk=package.pk)
    return rows.exclude(state__in=[*_GONE, PackageState.RECEIVED]).exists()


def playable(rows: QuerySet[ContentPackage]) -> QuerySet[ContentPackage]:
    """Packages whose files are in their place: accepted, or accepted once and checked anew."""
    again = Q(state=PackageState.CHECKING) & ~Q(manifest={})
    return rows.filter(Q(state=PackageState.ACCEPTED) | again)


def is_playable(package: ContentPackage) -> bool:
    """The same of one package."""
    again = package.state == PackageState.CHECKING and bool(package.manifest)
    return package.state == PackageState.ACCEPTED or again


def own_registration(
    package: ContentPackage, user_id: int, purpose: str
) -> PackageRegistration | None:
    """As what somebody plays a package."""
    rows = PackageRegistration.objects.filter(package=package, user=user_id, purpose=purpose)
    return rows.select_related("package__partner").first()


def played_registration(registration_id: UUID | str, on: date) -> PackageRegistration | None:
    """A registration with its package; None when the package is not played any more.

    A trial is over on the day on which its author leaves, and while the partner is suspended.
    """
    rows = PackageRegistration.objects.filter(public_id=registration_id)
    rows = rows.filter(package__in=playable(ContentPackage.objects.all()), user__is_active=True)
    found = rows.select_related("package__partner", "learner", "user").first()
    return None if found and found.purpose == Purpose.TRIAL and not _tries(found, on) else found


def _tries(registration: PackageRegistration, on: date) -> bool:
    partner = registration.package.partner
    belongs = membership_of(registration.user, partner, on) is not None
    return belongs and partner.suspended_at is None


def unit_row(registration: PackageRegistration, unit: str) -> UnitState | None:
    """What one unit last told."""
    return UnitState.objects.filter(registration=registration, unit=unit).first()


def offered_package(
    learner: Professional, code: str, package_id: UUID, on: date
) -> tuple[ProductDelta, ContentPackage] | None:
    """A package of the live version that this learner is offered; None for any other.

    It may have been refused since: `is_playable` says so.
    """
    found = product_delta(learner, code, on)
    if found is None or not found.offered:
        return None
    rows = ContentPackage.objects.filter(used_by__version=found.version, public_id=package_id)
    package = rows.select_related("partner").first()
    return (found, package) if package else None


def modules_that_play(package_id: int) -> Collection[int]:
    """Product modules that play a package, or played it in a version that learners saw."""
    seen = Q(state=VersionState.LIVE) | Q(live_at__isnull=False)
    rows = AddOnVersion.objects.filter(seen, packages__package=package_id).order_by()
    return list(rows.values_list("add_on__module_id", flat=True).distinct())


def has_result(registration: PackageRegistration) -> bool:
    """Whether a package reported that its learner was through."""
    return PackageResult.objects.filter(registration=registration).exists()
