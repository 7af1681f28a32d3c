"""Loads the shipped frameworks, requirements, crosswalks, products and jurisdictions."""

from django.db import transaction

from passport.standards.models import (
    Clause,
    CrosswalkEntry,
    Framework,
    Jurisdiction,
    Product,
    Requirement,
)
from passport.standards.services.filling import complete_clauses, complete_frameworks
from passport.standards.services.marks import touch_standards
from passport.standards.services.shipped import (
    read_data,
    shipped_clauses,
    shipped_entries,
    shipped_frameworks,
)

LINKS = ("jurisdiction", "product", "replaces")


@transaction.atomic
def load_standards() -> dict[str, int]:
    """Create what is missing and fill what is blank; what staff entered stays as it is.

    Returns how many rows were created or completed, by kind. Loading twice does nothing.
    """
    done = {
        "jurisdictions": _load_jurisdictions(),
        "products": _load_products(),
        "requirements": _load_requirements(),
        "frameworks": _load_frameworks(),
        "clauses": _load_clauses(),
        "crosswalk entries": _load_entries(),
        "completed": complete_frameworks() + complete_clauses(),
    }
    if any(done.values()):
        touch_standards()
    return done


def _load_jurisdictions() -> int:
    known = set(Jurisdiction.objects.values_list("code", flat=True))
    rows = [
        Jurisdiction(code=code, name=name)
        for code, name in read_data("jurisdictions").items()
        if code not in known
    ]
    return len(Jurisdiction.objects.bulk_create(rows))


def _load_products() -> int:
    known = set(Product.objects.values_list("key", flat=True))
    rows = [
        Product(key=key, **fields)
        for key, fields in read_data("products").items()
        if key not in known
    ]
    return len(Product.objects.bulk_create(rows))


def _load_requirements() -> int:
    known = set(Requirement.objects.values_list("key", flat=True))
    rows = [
        Requirement(
            key=key,
            label=row["label"],
            roles=row["roles"],
            evidence_kinds=row["evidence"],
            validity_months=row.get("months"),
        )
        for key, row in read_data("requirements").items()
        if key not in known
    ]
    return len(Requirement.objects.bulk_create(rows))


def _load_frameworks() -> int:
    known = set(Framework.objects.values_list("key", flat=True))
    places = dict(Jurisdiction.objects.values_list("code", "pk"))
    products = dict(Product.objects.values_list("key", "pk"))
    rows = [
        Framework(
            key=key,
            jurisdiction_id=places[row["jurisdiction"]],
            product_id=products[row["product"]] if "product" in row else None,
            **{name: value for name, value in row.items() if name not in LINKS},
        )
        for key, row in shipped_frameworks().items()
        if key not in known
    ]
    return len(Framework.objects.bulk_create(rows))


def _load_clauses() -> int:
    frameworks = dict(Framework.objects.values_list("key", "pk"))
    requirements = dict(Requirement.objects.values_list("key", "pk"))
    known = set(Clause.objects.values_list("framework__key", "group", "requirement__key"))
    rows = [
        Clause(
            framework_id=frameworks[each.framework],
            requirement_id=requirements[each.requirement],
            group=each.group,
            position=each.position,
            number=each.number,
            number_status=each.status,
            number_source=each.seen,
        )
        for each in shipped_clauses()
        if (each.framework, each.group, each.requirement) not in known
    ]
    return len(Clause.objects.bulk_create(rows))


def _load_entries() -> int:
    frameworks = dict(Framework.objects.values_list("key", "pk"))
    requirements = dict(Requirement.objects.values_list("key", "pk"))
    known = set(
        CrosswalkEntry.objects.values_list("earlier__key", "later__key", "requirement__key")
    )
    rows = [
        CrosswalkEntry(
            earlier_id=frameworks[each.earlier],
            later_id=frameworks[each.later],
            requirement_id=requirements[each.requirement],
            **each.fields,
        )
        for each in shipped_entries()
        if (each.earlier, each.later, each.requirement) not in known
    ]
    return len(CrosswalkEntry.objects.bulk_create(rows))
