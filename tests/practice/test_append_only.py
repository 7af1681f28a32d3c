"""Sign-offs, annulments and reviews last: the database itself refuses to change them."""

import pytest
from django.db import DatabaseError, connection, transaction

from curriculum.models import ObservationSignOff, SignOffAnnulment, TaskReview
from tests.factories import approve_task

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", [ObservationSignOff, SignOffAnnulment, TaskReview])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET id = id"])
def test_sign_offs_annulments_and_reviews_are_never_changed(ward, now, model, statement):
    SignOffAnnulment.objects.create(
        sign_off=ward.sign_off(now),
        reason="Wrong day",
        annulled_at=now,
        annulled_by=ward.quinn.user,
    )
    approve_task(ward.task)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(model._meta.db_table))
    assert model.objects.count() == 1
