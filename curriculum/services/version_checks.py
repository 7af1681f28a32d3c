"""What a version of an add-on says and lacks: its bundle, declarations, findings and hash."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import rfc8785

from curriculum.domain.acceptance import RuleVersion, unreachable
from curriculum.domain.add_ons import Author, Declared, Missing, Readiness, missing_for_submission
from curriculum.domain.findings import Finding
from curriculum.domain.packages import Level, PackageFinding, PackageState
from curriculum.domain.product_bundle import ProductBundle, ProductRules, product_findings
from curriculum.domain.product_texts import promotion_of
from curriculum.domain.promotion import PromotionContext
from curriculum.formats.content_json import from_json
from curriculum.models import AddOnVersion, ProductAddOn, VersionPackage
from curriculum.queries.add_ons import asked_outcomes, used_packages
from curriculum.queries.live_versions import rule_version

LETTERS = 3


def bundle_of(version: AddOnVersion) -> ProductBundle | None:
    """The chapters and questions of a version; None before a bundle was uploaded.

    Raises ContentJsonError when the stored content is not what was written.
    """
    return from_json(version.content) if version.content else None


def rules_for(add_on: ProductAddOn, outcomes: dict[str, str]) -> ProductRules:
    """What the platform knows of the product, for the checks of its bundle."""
    product = add_on.programme.product
    clauses = add_on.programme.clauses.values_list("requirement__key", flat=True)
    names = [product.brand, product.holder, add_on.partner.name] if product else []
    return ProductRules(
        prefix=add_on.module.code[:LETTERS],
        outcomes=set(outcomes),
        requirements=set(clauses),
        names=[name for name in names if name],
    )


def declared_of(version: AddOnVersion) -> Declared:
    """What the partner states about a version, as the rules take it."""
    product = version.add_on.programme.product
    return Declared(
        inn=product.inn if product else "",
        product=version.add_on.programme.title,
        countries=tuple(version.countries),
        languages=(version.language,),
        label_date=version.label_on,
        label_ends_on=version.label_ends_on,
        label_address=version.label_url,
        rmp_version=version.rmp_version,
        authority_agreed=version.authority_agreed,
        approval_reference=version.approval_reference,
        approval_expires_on=version.approval_ends_on,
        authors=tuple(
            Author(str(each.get("name", "")), str(each.get("interests", "")))
            for each in version.authors
        ),
    )


def context_of(version: AddOnVersion) -> PromotionContext:
    """Whose text it is, for the rules on promotion."""
    product = version.add_on.programme.product
    companies = {version.add_on.partner.name, product.holder if product else ""}
    return PromotionContext(
        inn=product.inn if product else "",
        brand=product.brand if product else "",
        companies=tuple(sorted(name for name in companies if name)),
        label_date=version.label_on,
    )


def latest_rule(add_on: ProductAddOn) -> RuleVersion | None:
    """The acceptance rule that was signed last."""
    rows = add_on.rules.prefetch_related("lines__outcome", "lines__module")
    row = rows.order_by("-number").first()
    return rule_version(row) if row else None


@dataclass(frozen=True)
class VersionCheck:
    """Everything that the desk, the reviewers and submission ask about a version on a day.

    `promotion` are words that read like promotion, `faults` broken rules of the module,
    `unreachable` outcomes that nobody could show, `used` its packages with their findings.
    """

    bundle: ProductBundle | None
    rule: RuleVersion | None
    outcomes: dict[str, str]
    used: tuple[VersionPackage, ...]
    promotion: tuple[PackageFinding, ...]
    faults: tuple[Finding, ...]
    unreachable: tuple[str, ...]
    missing: tuple[Missing, ...]

    @property
    def taught(self) -> set[str]:
        """Outcomes that chapters and packages teach."""
        own = set(self.bundle.outcomes.values()) if self.bundle else set()
        return own | {key for line in self.used for key in line.outcomes}


def check_of(version: AddOnVersion, on: date) -> VersionCheck:
    """What a version holds and lacks on a day; a fixed number of queries."""
    bundle, outcomes = bundle_of(version), asked_outcomes(version.add_on.programme_id)
    rule, used = latest_rule(version.add_on), tuple(used_packages(version))
    faults = product_findings(bundle, rules_for(version.add_on, outcomes)) if bundle else []
    found = VersionCheck(
        bundle=bundle,
        rule=rule,
        outcomes=outcomes,
        used=used,
        promotion=tuple(promotion_of(bundle, context_of(version))) if bundle else (),
        faults=tuple(faults),
        unreachable=(),
        missing=(),
    )
    lost = unreachable(tuple(outcomes), rule.lines if rule else (), found.taught)
    ready = replace(_readiness(found, len(lost)), sent_back=_was_sent_back(version))
    missing = missing_for_submission(declared_of(version), ready, on)
    return VersionCheck(**{**vars(found), "unreachable": lost, "missing": missing})


def _readiness(check: VersionCheck, lost: int) -> Readiness:
    packages = [line.package for line in check.used]
    levels = [each.level for package in packages for each in package.findings.all()]
    refused = sum(package.state != PackageState.ACCEPTED for package in packages)
    fixes = sum(each.level is Level.FIX for each in check.promotion) + len(check.faults)
    return Readiness(
        chapters=len(check.bundle.content.chapters) if check.bundle else 0,
        packages=len(packages),
        open_stops=levels.count(Level.STOP) + refused,
        open_fixes=levels.count(Level.FIX) + fixes,
        trial_run=all(package.trial for package in packages),
        rule_signed=check.rule is not None,
        unreachable=lost,
    )


def _was_sent_back(version: AddOnVersion) -> bool:
    """Whether reviewers asked for changes to exactly what the version says now."""
    refused = set(version.decisions.filter(approved=False).values_list("content_hash", flat=True))
    return bool(refused) and content_hash_of(version) in refused


def declarations_of(version: AddOnVersion) -> dict[str, Any]:
    """What the partner states, as plain data; days as ISO text."""
    days = ("label_on", "label_ends_on", "approval_ends_on")
    plain = (
        "title", "notes", "language", "label_url", "additional_monitoring", "rmp_version",
        "authority_agreed", "approval_reference", "authors",
    )  # fmt: skip
    return {
        "countries": sorted(version.countries),
        **{name: getattr(version, name) for name in plain},
        **{name: day.isoformat() if (day := getattr(version, name)) else None for name in days},
    }


def content_hash_of(version: AddOnVersion) -> str:
    """SHA-256 over content, packages and declarations as canonical JSON (RFC 8785)."""
    frozen = {
        "content": version.content,
        "packages": [
            {
                "sha256": line.package.sha256,
                "outcomes": sorted(line.outcomes),
                "minutes": line.minutes,
            }
            for line in version.packages.select_related("package").order_by("position")
        ],
        "declarations": declarations_of(version),
    }
    return hashlib.sha256(rfc8785.dumps(frozen)).hexdigest()
