"""Pictures and films of a product's chapters are seen by those who may see the product."""

import pytest
from django.test import Client

from curriculum.models import MediaFile
from curriculum.services.editorial import ensure_product_reviewers
from tests.factories import EPOCH, make_learner, make_user
from tests.learning.conftest import sign_in
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_partner, make_partner_member

pytestmark = pytest.mark.django_db
HASH = "a" * 64
FILM = bytes(range(256)) * 4


@pytest.fixture
def film(version, settings, tmp_path):
    """A film of the version's partner, shown in its live version; its address."""
    settings.PARTNER_MEDIA_DIR = tmp_path
    (tmp_path / f"{HASH}.mp4").write_bytes(FILM)
    MediaFile.objects.create(
        partner=version.add_on.partner, sha256=HASH, extension="mp4", size=len(FILM),
        stored_at=EPOCH,
    )  # fmt: skip
    version.content = {"bundle": {"media": {"thaw.mp4": {"sha256": HASH, "kind": "mp4"}}}}
    version.save()
    return f"/learn/media/{HASH}.mp4"


def body(response) -> bytes:
    return b"".join(response)  # to its end, where the client closes the file


def status(client, path) -> int:
    """Status of an answer that is put away."""
    response = client.get(path)
    body(response)
    return response.status_code


def test_a_learner_in_a_listed_country_sees_it_whole_or_in_pieces(reader, film):
    whole = reader.get(film)
    assert (whole.status_code, whole["Content-Type"], body(whole)) == (200, "video/mp4", FILM)
    piece = reader.get(film, headers={"range": "bytes=10-19"})
    assert (piece.status_code, body(piece)) == (206, FILM[10:20])
    assert piece["Content-Range"] == f"bytes 10-19/{len(FILM)}"


def test_the_answer_can_do_nothing_but_be_shown(reader, film):
    answer = reader.get(film)
    assert body(answer) == FILM
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, max-age=604800, immutable"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_pages_may_show_films_of_their_own_site_only(reader):
    assert "media-src 'self'" in reader.get("/products/")["Content-Security-Policy"]


def test_members_of_the_partner_and_product_reviewers_see_it(version, film):
    member = make_partner_member(version.add_on.partner)
    reviewer = make_user()
    reviewer.groups.add(ensure_product_reviewers())
    for user in (member, reviewer):
        assert status(strong_sign_in(Client(), user), film) == 200


def test_nobody_else_does(version, film):
    assert Client().get(film).status_code == 302
    elsewhere, other = Client(), Client()
    sign_in(elsewhere, make_learner(country="KR"))
    assert elsewhere.get(film).status_code == 404
    strong_sign_in(other, make_partner_member(make_partner()))
    assert other.get(film).status_code == 404


def test_a_draft_shows_nothing_to_learners(reader, version, film):
    version.state = "retired"
    version.save()
    assert reader.get(film).status_code == 404


@pytest.mark.parametrize(
    "name", [f"{'b' * 64}.mp4", f"{HASH}.svg", f"{HASH}.jpg", "..%2Fpassport.sqlite3", "a.mp4"]
)
def test_what_is_not_there_is_not_found(reader, film, name):
    assert reader.get(f"/learn/media/{name}").status_code == 404
