"""What is kept in memory is never old, and others' facts do not make it old."""

from datetime import timedelta

import pytest

from credentials.domain.coverage import Standing
from credentials.models import AttestationWithdrawal
from credentials.queries import coverage
from credentials.queries.coverage import heat_of, matrix_of
from curriculum.models import CompletionAnnulment, ModuleAlignment, SignOffAnnulment
from passport.append_only import Growth, growth_of, unseen
from passport.people.models import CentreMembership, ProfessionalRole
from passport.people.services.marks import touch_centre
from passport.standards.models import Requirement
from passport.standards.services.marks import touch_standards
from tests.centre_factories import day, join, make_centre, make_framework, noon
from tests.coverage.rows import align, ask_locally, attest, make_task, recognise, sign_off
from tests.factories import approve, complete, make_release, make_user

pytestmark = pytest.mark.django_db
TODAY = day("2026-11-21")
MET, UNMET = Standing.MET, Standing.UNMET
BEFORE = noon("2026-10-01")


@pytest.fixture
def centre():
    return make_centre()


@pytest.fixture
def nurse(centre):
    make_framework("std", {"care.crs": {"roles": ["NUR"]}})
    return join(centre)


@pytest.fixture
def runs(monkeypatch):
    """Days for which something was computed."""
    seen = []
    plain = coverage.computed

    def computed(centre, framework_key, on):
        seen.append(on)
        return plain(centre, framework_key, on)

    monkeypatch.setattr(coverage, "computed", computed)
    return seen


@pytest.fixture
def look(centre, nurse):
    """Standing of the nurse's one requirement, and how many nurses have met it."""

    def look(on=TODAY):
        cell = matrix_of(centre, "std", on).cell(nurse.pk, 0)
        (row,) = heat_of(centre, "std", on).rows
        return cell.standing, row.cells[0].met

    return look


def test_a_completion_and_its_annulment_are_seen_at_once(nurse, look):
    align("COR-04", "care.crs")
    assert look() == (UNMET, 0)
    done = complete(nurse, "COR-04", at=BEFORE)
    assert look() == (MET, 1)
    CompletionAnnulment.objects.create(completion=done, reason="Wrong", annulled_at=BEFORE)
    assert look() == (UNMET, 0)


def test_a_clinical_review_is_seen_at_once(nurse, look, settings):
    settings.ISSUE_UNREVIEWED = False
    align("COR-04", "care.crs")
    done = complete(nurse, "COR-04", at=BEFORE)
    assert look() == (UNMET, 0)
    approve(done.release)
    assert look() == (MET, 1)
    approve(done.release, at=BEFORE, approved=False)
    assert look() == (UNMET, 0)


def test_a_sign_off_and_its_annulment_are_seen_at_once(nurse, centre, look):
    task = make_task(care_crs="full")
    assert look() == (UNMET, 0)
    seen = sign_off(nurse, task, centre, BEFORE)
    assert look() == (MET, 1)
    SignOffAnnulment.objects.create(
        sign_off=seen, reason="Wrong", annulled_at=BEFORE, annulled_by=make_user()
    )
    assert look() == (UNMET, 0)


def test_an_attestation_and_its_withdrawal_are_seen_at_once(nurse, centre, look):
    assert look() == (UNMET, 0)
    said = attest(nurse, centre, "care.crs", BEFORE.date())
    assert look() == (MET, 1)
    AttestationWithdrawal.objects.create(
        attestation=said, reason="Wrong", withdrawn_at=BEFORE, withdrawn_by=make_user()
    )
    assert look() == (UNMET, 0)


def test_prior_learning_is_seen_at_once(nurse, look):
    assert look() == (UNMET, 0)
    recognise(nurse, "care.crs", BEFORE.date())
    assert look() == (MET, 1)


def test_who_joins_and_who_leaves_is_seen_at_once(nurse, centre):
    assert matrix_of(centre, "std", TODAY).people == (nurse.pk,)
    colleague = join(centre)
    touch_centre(centre.pk)
    assert set(matrix_of(centre, "std", TODAY).people) == {nurse.pk, colleague.pk}
    CentreMembership.objects.filter(professional=nurse).update(ends_on=TODAY - timedelta(days=1))
    touch_centre(centre.pk)
    assert matrix_of(centre, "std", TODAY).people == (colleague.pk,)


def test_another_role_is_seen_at_once(nurse, centre):
    assert matrix_of(centre, "std", TODAY).cell(nurse.pk, 0) is not None
    ProfessionalRole.objects.filter(professional=nurse).update(role="PHY")
    touch_centre(centre.pk)
    assert matrix_of(centre, "std", TODAY).cell(nurse.pk, 0) is None


def test_a_centre_that_loses_its_confirmation_sees_nobody_at_once(nurse, centre):
    assert matrix_of(centre, "std", TODAY).people == (nurse.pk,)
    centre.confirmed_at = None
    centre.save()
    assert matrix_of(centre, "std", TODAY).people == ()


def test_another_alignment_is_seen_at_once(nurse, look):
    make_release("COR-04")
    complete(nurse, "COR-04", at=BEFORE)
    assert look() == (UNMET, 0)
    align("COR-04", "care.crs")
    touch_standards()
    assert look() == (MET, 1)
    ModuleAlignment.objects.all().delete()
    touch_standards()
    assert look() == (UNMET, 0)


def test_another_requirement_is_seen_at_once(nurse, centre):
    before = matrix_of(centre, "std", TODAY).view.columns
    Requirement.objects.update(label="Put better", roles=["all"])
    touch_standards()
    (column,) = matrix_of(centre, "std", TODAY).view.columns
    assert (len(before), column.label, column.roles) == (1, "Put better", frozenset({"all"}))


def test_an_own_requirement_is_seen_at_once(nurse, centre):
    assert len(matrix_of(centre, "std", TODAY).view.columns) == 1
    ask_locally(centre)
    touch_centre(centre.pk)
    assert len(matrix_of(centre, "std", TODAY).view.columns) == 2


def test_the_next_day_is_another_day(nurse, look):
    align("COR-04", "care.crs")
    complete(nurse, "COR-04", at=noon("2025-11-21"))
    assert look() == (MET, 1)
    assert look(TODAY + timedelta(days=1)) == (Standing.EXPIRED, 0)


def test_what_others_show_elsewhere_computes_nothing_anew(nurse, centre, look, runs):
    align("COR-04", "care.crs")
    task = make_task(care_crs="partial")
    look()
    assert runs == [TODAY]
    elsewhere = make_centre()
    other = join(elsewhere)
    done = complete(other, "COR-04", at=BEFORE)
    look()
    CompletionAnnulment.objects.create(completion=done, reason="Wrong", annulled_at=BEFORE)
    seen = sign_off(other, task, elsewhere, BEFORE)
    look()
    SignOffAnnulment.objects.create(
        sign_off=seen, reason="Wrong", annulled_at=BEFORE, annulled_by=make_user()
    )
    attest(other, elsewhere, "care.crs", BEFORE.date())
    recognise(other, "care.crs", BEFORE.date())
    approve(done.release)
    assert look() == (UNMET, 0)
    assert runs == [TODAY]
    complete(nurse, "COR-04", at=BEFORE)
    assert look() == (MET, 1)
    assert runs == [TODAY, TODAY]


def test_own_early_rows_do_not_make_later_ones_of_others_count(nurse, centre, look, runs):
    align("COR-04", "care.crs")
    complete(nurse, "COR-04", at=BEFORE)
    look()
    complete(join(make_centre()), "COR-04", at=BEFORE)
    assert look() == (MET, 1)
    assert runs == [TODAY]


def test_a_row_that_was_numbered_early_and_came_late_is_seen(nurse, look, runs):
    align("COR-04", "care.crs")
    other = join(make_centre())
    complete(other, "COR-04", at=BEFORE)
    done = complete(other, "COR-04", at=BEFORE)
    number = done.pk + 2
    type(done).objects.create(
        pk=number, learner=other, module=done.module, release=done.release, way="practice",
        language="en", completed_at=BEFORE,
    )  # fmt: skip
    assert look() == (UNMET, 0)
    type(done).objects.create(
        pk=number - 1, learner=nurse, module=done.module, release=done.release, way="practice",
        language="en", completed_at=BEFORE,
    )  # fmt: skip
    assert look() == (MET, 1)


def test_growth_counts_each_table_in_one_query(nurse, django_assert_num_queries):
    align("COR-04", "care.crs")
    done = complete(nurse, "COR-04")
    table = type(done)
    with django_assert_num_queries(1):
        found = growth_of([table, CompletionAnnulment])
    assert found == (Growth(done.pk, 1), Growth(0, 0))
    later = complete(nurse, "COR-04")
    assert list(unseen(table, found[0])) == [later]
