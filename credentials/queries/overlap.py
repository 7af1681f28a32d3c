"""Products' programmes as rows."""

from django.db.models import Prefetch

from passport.standards.models import Clause, Framework, FrameworkKind


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
