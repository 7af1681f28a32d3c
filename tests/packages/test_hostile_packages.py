"""No hostile archive is unpacked: each is refused by its rule, and nothing is written outside."""

import random
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from curriculum.domain.packages import Level, PackageLimits, PackageRule
from curriculum.scorm.archive import check_archive, unpack
from curriculum.scorm.sandbox import found_files, run_unpack
from tests.packages.builders import kept, page, scorm12, zipped
from tests.packages.hostile import BOMBS, HOSTILE, Raw, archive, lying_bomb

LIMITS = PackageLimits()
MB = 1024 * 1024


def silent(_progress):
    """Nobody looks."""


def tree(folder):
    """Everything below a folder."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.mark.parametrize(
    ("build", "rule"), [case[1:] for case in HOSTILE], ids=[c[0] for c in HOSTILE]
)
def test_a_hostile_archive_is_refused_by_its_rule_and_leaves_nothing(tmp_path, build, rule):
    inner = tmp_path / "store" / "deep"
    inner.mkdir(parents=True)
    path = kept(tmp_path, build())
    unpacked = unpack(path, inner / "package", LIMITS, silent)
    found = {(each.level, each.rule) for each in unpacked.findings}
    assert found == {(Level.STOP, rule)}
    assert tree(tmp_path) == ["package.zip", "store", "store/deep"]


@pytest.mark.parametrize(("build", "rule"), [case[1:] for case in BOMBS], ids=[c[0] for c in BOMBS])
def test_a_bomb_stops_within_ten_seconds_and_256_megabytes(tmp_path, build, rule):
    result = run_unpack(kept(tmp_path, build()), tmp_path / "package", LIMITS, silent)
    assert rule in {each.rule for each in result.findings}
    assert (result.seconds < 10, 0 < result.memory < 256 * MB) == (True, True)
    assert tree(tmp_path) == ["package.zip"]


def test_there_are_more_than_forty_hostile_archives_of_different_names():
    assert (len(HOSTILE) > 40, len({case[0] for case in HOSTILE})) == (True, len(HOSTILE))


def test_an_upload_above_the_limit_is_not_even_read(tmp_path):
    limits = PackageLimits(upload=100)
    found = check_archive(kept(tmp_path, scorm12()), limits)
    assert [each.rule for each in found] == [PackageRule.TOO_LARGE]


def test_findings_are_bounded(tmp_path):
    names = [Raw(b"../%d.exe" % number) for number in range(900)]
    assert len(check_archive(kept(tmp_path, archive(*names)), LIMITS)) == 200


def test_what_a_name_hides_is_written_out(tmp_path):
    path = kept(tmp_path, archive(Raw("a\x1b[2J\u202e.html".encode())))
    assert [each.file for each in check_archive(path, LIMITS)] == ["a\\x1b[2J\\u202e.html"]


def test_an_existing_folder_is_never_written_into(tmp_path):
    (tmp_path / "package").mkdir()
    with pytest.raises(FileExistsError):
        unpack(kept(tmp_path, scorm12()), tmp_path / "package", LIMITS, silent)
    assert tree(tmp_path) == ["package", "package.zip"]


def test_files_are_written_read_only(tmp_path):
    unpack(kept(tmp_path, scorm12()), tmp_path / "package", LIMITS, silent)
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "package").iterdir()}
    assert modes == {0o444}


names = st.text(
    alphabet=st.sampled_from("ab./\\:. \0~-\u0301\u202eA1"), min_size=1, max_size=12
).map(lambda name: name + random.Random(name).choice([".html", "", "/", ".js"]))  # noqa: S311


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(names, st.binary(max_size=40)), max_size=6), st.integers(0, 2**32 - 1))
def test_no_archive_whatsoever_writes_outside_its_folder(tmp_path_factory, files, seed):
    folder = tmp_path_factory.mktemp("any")
    inner = folder / "store"
    inner.mkdir()
    entries = [Raw(name.encode("utf-8", "replace"), content) for name, content in files]
    content = bytearray(archive(*entries))
    chance = random.Random(seed)  # noqa: S311 - a seeded sample
    for _ in range(chance.choice([0, 0, 1, 3])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    unpacked = unpack(kept(folder, bytes(content)), inner / "package", LIMITS, silent)
    outside = [name for name in tree(folder) if not name.startswith("store/package")]
    assert outside == ["package.zip", "store"]
    there = found_files(inner / "package", 99) if (inner / "package").exists() else {}
    assert there == {each.path: each.size for each in unpacked.files}


def test_an_archive_that_other_programs_write_is_unpacked(tmp_path):
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as other:
        other.mkdir("shared")
        other.writestr("shared/ünit.html", page())
        with other.open("late.txt", "w") as late:
            late.write(b"Text.")
        other.comment = b"Made by a program"
    unpacked = unpack(path, tmp_path / "package", LIMITS, silent)
    assert [(each.path, each.size) for each in unpacked.files] == [
        ("shared/ünit.html", len(page())), ("late.txt", 5)
    ]  # fmt: skip


def test_a_stream_with_sizes_after_the_content_is_unpacked(tmp_path):
    class Pipe:
        """A file that cannot go back, as a web server writes it."""

        def __init__(self, file):
            self.write, self.flush = file.write, file.flush

    path = tmp_path / "package.zip"
    with path.open("wb") as file, zipfile.ZipFile(Pipe(file), "w", zipfile.ZIP_DEFLATED) as other:
        other.writestr("a.html", page())
        other.writestr("b.txt", "Text.")
    unpacked = unpack(path, tmp_path / "package", LIMITS, silent)
    assert [each.path for each in unpacked.files] == ["a.html", "b.txt"]


def test_a_repetitive_small_file_is_no_bomb(tmp_path):
    path = kept(tmp_path, zipped({"blank.txt": b" " * 60_000}))
    assert check_archive(path, LIMITS) == []


def test_a_lying_entry_is_left_as_soon_as_it_says_too_much(tmp_path):
    path = kept(tmp_path, lying_bomb())
    (finding,) = unpack(path, tmp_path / "package", LIMITS, silent).findings
    assert (finding.file, finding.details) == ("small.txt", {"reason": "size"})
