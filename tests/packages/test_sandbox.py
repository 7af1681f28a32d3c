"""The process that unpacks is confined, watched, and not believed."""

import json
import sys
import textwrap

import pytest

from curriculum.domain.packages import Level, PackageFinding, PackageLimits, PackageRule
from curriculum.scorm import sandbox
from curriculum.scorm.sandbox import ROOT, run_unpack, start_confined
from tests.packages.builders import kept, page, scorm12, zipped

LIMITS = PackageLimits()
MB = 1024 * 1024


def silent(_progress):
    """Nobody looks."""


def run_instead(monkeypatch, code):
    """Let a process run this code instead of unpacking; it gets the folder as argument 1."""
    text = textwrap.dedent(code)
    monkeypatch.setattr(
        sandbox, "_command",
        lambda _path, folder, _limits: [sys.executable, "-I", "-c", text, str(folder)],
    )  # fmt: skip


def confined(code, limits=LIMITS):
    """What code says after it gave up its rights."""
    start = (
        "import sys; sys.path.append(sys.argv[1])\n"
        "from curriculum.domain.packages import PackageLimits\n"
        "from curriculum.scorm.confinement import confine\n"
        f"isolated = confine(PackageLimits(memory={limits.memory}, unpacked={limits.unpacked}))\n"
    )
    command = [sys.executable, "-I", "-S", "-c", start + textwrap.dedent(code), str(ROOT)]
    with start_confined(command) as child:
        return child.stdout.read().decode().strip()


def test_progress_is_told_and_the_result_is_measured(tmp_path):
    seen = []
    content = scorm12(files={f"{number}.html": page() for number in range(50)})
    result = run_unpack(kept(tmp_path, content), tmp_path / "package", LIMITS, seen.append)
    assert (result.findings, len(result.files), seen[-1].done, seen[-1].total) == ((), 52, 52, 52)
    assert (result.unpacked, 0 < result.memory < 64 * MB) == (seen[-1].written, True)


def test_a_process_that_never_ends_is_stopped_with_all_its_children(tmp_path, monkeypatch):
    run_instead(monkeypatch, "import os, time\nos.fork()\ntime.sleep(60)")
    result = run_unpack(tmp_path / "x", tmp_path / "package", PackageLimits(seconds=1), silent)
    assert result.findings == (
        PackageFinding(Level.STOP, PackageRule.TOOK_TOO_LONG, details={"limit": "1"}),
    )
    assert list(tmp_path.iterdir()) == []


def result_line(**changed):
    """A line of result as the process writes it."""
    told = {
        "findings": [], "files": [], "unpacked": 0, "isolated": True, "memory": 1, "seconds": 0,
    }  # fmt: skip
    return json.dumps({"result": {**told, **changed}})


LIES = {
    "nothing": "",
    "no JSON": "print('hello')",
    "another shape": "print('[]')",
    "a number": "print('7')",
    "deep": "print('[' * 100_000)",
    "too much": "print('x' * 9_000_000)",
    "an exit": "raise SystemExit(3)",
    "no folder": f"print({result_line()!r})",
    "no file": f"""
        import os, sys; os.mkdir(sys.argv[1])
        print({result_line(files=[["a.html", 1]], unpacked=1)!r})""",
    "a file untold": f"""
        import pathlib, sys; folder = pathlib.Path(sys.argv[1]); folder.mkdir()
        (folder / "a.html").write_text("x"); print({result_line()!r})""",
    "another size": f"""
        import pathlib, sys; folder = pathlib.Path(sys.argv[1]); folder.mkdir()
        (folder / "a.html").write_text("xx")
        print({result_line(files=[["a.html", 1]], unpacked=1)!r})""",
    "a link": f"""
        import pathlib, sys; folder = pathlib.Path(sys.argv[1]); folder.mkdir()
        (folder / "a.html").symlink_to("/etc/hostname"); print({result_line()!r})""",
    "a hard link": f"""
        import os, pathlib, sys; folder = pathlib.Path(sys.argv[1]); folder.mkdir()
        (folder.parent / "b").write_text("x"); os.link(folder.parent / "b", folder / "a.html")
        print({result_line(files=[["a.html", 1]], unpacked=1)!r})""",
    "a folder that is a link": f"""
        import os, sys; os.symlink("/etc", sys.argv[1]); print({result_line()!r})""",
    "an unknown rule": f"""
        print({result_line(findings=[{"level": "stop", "rule": "x", "file": "", "details": {}}])!r})
    """,
}


@pytest.mark.parametrize("code", LIES.values(), ids=LIES)
def test_a_process_that_dies_or_lies_leaves_a_refusal_and_nothing_else(tmp_path, monkeypatch, code):
    run_instead(monkeypatch, code)
    result = run_unpack(tmp_path / "x", tmp_path / "package", LIMITS, silent)
    assert ([each.rule for each in result.findings], result.files) == ([PackageRule.DAMAGED], ())
    assert list(tmp_path.iterdir()) == []


def test_a_process_killed_by_the_system_took_too_much_memory(tmp_path, monkeypatch):
    run_instead(monkeypatch, "import os\nos.kill(os.getpid(), 9)")
    result = run_unpack(tmp_path / "x", tmp_path / "package", LIMITS, silent)
    assert [each.rule for each in result.findings] == [PackageRule.TOOK_TOO_MUCH_MEMORY]


def test_processor_time_is_bounded(tmp_path, monkeypatch):
    code = "import resource\nresource.setrlimit(resource.RLIMIT_CPU, (1, 2))\nwhile True: pass"
    run_instead(monkeypatch, code)
    result = run_unpack(tmp_path / "x", tmp_path / "package", LIMITS, silent)
    assert [each.rule for each in result.findings] == [PackageRule.TOOK_TOO_LONG]


def test_too_little_memory_is_told(tmp_path):
    content = zipped({f"{number}.txt": "x" for number in range(4_000)})
    limits = PackageLimits(memory=1 * MB)
    result = run_unpack(kept(tmp_path, content), tmp_path / "package", limits, silent)
    assert [each.rule for each in result.findings] == [PackageRule.TOOK_TOO_MUCH_MEMORY]


def test_a_full_disk_is_the_machines_fault_and_not_the_packages(tmp_path, monkeypatch):
    run_instead(monkeypatch, """print('{"broken": 28}')""")
    with pytest.raises(OSError, match="No space left"):
        run_unpack(tmp_path / "x", tmp_path / "package", LIMITS, silent)
    assert list(tmp_path.iterdir()) == []


def test_a_confined_process_cannot_hold_more_memory():
    code = (
        "try:\n    bytearray(300 << 20); print('held')\nexcept MemoryError:\n    print('refused')"
    )
    assert confined(code) == "refused"


def test_a_confined_process_reaches_no_network_or_says_so():
    code = """
        import socket
        try:
            names = [name for _, name in socket.if_nameindex() if name != "lo"]
        except OSError:
            names = []
        print(isolated, names)
    """
    said = confined(code)
    assert said == "True []" or said.startswith("False")


def test_a_confined_process_sees_no_environment(monkeypatch):
    monkeypatch.setenv("PASSPORT_SECRET_KEY", "secret")
    assert "secret" not in confined("import os\nprint(dict(os.environ))")


def test_a_confined_process_writes_no_larger_file_than_the_limit(tmp_path):
    code = f"""
        try:
            with open({str(tmp_path / "large")!r}, "wb") as file:
                file.write(b"x" * 4_000_000)
            print("written")
        except OSError:
            print("refused")
    """
    assert confined(code, PackageLimits(unpacked=1_000_000)) == "refused"


def test_the_process_loads_nothing_but_the_standard_library_and_our_own_rules():
    code = """
        import curriculum.scorm.unpacker
        names = {name.split(".")[0] for name in sys.modules} - set(sys.stdlib_module_names)
        print(sorted(names - {"__main__"}))
    """
    assert confined(code) == "['curriculum']"
