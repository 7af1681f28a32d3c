"""A manifest of each standard becomes plain records; a hostile or broken one is a finding."""

from dataclasses import replace

import pytest

from curriculum.domain.packages import (
    LaunchUnit,
    PackageLimits,
    PackageManifest,
    PackageStandard,
)
from curriculum.scorm.manifest import as_json, from_json, read_manifest
from curriculum.scorm.package_paths import path_inside
from curriculum.scorm.sandbox import run_unpack
from curriculum.scorm.scorm_manifest import with_parameters
from tests.packages.builders import (
    UNIT,
    Unit,
    cmi5,
    course,
    kept,
    manifest12,
    manifest2004,
    page,
    scorm12,
    scorm2004,
)

LIMITS = PackageLimits()
TITLE = "Fictoleucel: giving the infusion"


def reading_of(folder, files):
    """What is read from a folder with these files."""
    for name, content in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_manifest(folder, LIMITS)


def rules_of(reading):
    """Level and rule of each finding."""
    return [(each.level.value, each.rule.value) for each in reading.findings]


@pytest.mark.parametrize(
    ("content", "standard", "edition", "key"),
    [
        (scorm12(), PackageStandard.SCORM_12, "1.2", "unit-1"),
        (scorm2004(edition="3rd"), PackageStandard.SCORM_2004, "3rd", "unit-1"),
        (scorm2004(), PackageStandard.SCORM_2004, "4th", "unit-1"),
        (cmi5(), PackageStandard.CMI5, "1.0", "https://example.org/au/unit-1"),
    ],
)
def test_an_honest_package_of_each_standard_is_unpacked_and_read(
    tmp_path, content, standard, edition, key
):
    result = run_unpack(kept(tmp_path, content), tmp_path / "package", LIMITS, lambda _: None)
    reading = read_manifest(tmp_path / "package", LIMITS)
    assert (result.findings, reading.findings) == ((), ())
    manifest = reading.manifest
    assert (manifest.standard, manifest.edition, manifest.title) == (
        standard, edition, "Fictoleucel"
    )  # fmt: skip
    assert [(unit.key, unit.title, unit.href) for unit in manifest.units] == [
        (key, TITLE, "unit-1.html")
    ]


def test_scorm_12_hands_over_mastery_time_and_launch_data(tmp_path):
    extra = (
        "<adlcp:maxtimeallowed>00:45:00</adlcp:maxtimeallowed>"
        "<adlcp:timelimitaction>exit,message</adlcp:timelimitaction>"
        "<adlcp:datafromlms>level=2</adlcp:datafromlms>"
        "<adlcp:masteryscore>80</adlcp:masteryscore>"
    )
    unit = replace(UNIT, extra=extra, parameters="?lang=en")
    reading = reading_of(tmp_path, {"imsmanifest.xml": manifest12([unit]), "unit-1.html": page()})
    assert reading.findings == ()
    assert reading.manifest.units == (
        LaunchUnit(
            key="unit-1", title=TITLE, href="unit-1.html?lang=en", mastery=0.8,
            launch_data="level=2", max_time_seconds=2_700, time_limit_action="exit,message",
        ),
    )  # fmt: skip


SEQUENCING = (
    '<imsss:sequencing><imsss:limitConditions attemptAbsoluteDurationLimit="PT1H30M"/>'
    '<imsss:objectives><imsss:primaryObjective objectiveID="main" satisfiedByMeasure="true">'
    "<imsss:minNormalizedMeasure>0.75</imsss:minNormalizedMeasure></imsss:primaryObjective>"
    '<imsss:objective objectiveID="dose"/></imsss:objectives></imsss:sequencing>'
)


@pytest.mark.parametrize(
    ("edition", "threshold", "expected"),
    [
        ("4th", '<adlcp:completionThreshold completedByMeasure="true" minProgressMeasure="0.6"/>',
         0.6),
        ("4th", '<adlcp:completionThreshold completedByMeasure="true"/>', 1.0),
        ("4th", '<adlcp:completionThreshold completedByMeasure="false"/>', None),
        ("3rd", "<adlcp:completionThreshold>0.9</adlcp:completionThreshold>", 0.9),
    ],
)  # fmt: skip
def test_scorm_2004_hands_over_measure_threshold_and_objectives(
    tmp_path, edition, threshold, expected
):
    extra = (
        "<adlcp:timeLimitAction>continue,no message</adlcp:timeLimitAction>"
        f"<adlcp:dataFromLMS>x</adlcp:dataFromLMS>{threshold}{SEQUENCING}"
    )
    manifest = manifest2004([replace(UNIT, extra=extra)], edition=edition)
    reading = reading_of(tmp_path, {"imsmanifest.xml": manifest, "unit-1.html": page()})
    assert (reading.findings, reading.manifest.units) == (
        (),
        (
            LaunchUnit(
                key="unit-1", title=TITLE, href="unit-1.html", mastery=0.75, launch_data="x",
                max_time_seconds=5_400, time_limit_action="continue,no message",
                completion_threshold=expected, objectives=("main", "dose"),
            ),
        ),
    )  # fmt: skip


def test_sequencing_may_stand_in_a_collection(tmp_path):
    own = '<imsss:sequencing IDRef="shared"/>'
    shared = SEQUENCING.replace("<imsss:sequencing>", '<imsss:sequencing ID="shared">')
    manifest = manifest2004([replace(UNIT, extra=own)]).replace(
        "</manifest>",
        f"<imsss:sequencingCollection>{shared}</imsss:sequencingCollection></manifest>",
    )
    reading = reading_of(tmp_path, {"imsmanifest.xml": manifest, "unit-1.html": page()})
    assert [unit.mastery for unit in reading.manifest.units] == [0.75]


def test_bases_nested_items_and_the_default_organization_are_followed(tmp_path):
    manifest = manifest12().replace('version="1.0"', 'version="1.0" xml:base="content/"')
    manifest = manifest.replace("<resources>", '<resources xml:base="en/">')
    manifest = manifest.replace('href="unit-1.html">', 'href="a%20b.html" xml:base="x/">')
    manifest = manifest.replace('<file href="unit-1.html"/>', "")
    manifest = manifest.replace(
        '<item identifier="unit-1"',
        '<item identifier="part"><title>Part</title><item identifier="unit-1"',
    ).replace("</item></organization>", "</item></item></organization>")
    manifest = manifest.replace(
        '<organization identifier="o">',
        '<organization identifier="other"><title>No</title></organization>'
        '<organization identifier="o">',
    )
    files = {"imsmanifest.xml": manifest, "content/en/x/a b.html": page()}
    reading = reading_of(tmp_path, files)
    assert (reading.findings, reading.manifest.title) == ((), "Fictoleucel")
    assert [unit.href for unit in reading.manifest.units] == ["content/en/x/a%20b.html"]


def test_cmi5_hands_over_mastery_move_on_and_launch(tmp_path):
    attributes = {
        "moveOn": "CompletedAndPassed",
        "masteryScore": "0.8",
        "launchMethod": "OwnWindow",
    }
    extra = "<launchParameters>{&quot;a&quot;:1}</launchParameters>"
    unit = Unit(href="a/start.html?mode=1", attributes=attributes, extra=extra)
    content = course([unit]).replace("<au ", '<block id="https://example.org/b"><au ')
    content = content.replace("</au>", "</au></block>")
    reading = reading_of(tmp_path, {"cmi5.xml": content, "a/start.html": page()})
    assert (reading.findings, reading.manifest) == (
        (),
        PackageManifest(
            PackageStandard.CMI5, "1.0", "Fictoleucel",
            (
                LaunchUnit(
                    key="https://example.org/au/unit-1", title=TITLE, href="a/start.html?mode=1",
                    mastery=0.8, launch_data='{"a":1}', move_on="CompletedAndPassed",
                    launch_method="OwnWindow", activity_id="https://example.org/au/unit-1",
                    blocks=("https://example.org/b",),
                ),
            ),
            (), ("en",), "https://example.org/course",
        ),
    )  # fmt: skip


def test_a_manifest_survives_being_stored(tmp_path):
    files = {"imsmanifest.xml": manifest12(), "unit-1.html": page()}
    manifest = reading_of(tmp_path, files).manifest
    assert from_json(as_json(manifest)) == manifest


@pytest.mark.parametrize(
    ("address", "folder", "path"),
    [
        ("a.html?x=1#y", "", "a.html"), ("./b/../a.html", "c", "c/a.html"),
        ("../a.html", "c", "a.html"), ("../a.html", "", None), ("%2e%2e/a.html", "", None),
        ("/a.html", "", None), ("//h/a", "", None), ("\\\\h\\a", "", None), ("a%5cb", "", None),
        ("http:a", "", None), (" java\nscript:x", "", None), ("a%00b", "", None),
        ("a%ff", "", None), ("", "", ""), ("#top", "", ""), ("%252e%252e/a", "", "%2e%2e/a"),
    ],
)  # fmt: skip
def test_an_address_leads_to_one_path_or_outside(address, folder, path):
    assert path_inside(address, folder) == path


@pytest.mark.parametrize(
    ("address", "parameters", "expected"),
    [
        ("a.html", "", "a.html"), ("a.html", "?x=1", "a.html?x=1"), ("a.html", "x=1", "a.html?x=1"),
        ("a.html?y=2", "&x=1", "a.html?y=2&x=1"), ("a.html", "#p", "a.html#p"),
        ("a.html#q", "#p", "a.html#q"), ("a.html#q", "?x=1", "a.html?x=1#q"),
        ("a.html", "??&x=1", "a.html?x=1"),
    ],
)  # fmt: skip
def test_parameters_are_added_as_the_standard_tells(address, parameters, expected):
    assert with_parameters(address, parameters) == expected
