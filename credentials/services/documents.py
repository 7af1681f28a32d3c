"""Draws the PDF of a copy once and keeps it."""

import hashlib
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import override

from credentials.models import Copy, CopyKind, Document, Edition
from credentials.queries.passports import latest_edition, open_copies
from credentials.rendering.sheet import draw_sheet
from credentials.signing.keys import public_keys
from credentials.signing.seals import BrokenSealError, open_edition
from passport.dates import local_day


def kept_document(*, copy: Copy, edition: Edition, at: datetime) -> Document:
    """The PDF of an edition for a copy: drawn the first time, kept for every other.

    Drawing happens outside the transaction; when two draw at once the first row stays. Raises
    BrokenSealError for an edition that does not match its seal.
    """
    document = Document.objects.filter(copy=copy, edition=edition).first()
    if document:
        return document
    content = open_edition(edition, number=edition.passport.number, keys=public_keys())
    with override(edition.passport.holder.language):
        drawn = draw_sheet(content, copy.code, local_day(at, settings.TIME_ZONE))
    name = storages["private"].save(_file_name(copy, edition), ContentFile(drawn))
    return _keep(copy=copy, edition=edition, name=name, drawn=drawn, at=at)


@transaction.atomic
def _keep(*, copy: Copy, edition: Edition, name: str, drawn: bytes, at: datetime) -> Document:
    document, _ = Document.objects.get_or_create(
        copy=copy,
        edition=edition,
        defaults={
            "file_name": name,
            "sha256": hashlib.sha256(drawn).hexdigest(),
            "drawn_at": at,
        },
    )
    return document


def draw_first(*, edition: Edition, at: datetime) -> Document | None:
    """Draw an edition for the oldest printed copy that is open, before anybody asks for it."""
    prints = open_copies(edition.passport, at).filter(kind=CopyKind.PRINT)
    copy = prints.order_by("created_at", "pk").first()
    if copy is None or edition != latest_edition(edition.passport):
        return None
    return kept_document(copy=copy, edition=edition, at=at)


def read_document(document: Document) -> bytes:
    """The bytes that were drawn; raises BrokenSealError when the file is another now."""
    with storages["private"].open(document.file_name) as file:
        content: bytes = file.read()
    if hashlib.sha256(content).hexdigest() != document.sha256:
        raise BrokenSealError("the kept file differs from what was drawn")
    return content


def _file_name(copy: Copy, edition: Edition) -> str:
    return f"passports/{edition.leaf_hash[:2]}/{copy.public_id}-{edition.number}.pdf"
