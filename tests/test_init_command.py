"""`linetag init`: what it proposes for a release, what it says, and that it loses nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from linetag import initial
from support.command import invoke as run
from support.printed_statements import STATEMENTS, fixed, html
from support.small_folder import SETTINGS, built, changed, codes, page, proposed, rewrite, rows
from support.statement_files import xlsx


@pytest.fixture
def release(tmp_path: Path) -> Path:
    path = tmp_path / "q3.html"
    path.write_text(html(STATEMENTS), "utf-8")
    return path


def test_a_folder_is_proposed_and_the_next_steps_are_named(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("init", release)
    assert result.exit_code == 0
    files = sorted(path.name for path in (tmp_path / "q3").iterdir())
    assert files == ["derived.json", "extension.csv", "filing.toml", "lines.csv", "release.html"]
    assert "Balance sheet         22 lines, 6 totals add up, " in result.stdout
    assert "wrote    q3/ (5 files)" in result.stdout
    assert result.stdout.endswith("  3. linetag build q3\n")
    settings = (tmp_path / "q3/filing.toml").read_text("utf-8")
    assert 'name = "HARROWGATE INSTRUMENTS, INC."\n' in settings
    assert 'prefix = "harrowga"' in settings


def test_every_line_has_a_row_with_its_address_and_a_concept(tmp_path: Path) -> None:
    address = ("statement", "section", "caption", "at")
    found = {tuple(row[one] for one in address): row for row in rows(proposed(tmp_path))}
    assert len(found) == 59
    row = found["BS", "ASSETS > Current assets:", "Inventories", ""]
    assert (row["concept"], row["found"], row["ok"]) == ("gaap:InventoryNet", "label", "")
    caption = "Accounts receivable, net of allowances of $… and $…"
    row = found["BS", "ASSETS > Current assets:", caption, "allowances of"]
    assert row["concept"] == "gaap:AllowanceForDoubtfulAccountsReceivableCurrent"
    assert found["IS", "Revenues:", "", ""]["concept"] == "gaap:Revenues"
    assert found["IS", "Revenues:", "Instruments", ""]["concept"] == "own:InstrumentsRevenue"


def test_the_proposal_builds_and_its_sums_hold(tmp_path: Path) -> None:
    result = built(proposed(tmp_path))
    assert codes(result) == ["F153"]
    assert result.built is not None
    assert len(result.built.report.facts) == 119
    verdicts = [one.verdict for one in result.calculations.results]
    assert (len(verdicts), set(verdicts)) == (64, {"consistent"})  # 32 sums under two rules


@pytest.mark.parametrize("kind", ["txt", "xlsx"])
def test_other_formats_give_the_same_rows(tmp_path: Path, kind: str) -> None:
    expected = rows(proposed(tmp_path))
    path = tmp_path / f"release.{kind}"
    path.write_bytes(fixed(STATEMENTS).encode() if kind == "txt" else xlsx(STATEMENTS))
    made, _ = initial.propose(path)
    assert made is not None
    assert initial.write(made, tmp_path / kind) == ()
    assert rows(tmp_path / kind) == expected
    (tmp_path / kind / "filing.toml").write_text(SETTINGS, "utf-8")
    assert codes(built(tmp_path / kind)) == ["F153"]


def test_the_same_release_gives_the_same_bytes(release: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert run("init", release, "--out", tmp_path / name).exit_code == 0
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_folder_that_exists_is_not_touched(release: Path, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/mine.txt").write_text("mine", "utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("there", "link"):
        result = run("init", release, "--out", tmp_path / name)
        assert result.exit_code == 2
        assert "error F190: " in result.stdout + result.stderr
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["mine.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not bind root")
def test_a_folder_without_permission_is_told(release: Path, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    result = run("init", release, "--out", tmp_path / "shut/new")
    assert (result.exit_code, "error F191: " in result.stdout + result.stderr) == (2, True)


def test_what_cannot_be_written_leaves_nothing(release: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = run("init", release, "--out", tmp_path / "file/new")
    assert (result.exit_code, "error F191: " in result.stdout + result.stderr) == (2, True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "q3.html"]


def test_a_page_without_statements_proposes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<table><tr><td>Overview</td><td>3</td></tr></table>", "utf-8")
    result = run("init", path, "--out", tmp_path / "new")
    assert (result.exit_code, (tmp_path / "new").exists()) == (2, False)
    assert "R106" in result.stdout + result.stderr


def test_confirmed_rows_survive_an_update(release: Path, tmp_path: Path) -> None:
    filing = proposed(tmp_path)
    changed(filing, "Goodwill", concept="own:Purchased", ok="yes")
    changed(filing, "Inventories", concept="gaap:Goodwill")  # not confirmed
    changed(filing, "Other assets", caption="Sundry assets", ok="yes")  # no line of the release
    (filing / "notes.txt").write_text("mine", "utf-8")
    result = run("init", release, "--out", filing, "--update")
    assert result.exit_code == 0
    assert "kept     2 confirmed rows; 1 are new, 1 mean no line of the release\n" in result.stdout
    found = {row["caption"]: row for row in rows(filing)}
    assert found["Goodwill"]["concept"] == "own:Purchased"
    assert found["Inventories"]["concept"] == "gaap:InventoryNet"
    assert found["Sundry assets"]["ok"] == "yes"
    assert found["Other assets"]["ok"] == ""
    assert (filing / "notes.txt").read_text("utf-8") == "mine"
    assert (filing / "filing.toml").read_text("utf-8") == SETTINGS
    assert (filing / "release.html").read_bytes() == release.read_bytes()


def test_an_update_of_a_broken_table_changes_nothing(release: Path, tmp_path: Path) -> None:
    filing = proposed(tmp_path)
    (filing / "lines.csv").write_text("statement,caption\n", "utf-8")
    result = run("init", release, "--out", filing, "--update")
    assert (result.exit_code, "F111" in result.stdout + result.stderr) == (2, True)
    assert (filing / "lines.csv").read_text("utf-8") == "statement,caption\n"


def test_an_update_needs_a_folder(release: Path, tmp_path: Path) -> None:
    result = run("init", release, "--out", tmp_path / "new", "--update")
    assert (result.exit_code, "F100" in result.stdout + result.stderr) == (2, True)


def test_captions_of_own_reports_come_first(release: Path, tmp_path: Path) -> None:
    learnt = tmp_path / "own.csv"
    learnt.write_text("statement,caption,concept\nBS,Inventories,us-gaap:OtherInventory\n", "utf-8")
    run("init", release, "--out", tmp_path / "new", "--learn", learnt)
    (row,) = (row for row in rows(tmp_path / "new") if row["caption"] == "Inventories")
    assert (row["concept"], row["found"], row["confidence"]) == ("gaap:OtherInventory", "previous", "0.96")
    learnt.write_text("nonsense\n", "utf-8")
    result = run("init", release, "--out", tmp_path / "other", "--learn", learnt)
    assert (result.exit_code, (tmp_path / "other").exists()) == (2, False)
    result = run("init", release, "--out", tmp_path / "other", "--learn", tmp_path / "nowhere.csv")
    assert (result.exit_code, "F101" in result.stdout + result.stderr) == (2, True)


def test_lines_with_other_figures_have_other_concepts(tmp_path: Path) -> None:
    text = page(("Other assets", "Goodwill"))
    found = [row["concept"] for row in rows(proposed(tmp_path, text)) if row["caption"] == "Goodwill"]
    assert len(set(found)) == 2
    assert found[0] == "gaap:Goodwill"


def test_reordered_rows_build_the_same(tmp_path: Path) -> None:
    filing = proposed(tmp_path)
    first = built(filing)
    rewrite(filing, rows(filing)[::-1])
    second = built(filing)
    assert first.built is not None
    assert second.built is not None
    assert first.built.files["xbrl/hgi-20120930.xml"] == second.built.files["xbrl/hgi-20120930.xml"]
