"""SCORM 1.2: functions, error codes, keywords and collections (Run-Time Environment 1.2, 3.3)."""

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

FINISH = call("Finish", "")
CODES = ("0", "101", "201", "202", "203", "301", "401", "402", "403", "404", "405")
CORE = (
    "student_id", "student_name", "lesson_location", "credit", "lesson_status", "entry",
    "score", "total_time", "lesson_mode", "exit", "session_time",
)  # fmt: skip
INTERACTION = (
    "id", "objectives", "time", "type", "correct_responses", "weighting",
    "student_response", "result", "latency",
)  # fmt: skip
CHILDREN = {
    "cmi.core": CORE,
    "cmi.core.score": ("raw", "min", "max"),
    "cmi.objectives": ("id", "score", "status"),
    "cmi.student_data": ("mastery_score", "max_time_allowed", "time_limit_action"),
    "cmi.student_preference": ("audio", "language", "speed", "text"),
    "cmi.interactions": INTERACTION,
}
LEAVES = ("cmi.core.student_id", "cmi.core.lesson_status", "cmi.suspend_data", "cmi.core.score.raw")
NOT_ARRAYS = ("cmi.core", "cmi.core.lesson_status", "cmi.student_preference", "cmi.suspend_data")

SESSIONS = (
    Case("a session begins and ends", "3.3.2", (START, FINISH)),
    Case(
        "Initialize takes an empty argument only",
        "3.3.2.1",
        (call("Initialize", "now", returns="false", error=201), START),
    ),
    Case(
        "Initialize works once",
        "3.3.2.1",
        (START, call("Initialize", "", returns="false", error=101)),
    ),
    Case(
        "Finish takes an empty argument only",
        "3.3.2.2",
        (START, call("Finish", "now", returns="false", error=201), FINISH),
    ),
    Case("Finish needs a session", "3.3.2.2", (call("Finish", "", returns="false", error=301),)),
    Case(
        "Finish works once",
        "3.3.2.2",
        (START, FINISH, call("Finish", "", returns="false", error=301)),
    ),
    Case("nothing is read before a session", "3.3.2.3", (refused_get("cmi.core.entry", 301),)),
    Case(
        "nothing is written before a session",
        "3.3.2.4",
        (refused("cmi.core.lesson_location", "3", 301),),
    ),
    Case(
        "nothing is committed before a session",
        "3.3.2.5",
        (call("Commit", "", returns="false", error=301),),
    ),
    Case(
        "nothing is read after a session",
        "3.3.2.3",
        (START, FINISH, refused_get("cmi.core.entry", 301)),
    ),
    Case(
        "nothing is written after a session",
        "3.3.2.4",
        (START, FINISH, refused("cmi.core.lesson_location", "3", 301)),
    ),
    Case(
        "nothing is committed after a session",
        "3.3.2.5",
        (START, FINISH, call("Commit", "", returns="false", error=301)),
    ),
    Case("a commit in a session works", "3.3.2.5", (START, call("Commit", ""))),
    Case(
        "Commit takes an empty argument only",
        "3.3.2.5",
        (START, call("Commit", "now", returns="false", error=201)),
    ),
)

ERRORS = (
    *(
        running(
            f"code {code} has words",
            "3.3.2.6",
            call("ErrorString", code, returns=SAID),
            call("Diagnostic", code, returns=ANYTHING),
        )
        for code in CODES
    ),
    running(
        "asking about an error does not change it",
        "3.3.2.6",
        refused("cmi.core.student_id", "x", 403),
        call("ErrorString", "101", returns=SAID, error=403),
        call("Diagnostic", "", returns=ANYTHING, error=403),
        get("cmi.core.entry", "ab-initio"),
    ),
)

NAMES = (
    *(
        running(f"{name} tells its children", "3.4.4", children(name, *inside))
        for name, inside in CHILDREN.items()
    ),
    *(
        running(f"{name} has no children", "3.3.2.3", refused_get(f"{name}._children", 202))
        for name in LEAVES
    ),
    *(
        running(f"{name} has no count", "3.3.2.3", refused_get(f"{name}._count", 203))
        for name in NOT_ARRAYS
    ),
    *(
        running(f"{name} begins empty", "3.4.4", get(f"{name}._count", "0"))
        for name in ("cmi.objectives", "cmi.interactions")
    ),
    *(
        running(f"the keyword of {name} is not set", "3.3.2.4", refused(name, "id", 402))
        for name in ("cmi.core._children", "cmi.objectives._count", "cmi.interactions._children")
    ),
    running(
        "another data model is not there",
        "3.3.2.6, 401",
        refused_get("xyz.score.result", 401),
        refused("xyz.score.result", "1", 401),
    ),
    *(
        running(
            f"{name} is not there",
            "3.3.2.6",
            refused_get(name, 201, 401),
            refused(name, "1", 201, 401),
        )
        for name in ("cmi.core.nonsense", "cmi.nonsense", "cmi.core.score.scaled", "cmi.location")
    ),
)

COLLECTIONS = (
    running(
        "objectives are counted",
        "3.4.4 cmi.objectives",
        put("cmi.objectives.0.id", "first"),
        get("cmi.objectives._count", "1"),
        put("cmi.objectives.1.id", "second"),
        get("cmi.objectives._count", "2"),
        get("cmi.objectives.0.id", "first"),
    ),
    running(
        "objectives grow one by one",
        "3.4.3.2",
        put("cmi.objectives.0.id", "first"),
        refused("cmi.objectives.2.id", "third", 201),
        get("cmi.objectives._count", "1"),
    ),
    running(
        "an objective that is not there is not read",
        "3.4.3.2",
        refused_get("cmi.objectives.0.id", 201, 301, 401),
    ),
    running(
        "interactions are counted",
        "3.4.4 cmi.interactions",
        put("cmi.interactions.0.id", "first"),
        get("cmi.interactions._count", "1"),
    ),
    running(
        "interactions grow one by one",
        "3.4.3.2",
        refused("cmi.interactions.1.id", "second", 201),
        get("cmi.interactions._count", "0"),
    ),
    running(
        "an interaction counts its objectives and right answers",
        "3.4.4 cmi.interactions",
        put("cmi.interactions.0.id", "first"),
        get("cmi.interactions.0.objectives._count", "0"),
        put("cmi.interactions.0.objectives.0.id", "aim"),
        get("cmi.interactions.0.objectives._count", "1"),
        get("cmi.interactions.0.correct_responses._count", "0"),
        put("cmi.interactions.0.type", "choice"),
        put("cmi.interactions.0.correct_responses.0.pattern", "a,c"),
        get("cmi.interactions.0.correct_responses._count", "1"),
    ),
)

CASES = (*SESSIONS, *ERRORS, *NAMES, *COLLECTIONS)
