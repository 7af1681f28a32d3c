"""Takes a completion back, with the reason and the time; the completion itself stays."""

from datetime import datetime

from django.db import transaction

from curriculum.models import Completion, CompletionAnnulment
from passport.audit.services import record
from passport.jobs import services as jobs
from passport.people.models import User


class AlreadyAnnulledError(ValueError):
    """The completion was taken back before."""


@transaction.atomic
def annul_completion(
    *, completion: Completion, reason: str, by: User, at: datetime
) -> CompletionAnnulment:
    """Append the annulment, and let everything that rests on the completion be seen anew."""
    locked = Completion.objects.select_for_update().get(pk=completion.pk)
    if CompletionAnnulment.objects.filter(completion=locked).exists():
        raise AlreadyAnnulledError
    annulment = CompletionAnnulment.objects.create(
        completion=locked, reason=reason.strip(), annulled_at=at, annulled_by=by
    )
    record(
        action="completion_annulled",
        subject=f"completion {locked.public_id}",
        at=at,
        actor_id=by.public_id,
        details={"reason": annulment.reason},
    )
    jobs.ring("completion_recorded", ids={"learner_id": locked.learner_id}, at=at)
    return annulment
