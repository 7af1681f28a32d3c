"""A package lies under its hash, is published at one stroke, and no changed byte is served."""

import json
import random
from uuid import UUID

import pytest

from curriculum.scorm import store
from curriculum.scorm.store import (
    PackageAlteredError,
    PackageFileError,
    file_of,
    folder_of,
    incoming_path,
    open_verified,
    publish,
    quarantine_path,
    sha256_of,
    withdraw,
)

HASH = "ab" * 32


@pytest.fixture
def root(tmp_path):
    """A store with one package of three files."""
    root = tmp_path / "packages"
    root.mkdir()
    publish(root, unpacked(tmp_path), HASH)
    return root


def unpacked(folder, name="unpacked"):
    """An unpacked package: a page, a script in a folder, a film of 2 MB."""
    place = folder / name
    (place / "js").mkdir(parents=True)
    (place / "index.html").write_bytes(b"<p>Text.</p>")
    (place / "js" / "a b.js").write_bytes(b"1;")
    film = random.Random(1).randbytes(2_000_000)  # noqa: S311 - a seeded sample
    (place / "film.mp4").write_bytes(film)
    return place


def overwrite(path, at, content):
    """Change bytes of a read-only file in place."""
    path.chmod(0o644)
    with path.open("r+b") as file:
        file.seek(at)
        file.write(content)


def test_a_published_package_holds_its_files_and_their_hashes(root):
    folder = folder_of(root, HASH)
    assert sorted(each.name for each in root.iterdir()) == [HASH]
    assert json.loads((folder / "index.json").read_bytes()) == {
        name: sha256_of(folder / "files" / name) for name in ("film.mp4", "index.html", "js/a b.js")
    }


@pytest.mark.parametrize("name", ["index.html", "js/a b.js", "film.mp4"])
def test_a_file_is_opened_at_its_beginning(root, name):
    with open_verified(root, HASH, name) as file:
        assert file.read() == (root / HASH / "files" / name).read_bytes()


@pytest.mark.parametrize("name", ["index.html", "film.mp4"])
def test_one_changed_byte_is_not_served(root, name):
    open_verified(root, HASH, name).close()
    overwrite(root / HASH / "files" / name, 3, b"X")
    with pytest.raises(PackageAlteredError):
        open_verified(root, HASH, name)


def test_a_changed_index_is_not_believed(root):
    path = root / HASH / "index.json"
    before = sha256_of(path)
    content = path.read_bytes()
    path.chmod(0o644)
    path.write_bytes(content.replace(b"index.html", b"other.html"))
    with pytest.raises(PackageAlteredError):
        open_verified(root, HASH, "index.html")
    path.write_bytes(content + b" ")
    with pytest.raises(PackageAlteredError):
        open_verified(root, HASH, "index.html", before)
    path.write_bytes(content)
    open_verified(root, HASH, "index.html", before).close()


@pytest.mark.parametrize("broken", [b"", b"[]", b"{", b"\xff"])
def test_a_broken_index_serves_nothing(root, broken):
    path = root / HASH / "index.json"
    path.chmod(0o644)
    path.write_bytes(broken)
    with pytest.raises(PackageAlteredError):
        open_verified(root, HASH, "index.html")


def test_a_file_put_there_later_is_not_served(root):
    (root / HASH / "files" / "late.html").write_bytes(b"<p>")
    with pytest.raises(PackageAlteredError):
        open_verified(root, HASH, "late.html")


NAMES = [
    "", ".", "..", "/", "js", "js/", "missing.html", "../index.json", "js/../index.html",
    "/etc/passwd", "js//a b.js", "./index.html", "index.html/", "index.html\0", "js\\a b.js",
    "INDEX.HTML", "a/" * 300, "x" * 400, "index.html/more",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_only_a_regular_file_inside_has_a_path(root, name):
    assert file_of(root, HASH, name) is None
    with pytest.raises(PackageFileError):
        open_verified(root, HASH, name)


@pytest.mark.parametrize("sha256", ["", "..", "AB" * 32, "ab" * 31, "../" + HASH, HASH + "\n"])
def test_only_a_hash_names_a_package(root, sha256):
    assert file_of(root, sha256, "index.html") is None
    with pytest.raises(PackageFileError):
        folder_of(root, sha256)


def test_links_are_not_followed(root, tmp_path):
    (tmp_path / "secret.html").write_bytes(b"secret")
    files = root / HASH / "files"
    (files / "link.html").symlink_to(tmp_path / "secret.html")
    (files / "linked").symlink_to(tmp_path)
    assert [file_of(root, HASH, name) for name in ("link.html", "linked/secret.html")] == [
        None, None
    ]  # fmt: skip


def test_the_same_package_is_published_once(root, tmp_path):
    again = unpacked(tmp_path, "again")
    first = (root / HASH).stat().st_ino
    publish(root, again, HASH)
    assert ((root / HASH).stat().st_ino, again.exists()) == (first, False)


def test_other_files_never_take_the_place_of_a_package(root, tmp_path):
    other = unpacked(tmp_path, "other")
    (other / "index.html").write_bytes(b"changed")
    with pytest.raises(PackageAlteredError):
        publish(root, other, HASH)
    assert (root / HASH / "files" / "index.html").read_bytes() == b"<p>Text.</p>"


def test_a_crash_while_publishing_leaves_no_half_package(tmp_path, monkeypatch):
    root = tmp_path / "packages"
    root.mkdir()

    def full(_path, _content):
        raise OSError(28, "no space")

    monkeypatch.setattr(store, "_write", full)
    with pytest.raises(OSError, match="no space"):
        publish(root, unpacked(tmp_path), HASH)
    assert list(root.iterdir()) == []


def test_what_is_withdrawn_is_gone(root):
    withdraw(root, HASH)
    withdraw(root, HASH)
    assert file_of(root, HASH, "index.html") is None


def test_an_upload_waits_under_a_name_of_ours(tmp_path):
    path = quarantine_path(tmp_path, UUID(int=7))
    assert path == tmp_path / "00000000000000000000000000000007.zip"
    assert incoming_path(tmp_path, UUID(int=7)).parent == tmp_path
