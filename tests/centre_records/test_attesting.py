"""A quality manager attests, withdraws and never does it for the own person."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from credentials.models import Attestation, AttestationWithdrawal
from credentials.queries.attestations import attestable_clauses
from credentials.queries.dossier import dossier_of
from credentials.services.attesting import (
    AttestationWithdrawnError,
    NotAskedOfError,
    NotAttestableError,
    NotMembersError,
    OwnAttestationError,
    Shown,
    attest,
    withdraw_attestation,
)
from credentials.services.local_requirements import Asked, add_local_requirement
from passport.append_only import AppendOnlyError
from passport.audit.models import AuditEntry
from passport.people.queries.centres import member_of
from passport.standards.models import Requirement
from tests.centre_factories import join, make_lead
from tests.coverage.rows import align
from tests.credentials.ledger import run_sql
from tests.factories import make_learner, make_programme

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def shown(key="team.licence", kind="qualification", on=DAY, **more):
    return Shown(Requirement.objects.get(key=key), kind, on, **more)


def record(desk, people, what, at):
    ids = [each.pk for each in people]
    return attest(centre=desk.centre, people=ids, shown=what, by=desk.lead.user, at=at)


def test_what_was_shown_is_written_with_who_and_when(desk, nurse, standard, now):
    record(desk, [nurse], shown(reference="Binder 3"), now)
    row = Attestation.objects.get()
    assert (row.centre, row.professional, row.requirement.key, row.kind) == (
        desk.centre, nurse, "team.licence", "qualification",
    )  # fmt: skip
    assert (row.shown_on, row.reference, row.attested_by, row.attested_at) == (
        DAY, "Binder 3", desk.lead.user, now,
    )  # fmt: skip


def test_the_requirement_is_in_force_at_this_centre_only(desk, other_desk, nurse, standard, now):
    join(other_desk.centre, nurse)
    record(desk, [nurse], shown(), now)

    def standing(centre):
        member = member_of(centre, nurse.public_id, now.date())
        lines = dossier_of(centre, member, "standard", now.date())
        return next(line.standing for line in lines if line.requirement_key == "team.licence")

    assert (standing(desk.centre), standing(other_desk.centre)) == ("met", "unmet")


def test_several_people_are_one_entry_of_the_trail(desk, nurse, standard, now):
    colleague = join(desk.centre)
    rows = record(desk, [nurse, colleague], shown(), now)
    entry = AuditEntry.objects.get(action="attestations_recorded")
    assert entry.details == {
        "attestations": [str(row.public_id) for row in rows],
        "asked": "team.licence",
        "kind": "qualification",
    }
    assert (entry.actor_id, entry.subject) == (
        desk.lead.user.public_id, f"centre:{desk.centre.public_id}",
    )  # fmt: skip
    assert {row.professional_id for row in rows} == {nurse.pk, colleague.pk}


def test_the_very_same_is_written_once(desk, nurse, standard, now):
    record(desk, [nurse], shown(), now)
    assert record(desk, [nurse], shown(), now) == ()
    assert len(record(desk, [nurse], shown(on=DAY + timedelta(days=1)), now)) == 1
    assert AuditEntry.objects.filter(action="attestations_recorded").count() == 2


def test_nobody_attests_for_oneself(desk, nurse, standard, now):
    with pytest.raises(OwnAttestationError):
        record(desk, [nurse, desk.lead], shown(), now)
    assert Attestation.objects.count() == 0
    second = make_lead(desk.centre)
    attest(centre=desk.centre, people=[desk.lead.pk], shown=shown(), by=second.user, at=now)
    assert Attestation.objects.get().professional == desk.lead


def test_people_of_other_centres_leavers_and_nobody_are_refused(desk, other_desk, standard, now):
    foreign = join(other_desk.centre)
    left = join(desk.centre, until=now.date() - timedelta(days=1))
    for people in ([foreign], [left], [make_learner()], []):
        with pytest.raises(NotMembersError):
            record(desk, people, shown(), now)


def test_a_centre_that_was_not_confirmed_attests_nothing(desk, nurse, standard, now):
    desk.centre.confirmed_at = None
    desk.centre.save()
    with pytest.raises(NotMembersError):
        record(desk, [nurse], shown(), now)


@pytest.mark.parametrize(
    ("key", "kind"),
    [("team.policy", "orientation"), ("team.drill", "observed"), ("team.licence", "orientation")],
)
def test_only_records_kept_of_people_are_attested(desk, nurse, standard, now, key, kind):
    with pytest.raises(NotAttestableError):
        record(desk, [nurse], shown(key, kind), now)


def test_what_our_own_modules_show_is_not_attested(desk, nurse, now):
    programme = make_programme()
    Requirement.objects.update(evidence_kinds=["initial_competence"])
    assert attestable_clauses(programme) == ()
    with pytest.raises(NotAttestableError):
        record(desk, [nurse], shown("module.COR-01", "initial_competence"), now)


@pytest.mark.parametrize(
    ("on", "fits"),
    [
        (date(2026, 11, 21), True),
        (date(2026, 11, 22), False),
        (date(2016, 11, 21), True),
        (date(2016, 11, 20), False),
    ],
)
def test_the_day_is_not_to_come_and_not_ten_years_ago(desk, nurse, standard, now, on, fits):
    if fits:
        assert len(record(desk, [nurse], shown(on=on), now)) == 1
        return
    with pytest.raises(NotAttestableError):
        record(desk, [nurse], shown(on=on), now)


def test_what_a_role_is_not_asked_for_is_refused_with_names(desk, nurse, standard, now):
    with pytest.raises(NotAskedOfError) as refusal:
        record(desk, [nurse], shown("team.physicians", "initial_competence"), now)
    assert refusal.value.names == ("Jana Nováková",)


def test_the_centres_own_requirement_is_shown_in_its_own_way(desk, nurse, standard, now):
    asked = Asked("Yearly drill", ["NUR"], "observed", 12)
    local = add_local_requirement(centre=desk.centre, asked=asked, by=desk.lead.user, at=now)
    with pytest.raises(NotAttestableError):
        record(desk, [nurse], Shown(local, "orientation", DAY), now)
    record(desk, [nurse], Shown(local, "observed", DAY), now)
    row = Attestation.objects.get()
    assert (row.local_requirement, row.requirement) == (local, None)


def test_another_centres_requirement_is_not_attested_here(desk, other_desk, nurse, now):
    asked = Asked("Yearly drill", ["all"], "observed")
    foreign = add_local_requirement(
        centre=other_desk.centre, asked=asked, by=other_desk.lead.user, at=now
    )
    with pytest.raises(NotAttestableError):
        record(desk, [nurse], Shown(foreign, "observed", DAY), now)


def test_what_is_taken_back_counts_no_longer_and_stays_written(desk, nurse, standard, now):
    (row,) = record(desk, [nurse], shown(), now)
    withdraw_attestation(attestation=row, reason="Wrong colleague.", by=desk.lead.user, at=now)
    withdrawal = AttestationWithdrawal.objects.get()
    assert (withdrawal.attestation, withdrawal.reason) == (row, "Wrong colleague.")
    assert AuditEntry.objects.filter(action="attestation_withdrawn").count() == 1
    member = member_of(desk.centre, nurse.public_id, now.date())
    lines = dossier_of(desk.centre, member, "standard", now.date())
    assert [line.shown_by for line in lines] == [()] * len(lines)
    with pytest.raises(AttestationWithdrawnError):
        withdraw_attestation(attestation=row, reason="Again.", by=desk.lead.user, at=now)
    assert len(record(desk, [nurse], shown(), now)) == 1


@pytest.mark.parametrize("model", [Attestation, AttestationWithdrawal])
def test_neither_is_changed_or_deleted(desk, nurse, standard, now, model):
    (row,) = record(desk, [nurse], shown(), now)
    withdraw_attestation(attestation=row, reason="Wrong colleague.", by=desk.lead.user, at=now)
    kept = model.objects.get()
    for change in (kept.save, kept.delete, model.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            change()
    table = model._meta.db_table
    changed, gone = f"UPDATE {table} SET id = id", f"DELETE FROM {table}"  # noqa: S608
    for statement in (changed, gone):
        with pytest.raises(DatabaseError), transaction.atomic():
            run_sql(statement)


def test_an_attestation_is_no_stamp(desk, nurse, standard, now, run_jobs):
    align("COR-01", "team.licence")
    record(desk, [nurse], shown(), now)
    assert run_jobs() == []
