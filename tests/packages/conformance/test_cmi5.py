"""cmi5 rules, case by case, with a naive record store beside them."""

from curriculum.domain.package_results import Completed
from curriculum.scorm.cmi5_rules import Verb, unit_outcome
from tests.packages.conformance import cmi5_cases, cmi5_forms
from tests.packages.conformance.cmi5_cases import Cmi5Case
from tests.packages.conformance.cmi5_statements import after, post

CASES = (*cmi5_cases.CASES, *cmi5_forms.CASES)


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


def test_every_rule_is_kept(capsys):
    wanted = {case.name: ([status for _, status in case.steps], case.done) for case in CASES}
    ours = {case.name for case in CASES if _ours(case) != wanted[case.name]}
    naive = {case.name for case in CASES if _naive(case) != wanted[case.name]}
    with capsys.disabled():
        print(  # noqa: T201 - the number that the suite exists for
            f"\ncmi5: {len(CASES) - len(ours)} of {len(CASES)} whole cases passed;"
            f" naive store: {len(CASES) - len(naive)} of {len(CASES)}"
        )
    assert {name: wanted[name] for name in ours} == {}
    assert len(wanted) == len(CASES)
