"""SCORM 2004: every element with its type, its bounds and its start (RTE 4th edition, 4.2)."""

from dataclasses import replace

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

DEFAULTS = {
    "cmi.completion_status": "unknown",
    "cmi.success_status": "unknown",
    "cmi.credit": "credit",
    "cmi.entry": "ab-initio",
    "cmi.mode": "normal",
    "cmi.time_limit_action": "continue,no message",
    "cmi.learner_preference.audio_level": "1",
    "cmi.learner_preference.delivery_speed": "1",
    "cmi.learner_preference.audio_captioning": "0",
    "cmi.learner_preference.language": "",
    "adl.nav.request": "_none_",
    "adl.nav.request_valid.continue": "unknown",
    "adl.nav.request_valid.previous": "unknown",
}
# RTE 4th ed.: reading what was never set is 403 for these.
UNSET = (
    *("cmi.location", "cmi.suspend_data", "cmi.progress_measure", "cmi.launch_data"),
    *("cmi.score.scaled", "cmi.score.raw", "cmi.score.min", "cmi.score.max"),
    *("cmi.completion_threshold", "cmi.scaled_passing_score", "cmi.max_time_allowed"),
)
GIVEN = {
    "cmi.learner_id": "p-4711",
    "cmi.learner_name": "Learner",
    "cmi.credit": "credit",
    "cmi.entry": "ab-initio",
    "cmi.mode": "normal",
    "cmi.total_time": "PT0S",
    "cmi.launch_data": "chapter=2",
    "cmi.completion_threshold": "0.8",
    "cmi.scaled_passing_score": "0.7",
    "cmi.max_time_allowed": "PT1H",
    "cmi.time_limit_action": "continue,no message",
}
PLATFORM = {
    "cmi.learner_id": "p-9999",
    "cmi.learner_name": "Somebody",
    "cmi.credit": "no-credit",
    "cmi.entry": "resume",
    "cmi.mode": "review",
    "cmi.total_time": "PT1H",
    "cmi.launch_data": "chapter=9",
    "cmi.completion_threshold": "0",
    "cmi.scaled_passing_score": "0",
    "cmi.max_time_allowed": "PT9H",
    "cmi.time_limit_action": "exit,message",
}
NUMBERS, NO_NUMBERS = ("0", "-12.5", "99.1234567", "1000000"), ("abc", "1,5", "12%", "")
DURATIONS = ("PT0S", "PT1H2M3.45S", "P1Y2M3DT4H5M6S", "P1D", "PT90M", "PT1.5S")
NO_DURATIONS = ("", "P", "PT", "1H", "PT1.5H", "00:01:00", "PT1.123S", "P1DT", "PTS")
MOMENTS = (
    *("1970", "2038-12", "2026-05-01", "2026-05-01T10", "2026-05-01T10:15"),
    *("2026-05-01T10:15:30", "2026-05-01T10:15:30.55", "2026-05-01T10:15:30.5Z"),
    *("2026-05-01T10:15:30.55+02:00", "2028-02-29T00:00:00"),
)
NO_MOMENTS = (
    *("1969-12-31", "2039", "2026-13-01", "2026-02-30", "2026-05-01T24:30:00", "10:15:30"),
    *("2026-05-01T10:60:00", "yesterday", ""),
)
COMPLETION = ("completed", "incomplete", "not attempted", "unknown")
SUCCESS = ("passed", "failed", "unknown")
IDENTIFIERS = ("aim-1", "urn:example:aim:1", "https://example.org/aim", "x" * 4000)
NO_IDENTIFIERS = ("", "two words", " ")
TEXTS = ("Plain", "{lang=cs}Otázka", "{lang=en-GB}Colour", "x" * 250, "")
NO_TEXTS = ("{lang=}Nothing", "{lang=not a language}Text")


def _scores(prefix: str) -> tuple[Case, ...]:
    scaled = running(
        f"{prefix}.score.scaled is from -1 to 1",
        "4.2.21.4",
        *(
            step
            for value in ("-1", "0", "0.5", "1.0")
            for step in (put(f"{prefix}.score.scaled", value), get(f"{prefix}.score.scaled", value))
        ),
        *(refused(f"{prefix}.score.scaled", value, 407) for value in ("-1.1", "1.0001", "50")),
        *(refused(f"{prefix}.score.scaled", value, 406) for value in ("abc", "", "50%")),
        get(f"{prefix}.score.scaled", "1.0"),
    )
    others = (
        takes(f"{prefix}.score.{name}", "4.2.21", *NUMBERS, error=406, wrong=NO_NUMBERS)
        for name in ("raw", "min", "max")
    )
    return scaled, *others


def _measure(element: str, clause: str) -> Case:
    return running(
        f"{element} is from 0 to 1",
        clause,
        *(
            step
            for value in ("0", "0.25", "1")
            for step in (put(element, value), get(element, value))
        ),
        *(refused(element, value, 407) for value in ("-0.01", "1.01")),
        *(refused(element, value, 406) for value in ("half", "")),
    )


def _inside(case: Case, collection: str, *, kind: str = "") -> Case:
    """The same case in an entry that has its id."""
    before = [put(f"{collection}.0.id", "urn:example:one")]
    before += [put(f"{collection}.0.type", kind)] if kind else []
    return replace(case, calls=(case.calls[0], *before, *case.calls[1:]))


OWN = (
    takes(
        "cmi.completion_status", "4.2.4", *COMPLETION, error=406, wrong=("Completed", "", "passed")
    ),
    takes("cmi.success_status", "4.2.22", *SUCCESS, error=406, wrong=("Passed", "", "completed")),
    takes("cmi.location", "4.2.13", "", "p3", "x" * 1000, error=406, wrong=()),
    takes("cmi.suspend_data", "4.2.24", "", "a\nb;ü", "x" * 64_000, error=406, wrong=()),
    *_scores("cmi"),
    _measure("cmi.progress_measure", "4.2.18"),
    takes(
        "cmi.learner_preference.language",
        "4.2.12.2",
        *("", "en", "cs-CZ", "sr-Latn-RS"),
        error=406,
        wrong=("not a language", "english please"),
    ),
    takes(
        "cmi.learner_preference.audio_captioning",
        "4.2.12.4",
        *("-1", "0", "1"),
        error=406,
        wrong=("2", "-2", "on", ""),
    ),
    *(
        running(
            f"cmi.learner_preference.{name} is a number from 0 up",
            "4.2.12",
            *(put(f"cmi.learner_preference.{name}", value) for value in ("0", "0.5", "1", "10")),
            refused(f"cmi.learner_preference.{name}", "-1", 407),
            refused(f"cmi.learner_preference.{name}", "loud", 406),
            get(f"cmi.learner_preference.{name}", "10"),
        )
        for name in ("audio_level", "delivery_speed")
    ),
    write_only(
        "cmi.exit",
        "4.2.8",
        *("time-out", "suspend", "logout", "normal", ""),
        codes=(406, 405),
        wrong=("Suspend", "finished"),
    ),
    write_only("cmi.session_time", "4.2.23", *DURATIONS, codes=(406, 405), wrong=NO_DURATIONS),
    running(
        "cmi.session_time 406 leaves no trace", "4.2.23", refused("cmi.session_time", "soon", 406)
    ),
)

COMMENTS = (
    takes(
        "cmi.comments_from_learner.0.comment",
        "4.2.2.1",
        *("Too fast", "{lang=cs}Příliš rychle", "x" * 4000),
        error=406,
        wrong=NO_TEXTS,
    ),
    takes("cmi.comments_from_learner.0.location", "4.2.2.2", "p3", "x" * 250, error=406, wrong=()),
    takes(
        "cmi.comments_from_learner.0.timestamp", "4.2.2.3", *MOMENTS, error=406, wrong=NO_MOMENTS
    ),
)

OBJECTIVES = (
    *(
        running(
            f"an objective is not called {identifier!r}",
            "4.2.17.1",
            refused("cmi.objectives.0.id", identifier, 406),
            get("cmi.objectives._count", "0"),
        )
        for identifier in NO_IDENTIFIERS
    ),
    *(
        running(
            f"an objective may be called {identifier[:24]}",
            "4.2.17.1",
            put("cmi.objectives.0.id", identifier),
            get("cmi.objectives.0.id", identifier),
        )
        for identifier in IDENTIFIERS
    ),
    *(
        _inside(case, "cmi.objectives")
        for case in (
            *_scores("cmi.objectives.0"),
            _measure("cmi.objectives.0.progress_measure", "4.2.17.5"),
            takes(
                "cmi.objectives.0.success_status",
                "4.2.17.3",
                *SUCCESS,
                error=406,
                wrong=("Passed", ""),
            ),
            takes(
                "cmi.objectives.0.completion_status",
                "4.2.17.4",
                *COMPLETION,
                error=406,
                wrong=("done", ""),
            ),
            takes("cmi.objectives.0.description", "4.2.17.6", *TEXTS, error=406, wrong=NO_TEXTS),
        )
    ),
    running(
        "an objective starts unknown",
        "4.2.17",
        put("cmi.objectives.0.id", "aim"),
        get("cmi.objectives.0.success_status", "unknown"),
        get("cmi.objectives.0.completion_status", "unknown"),
        refused_get("cmi.objectives.0.score.scaled", 403),
        refused_get("cmi.objectives.0.progress_measure", 403),
    ),
)

NAVIGATION = (
    takes(
        "adl.nav.request",
        "SN 5.6.6",
        *("continue", "previous", "exit", "exitAll", "abandon", "abandonAll", "suspendAll"),
        *("{target=intro}choice", "{target=intro}jump", "_none_"),
        error=406,
        wrong=("next", "choice", "{target=}choice", ""),
    ),
    running(
        "what may be asked next is told and cannot be changed",
        "SN 5.6.7",
        refused("adl.nav.request_valid.continue", "true", 404),
        refused("adl.nav.request_valid.previous", "true", 404),
    ),
)

COMPUTED = (
    with_given(
        {"cmi.completion_threshold": "0.8"},
        running(
            "progress decides on completion where there is a threshold",
            "4.2.4.1",
            put("cmi.completion_status", "completed"),
            get("cmi.completion_status", "unknown"),
            put("cmi.progress_measure", "0.79"),
            get("cmi.completion_status", "incomplete"),
            put("cmi.progress_measure", "0.8"),
            get("cmi.completion_status", "completed"),
        ),
    ),
    with_given(
        {"cmi.scaled_passing_score": "0.7"},
        running(
            "the score decides on success where there is a passing score",
            "4.2.22.1",
            put("cmi.success_status", "passed"),
            get("cmi.success_status", "unknown"),
            put("cmi.score.scaled", "0.69"),
            get("cmi.success_status", "failed"),
            put("cmi.score.scaled", "0.7"),
            get("cmi.success_status", "passed"),
        ),
    ),
)

CASES = (
    *(
        running(f"{element} starts as it should", "4.2", get(element, value))
        for element, value in DEFAULTS.items()
    ),
    *(running(f"{element} starts unset", "4.2", refused_get(element, 403)) for element in UNSET),
    *OWN,
    *COMMENTS,
    *OBJECTIVES,
    *NAVIGATION,
    *COMPUTED,
    *(
        with_given(GIVEN, read_only(element, "4.2", GIVEN[element], other, 404))
        for element, other in PLATFORM.items()
    ),
)
