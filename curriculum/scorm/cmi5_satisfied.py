"""Which blocks and courses of cmi5 are satisfied: those whose every unit was moved on from."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from curriculum.domain.packages import LaunchUnit, PackageManifest
from curriculum.scorm.cmi5_rules import MoveOn
from curriculum.scorm.xapi import is_iri

_TYPES = "https://w3id.org/xapi/cmi5/activitytype/"
COURSE, BLOCK = _TYPES + "course", _TYPES + "block"


@dataclass(frozen=True)
class Whole:
    """A block or a whole course: its key ("" for the course), publisher's id, kind and units."""

    key: str
    publisher_id: str
    kind: str
    units: tuple[str, ...]


def wholes(manifest: PackageManifest) -> tuple[Whole, ...]:
    """Blocks of a course, the inner before the outer, then the course itself."""
    depths: dict[str, int] = {}
    for unit in manifest.units:
        for depth, block in enumerate(unit.blocks):
            depths.setdefault(block, depth)
    named = sorted((block for block in depths if block), key=lambda block: -depths[block])
    blocks = (Whole(block, block, BLOCK, tuple(_inside(manifest, block))) for block in named)
    course = Whole("", manifest.course_id, COURSE, tuple(each.key for each in manifest.units))
    return (*blocks, course)


def _inside(manifest: PackageManifest, block: str) -> Iterator[str]:
    return (unit.key for unit in manifest.units if block in unit.blocks)


def newly_satisfied(
    manifest: PackageManifest, *, met: Collection[str], told: Collection[str]
) -> tuple[Whole, ...]:
    """What the platform says to be satisfied now (cmi5 9.3.9), each once in a registration.

    `met` are keys of units whose moveOn was met, `told` keys of blocks and course said before.
    """
    done = {*met, *(unit.key for unit in manifest.units if asks_nothing(unit))}
    return tuple(
        whole
        for whole in wholes(manifest)
        if whole.key not in told and done.issuperset(whole.units)
    )


def asks_nothing(unit: LaunchUnit) -> bool:
    """Whether a unit is moved on from without being opened (cmi5 13.1.4, NotApplicable)."""
    return unit.move_on == MoveOn.NOTHING


def publisher_of(whole: Whole, fallback: str) -> str:
    """The publisher's id as an address; manifests that were read long ago hold none."""
    return whole.publisher_id if is_iri(whole.publisher_id) else fallback
