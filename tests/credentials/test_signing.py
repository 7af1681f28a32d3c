"""Keys, their list, and what a seal must withstand."""

import json
import stat
from dataclasses import replace
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings as site_settings
from django.core.management import CommandError, call_command

from credentials.domain.canonical import canonical, leaf_hash
from credentials.models import Edition
from credentials.signing.keys import public_keys, write_public_keys
from credentials.signing.seals import BrokenSealError
from credentials.signing.seals import open_edition as open_sealed
from credentials.signing.signer import Signer, make_signing_key, open_signer
from tests.factories import EPOCH

pytestmark = pytest.mark.django_db


def resealed(edition: Edition, signer: Signer | None = None, **changes: object) -> Edition:
    """An edition whose content was changed and signed again, well or badly."""
    signer = signer or open_signer()
    content = {**json.loads(edition.content), "key_id": signer.key_id, **changes}
    text = canonical(content)
    return Edition(
        passport=edition.passport,
        number=content["edition"],
        content=text,
        salt=edition.salt,
        leaf_hash=leaf_hash(edition.salt, text),
        signature=signer.sign(text),
        key_id=content["key_id"],
        issued_at=edition.issued_at,
    )


def open_edition(edition, keys):
    """The content of an edition of its own passport."""
    return open_sealed(edition, number=edition.passport.number, keys=keys)


def test_a_good_seal_opens(edition):
    assert open_edition(edition, public_keys())["edition"] == 1
    assert open_edition(resealed(edition), public_keys())["number"] == edition.passport.number


def test_a_key_that_is_not_on_the_list_opens_nothing(edition):
    stranger = Signer(open_signer().key_id, Ed25519PrivateKey.generate())
    unlisted = Signer("0" * 16, Ed25519PrivateKey.generate())
    for signer in (stranger, unlisted):
        with pytest.raises(BrokenSealError):
            open_edition(resealed(edition, signer), public_keys())
    with pytest.raises(BrokenSealError):
        open_edition(edition, ())


@pytest.mark.parametrize(
    "changes",
    [
        {"extra": 1},
        {"type": "receipt"},
        {"schema": 9},
        {"number": "CTP-0000-0000"},
        {"stamps": "none"},
        {"issued_at": "2026-11-21T09:00:01+00:00"},
    ],
)
def test_even_a_well_signed_record_must_have_our_shape_and_fit_its_row(edition, changes):
    with pytest.raises(BrokenSealError):
        open_edition(resealed(edition, **changes), public_keys())


def test_a_signed_text_out_of_order_is_refused(edition):
    signer = open_signer()
    content = json.loads(edition.content)
    text = json.dumps(dict(reversed(content.items())), ensure_ascii=False, separators=(",", ":"))
    bad = resealed(edition)
    bad.content, bad.leaf_hash = text, leaf_hash(edition.salt, text)
    bad.signature = signer.sign(text)
    with pytest.raises(BrokenSealError):
        open_edition(bad, public_keys())


def test_a_signed_text_with_a_key_twice_is_refused(edition):
    signer = open_signer()
    text = edition.content[:-1] + ',"type":"cart-passport-edition"}'
    bad = resealed(edition)
    bad.content, bad.leaf_hash = text, leaf_hash(edition.salt, text)
    bad.signature = signer.sign(text)
    with pytest.raises(BrokenSealError):
        open_edition(bad, public_keys())


@pytest.mark.parametrize("signature", ["", "zz", "00" * 64, "00" * 10])
def test_what_is_no_signature_is_refused(edition, signature):
    edition.signature = signature
    with pytest.raises(BrokenSealError):
        open_edition(edition, public_keys())


def test_a_key_is_believed_only_inside_its_window(edition):
    (key,) = public_keys()
    issued = edition.issued_at
    window = {
        replace(key, valid_from=(issued + timedelta(seconds=1)).isoformat()): False,
        replace(key, valid_until=issued.isoformat()): False,
        replace(key, valid_until=(issued + timedelta(seconds=1)).isoformat()): True,
        replace(key, compromised_at=issued.isoformat()): False,
        replace(key, compromised_at=(issued + timedelta(seconds=1)).isoformat()): True,
    }
    for changed, believed in window.items():
        if believed:
            assert open_edition(edition, (changed,))["edition"] == 1
        else:
            with pytest.raises(BrokenSealError):
                open_edition(edition, (changed,))


def test_rotation_keeps_old_editions_valid_and_signs_with_the_new_key(edition, clock):
    old = open_signer().key_id
    make_signing_key(at=clock() + timedelta(hours=1), rotate=True)
    assert open_signer().key_id != old
    assert [key.key_id for key in public_keys()] == [old, open_signer().key_id]
    assert open_edition(edition, public_keys())["edition"] == 1


def test_after_a_theft_what_the_key_signed_later_is_not_believed(edition, clock):
    thief = open_signer()
    later = clock() + timedelta(hours=2)
    make_signing_key(at=later, rotate=True, compromised_at=clock() + timedelta(hours=1))
    forged = resealed(edition, thief, issued_at=(clock() + timedelta(hours=1)).isoformat())
    forged.issued_at = clock() + timedelta(hours=1)
    assert open_edition(edition, public_keys())["edition"] == 1
    with pytest.raises(BrokenSealError):
        open_edition(forged, public_keys())


def test_the_command_makes_a_key_for_its_owner_alone_and_never_overwrites_one(settings, tmp_path):
    settings.KEY_DIR = tmp_path / "keys"
    call_command("make_signing_key", verbosity=0)
    private = settings.KEY_DIR / "signing-key.pem"
    before = private.read_bytes()
    assert stat.S_IMODE(private.stat().st_mode) == 0o400
    with pytest.raises(CommandError, match="--rotate"):
        call_command("make_signing_key")
    assert private.read_bytes() == before
    call_command("make_signing_key", "--rotate")
    assert private.read_bytes() != before
    assert len(public_keys()) == 2
    assert public_keys()[0].valid_until == public_keys()[1].valid_from


def test_a_compromised_key_must_be_replaced(settings, tmp_path):
    settings.KEY_DIR = tmp_path
    with pytest.raises(CommandError, match="--rotate"):
        call_command("make_signing_key", "--compromised-at", "2026-01-01T00:00+00:00")


def test_the_public_list_is_read_again_when_it_changes(key_dir):
    assert len(public_keys()) == 1
    write_public_keys(())
    assert public_keys() == ()


def test_settings_and_public_list_hold_no_private_key(key_dir):
    private = (key_dir / "signing-key.pem").read_text()
    secret = "".join(private.splitlines()[1:-1])
    listed = (key_dir / "public-keys.json").read_text()
    values = " ".join(
        str(getattr(site_settings, name)) for name in dir(site_settings) if name.isupper()
    )
    assert secret not in listed + values
    assert "PRIVATE KEY" not in listed + values
    assert set(json.loads(listed)[0]) == {
        "key_id", "public_key", "valid_from", "valid_until", "compromised_at",
    }  # fmt: skip


def test_checking_needs_the_public_list_alone(client, copy, key_dir):
    (key_dir / "signing-key.pem").unlink()
    assert client.get(f"/v/{copy.code}").status_code == 200


def test_the_key_is_listed_from_the_moment_it_was_made(key_dir):
    assert open_signer().key_id == public_keys()[0].key_id
    assert public_keys()[0].valid_from == EPOCH.isoformat()
