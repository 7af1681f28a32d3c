"""Anybody may have a file or a code checked: no account, no cookie, no names of people."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from credentials.domain.pack import DATA, DRAWN, SIGNED, WORKBOOK
from credentials.models import PackRecord
from credentials.services.pack_signing import signed_list
from tests.credentials.ledger import drop_triggers, run_sql

pytestmark = pytest.mark.django_db
CHECK = "/packs/check/"
NAMES = ("Jana", "Novakova", "Zeman", "Labova", "Quinn")


def send(client, content, **headers):
    file = SimpleUploadedFile("any-name.bin", content)
    return client.post(CHECK, {"file": file}, headers=headers)


@pytest.mark.parametrize("name", [DRAWN, WORKBOOK, DATA, SIGNED])
def test_each_file_is_known_again(client, world, name):
    pack = world.make()
    content = signed_list(pack.record).encode() if name == SIGNED else world.file(pack, name)
    response = send(client, content)
    assert response.status_code == 200
    for words in (
        "This file is unchanged",
        "Fictional University Hospital, Sampletown",
        "21 November 2026",
        "21 November 2026, 10:00:00",
        "The signature is correct.",
    ):
        assert words in response.text, words
    assert [each for each in NAMES if each in response.text] == []


def test_one_changed_byte_makes_it_unknown(client, world):
    content = bytearray(world.file(world.make(), DRAWN))
    content[len(content) // 2] ^= 1
    response = send(client, bytes(content))
    assert "We do not know this file" in response.text
    assert "Fictional University Hospital" not in response.text


def test_a_record_that_does_not_fit_its_seal_is_not_relied_on(client, world):
    pack = world.make()
    drop_triggers(PackRecord)
    changed = pack.record.manifest.replace("2026-11-21", "2026-11-20")
    run_sql("UPDATE credentials_packrecord SET manifest = %s", changed)
    response = send(client, world.file(pack, DRAWN))
    assert "Do not rely on this record" in response.text
    assert "This file is unchanged" not in response.text
    assert "Do not rely on this record" in client.get(f"/packs/{pack.record.code}/").text


def test_the_page_sets_no_cookie_and_is_kept_nowhere(client, world):
    for response in (client.get(CHECK), send(client, b"nothing of ours")):
        assert not response.cookies
        assert response["Cache-Control"] == "no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_too_large_a_file_is_refused_before_it_is_read(client, settings, db):
    settings.PACK_CHECK_BYTES_MAX = 1024**2
    response = send(client, b"x" * (1024**2 + 5000))
    assert response.status_code == 413
    assert "The file is too large" in response.text


def test_nothing_of_the_upload_is_stored(client, world, tmp_path, settings):
    folder = tmp_path / "uploads"
    folder.mkdir()
    settings.FILE_UPLOAD_TEMP_DIR = str(folder)
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10
    send(client, b"x" * 100_000)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("content", [None, b""])
def test_no_file_and_an_empty_one_are_said_in_words(client, db, content):
    response = client.post(CHECK, {}) if content is None else send(client, content)
    assert response.status_code == 422
    assert "Choose the file" in response.text


def test_another_site_cannot_send_a_file_here(client, db):
    assert send(client, b"x", **{"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_code_names_centre_day_and_hashes_and_nobody(client, world):
    pack = world.make()
    response = client.get(f"/packs/{pack.record.code}/")
    assert response.status_code == 200
    assert "Fictional University Hospital, Sampletown" in response.text
    for entry in pack.record.files:
        assert entry["sha256"] in response.text
    assert [each for each in NAMES if each in response.text] == []
    assert not response.cookies


def test_the_code_works_as_it_is_scanned(client, world):
    code = world.make().record.code
    assert client.get(f"/PACKS/{code}").status_code == 200
    assert client.get(f"/packs/{code.lower()}/").status_code == 200


def test_a_code_typed_without_its_last_slash_is_led_on(client, world):
    code = world.make().record.code
    response = client.get(f"/packs/{code.lower()}")
    assert (response.status_code, response["Location"]) == (301, f"/packs/{code.lower()}/")
    assert client.post(f"/packs/{code}").status_code == 404


def test_the_same_data_made_twice_answers_with_both(client, world):
    first, second = world.make(), world.make()
    assert first.record.code == second.record.code
    text = client.get(f"/packs/{first.record.code}/").text
    assert text.count('<section class="card stack">') == 2


def test_unknown_and_mistyped_codes_look_the_same(client, db):
    unknown, mistyped = client.get(f"/packs/{'0' * 26}/"), client.get("/packs/hello/")
    assert (unknown.status_code, mistyped.status_code) == (404, 404)
    assert unknown.text == mistyped.text
    assert "We do not know this code" in unknown.text


def test_who_guesses_must_wait(client, db, settings, clock):
    settings.VERIFY_MISSES_PER_MINUTE = 2
    answers = [client.get(f"/packs/{'0' * 26}/").status_code for _ in range(4)]
    assert answers == [404, 404, 429, 429]
    assert send(client, b"x").status_code == 429
