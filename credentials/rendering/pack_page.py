"""What pages say of a pack: how far it is, its coverage, its files, its seal."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy

from credentials.domain.pack import (
    DATA,
    DRAWN,
    SIGNED,
    WORKBOOK,
    Manifest,
    PackFileEntry,
    scope_of,
)
from credentials.models import EvidencePack, InspectorLink, PackRecord
from credentials.queries.packs import record_of
from credentials.rendering.pack_words import (
    edition_words,
    left_words,
    role_words,
    scope_words,
)
from passport.jobs.models import Job, JobStatus

STALE_AFTER = timedelta(hours=24)
TITLES = {
    DRAWN: gettext_lazy("PDF to read and print"),
    WORKBOOK: gettext_lazy("Workbook (XLSX)"),
    DATA: gettext_lazy("List for computers (JSON)"),
    SIGNED: gettext_lazy("Signed list with the hash of every file (JSON)"),
}
CONTENT_TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".json": "application/json",
}


@dataclass(frozen=True)
class PackLine:
    """A pack with how far it is: waiting, running, stopped, signing or ready."""

    pack: EvidencePack
    state: str
    record: PackRecord | None = None

    @property
    def scope(self) -> str:
        """Whom it is about, in words."""
        return scope_words(scope_of(self.pack.scope))

    @property
    def standard(self) -> str:
        """The standard with its edition, in words."""
        framework = self.pack.framework
        return edition_words(framework.title, framework.edition)


def line_of(pack: EvidencePack, job: Job | None) -> PackLine:
    """How far a pack is, by its record, its files and its job."""
    record = record_of(pack)
    if record is not None:
        return PackLine(pack, "ready", record)
    if job is not None and job.status == JobStatus.FAILED:
        return PackLine(pack, "stopped")
    if pack.data_file:
        return PackLine(pack, "signing")
    running = job is not None and job.status == JobStatus.RUNNING
    return PackLine(pack, "running" if running else "waiting")


def is_stale(record: PackRecord, at: datetime) -> bool:
    """Whether so much time passed that a recount is worth offering."""
    return at - record.made_at > STALE_AFTER


def coverage_page(summary: dict[str, Any]) -> dict[str, Any]:
    """The coverage table of a pack: titles of groups, and a row per role."""
    return {
        "groups": [group["title"] for group in summary["groups"]],
        "rows": [
            {
                "role": role_words(row["role"]),
                "people": row["people"],
                "cells": [
                    {"title": group["title"], "figures": figures}
                    for group, figures in zip(summary["groups"], row["groups"], strict=True)
                ],
            }
            for row in summary["coverage"]
        ],
    }


def summary_page(summary: dict[str, Any]) -> dict[str, Any]:
    """Counts of a pack with its coverage."""
    return {
        "people": summary["people"],
        "requirements": summary["requirements"],
        "left": left_words(summary["left_since"]),
        "demonstration": summary["demonstration"],
        "coverage": coverage_page(summary),
    }


def files_page(record: PackRecord) -> list[dict[str, Any]]:
    """Every file with its title, size where it is known, and hash; in the order people want."""
    sizes = {entry["name"]: entry["size"] for entry in record.files}
    hashes = dict(record.hashes.values_list("name", "sha256"))
    return [
        {"name": name, "title": title, "size": sizes.get(name), "sha256": hashes[name]}
        for name, title in TITLES.items()
        if name in hashes
    ]


def manifest_page(manifest: Manifest) -> dict[str, Any]:
    """A manifest in words: whose pack, of which day, against which edition."""
    centre, framework = manifest["centre"], manifest["framework"]
    return {
        "kind": manifest["kind"],
        "centre": f"{centre['name']}, {centre['city']}",
        "framework": edition_words(framework["title"], framework["edition"]),
        "product": manifest["product"],
        "status_on": manifest["status_on"],
        "made_at": datetime.fromisoformat(manifest["made_at"]),
        "scope": scope_words(scope_of(manifest["scope"])),
        "data_sha256": manifest["data_sha256"],
        "code": manifest["code"],
        "files": [
            {**entry, "title": TITLES.get(entry["name"], entry["name"])}
            for entry in sorted(manifest["files"], key=_place)
        ],
    }


def _place(entry: PackFileEntry) -> int:
    """Files in the order people want; what we do not know comes last."""
    known = list(TITLES)
    return known.index(entry["name"]) if entry["name"] in known else len(known)


def file_name(pack: EvidencePack, name: str) -> str:
    """Under which name a file is saved: it says its day."""
    stem, _dot, ending = name.rpartition(".")
    return f"{stem}-{pack.status_on.isoformat()}.{ending}"


def link_page(link: InspectorLink, at: datetime) -> dict[str, Any]:
    """A link with its state: open, closed or over."""
    state = "closed" if link.closed_at else "open" if at < link.expires_at else "over"
    return {"link": link, "state": state}
