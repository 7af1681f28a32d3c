"""Reads cmi5.xml, the course structure of cmi5 (Quartz, chapters 13 and 14), into records."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from curriculum.domain.packages import (
    LaunchUnit,
    Level,
    PackageFinding,
    PackageManifest,
    PackageRule,
    PackageStandard,
)
from curriculum.scorm.manifest_xml import ManifestError
from curriculum.scorm.package_paths import address_of, path_inside
from curriculum.scorm.zip_directory import stop

NAME = "cmi5.xml"
_SPACE = "{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}"
_MOVE_ON = {"Passed", "Completed", "CompletedAndPassed", "CompletedOrPassed", "NotApplicable"}
_LAUNCH = {"OwnWindow", "AnyWindow"}
_SHARE = re.compile(r"(0(\.\d{1,9})?|1(\.0{1,9})?)", re.ASCII)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_LONGEST_KEY, _LONGEST_TITLE, _LONGEST_PARAMETERS = 255, 200, 16_384
_LONGEST_ID = 240


def read_course(root: Element) -> tuple[PackageManifest, list[PackageFinding]]:
    """The course as a record, with what is wrong with its assignable units.

    Raises ManifestError when the root is no course structure.
    """
    course = root.find(f"{_SPACE}course")
    if root.tag != f"{_SPACE}courseStructure" or course is None:
        raise ManifestError(stop(PackageRule.MANIFEST_STANDARD, NAME))
    findings: list[PackageFinding] = []
    units = tuple(_unit(au, place, findings) for au, place in _assignable(root, _Place()))
    languages = {each.get("lang", "") for each in root.iter(f"{_SPACE}langstring")}
    title, spoken = _words(course, "title"), tuple(sorted(languages - {""}))
    manifest = PackageManifest(
        PackageStandard.CMI5, "1.0", title, units, (), spoken, _id_of(course)
    )
    return manifest, findings


@dataclass(frozen=True)
class _Place:
    """Where a unit stands: ids of the blocks around it, and objectives of it and of them."""

    blocks: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


def _assignable(parent: Element, above: _Place) -> Iterator[tuple[Element, _Place]]:
    """Every assignable unit in its order, with its place."""
    for child in parent:
        if child.tag not in (f"{_SPACE}au", f"{_SPACE}block"):
            continue
        objectives = (*above.objectives, *_objectives(child))
        if child.tag == f"{_SPACE}au":
            yield child, _Place(above.blocks, objectives)
        else:
            yield from _assignable(child, _Place((*above.blocks, _id_of(child)), objectives))


def _id_of(element: Element) -> str:
    """The publisher's id of a course or block; it goes into statements, never into an address."""
    return element.get("id", "").strip()[:_LONGEST_ID]


def _objectives(element: Element) -> list[str]:
    found = element.findall(f"{_SPACE}objectives/{_SPACE}objective")
    return [each.get("idref", "")[:_LONGEST_KEY] for each in found if each.get("idref")]


def _unit(au: Element, place: _Place, findings: list[PackageFinding]) -> LaunchUnit:
    address = au.findtext(f"{_SPACE}url", "").strip()
    path = path_inside(address)
    if not path:
        rule = PackageRule.LAUNCH_OUTSIDE if path is None else PackageRule.LAUNCH_MISSING
        findings.append(stop(rule, NAME, address=address[:300]))
    findings.extend(_wrong_values(au))
    key, mastery = au.get("id", "").strip()[: _LONGEST_KEY + 1], au.get("masteryScore", "")
    return LaunchUnit(
        key=key,
        title=_words(au, "title"),
        href=address_of(path, address) if path else "",
        mastery=float(mastery) if _SHARE.fullmatch(mastery) else None,
        launch_data=au.findtext(f"{_SPACE}launchParameters", "")[:_LONGEST_PARAMETERS],
        move_on=au.get("moveOn", "NotApplicable"),
        launch_method=au.get("launchMethod", "AnyWindow"),
        activity_id=key,
        objectives=place.objectives,
        blocks=place.blocks,
    )


def _wrong_values(au: Element) -> Iterator[PackageFinding]:
    checks = {
        "id": _IRI.fullmatch(au.get("id", "").strip()) is not None,
        "moveOn": au.get("moveOn", "NotApplicable") in _MOVE_ON,
        "launchMethod": au.get("launchMethod", "AnyWindow") in _LAUNCH,
        "masteryScore": _SHARE.fullmatch(au.get("masteryScore", "0")) is not None,
    }
    for name, is_right in checks.items():
        if not is_right:
            details = {"reason": "value", "element": name, "value": au.get(name, "")[:80]}
            rule = PackageRule.MANIFEST_UNREADABLE
            yield PackageFinding(Level.STOP, rule, NAME, details=details)


def _words(element: Element, name: str) -> str:
    """The English text of an element, or the first that there is."""
    texts = element.findall(f"{_SPACE}{name}/{_SPACE}langstring")
    english = [each for each in texts if each.get("lang", "").lower().startswith("en")]
    chosen = next(iter(english or texts), None)
    return "" if chosen is None else " ".join((chosen.text or "").split())[:_LONGEST_TITLE]
