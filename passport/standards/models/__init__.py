"""Frameworks, requirements, clause numbers per edition, crosswalks, products, jurisdictions."""

from passport.standards.models.crosswalks import (
    AlignmentFields,
    AlignmentStrength,
    Certification,
    CrosswalkEntry,
    Relation,
    StandardsMark,
)
from passport.standards.models.frameworks import (
    Clause,
    EvidenceKind,
    Framework,
    FrameworkKind,
    NumberStatus,
    Requirement,
)
from passport.standards.models.places import Jurisdiction, Product

__all__ = [
    "AlignmentFields",
    "AlignmentStrength",
    "Certification",
    "Clause",
    "CrosswalkEntry",
    "EvidenceKind",
    "Framework",
    "FrameworkKind",
    "Jurisdiction",
    "NumberStatus",
    "Product",
    "Relation",
    "Requirement",
    "StandardsMark",
]
