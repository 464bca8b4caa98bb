"""The product as it is installed: a wheel in an empty environment, run from another folder."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False, timeout=600
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    built = run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, ROOT, cwd=folder)
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    done = run(python, "-m", "pip", "install", "-q", wheel, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder / "env" / "bin"


def test_wheel_builds_the_sample_from_another_folder(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "linetag", "build", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    result = tmp_path / "output" / "iij-2012q2"
    assert json.loads((result / "findings.json").read_text("utf-8"))["counts"]["error"] == 0
    committed = ROOT / "output" / "iij-2012q2"
    written = {p.relative_to(result): p.read_bytes() for p in result.rglob("*") if p.is_file()}
    assert written == {p.relative_to(committed): p.read_bytes() for p in committed.rglob("*") if p.is_file()}


def test_wheel_carries_types_and_data(installed: Path) -> None:
    code = "import linetag, pathlib; p = pathlib.Path(linetag.__file__).parent; print(p)"
    package = Path(run(installed / "python", "-c", code, cwd=installed).stdout.strip())
    assert (package / "py.typed").is_file()
    assert (package / "_data" / "taxonomy" / "us-gaap-style" / "META-INF" / "catalog.xml").is_file()
    assert (package / "samples" / "iij-2012q2" / "filing.toml").is_file()


@pytest.mark.parametrize("command", [["--help"], ["explain", "T320"], ["--version"]])
def test_quick_commands_import_nothing_heavy(command: list[str]) -> None:
    code = (
        "import sys\nfrom contextlib import suppress\nfrom linetag.cli.app import run\n"
        f"with suppress(SystemExit):\n    run({command!r})\n"
        "heavy = {'lxml', 'jinja2', 'arelle', 'rich'} & set(sys.modules)\nassert not heavy, heavy"
    )
    done = run(sys.executable, "-c", code, cwd=ROOT)
    assert done.returncode == 0, done.stderr
