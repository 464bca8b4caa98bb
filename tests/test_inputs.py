"""Files that people name: pipes, devices, sizes, names and permissions; the delimiters of tables."""

from __future__ import annotations

import csv
import io
import os
import shutil
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from linetag import data
from linetag.filing.load import load
from linetag.filing.records import Filing
from linetag.findings import Finding
from linetag.inputs.limits import MAX_BYTES
from linetag.inputs.tables import read_table, read_text, source_lines
from linetag.release import limits, source
from linetag.release.text import read

SETTINGS = ("filing.toml", "mapping.csv", "rollup.csv", "extension.csv")
NAMES = (*SETTINGS, "release.txt")
HUGE = 2 * 1024**3


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(data.sample(), tmp_path / "filing"))


def findings(folder: Path, name: str) -> tuple[Finding, ...]:
    """What is found when the folder, or the release in it, is read."""
    found = read(folder / name, name)[1] if name == "release.txt" else load(folder)[1]
    return tuple(item for item in found if item.at and item.at.path == name)


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [item.code for item in found]


# --- what is no regular file ------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes in folders")
@pytest.mark.parametrize("name", NAMES)
def test_a_pipe_is_refused_and_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink()
    os.mkfifo(folder / name)
    found = findings(folder, name)
    assert codes(found) == ["R101" if name == "release.txt" else "F101"]
    assert "not a regular file" in found[0].message
    assert source_lines(folder / name) == ()


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no such device")
@pytest.mark.parametrize("name", NAMES)
def test_a_device_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).symlink_to("/dev/zero")
    assert "not a regular file" in findings(folder, name)[0].message


@pytest.mark.parametrize("name", NAMES)
def test_a_folder_in_place_of_a_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    assert "it is a folder" in findings(folder, name)[0].message


# --- sizes ------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_huge_file_takes_no_memory(folder: Path, name: str) -> None:
    with (folder / name).open("r+b") as file:
        file.truncate(HUGE)
    tracemalloc.start()
    try:
        found = findings(folder, name)
        assert tracemalloc.get_traced_memory()[1] < 2 * MAX_BYTES
    finally:
        tracemalloc.stop()
    assert codes(found) == ["R105" if name == "release.txt" else "F102"]


def test_the_largest_table_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "mapping.csv"
    path.write_bytes(b" " * MAX_BYTES)
    text, found = read_text(path, "mapping.csv")
    assert (text is not None, found) == (True, ())
    path.write_bytes(b" " * (MAX_BYTES + 1))
    text, found = read_text(path, "mapping.csv")
    assert (text, codes(found)) == (None, ["F102"])
    assert "32 MiB" in found[0].message


def test_the_largest_release_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    path = tmp_path / "release.txt"
    path.write_bytes(b"a" * limits.MAX_BYTES)
    assert source.lines(path, "release.txt")[1] == ()
    path.write_bytes(b"a" * (limits.MAX_BYTES + 1))
    lines, found = source.lines(path, "release.txt")
    assert (lines, codes(found)) == (None, ["R105"])
    assert "16 MiB" in found[0].message


# --- names and permissions --------------------------------------------------------------------------


def test_a_name_that_is_too_long_is_a_finding() -> None:
    filing, found = load(Path("x" * 5000))
    assert (filing, codes(found)) == (None, ["F101"])
    assert "too long" in found[0].message
    document, found = read(Path("x" * 5000))
    assert (document, codes(found)) == (None, ["R101"])


def test_a_name_with_a_nul_is_a_finding() -> None:
    assert codes(load(Path("a\0b"))[1]) == ["F101"]
    assert codes(read(Path("a\0b"))[1]) == ["R101"]


def test_a_file_is_no_folder(folder: Path) -> None:
    assert codes(load(folder / "filing.toml")[1]) == ["F100"]
    assert codes(load(folder / "filing.toml" / "inner")[1]) == ["F100"]


@pytest.mark.skipif(not hasattr(os, "seteuid"), reason="this system has no such users")
def test_a_folder_without_permission_is_a_finding(folder: Path) -> None:
    """The administrator may read everything, and so the test becomes another user for a moment."""
    own = os.geteuid()
    folder.chmod(0)
    try:
        if own == 0:
            os.seteuid(65534)
        filing, found = load(folder)
        lines = source_lines(folder / "filing.toml")
    finally:
        if own == 0:
            os.seteuid(own)
        folder.chmod(0o700)
    assert (filing, lines) == (None, ())
    assert set(codes(found)) == {"F101"}
    assert "Permission denied" in found[0].message


@pytest.mark.parametrize("code", ["../x", "37/74", "3774\\n", "377", "377401", "a:bc", "３７７４", ""])
def test_a_securities_code_that_no_file_can_be_named_after(folder: Path, code: str) -> None:
    text = (folder / "filing.toml").read_text("utf-8")
    assert 'code = "3774"' in text
    (folder / "filing.toml").write_text(text.replace('code = "3774"', f'code = "{code}"'), "utf-8")
    found = load(folder)[1]
    assert codes(found) == ["F122"]
    assert found[0].at is not None
    assert found[0].at.text == f'code = "{code}"'


@pytest.mark.parametrize("code", ["3774", "37740", "130A", "130A0"])
def test_securities_codes(folder: Path, code: str) -> None:
    text = (folder / "filing.toml").read_text("utf-8")
    (folder / "filing.toml").write_text(text.replace('code = "3774"', f'code = "{code}"'), "utf-8")
    assert load(folder)[1] == ()


# --- delimiters -------------------------------------------------------------------------------------


def rewritten(path: Path, delimiter: str, mark: str = "") -> None:
    """Save a table as a spreadsheet with another delimiter does."""
    records = list(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator="\r\n").writerows(records)
    path.write_text(mark + written.getvalue(), "utf-8", newline="")


def rows(filing: Filing | None) -> list[object]:
    """What the tables say, and the line and column of each row, without the text quoted there."""
    assert filing is not None
    return [
        *(replace(row, origin=row.origin._replace(text="")) for row in filing.mapping),
        *(replace(row, origin=row.origin._replace(text="")) for row in filing.rollups),
        *(replace(row, origin=row.origin._replace(text="")) for row in filing.extension),
    ]


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["", "bom"])
@pytest.mark.parametrize("delimiter", [";", "\t"], ids=["semicolon", "tab"])
def test_tables_with_other_delimiters(folder: Path, delimiter: str, mark: str) -> None:
    for name in SETTINGS[1:]:
        rewritten(folder / name, delimiter, mark)
    filing, found = load(folder)
    assert found == ()
    assert rows(filing) == rows(load(data.sample())[0])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
def test_a_defect_stands_at_its_field_whatever_the_delimiter(folder: Path, delimiter: str) -> None:
    path = folder / "rollup.csv"
    path.write_text(delimiter.join(("statement", "parent", "child", "weight", "order")) + "\n", "utf-8")
    with path.open("a", encoding="utf-8") as file:
        file.write(delimiter.join(("BS", f'"a{delimiter}""b"', "gaap:Assets", "one", "1")) + "\n")
    problem = next(item for item in load(folder)[1] if item.code == "F130")
    assert problem.at is not None
    assert (problem.at.line, problem.at.column, problem.at.text) == (2, 24, "one")


def test_a_quoted_delimiter_belongs_to_its_field(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text('label;members\n"a; b, c";"x=y;z=w"\n', "utf-8")
    found, problems = read_table(tmp_path / "t.csv", "t.csv", ("label", "members"))
    assert problems == ()
    assert [row.fields for row in found] == [{"label": "a; b, c", "members": "x=y;z=w"}]


def test_a_wrong_column_is_named_where_the_others_are_known(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("label;membres\na;b\n", "utf-8")
    found, problems = read_table(tmp_path / "t.csv", "t.csv", ("label", "members"))
    assert (found, codes(problems)) == ((), ["F111", "F114"])
    assert '"membres"' in problems[1].message


def test_one_column_is_separated_by_nothing(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("label\na;b\n", "utf-8")
    found, problems = read_table(tmp_path / "t.csv", "t.csv", ("label",))
    assert (problems, [row["label"] for row in found]) == ((), ["a;b"])
