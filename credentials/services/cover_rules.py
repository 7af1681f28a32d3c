"""A centre says how many people of a role must be able to take part."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from credentials.models import CoverRule
from passport.audit.services import record
from passport.people.models import Centre, User
from passport.people.services.marks import touch_centre
from passport.standards.models import Product


@dataclass(frozen=True)
class Cover:
    """At least so many people of a role, for a product or for any, on a shift."""

    role: str
    product: Product | None
    shift: str
    minimum: int


class CoverRuleExistsError(ValueError):
    """The centre has a rule for this role, product and shift already."""


@transaction.atomic
def add_cover_rule(*, centre: Centre, cover: Cover, by: User, at: datetime) -> CoverRule:
    """Ask for a minimum. Raises CoverRuleExistsError."""
    Centre.objects.select_for_update().get(pk=centre.pk)
    rule = CoverRule(centre=centre)
    _write(rule, cover)
    _changed(rule, "cover_rule_added", by, at)
    return rule


@transaction.atomic
def change_cover_rule(*, rule: CoverRule, cover: Cover, by: User, at: datetime) -> CoverRule:
    """Ask for something else instead. Raises CoverRuleExistsError."""
    Centre.objects.select_for_update().get(pk=rule.centre_id)
    rule = CoverRule.objects.get(pk=rule.pk)
    _write(rule, cover)
    _changed(rule, "cover_rule_changed", by, at)
    return rule


@transaction.atomic
def remove_cover_rule(*, rule: CoverRule, by: User, at: datetime) -> None:
    """Ask for it no longer."""
    Centre.objects.select_for_update().get(pk=rule.centre_id)
    CoverRule.objects.filter(pk=rule.pk).delete()
    _changed(rule, "cover_rule_removed", by, at)


def _write(rule: CoverRule, cover: Cover) -> None:
    same = CoverRule.objects.filter(
        centre=rule.centre, role=cover.role, product=cover.product, shift=cover.shift
    )
    if same.exclude(pk=rule.pk).exists():
        raise CoverRuleExistsError
    rule.role, rule.product = cover.role, cover.product
    rule.shift, rule.minimum = cover.shift, cover.minimum
    rule.save()


def _changed(rule: CoverRule, action: str, by: User, at: datetime) -> None:
    touch_centre(rule.centre_id)
    record(
        action=action,
        subject=f"cover_rule:{rule.public_id}",
        at=at,
        actor_id=by.public_id,
        details={
            "role": rule.role,
            "product": rule.product.key if rule.product else "",
            "shift": rule.shift,
            "minimum": rule.minimum,
        },
    )
