"""Signing a rule: once, by a manager, never more than is taught."""

from dataclasses import replace
from datetime import timedelta

import pytest

from curriculum.domain.acceptance import RuleCode, RuleLine
from curriculum.models import AcceptanceRule, AcceptedOutcome, Module, ModuleOutcome, Outcome
from curriculum.queries.acceptance import rule_facts
from curriculum.queries.live_versions import rule_version
from curriculum.services.acceptance import (
    NameDiffersError,
    RuleDraft,
    RuleRefusedError,
    rule_hash,
    sign_rule,
    taught_by_product,
)
from curriculum.services.version_moves import NotManagerError
from passport.append_only import AppendOnlyError
from passport.audit.models import AuditEntry
from passport.audit.services import first_break
from passport.people.services.partners import PartnerSuspendedError
from tests.factories import make_release, release_content
from tests.product_factories import OWN

DAY = timedelta(days=1)
CRS, ICANS = RuleLine("crs-recognise", "COR-04", 1), RuleLine("icans-recognise", "COR-05", 1)


@pytest.fixture
def draft(now) -> RuleDraft:
    return RuleDraft((CRS, ICANS), "The core teaches this.", "petra  PARTNER", now.date())


def test_a_rule_is_written_with_its_lines_hash_and_line_of_the_trail(desk, draft, now):
    rule = sign_rule(add_on=desk.add_on, draft=draft, by=desk.manager, at=now)
    assert (rule.number, rule.signed_name, rule.valid_from) == (1, "Petra Partner", now.date())
    stored = AcceptanceRule.objects.get()
    assert rule_version(stored).lines == (CRS, ICANS)
    assert stored.rule_hash == rule_hash(stored, rule_version(stored).lines)
    entry = AuditEntry.objects.get(action="acceptance_rule.signed")
    assert entry.details["hash"] == stored.rule_hash
    assert entry.actor_id == desk.manager.public_id
    assert first_break() is None


def test_the_hash_covers_every_part_of_what_was_signed(desk, draft, now):
    rule = sign_rule(add_on=desk.add_on, draft=draft, by=desk.manager, at=now)
    hashes = {rule.rule_hash, rule_hash(rule, (CRS,))}
    for name, value in {
        "number": 2, "valid_from": now.date() + DAY, "statement": "Other", "signed_name": "Other",
        "signed_at": now + DAY,
    }.items():  # fmt: skip
        changed = AcceptanceRule.objects.get()
        setattr(changed, name, value)
        hashes.add(rule_hash(changed, draft.lines))
    assert len(hashes) == 7


def test_a_signed_rule_is_never_changed_and_never_deleted(desk, draft, now):
    rule = sign_rule(add_on=desk.add_on, draft=draft, by=desk.manager, at=now)
    rule.statement = "Other"
    with pytest.raises(AppendOnlyError):
        rule.save()
    with pytest.raises(AppendOnlyError):
        rule.delete()


def test_only_a_manager_of_the_partner_signs(desk, draft, now):
    with pytest.raises(NotManagerError):
        sign_rule(add_on=desk.add_on, draft=draft, by=desk.editor, at=now)


def test_the_typed_name_is_that_of_who_signs(desk, draft, now):
    for name in ("", "Emil Editor", "Petra"):
        with pytest.raises(NameDiffersError):
            sign_rule(add_on=desk.add_on, draft=replace(draft, name=name), by=desk.manager, at=now)


def test_a_suspended_partner_signs_nothing(desk, draft, now):
    desk.partner.suspended_at, desk.partner.suspension_reason = now, "Looked at."
    desk.partner.save()
    with pytest.raises(PartnerSuspendedError):
        sign_rule(add_on=desk.add_on, draft=draft, by=desk.manager, at=now)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (RuleLine("icans-recognise", "COR-04", 1), RuleCode.NOT_TAUGHT),
        (RuleLine(OWN, "COR-04", 1), RuleCode.NOT_TAUGHT),
        (RuleLine("something-else", "COR-04", 1), RuleCode.NOT_REQUIRED),
        (RuleLine(OWN, "FIC-01", 1), RuleCode.NOT_CORE_OR_ROLE),
        (RuleLine("crs-recognise", "COR-04", 2), RuleCode.RELEASE_UNKNOWN),
        (RuleLine("crs-recognise", "COR-04", 1, max_age_months=25), RuleCode.AGE),
    ],
)
def test_nothing_beyond_what_is_taught_can_be_signed(desk, draft, now, line, code):
    with pytest.raises(RuleRefusedError) as refused:
        sign_rule(add_on=desk.add_on, draft=replace(draft, lines=(line,)), by=desk.manager, at=now)
    assert code in {each.code for each in refused.value.findings}
    assert not AcceptanceRule.objects.exists()
    assert not AcceptedOutcome.objects.exists()


def test_a_release_that_did_not_teach_it_yet_is_not_accepted(desk, draft, now):
    module = Module.objects.get(code="COR-04")
    outcome = Outcome.objects.get(key="crs-recognise")
    ModuleOutcome.objects.filter(outcome=outcome, module=module).update(objective="O9")
    make_release("COR-04", content=release_content(objectives={"O9": "New?"}))
    teachers = {line.key: line.teachers for line in rule_facts(desk.add_on).lines}
    assert [(each.since, each.newest) for each in teachers["crs-recognise"]] == [(2, 2)]
    with pytest.raises(RuleRefusedError) as refused:
        sign_rule(add_on=desk.add_on, draft=replace(draft, lines=(CRS,)), by=desk.manager, at=now)
    assert [each.code for each in refused.value.findings] == [RuleCode.RELEASE_BEFORE_TEACHING]


def test_rules_begin_one_after_the_other_and_none_before_it_is_signed(desk, draft, now):
    early = replace(draft, valid_from=now.date() - DAY)
    with pytest.raises(RuleRefusedError) as refused:
        sign_rule(add_on=desk.add_on, draft=early, by=desk.manager, at=now)
    assert refused.value.codes == (RuleCode.BEGINS_BEFORE_SIGNED,)
    sign_rule(add_on=desk.add_on, draft=draft, by=desk.manager, at=now)
    with pytest.raises(RuleRefusedError) as refused:
        sign_rule(add_on=desk.add_on, draft=draft, by=desk.manager, at=now)
    assert refused.value.codes == (RuleCode.BEGINS_BEFORE_OLDER,)
    later = replace(draft, valid_from=now.date() + DAY)
    assert sign_rule(add_on=desk.add_on, draft=later, by=desk.manager, at=now).number == 2


def test_what_the_product_teaches_is_known_from_its_live_module(desk):
    assert taught_by_product(desk.add_on) == {OWN, "crs-recognise", "icans-recognise"}
