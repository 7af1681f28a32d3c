"""Evidence packs as plain records: scope, verification code, and the manifest that is signed."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict, cast

from credentials.domain.canonical import Json, Shape, canonical, fits, read_canonical
from credentials.domain.numbers import ALPHABET, CODE_LENGTH

DATA_SCHEMA = "cart-passport/evidence-pack"
MANIFEST_SCHEMA = "cart-passport/evidence-pack-manifest"
SCHEMA_VERSION = 1
DRAWN, WORKBOOK, DATA, SIGNED = "pack.pdf", "pack.xlsx", "pack.json", "pack-signed.json"
FILE_NAMES = (DRAWN, WORKBOOK, DATA, SIGNED)
_CODE_DOMAIN = b"cart-passport evidence pack code v1\n"
_DIGEST_BITS = 256


class WrongPackError(ValueError):
    """A text is not what we write about a pack."""


@dataclass(frozen=True)
class Scope:
    """Whom a pack is about: people with any of some roles, of one unit; with names or not.

    Without roles everybody, without a unit all units.
    """

    roles: tuple[str, ...] = ()
    unit: str = ""
    names: bool = True

    def includes(self, roles: Collection[str], unit: str) -> bool:
        """Whether somebody with these roles in this unit is meant."""
        fits_role = not self.roles or not set(self.roles).isdisjoint(roles)
        return fits_role and self.unit in {"", unit}

    def as_json(self) -> dict[str, Json]:
        """As kept with the pack and as signed."""
        return {"names": self.names, "roles": list(self.roles), "unit": self.unit}


def scope_of(kept: dict[str, Json]) -> Scope:
    """The scope as it was kept."""
    roles = cast(list[str], kept.get("roles", []))
    return Scope(tuple(roles), str(kept.get("unit", "")), bool(kept.get("names")))


def code_of_data(data_sha256: str) -> str:
    """The verification code of a pack, which is printed inside it.

    It is made of the data alone and not of the clock: the first 26 characters of the SHA-256,
    in Crockford's base 32, over a fixed line that names the purpose and the SHA-256 of the data.
    The same data always gets the same code, so several records may answer to one code.
    """
    digest = hashlib.sha256(_CODE_DOMAIN + bytes.fromhex(data_sha256)).digest()
    value = int.from_bytes(digest)
    places = range(_DIGEST_BITS - 5, _DIGEST_BITS - 5 * CODE_LENGTH - 1, -5)
    return "".join(ALPHABET[value >> place & 31] for place in places)


class PackFileEntry(TypedDict):
    """One file of a pack: its name, SHA-256 in hex and size in bytes."""

    name: str
    sha256: str
    size: int


class PackCentre(TypedDict):
    """Whose pack it is."""

    id: str
    name: str
    city: str
    country: str


class PackFramework(TypedDict):
    """The edition of a standard to which evidence is mapped."""

    key: str
    title: str
    edition: str


class PackDraft(TypedDict):
    """What is to be signed about a pack, before the signer adds its time and its key."""

    schema: str
    schema_version: int
    centre: PackCentre
    kind: str
    framework: PackFramework
    product: str
    status_on: str
    scope: dict[str, Json]
    data_sha256: str
    summary_sha256: str
    code: str
    files: list[PackFileEntry]


class Manifest(PackDraft):
    """What is signed about a pack."""

    made_at: str
    key_id: str


_DRAFT_SHAPE: dict[str, Shape] = {
    "schema": str,
    "schema_version": int,
    "centre": {"id": str, "name": str, "city": str, "country": str},
    "kind": str,
    "framework": {"key": str, "title": str, "edition": str},
    "product": str,
    "status_on": str,
    "scope": {"names": bool, "roles": [str], "unit": str},
    "data_sha256": str,
    "summary_sha256": str,
    "code": str,
    "files": [{"name": str, "sha256": str, "size": int}],
}
_MANIFEST_SHAPE: Shape = {**_DRAFT_SHAPE, "made_at": str, "key_id": str}


def check_draft(draft: PackDraft) -> PackDraft:
    """The draft itself; raises WrongPackError when something is missing, unknown or unlike."""
    if not fits(cast(Json, draft), _DRAFT_SHAPE):
        raise WrongPackError("a field is missing, unknown or of another kind")
    return draft


def completed(draft: PackDraft, *, made_at: datetime, key_id: str) -> str:
    """The canonical text of a manifest, as it is signed."""
    manifest = {**check_draft(draft), "made_at": made_at.isoformat(), "key_id": key_id}
    return canonical(cast(Json, manifest))


def read_manifest(text: str) -> Manifest:
    """The manifest of a canonical text; raises ValueError for any other text."""
    value = read_canonical(text)
    if not fits(value, _MANIFEST_SHAPE):
        raise WrongPackError("a field is missing, unknown or of another kind")
    manifest = cast(Manifest, value)
    if (manifest["schema"], manifest["schema_version"]) != (MANIFEST_SCHEMA, SCHEMA_VERSION):
        raise WrongPackError("the schema is not ours")
    return manifest


def signed_text(manifest: str, *, signature: str, key_id: str) -> str:
    """The signed list as people download it: manifest, signature and the id of the key."""
    body: dict[str, Json] = {
        "manifest": read_canonical(manifest),
        "signature": signature,
        "key_id": key_id,
    }
    return canonical(body)


class SignedManifest(TypedDict):
    """A signed list taken apart again; `manifest` is the text that was signed."""

    manifest: str
    signature: str
    key_id: str


def read_signed(text: str) -> SignedManifest:
    """Manifest, signature and key of a downloaded list; raises ValueError for any other text."""
    value = read_canonical(text)
    shape: Shape = {"manifest": _MANIFEST_SHAPE, "signature": str, "key_id": str}
    if not isinstance(value, dict) or not fits(value, shape):
        raise WrongPackError("a field is missing, unknown or of another kind")
    return SignedManifest(
        manifest=canonical(value["manifest"]),
        signature=str(value["signature"]),
        key_id=str(value["key_id"]),
    )
