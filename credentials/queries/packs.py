"""Packs of a centre, what can be asked of one, their records, and inspectors' links."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from credentials.models import EvidencePack, InspectorLink, PackFile, PackRecord
from credentials.queries.coverage import framework_views
from credentials.queries.members import units_of
from passport.jobs.models import Job
from passport.people.models import Centre, ProfessionalRole, User
from passport.people.models.labels import ROLE_LABELS
from passport.standards.models import Framework, FrameworkKind

SAME_RECORDS_MAX = 10


def packs_of(centre: Centre) -> QuerySet[EvidencePack]:
    """A centre's packs, newest first, with what a list shows."""
    rows = EvidencePack.objects.filter(centre=centre)
    return rows.select_related("framework", "product", "record", "asked_by")


def pack_of(centre: Centre, public_id: UUID) -> EvidencePack | None:
    """One pack of a centre; None for a pack of another."""
    return packs_of(centre).select_related("centre").filter(public_id=public_id).first()


def record_of(pack: EvidencePack) -> PackRecord | None:
    """What a pack says for good; None until it is signed."""
    return getattr(pack, "record", None)


def jobs_behind(packs: Iterable[EvidencePack]) -> dict[UUID, Job]:
    """The jobs that make packs, by their public id. One query."""
    ids = [pack.job_id for pack in packs if pack.job_id]
    return {job.public_id: job for job in Job.objects.filter(public_id__in=ids)}


def packs_asked_on(user: User, on: date) -> int:
    """How many packs somebody asked for on one day."""
    start = datetime.combine(on, time.min, tzinfo=ZoneInfo(settings.TIME_ZONE))
    asked = EvidencePack.objects.filter(asked_by=user, asked_at__gte=start)
    return asked.filter(asked_at__lt=start + timedelta(days=1)).count()


def records_with_code(code: str) -> list[PackRecord]:
    """Records that answer to a code, newest first: the same data may have been made twice."""
    rows = PackRecord.objects.filter(code=code).select_related("pack")
    return list(rows.order_by("-made_at", "-pk")[:SAME_RECORDS_MAX])


def records_with_file(sha256: str) -> list[PackRecord]:
    """Records that hold a file with this hash, newest first."""
    ids = PackFile.objects.filter(sha256=sha256).values("record_id")
    rows = PackRecord.objects.filter(pk__in=ids).select_related("pack")
    return list(rows.order_by("-made_at", "-pk")[:SAME_RECORDS_MAX])


def links_of(pack: EvidencePack) -> list[InspectorLink]:
    """Every link that was made for a pack, newest first."""
    return list(pack.links.select_related("made_by"))


def link_behind(token_hash: str) -> InspectorLink | None:
    """The link with this hash, open or not, with its pack and centre."""
    rows = InspectorLink.objects.select_related(
        "pack__centre", "pack__framework", "pack__product", "pack__record"
    )
    return rows.filter(token_hash=token_hash).first()


@dataclass(frozen=True)
class PackChoices:
    """What a form for packs offers: editions, programmes of products, roles and units there."""

    frameworks: tuple[Framework, ...]
    programmes: tuple[Framework, ...]
    roles: tuple[str, ...]
    units: tuple[str, ...]


def pack_choices(centre: Centre, on: date) -> PackChoices:
    """What can be asked of a centre's pack."""
    held = ProfessionalRole.objects.filter(centre=centre).values_list("role", flat=True).distinct()
    known = set(held)
    return PackChoices(
        frameworks=framework_views(centre),
        programmes=tuple(_programmes()),
        roles=tuple(str(role) for role in ROLE_LABELS if role in known),
        units=tuple(units_of(centre, on)),
    )


def _programmes() -> list[Framework]:
    """The latest programme of each product, by active substance."""
    rows = Framework.objects.filter(
        kind=FrameworkKind.PRODUCT, product__isnull=False, successors__isnull=True
    )
    return list(rows.select_related("product").order_by("product__inn", "key"))
