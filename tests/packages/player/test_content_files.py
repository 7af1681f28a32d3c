"""Files of a package: theirs alone, unchanged, read and nothing else, whole or in pieces."""

import logging

import pytest

from tests.packages.player.asking import FILES, HOST, SHA, ask


@pytest.mark.parametrize(
    "name",
    [
        "../index.json", "media/../../index.json", "..%2findex.json", "%2e%2e/index.json",
        "media\\film.mp4", "index.html%00", "", "media", "media/", "/index.html", "index.json",
        "./index.html", "files/index.html", "INDEX.html", ".player/../index.html",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_package(package, token, name):
    assert ask(f"/{token}/{name}").status_code == 404


def test_one_changed_byte_is_not_served(package, token, caplog):
    path = package / "files" / "index.html"
    path.chmod(0o644)
    path.write_bytes(b"<p>Hallo</p>")
    with caplog.at_level(logging.ERROR):
        assert ask(f"/{token}/index.html").status_code == 404
    assert f"A file of package {SHA} is not what was published." in caplog.messages


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_files_are_read_and_nothing_else(package, token, method):
    response = ask(f"/{token}/index.html", method=method)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


def test_head_tells_the_length_and_sends_nothing(package, token):
    response = ask(f"/{token}/media/film.mp4", method="head")
    assert (response.status_code, response["Content-Length"], response.body) == (200, "2048", b"")


@pytest.mark.parametrize(
    ("asked", "status", "says", "part"),
    [
        ("bytes=0-9", 206, "bytes 0-9/2048", slice(0, 10)),
        ("bytes=2040-", 206, "bytes 2040-2047/2048", slice(2040, 2048)),
        ("bytes=-8", 206, "bytes 2040-2047/2048", slice(2040, 2048)),
        ("bytes=2000-9999", 206, "bytes 2000-2047/2048", slice(2000, 2048)),
        ("bytes=0-", 200, None, slice(None)),
        ("bytes=-5000", 200, None, slice(None)),
        ("bytes=0-1,5-6", 200, None, slice(None)),
        ("lines=1-2", 200, None, slice(None)),
        ("bytes=2048-", 416, "bytes */2048", slice(0, 0)),
        ("bytes=9-3", 416, "bytes */2048", slice(0, 0)),
        ("bytes=-0", 416, "bytes */2048", slice(0, 0)),
    ],
)
def test_films_are_read_in_pieces(package, token, asked, status, says, part):
    response = ask(f"/{token}/media/film.mp4", headers={"range": asked, "host": HOST})
    assert (response.status_code, response.get("Content-Range")) == (status, says)
    assert response.body == FILES["media/film.mp4"][part]
