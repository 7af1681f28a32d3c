"""SCORM 2004: interactions of every type, their answers and right answers (RTE 4th ed., 4.2.9)."""

from dataclasses import replace

from tests.packages.conformance.cases import Case, get, put, refused, running, takes
from tests.packages.conformance.scorm2004_values import (
    DURATIONS,
    IDENTIFIERS,
    MOMENTS,
    NO_DURATIONS,
    NO_IDENTIFIERS,
    NO_MOMENTS,
    NO_NUMBERS,
    NO_TEXTS,
    NUMBERS,
    TEXTS,
)

ENTRY = "cmi.interactions.0"
TYPES = (
    *("true-false", "choice", "fill-in", "long-fill-in", "matching"),
    *("performance", "sequencing", "likert", "numeric", "other"),
)
RESULTS = ("correct", "incorrect", "unanticipated", "neutral", "0.5", "-1")
FIELDS = (
    takes(f"{ENTRY}.type", "4.2.9", *TYPES, error=406, wrong=("essay", "Choice", "")),
    takes(f"{ENTRY}.timestamp", "4.2.9", *MOMENTS, error=406, wrong=NO_MOMENTS),
    takes(f"{ENTRY}.weighting", "4.2.9", *NUMBERS, error=406, wrong=NO_NUMBERS),
    takes(f"{ENTRY}.result", "4.2.9", *RESULTS, error=406, wrong=("wrong", "Correct", "")),
    takes(f"{ENTRY}.latency", "4.2.9", *DURATIONS, error=406, wrong=NO_DURATIONS),
    takes(f"{ENTRY}.description", "4.2.9", *TEXTS, error=406, wrong=NO_TEXTS),
    takes(f"{ENTRY}.objectives.0.id", "4.2.9", *IDENTIFIERS[:2], error=406, wrong=NO_IDENTIFIERS),
)

# For each type: answers that are written right, answers that are not (4.2.9.1).
RESPONSES = {
    "true-false": (("true", "false"), ("t", "1", "True", "")),
    "choice": (("a", "a[,]b", "urn:example:a[,]b", ""), ("a[,]a", "two words", "a[,]")),
    "fill-in": (("one", "one[,]two", "{lang=cs}jedna", ""), ("{lang=}one",)),
    "long-fill-in": (("Some words.", "{lang=en}Some words.", "x" * 4000), ("{lang=}words",)),
    "matching": (("1[.]a", "1[.]a[,]2[.]b"), ("1", "1[.]", "1[.]a[,]2")),
    "performance": (
        ("s1[.]pressed", "[.]pressed", "s1[.]3.5", "s1[.]a[,]s2[.]b"),
        ("two words[.]b",),
    ),
    "sequencing": (("a", "a[,]b[,]c"), ("two words", "a[,]")),
    "likert": (("agree", "urn:example:agree"), ("two words", "")),
    "numeric": (("3", "-3.25"), ("three", "1[:]2", "")),
    "other": (("anything at all", "x" * 4000), ()),
}
# And right answers (4.2.9.2).
PATTERNS = {
    "true-false": (("true",), ("yes", "TRUE")),
    "choice": (("a[,]b", ""), ("a[,]a", "two words")),
    "fill-in": (
        ("one", "{case_matters=true}one", "{case_matters=false}{order_matters=true}one[,]two"),
        ("{lang=}one",),
    ),
    "long-fill-in": (("words", "{case_matters=true}{lang=en}words"), ("{lang=}words",)),
    "matching": (("1[.]a[,]2[.]b",), ("1", "1[,]2")),
    "performance": (
        ("{order_matters=false}s1[.]a[,]s2[.]b", "s1[.]1[:]5"),
        ("two words[.]b",),
    ),
    "sequencing": (("a[,]b",), ("two words",)),
    "likert": (("agree",), ("two words",)),
    "numeric": (("1[:]5", "[:]5", "1[:]", "3"), ("5[:]1", "a[:]b", "three")),
    "other": (("anything",), ()),
}


def _inside(case: Case) -> Case:
    return replace(case, calls=(case.calls[0], put(f"{ENTRY}.id", "q1"), *case.calls[1:]))


def _answers(kind: str, element: str, good: tuple[str, ...], wrong: tuple[str, ...]) -> Case:
    """Good answers come back; wrong ones are refused and change nothing."""
    steps = [step for value in good for step in (put(element, value), get(element, value))]
    steps += [refused(element, value, 406) for value in wrong]
    return running(
        f"{kind}: {element.removeprefix(ENTRY)} is written as the type says",
        "4.2.9.1, 4.2.9.2",
        put(f"{ENTRY}.id", "q1"),
        put(f"{ENTRY}.type", kind),
        *steps,
        get(element, good[-1]),
    )


CASES = (
    *(_inside(case) for case in FIELDS),
    *(
        running(
            f"an interaction may be called {identifier[:24]}",
            "4.2.9",
            put(f"{ENTRY}.id", identifier),
            get(f"{ENTRY}.id", identifier),
        )
        for identifier in IDENTIFIERS
    ),
    *(
        running(
            f"an interaction is not called {identifier!r}",
            "4.2.9",
            refused(f"{ENTRY}.id", identifier, 406),
            get("cmi.interactions._count", "0"),
        )
        for identifier in NO_IDENTIFIERS
    ),
    *(
        _answers(kind, f"{ENTRY}.learner_response", good, wrong)
        for kind, (good, wrong) in RESPONSES.items()
    ),
    *(
        _answers(kind, f"{ENTRY}.correct_responses.0.pattern", good, wrong)
        for kind, (good, wrong) in PATTERNS.items()
    ),
)
