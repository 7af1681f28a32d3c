"""What a centre may attest of its people, and what it attested."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from credentials.models import Attestation, LocalRequirement
from passport.people.models import Centre
from passport.standards.models import (
    Clause,
    EvidenceKind,
    Framework,
    FrameworkKind,
    Requirement,
)

# Observed practice is left out: an assessor signs it, nobody attests it.
PERSON_KINDS = (
    EvidenceKind.QUALIFICATION,
    EvidenceKind.ORIENTATION,
    EvidenceKind.INITIAL_COMPETENCE,
    EvidenceKind.YEARLY_COMPETENCE,
    EvidenceKind.CONTINUING_EDUCATION,
)


@dataclass(frozen=True)
class Attested:
    """One thing that a centre attested of a person, as its quality managers read it."""

    public_id: UUID
    what: str
    is_local: bool
    kind: str
    shown_on: date
    hours: int | None
    reference: str
    by: str
    at: datetime
    withdrawn_at: datetime | None
    reason: str

    @property
    def kind_words(self) -> str:
        """How it was shown, in words."""
        return str(EvidenceKind(self.kind).label)


def person_kinds(requirement: Requirement) -> tuple[str, ...]:
    """The ways in which a quality manager may attest a requirement."""
    return tuple(str(kind) for kind in PERSON_KINDS if kind in requirement.evidence_kinds)


def is_of_programme(requirement: Requirement) -> bool:
    """Whether only our own modules show it."""
    return requirement.clauses.filter(framework__kind=FrameworkKind.PASSPORT).exists()


def attestable_clauses(framework: Framework) -> tuple[Clause, ...]:
    """Clauses whose requirement may be attested, in the framework's order; two queries."""
    order = {key: place for place, (key, _) in enumerate(framework.groups)}
    ours = Requirement.objects.filter(clauses__framework__kind=FrameworkKind.PASSPORT)
    rows = framework.clauses.exclude(requirement__in=ours).select_related("requirement")
    usable = [row for row in rows if person_kinds(row.requirement)]
    return tuple(sorted(usable, key=lambda row: (order.get(row.group, len(order)), row.position)))


def local_requirements_on(centre: Centre, on: date) -> QuerySet[LocalRequirement]:
    """What a centre asks of its own people on a day."""
    holds = Q(starts_on__lte=on) & (Q(ends_on=None) | Q(ends_on__gte=on))
    return LocalRequirement.objects.filter(holds, centre=centre).order_by("label", "pk")


def ended_local_requirements(centre: Centre, on: date) -> QuerySet[LocalRequirement]:
    """What a centre no longer asks on a day, last ended first."""
    rows = LocalRequirement.objects.filter(centre=centre, ends_on__lt=on)
    return rows.order_by("-ends_on", "label", "pk")


def attestation_at(centre: Centre, public_id: UUID) -> Attestation | None:
    """An attestation of this centre; None for that of any other."""
    rows = Attestation.objects.filter(centre=centre, public_id=public_id)
    return rows.select_related("professional", "requirement", "local_requirement").first()


def attested_of(centre: Centre, professional_id: int) -> tuple[Attested, ...]:
    """Everything that this centre attested of a person, newest first; one query."""
    rows = Attestation.objects.filter(centre=centre, professional_id=professional_id)
    return tuple(_attested(rows))


def _attested(rows: QuerySet[Attestation]) -> Iterable[Attested]:
    together = rows.select_related("requirement", "local_requirement", "attested_by", "withdrawal")
    for row in together:
        asked = row.requirement or row.local_requirement
        taken_back = getattr(row, "withdrawal", None)
        yield Attested(
            public_id=row.public_id,
            what=asked.label if asked else "",
            is_local=row.requirement is None,
            kind=row.kind,
            shown_on=row.shown_on,
            hours=row.hours,
            reference=row.reference,
            by=row.attested_by.get_full_name(),
            at=row.attested_at,
            withdrawn_at=taken_back.withdrawn_at if taken_back else None,
            reason=taken_back.reason if taken_back else "",
        )
