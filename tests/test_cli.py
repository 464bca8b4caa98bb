"""The commands: what they print and where, what they leave behind, with which exit status."""

from __future__ import annotations

import json
import shlex
import shutil
from pathlib import Path

import click
import pytest

from linetag import data
from linetag.cli.app import COMMANDS, program
from linetag.cli.help import Command
from linetag.findings import catalogue
from support.command import invoke

SAMPLE = data.sample()


def filing(folder: Path, **replaced: tuple[str, str]) -> Path:
    """A copy of the sample; `release=(old, new)` replaces the first `old` in its file."""
    shutil.copytree(SAMPLE, folder)
    for name, (old, new) in replaced.items():
        (path,) = folder.glob(f"{name}.*")
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def erring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filing with three errors in three files."""
    return filing(
        tmp_path_factory.mktemp("erring") / "erring",
        release=("13,536,824", "13,536,825"),
        rollup=("gaap:InventoryNet", "gaap:InventoryGross"),
        filing=("[exchange]", "[exchanges]"),
    )


# --- linetag build ----------------------------------------------------------------------------


def test_the_sample_is_built_without_arguments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    result = invoke("build")

    assert result.exit_code == 0
    *_, read, tagged, older_sums, sums, ties, wrote = result.stdout.splitlines()
    assert read == "read     release.txt: 32 tables, 1029 figures"
    assert tagged.startswith(
        "tagged   712 figures as 691 facts; 316 tied to facts and to each other, 1 left on purpose, 0 "
    )
    assert sums == (
        "checked  119 sums: 119 consistent, 0 inconsistent, 0 unchecked "
        "under Calculations 1.1, which allows for rounding; 13 not bound"
    )
    assert older_sums == (
        "checked  119 sums: 118 consistent, 1 inconsistent, 0 unchecked "
        "under XBRL 2.1, which does not allow for rounding; 13 not bound"
    )
    assert ties.split()[:2] + ties.split()[-2:] == ["checked", ties.split()[1], ties.split()[1], "hold"]
    assert wrote == "wrote    output/iij-2012q2/ (19 files)"
    assert (tmp_path / "output" / "iij-2012q2" / "xbrl" / "iij-20120930.xml").is_file()


def test_messages_go_to_stderr_and_results_to_stdout(tmp_path: Path) -> None:
    result = invoke("build", "--out", tmp_path)

    assert result.stderr.startswith("done (0 errors, 0 warnings, ")
    assert len(result.stderr.splitlines()) == 1
    assert "done (" not in result.stdout
    assert "note T351: " in result.stdout
    assert "\x1b" not in result.stdout, "no colours in a pipe"


def test_a_finding_is_shown_with_place_line_caret_and_hint(tmp_path: Path) -> None:
    lines = invoke("build", "--out", tmp_path).stdout.splitlines()

    start = next(i for i, line in enumerate(lines) if line.startswith("note T351: ") and "(644)" in line)
    place, source, caret, hint, see = lines[start + 1 : start + 6]
    assert place == "  --> release.txt:524:58"
    assert source.startswith("  524 | Equity in net income of equity method investees ")
    assert [source[i] for i, mark in enumerate(caret) if mark == "^"] == list("(644)")
    assert hint.startswith("  hint: Decided in filing.toml: ")
    assert see.startswith("  see also: ")


@pytest.mark.slow
def test_errors_leave_the_previous_result_untouched(tmp_path: Path, erring: Path) -> None:
    shutil.copytree(SAMPLE, tmp_path / "erring")
    out = tmp_path / "out"
    assert invoke("build", tmp_path / "erring", "--out", out).exit_code == 0
    before = contents(out)

    result = invoke("build", erring, "--out", out)

    assert result.exit_code == 1
    assert contents(out) == before
    assert "wrote" not in result.stdout
    assert result.stderr.startswith("nothing written: correct the errors above, or use --force (")


def test_errors_write_nothing_not_even_the_out_folder(tmp_path: Path, erring: Path) -> None:
    assert invoke("build", erring, "--out", tmp_path / "out").exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_all_findings_are_shown(tmp_path: Path, erring: Path) -> None:
    shown = invoke("build", erring, "--out", tmp_path).stdout

    for place in ("filing.toml:39:1", "rollup.csv:4:1", "release.txt:323:71"):
        assert f"  --> {place}\n" in shown
    assert shown.index("error ") < shown.index("note "), "errors first"


@pytest.mark.slow
def test_force_writes_and_stamps_every_document(tmp_path: Path, erring: Path) -> None:
    result = invoke("build", erring, "--out", tmp_path, "--force")

    assert result.exit_code == 1, "errors stay errors"
    files = contents(tmp_path / "erring")
    content = json.loads(files["findings.json"])
    assert content["forced"] is True
    assert content["counts"]["error"] >= 3
    errors = f"{content['counts']['error']} errors"
    xbrl = [data for name, data in files.items() if name.startswith("xbrl/")]
    assert len(xbrl) == 7
    stamps = [data.decode().splitlines()[1] for data in xbrl]
    assert set(stamps) == {f"<!-- forced in spite of {errors}: not fit for submission -->"}
    assert str(content["counts"]["error"]) in _stamp(files["tanshin/summary.en.html"])
    assert str(content["counts"]["error"]) in _stamp(files["tanshin/summary.ja.html"])
    assert json.loads(files["tanshin/summary.json"])["forced"] is True


def _stamp(page: bytes) -> str:
    (line,) = (line for line in page.decode().splitlines() if 'class="stamp"' in line)
    return line


@pytest.mark.slow
def test_force_stamps_nothing_where_there_is_no_error(tmp_path: Path) -> None:
    assert invoke("build", "--out", tmp_path / "a").exit_code == 0
    assert invoke("build", "--out", tmp_path / "b", "--force").exit_code == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


@pytest.mark.slow
def test_warnings_count_if_strict(tmp_path: Path) -> None:
    folder = filing(tmp_path / "warned", extension=("WANサービス,", ","))

    out = tmp_path / "out"

    lenient, strict = (invoke("build", folder, "--out", out, *flag) for flag in ((), ("--strict",)))

    assert "warning " in lenient.stdout
    assert (lenient.exit_code, strict.exit_code) == (0, 1)
    assert "wrote " in strict.stdout
    assert invoke("build", "--out", out, "--strict").exit_code == 0, "notes do not count"


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--release", "no-such-release.txt"],
        ["build", "no-such-folder"],
        ["build", "--release", "."],
        ["build", "--no-such-option"],
        ["build", "--out", __file__],
        ["explain", "Z999"],
        ["explain"],
        ["taxonomy", "show", "NOPE"],
        ["taxonomy", "build", "no-such-folder"],
        ["taxonomy", "no-such-command"],
        ["no-such-command"],
    ],
)
def test_wrong_usage_and_unreadable_input_exit_with_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = invoke(*arguments)

    assert result.exit_code == 2
    assert result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_a_folder_that_linetag_did_not_write_is_refused(tmp_path: Path) -> None:
    (tmp_path / "iij-2012q2").mkdir()
    (tmp_path / "iij-2012q2" / "thesis.txt").write_text("years of work", "utf-8")

    result = invoke("build", "--out", tmp_path)

    assert result.exit_code == 2
    assert "O901" in result.stdout
    assert contents(tmp_path) == {"iij-2012q2/thesis.txt": b"years of work"}


# --- the other commands -----------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_every_code_is_explained(code: str) -> None:
    result = invoke("explain", code.lower())

    assert result.exit_code == 0
    entry = catalogue()[code]
    parts = result.stdout.split("\n\n")
    assert parts[0].startswith(f"{code} ({entry.severity}): {entry.title}")
    headings = [part.splitlines()[0] for part in parts if part.startswith(("What", "Why", "How"))]
    assert headings == ["What it means", "Why it matters", "How to mend it"]
    said = " ".join(result.stdout.split())
    assert all(" ".join(text.split()) in said for text in (entry.means, entry.matters, entry.mend))


def test_an_unknown_code_names_the_known_ones() -> None:
    assert "R101" in invoke("explain", "Q1").stderr
    said = invoke("explain", "c4o2").stderr
    assert said.startswith("linetag explain: there is no finding c4o2. Choose from these codes:\nC4")
    assert "C402" in said
    assert "R101" not in said


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (["chekc"], "Did you mean check?"),
        (["taxonomy", "shwo"], "Did you mean show?"),
        (["build", "--forec"], "Did you mean '--force'?"),
        (["check", "c.xml", "--taxonomy-packages", "p"], "Did you mean '--taxonomy-package'?"),
    ],
)
def test_a_word_that_is_nearly_right_is_suggested(arguments: list[str], meant: str) -> None:
    result = invoke(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert meant.replace("'", "") in result.stderr.replace("'", "")
    assert "--help' for help." in result.stderr


def test_without_a_command_the_help_goes_to_stderr() -> None:
    for words in ([], ["taxonomy"]):
        shown, asked = invoke(*words), invoke(*words, "--help")
        assert (shown.exit_code, shown.stdout, shown.stderr) == (2, "", asked.stdout)
        assert asked.exit_code == 0


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_the_summary_and_examples_that_parse(name: str) -> None:
    command = program.get_command(click.Context(program), name)
    assert isinstance(command, Command)
    assert command.get_short_help_str(66) in invoke("--help").stdout, "in full"
    assert command.examples
    for example in command.examples:
        words = shlex.split(example.partition(" >")[0])
        assert words[:2] == ["linetag", name]
        with program.make_context("linetag", words[1:], resilient_parsing=False) as context:
            assert context.invoked_subcommand in (None, name)
            inner = program.resolve_command(context, words[1:])[1]
            assert inner is not None
            inner.make_context(name, words[2:], parent=context).close()


def test_taxonomy_show_lists_the_statements_and_shows_one() -> None:
    listed, one = invoke("taxonomy", "show"), invoke("taxonomy", "show", "bs")

    assert (listed.exit_code, one.exit_code) == (0, 0)
    assert "BS" in {line.split()[0] for line in listed.stdout.splitlines()}
    assert any("gaap:Assets " in line for line in one.stdout.splitlines())


def test_taxonomy_build_writes_what_is_committed(tmp_path: Path) -> None:
    committed = data.folder("taxonomy") / "us-gaap-style"
    copy = tmp_path / "us-gaap-style"
    shutil.copytree(committed / "source", copy / "source")

    result = invoke("taxonomy", "build", copy)

    assert result.exit_code == 0
    assert result.stdout.startswith("wrote ")
    assert contents(copy) == contents(committed)


def test_taxonomy_build_writes_nothing_from_wrong_tables(tmp_path: Path) -> None:
    source = data.folder("taxonomy") / "us-gaap-style" / "source"
    shutil.copytree(source, tmp_path / "source")
    (tmp_path / "source" / "package.toml").write_text("[", "utf-8")
    before = contents(tmp_path)

    result = invoke("taxonomy", "build", tmp_path)

    assert result.exit_code == 1
    assert "  --> package.toml:1:" in result.stdout
    assert contents(tmp_path) == before
