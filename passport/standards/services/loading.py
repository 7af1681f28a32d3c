"""Loads the shipped frameworks, requirements, products and jurisdictions."""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from passport.standards.models import (
    Clause,
    Framework,
    Jurisdiction,
    NumberStatus,
    Product,
    Requirement,
)

DATA = Path(__file__).resolve().parent.parent / "data"


def read_data(name: str) -> dict[str, Any]:
    """One shipped data file, by its name without ending."""
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


@transaction.atomic
def load_standards() -> dict[str, int]:
    """Create what is missing; what staff entered in the back office stays as it is.

    Returns how many rows were created, by kind. Loading twice creates nothing.
    """
    return {
        "jurisdictions": _load_jurisdictions(),
        "products": _load_products(),
        "requirements": _load_requirements(),
        "frameworks": _load_frameworks(),
        "clauses": _load_clauses(),
    }


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
        Requirement(key=key, label=row["label"], roles=row["roles"], evidence_kinds=row["evidence"])
        for key, row in read_data("requirements").items()
        if key not in known
    ]
    return len(Requirement.objects.bulk_create(rows))


def _load_frameworks() -> int:
    known = set(Framework.objects.values_list("key", flat=True))
    places = dict(Jurisdiction.objects.values_list("code", "pk"))
    rows = [
        _framework(key, row, places)
        for key, row in read_data("frameworks").items()
        if key not in known
    ]
    return len(Framework.objects.bulk_create(rows))


def _framework(key: str, row: dict[str, Any], places: dict[str, int]) -> Framework:
    fields = {name: value for name, value in row.items() if name != "jurisdiction"}
    return Framework(key=key, jurisdiction_id=places[row["jurisdiction"]], **fields)


def _load_clauses() -> int:
    frameworks = dict(Framework.objects.values_list("key", "pk"))
    requirements = dict(Requirement.objects.values_list("key", "pk"))
    known = set(Clause.objects.values_list("framework__key", "group", "requirement__key"))
    rows = [
        Clause(
            framework_id=frameworks[framework],
            requirement_id=requirements[row["requirement"]],
            group=row["group"],
            position=position,
            number=row.get("number", ""),
            number_status=row.get("status", NumberStatus.UNKNOWN),
        )
        for framework, clauses in read_data("clauses").items()
        for position, row in enumerate(clauses)
        if (framework, row["group"], row["requirement"]) not in known
    ]
    return len(Clause.objects.bulk_create(rows))
