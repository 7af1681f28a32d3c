"""The programme of a product that does not exist, for the demonstration of add-ons."""

from django.db import transaction

from passport.standards.models import (
    Clause,
    Framework,
    FrameworkKind,
    Jurisdiction,
    Product,
    Requirement,
)
from passport.standards.services.marks import touch_standards

PRODUCT = "fictoleucel"
PROGRAMME = "demo-programme-fictoleucel"
COMPLETED = f"programme.{PRODUCT}.education_completed"
ROLES = ["NUR", "NOP", "PHY", "PHA", "LAB"]
SHARED = (
    "programme.crs",
    "programme.neurotoxicity",
    "programme.reporting",
    "programme.patient_card",
)
OWN = {
    f"programme.{PRODUCT}.handling": "Receipt, storage, thaw and infusion: fictoleucel (fictional)",
    f"programme.{PRODUCT}.afterwards": "Patient card and reports: fictoleucel (fictional)",
    COMPLETED: "Programme of the company completed: fictoleucel (fictional)",
}
ASKED = {
    f"programme.{PRODUCT}.handling": {
        "fictoleucel-receipt": "Accept or hold a shipment of fictoleucel",
        "fictoleucel-storage": "Keep fictoleucel until the day it is given",
        "fictoleucel-thaw": "Thaw a bag of fictoleucel",
        "fictoleucel-infusion": "Give fictoleucel within its time",
    },
    f"programme.{PRODUCT}.afterwards": {
        "fictoleucel-patient-card": "Tell patients what they carry and report",
        "fictoleucel-reporting": "Report to the fictional programme in time",
    },
}


@transaction.atomic
def ensure_programme(company: str) -> Framework:
    """The fictional product with its programme: shared topics, then what it alone asks."""
    product, _ = Product.objects.get_or_create(
        key=PRODUCT, defaults={"inn": PRODUCT, "brand": "Fictavia", "holder": company}
    )
    framework, made = Framework.objects.get_or_create(
        key=PROGRAMME,
        defaults={
            "kind": FrameworkKind.PRODUCT,
            "title": "Demonstration programme: fictoleucel (Fictavia)",
            "owner": company,
            "edition": "2026",
            "jurisdiction": Jurisdiction.objects.get(code="EU"),
            "product": product,
            "groups": [["topics", "Topics shared by all products"], ["product", "This product"]],
            "source": "Invented for the demonstration.",
            "note": "Neither the product nor the company exists.",
            "validity_months": 24,
            "grace_days": 60,
        },
    )
    if made:
        _fill(framework)
        touch_standards()
    return framework


def _fill(framework: Framework) -> None:
    shared = Requirement.objects.in_bulk(SHARED, field_name="key")
    own = {
        key: Requirement.objects.create(
            key=key, label=label, roles=ROLES, evidence_kinds=["initial_competence"]
        )
        for key, label in OWN.items()
    }
    rows = [("topics", shared[key]) for key in SHARED] + [("product", own[key]) for key in OWN]
    Clause.objects.bulk_create(
        Clause(framework=framework, group=group, requirement=requirement, position=position)
        for position, (group, requirement) in enumerate(rows)
    )
