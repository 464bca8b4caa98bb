"""The program as a process: its streams, what stops it from outside, and what a terminal shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest

from linetag import __version__, cli
from linetag.cli import app, guard
from linetag.findings import catalogue
from support.reports import report

MAIN = (sys.executable, "-c", "from linetag.cli import main; main()")
FAULT = re.compile("internal error|fault of linetag|Traceback|Exception ignored")
COMMANDS = [["--help"], ["explain", "C402"], ["build"], ["check", "c.xml"], ["tree", "c.xml", "--all"]]


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with the report c.xml."""
    report(tmp_path)
    return tmp_path


def linetag(
    *arguments: str, cwd: Path, python: tuple[str, ...] = (), encoding: str = "utf-8"
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *python, *MAIN[1:], *arguments],
        cwd=cwd,
        capture_output=True,
        check=False,
        encoding=encoding,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )


def shell(command: str, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run `command` of a shell, in which "$@" is linetag with its arguments."""
    return subprocess.run(
        ["/bin/sh", "-c", command, "sh", *MAIN, *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_process_exits_as_the_command_does(tmp_path: Path) -> None:
    fine = linetag("build", cwd=tmp_path, python=("-W", "error"))
    wrong = linetag("build", "--release", "missing.txt", cwd=tmp_path)

    assert (fine.returncode, wrong.returncode) == (0, 2)
    assert fine.stderr.startswith("done (0 errors")
    assert "missing.txt" in wrong.stdout
    assert "Traceback" not in wrong.stdout + wrong.stderr
    assert linetag("--version", cwd=tmp_path).stdout == f"linetag {__version__}\n"


def test_an_output_that_lacks_a_character_shows_another(tmp_path: Path) -> None:
    done = linetag("build", cwd=tmp_path, encoding="cp932")

    assert done.returncode == 0
    assert "Common-stock?authorized" in done.stdout, "the em dash of the release"
    assert "internal error" not in done.stderr


def test_a_reader_that_leaves_early_is_no_fault(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*MAIN, "build", "--out", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert "internal error" not in said
    assert "Traceback" not in said


def test_a_broken_program_says_so_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> int:
        raise KeyError("oops")

    monkeypatch.setattr(guard, "run", broken)
    with pytest.raises(SystemExit) as left:
        cli.main()

    assert left.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("linetag: internal error: KeyError: 'oops'\n")
    assert "report it" in said


# --- streams and names that the system refuses --------------------------------------------------


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_full_disk_behind_stdout_is_reported(here: Path, arguments: list[str]) -> None:
    done = shell('"$@" >/dev/full', *arguments, cwd=here)
    assert done.returncode == 2
    assert done.stderr.endswith("linetag: the output cannot be written: No space left on device\n")
    assert not (here / "output").exists()
    assert not FAULT.search(done.stderr)


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_closed_stdout_is_reported_before_any_work(here: Path, arguments: list[str]) -> None:
    done = shell('"$@" >&-', *arguments, cwd=here)
    assert done.returncode == 2
    assert done.stderr.startswith("linetag: standard output is closed;")
    assert len(done.stderr.splitlines()) == 1
    assert not (here / "output").exists()


@pytest.mark.skipif(os.name == "nt", reason="needs a shell that closes streams")
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_closed_stderr_leaves_the_results_as_they_are(here: Path, arguments: list[str]) -> None:
    usual, closed = (shell(f'"$@"{more}', *arguments, cwd=here) for more in ("", " 2>&-"))
    assert (closed.returncode, closed.stdout, closed.stderr) == (usual.returncode, usual.stdout, "")


@pytest.mark.skipif(os.name == "nt", reason="needs a shell with pipes")
@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_pipe_that_is_closed_early_is_no_fault(here: Path, arguments: list[str]) -> None:
    done = shell('{ "$@"; echo "status $?" >&2; } | true', *arguments, cwd=here)
    assert not FAULT.search(done.stderr)
    assert done.stderr.splitlines()[-1] in ("status 141", "status 0")


LONG = "a" * 300


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", LONG],
        ["tree", LONG],
        ["build", LONG],
        ["build", "--out", LONG],
        ["build", "--release", LONG],
        ["check", "c.xml", "--taxonomy-package", LONG],
        ["taxonomy", "build", LONG],
    ],
    ids=lambda words: " ".join(words).replace(LONG, "LONG"),
)
def test_a_file_name_that_is_too_long_is_reported(here: Path, arguments: list[str]) -> None:
    done = linetag(*arguments, cwd=here)
    assert done.returncode == 2
    assert LONG in done.stdout + done.stderr
    assert not FAULT.search(done.stderr)


def test_a_name_that_is_too_long_does_not_keep_other_reports_from_being_audited(here: Path) -> None:
    done = linetag("check", LONG, "c.xml", cwd=here)
    assert "error X971" in done.stdout
    assert "== c.xml\n1 sum holds.\n\nread     3 facts" in done.stdout


# --- interrupts ---------------------------------------------------------------------------------

# A run in the background ignores Ctrl-C, and so would the programs that it starts.
_INTERRUPTED_AT = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[0]:
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from linetag.cli import main
sys.argv.pop(0)
sys.argv.insert(0, "{module}")
main()
"""


@pytest.mark.parametrize("module", ["linetag.cli.guard", "click", "linetag.cli.build", "linetag.run", "lxml"])
def test_ctrl_c_during_the_imports_shows_no_traceback(tmp_path: Path, module: str) -> None:
    script = _INTERRUPTED_AT.format(module=module)
    done = subprocess.run(
        [sys.executable, "-c", script, "build"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "linetag: interrupted\n")
    assert list(tmp_path.iterdir()) == []


# --- a terminal ---------------------------------------------------------------------------------


@contextmanager
def terminal(columns: int) -> Iterator[tuple[int, int]]:
    """Both ends of a terminal of this width."""
    pty = pytest.importorskip("pty")
    termios = pytest.importorskip("termios")
    controller, inner = pty.openpty()
    termios.tcsetwinsize(inner, (24, columns))
    try:
        yield controller, inner
    finally:
        os.close(controller)


def on_terminal(
    *arguments: str, cwd: Path, columns: int = 80, stderr: bool = False, **environment: str
) -> tuple[str, str]:
    """What a terminal receives, and what goes to the other stream, a pipe; `stderr` is then the terminal."""
    known = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    with terminal(columns) as (controller, inner):
        process = subprocess.Popen(
            [*MAIN, *arguments],
            cwd=cwd,
            env={**known, "TERM": "xterm-256color", **environment},
            stdout=subprocess.PIPE if stderr else inner,
            stderr=inner if stderr else subprocess.PIPE,
        )
        os.close(inner)
        shown = b""
        try:
            while piece := os.read(controller, 65536):
                shown += piece
        except OSError:  # Linux reports the end of a terminal as an error
            pass
        out, err = process.communicate(timeout=60)
    return shown.decode().replace("\r\n", "\n"), ((out or b"") + (err or b"")).decode()


def unstyled(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", text)


@pytest.mark.parametrize("arguments", [COMMANDS[1], COMMANDS[3], COMMANDS[4]], ids=" ".join)
def test_a_terminal_shows_the_text_of_a_pipe_in_colour(tmp_path: Path, arguments: list[str]) -> None:
    report(tmp_path, "T=50@0 A=20@0 B=40@0")
    piped = shell('COLUMNS=300 "$@"', *arguments, cwd=tmp_path).stdout
    shown, _ = on_terminal(*arguments, cwd=tmp_path, columns=300)
    assert "\x1b[" in shown
    assert unstyled(shown) == piped
    bare, _ = on_terminal(*arguments, cwd=tmp_path, columns=300, NO_COLOR="1")
    assert bare == piped


@pytest.mark.parametrize("columns", [80, 120])
def test_help_fits_the_terminal(tmp_path: Path, columns: int) -> None:
    for command in ("build", "check", "tree"):
        shown, _ = on_terminal(command, "--help", cwd=tmp_path, columns=columns)
        lines = unstyled(shown).splitlines()
        assert max(map(len, lines)) <= min(columns, 100)
        assert "Examples:" in lines
        assert shown != unstyled(shown)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_findings_and_accounts_fit_the_terminal(tmp_path: Path, columns: int) -> None:
    report(tmp_path, "T=50@0 A=20@0 B=40@0")
    shown, _ = on_terminal("check", "c.xml", "--verbose", cwd=tmp_path, columns=columns)
    lines = unstyled(shown).splitlines()
    assert max(map(len, lines)) <= columns
    (source, caret) = next((a, b) for a, b in pairwise(lines) if b.endswith("^^"))
    assert source[caret.index("^") :].startswith("20</c:A>")
    message = next(
        line for line in shell('"$@"', "check", "c.xml", "--verbose", cwd=tmp_path).stdout.splitlines()[3:]
    )
    assert message in " ".join(" ".join(lines).split())
    brief, _ = on_terminal("check", "c.xml", cwd=tmp_path, columns=columns)
    assert max(map(len, unstyled(brief).splitlines())) <= columns


def test_progress_shows_on_a_terminal_while_results_go_elsewhere(tmp_path: Path) -> None:
    for number in range(3):
        report(tmp_path / f"r{number}")
    shown, out = on_terminal("check", ".", cwd=tmp_path, stderr=True)
    assert "checking" in shown
    assert "3/3" in shown
    assert unstyled(shown).endswith("3 reports: 0 errors, 0 warnings, 0 notes\n")
    assert out == shell('"$@"', "check", ".", cwd=tmp_path).stdout
    shown, _ = on_terminal("check", ".", cwd=tmp_path)
    assert "checking" not in shown


# --- completion ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_completion_prints_the_script_of_a_shell(tmp_path: Path, name: str) -> None:
    done = linetag("completion", name, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert f"_LINETAG_COMPLETE={name}_complete" in done.stdout
    assert linetag("completion", "tcsh", cwd=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("linetag ", list(app.COMMANDS)),
        ("linetag taxonomy s", ["show"]),
        ("linetag check --f", ["--format"]),
        ("linetag check --format ", ["text", "json"]),
        ("linetag explain c40", sorted(code for code in catalogue() if code.startswith("C40"))),
        ("linetag taxonomy show b", ["BS", "BSN", "BSP"]),
    ],
)
def test_words_are_completed(tmp_path: Path, words: str, expected: list[str]) -> None:
    done = subprocess.run(
        MAIN,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "_LINETAG_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(len(words.split(" ")) - 1),
        },
    )
    found = [line.partition(",")[2] for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, "")
    assert found == expected
