"""Which observed tasks each role asks for, as rows."""

from django.db.models import Prefetch

from passport.standards.models import Clause, Framework, FrameworkKind


def practice_framework() -> Framework | None:
    """The framework of observed practice, its clauses in order; None before it is loaded."""
    clauses = Clause.objects.select_related("requirement").order_by("group", "position", "pk")
    return (
        Framework.objects.filter(kind=FrameworkKind.PRACTICE)
        .prefetch_related(Prefetch("clauses", queryset=clauses))
        .first()
    )
