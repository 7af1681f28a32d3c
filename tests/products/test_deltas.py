"""A learner does only what core and role modules did not cover, and the result says on what."""

from datetime import timedelta

import pytest

from curriculum import api
from curriculum.models import (
    Completion,
    DeltaTaken,
    LabelChange,
    ModuleRelease,
    PackageRegistration,
    PackageResult,
    UpdateTaken,
)
from curriculum.queries.deltas import product_delta, product_deltas
from curriculum.services.attempts import Choice, save_answer, start_attempt, submit_attempt
from curriculum.services.product_attempts import (
    NothingToLearnError,
    NotOfferedError,
    conclude,
    recognise,
    waiting_attempt,
)
from passport.people.models import ProfessionalRole
from tests.factories import EPOCH, complete, make_learner, make_user
from tests.product_factories import (
    OWN,
    SHARED,
    make_add_on,
    make_live_version,
    make_package,
    make_product_programme,
    make_rule,
    use_package,
)

pytestmark = pytest.mark.django_db
LATER = EPOCH + timedelta(days=30)


def nurse(**fields):
    learner = make_learner(**fields)
    ProfessionalRole.objects.create(professional=learner, role="NUR", starts_on=EPOCH.date())
    return learner


def live():
    version = make_live_version()
    make_rule(version.add_on)
    return version


def answer_right(attempt, at):
    questions = {question["key"]: question for question in attempt.release.exam}
    for position, drawn in enumerate(attempt.draw, start=1):
        options = questions[drawn["key"]]["options"]
        right = tuple(each for each, index in drawn["options"] if options[index]["correct"])
        save_answer(attempt=attempt, choice=Choice(position=position, options=right), at=at)


def pass_exam(learner, release, at):
    attempt = start_attempt(learner=learner, release=release, at=at)
    answer_right(attempt, at)
    submit_attempt(attempt=attempt, at=at)
    attempt.refresh_from_db()
    return attempt


def played(learner, package, at=LATER):
    registration = PackageRegistration.objects.create(
        package=package,
        user=learner.user,
        learner=learner,
        purpose="learn",
        pseudonym="p",
        created_at=at,
        launched_at=at,
    )
    PackageResult.objects.create(
        registration=registration,
        learner=learner,
        package=package,
        completion="completed",
        success="passed",
        achieved_at=at,
    )


def test_what_the_core_covered_is_not_asked_again():
    version, learner = live(), nurse()
    complete(learner, "COR-04")
    found = product_delta(learner, version.add_on.module.code, LATER.date())
    assert found.delta.required == (*SHARED, OWN)
    assert [each.outcome for each in found.delta.covered] == ["crs-recognise"]
    assert found.delta.remaining == ("icans-recognise", OWN)
    assert (found.plan.minutes, found.saved.minutes) == (12, 6)
    assert found.chapters == (OWN, "icans-recognise")


def test_the_exam_asks_two_questions_of_each_remaining_outcome_and_its_pass_completes():
    version, learner = live(), nurse()
    for code in ("COR-04", "COR-05"):
        complete(learner, code)
    attempt = pass_exam(learner, version.release, LATER)
    assert {drawn["objective"] for drawn in attempt.draw} == {"O2"}
    taken = DeltaTaken.objects.get()
    assert taken.completion.attempt == attempt
    assert (taken.required, taken.learned) == ([*SHARED, OWN], [OWN])
    assert [each["outcome"] for each in taken.covered] == list(SHARED)
    assert (taken.minutes_needed, taken.minutes_saved) == (6, 12)
    assert (taken.country, taken.profession, taken.roles) == ("CZ", "nurse", ["NUR"])
    (record,) = api.products_of(learner.pk)
    assert (record.asked, record.covered, record.learned, record.update) == (3, 2, 1, None)


def test_nothing_can_be_started_when_nothing_remains_or_the_country_is_not_listed():
    version, learner = live(), nurse()
    pass_exam(learner, version.release, LATER)
    with pytest.raises(NothingToLearnError):
        start_attempt(learner=learner, release=version.release, at=LATER)
    with pytest.raises(NotOfferedError):
        start_attempt(learner=nurse(country="KR"), release=version.release, at=LATER)


def test_a_passed_exam_waits_for_the_packages_that_teach_what_remains():
    version, learner = live(), nurse()
    needed, other = (make_package(version.add_on.partner) for _ in range(2))
    use_package(version, needed, (OWN,))
    use_package(version, other, ("crs-recognise",))
    complete(learner, "COR-04")
    complete(learner, "COR-05")
    attempt = pass_exam(learner, version.release, LATER)
    assert (
        Completion.objects.filter(attempt=attempt).count(),
        waiting_attempt(learner.pk, attempt.module_id),
    ) == (0, attempt)
    with pytest.raises(NothingToLearnError):
        start_attempt(learner=learner, release=version.release, at=LATER)
    played(learner, needed)
    conclude(learner=learner, module_id=attempt.module_id, at=LATER)
    assert Completion.objects.get(attempt=attempt).delta.learned == [OWN]


def test_what_the_product_does_not_teach_is_awaited_from_the_core():
    version, learner = live(), nurse()
    version.add_on.module.outcomes.filter(outcome__key="crs-recognise").delete()
    attempt = pass_exam(learner, version.release, LATER)
    assert attempt.delta["learned"] == ["icans-recognise", OWN]
    assert waiting_attempt(learner.pk, attempt.module_id) == attempt
    pass_exam(learner, ModuleRelease.objects.get(module__code="COR-04"), LATER)
    taken = DeltaTaken.objects.get()
    assert (taken.completion.attempt, [each["outcome"] for each in taken.covered]) == (
        attempt, ["crs-recognise"],
    )  # fmt: skip


def test_an_exam_that_was_begun_counts_although_the_product_is_retired_meanwhile():
    version, learner = live(), nurse()
    attempt = start_attempt(learner=learner, release=version.release, at=LATER)
    version.state, version.retired_at = "retired", LATER
    version.save()
    answer_right(attempt, LATER)
    submit_attempt(attempt=attempt, at=LATER)
    assert sorted(DeltaTaken.objects.get().learned) == sorted([*SHARED, OWN])
    with pytest.raises(NotOfferedError):
        start_attempt(learner=learner, release=version.release, at=LATER)


def test_what_only_the_core_teaches_is_saved_with_the_minutes_that_the_core_takes():
    version, learner = live(), nurse()
    version.add_on.module.outcomes.filter(outcome__key="crs-recognise").delete()
    complete(learner, "COR-04")
    found = product_delta(learner, version.add_on.module.code, LATER.date())
    assert (found.saved.parts, found.saved.minutes) == ((), 6)


def test_a_result_of_a_package_alone_completes_nothing():
    version, learner = live(), nurse()
    package = make_package(version.add_on.partner)
    use_package(version, package, (OWN, *SHARED))
    played(learner, package)
    assert conclude(learner=learner, module_id=version.add_on.module_id, at=LATER) is None
    assert Completion.objects.count() == 0


def test_a_new_rule_takes_nothing_away_that_was_earned_before_its_first_day():
    version, learner, other = live(), nurse(), nurse()
    complete(learner, "COR-04")
    day = EPOCH + timedelta(days=10)
    make_rule(version.add_on, lines={}, number=2, valid_from=day.date())
    complete(other, "COR-04", at=day)
    covered = [
        [
            each.outcome
            for each in product_delta(
                person, version.add_on.module.code, LATER.date()
            ).delta.covered
        ]
        for person in (learner, other)
    ]
    assert covered == [["crs-recognise"], []]


@pytest.mark.parametrize("later", [timedelta(hours=1), timedelta(days=10)])
def test_a_changed_label_is_due_for_those_who_learned_before_and_an_update_clears_it(later):
    version, learner = live(), nurse()
    pass_exam(learner, version.release, LATER)
    add_on = version.add_on
    version.state, version.retired_at = "retired", LATER
    version.save()
    at = LATER + later
    newer = make_live_version(add_on, at=at)
    change = LabelChange.objects.create(
        add_on=add_on,
        version=newer,
        summary="The thaw window is shorter.",
        outcomes=[OWN],
        roles=["NUR"],
        announced_on=at.date(),
        due_on=(at + timedelta(days=60)).date(),
        announced_by=make_user(),
        announced_at=at,
    )
    found = product_delta(learner, add_on.module.code, at.date())
    assert (found.delta.remaining, found.delta.to_learn, found.is_update) == ((), (OWN,), True)
    assert found.changes == (change.pk,)
    assert api.products_of(learner.pk)[0].update.due_on == change.due_on
    attempt = pass_exam(learner, newer.release, at + later)
    assert UpdateTaken.objects.get().attempt == attempt
    assert Completion.objects.count() == 1
    assert api.products_of(learner.pk)[0].update is None


def test_a_product_of_which_nothing_remains_is_recognised_without_an_exam():
    version, learner = live(), nurse()
    version.add_on.programme.clauses.filter(requirement__outcomes__outcome__key=OWN).delete()
    complete(learner, "COR-04")
    complete(learner, "COR-05")
    completion = recognise(learner=learner, code=version.add_on.module.code, at=LATER)
    assert (completion.way, completion.delta.learned, completion.delta.minutes_saved) == (
        "recognised", [], 12,
    )  # fmt: skip
    with pytest.raises(NothingToLearnError):
        recognise(learner=learner, code=version.add_on.module.code, at=LATER)
    years_later = LATER + timedelta(days=3 * 365)
    for code in ("COR-04", "COR-05"):
        complete(learner, code, at=years_later)
    again = recognise(learner=learner, code=version.add_on.module.code, at=years_later)
    assert again.completed_at == years_later


@pytest.mark.parametrize("count", [1, 3])
def test_products_cost_the_same_number_of_questions(count, django_assert_num_queries):
    for number in range(count):
        version = make_live_version(make_add_on(programme=make_product_programme(f"fict{number}")))
        make_rule(version.add_on)
        use_package(version, make_package(version.add_on.partner), SHARED)
    learner = nurse()
    complete(learner, "COR-04")
    product_deltas(learner, LATER.date())  # chapters are in memory from now on
    with django_assert_num_queries(17):
        assert len(product_deltas(learner, LATER.date())) == count
