"""Keeps the files of a pack under their own hashes, and gives them back only when they fit."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol, TypedDict, cast

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from credentials.domain.canonical import Json, canonical
from credentials.domain.pack import (
    MANIFEST_SCHEMA,
    SCHEMA_VERSION,
    PackDraft,
    PackFileEntry,
    PackFramework,
)
from credentials.models import EvidencePack
from credentials.rendering.pack_content import Object, PackContent
from credentials.rendering.pack_data import centre_json, coverage_json
from credentials.signing.seals import BrokenSealError

PIECE = 1024 * 1024


class Hashed(NamedTuple):
    """SHA-256 in hex and size of a file."""

    sha256: str
    size: int


class Kept(TypedDict):
    """What describes a drawn pack: what to sign, where files lie, what a page shows."""

    draft: PackDraft
    stored: dict[str, str]
    summary: Object


class Readable(Protocol):
    """Anything whose bytes come piece by piece."""

    def read(self, size: int, /) -> bytes: ...


def hash_of(file: Readable) -> Hashed:
    """Hash and size of a file, read piece by piece."""
    digest, size = hashlib.sha256(), 0
    while piece := file.read(PIECE):
        digest.update(piece)
        size += len(piece)
    return Hashed(digest.hexdigest(), size)


def hash_of_path(path: Path) -> Hashed:
    """Hash and size of a file on disk."""
    with path.open("rb") as file:
        return hash_of(file)


def keep_files(pack: EvidencePack, content: PackContent, paths: Mapping[str, Path]) -> str:
    """Keep the files and what describes them under their hashes; returns the latter's name."""
    hashed = {name: hash_of_path(path) for name, path in paths.items()}
    stored = {name: _keep_path(path, hashed[name].sha256) for name, path in paths.items()}
    summary = summary_of(content)
    described: dict[str, Json] = {
        "draft": cast(Json, draft_of(pack, content, hashed)),
        "stored": cast(Json, stored),
        "summary": summary,
    }
    text = canonical(described)
    return _keep_text(text)


def summary_of(content: PackContent) -> Object:
    """What the page of a pack shows: counts, no names."""
    return {
        "coverage": coverage_json(content.coverage),
        "groups": [{"key": key, "title": title} for key, title in content.view.groups],
        "people": content.people_count,
        "left_since": content.left_since,
        "requirements": len(content.columns),
        "demonstration": content.demonstration,
    }


def draft_of(pack: EvidencePack, content: PackContent, hashed: Mapping[str, Hashed]) -> PackDraft:
    """What the signer is asked to sign."""
    view = content.view
    return PackDraft(
        schema=MANIFEST_SCHEMA,
        schema_version=SCHEMA_VERSION,
        centre=centre_json(pack),
        kind=pack.kind,
        framework=PackFramework(key=view.key, title=view.title, edition=view.edition),
        product=content.product,
        status_on=content.on.isoformat(),
        scope=content.scope.as_json(),
        data_sha256=content.data_sha256,
        summary_sha256=hashlib.sha256(canonical(summary_of(content)).encode()).hexdigest(),
        code=content.code,
        files=[
            PackFileEntry(name=name, sha256=each.sha256, size=each.size)
            for name, each in sorted(hashed.items())
        ],
    )


def _stored_name(sha256: str, ending: str) -> str:
    return f"packs/{sha256[:2]}/{sha256}{ending}"


def _keep_path(path: Path, sha256: str) -> str:
    name = _stored_name(sha256, path.suffix)
    store = storages["private"]
    if store.exists(name):
        return name
    with path.open("rb") as file:
        return store.save(name, File(file))


def _keep_text(text: str) -> str:
    raw = text.encode()
    name = _stored_name(hashlib.sha256(raw).hexdigest(), ".json")
    store = storages["private"]
    return name if store.exists(name) else store.save(name, ContentFile(raw))


def kept_of(pack: EvidencePack) -> Kept:
    """What describes a drawn pack; raises BrokenSealError when it is no longer what was kept."""
    with storages["private"].open(pack.data_file) as file:
        raw = file.read()
    if Path(pack.data_file).stem != hashlib.sha256(raw).hexdigest():
        raise BrokenSealError("the description of the pack differs from what was kept")
    return cast(Kept, json.loads(raw))


def signed_summary(pack: EvidencePack, sha256: str) -> Object:
    """The counts of a pack as they were signed; raises BrokenSealError for any other."""
    summary = kept_of(pack)["summary"]
    if hashlib.sha256(canonical(summary).encode()).hexdigest() != sha256:
        raise BrokenSealError("the summary of the pack is not the one that was signed")
    return summary


def check_files(kept: Kept) -> None:
    """Read every file again; raises BrokenSealError for one that differs from what was kept."""
    for entry in kept["draft"]["files"]:
        open_stored(kept["stored"][entry["name"]], entry).close()


def open_stored(stored: str, entry: PackFileEntry) -> File:
    """One file, from its start; raises BrokenSealError when its content is another now."""
    file = storages["private"].open(stored)
    if hash_of(file) != (entry["sha256"], entry["size"]):
        file.close()
        raise BrokenSealError("the kept file differs from what was drawn")
    file.seek(0)
    return file
