"""The server's own check against the same cases: it refuses what the standards refuse."""

import pytest

from curriculum.domain.packages import PackageStandard
from curriculum.scorm.data_model import error_of
from curriculum.scorm.runtime import Learner, state_for_launch
from tests.packages.conformance.cases import START, Case
from tests.packages.conformance.sessions import UNIT
from tests.packages.conformance.suites import SUITES


def _writes(case: Case) -> bool:
    functions = [each.function for each in case.calls]
    return case.calls[0] == START and "Set" in functions and "Finish" not in functions


def _failed(standard: PackageStandard, case: Case) -> bool:
    """Whether any SetValue of a case is judged otherwise than the standard wants."""
    stored = {**state_for_launch(standard, {}, UNIT, Learner("p-4711")), **case.given}
    for step in case.calls:
        if step.function != "Set":
            continue
        code = error_of(standard, *step.arguments, stored=stored)
        if code not in step.errors:
            return True
        if code == 0:
            stored[step.arguments[0]] = step.arguments[1]
    return False


@pytest.mark.parametrize("standard", SUITES, ids=str)
def test_the_server_refuses_what_the_standard_refuses(standard, capsys):
    suite = [case for case in SUITES[standard] if _writes(case)]
    failed = {case.name for case in suite if _failed(standard, case)}
    with capsys.disabled():
        print(  # noqa: T201 - the number that the suite exists for
            f"\n{standard} on the server: {len(suite) - len(failed)} of {len(suite)} whole cases"
        )
    assert failed == set()


@pytest.mark.parametrize("standard", SUITES, ids=str)
def test_every_case_has_a_name_of_its_own(standard):
    names = [case.name for case in SUITES[standard]]
    assert sorted(set(names)) == sorted(names)
