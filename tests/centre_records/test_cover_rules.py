"""Minimum covers: added, changed, removed, each with its trail."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags

from credentials.models import CoverRule
from credentials.queries.coverage import team_of
from credentials.services.cover_rules import (
    Cover,
    CoverRuleExistsError,
    add_cover_rule,
    change_cover_rule,
)
from passport.audit.models import AuditEntry
from passport.standards.models import Product
from tests.factories import make_programme

pytestmark = pytest.mark.django_db
LIST, ONE = "credentials:cover_rules", "credentials:cover_rule"
REMOVE = "credentials:remove_cover_rule"


def words(response):
    return " ".join(strip_tags(response.text).split())


def filled(**more):
    return {"role": "NUR", "product": "", "shift": "night", "minimum": "2", **more}


def add(desk, at, minimum=2, role="NUR", product=None):
    cover = Cover(role, product, "always", minimum)
    return add_cover_rule(centre=desk.centre, cover=cover, by=desk.lead.user, at=at)


def actions():
    return list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))


def mark(centre):
    centre.refresh_from_db()
    return centre.mark


def test_a_rule_is_added_and_listed(desk):
    before = mark(desk.centre)
    said = words(desk.post(LIST, data=filled()))
    rule = CoverRule.objects.get()
    assert (rule.centre, rule.role, rule.product, rule.shift, rule.minimum) == (
        desk.centre, "NUR", None, "night", 2,
    )  # fmt: skip
    assert "Ward nurse Any product Night shift 2 people Change" in said
    assert mark(desk.centre) > before
    assert AuditEntry.objects.get().details == {
        "role": "NUR", "product": "", "shift": "night", "minimum": 2,
    }  # fmt: skip


def test_a_rule_may_name_a_product(desk):
    product = Product.objects.create(key="axi-cel", inn="axicabtagene ciloleucel")
    said = words(desk.post(LIST, data=filled(product=product.pk)))
    assert "Ward nurse axicabtagene ciloleucel Night shift" in said


def test_there_is_one_rule_for_role_product_and_shift(desk, now):
    add(desk, now)
    with pytest.raises(CoverRuleExistsError):
        add(desk, now, minimum=5)
    said = words(desk.post(LIST, data=filled(shift="always")))
    assert "There is a rule for this role, product and time already. Change that one." in said
    other = add(desk, now, role="PHY")
    cover = Cover("NUR", None, "always", 3)
    with pytest.raises(CoverRuleExistsError):
        change_cover_rule(rule=other, cover=cover, by=desk.lead.user, at=now)
    assert CoverRule.objects.count() == 2


@pytest.mark.parametrize("minimum", ["0", "", "-1", "501"])
def test_it_asks_for_somebody(desk, minimum):
    assert desk.post(LIST, data=filled(minimum=minimum)).status_code == 422
    assert CoverRule.objects.count() == 0


def test_a_rule_is_changed_and_removed(desk, now):
    rule = add(desk, now)
    before = mark(desk.centre)
    assert 'value="2"' in desk.get(ONE, rule.public_id).text
    desk.post(ONE, rule.public_id, data=filled(minimum="3"))
    rule.refresh_from_db()
    assert (rule.minimum, rule.shift) == (3, "night")
    after = mark(desk.centre)
    said = words(desk.post(REMOVE, rule.public_id, data={}))
    assert "The rule is removed." in said
    assert CoverRule.objects.count() == 0
    assert before < after < mark(desk.centre)
    assert actions() == ["cover_rule_added", "cover_rule_changed", "cover_rule_removed"]


def test_todays_team_follows_it(desk, now):
    make_programme()
    add(desk, now)
    (result,) = team_of(desk.centre, None, now.date())[1]
    assert (result.role, result.minimum, result.holds) == ("NUR", 2, False)


def test_another_centre_reaches_no_rule(desk, other_desk, now):
    rule = add(desk, now)
    assert "Ward nurse Any product At all times 2 people" not in words(other_desk.get(LIST))
    for owner in (other_desk, desk):
        addresses = [owner.path(ONE, rule.public_id), owner.path(REMOVE, rule.public_id)]
        for address in addresses:
            assert other_desk.client.post(address, filled(minimum="9")).status_code == 404
        assert other_desk.client.get(addresses[0]).status_code == 404
    assert other_desk.client.post(desk.path(LIST), filled(role="PHY")).status_code == 404
    assert CoverRule.objects.get().minimum == 2


def test_removing_needs_a_form(desk, now):
    assert desk.get(REMOVE, add(desk, now).public_id).status_code == 405


def test_the_list_costs_the_same_for_one_and_for_three(desk, now):
    def cost():
        with CaptureQueriesContext(connection) as spent:
            assert desk.get(LIST).status_code == 200
        return len(spent)

    product = Product.objects.create(key="axi-cel", inn="axicabtagene ciloleucel")
    add(desk, now, product=product)
    cost()
    one = cost()
    for role in ("PHY", "PHA"):
        add(desk, now, role=role, product=product)
    assert cost() == one
