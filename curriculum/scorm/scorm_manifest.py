"""Reads imsmanifest.xml of SCORM 1.2 and SCORM 2004 (3rd, 4th edition) into plain records.

Element names follow the SCORM 1.2 Content Aggregation Model 2.3 and the SCORM 2004 CAM 3.4 and 5.1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
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
from curriculum.scorm.time_formats import seconds_of_duration, seconds_of_timespan
from curriculum.scorm.zip_directory import stop

NAME = "imsmanifest.xml"
_IMS_12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_IMS_2004 = "http://www.imsglobal.org/xsd/imscp_v1p1"
_ADL = ("http://www.adlnet.org/xsd/adlcp_rootv1p2", "http://www.adlnet.org/xsd/adlcp_v1p3")
_SEQUENCING = "{http://www.imsglobal.org/xsd/imsss}"
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_EDITION = re.compile(r"2004 (3rd|4th) Edition", re.IGNORECASE)
_LONGEST_KEY, _LONGEST_TITLE, _LONGEST_DATA = 255, 200, 4096


@dataclass
class ScormReader:
    """One manifest while it is read; `findings` gathers what is wrong with single values."""

    root: Element
    findings: list[PackageFinding] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Learn the namespace, the standard and its edition from the root."""
        self.space = self.root.tag.rpartition("}")[0] + "}"
        self.standard, self.edition = _standard(self.root, self.space)
        self.resources = self._resources()

    @property
    def is_12(self) -> bool:
        """Whether the package follows SCORM 1.2."""
        return self.standard is PackageStandard.SCORM_12

    def _resources(self) -> dict[str, tuple[Element, str]]:
        """Each resource with the base of its addresses, by identifier."""
        found: dict[str, tuple[Element, str]] = {}
        top = self.root.get(_BASE, "")
        for group in self.root.findall(f"{self.space}resources"):
            for resource in group.findall(f"{self.space}resource"):
                base = top + group.get(_BASE, "") + resource.get(_BASE, "")
                found.setdefault(resource.get("identifier", ""), (resource, base))
        return found

    def manifest(self) -> PackageManifest:
        """The whole manifest as a record; raises ManifestError without an organization."""
        organization = self._organization()
        units = tuple(self._units(organization))
        return PackageManifest(
            self.standard, self.edition, self._title(organization), units, tuple(self._files())
        )

    def _organization(self) -> Element:
        organizations = self.root.find(f"{self.space}organizations")
        every = [] if organizations is None else organizations.findall(f"{self.space}organization")
        if organizations is None or not every:
            raise ManifestError(stop(PackageRule.NOTHING_TO_LAUNCH, NAME))
        default = organizations.get("default")
        return next((each for each in every if each.get("identifier") == default), every[0])

    def _title(self, element: Element) -> str:
        return " ".join(element.findtext(f"{self.space}title", "").split())[:_LONGEST_TITLE]

    def _files(self) -> Iterator[str]:
        """Paths that resources list; what leads outside the package is a finding."""
        for resource, base in self.resources.values():
            for file in resource.findall(f"{self.space}file"):
                address = base + file.get("href", "")
                path = path_inside(address)
                if path is None:
                    self._note(PackageRule.EXTERNAL_ADDRESS, Level.FIX, address=address[:300])
                elif path:
                    yield path

    def _units(self, parent: Element) -> Iterator[LaunchUnit]:
        for item in parent.findall(f"{self.space}item"):
            reference = item.get("identifierref")
            if reference and reference in self.resources:
                yield self._unit(item, *self.resources[reference])
            elif reference:
                self._note(PackageRule.LAUNCH_MISSING, Level.STOP, address=reference[:300])
            yield from self._units(item)

    def _unit(self, item: Element, resource: Element, base: str) -> LaunchUnit:
        address = with_parameters(base + resource.get("href", ""), item.get("parameters", ""))
        path = path_inside(address)
        if not path:
            rule = PackageRule.LAUNCH_OUTSIDE if path is None else PackageRule.LAUNCH_MISSING
            self._note(rule, Level.STOP, address=address[:300])
        sequencing = self._sequencing(item)
        return LaunchUnit(
            key=item.get("identifier", "")[: _LONGEST_KEY + 1],
            title=self._title(item),
            href=address_of(path, address) if path else "",
            is_sco=_kind(resource) == "sco",
            mastery=self._mastery(item, sequencing),
            launch_data=self._adl(item, "dataFromLMS")[:_LONGEST_DATA],
            max_time_seconds=self._max_time(item, sequencing),
            time_limit_action=self._adl(item, "timeLimitAction"),
            completion_threshold=self._threshold(item),
            objectives=tuple(_objectives(sequencing)),
        )

    def _adl_element(self, item: Element, name: str) -> Element | None:
        """A child in an ADL namespace; SCORM 1.2 writes the names in small letters."""
        wanted = {f"{{{space}}}{each}" for space in _ADL for each in (name, name.lower())}
        return next((child for child in item if child.tag in wanted), None)

    def _adl(self, item: Element, name: str) -> str:
        element = self._adl_element(item, name)
        return (element.text or "").strip() if element is not None else ""

    def _sequencing(self, item: Element) -> list[Element]:
        """An item's sequencing and the one of the collection that it names, in this order."""
        own = item.find(f"{_SEQUENCING}sequencing")
        if own is None:
            return []
        shared = self.root.findall(f"{_SEQUENCING}sequencingCollection/{_SEQUENCING}sequencing")
        reference = own.get("IDRef")
        return [own, *(each for each in shared if reference and each.get("ID") == reference)]

    def _mastery(self, item: Element, sequencing: list[Element]) -> float | None:
        """The passing score as a share of 1: masteryscore, or minNormalizedMeasure when used."""
        if self.is_12:
            score = self._number(self._adl(item, "masteryScore"), "masteryscore", (0, 100))
            return None if score is None else score / 100
        primary = _first(sequencing, f"{_SEQUENCING}objectives/{_SEQUENCING}primaryObjective")
        if primary is None or primary.get("satisfiedByMeasure", "false") not in ("true", "1"):
            return None
        text = primary.findtext(f"{_SEQUENCING}minNormalizedMeasure", "1.0")
        return self._number(text.strip(), "minNormalizedMeasure", (-1, 1))

    def _threshold(self, item: Element) -> float | None:
        """Share of progress that completes: an attribute in the 4th edition, text in the 3rd."""
        element = self._adl_element(item, "completionThreshold")
        if self.is_12 or element is None:
            return None
        text = (element.text or "").strip()
        if text and "completedByMeasure" not in element.attrib:
            return self._number(text, "completionThreshold", (0, 1))
        if element.get("completedByMeasure", "false") not in ("true", "1"):
            return None
        return self._number(element.get("minProgressMeasure", "1.0"), "minProgressMeasure", (0, 1))

    def _max_time(self, item: Element, sequencing: list[Element]) -> int | None:
        if self.is_12:
            text, seconds_of = self._adl(item, "maxTimeAllowed"), seconds_of_timespan
        else:
            conditions = _first(sequencing, f"{_SEQUENCING}limitConditions")
            limit = None if conditions is None else conditions.get("attemptAbsoluteDurationLimit")
            text, seconds_of = limit or "", seconds_of_duration
        seconds = seconds_of(text) if text else None
        if text and seconds is None:
            self._note_value("maxtimeallowed", text)
        return None if seconds is None else int(seconds)

    def _number(self, text: str, element: str, bounds: tuple[int, int]) -> float | None:
        if not text:
            return None
        if re.fullmatch(r"-?\d{1,3}(\.\d{1,9})?", text, re.ASCII):
            number = float(text)
            if bounds[0] <= number <= bounds[1]:
                return number
        self._note_value(element, text)
        return None

    def _note_value(self, element: str, text: str) -> None:
        details = {"reason": "value", "element": element, "value": text[:80]}
        self._note(PackageRule.MANIFEST_UNREADABLE, Level.FIX, **details)

    def _note(self, rule: PackageRule, level: Level, **details: str) -> None:
        self.findings.append(PackageFinding(level, rule, NAME, details=details))


def _standard(root: Element, space: str) -> tuple[PackageStandard, str]:
    """Standard and edition, by the schema version and the namespace."""
    version = " ".join(root.findtext(f"{space}metadata/{space}schemaversion", "").split())
    known = root.tag in (f"{{{_IMS_12}}}manifest", f"{{{_IMS_2004}}}manifest")
    if known and (version == "1.2" or (not version and space == f"{{{_IMS_12}}}")):
        return PackageStandard.SCORM_12, "1.2"
    edition = _EDITION.fullmatch(version)
    if known and edition and space == f"{{{_IMS_2004}}}":
        return PackageStandard.SCORM_2004, edition[1].lower()
    raise ManifestError(stop(PackageRule.MANIFEST_STANDARD, NAME, version=version[:40]))


def _kind(resource: Element) -> str:
    """ "sco" or "asset"; the attribute is scormtype in SCORM 1.2 and scormType in SCORM 2004."""
    names = {f"{{{space}}}{name}" for space in _ADL for name in ("scormtype", "scormType")}
    return next((resource.get(name, "") for name in names if name in resource.attrib), "asset")


def _first(sequencing: list[Element], path: str) -> Element | None:
    found = (element.find(path) for element in sequencing)
    return next((each for each in found if each is not None), None)


def _objectives(sequencing: list[Element]) -> Iterator[str]:
    for group in [_first(sequencing, f"{_SEQUENCING}objectives")]:
        for objective in group if group is not None else ():
            if key := objective.get("objectiveID"):
                yield key[:_LONGEST_KEY]


def with_parameters(address: str, parameters: str) -> str:
    """An address with an item's parameters, put together as SCORM 2004 CAM 3.4.1.5 tells."""
    text = parameters.strip().lstrip("?&")
    if not text:
        return address
    if text.startswith("#"):
        return address if "#" in address else address + text
    before, sign, fragment = address.partition("#")
    return before + ("&" if "?" in before else "?") + text + sign + fragment
