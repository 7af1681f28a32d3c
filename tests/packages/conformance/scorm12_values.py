"""SCORM 1.2: every element with its type, its bounds and its start (RTE 1.2, 3.4.2 and 3.4.4).

CMITimespan may be written with two to four digits of hours; here the platform writes two.
"""

from tests.packages.conformance.cases import (
    Case,
    get,
    put,
    read_only,
    refused,
    refused_get,
    running,
    takes,
    with_given,
    write_only,
)

SCORES = ("0", "50.5", "99.99", "100", "")
NO_SCORES = ("-1", "100.5", "101", "abc", "1,5", "50%")
TIMESPANS = ("00:00:00", "0000:00:00.00", "99:59:59", "9999:59:59.99", "00:00:01.5")
NO_TIMESPANS = (
    "1:00:00",
    "00:0:00",
    "00:00:0",
    "00:00",
    "PT1M",
    "00:00:00.123",
    "abc",
    "12345:00:00",
)
CLOCKS = ("00:00:00", "23:59:59", "12:30:15.5", "12:30:15.55")
NO_CLOCKS = ("24:00:00", "12:60:00", "12:00:60", "1:00:00", "noon")
GIVEN = {
    "cmi.core.student_id": "p-4711",
    "cmi.core.student_name": "Learner",
    "cmi.core.credit": "credit",
    "cmi.core.entry": "ab-initio",
    "cmi.core.lesson_mode": "normal",
    "cmi.core.total_time": "00:00:00",
    "cmi.launch_data": "chapter=2",
    "cmi.student_data.mastery_score": "80",
    "cmi.student_data.max_time_allowed": "01:00:00",
    "cmi.student_data.time_limit_action": "continue,no message",
}


def _score(element: str) -> Case:
    return takes(element, "3.4.4 score", *SCORES, error=405, wrong=NO_SCORES)


DEFAULTS = {
    "cmi.core.lesson_status": "not attempted",
    "cmi.core.lesson_location": "",
    "cmi.core.score.raw": "",
    "cmi.core.score.min": "",
    "cmi.core.score.max": "",
    "cmi.core.entry": "ab-initio",
    "cmi.core.credit": "credit",
    "cmi.core.lesson_mode": "normal",
    "cmi.core.total_time": "00:00:00",
    "cmi.suspend_data": "",
    "cmi.comments": "",
    "cmi.comments_from_lms": "",
    "cmi.student_preference.language": "",
    "cmi.student_preference.speed": "0",
    "cmi.student_preference.text": "0",
    "cmi.student_preference.audio": "0",
}

READ_WRITE = (
    takes(
        "cmi.core.lesson_location", "3.4.2.1", "", "p3", "x" * 255, error=405, wrong=("x" * 256,)
    ),
    takes("cmi.suspend_data", "3.4.2.1", "", "a\nb;ü", "x" * 4096, error=405, wrong=("x" * 4097,)),
    takes("cmi.comments", "3.4.2.1", "ok", "x" * 4096, error=405, wrong=("x" * 4097,)),
    takes(
        "cmi.core.lesson_status",
        "3.4.4",
        *("passed", "completed", "failed", "incomplete", "browsed"),
        error=405,
        wrong=("Passed", "done", "", "unknown", "not attempted"),
    ),
    *(_score(f"cmi.core.score.{name}") for name in ("raw", "min", "max")),
    takes(
        "cmi.student_preference.audio",
        "3.4.4",
        *("-1", "0", "100"),
        error=405,
        wrong=("-2", "101", "1.5", "loud"),
    ),
    takes(
        "cmi.student_preference.speed",
        "3.4.4",
        *("-100", "0", "100"),
        error=405,
        wrong=("-101", "101", "1.5", "fast"),
    ),
    takes(
        "cmi.student_preference.text",
        "3.4.4",
        *("-1", "0", "1"),
        error=405,
        wrong=("-2", "2", "on"),
    ),
    takes(
        "cmi.student_preference.language",
        "3.4.4",
        *("English", "x" * 255),
        error=405,
        wrong=("x" * 256,),
    ),
)

OBJECTIVES = (
    takes("cmi.objectives.0.id", "3.4.4", "aim-1", "x" * 255, error=405, wrong=("two words", "")),
    takes(
        "cmi.objectives.0.status",
        "3.4.4",
        *("passed", "completed", "failed", "incomplete", "browsed", "not attempted"),
        error=405,
        wrong=("done", "unknown"),
    ),
    *(_score(f"cmi.objectives.0.score.{name}") for name in ("raw", "min", "max")),
)

WRITE_ONLY = (
    write_only(
        "cmi.core.exit",
        "3.4.4",
        *("time-out", "suspend", "logout", ""),
        codes=(405, 404),
        wrong=("normal", "Suspend"),
    ),
    write_only(
        "cmi.core.session_time", "3.4.2.1", *TIMESPANS, codes=(405, 404), wrong=NO_TIMESPANS
    ),
    write_only("cmi.interactions.0.id", "3.4.4", "q1", codes=(405, 404), wrong=("two words",)),
    write_only("cmi.interactions.0.time", "3.4.2.1", *CLOCKS, codes=(405, 404), wrong=NO_CLOCKS),
    write_only(
        "cmi.interactions.0.type",
        "3.4.4",
        *("true-false", "choice", "fill-in", "matching"),
        *("performance", "sequencing", "likert", "numeric"),
        codes=(405, 404),
        wrong=("essay", "Choice", "other"),
    ),
    write_only(
        "cmi.interactions.0.weighting",
        "3.4.4",
        *("0", "1", "-1.5", "2.25"),
        codes=(405, 404),
        wrong=("heavy",),
    ),
    write_only(
        "cmi.interactions.0.result",
        "3.4.4",
        *("correct", "wrong", "unanticipated", "neutral", "0.5", "-1"),
        codes=(405, 404),
        wrong=("incorrect", "right"),
    ),
    write_only(
        "cmi.interactions.0.latency", "3.4.2.1", *TIMESPANS, codes=(405, 404), wrong=NO_TIMESPANS
    ),
    write_only(
        "cmi.interactions.0.objectives.0.id", "3.4.4", "aim", codes=(405, 404), wrong=("two words",)
    ),
)

RESPONSES = {
    "true-false": (("0", "1", "t", "f"), ("maybe",)),
    "choice": (("a", "a,b,c", "1,2"), ("two words",)),
    "fill-in": (("any words at all", ""), ("x" * 256,)),
    "matching": (("1.a", "1.a,2.b"), ("two words",)),
    "performance": (("any words at all",), ("x" * 256,)),
    "sequencing": (("a,b,c",), ("two words",)),
    "likert": (("3", "c"), ("two words",)),
    "numeric": (("12", "-1.5"), ("twelve",)),
}


def _responses(kind: str, good: tuple[str, ...], wrong: tuple[str, ...]) -> Case:
    response, pattern = (
        f"cmi.interactions.0.{name}" for name in ("student_response", "correct_responses.0.pattern")
    )
    return running(
        f"{kind}: responses are written as the type says",
        "3.4.2.1 CMIFeedback",
        put("cmi.interactions.0.id", "q1"),
        put("cmi.interactions.0.type", kind),
        *(put(element, value) for element in (response, pattern) for value in good),
        *(refused(element, value, 405) for element in (response, pattern) for value in wrong),
        refused_get(response, 404),
        refused_get(pattern, 404),
    )


PLATFORM = {
    "cmi.core.student_id": "p-9999",
    "cmi.core.student_name": "Somebody",
    "cmi.core.credit": "no-credit",
    "cmi.core.entry": "resume",
    "cmi.core.lesson_mode": "review",
    "cmi.core.total_time": "0001:00:00.00",
    "cmi.launch_data": "chapter=9",
    "cmi.student_data.mastery_score": "1",
    "cmi.student_data.max_time_allowed": "9999:00:00.00",
    "cmi.student_data.time_limit_action": "exit,message",
}

CASES = (
    *(
        running(f"{element} starts as it should", "3.4.4", get(element, value))
        for element, value in DEFAULTS.items()
    ),
    *READ_WRITE,
    *OBJECTIVES,
    *WRITE_ONLY,
    *(_responses(kind, good, wrong) for kind, (good, wrong) in RESPONSES.items()),
    *(
        with_given(GIVEN, read_only(element, "3.4.4", GIVEN[element], other, 403))
        for element, other in PLATFORM.items()
    ),
)
