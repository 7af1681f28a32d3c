"""The passport programme and the clauses of other standards, as rows."""

from collections.abc import Iterable

from django.db.models import Prefetch

from passport.standards.models import Clause, Framework, FrameworkKind, NumberStatus, Requirement

PROGRAMME_KEY = "cart-passport"


def programme_framework() -> Framework | None:
    """The passport programme with its clauses in order; None before standards are loaded."""
    clauses = Clause.objects.select_related("requirement").order_by("pk")
    return (
        Framework.objects.filter(key=PROGRAMME_KEY)
        .prefetch_related(Prefetch("clauses", queryset=clauses))
        .first()
    )


def labelled_requirements(keys: Iterable[str]) -> list[Requirement]:
    """Requirements of other standards, each with its verified clause numbers."""
    verified = (
        Clause.objects.filter(number_status=NumberStatus.VERIFIED)
        .exclude(framework__kind=FrameworkKind.PASSPORT)
        .select_related("framework")
        .order_by("framework__key", "number")
    )
    return list(
        Requirement.objects.filter(key__in=set(keys))
        .exclude(clauses__framework__kind=FrameworkKind.PASSPORT)
        .prefetch_related(Prefetch("clauses", queryset=verified))
        .order_by("key")
    )
