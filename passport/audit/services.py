"""Appends to the audit trail and proves that it is whole."""

import hashlib
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from passport.audit.models import AuditEntry, AuditHead


def entry_hash(*, previous: str, fields: dict[str, Any]) -> str:
    """SHA-256, hex, over the previous hash and the entry's fields as sorted JSON."""
    body = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def _fields(entry: AuditEntry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "at": entry.at.isoformat(),
        "actor": str(entry.actor_id) if entry.actor_id else None,
        "action": entry.action,
        "subject": entry.subject,
        "details": entry.details,
    }


@transaction.atomic
def record(
    *,
    action: str,
    subject: str,
    at: datetime,
    actor_id: UUID | None = None,
    details: dict[str, Any] | None = None,
) -> AuditEntry:
    """Append one entry; `details` holds ids, codes and reasons, never personal content."""
    AuditHead.objects.get_or_create(pk=1)
    head = AuditHead.objects.select_for_update().get(pk=1)
    entry = AuditEntry(
        sequence=head.sequence + 1,
        at=at,
        actor_id=actor_id,
        action=action,
        subject=subject,
        details=details or {},
        previous_hash=head.entry_hash,
    )
    entry.entry_hash = entry_hash(previous=head.entry_hash, fields=_fields(entry))
    entry.save()
    head.sequence, head.entry_hash = entry.sequence, entry.entry_hash
    head.save()
    return entry


def first_break() -> int | None:
    """Sequence number of the first entry that does not fit the chain; None when all fit."""
    previous, expected = "0" * 64, 1
    for entry in AuditEntry.objects.order_by("sequence").iterator(chunk_size=500):
        fits = entry.sequence == expected and entry.previous_hash == previous
        if not fits or entry.entry_hash != entry_hash(previous=previous, fields=_fields(entry)):
            return expected
        previous, expected = entry.entry_hash, expected + 1
    head = AuditHead.objects.filter(pk=1).first()
    if head and (head.sequence != expected - 1 or head.entry_hash != previous):
        return expected
    return None
