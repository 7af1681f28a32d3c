"""What a partner may see: the one door through which its portal reaches rows."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from curriculum.domain.add_ons import EDITABLE, VersionState, ends_on
from curriculum.domain.packages import Level, PackageState
from curriculum.models import (
    AcceptanceRule,
    AddOnVersion,
    BundleUpload,
    CheckFinding,
    ContentPackage,
    LabelChange,
    MediaFile,
    ProductAddOn,
    QuestionImport,
    RequiredOutcome,
    ReviewAssignment,
    ReviewComment,
    VersionPackage,
)
from curriculum.models.product_review import ReviewDecision
from passport.dates import earliest
from passport.people.models import Partner
from passport.standards.models import Framework, FrameworkKind

OPEN_STATES = (
    VersionState.DRAFT, VersionState.IN_REVIEW, VersionState.CHANGES_ASKED, VersionState.APPROVED,
)  # fmt: skip


@dataclass(frozen=True)
class PartnerDoor:
    """Everything that belongs to one partner; what is not behind it does not exist for it."""

    partner: Partner

    @property
    def add_ons(self) -> QuerySet[ProductAddOn]:
        """Its product add-ons with module and product."""
        rows = ProductAddOn.objects.filter(partner=self.partner)
        return rows.select_related("module", "partner", "programme__product")

    @property
    def versions(self) -> QuerySet[AddOnVersion]:
        """Versions of its add-ons."""
        rows = AddOnVersion.objects.filter(add_on__partner=self.partner)
        return rows.select_related(
            "add_on__module", "add_on__partner", "add_on__programme__product", "release"
        ).defer("release__content", "release__practice", "release__vignettes", "release__exam")

    @property
    def packages(self) -> QuerySet[ContentPackage]:
        """Its content packages."""
        return ContentPackage.objects.filter(partner=self.partner)

    @property
    def imports(self) -> QuerySet[QuestionImport]:
        """Question banks that were imported into its drafts."""
        return QuestionImport.objects.filter(version__add_on__partner=self.partner)

    @property
    def uploads(self) -> QuerySet[BundleUpload]:
        """Bundles that were uploaded for its drafts."""
        return BundleUpload.objects.filter(version__add_on__partner=self.partner)

    @property
    def rules(self) -> QuerySet[AcceptanceRule]:
        """What it signed."""
        return AcceptanceRule.objects.filter(add_on__partner=self.partner)

    @property
    def label_changes(self) -> QuerySet[LabelChange]:
        """What it announced."""
        return LabelChange.objects.filter(add_on__partner=self.partner)

    @property
    def comments(self) -> QuerySet[ReviewComment]:
        """Threads of its versions; `author` of a reviewer is never shown to it."""
        return ReviewComment.objects.filter(version__add_on__partner=self.partner)

    @property
    def media(self) -> QuerySet[MediaFile]:
        """Its pictures, films and captions."""
        return MediaFile.objects.filter(partner=self.partner)


def for_partner(partner: Partner) -> PartnerDoor:
    """The door of a partner; views of the portal reach rows through it and nothing else."""
    return PartnerDoor(partner)


@dataclass(frozen=True)
class HomeLine:
    """One add-on on the partner's home: its open and live versions and what comes next."""

    add_on: ProductAddOn
    versions: tuple[AddOnVersion, ...]
    changes: tuple[LabelChange, ...]

    @property
    def live(self) -> tuple[AddOnVersion, ...]:
        """Versions that learners see now."""
        return tuple(each for each in self.versions if each.state == VersionState.LIVE)

    @property
    def ends_on(self) -> date | None:
        """First day after which a live version may no longer be shown."""
        days = [ends_on(each.approval_ends_on, each.label_ends_on) for each in self.live]
        return earliest([each for each in days if each is not None])


def home_lines(door: PartnerDoor) -> tuple[HomeLine, ...]:
    """Every add-on with its open and live versions, newest first; few queries in all."""
    shown = door.versions.filter(state__in=[*OPEN_STATES, VersionState.LIVE]).defer("content")
    rows = door.add_ons.prefetch_related(
        Prefetch("versions", shown.order_by("-number"), to_attr="shown"),
        Prefetch("label_changes", door.label_changes.order_by("due_on"), to_attr="announced"),
    )
    return tuple(
        HomeLine(row, tuple(row.shown), tuple(row.announced))  # type: ignore[attr-defined]
        for row in rows
    )


def open_findings(door: PartnerDoor) -> int:
    """How many packages of a partner have findings that must be mended."""
    levels = [Level.STOP, Level.FIX]
    found = CheckFinding.objects.filter(package=OuterRef("pk"), level__in=levels)
    rows = door.packages.exclude(state=PackageState.WITHDRAWN)
    return rows.filter(Exists(found)).count()


def programmes_to_offer(partner: Partner, on: date) -> QuerySet[Framework]:
    """Product programmes in force for which this partner has no add-on yet."""
    held = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    lasts = Q(valid_until__isnull=True) | Q(valid_until__gte=on)
    taken = ProductAddOn.objects.filter(partner=partner).values("programme")
    rows = Framework.objects.filter(held, lasts, kind=FrameworkKind.PRODUCT, product__isnull=False)
    rows = rows.exclude(pk__in=taken).exclude(successors__valid_from__lte=on)
    return rows.select_related("product", "jurisdiction").order_by("product__inn", "key")


def versions_of(door: PartnerDoor, add_on: ProductAddOn) -> QuerySet[AddOnVersion]:
    """Versions of one add-on, newest first, with how many packages each plays."""
    rows = door.versions.filter(add_on=add_on).defer("content")
    return rows.annotate(package_count=Count("packages")).order_by("-number")


def open_version_of(add_on: ProductAddOn, language: str) -> AddOnVersion | None:
    """The version that is on its way in a language."""
    return add_on.versions.filter(language=language, state__in=OPEN_STATES).first()


def version_to_copy(add_on: ProductAddOn, language: str) -> AddOnVersion | None:
    """The latest version in this language, else in any."""
    rows = add_on.versions.order_by("-number")
    return rows.filter(language=language).first() or rows.first()


def approved_before(version: AddOnVersion) -> AddOnVersion | None:
    """The last version in the same language that two reviewers approved before this one."""
    rows = AddOnVersion.objects.filter(
        add_on=version.add_on_id, language=version.language, number__lt=version.number
    )
    approved = Q(state__in=[VersionState.APPROVED, VersionState.LIVE]) | Q(live_at__isnull=False)
    return rows.filter(approved).order_by("-number").first()


def used_packages(version: AddOnVersion) -> list[VersionPackage]:
    """Packages of a version in order, with their findings."""
    rows = version.packages.select_related("package").prefetch_related("package__findings")
    return list(rows.order_by("position"))


def asked_outcomes(programme_id: int) -> dict[str, str]:
    """Labels of the outcomes that a programme asks, by key, in the programme's order."""
    rows = RequiredOutcome.objects.filter(requirement__clauses__framework=programme_id)
    rows = rows.order_by("requirement__clauses__position", "requirement__key", "outcome__key")
    return dict(rows.values_list("outcome__key", "outcome__label"))


def is_editable(version: AddOnVersion) -> bool:
    """Whether the partner may change what the version says."""
    return version.state in EDITABLE


def last_reason(version: AddOnVersion) -> str:
    """Why the last reviewer asked for changes; empty when nobody did."""
    rows = ReviewDecision.objects.filter(version=version, approved=False)
    return rows.order_by("-decided_at", "-pk").values_list("reason", flat=True).first() or ""


def reviewer_numbers(version: AddOnVersion) -> dict[int, int]:
    """A number from 1 for each reviewer, in the order in which they came; never a name."""
    rows = ReviewAssignment.objects.filter(version=version).order_by("assigned_at", "pk")
    others = ReviewComment.objects.filter(version=version, from_partner=False)
    keys = [
        *rows.values_list("reviewer_id", flat=True),
        *others.order_by("written_at", "pk").values_list("author_id", flat=True),
    ]
    return {key: place for place, key in enumerate(dict.fromkeys(keys), start=1)}


def latest_upload(door: PartnerDoor, version_id: int) -> BundleUpload | None:
    """The bundle that was uploaded last for a version."""
    return door.uploads.filter(version=version_id).first()
