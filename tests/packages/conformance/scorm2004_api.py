"""SCORM 2004: functions, error codes, keywords and collections (RTE 4th edition, 3.1 and 4.1)."""

from tests.packages.conformance.cases import (
    ANYTHING,
    SAID,
    START,
    Case,
    call,
    children,
    get,
    put,
    refused,
    refused_get,
    running,
)

TERMINATE = call("Finish", "")
CODES = (
    *("0", "101", "102", "103", "104", "111", "112", "113", "122", "123", "132", "133", "142"),
    *("143", "201", "301", "351", "391", "401", "402", "403", "404", "405", "406", "407", "408"),
)
SCORE = ("scaled", "raw", "min", "max")
CHILDREN = {
    "cmi.comments_from_learner": ("comment", "location", "timestamp"),
    "cmi.comments_from_lms": ("comment", "location", "timestamp"),
    "cmi.interactions": (
        *("id", "type", "objectives", "timestamp", "correct_responses", "weighting"),
        *("learner_response", "result", "latency", "description"),
    ),
    "cmi.learner_preference": (*("audio_level", "language", "delivery_speed", "audio_captioning"),),
    "cmi.objectives": (
        *("id", "score", "success_status", "completion_status", "progress_measure"),
        "description",
    ),
    "cmi.score": SCORE,
}
LEAVES = ("cmi.learner_id", "cmi.completion_status", "cmi.suspend_data", "cmi.score.raw")
NOT_ARRAYS = ("cmi.score", "cmi.completion_status", "cmi.learner_preference")
ARRAYS = (
    *("cmi.objectives", "cmi.interactions", "cmi.comments_from_learner"),
    "cmi.comments_from_lms",
)

SESSIONS = (
    Case("the version of the interface is 1.0", "3.1.2", (call("Version", returns="1.0"),)),
    Case("a session begins and ends", "3.1.3", (START, TERMINATE)),
    Case(
        "Initialize takes an empty argument only",
        "3.1.3.1",
        (call("Initialize", "now", returns="false", error=201), START),
    ),
    Case(
        "Initialize works once",
        "3.1.3.1",
        (START, call("Initialize", "", returns="false", error=103)),
    ),
    Case(
        "Initialize does not follow Terminate",
        "3.1.3.1",
        (START, TERMINATE, call("Initialize", "", returns="false", error=104)),
    ),
    Case(
        "Terminate takes an empty argument only",
        "3.1.3.2",
        (START, call("Finish", "now", returns="false", error=201), TERMINATE),
    ),
    Case("Terminate needs a session", "3.1.3.2", (call("Finish", "", returns="false", error=112),)),
    Case(
        "Terminate works once",
        "3.1.3.2",
        (START, TERMINATE, call("Finish", "", returns="false", error=113)),
    ),
    Case("nothing is read before a session", "3.1.4.1", (refused_get("cmi.entry", 122),)),
    Case("nothing is read after it", "3.1.4.1", (START, TERMINATE, refused_get("cmi.entry", 123))),
    Case("nothing is written before a session", "3.1.4.2", (refused("cmi.location", "3", 132),)),
    Case(
        "nothing is written after it",
        "3.1.4.2",
        (START, TERMINATE, refused("cmi.location", "3", 133)),
    ),
    Case(
        "nothing is committed before a session",
        "3.1.4.3",
        (call("Commit", "", returns="false", error=142),),
    ),
    Case(
        "nothing is committed after it",
        "3.1.4.3",
        (START, TERMINATE, call("Commit", "", returns="false", error=143)),
    ),
    Case("a commit in a session works", "3.1.4.3", (START, call("Commit", ""))),
    Case(
        "Commit takes an empty argument only",
        "3.1.4.3",
        (START, call("Commit", "now", returns="false", error=201)),
    ),
)

ERRORS = (
    *(
        running(
            f"code {code} has words",
            "3.1.5.2",
            call("ErrorString", code, returns=SAID),
            call("Diagnostic", code, returns=ANYTHING),
        )
        for code in CODES
    ),
    running("an unknown code has none", "3.1.5.2", call("ErrorString", "9999", returns="")),
    running(
        "asking about an error does not change it",
        "3.1.5",
        refused("cmi.learner_id", "x", 404),
        call("ErrorString", "101", returns=SAID, error=404),
        call("Diagnostic", "", returns=ANYTHING, error=404),
        get("cmi.entry", "ab-initio"),
    ),
    running(
        "a value that is taken leaves no error",
        "3.1.5.1",
        put("cmi.interactions.0.id", "urn:example:q1"),
        put("cmi.interactions.0.type", "choice"),
        put("cmi.interactions.0.learner_response", "a"),
        put("cmi.location", "p2"),
    ),
)

NAMES = (
    running("the data model tells its version", "4.2.1", get("cmi._version", "1.0")),
    *(
        running(f"{name} tells its children", "4.2", children(name, *inside))
        for name, inside in CHILDREN.items()
    ),
    running(
        "the score of an objective tells its children",
        "4.2.17.2",
        put("cmi.objectives.0.id", "aim"),
        children("cmi.objectives.0.score", *SCORE),
    ),
    *(
        running(f"{name} has no children", "3.1.7.5, 301", refused_get(f"{name}._children", 301))
        for name in LEAVES
    ),
    *(
        running(f"{name} has no count", "3.1.7.5, 301", refused_get(f"{name}._count", 301))
        for name in NOT_ARRAYS
    ),
    *(running(f"{name} begins empty", "4.2", get(f"{name}._count", "0")) for name in ARRAYS),
    *(
        running(f"{name} is a keyword and not set", "3.1.7.6, 404", refused(name, "1", 404))
        for name in (
            *("cmi._version", "cmi.score._children", "cmi.objectives._children"),
            *("cmi.objectives._count", "cmi.interactions._count"),
        )
    ),
    *(
        running(
            f"{name} is not there", "3.1.7.6, 401", refused_get(name, 401), refused(name, "1", 401)
        )
        for name in (
            *("cmi.nonsense", "cmi.core.lesson_status", "cmi.score.nonsense"),
            *("xyz.score"),
        )
    ),
    running("nothing has no value", "3.1.4.1", refused_get("", 301)),
    running("nothing takes no value", "3.1.4.2", refused("", "1", 351)),
)

COLLECTIONS = (
    running(
        "objectives are counted",
        "4.2.17",
        put("cmi.objectives.0.id", "first"),
        get("cmi.objectives._count", "1"),
        put("cmi.objectives.1.id", "second"),
        get("cmi.objectives._count", "2"),
        get("cmi.objectives.0.id", "first"),
    ),
    running(
        "objectives grow one by one",
        "4.1.1.3",
        refused("cmi.objectives.1.id", "second", 351),
        get("cmi.objectives._count", "0"),
    ),
    running(
        "an objective's id comes first",
        "4.2.17",
        refused("cmi.objectives.0.success_status", "passed", 408),
        get("cmi.objectives._count", "0"),
    ),
    running(
        "an objective's id is unique",
        "4.2.17.1",
        put("cmi.objectives.0.id", "first"),
        refused("cmi.objectives.1.id", "first", 351),
    ),
    running(
        "an objective's id stays",
        "4.2.17.1",
        put("cmi.objectives.0.id", "first"),
        refused("cmi.objectives.0.id", "other", 351),
        get("cmi.objectives.0.id", "first"),
    ),
    *(
        running(f"{name} that is not there is not read", "3.1.7.5, 301", refused_get(name, 301))
        for name in (
            *("cmi.objectives.0.id", "cmi.interactions.0.type"),
            "cmi.comments_from_learner.0.comment",
        )
    ),
    running(
        "interactions grow one by one",
        "4.1.1.3",
        refused("cmi.interactions.1.id", "second", 351),
        get("cmi.interactions._count", "0"),
    ),
    *(
        running(
            f"an interaction's id comes before its {name}",
            "4.2.9",
            refused(f"cmi.interactions.0.{name}", value, 408),
            get("cmi.interactions._count", "0"),
        )
        for name, value in (
            ("type", "choice"),
            ("timestamp", "2026-05-01T10:00:00"),
            ("weighting", "1"),
            ("result", "correct"),
            ("latency", "PT1S"),
            ("description", "A question"),
            ("learner_response", "a"),
        )
    ),
    *(
        running(
            f"an interaction's type comes before its {name}",
            "4.2.9",
            put("cmi.interactions.0.id", "q1"),
            refused(f"cmi.interactions.0.{name}", "a", 408),
        )
        for name in ("learner_response", "correct_responses.0.pattern")
    ),
    running(
        "an interaction counts its objectives and right answers",
        "4.2.9",
        put("cmi.interactions.0.id", "q1"),
        put("cmi.interactions.0.type", "choice"),
        get("cmi.interactions.0.objectives._count", "0"),
        put("cmi.interactions.0.objectives.0.id", "aim"),
        get("cmi.interactions.0.objectives._count", "1"),
        refused("cmi.interactions.0.objectives.1.id", "aim", 351),
        refused("cmi.interactions.0.objectives.2.id", "third", 351),
        get("cmi.interactions.0.correct_responses._count", "0"),
        put("cmi.interactions.0.correct_responses.0.pattern", "a[,]c"),
        get("cmi.interactions.0.correct_responses._count", "1"),
        refused("cmi.interactions.0.correct_responses.2.pattern", "b", 351),
    ),
    running(
        "a right answer of a choice stands once",
        "4.2.9.2",
        put("cmi.interactions.0.id", "q1"),
        put("cmi.interactions.0.type", "choice"),
        put("cmi.interactions.0.correct_responses.0.pattern", "a"),
        refused("cmi.interactions.0.correct_responses.1.pattern", "a", 351),
    ),
    *(
        running(
            f"{kind} has one right answer",
            "4.2.9.2",
            put("cmi.interactions.0.id", "q1"),
            put("cmi.interactions.0.type", kind),
            put("cmi.interactions.0.correct_responses.0.pattern", first),
            refused("cmi.interactions.0.correct_responses.1.pattern", second, 351),
        )
        for kind, first, second in (
            ("true-false", "true", "false"),
            ("numeric", "1[:]2", "3[:]4"),
            ("likert", "a", "b"),
            ("other", "a", "b"),
        )
    ),
    running(
        "comments grow one by one",
        "4.2.2",
        refused("cmi.comments_from_learner.1.comment", "Late", 351),
        put("cmi.comments_from_learner.0.comment", "Early"),
        get("cmi.comments_from_learner._count", "1"),
    ),
)

CASES = (*SESSIONS, *ERRORS, *NAMES, *COLLECTIONS)
