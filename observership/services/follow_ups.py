"""The trainee says 3, 6 and 12 months later what changed at home."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction

from observership.domain.after_visit import PlanState, YesNo, is_open
from observership.models import FollowUp
from observership.services.visits import screened
from passport.dates import local_day


class FollowUpClosedError(ValueError):
    """It is too early, it was answered, or the visit is erased."""


@dataclass(frozen=True)
class Change:
    """What changed at home: each plan's state, first patient treated, team trained, words."""

    plans: Sequence[PlanState]
    first_patient: YesNo
    team_trained: YesNo
    words: str = ""
    knowingly: bool = False

    def as_answers(self) -> Mapping[str, object]:
        """The plain answers as they are kept."""
        return {
            "plans": [str(state) for state in self.plans],
            "first_patient": str(self.first_patient),
            "team_trained": str(self.team_trained),
            "words": self.words,
        }


@transaction.atomic
def answer_follow_up(*, follow_up: FollowUp, change: Change, at: datetime) -> FollowUp:
    """Keep an answer, once. Raises FollowUpClosedError, PatientLikeError."""
    locked = _locked(follow_up)
    on = local_day(at, settings.TIME_ZONE)
    over = locked.answered_at is not None or locked.placement.erased_at is not None
    if over or not is_open(locked.due_on, on):
        raise FollowUpClosedError
    screened([change.words], near=locked.due_on, knowingly=change.knowingly)
    locked.answers, locked.answered_at = dict(change.as_answers()), at
    locked.save(update_fields=["answers", "answered_at"])
    return locked


def _locked(follow_up: FollowUp) -> FollowUp:
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("placement")
    return rows.get(pk=follow_up.pk)
