"""Editions and decisions are written once, and leave a trail."""

import pytest
from django.db import DatabaseError, transaction

from credentials.models import Edition, Revocation, StandingChange
from credentials.services import reassessing
from credentials.services.revoking import change_standing
from passport.append_only import AppendOnlyError
from passport.audit.models import AuditEntry
from tests.credentials.ledger import LEDGER, run_sql
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_each_edition_stands_in_the_audit_trail_with_its_hash(edition):
    entry = AuditEntry.objects.get(action="edition_issued")
    assert entry.details == {"edition": 1, "leaf_hash": edition.leaf_hash}


def test_each_edition_has_a_salt_of_its_own(edition, clock, run_jobs):
    user = edition.passport.holder.user
    user.last_name = "Dvořáková"
    user.save()
    reassessing.reassess(holder_id=edition.passport.holder_id, at=clock())
    run_jobs()
    salts = set(Edition.objects.values_list("salt", flat=True))
    assert {len(salt) for salt in salts} == {64}
    assert len(salts) == 2


@pytest.mark.parametrize("model", LEDGER)
def test_the_ledger_is_never_changed_by_the_model(edition, clock, model):
    change_standing(
        passport=edition.passport,
        change=StandingChange.PAUSED,
        reason="Why.",
        by=make_user(),
        at=clock(),
    )
    row = model.objects.get()
    for forbidden in (row.save, row.delete, model.objects.all().delete):
        with pytest.raises(AppendOnlyError):
            forbidden()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE credentials_edition SET key_id = 'x'",
        "UPDATE credentials_edition SET content = 'x'",
        "DELETE FROM credentials_edition",
        "UPDATE credentials_revocation SET change = 'reinstated'",
        "DELETE FROM credentials_revocation",
    ],
)
def test_the_ledger_is_never_changed_by_sql(edition, clock, statement):
    change_standing(
        passport=edition.passport,
        change=StandingChange.PAUSED,
        reason="Why.",
        by=make_user(),
        at=clock(),
    )
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run_sql(statement)
    assert (Edition.objects.count(), Revocation.objects.count()) == (1, 1)
