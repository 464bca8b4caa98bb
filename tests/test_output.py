"""The output folder is written whole or not at all, whatever comes between."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from linetag.report.folder import write_folder

MARKER = b'{"generator": "linetag 1.0"}'
OLD = {"findings.json": MARKER, "xbrl/a.xml": b"old", "xbrl/gone.xml": b"old"}
NEW = {"findings.json": MARKER, "xbrl/a.xml": b"new", "tanshin/deep/b.html": b"new"}
NAME = "filing"


def read(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def put(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder that holds the result of an earlier run, and something else."""
    put(tmp_path / "out" / NAME, OLD)
    put(tmp_path / "out" / "other", {"kept": b"kept"})
    return tmp_path / "out"


def test_a_fresh_folder(tmp_path: Path) -> None:
    out = tmp_path / "not" / "there"
    target, findings = write_folder(out, NAME, NEW)
    assert findings == ()
    assert target == out / NAME
    assert read(target) == NEW
    assert names(out) == [NAME]


def test_the_earlier_result_is_replaced_as_a_whole(out: Path) -> None:
    assert write_folder(out, NAME, NEW)[1] == ()
    assert read(out / NAME) == NEW
    assert names(out) == [NAME, "other"]
    assert read(out / "other") == {"kept": b"kept"}


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    assert write_folder(tmp_path, NAME, NEW)[1] == ()
    assert read(tmp_path / NAME) == NEW


FOREIGN = [
    {"thesis.txt": b"years of work"},
    {"findings.json": b"[]"},
    {"findings.json": b"not JSON"},
    {"findings.json": b"\xff\xfe"},
    {"findings.json": b'{"generator": "linetagger 1.0"}'},
    {"findings.json": b'{"generator": null}'},
    {"findings.json": b"{}", "a": b""},
    {"findings.json/linetag": b""},
]


@pytest.mark.slow
@pytest.mark.parametrize("files", FOREIGN)
def test_a_folder_that_linetag_did_not_write_is_refused(tmp_path: Path, files: dict[str, bytes]) -> None:
    put(tmp_path / NAME, files)
    target, findings = write_folder(tmp_path, NAME, NEW)
    assert [(f.code, f.at.path) for f in findings if f.at] == [("O901", str(target))]
    assert read(tmp_path / NAME) == files
    assert names(tmp_path) == [NAME]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"mine")
    assert [f.code for f in write_folder(tmp_path, NAME, NEW)[1]] == ["O901"]
    assert (tmp_path / NAME).read_bytes() == b"mine"


@pytest.mark.parametrize("there", [True, False])
def test_a_symbolic_link_is_refused(tmp_path: Path, *, there: bool) -> None:
    elsewhere = tmp_path / "elsewhere"
    if there:
        put(elsewhere, OLD)
    out = tmp_path / "out"
    out.mkdir()
    (out / NAME).symlink_to(elsewhere, target_is_directory=True)
    assert [f.code for f in write_folder(out, NAME, NEW)[1]] == ["O901"]
    assert (out / NAME).is_symlink()
    assert elsewhere.exists() == there
    assert not there or read(elsewhere) == OLD


def test_a_file_in_the_place_of_the_out_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    _, findings = write_folder(tmp_path / "out", NAME, NEW)
    assert [f.code for f in findings] == ["O902"]
    assert "exists" in findings[0].message
    _, findings = write_folder(tmp_path / "out" / "below", NAME, NEW)
    assert [f.code for f in findings] == ["O902"]


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_an_out_folder_without_permission_is_reported(out: Path) -> None:
    out.chmod(0o500)
    try:
        assert [f.code for f in write_folder(out, NAME, NEW)[1]] == ["O902"]
    finally:
        out.chmod(0o700)
    assert read(out / NAME) == OLD


@pytest.mark.parametrize("name", ["../escaped", "/tmp/escaped", "a/../../escaped", ".."])  # noqa: S108 - no
def test_no_file_is_written_outside(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="outside"):
        write_folder(tmp_path / "out", NAME, {"findings.json": MARKER, name: b""})
    assert not list(tmp_path.rglob("escaped"))
    assert not (tmp_path / "out" / NAME).exists()
    assert write_folder(tmp_path / "out", NAME, NEW)[1] == ()
    assert names(tmp_path / "out") == [NAME]


# --- interrupted runs ---------------------------------------------------------------------------

PARTIAL = {"xbrl/a.xml": b"ne"}
LAST = {"findings.json": MARKER, "c": b"last"}
# What a run that was killed leaves: the folder, the new one aside, the old one aside.
STATES: list[tuple[dict[str, bytes] | None, dict[str, bytes] | None, dict[str, bytes] | None]] = [
    (None, PARTIAL, None),  # the first run, while writing
    (None, NEW, None),  # the first run, before the swap
    (OLD, PARTIAL, None),  # while writing
    (OLD, NEW, None),  # before the swap
    (None, NEW, OLD),  # between the two renames
    (NEW, None, OLD),  # before the old one is removed
    (NEW, None, PARTIAL),  # while the old one is removed
    (None, None, OLD),  # after a failure in the middle that could not be rolled back
]


@pytest.mark.parametrize(("target", "new", "old"), STATES)
def test_the_next_run_finishes_an_interrupted_one(
    tmp_path: Path,
    target: dict[str, bytes] | None,
    new: dict[str, bytes] | None,
    old: dict[str, bytes] | None,
) -> None:
    for folder, files in ((NAME, target), (f".{NAME}.new", new), (f".{NAME}.old", old)):
        if files is not None:
            put(tmp_path / folder, files)
    assert write_folder(tmp_path, NAME, LAST)[1] == ()
    assert names(tmp_path) == [NAME]
    assert read(tmp_path / NAME) == LAST


@pytest.mark.parametrize(("new", "old", "whole"), [(NEW, OLD, NEW), (None, OLD, OLD)])
def test_an_interrupted_run_is_finished_even_when_the_next_one_fails(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    new: dict[str, bytes] | None,
    old: dict[str, bytes],
    whole: dict[str, bytes],
) -> None:
    put(tmp_path / f".{NAME}.old", old)
    if new is not None:
        put(tmp_path / f".{NAME}.new", new)

    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device", str(self), len(data))

    monkeypatch.setattr(Path, "write_bytes", full)
    (problem,) = write_folder(tmp_path, NAME, LAST)[1]
    assert problem.code == "O902"
    assert "No space left" in problem.message
    assert read(tmp_path / NAME) == whole
    assert names(tmp_path) == [NAME]


@pytest.mark.parametrize("leftover", ["new", "old"])
def test_leftovers_that_are_no_folders_are_removed(out: Path, leftover: str) -> None:
    (out / f".{NAME}.{leftover}").write_bytes(b"")
    assert write_folder(out, NAME, NEW)[1] == ()
    (out / f".{NAME}.{leftover}").symlink_to(out / "other", target_is_directory=True)
    assert write_folder(out, NAME, NEW)[1] == ()
    assert names(out) == [NAME, "other"]
    assert read(out / "other") == {"kept": b"kept"}


@pytest.mark.parametrize("call", [1, 2])
def test_a_rename_that_fails_leaves_the_earlier_result(
    out: Path, monkeypatch: pytest.MonkeyPatch, call: int
) -> None:
    rename = Path.rename
    calls: list[Path] = []

    def failing(self: Path, target: Path) -> Path:
        calls.append(self)
        if len(calls) == call:
            raise PermissionError(13, "Permission denied")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    (problem,) = write_folder(out, NAME, NEW)[1]
    assert problem.code == "O902"
    assert read(out / NAME) == OLD
    assert names(out) == [NAME, "other"]


# Runs in a process of its own, which kills itself (no handler runs) before the n-th call that
# changes the disk; the calls are counted at the level of the operating system.
_KILLED = """
import os, signal, sys
from pathlib import Path
from linetag.report.folder import write_folder
last, calls = int(sys.argv[2]), 0
def counted(function):
    def wrapper(*arguments, **more):
        global calls
        calls += 1
        if calls == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **more)
    return wrapper
for name in ("mkdir", "rename", "unlink", "rmdir"):
    setattr(os, name, counted(getattr(os, name)))
write_bytes = Path.write_bytes
Path.write_bytes = counted(write_bytes)
files = {"findings.json": b'{"generator": "linetag 1.0"}', "xbrl/a.xml": b"new"}
files["tanshin/deep/b.html"] = b"new"
_, findings = write_folder(Path(sys.argv[1]), "filing", files)
assert not findings, findings
print("finished")
"""


@pytest.mark.slow
def test_a_run_killed_at_any_moment_leaves_one_whole_result(tmp_path: Path) -> None:
    finished = 0
    states = set()
    for call in range(1, 40):
        out = tmp_path / str(call)
        put(out / NAME, OLD)
        done = subprocess.run(
            [sys.executable, "-c", _KILLED, str(out), str(call)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.stderr == ""
        finished += done.stdout == "finished\n"
        whole = [p for p in (out / NAME, out / f".{NAME}.new", out / f".{NAME}.old") if p.exists()]
        states.add(tuple(p.name for p in whole))
        assert (out / NAME).exists() or whole == [out / f".{NAME}.new", out / f".{NAME}.old"]
        if (out / NAME).exists():
            assert read(out / NAME) in (OLD, NEW)
        assert write_folder(out, NAME, LAST)[1] == ()
        assert names(out) == [NAME]
        assert read(out / NAME) == LAST
        if finished > 1:
            break
    assert finished > 1
    assert (f".{NAME}.new", f".{NAME}.old") in states
