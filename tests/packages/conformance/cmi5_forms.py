"""cmi5: what a statement must hold (sections 9.1 to 9.7), and how scores agree with verbs."""

from collections.abc import Callable

from curriculum.scorm.cmi5_rules import MASTERY, PROGRESS, SESSION, Cmi5Session
from tests.packages.conformance.cmi5_cases import (
    COMPLETED,
    FAILED,
    INITIALIZED,
    PASSED,
    TERMINATED,
    case,
    changed,
    said,
    then,
)
from tests.packages.conformance.cmi5_statements import statement, with_result


def scored(verb: str, second: int = 5, **score) -> Callable[[Cmi5Session], dict]:
    return lambda now: with_result(verb, now, second=second, score=score)


def _context(verb: str, change: Callable[[dict], None]) -> Callable[[Cmi5Session], dict]:
    def make(now: Cmi5Session) -> dict:
        made = statement(verb, now, second=5)
        change(made["context"])
        return made

    return make


FORM = (
    *(
        case(
            f"the actor is the learner: {what}",
            "9.2",
            then(changed(INITIALIZED, actor=actor)),
            done=False,
        )
        for what, actor in (
            ("another account", {"account": {"homePage": "https://x.example", "name": "p-4711"}}),
            (
                "another name",
                {"account": {"homePage": "https://passport.example.org", "name": "x"}},
            ),
            ("a mail address", {"mbox": "mailto:somebody@example.org"}),
        )
    ),
    case(
        "the registration is the platform's",
        "9.6.1",
        then(
            _context(
                INITIALIZED,
                lambda context: context.update(registration="0" * 8 + "-0000" * 3 + "-" + "0" * 12),
            )
        ),
        done=False,
    ),
    case(
        "the session is the platform's",
        "9.6.3.1",
        then(_context(INITIALIZED, lambda context: context["extensions"].update({SESSION: "s-2"}))),
        done=False,
    ),
    case(
        "the context template is kept",
        "10",
        then(_context(INITIALIZED, lambda context: context["contextActivities"].pop("grouping"))),
        done=False,
    ),
    case(
        "the object is the unit",
        "9.4",
        then(changed(INITIALIZED, object={"id": "https://passport.example.org/units/2"})),
        done=False,
    ),
    case("a timestamp is needed", "9.7", then(changed(INITIALIZED, timestamp=None)), done=False),
    case(
        "timestamps are UTC",
        "9.7",
        then(changed(INITIALIZED, timestamp="2026-05-01T12:00:00+02:00")),
        done=False,
    ),
    case("an id is needed", "9.1", then(changed(INITIALIZED, id=None), status=400), done=False),
    case("an id is a UUID", "9.1", then(changed(INITIALIZED, id="first"), status=400), done=False),
    case(
        "completed says completion",
        "9.5.3",
        then(changed(COMPLETED, result={"duration": "PT5M"}), INITIALIZED),
        done=False,
    ),
    case(
        "passed says success",
        "9.5.2",
        then(changed(PASSED, result={"success": False, "duration": "PT5M"}), INITIALIZED),
        done=False,
    ),
    case(
        "completed says nothing of success",
        "9.5.2",
        then(lambda now: with_result(COMPLETED, now, second=5, success=True), INITIALIZED),
        done=False,
    ),
    *(
        case(
            f"{verb.name.lower()} says how long it took",
            "9.5.4.1",
            then(
                lambda now, verb=verb: with_result(verb, now, second=5, duration=None), INITIALIZED
            ),
            done=False,
        )
        for verb in (COMPLETED, PASSED, FAILED, TERMINATED)
    ),
    case(
        "a judging statement has the moveOn category",
        "9.6.2.2",
        then(
            _context(COMPLETED, lambda context: context["contextActivities"]["category"].pop()),
            INITIALIZED,
        ),
        done=False,
    ),
    *(
        case(
            f"progress is a whole number of percent, not {value!r}",
            "9.5.5.1",
            then(
                lambda now, value=value: with_result(
                    TERMINATED, now, second=5, extensions={PROGRESS: value}
                ),
                INITIALIZED,
            ),
            done=False,
        )
        for value in (101, -1, 50.5, "half", True)
    ),
)

SCORES = (
    case(
        "a score at the mastery score passes",
        "9.3.4",
        lambda now: [*said(INITIALIZED)(now), (scored(PASSED, scaled=0.8)(now), 200)],
        done=True,
        move_on="Passed",
        mastery=0.8,
    ),
    case(
        "a score under the mastery score does not pass",
        "9.3.4",
        then(scored(PASSED, scaled=0.79), INITIALIZED),
        done=False,
        move_on="Passed",
        mastery=0.8,
    ),
    case(
        "a score at the mastery score does not fail",
        "9.3.5",
        then(scored(FAILED, scaled=0.8), INITIALIZED),
        done=False,
        mastery=0.8,
    ),
    case(
        "a score under the mastery score fails",
        "9.3.5",
        lambda now: [*said(INITIALIZED)(now), (scored(FAILED, scaled=0.79)(now), 200)],
        done=False,
        mastery=0.8,
    ),
    case(
        "the mastery score is the platform's",
        "9.6.3.2",
        then(
            lambda now: {
                **scored(PASSED, scaled=0.5)(now),
                "context": {
                    **statement(PASSED, now)["context"],
                    "extensions": {SESSION: now.session_id, MASTERY: 0.5},
                },
            },
            INITIALIZED,
        ),
        done=False,
        mastery=0.8,
    ),
    case(
        "completed has no score",
        "9.5.1",
        then(scored(COMPLETED, scaled=0.9), INITIALIZED),
        done=False,
    ),
    case(
        "a scaled score is not below zero",
        "9.5.1",
        then(scored(FAILED, scaled=-0.1), INITIALIZED),
        done=False,
    ),
    case(
        "a raw score has its bounds", "9.5.1", then(scored(PASSED, raw=9), INITIALIZED), done=False
    ),
    case(
        "a raw score is within its bounds",
        "9.5.1",
        then(scored(PASSED, raw=11, min=0, max=10), INITIALIZED, status=400),
        done=False,
    ),
)

CASES = (*FORM, *SCORES)
