"""A conformance case: calls to a run-time API with the answers that the standard wants."""

from collections.abc import Mapping
from dataclasses import dataclass, field

ANYTHING = "*anything*"
SAID = "*some words*"

Answer = tuple[str, str]


@dataclass(frozen=True)
class Call:
    """One call, what it must return, and which last errors are right after it."""

    function: str
    arguments: tuple[str, ...]
    returns: str | frozenset[str]
    errors: frozenset[int]

    def is_right(self, answer: Answer) -> bool:
        returned, error = answer
        return self._returns(returned) and error.isdigit() and int(error) in self.errors

    def _returns(self, returned: str) -> bool:
        if isinstance(self.returns, frozenset):
            return {name.strip() for name in returned.split(",")} == self.returns
        if self.returns == SAID:
            return 0 < len(returned) <= 255
        return self.returns in (ANYTHING, returned)


@dataclass(frozen=True)
class Case:
    """A whole case: it passes when every one of its calls does."""

    name: str
    clause: str
    calls: tuple[Call, ...]
    given: Mapping[str, str] = field(default_factory=dict)


def call(function: str, *arguments: str, returns: str = "true", error: int = 0) -> Call:
    return Call(function, arguments, returns, frozenset({error}))


def get(element: str, value: str = ANYTHING) -> Call:
    return Call("Get", (element,), value, frozenset({0}))


def refused_get(element: str, *errors: int) -> Call:
    return Call("Get", (element,), "", frozenset(errors))


def children(element: str, *names: str) -> Call:
    return Call("Get", (f"{element}._children",), frozenset(names), frozenset({0}))


def put(element: str, value: str) -> Call:
    return Call("Set", (element, value), "true", frozenset({0}))


def refused(element: str, value: str, *errors: int) -> Call:
    return Call("Set", (element, value), "false", frozenset(errors))


START = call("Initialize", "")


def running(name: str, clause: str, *calls: Call, **given: str) -> Case:
    """A case in a session that was begun; `given` is not used by most, see `with_given`."""
    return Case(name, clause, (START, *calls), given)


def with_given(given: Mapping[str, str], case: Case) -> Case:
    """The same case after the platform handed over some values."""
    return Case(case.name, case.clause, case.calls, given)


def takes(element: str, clause: str, *values: str, error: int, wrong: tuple[str, ...]) -> Case:
    """An element read and written: each good value comes back, each wrong one changes nothing."""
    calls: list[Call] = []
    for value in values:
        calls += [put(element, value), get(element, value)]
    for value in wrong:
        calls += [refused(element, value, error), get(element, values[-1])]
    return running(f"{element} takes its values and no other", clause, *calls)


def write_only(element: str, clause: str, *values: str, codes: tuple[int, int], wrong=()) -> Case:
    """An element that content may write and not read; `codes` are wrong type and write only."""
    mistyped, unreadable = codes
    calls = [put(element, value) for value in values]
    calls += [refused(element, value, mistyped) for value in wrong]
    name = f"{element} takes its values and tells none"
    return running(name, clause, *calls, refused_get(element, unreadable))


def read_only(element: str, clause: str, value: str, other: str, error: int) -> Case:
    """An element that the platform sets."""
    calls = (get(element, value), refused(element, other, error), get(element, value))
    return running(f"{element} is told and cannot be changed", clause, *calls)


def outcomes(cases: tuple[Case, ...], answers: list[list[Answer]]) -> dict[str, list[str]]:
    """For each case that failed its calls that went wrong, in words."""
    failed = {}
    for case, given in zip(cases, answers, strict=True):
        wrong = [
            _words(step, answer)
            for step, answer in zip(case.calls, given, strict=True)
            if not step.is_right(answer)
        ]
        if wrong:
            failed[case.name] = wrong
    return failed


def _words(step: Call, answer: Answer) -> str:
    arguments = ", ".join(argument[:40] for argument in step.arguments)
    wanted = f"{step.returns!r} {sorted(step.errors)}"
    return f"{step.function}({arguments}) gave {answer[0][:60]!r} {answer[1]}, not {wanted}"
