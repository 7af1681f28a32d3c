"""Records that a learner completed a release, and tells whoever listens."""

from datetime import datetime

from django.db import transaction

from curriculum.models import Attempt, Completion, ModuleRelease
from curriculum.models.learning import CompletionWay
from passport.jobs import services as jobs
from passport.people.models import Professional


@transaction.atomic
def record_completion(
    *,
    learner: Professional,
    release: ModuleRelease,
    at: datetime,
    attempt: Attempt | None = None,
    way: CompletionWay = CompletionWay.PRACTICE,
) -> Completion:
    """Write the lasting fact and ring `completion_recorded` in the same transaction.

    With an attempt the way is the exam.
    """
    completion = Completion.objects.create(
        learner=learner,
        module_id=release.module_id,
        release=release,
        attempt=attempt,
        way=CompletionWay.EXAM if attempt else way,
        language=release.language,
        completed_at=at,
    )
    jobs.ring("completion_recorded", ids={"learner_id": learner.pk}, at=at)
    return completion
