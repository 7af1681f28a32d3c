"""A manifest of each standard becomes plain records; a hostile or broken one is a finding."""

from dataclasses import replace

import pytest

from curriculum.domain.packages import (
    LaunchUnit,
    Level,
    PackageLimits,
    PackageManifest,
    PackageRule,
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
R = PackageRule
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
                ),
            ),
            (), ("en",),
        ),
    )  # fmt: skip


def test_a_manifest_survives_being_stored(tmp_path):
    files = {"imsmanifest.xml": manifest12(), "unit-1.html": page()}
    manifest = reading_of(tmp_path, files).manifest
    assert from_json(as_json(manifest)) == manifest


def _billion():
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE m [<!ENTITY l0 "lol">{lines}]><manifest>&l9;</manifest>'


HOSTILE_XML = {
    "external entity": (
        '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]><manifest>&x;</manifest>',
        R.MANIFEST_ENTITIES,
    ),
    "parameter entity": (
        '<!DOCTYPE m [<!ENTITY % x SYSTEM "http://127.0.0.1/x.dtd">%x;]><manifest/>',
        R.MANIFEST_ENTITIES,
    ),
    "document type": ('<!DOCTYPE m SYSTEM "m.dtd"><manifest/>', R.MANIFEST_ENTITIES),
    "billion laughs": (_billion(), R.MANIFEST_ENTITIES),
    "quadratic": (
        f'<!DOCTYPE m [<!ENTITY x "{"x" * 50_000}">]><m>{"&x;" * 5_000}</m>', R.MANIFEST_ENTITIES
    ),
    "huge attribute": (f'<manifest a="{"x" * 1_000_000}"/>', R.MANIFEST_TOO_LARGE),
    "many attributes": (
        "<manifest " + " ".join(f"a{n}=''" for n in range(50_000)) + "/>", R.MANIFEST_TOO_LARGE
    ),
    "deep": ("<a>" * 200_000, R.MANIFEST_TOO_LARGE),
    "many elements": (f"<manifest>{'<a/>' * 90_000}</manifest>", R.MANIFEST_TOO_LARGE),
    "too large": (f"<manifest>{' ' * 3_000_000}</manifest>", R.MANIFEST_TOO_LARGE),
    "utf-7": ('<?xml version="1.0" encoding="utf-7"?>+ADwAbQ-', R.MANIFEST_UNREADABLE),
    "ebcdic": ('<?xml version="1.0" encoding="cp037"?><m/>', R.MANIFEST_UNREADABLE),
    "utf-16 without mark": ("<manifest/>".encode("utf-16-le"), R.MANIFEST_UNREADABLE),
    "utf-32": ("<manifest/>".encode("utf-32"), R.MANIFEST_UNREADABLE),
    "not utf-8": (b"<manifest>\xff</manifest>", R.MANIFEST_UNREADABLE),
    "unknown entity": ("<manifest>&nbsp;</manifest>", R.MANIFEST_UNREADABLE),
    "not closed": ("<manifest>", R.MANIFEST_UNREADABLE),
    "empty": ("", R.MANIFEST_UNREADABLE),
    "something else": ("<html/>", R.MANIFEST_STANDARD),
}  # fmt: skip


@pytest.mark.parametrize(("content", "rule"), HOSTILE_XML.values(), ids=HOSTILE_XML)
@pytest.mark.parametrize("name", ["imsmanifest.xml", "cmi5.xml"])
def test_hostile_xml_is_refused_before_it_is_understood(tmp_path, name, content, rule):
    reading = reading_of(tmp_path, {name: content})
    assert (reading.manifest, rules_of(reading)) == (None, [("stop", rule.value)])


def changed(old, new, files=None):
    """Files of a SCORM 1.2 package whose manifest is changed in one place."""
    assert old in manifest12()
    manifest = manifest12().replace(old, new)
    return {"imsmanifest.xml": manifest, "unit-1.html": page(), **(files or {})}


HREF = 'href="unit-1.html">'
ITEM = '<item identifier="unit-1"'
BROKEN = {
    "no manifest": ({"a.html": page()}, [("stop", "manifest_missing")]),
    "manifest in a folder": (
        {"p/imsmanifest.xml": manifest12(), "p/unit-1.html": page()},
        [("stop", "manifest_missing")],
    ),
    "other edition": (
        changed("<schemaversion>1.2", "<schemaversion>2004 2nd Edition"),
        [("stop", "manifest_standard")],
    ),
    "no organization": (
        {"imsmanifest.xml": manifest12([]).replace("organization", "other")},
        [("stop", "nothing_to_launch")],
    ),
    "no unit": ({"imsmanifest.xml": manifest12([])}, [("stop", "nothing_to_launch")]),
    "launch elsewhere": (
        changed(HREF, 'href="https://example.org/a.html">'), [("stop", "launch_outside")]
    ),
    "launch by another scheme": (
        changed(HREF, 'href="javascript:alert(1)">'), [("stop", "launch_outside")]
    ),
    "launch above": (changed(HREF, 'href="../a.html">'), [("stop", "launch_outside")]),
    "launch above, hidden": (
        changed(HREF, 'href="a/%2e%2e/%2e%2e/b.html">'), [("stop", "launch_outside")]
    ),
    "launch missing": (changed(HREF, 'href="a.html">'), [("stop", "launch_missing")]),
    "launch not said": (changed(HREF, ">"), [("stop", "launch_missing")]),
    "resource missing": (
        changed('identifierref="res-unit-1"', 'identifierref="other"'),
        [("stop", "launch_missing"), ("stop", "nothing_to_launch")],
    ),
    "two of one name": (
        {"imsmanifest.xml": manifest12([UNIT, UNIT]), "unit-1.html": page()},
        [("stop", "manifest_unreadable")],
    ),
    "long name": (
        {"imsmanifest.xml": manifest12([Unit(key="k" * 300)]), "unit-1.html": page()},
        [("stop", "manifest_unreadable")],
    ),
    "listed file missing": (
        changed('<file href="unit-1.html"/>', '<file href="unit-1.html"/><file href="b.js"/>'),
        [("fix", "listed_file_missing")],
    ),
    "unlisted files": (
        changed(ITEM, ITEM, {"b.js": "1", "c.js": "2", "ims.xsd": "<a/>"}),
        [("note", "unlisted_file")],
    ),
    "no number": (
        changed("</item>", "<adlcp:masteryscore>high</adlcp:masteryscore></item>"),
        [("fix", "manifest_unreadable")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), BROKEN.values(), ids=BROKEN)
def test_what_is_wrong_in_a_manifest_is_found(tmp_path, files, expected):
    assert rules_of(reading_of(tmp_path, files)) == expected


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        (Unit(href="https://example.org/au.html"), [("stop", "launch_outside")]),
        (Unit(href="//example.org/au.html"), [("stop", "launch_outside")]),
        (Unit(href="../au.html"), [("stop", "launch_outside")]),
        (Unit(href="au.html"), [("stop", "launch_missing")]),
        (Unit(href=""), [("stop", "launch_missing")]),
        (Unit(attributes={"moveOn": "Later"}), [("stop", "manifest_unreadable")]),
        (Unit(attributes={"masteryScore": "80"}), [("stop", "manifest_unreadable")]),
        (Unit(attributes={"launchMethod": "Popup"}), [("stop", "manifest_unreadable")]),
    ],
)
def test_what_is_wrong_in_a_course_is_found(tmp_path, unit, expected):
    reading = reading_of(tmp_path, {"cmi5.xml": course([unit]), "unit-1.html": page()})
    assert rules_of(reading) == expected


def test_a_name_that_differs_by_case_is_told(tmp_path):
    files = {"imsmanifest.xml": manifest12(), "Unit-1.html": page()}
    missing = [each.details for each in reading_of(tmp_path, files).findings[:1]]
    assert missing == [{"address": "unit-1.html", "similar": "Unit-1.html"}]


def test_a_link_in_the_folder_is_never_read(tmp_path):
    (tmp_path / "imsmanifest.xml").symlink_to("/etc/hostname")
    reading = read_manifest(tmp_path, LIMITS)
    assert [(each.level, each.rule) for each in reading.findings] == [(Level.STOP, R.DAMAGED)]


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
