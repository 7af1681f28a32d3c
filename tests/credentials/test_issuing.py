"""From completions to a signed edition, once, whatever happens on the way."""

from datetime import timedelta

import pytest
from django.db import transaction

from credentials.domain.edition import read_content
from credentials.models import Alarm, Copy, Document, Edition, Passport, StandingChange
from credentials.services import reassessing
from credentials.services.alarms import acknowledge_alarm
from credentials.services.revoking import change_standing
from credentials.signing.signer import NoSigningKeyError, open_signer
from credentials.tasks import reassess_due
from curriculum.models import CompletionAnnulment
from passport.jobs import services as jobs
from passport.jobs.models import Job
from tests.credentials.ledger import drop_triggers, run_sql
from tests.factories import (
    approve,
    complete,
    make_learner,
    make_programme,
    make_release,
    make_user,
)

pytestmark = pytest.mark.django_db


def reassess(holder, clock):
    return reassessing.reassess(holder_id=holder.pk, at=clock())


def titles(edition):
    return [stamp["title"] for stamp in read_content(edition.content)["stamps"]]


def test_completing_core_and_role_issues_one_edition_with_both_stamps(edition):
    content = read_content(edition.content)
    assert titles(edition) == ["Core: knowledge", "Ward nurse: knowledge"]
    assert (content["edition"], content["expires_on"], content["first_issued_on"]) == (
        1, "2027-11-21", "2026-11-21",
    )  # fmt: skip
    assert content["holder"] == {
        "name": "Jana Nováková",
        "family_name": "Nováková",
        "given_names": "Jana",
    }


def test_the_first_edition_comes_with_a_printed_copy_its_pdf_and_one_mail(
    edition, run_jobs, mailoutbox
):
    run_jobs()
    assert [copy.kind for copy in Copy.objects.all()] == ["print"]
    assert Document.objects.get().edition == edition
    assert [mail.to for mail in mailoutbox] == [["jana@example.org"]]
    assert edition.passport.number in mailoutbox[0].subject
    assert "Ward nurse: knowledge" in mailoutbox[0].body


def test_core_alone_and_then_the_role_make_two_editions(nurse, key_dir, clock, run_jobs):
    make_programme()
    complete(nurse, "COR-01", at=clock())
    assert reassess(nurse, clock) is False
    assert Passport.objects.count() == 0
    complete(nurse, "COR-02", at=clock())
    reassess(nurse, clock)
    run_jobs()
    complete(nurse, "NUR-01", at=clock() + timedelta(days=1))
    clock.at += timedelta(days=1)
    reassess(nurse, clock)
    run_jobs()
    first, second = Edition.objects.order_by("number")
    assert titles(first) == ["Core: knowledge"]
    assert titles(second) == ["Core: knowledge", "Ward nurse: knowledge"]
    assert Copy.objects.count() == 1


def test_asking_again_changes_nothing(edition, clock):
    assert reassess(edition.passport.holder, clock) is False
    assert Job.objects.filter(kind="edition_requested").count() == 1


def test_a_ring_heard_twice_issues_once(completed, key_dir, clock, run_jobs):
    with transaction.atomic():
        for _ in range(2):
            jobs.ring("completion_recorded", ids={"learner_id": completed.pk}, at=clock())
    run_jobs()
    passport = Passport.objects.get()
    jobs.ring("edition_requested", ids={"passport_id": passport.pk}, at=clock())
    run_jobs()
    assert Edition.objects.count() == 1


def test_the_nightly_pass_repairs_a_lost_ring(completed, key_dir, clock, run_jobs):
    reassess_due()
    run_jobs()
    reassess_due()
    run_jobs()
    assert Edition.objects.count() == 1


def test_one_broken_record_does_not_stop_the_nightly_pass(
    completed, key_dir, clock, run_jobs, monkeypatch
):
    other = make_learner()
    for code in ("COR-01", "COR-02"):
        complete(other, code, at=clock())
    sane = reassessing.draft_for

    def draft_for(holder, number, on):
        if holder.pk == completed.pk:
            raise ValueError("broken")
        return sane(holder, number, on)

    monkeypatch.setattr(reassessing, "draft_for", draft_for)
    reassess_due()
    run_jobs()
    assert [passport.holder for passport in Passport.objects.all()] == [other]


def test_without_a_signing_key_the_request_waits_for_one(completed, settings, tmp_path, clock):
    settings.KEY_DIR = tmp_path / "none"
    reassess(completed, clock)
    with pytest.raises(NoSigningKeyError):
        open_signer()
    assert Edition.objects.count() == 0
    assert Job.objects.get(kind="edition_requested").queue == "signer"


def test_the_signer_reads_the_evidence_itself(nurse, key_dir, clock, run_jobs):
    make_programme()
    passport = Passport.objects.create(holder=nurse, number="CTP-0000-0000", opened_at=clock())
    jobs.ring("edition_requested", ids={"passport_id": passport.pk}, at=clock())
    run_jobs()
    assert Edition.objects.count() == 0


def test_production_does_not_issue_on_releases_without_clinical_review(
    completed, key_dir, clock, run_jobs, settings
):
    settings.ISSUE_UNREVIEWED = False
    assert reassess(completed, clock) is False
    for completion in completed.completions.select_related("release"):
        approve(completion.release)
        jobs.ring("clinical_review_recorded", ids={"release_id": completion.release_id}, at=clock())
    run_jobs()
    assert read_content(Edition.objects.latest("number").content)["demonstration"] is False


def test_an_approval_ends_the_demonstration_in_a_new_edition(edition, clock, run_jobs):
    assert read_content(edition.content)["demonstration"] is True
    for completion in edition.passport.holder.completions.select_related("release"):
        approve(completion.release)
    reassess(edition.passport.holder, clock)
    run_jobs()
    second = Edition.objects.get(number=2)
    assert read_content(second.content)["demonstration"] is False
    assert read_content(second.content)["first_issued_on"] == "2026-11-21"


def test_a_new_name_makes_a_new_edition(edition, clock, run_jobs):
    user = edition.passport.holder.user
    user.last_name = "Dvořáková"
    user.save()
    reassess(edition.passport.holder, clock)
    run_jobs()
    content = read_content(Edition.objects.get(number=2).content)
    assert content["holder"]["name"] == "Jana Dvořáková"


def test_a_completion_taken_back_takes_its_stamp(edition, clock, run_jobs):
    completion = edition.passport.holder.completions.get(module__code="NUR-01")
    CompletionAnnulment.objects.create(
        completion=completion, reason="Wrong person.", annulled_at=clock()
    )
    reassess(edition.passport.holder, clock)
    run_jobs()
    assert titles(Edition.objects.get(number=2)) == ["Core: knowledge"]


def test_with_nothing_left_the_passport_ended_yesterday(edition, clock, run_jobs):
    for completion in edition.passport.holder.completions.all():
        CompletionAnnulment.objects.create(
            completion=completion, reason="Wrong person.", annulled_at=clock()
        )
    reassess(edition.passport.holder, clock)
    run_jobs()
    content = read_content(Edition.objects.get(number=2).content)
    assert (content["stamps"], content["expires_on"]) == ([], "2026-11-20")
    clock.at += timedelta(days=5)
    assert reassess(edition.passport.holder, clock) is False


def test_exams_sat_again_renew_the_stamp(edition, clock, run_jobs):
    holder = edition.passport.holder
    clock.at += timedelta(days=360)
    for code in ("COR-01", "COR-02", "NUR-01"):
        complete(holder, code, at=clock())
    reassess(holder, clock)
    run_jobs()
    assert read_content(Edition.objects.get(number=2).content)["expires_on"] == "2028-11-16"


def test_a_newer_release_leaves_the_stamp_on_the_one_that_was_shown(edition, clock):
    make_release("COR-01", version="2.0")
    assert reassess(edition.passport.holder, clock) is False


def test_an_open_alarm_stops_issuing_until_it_is_closed(edition, clock, run_jobs):
    alarm = Alarm.objects.create(edition=edition, raised_at=clock())
    user = edition.passport.holder.user
    user.last_name = "Dvořáková"
    user.save()
    reassess(edition.passport.holder, clock)
    run_jobs()
    assert Edition.objects.count() == 1
    acknowledge_alarm(alarm=alarm, by=make_user(), at=clock())
    reassess(edition.passport.holder, clock)
    run_jobs()
    assert Edition.objects.count() == 2


def test_nothing_is_built_on_an_edition_with_a_broken_seal(edition, clock, run_jobs):
    drop_triggers()
    run_sql("UPDATE credentials_edition SET content = replace(content, 'Jana', 'Hana')")
    reassess(edition.passport.holder, clock)
    run_jobs()
    assert Edition.objects.count() == 1
    assert Alarm.objects.get().edition == edition


def test_a_withdrawn_passport_gets_no_edition_and_a_reinstated_one_does(edition, clock, run_jobs):
    passport = edition.passport
    fields = {"passport": passport, "reason": "Why.", "by": make_user()}
    change_standing(change=StandingChange.REVOKED, at=clock(), **fields)
    user = passport.holder.user
    user.last_name = "Dvořáková"
    user.save()
    reassess(passport.holder, clock)
    run_jobs()
    assert Edition.objects.count() == 1
    change_standing(change=StandingChange.REINSTATED, at=clock() + timedelta(minutes=1), **fields)
    run_jobs()
    assert Edition.objects.count() == 2


def test_a_burst_of_completions_asks_the_signer_once(nurse, completed, clock):
    for _ in range(3):
        assert reassess(nurse, clock)
    assert Job.objects.filter(kind="edition_requested").count() == 1
