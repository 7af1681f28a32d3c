"""A track may require an observed task: by data alone, a stamp then needs its sign-off."""

import pytest

from credentials.domain.coverage import Standing
from credentials.evidence.completions import evidence_of, holder_ids
from credentials.evidence.drafts import draft_for, progress_of, standings_of
from curriculum.models import SignOffAnnulment
from passport.standards.models import Clause, Framework, Requirement
from tests.centre_factories import day, join, make_centre, noon
from tests.coverage.rows import make_task, sign_off
from tests.factories import complete, make_learner, make_programme, make_user

pytestmark = pytest.mark.django_db
TODAY = day("2026-11-21")


@pytest.fixture
def nurse():
    make_programme(core=("COR-01",))
    nurse = make_learner()
    for code in ("COR-01", "NUR-01"):
        complete(nurse, code, at=noon("2026-03-01"))
    return nurse


@pytest.fixture
def task():
    Requirement.objects.create(key="task.ice-score", label="ICE score, observed")
    return make_task(**{"task_ice-score": "full"})


def require(task, group="NUR"):
    Clause.objects.create(
        framework=Framework.objects.get(key="cart-passport"),
        requirement=Requirement.objects.get(key="task.ice-score"),
        group=group,
        position=99,
    )


def stamps(nurse):
    return {each.group: each.standing for each in standings_of(nurse, TODAY)}


def test_without_such_a_clause_no_task_is_needed(nurse, task):
    assert stamps(nurse) == {"core": Standing.MET, "NUR": Standing.MET}


def test_with_it_the_stamp_waits_for_the_sign_off(nurse, task):
    require(task)
    assert stamps(nurse) == {"core": Standing.MET, "NUR": Standing.UNMET}
    centre = make_centre()
    join(centre, nurse)
    (stamp,) = progress_of(nurse, TODAY)
    assert (stamp.key, stamp.done, stamp.next_label) == ("NUR", 1, "ICE score, observed")
    seen = sign_off(nurse, task, centre, noon("2026-05-01"))
    (_, role) = standings_of(nurse, TODAY)
    assert (role.standing, role.earning.earned_on) == (Standing.MET, day("2026-05-01"))
    SignOffAnnulment.objects.create(
        sign_off=seen, reason="Wrong", annulled_at=noon("2026-06-01"), annulled_by=make_user()
    )
    assert stamps(nurse) == {"core": Standing.MET, "NUR": Standing.UNMET}


def test_the_stamp_lists_its_modules_and_no_task_among_them(nurse, task):
    require(task)
    sign_off(nurse, task, make_centre(), noon("2026-05-01"))
    draft = draft_for(nurse, "CART-1", TODAY)
    found = {stamp["key"]: [each["code"] for each in stamp["modules"]] for stamp in draft["stamps"]}
    assert found == {"core": ["COR-01"], "NUR": ["NUR-01"]}


def test_a_sign_off_is_evidence_with_its_centre(nurse, task):
    centre = make_centre()
    sign_off(nurse, task, centre, noon("2026-05-01"))
    (item,) = [each for each in evidence_of(nurse.pk) if each.is_task]
    assert (item.source, item.title, item.release, item.version, item.language) == (
        "task.ice-score", "Task ice-score", 0, "1.0", "",
    )  # fmt: skip
    assert (item.completed_on, item.centre) == (day("2026-05-01"), centre.pk)


def test_who_was_only_observed_is_reassessed_too(nurse, task):
    observed = make_learner()
    sign_off(observed, task, make_centre(), noon("2026-05-01"))
    assert set(holder_ids()) == {nurse.pk, observed.pk}
