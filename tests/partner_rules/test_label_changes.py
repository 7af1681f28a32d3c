"""A manager announces what changed; learners are told once, reminded twice, and nobody else."""

from datetime import timedelta

import pytest
from django.core import mail

from curriculum.domain.label_changes import ChangeCode, ChangeDraft
from curriculum.models import AddOnVersion, Attempt, LabelChange, UpdateTaken
from curriculum.services.label_changes import (
    ChangeRefusedError,
    NotTeachingError,
    announce_label_change,
    remind_learners,
    teaching_versions,
)
from curriculum.services.version_moves import NotManagerError
from passport.audit.models import AuditEntry
from passport.jobs.models import Job
from passport.notices.models import Notice
from passport.people.services.partners import PartnerSuspendedError
from tests.factories import EPOCH, make_programme, make_release
from tests.partner_rules.conftest import make_holder, queries_of
from tests.product_factories import OWN, make_partner, make_partner_member

DAY = timedelta(days=1)
SUMMARY = "The fictional bag is now kept for two hours."


@pytest.fixture(autouse=True)
def _passports(db) -> None:
    """A programme by which passports of learners are looked at again."""
    make_release("NUR-01")
    make_programme(core=("COR-04",))


@pytest.fixture
def draft(now) -> ChangeDraft:
    return ChangeDraft(SUMMARY, (OWN,), ("NUR",), now.date() + 60 * DAY)


def announce(desk, draft, now):
    return announce_label_change(version=desk.live, draft=draft, by=desk.manager, at=now)


def told(kind="label_changed"):
    return [notice.recipient for notice in Notice.objects.filter(kind=kind).order_by("pk")]


def test_a_change_is_written_with_its_jobs_and_line_of_the_trail(desk, draft, now):
    change = announce(desk, draft, now)
    assert (change.summary, change.outcomes, change.roles) == (SUMMARY, [OWN], ["NUR"])
    kinds = {job.kind: job.ids for job in Job.objects.all()}
    assert kinds == {
        "label_change_announced": {"add_on_id": desk.add_on.pk},
        "label_change_to_tell": {"label_change_id": str(change.public_id)},
    }
    entry = AuditEntry.objects.get(action="label_change.announced")
    assert entry.details["outcomes"] == [OWN]


def test_learners_of_these_roles_who_knew_the_old_text_get_one_mail(desk, draft, now, run_jobs):
    nurse = make_holder(desk)
    make_holder(desk, role="PHY")
    make_holder(desk, EPOCH + 200 * DAY)  # learned it from the version that teaches the change
    gone = make_holder(desk)
    gone.user.is_active = False
    gone.user.save()
    announce(desk, draft, now)
    run_jobs()
    assert told() == [nurse.user.email]
    found = mail.outbox[0]
    assert found.subject == "Label of fictoleucel changed: learn it by 20 January 2027"
    assert SUMMARY in found.body
    assert "It takes 6 minutes and a short exam." in found.body
    assert "https://passport.test/products/FIC-01/" in found.body


def test_telling_twice_tells_nobody_twice(desk, draft, now, run_jobs):
    make_holder(desk)
    change = announce(desk, draft, now)
    run_jobs()
    Job.objects.create(
        kind="label_change_to_tell", ids={"label_change_id": str(change.public_id)},
        queue="default", due_at=now, created_at=now,
    )  # fmt: skip
    run_jobs()
    assert len(told()) == 1


def test_reminders_go_out_30_and_7_days_before_to_who_has_not_learned_it(desk, draft, now):
    first, second = make_holder(desk), make_holder(desk)
    change = announce(desk, draft, now)
    sent = {}
    for left in (31, 30, 29, 8):
        remind_learners(at=now + (60 - left) * DAY)
        sent[left] = len(told("label_change_reminder"))
    attempt = Attempt.objects.create(
        learner=first, module=desk.add_on.module, release=desk.live.release, draw=[],
        started_at=now, submitted_at=now, passed=True,
    )  # fmt: skip
    UpdateTaken.objects.create(
        change=change, learner=first, attempt=attempt, learned=[OWN], minutes_needed=6, taken_at=now
    )
    for left in (7, 6, -1):
        remind_learners(at=now + (60 - left) * DAY)
        sent[left] = len(told("label_change_reminder"))
    assert sent == {31: 0, 30: 2, 29: 2, 8: 2, 7: 3, 6: 3, -1: 3}
    assert told("label_change_reminder")[-1] == second.user.email


@pytest.mark.parametrize(
    ("changed", "codes", "rules"),
    [
        ({"summary": "The best bag ever."}, (), ["superlative"]),
        ({"summary": "Fictavia is kept for two hours."}, (), ["brand_first"]),
        ({"outcomes": ("unheard-of",)}, (ChangeCode.OUTCOMES_UNKNOWN,), []),
        ({"roles": ("QMA",)}, (ChangeCode.ROLES_UNKNOWN,), []),
    ],
)
def test_promotion_and_what_the_module_does_not_teach_are_refused(
    desk, draft, now, changed, codes, rules
):
    wrong = ChangeDraft(**{**vars(draft), **changed})
    with pytest.raises(ChangeRefusedError) as refused:
        announce(desk, wrong, now)
    assert refused.value.codes == codes
    assert [str(each.rule) for each in refused.value.promotion] == rules
    assert not LabelChange.objects.exists()


def test_only_a_live_version_after_another_teaches_a_change(desk, draft, now):
    assert teaching_versions(desk.add_on) == [desk.live]
    first = desk.add_on.versions.get(number=1)
    with pytest.raises(NotTeachingError):
        announce_label_change(version=first, draft=draft, by=desk.manager, at=now)
    AddOnVersion.objects.filter(pk=first.pk).update(live_at=None)
    assert teaching_versions(desk.add_on) == []


def test_editors_and_suspended_partners_announce_nothing(desk, draft, now):
    with pytest.raises(NotManagerError):
        announce_label_change(version=desk.live, draft=draft, by=desk.editor, at=now)
    desk.partner.suspended_at, desk.partner.suspension_reason = now, "Looked at."
    desk.partner.save()
    with pytest.raises(PartnerSuspendedError):
        announce(desk, draft, now)


def typed(desk, now, **fields):
    return {
        "version": str(desk.live.public_id),
        "summary": SUMMARY,
        "outcomes": [OWN],
        "roles": ["NUR", "PHY"],
        "due_on": (now.date() + 60 * DAY).isoformat(),
        **fields,
    }


def test_the_form_offers_what_the_module_teaches_and_all_concerned_roles(desk):
    page = desk.get("label_change_new").content.decode()
    assert page.count('name="outcomes"') == 3
    assert page.count('name="roles"') == page.count("checked") == 2
    assert "Fewer than ten completions" in page


def test_a_sent_form_announces_the_change_and_leads_to_the_list(desk, now):
    response = desk.client.post(desk.path("label_change_new"), typed(desk, now))
    assert response["Location"] == desk.path("label_changes")
    page = desk.get("label_changes").content.decode()
    assert SUMMARY in page
    assert "to be relearned by 20 January 2027" in page
    assert "60 days left" in page
    assert "Ward nurse, Treating physician" in page


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("summary", "The best bag ever.", "praises"),
        ("summary", "See https://cells.example", "Leave addresses out."),
        ("due_on", "2026-11-30", "Leave learners 30 days or more."),
        ("due_on", "2028-11-30", "Choose a day within a year."),
        ("roles", [], "Choose at least one role."),
        ("outcomes", ["unheard-of"], "unheard-of"),
    ],
)
def test_what_was_typed_stays_beside_its_fault(desk, now, field, value, words):
    data = typed(desk, now, **{field: value})
    response = desk.client.post(desk.path("label_change_new"), data)
    page = response.content.decode()
    assert response.status_code == 422
    assert words in page
    assert field == "summary" or SUMMARY in page
    assert not LabelChange.objects.exists()


def test_without_a_newer_version_nothing_can_be_announced(desk, now):
    AddOnVersion.objects.filter(number=1).update(live_at=None)
    page = desk.get("label_change_new").content.decode()
    assert "A new version comes first" in page
    assert desk.client.post(desk.path("label_change_new"), typed(desk, now)).status_code == 422


def test_editors_read_the_list_and_announce_nothing(desk, now):
    editor = desk.as_(desk.editor)
    assert editor.get("label_changes").status_code == 200
    assert editor.get("label_change_new").status_code == 403
    data = typed(desk, now)
    assert editor.client.post(desk.path("label_change_new"), data).status_code == 403
    stranger = desk.as_(make_partner_member(make_partner()))
    assert stranger.client.post(desk.path("label_change_new"), data).status_code == 404


def test_the_list_asks_as_many_questions_for_many_as_for_one(desk, draft, now):
    counts = []
    for _ in range(4):
        announce(desk, draft, now)
        counts.append(queries_of(desk, "label_changes"))
    assert counts[1] == counts[3]
