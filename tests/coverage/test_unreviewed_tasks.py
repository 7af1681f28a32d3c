"""Sign-offs at a version that no clinician approved count only where settings allow it."""

from datetime import timedelta

import pytest

from credentials.domain.coverage import Standing
from credentials.domain.matrix import Cell
from credentials.evidence.completions import evidence_of, withheld_from
from credentials.evidence.drafts import draft_for
from credentials.models import CoverRule
from credentials.queries import coverage
from credentials.queries.coverage import forecast_of, matrix_of, team_of
from credentials.queries.dossier import dossier_of
from curriculum.models import ModuleRelease, ObservedTask
from passport.people.models import Centre
from passport.people.queries.centres import members_of
from passport.standards.models import Clause, Framework, Requirement
from tests.centre_factories import day, join, make_centre, make_framework, noon
from tests.coverage.rows import make_task, sign_off
from tests.factories import approve, approve_task, complete, make_programme

pytestmark = pytest.mark.django_db
TODAY = day("2026-11-21")
MET, UNMET = Standing.MET, Standing.UNMET
SIGNED = noon("2026-10-01")


@pytest.fixture
def centre():
    return make_centre()


@pytest.fixture
def nurse(centre):
    make_framework("std", {"care.crs": {"roles": ["NUR"]}})
    return join(centre)


@pytest.fixture
def task(nurse):
    return make_task(care_crs="full")


@pytest.fixture
def production(settings):
    settings.ISSUE_UNREVIEWED = False


def standing(centre, nurse):
    return matrix_of(centre, "std", TODAY).cell(nurse.pk, 0).standing


def shown_to(centre, nurse):
    (member,) = members_of(centre, TODAY, [nurse.pk])
    (line,) = dossier_of(centre, member, "std", TODAY)
    return line.standing, [each.reviewed for each in line.shown_by]


def test_in_a_demonstration_it_counts_and_says_so(centre, nurse, task):
    sign_off(nurse, task, centre, SIGNED)
    assert (standing(centre, nurse), shown_to(centre, nurse)) == (MET, (MET, [False]))
    approve_task(task)
    assert (standing(centre, nurse), shown_to(centre, nurse)) == (MET, (MET, [True]))


def test_in_production_it_counts_only_once_approved(centre, nurse, task, production):
    sign_off(nurse, task, centre, SIGNED)
    assert (standing(centre, nurse), shown_to(centre, nurse)) == (UNMET, (UNMET, []))
    approve_task(task)
    assert (standing(centre, nurse), shown_to(centre, nurse)) == (MET, (MET, [True]))
    approve_task(task, at=SIGNED, approved=False)
    assert (standing(centre, nurse), shown_to(centre, nurse)) == (UNMET, (UNMET, []))


def test_the_review_of_another_version_says_nothing_of_this_one(centre, nurse, task, production):
    sign_off(nurse, task, centre, SIGNED)
    approve_task(task, version="1.1")
    assert standing(centre, nurse) is UNMET
    ObservedTask.objects.update(version="1.1")
    assert standing(centre, nurse) is UNMET
    sign_off(nurse, ObservedTask.objects.get(), centre, SIGNED + timedelta(days=30))
    assert matrix_of(centre, "std", TODAY).cell(nurse.pk, 0) == Cell(MET, day("2027-10-31"))


def test_an_approved_sign_off_counts_beside_a_later_one_that_is_not(
    centre, nurse, task, production
):
    approve_task(task)
    sign_off(nurse, task, centre, SIGNED)
    ObservedTask.objects.update(version="1.1")
    sign_off(nurse, ObservedTask.objects.get(), centre, SIGNED + timedelta(days=30))
    assert matrix_of(centre, "std", TODAY).cell(nurse.pk, 0) == Cell(MET, day("2027-10-01"))


def test_a_review_concerns_only_centres_whose_people_were_signed_off_at_that_version(
    centre, nurse, task, monkeypatch
):
    runs, plain = [], coverage.computed

    def computed(centre: Centre, framework_key, on):
        runs.append(on)
        return plain(centre, framework_key, on)

    monkeypatch.setattr(coverage, "computed", computed)
    other = make_task("thaw")
    sign_off(nurse, task, centre, SIGNED)
    sign_off(join(make_centre()), other, centre, SIGNED)
    standing(centre, nurse)
    approve_task(other)
    approve_task(task, version="0.9")
    standing(centre, nurse)
    assert runs == [TODAY]
    approve_task(task)
    standing(centre, nurse)
    assert runs == [TODAY, TODAY]


@pytest.fixture
def stamped(centre):
    """A nurse whose stamp needs an observed task beside two approved modules."""
    make_programme(core=("COR-01",))
    requirement = Requirement.objects.create(key="task.ice-score", label="ICE score")
    programme = Framework.objects.get(key="cart-passport")
    Clause.objects.create(framework=programme, requirement=requirement, group="NUR", position=9)
    nurse = join(centre)
    for code in ("COR-01", "NUR-01"):
        complete(nurse, code, at=SIGNED)
        approve(ModuleRelease.objects.get(module__code=code))
    return nurse


@pytest.fixture
def ice(stamped):
    return make_task(**{"task_ice-score": "full"})


def test_a_stamp_that_rests_on_it_makes_the_passport_a_demonstration(centre, stamped, ice):
    sign_off(stamped, ice, centre, SIGNED)
    draft = draft_for(stamped, "CART-1", TODAY)
    assert [stamp["key"] for stamp in draft["stamps"]] == ["core", "NUR"]
    assert draft["demonstration"] is True
    approve_task(ice)
    assert draft_for(stamped, "CART-1", TODAY)["demonstration"] is False


def test_in_production_the_stamp_waits_and_the_holder_is_told_why(centre, stamped, ice, production):
    sign_off(stamped, ice, centre, SIGNED)
    draft = draft_for(stamped, "CART-1", TODAY)
    assert ([stamp["key"] for stamp in draft["stamps"]], draft["demonstration"]) == (
        ["core"],
        False,
    )
    assert [item.source for item in withheld_from(stamped.pk)] == ["task.ice-score"]
    approve_task(ice)
    assert [stamp["key"] for stamp in draft_for(stamped, "CART-1", TODAY)["stamps"]] == [
        "core",
        "NUR",
    ]
    assert withheld_from(stamped.pk) == ()
    assert "task.ice-score" in {item.source for item in evidence_of(stamped.pk)}


def test_teams_and_forecasts_leave_it_out_in_production(centre, stamped, ice, production):
    CoverRule.objects.create(centre=centre, role="NUR", shift="day", minimum=1)
    sign_off(stamped, ice, centre, SIGNED)
    (team,), (rule,) = team_of(centre, None, TODAY)
    assert ([each.missing for each in team.not_able], rule.holds) == ([("ICE score",)], False)
    assert [(each.on, each.able_then) for each in forecast_of(centre, None, TODAY)[0]] == [
        (TODAY, 0)
    ]
    approve_task(ice)
    (team,), (rule,) = team_of(centre, None, TODAY)
    assert ([each.member_id for each in team.able], rule.holds) == ([stamped.pk], True)
    assert forecast_of(centre, None, TODAY)[0] == ()
