"""Media of a product's chapters are seen by those who may, and by nobody else."""

import pytest
from django.test import Client

from curriculum.models import AddOnVersion, MediaFile
from curriculum.services.bundles import keep_bundle
from curriculum.services.editorial import ensure_product_reviewers
from tests.factories import make_learner, make_user
from tests.people.sign_in import strong_sign_in
from tests.product_factories import make_live_version, make_partner, make_partner_member


@pytest.fixture
def picture(home, sample, settings, tmp_path) -> str:
    """The address of a picture that a draft shows."""
    settings.PARTNER_MEDIA_DIR = tmp_path
    keep_bundle(version=home.draft(), bundle=sample, by=home.editor, at=home.at)
    file = next(each for each in sample.media.values() if each.kind == "png")
    (tmp_path / file.address).write_bytes(b"\x89PNG fictional")
    return f"/learn/media/{file.address}"


def whole(answer) -> bytes:
    """The body of an answer; it is closed at its end."""
    return b"".join(answer)


def test_own_people_see_it_and_no_browser_guesses_its_type(picture, editor):
    answer = editor.get(picture)
    assert (answer.status_code, whole(answer)) == (200, b"\x89PNG fictional")
    assert answer["Content-Type"] == "image/png"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"].startswith("private")


def test_a_film_is_sent_in_pieces(picture, editor):
    answer = editor.get(picture, HTTP_RANGE="bytes=0-3")
    assert (answer.status_code, whole(answer)) == (206, b"\x89PNG")


def test_reviewers_see_it(picture):
    user = make_user()
    user.groups.add(ensure_product_reviewers())
    assert whole(strong_sign_in(Client(), user).get(picture))


def test_strangers_other_partners_and_visitors_do_not(picture):
    other = make_partner_member(make_partner())
    for user in (make_user(), make_learner().user, other):
        assert strong_sign_in(Client(), user).get(picture).status_code == 404
    assert Client().get(picture).status_code == 302


def test_learners_see_it_once_a_live_version_shows_it(picture):
    learner = strong_sign_in(Client(), make_learner().user)
    assert learner.get(picture).status_code == 404
    draft = AddOnVersion.objects.get()
    live = make_live_version(draft.add_on, number=9, content=draft.content)
    assert whole(learner.get(picture))
    AddOnVersion.objects.filter(pk=live.pk).update(state="retired")
    assert learner.get(picture).status_code == 404


@pytest.mark.parametrize(
    "name", ["x.png", "../secrets", "0" * 64 + ".png", "0" * 64 + ".html", "0" * 63 + ".png"]
)
def test_what_is_not_there_is_not_found(picture, editor, name):
    assert editor.get(f"/learn/media/{name}").status_code == 404


def test_a_row_without_its_file_is_not_found(picture, editor, settings, tmp_path):
    settings.PARTNER_MEDIA_DIR = tmp_path / "elsewhere"
    assert MediaFile.objects.count() > 0
    assert editor.get(picture).status_code == 404
