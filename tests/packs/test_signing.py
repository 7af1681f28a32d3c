"""What a pack said is signed and kept for good, and an outsider can check it."""

import base64
import hashlib
import json

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from credentials.domain.pack import DATA, DRAWN, WORKBOOK, code_of_data
from credentials.models import EvidencePack, PackFile, PackRecord
from credentials.services.pack_keeping import kept_of
from credentials.services.pack_signing import sign_pack, signed_list
from credentials.signing.keys import public_keys
from credentials.signing.seals import BrokenSealError
from credentials.signing.signer import open_signer
from passport.append_only import AppendOnlyError
from tests.packs.reading import hashes

FILES = (DRAWN, WORKBOOK, DATA)

pytestmark = pytest.mark.django_db


def test_the_manifest_is_signed_and_an_outsider_can_check_it(world, tmp_path):
    pack = world.make()
    record = pack.record
    key = public_keys()[0]
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public_key)).verify(
        bytes.fromhex(record.signature), record.manifest.encode()
    )
    with pytest.raises(InvalidSignature):
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key.public_key)).verify(
            bytes.fromhex(record.signature), record.manifest.replace("2026", "2025").encode()
        )
    manifest = json.loads(record.manifest)
    assert manifest["centre"]["id"] == str(world.centre.public_id)
    assert manifest["status_on"] == "2026-11-21"
    assert {each["name"]: each["sha256"] for each in manifest["files"]} == {
        name: hashlib.sha256(world.file(pack, name)).hexdigest() for name in FILES
    }
    assert manifest["data_sha256"] == hashes(pack)[DATA]
    assert manifest["code"] == record.code == code_of_data(record.data_sha256)


def test_a_code_is_made_of_the_data_alone():
    line = b"cart-passport evidence pack code v1\n" + bytes(32)
    standard, ours = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", b"0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    encoded = base64.b32encode(hashlib.sha256(line).digest())
    expected = encoded.translate(bytes.maketrans(standard, ours))[:26].decode()
    assert code_of_data("00" * 32) == expected
    assert code_of_data("01" + "00" * 31) != code_of_data("00" * 32)


def test_the_command_checks_the_signed_list_and_the_files(world, tmp_path, capsys, settings):
    pack = world.make()
    for name in FILES:
        (tmp_path / name).write_bytes(world.file(pack, name))
    signed = tmp_path / "signed.json"
    signed.write_text(signed_list(pack.record), encoding="utf-8")
    paths = [str(tmp_path / name) for name in FILES]
    call_command("check_pack", str(signed), *paths)
    said = capsys.readouterr().out
    assert "Signature correct: Fictional University Hospital" in said
    assert said.count("unchanged") == 3
    (tmp_path / DRAWN).write_bytes(world.file(pack, DRAWN) + b" ")
    with pytest.raises(SystemExit):
        call_command("check_pack", str(signed), *paths)
    signed.write_text(signed_list(pack.record).replace("2026-11-21", "2026-11-20"), "utf-8")
    with pytest.raises(CommandError, match="signature does not fit"):
        call_command("check_pack", str(signed))


def test_records_and_hashes_are_never_changed(world):
    record = world.make().record
    assert record.hashes.count() == 4
    with pytest.raises(AppendOnlyError):
        record.save()
    with pytest.raises(AppendOnlyError):
        PackRecord.objects.all().delete()
    with pytest.raises(AppendOnlyError):
        PackFile.objects.update(name="other.pdf")


def test_the_signer_refuses_files_that_are_no_longer_what_was_drawn(world):
    pack = world.ask()
    world.run(("default",))
    drawn = EvidencePack.objects.get(pk=pack.pk)
    stored = kept_of(drawn)["stored"][DRAWN]
    storages["private"].delete(stored)
    storages["private"].save(stored, ContentFile(b"forged"))
    with pytest.raises(BrokenSealError):
        sign_pack(pack_id=pack.pk, signer=open_signer(), at=world.at)
    assert PackRecord.objects.count() == 0


def test_a_pack_is_signed_and_drawn_once(world):
    pack = world.make()
    again = sign_pack(pack_id=pack.pk, signer=open_signer(), at=world.at)
    assert again == pack.record
    assert PackRecord.objects.count() == 1
