"""Two simultaneous submits mark once."""

from threading import Barrier, Thread

from django.db import connection

from curriculum.models import Attempt, Completion
from curriculum.services.attempts import AttemptClosedError, start_attempt, submit_attempt
from passport.jobs.models import Job
from tests.factories import make_learner, make_release
from tests.learning.conftest import answer


def test_two_simultaneous_submits_mark_once(copied_db, django_db_blocker, now):
    with django_db_blocker.unblock():
        attempt = start_attempt(learner=make_learner(), release=make_release(), at=now)
        answer(attempt, right=4, at=now)
        outcomes: list[str] = []
        together = Barrier(2)

        def press() -> None:
            together.wait()
            try:
                submit_attempt(attempt=Attempt.objects.get(pk=attempt.pk), at=now)
                outcomes.append("marked")
            except AttemptClosedError:
                outcomes.append("closed")
            finally:
                connection.close()

        presses = [Thread(target=press) for _ in range(2)]
        for each in presses:
            each.start()
        for each in presses:
            each.join()

        assert sorted(outcomes) == ["closed", "marked"]
        assert Completion.objects.count() == 1
        assert Job.objects.filter(kind="completion_recorded").count() == 1
