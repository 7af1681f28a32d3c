"""Products' programmes as rows."""

from dataclasses import dataclass

from django.db.models import Prefetch

from credentials.domain.overlap import Compared
from passport.standards.models import Clause, Framework, FrameworkKind


@dataclass(frozen=True)
class ProductOverlap:
    """One product's programme, requirement by requirement."""

    framework: Framework
    compared: tuple[Compared, ...]


def product_frameworks(product: str | None = None) -> list[Framework]:
    """Programmes of all products, or of one by its key, with their clauses in order."""
    clauses = Clause.objects.select_related("requirement").order_by("position", "pk")
    rows = Framework.objects.filter(kind=FrameworkKind.PRODUCT, product__isnull=False)
    if product is not None:
        rows = rows.filter(product__key=product)
    return list(
        rows.select_related("product", "jurisdiction")
        .prefetch_related(Prefetch("clauses", queryset=clauses))
        .order_by("product__inn", "key")
    )
