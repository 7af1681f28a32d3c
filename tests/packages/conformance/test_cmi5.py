"""cmi5 rules, case by case, with a naive record store beside them."""

from collections import defaultdict

from curriculum.domain.package_results import Completed
from curriculum.scorm.cmi5_rules import Verb, move_on_met, unit_outcome
from curriculum.scorm.cmi5_satisfied import newly_satisfied
from tests.packages.conformance import cmi5_cases, cmi5_courses, cmi5_forms
from tests.packages.conformance.cmi5_cases import Cmi5Case
from tests.packages.conformance.cmi5_courses import CourseCase
from tests.packages.conformance.cmi5_statements import after, post

CASES = (*cmi5_cases.CASES, *cmi5_forms.CASES)
COURSES = cmi5_courses.CASES
Satisfied = list[tuple[str, ...]]


def _ours(case: Cmi5Case) -> tuple[list[int], bool]:
    """The statuses that our answers have, and whether the unit is done with."""
    now, statuses = case.session, []
    for statement, _ in case.steps:
        given = post(statement, now)
        now = after(now, given)
        statuses.append(given.status)
    outcome = unit_outcome("unit", now.move_on, now.recorded)
    return statuses, outcome.completed is Completed.COMPLETED


def _naive(case: Cmi5Case) -> tuple[list[int], bool]:
    """A store that takes everything; any completed statement completes."""
    verbs = [statement["verb"]["id"] for statement, _ in case.steps]
    return [200] * len(verbs), Verb.COMPLETED in verbs


def _course_ours(case: CourseCase) -> Satisfied:
    """After each opening, what the platform says to be satisfied."""
    verbs: dict[str, set[str]] = defaultdict(set)
    told: list[str] = []
    found: Satisfied = []
    for (key, said), _ in case.steps:
        verbs[key] |= set(said)
        met = {
            unit.key for unit in case.manifest.units if move_on_met(unit.move_on, verbs[unit.key])
        }
        now = tuple(each.key for each in newly_satisfied(case.manifest, met=met, told=told))
        told.extend(now)
        found.append(now)
    return found


def _course_naive(case: CourseCase) -> Satisfied:
    """A store that says nothing of its own."""
    return [()] * len(case.steps)


def test_every_rule_is_kept(capsys):
    wanted = {case.name: ([status for _, status in case.steps], case.done) for case in CASES}
    courses = {case.name: [then for _, then in case.steps] for case in COURSES}
    ours = {case.name for case in CASES if _ours(case) != wanted[case.name]}
    ours |= {case.name for case in COURSES if _course_ours(case) != courses[case.name]}
    naive = {case.name for case in CASES if _naive(case) != wanted[case.name]}
    naive |= {case.name for case in COURSES if _course_naive(case) != courses[case.name]}
    total = len(CASES) + len(COURSES)
    with capsys.disabled():
        print(  # noqa: T201 - the number that the suite exists for
            f"\ncmi5: {total - len(ours)} of {total} whole cases passed;"
            f" naive store: {total - len(naive)} of {total}"
        )
    assert {name: {**wanted, **courses}[name] for name in ours} == {}
    assert len({**wanted, **courses}) == total
