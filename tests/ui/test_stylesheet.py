"""One stylesheet, named by its content, served without session or database."""

import gzip
import re

import pytest
from django.contrib.auth import get_user_model

from passport.ui.stylesheet import FOLDER, css_files, stylesheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(client):
    return f"/styles/{stylesheet().digest}.css"


def test_the_stylesheet_is_kept_for_ever_under_its_own_name(client, url):
    response = client.get(url)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_page_with_an_old_name_gets_todays_sheet_uncached(client, url):
    response = client.get("/styles/0000000000000000.css")
    assert response.content == client.get(url).content
    assert response["Cache-Control"] == "no-cache"


def test_whoever_has_the_sheet_already_gets_304(client, url):
    etag = client.get(url)["ETag"]
    assert client.get(url, HTTP_IF_NONE_MATCH=etag).status_code == 304


def test_the_sheet_asks_neither_database_nor_session(client, url, django_assert_num_queries):
    client.force_login(get_user_model().objects.create_user("a@example.org", "x" * 12))
    with django_assert_num_queries(0):
        response = client.get(url)
    assert "Set-Cookie" not in response
    assert "Cookie" not in response.get("Vary", "")


def test_the_sheet_travels_compressed_and_is_small(client, url):
    response = client.get(url, HTTP_ACCEPT_ENCODING="gzip, br")
    assert response["Content-Encoding"] == "gzip"
    assert gzip.decompress(response.content) == stylesheet().text
    assert len(response.content) < 40_000


def test_every_file_says_its_layer():
    layers = {
        path.relative_to(FOLDER).as_posix(): re.findall(
            r"^@layer (\w+) \{", path.read_text(encoding="utf-8"), re.MULTILINE
        )
        for path in css_files()
    }
    wrong = {
        name: found
        for name, found in layers.items()
        if found != [name.removesuffix(".css") if "/" not in name else "components"]
    }
    assert wrong == {}


def test_the_sheet_asks_nothing_of_other_hosts():
    assert re.findall(rb"url\((?!\")|https?://|@import", stylesheet().text) == []


def test_braces_of_every_file_match():
    texts = {path.name: path.read_text(encoding="utf-8") for path in css_files()}
    assert [name for name, text in texts.items() if text.count("{") != text.count("}")] == []
