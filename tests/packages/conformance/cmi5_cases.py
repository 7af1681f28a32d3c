"""cmi5: what content may say, in which order, and when a unit is done with (sections 9, 10, 13)."""

from collections.abc import Callable
from dataclasses import dataclass

from curriculum.scorm.cmi5_rules import Cmi5Session, Verb
from tests.packages.conformance.cmi5_statements import session, statement

Step = tuple[dict, int]
Say = Callable[[Cmi5Session], list[Step]]
INITIALIZED, COMPLETED, PASSED = Verb.INITIALIZED, Verb.COMPLETED, Verb.PASSED
FAILED, TERMINATED = Verb.FAILED, Verb.TERMINATED
ANSWERED = "http://adlnet.gov/expapi/verbs/answered"


@dataclass(frozen=True)
class Cmi5Case:
    """Statements with the status each must get, and whether the unit is done with after them."""

    name: str
    clause: str
    session: Cmi5Session
    steps: list[Step]
    done: bool


def case(name: str, clause: str, say: Say, *, done: bool, **changes) -> Cmi5Case:
    now = session(**changes)
    return Cmi5Case(name, clause, now, say(now), done)


def said(*verbs: str) -> Say:
    """Statements one second apart, all of them taken."""
    return lambda now: [
        (statement(verb, now, second=second), 200) for second, verb in enumerate(verbs)
    ]


def then(wrong: Callable[[Cmi5Session], dict], *verbs: str, status: int = 403) -> Say:
    """After some statements one that is refused."""
    return lambda now: [*said(*verbs)(now), (wrong(now), status)]


def changed(verb: str, second: int = 5, **changes) -> Callable[[Cmi5Session], dict]:
    return lambda now: statement(verb, now, second=second, **changes)


MOVE_ON = tuple(
    case(
        f"{move_on} after {', '.join(Verb(verb).name.lower() for verb in verbs) or 'nothing'}",
        "13.1.4",
        said(INITIALIZED, *verbs, TERMINATED),
        done=done,
        move_on=move_on,
    )
    for move_on, verbs, done in (
        ("Passed", (), False),
        ("Passed", (COMPLETED,), False),
        ("Passed", (PASSED,), True),
        ("Passed", (FAILED,), False),
        ("Passed", (COMPLETED, FAILED), False),
        ("Passed", (COMPLETED, PASSED), True),
        ("Completed", (), False),
        ("Completed", (COMPLETED,), True),
        ("Completed", (PASSED,), False),
        ("Completed", (COMPLETED, FAILED), True),
        ("CompletedAndPassed", (COMPLETED,), False),
        ("CompletedAndPassed", (PASSED,), False),
        ("CompletedAndPassed", (COMPLETED, PASSED), True),
        ("CompletedAndPassed", (PASSED, COMPLETED), True),
        ("CompletedAndPassed", (COMPLETED, FAILED), False),
        ("CompletedOrPassed", (), False),
        ("CompletedOrPassed", (COMPLETED,), True),
        ("CompletedOrPassed", (PASSED,), True),
        ("CompletedOrPassed", (FAILED,), False),
        ("NotApplicable", (), True),
        ("NotApplicable", (FAILED,), True),
    )
)

ORDER = (
    case("nothing is said before initialized", "9.3", then(changed(COMPLETED)), done=False),
    case(
        "no allowed statement comes before initialized",
        "7.1.3",
        then(changed(ANSWERED, defined=False)),
        done=False,
    ),
    case(
        "an allowed statement comes between",
        "7.1.3",
        lambda now: [
            *said(INITIALIZED)(now),
            (statement(ANSWERED, now, second=1, defined=False), 200),
        ],
        done=False,
    ),
    case(
        "an allowed statement completes nothing",
        "7.1.3",
        lambda now: [
            *said(INITIALIZED)(now),
            (statement(COMPLETED, now, second=1, defined=False), 200),
        ],
        done=False,
    ),
    case("initialized is said once", "9.3.2", then(changed(INITIALIZED), INITIALIZED), done=False),
    case(
        "nothing is dated before initialized",
        "9.3",
        then(changed(COMPLETED, second=-5), INITIALIZED),
        done=False,
    ),
    case(
        "nothing follows terminated",
        "9.3.8",
        then(changed(COMPLETED), INITIALIZED, TERMINATED),
        done=False,
    ),
    case(
        "no allowed statement follows terminated",
        "9.3.8",
        then(changed(ANSWERED, defined=False), INITIALIZED, TERMINATED),
        done=False,
    ),
    case(
        "terminated is not dated before the rest",
        "9.3.8",
        then(changed(TERMINATED, second=-1), INITIALIZED, COMPLETED),
        done=True,
    ),
    case(
        "completed is said once",
        "9.3.3",
        then(changed(COMPLETED), INITIALIZED, COMPLETED),
        done=True,
    ),
    case("passed is said once", "9.3.4", then(changed(PASSED), INITIALIZED, PASSED), done=True),
    case(
        "failed does not follow passed",
        "9.3",
        then(changed(FAILED), INITIALIZED, PASSED),
        done=True,
    ),
    case(
        "passed does not follow failed in one session",
        "9.3",
        then(changed(PASSED), INITIALIZED, FAILED),
        done=False,
    ),
    *(
        case(
            f"content does not say {verb.name.lower()}",
            "9.3",
            then(changed(verb), INITIALIZED),
            done=False,
        )
        for verb in (Verb.LAUNCHED, Verb.ABANDONED, Verb.WAIVED, Verb.SATISFIED)
    ),
    case(
        "content does not void",
        "6.3",
        then(changed("http://adlnet.gov/expapi/verbs/voided"), INITIALIZED),
        done=False,
    ),
    case(
        "a verb of another kind is not cmi5's own",
        "7.1.3",
        then(changed(ANSWERED), INITIALIZED),
        done=False,
    ),
    *(
        case(
            f"in {mode} nothing is recorded",
            "10",
            then(changed(COMPLETED), INITIALIZED),
            done=False,
            launch_mode=mode,
        )
        for mode in ("Browse", "Review")
    ),
    case(
        "a closed session hears nothing",
        "9.3.6",
        then(changed(INITIALIZED)),
        done=False,
        closed=True,
    ),
)

CASES = (*MOVE_ON, *ORDER)
