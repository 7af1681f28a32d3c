"""The pages of rules: what they offer, what is typed stays, who may sign."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from curriculum.models import AcceptanceRule
from tests.factories import make_user
from tests.partner_rules.conftest import queries_of
from tests.people.sign_in import strong_sign_in
from tests.product_factories import OWN, make_add_on, make_partner, make_partner_member, make_rule
from tests.security.test_reading_changes_nothing import every_row

DAY = timedelta(days=1)
CRS, ICANS = "line:crs-recognise:COR-04", "line:icans-recognise:COR-05"
SHOWN = re.compile(r'name="shown" value="([0-9a-f]{64})"')


def typed(day, **fields):
    """A form that accepts one outcome, signed by Petra."""
    return {
        f"{CRS}-accepted": "on",
        f"{CRS}-release_from": "1",
        "valid_from": day.isoformat(),
        "statement": "The core teaches this.",
        "name": "Petra Partner",
        "agreed": "on",
        **fields,
    }


def effect_of(desk, data):
    """The page that shows what a form would do."""
    return desk.client.post(desk.path("rule_new"), {**data, "effect": "1"})


def sign(desk, data, shown=None):
    """Sign a form after its effect was shown."""
    if shown is None:
        found = SHOWN.search(effect_of(desk, data).content.decode())
        shown = found[1] if found else ""
    return desk.client.post(desk.path("rule_new"), {**data, "sign": "1", "shown": shown})


def errors_of(response) -> str:
    """The error summary of a page."""
    page = response.content.decode()
    return page[page.index("error-summary__list") : page.index("</ul>", page.index("error-sum"))]


def test_every_required_outcome_is_offered_with_its_modules(desk):
    page = desk.get("rule_new").content.decode()
    assert [name in page for name in (f"{CRS}-accepted", f"{ICANS}-accepted")] == [True, True]
    assert page.count("Always learned in the product module") == 1
    assert "Ward nurse" in page
    assert "With this rule 0 of 3 outcomes are accepted." in page
    assert f"line:{OWN}" not in page


def test_a_rule_is_signed_after_its_effect_was_shown(desk, now):
    page = effect_of(desk, typed(now.date())).content.decode()
    assert "With this rule 1 of 3 outcomes are accepted." in page
    assert "Nobody loses what was earned before 21 November 2026." in page
    response = sign(desk, typed(now.date()))
    rule = AcceptanceRule.objects.get()
    assert response["Location"] == desk.path("rule", rule.public_id)
    assert [line.outcome.key for line in rule.lines.all()] == ["crs-recognise"]
    page = desk.get("rule", rule.public_id).content.decode()
    assert "Signed by Petra Partner for Fictional Cell Company on 21 November 2026" in page
    assert rule.rule_hash in page


def test_what_was_not_shown_is_not_signed(desk, now):
    shown = SHOWN.search(effect_of(desk, typed(now.date())).content.decode())[1]
    more = typed(now.date(), **{f"{ICANS}-accepted": "on", f"{ICANS}-release_from": "1"})
    response = sign(desk, more, shown)
    assert response.status_code == 422
    assert "differs from what you were shown" in errors_of(response)
    assert not AcceptanceRule.objects.exists()


def test_the_effect_needs_no_signature(desk, now):
    response = effect_of(desk, {"valid_from": now.date().isoformat()})
    assert response.status_code == 200
    assert "error-summary" not in response.content.decode()


def test_outcomes_that_nobody_can_show_are_named(desk, now):
    desk.add_on.module.outcomes.exclude(outcome__key=OWN).delete()
    page = effect_of(desk, typed(now.date())).content.decode()
    assert "Out of reach" in page
    assert "<li>Icans recognise</li>" in page
    assert "<li>Crs recognise</li>" not in page


@pytest.mark.parametrize(
    ("forged", "words"),
    [
        (f"line:{OWN}:COR-04", "This module does not teach the outcome."),
        ("line:something:COR-04", "programme does not ask for this outcome."),
        (f"line:{OWN}:FIC-01", "Only core and role modules can be accepted."),
        ("line:crs-recognise:NO:SUCH", "This module does not teach the outcome."),
    ],
)
def test_a_forged_line_is_refused_with_words(desk, now, forged, words):
    data = typed(now.date(), **{f"{forged}-accepted": "on", f"{forged}-release_from": "1"})
    response = sign(desk, data, "0" * 64)
    assert response.status_code == 422
    assert words in errors_of(response)
    assert not AcceptanceRule.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        (f"{CRS}-release_from", "7", "The module has no such release."),
        (f"{CRS}-max_age_months", "99", "no more than the product"),
        (f"{CRS}-release_from", "x", "Enter a whole number."),
        ("valid_from", "2026-11-20", "A rule begins today or later."),
        ("name", "Emil Editor", "Type your own full name"),
        ("agreed", "", "Confirm for whom you sign."),
        ("statement", "", "Write a statement."),
    ],
)
def test_what_was_typed_stays_beside_its_fault(desk, now, field, value, words):
    data = typed(now.date(), **{field: value, f"{ICANS}-release_from": "1"})
    if not value:
        data.pop(field)
    response = sign(desk, data)
    assert response.status_code == 422
    assert words in errors_of(response)
    page = response.content.decode()
    assert not value or f'value="{value}"' in page
    assert field == "statement" or "The core teaches this." in page
    assert not AcceptanceRule.objects.exists()


def test_the_last_rule_fills_the_form_and_differences_are_told(desk, now):
    make_rule(desk.add_on)
    page = desk.get("rule_new").content.decode()
    assert "With this rule 2 of 3 outcomes are accepted." in page
    assert "The lines are the same as in rule 1." in page
    page = effect_of(desk, typed(now.date())).content.decode()
    assert "no longer accepted" in page
    assert "release 1 and later, up to 24 months old" in page
    sign(desk, typed(now.date()))
    rules = list(AcceptanceRule.objects.order_by("number"))
    page = desk.get("rule", rules[1].public_id).content.decode()
    assert "What changed against rule 1" in page
    assert "no longer accepted" in page


def test_the_history_says_who_when_and_from_until(desk, now):
    make_rule(desk.add_on)
    make_rule(desk.add_on, valid_from=now.date() + DAY, signed_name="Petra Partner")
    page = desk.get("rules").content.decode()
    assert "from 5 January 2026, before 22 November 2026" in page
    assert "from 22 November 2026" in page
    assert page.index("begins later") < page.index("in force")


def test_an_editor_reads_rules_and_signs_none(desk, now):
    rule = make_rule(desk.add_on)
    editor = desk.as_(desk.editor)
    assert [editor.get("rules").status_code, editor.get("rule", rule.public_id).status_code] == [
        200, 200,
    ]  # fmt: skip
    assert "Sign a rule" not in editor.get("rules").content.decode()
    before = every_row()
    assert editor.get("rule_new").status_code == 403
    assert sign(editor, typed(now.date() + DAY), "0" * 64).status_code == 403
    assert every_row() == before


def test_another_partner_and_another_add_on_find_nothing(desk):
    rule = make_rule(desk.add_on)
    other = make_partner()
    manager = make_partner_member(other)
    stranger = desk.as_(manager)
    names = [("rules",), ("rule_new",), ("rule", rule.public_id)]
    assert [stranger.get(*name).status_code for name in names] == [404, 404, 404]
    second = make_add_on(desk.partner, desk.add_on.programme.__class__.objects.create(
        key="eu-programme-other", kind="product", title="Other", owner="X", edition="1",
        jurisdiction=desk.add_on.programme.jurisdiction, product=desk.add_on.programme.product,
    ))  # fmt: skip
    path = desk.path("rule", rule.public_id).replace(
        str(desk.add_on.public_id), str(second.public_id)
    )
    assert desk.client.get(path).status_code == 404


def test_a_suspended_partner_reads_and_signs_nothing(desk, now):
    desk.partner.suspended_at, desk.partner.suspension_reason = now, "Looked at."
    desk.partner.save()
    assert desk.get("rules").status_code == 200
    assert sign(desk, typed(now.date()), "0" * 64).status_code == 403


def test_a_weak_session_is_led_to_a_second_step(desk):
    client = Client()
    client.force_login(desk.manager)
    response = client.get(desk.path("rule_new"))
    assert response.status_code == 302
    assert "rules" not in response["Location"].split("?")[0]


def test_pages_ask_as_many_questions_for_many_rules_as_for_one(desk, now):
    counts = []
    for number in range(6):
        rule = make_rule(desk.add_on, valid_from=now.date() + number * DAY)
        names = (("rules",), ("rule_new",), ("rule", rule.public_id))
        counts.append([queries_of(desk, *name) for name in names])
    assert counts[1] == counts[5]


def test_who_belongs_to_nobody_finds_nothing(desk):
    client = strong_sign_in(Client(), make_user())
    assert client.get(desk.path("rules")).status_code == 404
