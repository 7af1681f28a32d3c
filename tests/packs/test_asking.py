"""Asking for a pack: limits, the job and its steps, the mail, the trail."""

from datetime import timedelta

import pytest

from credentials.domain.pack import Scope
from credentials.models import EvidencePack
from credentials.services.packing import (
    NamesNeedReasonError,
    StatusInFutureError,
    TooManyPacksError,
)
from passport.audit.models import AuditEntry
from passport.jobs.models import Job

pytestmark = pytest.mark.django_db


def test_nobody_asks_for_tomorrow(world):
    with pytest.raises(StatusInFutureError):
        world.ask(status_on=world.at.date() + timedelta(days=1))
    assert EvidencePack.objects.count() == 0


def test_five_packs_a_day_and_no_more_until_tomorrow(world, clock):
    for _ in range(5):
        world.ask()
    with pytest.raises(TooManyPacksError):
        world.ask()
    world.at += timedelta(days=1)
    world.ask()
    assert EvidencePack.objects.count() == 6


def test_asking_and_making_stand_in_the_audit_trail(world):
    pack = world.make()
    entries = AuditEntry.objects.filter(subject=f"pack:{pack.public_id}").order_by("sequence")
    assert list(entries.values_list("action", flat=True)) == ["pack_asked", "pack_made"]
    assert entries[0].actor_id == world.lead.user.public_id
    assert entries[0].details["framework"] == world.framework.key


def test_the_job_names_its_steps_and_is_owned_by_who_asked(world, monkeypatch):
    steps = []
    real = "credentials.job_handlers.report_progress"
    monkeypatch.setattr(
        real, lambda *, step, done=0, total=None, **_: steps.append((step, done, total))
    )
    pack = world.ask()
    world.run()
    names = list(dict.fromkeys(step for step, _, _ in steps))
    assert names == [
        "Reading who belongs to the centre",
        "Counting coverage by role",
        "Preparing the codes of passports",
        "Collecting evidence, person by person",
        "Writing the list",
        "Drawing the PDF",
        "Writing the workbook",
        "Keeping the files",
        "Made. It is being signed now.",
        "Signing the pack",
    ]
    assert ("Collecting evidence, person by person", 0, 4) in steps
    owners = set(Job.objects.filter(ids={"pack_id": pack.pk}).values_list("owner_id", flat=True))
    assert owners == {world.lead.user.public_id}


def test_a_pack_that_stops_says_at_which_step(world, monkeypatch):
    def broken(*_, **__):
        raise OSError("disk full")

    monkeypatch.setattr("credentials.services.pack_files.draw_pack", broken)
    pack = world.ask()
    job = Job.objects.get(public_id=pack.job_id)
    Job.objects.filter(pk=job.pk).update(attempts=7)
    world.run()
    job.refresh_from_db()
    assert (job.status, job.step) == ("failed", "Writing the list")


def test_a_mail_follows_only_what_took_more_than_a_minute(world, clock, mailoutbox):
    world.make()
    assert mailoutbox == []
    world.ask()
    clock.at += timedelta(seconds=61)
    world.run()
    (mail,) = mailoutbox
    assert mail.subject == "Your evidence pack is ready"
    assert mail.to == [world.lead.user.email]
    assert f"/centre/{world.centre.public_id}/packs/" in mail.body


def test_names_in_a_statement_need_a_reason(world):
    with pytest.raises(NamesNeedReasonError):
        world.ask(kind="statement", scope=Scope(names=True))
