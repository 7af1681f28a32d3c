"""Prior learning: a holder's claims, those that wait, and what may be said of them."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from credentials.models import Recognition, RecognitionAlignment
from passport.dates import local_day
from passport.standards.models import FrameworkKind, Requirement


@dataclass(frozen=True)
class Recognised:
    """Prior learning that was accepted, as a centre may see it: no number of any paper."""

    title: str
    provider: str
    achieved_on: date
    decided_on: date
    supports: tuple[tuple[str, str], ...]


def claims_of(professional_id: int) -> QuerySet[Recognition]:
    """A holder's claims with their decisions, newest first; two queries."""
    alignments = RecognitionAlignment.objects.select_related("requirement").order_by("pk")
    return (
        Recognition.objects.filter(professional_id=professional_id)
        .select_related("decision")
        .prefetch_related(Prefetch("decision__alignments", queryset=alignments))
    )


def recognised_of(professional_id: int) -> tuple[Recognised, ...]:
    """Prior learning of a person that was accepted, newest first; two queries."""
    return tuple(
        Recognised(
            title=row.title,
            provider=row.provider,
            achieved_on=row.achieved_on,
            decided_on=local_day(row.decision.decided_at, settings.TIME_ZONE),
            supports=tuple(
                (each.requirement.label, each.strength) for each in row.decision.alignments.all()
            ),
        )
        for row in claims_of(professional_id).filter(decision__accepted=True)
    )


def waiting_claims() -> QuerySet[Recognition]:
    """Claims that nobody has decided yet, oldest first."""
    return Recognition.objects.filter(decision=None).order_by("claimed_at", "pk")


def alignable_requirements() -> QuerySet[Requirement]:
    """Requirements that prior learning can support; those of our modules only an exam shows."""
    ours = Requirement.objects.filter(clauses__framework__kind=FrameworkKind.PASSPORT)
    return Requirement.objects.exclude(pk__in=ours).order_by("key")
