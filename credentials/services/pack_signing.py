"""Signs the manifest of a pack and appends its record; only the signer's worker does this."""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from credentials.domain.canonical import canonical
from credentials.domain.pack import (
    SIGNED,
    PackDraft,
    WrongPackError,
    code_of_data,
    completed,
    scope_of,
    signed_text,
)
from credentials.models import EvidencePack, PackFile, PackKind, PackRecord
from credentials.services.pack_keeping import Kept, check_files, kept_of
from credentials.signing.keys import public_keys
from credentials.signing.pack_seals import open_manifest
from credentials.signing.signer import Signer
from passport.audit.services import record as record_audit
from passport.dates import local_day
from passport.notices.services import send_notice

WORTH_A_MAIL = timedelta(seconds=60)


def sign_pack(*, pack_id: int, signer: Signer, at: datetime) -> PackRecord:
    """Sign what was drawn, after reading every file again; a signed pack is left as it is.

    Raises BrokenSealError or WrongPackError when files or row say something else by now.
    """
    pack = _pack(pack_id)
    signed = PackRecord.objects.filter(pack=pack).first()
    if signed:
        return signed
    kept = kept_of(pack)
    _check_row(pack, kept)
    check_files(kept)
    return _append(pack_id=pack_id, kept=kept, signer=signer, at=at)


def _pack(pack_id: int) -> EvidencePack:
    rows = EvidencePack.objects.select_related("centre", "framework", "product", "asked_by")
    return rows.get(pk=pack_id)


def _check_row(pack: EvidencePack, kept: Kept) -> None:
    """The draft must speak of this very pack, and its parts of each other."""
    draft = kept["draft"]
    said = (
        draft["centre"]["id"],
        draft["kind"],
        draft["framework"]["key"],
        draft["product"],
        draft["status_on"],
        draft["scope"],
        draft["code"],
        draft["summary_sha256"],
    )
    asked = (
        str(pack.centre.public_id),
        pack.kind,
        pack.framework.key,
        pack.product.inn if pack.product else "",
        pack.status_on.isoformat(),
        scope_of(pack.scope).as_json(),
        code_of_data(draft["data_sha256"]),
        hashlib.sha256(canonical(kept["summary"]).encode()).hexdigest(),
    )
    if said != asked:
        raise WrongPackError("the draft speaks of another pack")


@transaction.atomic
def _append(*, pack_id: int, kept: Kept, signer: Signer, at: datetime) -> PackRecord:
    """Sign, look at the seal as a checker would, append record and hashes in one step."""
    EvidencePack.objects.select_for_update().get(pk=pack_id)
    signed = PackRecord.objects.filter(pack_id=pack_id).first()
    if signed:
        return signed
    pack = _pack(pack_id)
    record = _signed(pack, kept["draft"], signer, at)
    record.files = [
        {**entry, "stored": kept["stored"][entry["name"]]} for entry in kept["draft"]["files"]
    ]
    record.save()
    _append_hashes(record, kept["draft"])
    record_audit(
        action="pack_made",
        subject=f"pack:{pack.public_id}",
        at=at,
        details={"data_sha256": record.data_sha256, "code": record.code},
    )
    if at - pack.asked_at > WORTH_A_MAIL:
        _tell(pack, at)
    return record


def _signed(pack: EvidencePack, draft: PackDraft, signer: Signer, at: datetime) -> PackRecord:
    text = completed(draft, made_at=at, key_id=signer.key_id)
    signature = signer.sign(text)
    open_manifest(text, signature=signature, key_id=signer.key_id, keys=public_keys())
    return PackRecord(
        pack=pack,
        code=draft["code"],
        data_sha256=draft["data_sha256"],
        manifest=text,
        signature=signature,
        key_id=signer.key_id,
        made_at=at,
    )


def signed_list(record: PackRecord) -> str:
    """The signed list as it is downloaded: the same text every time."""
    return signed_text(record.manifest, signature=record.signature, key_id=record.key_id)


def _append_hashes(record: PackRecord, draft: PackDraft) -> None:
    """The hash of every file, that of the signed list among them."""
    hashes = {entry["name"]: entry["sha256"] for entry in draft["files"]}
    hashes[SIGNED] = hashlib.sha256(signed_list(record).encode()).hexdigest()
    PackFile.objects.bulk_create(
        PackFile(record=record, name=name, sha256=sha256) for name, sha256 in hashes.items()
    )


def _tell(pack: EvidencePack, at: datetime) -> None:
    """Who asked may have left the page by now."""
    by = pack.asked_by
    send_notice(
        kind="pack_ready",
        recipient=by.email,
        language=settings.LANGUAGE_CODE,
        context={
            "centre_id": str(pack.centre.public_id),
            "pack_id": str(pack.public_id),
            "statement": pack.kind == PackKind.STATEMENT,
            "status_on": pack.status_on.isoformat(),
            "asked_on": local_day(pack.asked_at, settings.TIME_ZONE).isoformat(),
        },
        at=at,
    )
