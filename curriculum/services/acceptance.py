"""Signs what a partner accepts for a product: a new version each time, never changed."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import rfc8785
from django.conf import settings
from django.db import transaction

from curriculum.domain.acceptance import (
    RuleCode,
    RuleFinding,
    RuleLine,
    RuleVersion,
    rule_findings,
    version_findings,
)
from curriculum.domain.add_ons import VersionState
from curriculum.models import (
    AcceptanceRule,
    AcceptedOutcome,
    AddOnVersion,
    Module,
    ModuleOutcome,
    Outcome,
    ProductAddOn,
)
from curriculum.queries.acceptance import rule_facts, versions_of_rules
from curriculum.queries.add_ons import used_packages
from curriculum.services.version_checks import bundle_of
from curriculum.services.version_moves import NotManagerError
from passport.audit.services import record
from passport.dates import local_day
from passport.people.models import User
from passport.people.queries.partners import is_manager
from passport.people.services.partners import PartnerSuspendedError


class NameDiffersError(Exception):
    """The typed name is not that of who signs."""


class RuleRefusedError(Exception):
    """The rule cannot be signed; `findings` name lines, `codes` concern the version."""

    def __init__(self, findings: tuple[RuleFinding, ...], codes: tuple[RuleCode, ...]) -> None:
        super().__init__([*(f"{each.code}: {each.line}" for each in findings), *codes])
        self.findings, self.codes = findings, codes


@dataclass(frozen=True)
class RuleDraft:
    """What is signed: lines, a statement, the typed name, the first day on which it holds."""

    lines: tuple[RuleLine, ...]
    statement: str
    name: str
    valid_from: date


def name_of(user: User) -> str:
    """The name under which somebody signs; empty when none is known."""
    return " ".join(user.get_full_name().split())


def same_name(typed: str, user: User) -> bool:
    """Whether a typed name is that of a person; capitals and spaces do not matter."""
    own = name_of(user)
    return bool(own) and " ".join(typed.split()).casefold() == own.casefold()


@transaction.atomic
def sign_rule(*, add_on: ProductAddOn, draft: RuleDraft, by: User, at: datetime) -> AcceptanceRule:
    """A manager signs the next version of an add-on's rule; it follows the others for ever.

    Raises PartnerSuspendedError, NotManagerError, NameDiffersError, RuleRefusedError.
    """
    row, on = _locked(add_on), local_day(at, settings.TIME_ZONE)
    if not is_manager(by, row.partner, on):
        raise NotManagerError
    if not same_name(draft.name, by):
        raise NameDiffersError
    older = versions_of_rules(row)
    number = max((each.number for each in older), default=0) + 1
    findings = rule_findings(draft.lines, rule_facts(row).limits)
    codes = version_findings(RuleVersion(number, draft.valid_from, draft.lines), older, on)
    if findings or codes:
        raise RuleRefusedError(findings, codes)
    rule = _write(row, number, draft, by, at)
    _audit(rule, draft, by, at)
    return rule


def _locked(add_on: ProductAddOn) -> ProductAddOn:
    """The row, held until the transaction ends, so that two signatures come one by one."""
    rows = ProductAddOn.objects.select_for_update(of=("self",))
    row = rows.select_related("partner", "module", "programme").get(pk=add_on.pk)
    if row.partner.suspended_at is not None:
        raise PartnerSuspendedError
    return row


def _write(
    add_on: ProductAddOn, number: int, draft: RuleDraft, by: User, at: datetime
) -> AcceptanceRule:
    rule = AcceptanceRule(
        add_on=add_on,
        number=number,
        valid_from=draft.valid_from,
        statement=draft.statement,
        signed_name=name_of(by),
        signed_by=by,
        signed_at=at,
    )
    rule.rule_hash = rule_hash(rule, draft.lines)
    rule.save()
    outcomes = Outcome.objects.in_bulk({line.outcome for line in draft.lines}, field_name="key")
    modules = Module.objects.in_bulk({line.module for line in draft.lines}, field_name="code")
    AcceptedOutcome.objects.bulk_create(
        AcceptedOutcome(
            rule=rule,
            outcome=outcomes[line.outcome],
            module=modules[line.module],
            release_from=line.release_from,
            release_until=line.release_until,
            max_age_months=line.max_age_months,
        )
        for line in draft.lines
    )
    return rule


def rule_hash(rule: AcceptanceRule, lines: tuple[RuleLine, ...]) -> str:
    """SHA-256 over what was signed, by whom and when, as canonical JSON (RFC 8785)."""
    signed: dict[str, Any] = {
        "add_on": str(rule.add_on.public_id),
        "module": rule.add_on.module.code,
        "programme": rule.add_on.programme.key,
        "number": rule.number,
        "valid_from": rule.valid_from.isoformat(),
        "statement": rule.statement,
        "signed_name": rule.signed_name,
        "signed_by": str(rule.signed_by.public_id),
        "signed_at": rule.signed_at.isoformat(),
        "lines": lines_as_data(lines),
    }
    return hashlib.sha256(rfc8785.dumps(signed)).hexdigest()


def lines_as_data(lines: tuple[RuleLine, ...]) -> list[dict[str, Any]]:
    """Lines as plain data, in one order whatever the order in which they were given."""
    return [vars(line) for line in sorted(lines, key=lambda each: (each.outcome, each.module))]


def digest_of(number: int, valid_from: date | None, lines: tuple[RuleLine, ...]) -> str:
    """What a page shows the effect of: a signature that follows stands for nothing else."""
    shown: dict[str, Any] = {
        "number": number,
        "valid_from": valid_from.isoformat() if valid_from else "",
        "lines": lines_as_data(lines),
    }
    return hashlib.sha256(rfc8785.dumps(shown)).hexdigest()


def _audit(rule: AcceptanceRule, draft: RuleDraft, by: User, at: datetime) -> None:
    record(
        action="acceptance_rule.signed",
        subject=f"acceptance_rule:{rule.public_id}",
        actor_id=by.public_id,
        at=at,
        details={
            "add_on": str(rule.add_on.public_id),
            "number": rule.number,
            "valid_from": rule.valid_from.isoformat(),
            "lines": len(draft.lines),
            "hash": rule.rule_hash,
        },
    )


def taught_by_product(add_on: ProductAddOn) -> frozenset[str]:
    """Outcomes that the module teaches once its newest version is live; a few queries."""
    rows = AddOnVersion.objects.filter(add_on=add_on).exclude(state=VersionState.RETIRED)
    newest = rows.order_by("-number").first()
    own = set(ModuleOutcome.objects.filter(module=add_on.module_id).values_list(
        "outcome__key", flat=True
    ))  # fmt: skip
    if newest is None:
        return frozenset(own)
    bundle = bundle_of(newest)
    if bundle:
        own = set(bundle.outcomes.values())
    return frozenset(own | {key for line in used_packages(newest) for key in line.outcomes})
