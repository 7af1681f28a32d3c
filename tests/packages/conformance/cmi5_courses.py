"""cmi5: when blocks and courses are said to be satisfied (sections 9.3.9 and 13.1.4)."""

from dataclasses import dataclass

from curriculum.domain.packages import LaunchUnit, PackageManifest, PackageStandard
from curriculum.scorm.cmi5_rules import Verb

COMPLETED, PASSED, FAILED = Verb.COMPLETED, Verb.PASSED, Verb.FAILED
COURSE = "https://partner.example.com/course"
ONE, TWO, THREE = "urn:one", "urn:two", "urn:three"
INNER, OUTER = "urn:inner", "urn:outer"
Said = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class CourseCase:
    """Units that are opened one after another with what each says; after each opening, which
    blocks (by id) and whether the course ("") are said to be satisfied.
    """

    name: str
    clause: str
    manifest: PackageManifest
    steps: tuple[tuple[Said, tuple[str, ...]], ...]


def unit(key: str, move_on: str = "Completed", *blocks: str) -> LaunchUnit:
    return LaunchUnit(key, key, "index.html", move_on=move_on, activity_id=key, blocks=blocks)


def course(*units: LaunchUnit) -> PackageManifest:
    return PackageManifest(PackageStandard.CMI5, "1.0", "A course", units, course_id=COURSE)


def case(name: str, manifest: PackageManifest, *steps: tuple[Said, tuple[str, ...]]) -> CourseCase:
    return CourseCase(name, "9.3.9", manifest, steps)


def opened(key: str, *verbs: str, then: tuple[str, ...] = ()) -> tuple[Said, tuple[str, ...]]:
    return ((key, verbs), then)


CASES = (
    case(
        "a course of one unit is satisfied with it",
        course(unit(ONE)),
        opened(ONE, then=()),
        opened(ONE, COMPLETED, then=("",)),
    ),
    case(
        "a course waits for its last unit",
        course(unit(ONE), unit(TWO)),
        opened(TWO, COMPLETED),
        opened(ONE, COMPLETED, then=("",)),
    ),
    case(
        "a course is satisfied once in a registration",
        course(unit(ONE)),
        opened(ONE, COMPLETED, then=("",)),
        opened(ONE),
        opened(ONE, PASSED),
    ),
    case(
        "a unit that was not passed satisfies nothing",
        course(unit(ONE, "Passed")),
        opened(ONE, COMPLETED, FAILED),
        opened(ONE, PASSED, then=("",)),
    ),
    case(
        "completed and passed may come in two sessions",
        course(unit(ONE, "CompletedAndPassed")),
        opened(ONE, COMPLETED),
        opened(ONE, PASSED, then=("",)),
    ),
    case(
        "a block is satisfied before its course",
        course(unit(ONE, "Completed", OUTER), unit(TWO)),
        opened(ONE, COMPLETED, then=(OUTER,)),
        opened(TWO, COMPLETED, then=("",)),
    ),
    case(
        "the inner block is said before the outer and the course",
        course(unit(ONE, "Completed", OUTER, INNER)),
        opened(ONE, COMPLETED, then=(INNER, OUTER, "")),
    ),
    case(
        "an outer block waits for the units of its inner ones",
        course(unit(ONE, "Completed", OUTER), unit(TWO, "Completed", OUTER, INNER)),
        opened(ONE, COMPLETED),
        opened(TWO, COMPLETED, then=(INNER, OUTER, "")),
    ),
    case(
        "a unit that asks nothing need not be opened",
        course(unit(ONE, "NotApplicable"), unit(TWO)),
        opened(TWO, COMPLETED, then=("",)),
    ),
    case(
        "a course that asks nothing is satisfied at its first launch",
        course(unit(ONE, "NotApplicable"), unit(TWO, "NotApplicable", OUTER)),
        opened(ONE, then=(OUTER, "")),
        opened(TWO),
    ),
    case(
        "two blocks are satisfied apart",
        course(
            unit(ONE, "Completed", OUTER), unit(TWO, "Completed", INNER),
            unit(THREE, "CompletedOrPassed"),
        ),
        opened(TWO, COMPLETED, then=(INNER,)),
        opened(THREE, PASSED),
        opened(ONE, COMPLETED, then=(OUTER, "")),
    ),
)  # fmt: skip
