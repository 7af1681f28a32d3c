"""Looks through an unpacked package: its links, its behaviour, its accessibility, its words."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from curriculum.domain.packages import Level, PackageFinding, PackageManifest, PackageRule, Step
from curriculum.domain.promotion import PromotionContext
from curriculum.scorm.inspect_accessibility import accessibility_findings
from curriculum.scorm.inspect_behaviour import behaviour_findings
from curriculum.scorm.inspect_links import link_findings
from curriculum.scorm.inspect_promotion import promotion_findings_of
from curriculum.scorm.inspect_sources import Sources, read_sources
from curriculum.scorm.sandbox import found_files
from curriculum.scorm.zip_directory import stop

MOST_FINDINGS = 200
_MOST_FILES = 5_000
_OF_ONE_RULE = 20  # findings of one rule in one file
_ORDER = {Level.STOP: 0, Level.FIX: 1, Level.NOTE: 2}
STEPS = (Step.LINKS, Step.ACCESSIBILITY, Step.PROMOTION)


def inspect(
    folder: Path, manifest: PackageManifest, context: PromotionContext
) -> list[PackageFinding]:
    """Everything found in an unpacked package, the severest first, 200 at the most.

    When there is more, the details of the last one say how many more. OSError passes through.
    """
    return bounded(
        [
            finding
            for found in inspect_by_step(folder, manifest, context).values()
            for finding in found
        ]
    )


def inspect_by_step(
    folder: Path, manifest: PackageManifest, context: PromotionContext
) -> dict[Step, list[PackageFinding]]:
    """What each step of the check finds; a damaged folder stops at the first."""
    names = found_files(folder, _MOST_FILES)
    if names is None:
        return {Step.LINKS: [stop(PackageRule.DAMAGED, reason="files")]}
    sources = read_sources(folder, names)
    pages = [source for source in sources.read if source.is_page]
    return {
        Step.LINKS: list(_once(_link_step(sources, names))),
        Step.ACCESSIBILITY: [each for page in pages for each in accessibility_findings(page)],
        Step.PROMOTION: list(_once(promotion_findings_of(sources.read, manifest, context))),
    }


def _link_step(sources: Sources, names: dict[str, int]) -> Iterator[PackageFinding]:
    yield from sources.findings
    for source in sources.read:
        yield from link_findings(source, names)
        yield from behaviour_findings(source)


def _once(findings: Iterator[PackageFinding] | list[PackageFinding]) -> Iterator[PackageFinding]:
    """Each thing once, and no more than twenty of one rule in one file."""
    told: set[tuple[str, ...]] = set()
    counts: dict[tuple[str, str], int] = {}
    for each in findings:
        what = (each.rule, each.file, *sorted(each.details.values()))
        place = (each.rule, each.file)
        if what in told or counts.get(place, 0) >= _OF_ONE_RULE:
            continue
        told.add(what)
        counts[place] = counts.get(place, 0) + 1
        yield each


def bounded(findings: list[PackageFinding]) -> list[PackageFinding]:
    """The severest 200; the last says in `more` how many were left out."""
    ordered = sorted(findings, key=lambda each: _ORDER[each.level])
    if len(ordered) <= MOST_FINDINGS:
        return ordered
    kept, more = ordered[:MOST_FINDINGS], len(ordered) - MOST_FINDINGS
    return [*kept[:-1], replace(kept[-1], details={**kept[-1].details, "more": str(more)})]
