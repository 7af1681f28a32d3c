"""Rows written past the models make no file genuine: the seal alone decides (A7, A12)."""

import hashlib
import json

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile

from credentials.domain.pack import DRAWN, WrongPackError
from credentials.models import EvidencePack, PackFile, PackKind, PackRecord
from credentials.services.inspector_links import make_link
from credentials.services.pack_downloads import open_file
from credentials.services.pack_signing import sign_pack
from credentials.signing.seals import BrokenSealError
from credentials.signing.signer import open_signer
from passport.standards.models import Product
from tests.credentials.ledger import drop_triggers, run_sql
from tests.packs.conftest import UNNAMED

pytestmark = pytest.mark.django_db
FORGED = b"%PDF-1.4 a pack that nobody made"


def forge(pack: EvidencePack) -> str:
    """Put another file in the place of the PDF, in the store and in the row."""
    sha256 = hashlib.sha256(FORGED).hexdigest()
    stored = storages["private"].save(f"packs/{sha256}.pdf", ContentFile(FORGED))
    files = [
        {**each, "sha256": sha256, "size": len(FORGED), "stored": stored}
        if each["name"] == DRAWN
        else each
        for each in pack.record.files
    ]
    drop_triggers(PackRecord)
    run_sql("UPDATE credentials_packrecord SET files = %s", json.dumps(files))
    pack.record.refresh_from_db()
    return sha256


def test_a_hash_added_to_a_record_makes_no_file_known(client, world):
    pack = world.make()
    sha256 = hashlib.sha256(FORGED).hexdigest()
    PackFile.objects.create(record=pack.record, name="more.pdf", sha256=sha256)
    file = SimpleUploadedFile("pack.pdf", FORGED)
    response = client.post("/packs/check/", {"file": file})
    assert "This file is unchanged" not in response.text
    assert "Do not rely on this record" in response.text


def test_a_file_put_in_place_of_another_is_handed_to_nobody(client, browser, world):
    pack = world.make()
    _link, token = make_link(pack=pack, label="Audit", days=1, by=world.lead.user, at=world.at)
    forge(pack)
    with pytest.raises(BrokenSealError):
        open_file(pack.record, DRAWN)
    assert client.get(f"/inspect/{token}/files/{DRAWN}").status_code == 404
    address = f"/centre/{world.centre.public_id}/packs/{pack.public_id}/files/{DRAWN}"
    assert "no longer what was signed" in browser.post(address, follow=True).text
    assert "Do not rely on this record" in client.get(f"/packs/{pack.record.code}/").text


def test_the_signer_signs_no_draft_about_another_product(world, monkeypatch):
    product = Product.objects.create(key="fictioleucel", inn="fictioleucel")
    other = Product.objects.create(key="otherleucel", inn="otherleucel")
    pack = world.ask(kind=PackKind.STATEMENT, product=product, scope=UNNAMED)
    world.run(("default",))
    EvidencePack.objects.filter(pk=pack.pk).update(product=other)
    with pytest.raises(WrongPackError):
        sign_pack(pack_id=pack.pk, signer=open_signer(), at=world.at)
    assert PackRecord.objects.count() == 0
