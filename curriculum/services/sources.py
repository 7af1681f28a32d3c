"""Loads the sources that modules cite; what an editor corrected stays."""

import hashlib
from collections.abc import Iterable
from dataclasses import astuple

from django.db import transaction

from curriculum.domain import content
from curriculum.models import Reference


def _hash(record: content.Reference) -> str:
    return hashlib.sha256("\n".join(astuple(record)).encode()).hexdigest()


@transaction.atomic
def load_references(*, records: Iterable[content.Reference]) -> int:
    """Create what is missing, follow the file where no editor changed a row; returns how many."""
    rows = {row.key: row for row in Reference.objects.all()}
    changed = 0
    for record in records:
        row = rows.get(record.key) or Reference(key=record.key)
        fresh = _hash(record)
        edited = row.pk is not None and _hash(row.record) != row.loaded_hash
        if edited or row.loaded_hash == fresh:
            continue
        row.citation, row.doi, row.url = record.citation, record.doi, record.url
        row.loaded_hash = fresh
        row.save()
        changed += 1
    return changed
