"""Whatever the files of a filing hold: findings with places, never a traceback, nothing half-written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from linetag import data, run
from linetag.report.finding_text import render
from support.command import invoke

SAMPLE = data.sample()
FILES = ("release.txt", "filing.toml", "mapping.csv", "rollup.csv", "extension.csv")
ORIGINAL = {name: (SAMPLE / name).read_bytes() for name in FILES}
CASH, ASSETS = b"13,536,824", b"bs,,ASSETS,,BS,gaap:AssetsAbstract"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SAMPLE, tmp_path / "filing")
    return tmp_path / "filing"


def swapped(name: str, old: bytes, new: bytes) -> bytes:
    assert old in ORIGINAL[name]
    return ORIGINAL[name].replace(old, new, 1)


# name of the file, its content (None: missing; "folder": a folder), the finding and its place
UNREADABLE: list[tuple[str, bytes | str | None, str, str]] = [
    ("release.txt", None, "R101", "release.txt:1:1"),
    ("release.txt", "folder", "R101", "release.txt:1:1"),
    ("release.txt", b"", "R102", "release.txt:1:1"),
    ("release.txt", b"\t" * 100_000, "R102", "release.txt:1:1"),
    ("release.txt", bytes(range(256)) * 20, "R103", "release.txt:1:1"),
    ("release.txt", b"%PDF-1.4\n" + ORIGINAL["release.txt"], "R121", "release.txt:1:1"),
    ("release.txt", swapped("release.txt", b"Inventories", b"Inven\0tories"), "R103", "release.txt:1:1"),
    ("release.txt", swapped("release.txt", b"Inventories", b"Invent\xe9s"), "R104", "release.txt:142:7"),
    ("release.txt", b"\t" * 20_000_000, "R105", "release.txt:1:1"),
    ("filing.toml", None, "F101", "filing.toml:1:1"),
    ("filing.toml", "folder", "F101", "filing.toml:1:1"),
    ("filing.toml", b"[entity]\nvalue = \xff\n", "F103", "filing.toml:2:9"),
    ("filing.toml", b"[", "F120", "filing.toml:1:2"),
    ("filing.toml", b"a = " + b"[" * 5000, "F120", "filing.toml:1:"),
    ("filing.toml", b"a = 1" + b"0" * 10_000, "F120", "filing.toml:1:"),
]


def in_short(value: object) -> str | None:
    return f"{len(value)} bytes" if isinstance(value, bytes) else None


@pytest.mark.parametrize(("name", "content", "code", "place"), UNREADABLE, ids=in_short)
def test_what_cannot_be_read_is_named_with_its_place(
    folder: Path, name: str, content: bytes | str | None, code: str, place: str
) -> None:
    (folder / name).unlink()
    if isinstance(content, bytes):
        (folder / name).write_bytes(content)
    elif content:
        (folder / name).mkdir()

    status, shown = build(folder)

    assert status == 2
    assert f"error {code}: " in shown
    assert f"  --> {place}" in shown


# name of the file, its content, the finding and its place
WRONG: list[tuple[str, bytes | None, str, str]] = [
    ("mapping.csv", None, "F101", "mapping.csv:1:1"),
    ("mapping.csv", b"", "F113", "mapping.csv:1:1"),
    ("mapping.csv", b'"', "F110", "mapping.csv:1:1"),
    ("mapping.csv", swapped("mapping.csv", b"gaap:Assets,1", b"ga\0ap:Assets,1"), "T360", "mapping.csv:25:1"),
    ("mapping.csv", swapped("mapping.csv", ASSETS, ASSETS + b",,,"), "F112", "mapping.csv:2:1"),
    ("rollup.csv", b'statement,parent\n"', "F111", "rollup.csv:1:1"),
    ("rollup.csv", swapped("rollup.csv", b",1,1\n", b",1e999999,1\n"), "F130", "rollup.csv:2:"),
    ("rollup.csv", swapped("rollup.csv", b",1,1\n", b",1,nan\n"), "F130", "rollup.csv:2:"),
    (
        "extension.csv",
        ORIGINAL["extension.csv"] + b'"' + b"x" * 200_000 + b'"\n',
        "F110",
        "extension.csv:30:1",
    ),
    ("extension.csv", swapped("extension.csv", b"WAN services", b"WAN\x07"), "X801", ""),
    ("filing.toml", swapped("filing.toml", b'"77.92"', b'"1e999999999"'), "F122", "filing.toml:42:1"),
    ("filing.toml", swapped("filing.toml", b"now = 2012", b"now = 9999"), "F122", "filing.toml:30:1"),
    ("filing.toml", swapped("filing.toml", b"half = { start = 2012", b"half = { start = 0001"), "F122", ""),
    ("filing.toml", swapped("filing.toml", b'"iij-20120930"', b'"../../outside"'), "F122", "filing.toml:9:1"),
    (
        "filing.toml",
        swapped("filing.toml", b'"us-gaap-style"', b'"us\\u0000gaap"'),
        "F140",
        "filing.toml:17:1",
    ),
    ("filing.toml", swapped("filing.toml", b'"us-gaap-style"', b'"' + b"x" * 5000 + b'"'), "F140", ""),
    ("release.txt", swapped("release.txt", CASH, b"9" * 10_000), "T330", "release.txt:140:27"),
    ("release.txt", swapped("release.txt", CASH, b"9" + b",999" * 3333), "T330", "release.txt:140:27"),
    ("release.txt", swapped("release.txt", CASH, b"1e999999"), "T330", "release.txt:140:27"),
    ("release.txt", swapped("release.txt", b"33.59", b"33." + b"5" * 10_000), "T330", "release.txt:248:"),
    (
        "release.txt",
        swapped("release.txt", b"107,919 th", b"9" * 10_000 + b" th"),
        "T320",
        "release.txt:141:",
    ),
]


# A whole file or taxonomy is not to be had: there is nothing to force.
LOST_FILES = ("F101", "F110", "F111", "F113", "F140")


@pytest.mark.parametrize(("name", "content", "code", "place"), WRONG, ids=in_short)
def test_what_is_wrong_in_a_file_is_named_and_forced_output_stays_well_formed(
    folder: Path, name: str, content: bytes | None, code: str, place: str
) -> None:
    if content is None:
        (folder / name).unlink()
    else:
        (folder / name).write_bytes(content)

    status, shown = build(folder)
    forced, _ = build(folder, "--force")

    lost = code in LOST_FILES
    assert (status, forced) == ((2, 2) if lost else (1, 1))
    assert f"error {code}: " in shown
    assert f"  --> {place}" in shown
    written = folder.parent / "out" / "filing" / "xbrl"
    assert written.exists() is not lost
    for path in written.iterdir() if not lost else ():
        etree.parse(path)
    assert {path.name for path in folder.parent.iterdir()} <= {"filing", "out"}


def build(folder: Path, *options: str) -> tuple[int, str]:
    """Exit status and output; any exception other than the exit itself is raised here."""
    arguments = ["build", str(folder), "--out", str(folder.parent / "out"), *options]
    result = invoke(*arguments)
    return result.exit_code, result.stdout


def test_a_folder_whose_name_is_no_text(tmp_path: Path) -> None:
    folder = tmp_path / "fil\udcffing"
    try:
        shutil.copytree(SAMPLE, folder)
    except OSError:
        pytest.skip("this file system has no such names")

    status, shown = build(folder)

    assert status == 0
    assert "wrote " in shown


# --- mutations --------------------------------------------------------------------------------

Mutation = Callable[[bytes], bytes]
PIECES = [b'"', b"\n", b"\t", b",", b"(", b"-", b"\0", b"\xff", b"[", b"]", b"=", b"{", b"1e9", b"9" * 40] + [
    text.encode() for text in ("△", "一", "gaap:Assets", "September 31, 2012", "'''", "#", "%", "nan")
]


@st.composite
def mutations(draw: st.DrawFn) -> Mutation:
    """A byte flipped, a piece put in or in place of something, a cut; lines lost, doubled, exchanged."""
    where, other = draw(st.floats(0, 1, exclude_max=True)), draw(st.floats(0, 1, exclude_max=True))
    kind = draw(st.sampled_from(["flip", "insert", "replace", "cut", "lose", "double", "exchange"]))
    bit, piece, length = draw(st.integers(0, 7)), draw(st.sampled_from(PIECES)), draw(st.integers(1, 40))

    def mutate(content: bytes) -> bytes:
        at = int(where * len(content))
        if kind == "flip":
            return content[:at] + bytes([content[at] ^ 1 << bit]) + content[at + 1 :]
        if kind in {"insert", "replace", "cut"}:
            kept = content[at:] if kind == "insert" else content[at + length :]
            return content[:at] + (b"" if kind == "cut" else piece) + kept
        lines = content.split(b"\n")
        i, j = int(where * len(lines)), int(other * len(lines))
        if kind == "lose":
            del lines[i : i + length]
        elif kind == "double":
            lines.insert(j, lines[i])
        else:
            lines[i], lines[j] = lines[j], lines[i]
        return b"\n".join(lines) or b"\n"

    return mutate


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutated") / "filing"
    shutil.copytree(SAMPLE, folder)
    return folder


@settings(max_examples=40, deadline=None)
@given(name=st.sampled_from(FILES), changes=st.lists(mutations(), min_size=1, max_size=3))
def test_no_mutation_of_a_file_ends_in_an_exception(
    scratch: Path, name: str, changes: list[Mutation]
) -> None:
    content = ORIGINAL[name]
    for change in changes:
        content = change(content)
    (scratch / name).write_bytes(content)
    try:
        outcome = run.build(scratch, force=True)
    finally:
        (scratch / name).write_bytes(ORIGINAL[name])

    assert list(render(outcome.findings, outcome.sources))
    if outcome.built is None:
        assert outcome.tally.errors
        return
    for path, written in outcome.built.files.items():
        if path.startswith("xbrl/"):
            etree.fromstring(written)


def test_an_empty_namespace_is_told_and_what_is_forced_is_well_formed(scratch: Path) -> None:
    path = scratch / "filing.toml"
    text = re.sub(rb'(?m)^namespace = ".*"$', b'namespace = ""', ORIGINAL["filing.toml"], count=1)
    assert text != ORIGINAL["filing.toml"]
    path.write_bytes(text)
    try:
        outcome = run.build(scratch, force=True)
    finally:
        path.write_bytes(ORIGINAL["filing.toml"])
    assert "F122" in {item.code for item in outcome.findings}
    assert outcome.built is not None
    for name, written in outcome.built.files.items():
        if name.startswith("xbrl/"):
            etree.fromstring(written)
