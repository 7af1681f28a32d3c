"""A hostile or broken manifest is a finding, before anything in it is believed."""

import pytest

from curriculum.domain.packages import Level, PackageLimits, PackageRule
from curriculum.scorm.manifest import read_manifest
from tests.packages.builders import UNIT, Unit, course, manifest12, page
from tests.packages.test_manifests import reading_of, rules_of

LIMITS = PackageLimits()
R = PackageRule


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
