"""Small honest packages of each standard, as bytes of a zip archive."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

Files = Mapping[str, bytes | str]
MOMENT = (2026, 5, 4, 10, 0, 0)


@dataclass(frozen=True)
class Unit:
    """One SCO or assignable unit; `extra` is XML put into its item (or into its au)."""

    key: str = "unit-1"
    title: str = "Fictoleucel: giving the infusion"
    href: str = "unit-1.html"
    parameters: str = ""
    extra: str = ""
    is_sco: bool = True
    attributes: Mapping[str, str] = field(default_factory=dict)


UNIT = Unit()


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these files, always the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, MOMENT), content, compress_type=method)
    return out.getvalue()


def kept(folder: Path, content: bytes, name: str = "package.zip") -> Path:
    """The archive as a file in a folder."""
    path = folder / name
    path.write_bytes(content)
    return path


def page(title: str = "A page", body: str = "<p>Text.</p>", head: str = "") -> str:
    """An accessible page that loads nothing from anywhere."""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">'
        f"<title>{escape(title)}</title>{head}</head>\n<body>{body}</body>\n</html>\n"
    )


def _pages(units: Sequence[Unit]) -> dict[str, bytes | str]:
    return {unit.href.split("?")[0].split("#")[0]: page(unit.title) for unit in units}


def _items(units: Sequence[Unit]) -> str:
    return "".join(
        f"<item identifier={quoteattr(unit.key)} identifierref={quoteattr('res-' + unit.key)}"
        + (f" parameters={quoteattr(unit.parameters)}" if unit.parameters else "")
        + f"><title>{escape(unit.title)}</title>{unit.extra}</item>"
        for unit in units
    )


def _resources(units: Sequence[Unit], attribute: str) -> str:
    return "".join(
        f"<resource identifier={quoteattr('res-' + unit.key)} type='webcontent'"
        f" adlcp:{attribute}='{'sco' if unit.is_sco else 'asset'}' href={quoteattr(unit.href)}>"
        f"<file href={quoteattr(unit.href.split('?')[0])}/></resource>"
        for unit in units
    )


def manifest12(units: Sequence[Unit] = (UNIT,), title: str = "Fictoleucel") -> str:
    """imsmanifest.xml of SCORM 1.2."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<manifest identifier="m" version="1.0"'
        ' xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"'
        ' xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">'
        "<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>"
        f'<organizations default="o"><organization identifier="o"><title>{escape(title)}</title>'
        f"{_items(units)}</organization></organizations>"
        f"<resources>{_resources(units, 'scormtype')}</resources></manifest>"
    )


def manifest2004(
    units: Sequence[Unit] = (UNIT,), title: str = "Fictoleucel", edition: str = "4th"
) -> str:
    """imsmanifest.xml of SCORM 2004, "3rd" or "4th" edition."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>'
        '<manifest identifier="m" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"'
        ' xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3"'
        ' xmlns:imsss="http://www.imsglobal.org/xsd/imsss">'
        "<metadata><schema>ADL SCORM</schema>"
        f"<schemaversion>2004 {edition} Edition</schemaversion></metadata>"
        f'<organizations default="o"><organization identifier="o"><title>{escape(title)}</title>'
        f"{_items(units)}</organization></organizations>"
        f"<resources>{_resources(units, 'scormType')}</resources></manifest>"
    )


def course(units: Sequence[Unit] = (UNIT,), title: str = "Fictoleucel") -> str:
    """cmi5.xml; a unit's key becomes its id under example.org, its attributes the au's."""
    aus = "".join(
        f"<au id={quoteattr('https://example.org/au/' + unit.key)}"
        + "".join(f" {name}={quoteattr(text)}" for name, text in unit.attributes.items())
        + f'><title><langstring lang="en">{escape(unit.title)}</langstring></title>'
        '<description><langstring lang="en">About it.</langstring></description>'
        f"<url>{escape(unit.href)}</url>{unit.extra}</au>"
        for unit in units
    )
    return (
        '<?xml version="1.0" encoding="utf-8"?><courseStructure'
        ' xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">'
        f'<course id="https://example.org/course"><title><langstring lang="en">{escape(title)}'
        '</langstring></title><description><langstring lang="en">About it.</langstring>'
        f"</description></course>{aus}</courseStructure>"
    )


def scorm12(units: Sequence[Unit] = (UNIT,), files: Files | None = None) -> bytes:
    """A SCORM 1.2 package; each unit has a page unless `files` holds it."""
    return zipped({"imsmanifest.xml": manifest12(units), **_pages(units), **(files or {})})


def scorm2004(
    units: Sequence[Unit] = (UNIT,), files: Files | None = None, edition: str = "4th"
) -> bytes:
    """A SCORM 2004 package of the "3rd" or "4th" edition."""
    manifest = manifest2004(units, edition=edition)
    return zipped({"imsmanifest.xml": manifest, **_pages(units), **(files or {})})


def cmi5(units: Sequence[Unit] = (UNIT,), files: Files | None = None) -> bytes:
    """A cmi5 package."""
    return zipped({"cmi5.xml": course(units), **_pages(units), **(files or {})})
