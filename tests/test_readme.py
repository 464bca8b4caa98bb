"""The README tells the truth: its output is what the command prints, its options are there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from linetag.cli.app import COMMANDS
from support.command import invoke

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_it_has_two_commands_of_one_line_each() -> None:
    prose = re.sub(r"```.*?```", "", README, flags=re.DOTALL)
    commands = [line.strip() for line in prose.splitlines() if line.startswith("    ")]
    assert [command.rsplit("/", 1)[-1] for command in commands] == ["linetag build", "pytest"]
    assert all(command.startswith("python3 -m venv .venv && ") for command in commands)


def test_the_output_it_shows_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    printed = invoke("build").stdout
    shown = re.findall(r"```\n(.*?)\n```", README, re.DOTALL)[:2]
    assert [block in printed for block in shown] == [True, True]


@pytest.mark.slow
def test_the_audits_it_shows_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    invoke("build")
    shown = re.findall(r"```\n\$ linetag (.*?)\n(.*?)\n```", README, re.DOTALL)
    assert [command.split()[0] for command, _ in shown] == [
        *("read", "suggest", "init", "check", "check", "tree")
    ]
    (tmp_path / "pipeline").symlink_to(ROOT / "pipeline")
    for command, output in shown:
        assert output in invoke(*shlex.split(command)).stdout


def test_the_library_is_used_as_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    invoke("build")
    (code,) = re.findall(r"```python\n(.*?)\n```", README, re.DOTALL)
    exec(code, {})  # noqa: S102 - the README's own lines
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 238
    assert "gaap:Assets consistent 0" in lines


@pytest.mark.parametrize("option", ["--release", "--out", "--force", "--strict"])
def test_the_options_it_names_exist(option: str) -> None:
    assert option in README
    assert option in invoke("build", "--help").stdout


def test_every_command_is_named() -> None:
    for name in COMMANDS:
        assert f"linetag {name}" in README


def test_the_tour_of_the_code_names_every_room() -> None:
    source = Path(__file__).parents[1] / "pipeline"
    tour = (source / "README.md").read_text("utf-8")
    rooms = {path.stem if path.is_file() else f"{path.name}/" for path in (source / "linetag").iterdir()}
    named = set(re.findall(r"`([a-z]+(?:/|\.py))", tour))
    missing = {room for room in rooms if not {room, f"{room}.py"} & named}
    assert missing - {"__init__", "__pycache__/", "py", "py.typed", "_data/", "samples/"} == set()


def test_the_tour_of_the_code_names_modules_that_exist() -> None:
    source = Path(__file__).parents[1] / "pipeline" / "linetag"
    tour = (source.parent / "README.md").read_text("utf-8")
    named = set(re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", tour)) - {
        "sources.py",
        "instance.py",
        "inline.py",
    }
    assert {
        name for name in named if not ((source / name).exists() or (source.parents[1] / name).exists())
    } == {"limits.py"}
