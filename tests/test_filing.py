"""A filing folder with defects: each is reported where it stands, all of them in one run."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from linetag import data
from linetag.filing.load import load
from linetag.inputs.toml import places
from linetag.model import Duration, Instant
from linetag.run import build
from support import tiny

if TYPE_CHECKING:
    from pathlib import Path

    from linetag.findings import Finding

SAMPLE = ("filing.toml", "mapping.csv", "rollup.csv", "extension.csv")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "iij-2012q2"
    copied.mkdir()
    for name in SAMPLE:
        shutil.copy(data.sample() / name, copied / name)
    return copied


def change(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text, f"{old!r} stands nowhere in {name}"
    (folder / name).write_text(text.replace(old, new, 1), "utf-8", newline="")


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str, int, int]]:
    """Code, file, line and column of each finding."""
    return [(f.code, f.at.path, f.at.line, f.at.column) for f in findings if f.at]


def test_the_sample_has_no_defect(folder: Path) -> None:
    filing, findings = load(folder)
    assert findings == ()
    assert filing is not None
    assert (filing.name, filing.document.prefix, filing.entity.value) == ("iij-2012q2", "iij", "37740")
    assert isinstance(filing.periods["half"], Duration)
    assert isinstance(filing.periods["now"], Instant)


# What is replaced in which file, by what; the code; the place, as the text with "‸" where it points.
TOML = [
    ('value = "37740"', 'value = "37740', "F120", 'value = "37740‸\n'),
    ("now = 2012-09-30", "now = 2012-09-31", "F120", "now = ‸2012-09-31"),
    (
        '[entity]\nscheme = "',
        '[entity]\nscheme = 1\nscheme = "',
        "F120",
        '\nscheme = "http://www.tse.or.jp/sicc"‸\n',
    ),
    ('scheme = "http://www.tse.or.jp/sicc"\n', "", "F121", "‸[entity]"),
    ('[entity]\nscheme = "http://www.tse.or.jp/sicc"\nvalue = "37740"\n', "", "F121", "‸# Internet"),
    (
        'holds = "ASSETS"\n',
        'holds = "ASSETS"\nscale = 3\n[[table]]\nname = "x"\n',
        "F121",
        '‸[[table]]\nname = "x"',
    ),
    ('value = "37740"', "value = 37740", "F122", "‸value = 37740"),
    ('languages = ["en", "ja"]', 'languages = "en"', "F122", '‸languages = "en"'),
    ('languages = ["en", "ja"]', 'languages = ["en", "fr"]', "F122", '‸languages = ["en", "fr"]'),
    ('calculation = "2003"', 'calculation = "2013"', "F122", '‸calculation = "2013"'),
    ('stem = "iij-20120930"', 'stem = "../iij"', "F122", '‸stem = "../iij"'),
    ('stem = "iij-20120930"', 'stem = "a\\u0000b"', "F122", '‸stem = "a'),
    ('prefix = "iij"', 'prefix = "i j"', "F122", '‸prefix = "i j"'),
    ('rate = "77.92"', 'rate = "-77.92"', "F122", '‸rate = "-77.92"'),
    ('rate = "77.92"', 'rate = ""', "F122", '‸rate = ""'),
    ('rate = "77.92"', 'rate = "Infinity"', "F122", '‸rate = "Infinity"'),
    ('rate = "77.92"', "rate = 77.92", "F122", "‸rate = 77.92"),
    ("now = 2012-09-30", 'now = "2012-09-30"', "F122", '‸now = "2012-09-30"'),
    ("now = 2012-09-30", "now = 2012-09-30T00:00:00", "F122", "‸now = 2012-09-30T"),
    ("half = { start = 2012-04-01", "half = { start = 2012-10-01", "F122", "‸half = { start = 2012-10-01"),
    ("half = { start = 2012-04-01", 'half = { start = "April"', "F122", '‸half = { start = "April"'),
    ('columns = ["prior-end JPY"', 'columns = ["prior-ende JPY"', "F122", '‸columns = ["prior-ende JPY"'),
    ('columns = ["prior-end JPY"', 'columns = ["prior-end"', "F122", '‸columns = ["prior-end"'),
    ("scale = 3", "scale = 3000", "F122", "‸scale = 3000"),
    ("scale = 3", "scale = true", "F122", "‸scale = true"),
    ("scale = 3", "scale = -3", "F122", "‸scale = -3"),
    ('[cover]\nperiod = "half"', '[cover]\nperiod = "now"', "F122", '‸period = "now"'),
    ("column = 2", 'column = "2"', "F122", '‸column = "2"'),
    ('= "gaap:SegmentDomain"', "= 1", "F122", '‸"gaap:StatementBusinessSegmentsAxis" = 1'),
    ("[entity]", "[[entity]]", "F122", "‸[[entity]]"),
    ("[exchange]\n", "[exchange]\nsource = 1\n", "F123", "‸source = 1"),
    ("[document]\n", "[dokument]\na = 1\n[document]\n", "F123", "‸[dokument]"),
    ("half = { start = 2012-04-01,", "half = { begin = 2012, start = 2012-04-01,", "F123", "‸half = { begin"),
    ('name = "bs-assets"\n', '  nmae = "x"\nname = "bs-assets"\n', "F123", "  ‸nmae"),
    ('name = "eps-half"', 'name = "is-half"', "F124", '‸[[table]]\nname = "is-half"\nrows = "eps"'),
    (
        'code = "CI"',
        'code = "IS"',
        "F124",
        '‸[[statement]]\ncode = "IS"\nrole = "http://www.iij.ad.jp/20120930/role/ConsolidatedStatementsOfO',
    ),
    (
        'prefix = "dei"',
        'prefix = "gaap"',
        "F124",
        '‸[[taxonomy]]\nprefix = "gaap"\npackage = "us-gaap-style"\nnamespace = "http://linetag.example/dei',
    ),
    ('table = "cf-quarter"', 'table = "cf-year"', "F132", '‸[[decision]]\ntable = "cf-year"'),
]


@pytest.mark.parametrize(("old", "new", "code", "where"), TOML)
def test_defects_of_the_settings(folder: Path, old: str, new: str, code: str, where: str) -> None:
    change(folder, "filing.toml", old, new)
    files = {"filing.toml": (folder / "filing.toml").read_text("utf-8")}
    _, findings = load(folder)
    assert (code, *tiny.place(files, f"filing.toml: {where}")) in told(findings)
    assert all(f.hint for f in findings)


CSV = [
    # one quotation mark that is not closed
    ("mapping.csv", "bs,,ASSETS,,BS", 'bs,,"ASSETS,,BS', "F110", '‸bs,,"ASSETS'),
    ("rollup.csv", "BS,gaap:AssetsCurrent,gaap:I", 'BS,"gaap:AssetsCurrent"x,gaap:I', "F110", '‸BS,"gaap'),
    ("mapping.csv", "concept,sign", "concepts,sign", "F111", "‸rows,section"),
    ("mapping.csv", "concept,sign", "concepts,sign", "F114", "‸rows,section"),
    ("rollup.csv", "weight,order\n", "weight,order,order\n", "F114", "‸statement,parent"),
    ("extension.csv", "balance,kind", "balance", "F111", "‸name,type"),
    ("mapping.csv", "ASSETS,,BS", "ASSETS,BS", "F112", "‸bs,,ASSETS,BS"),
    ("rollup.csv", "InventoryNet,1,3", "InventoryNet,1,3,", "F112", "‸BS,gaap:AssetsCurrent,gaap:InventoryN"),
    ("mapping.csv", "GOODWILL,,BS", "GOODWILL,,", "F130", "bs,ASSETS,GOODWILL,,‸,gaap:Goodwill"),
    ("mapping.csv", "gaap:Goodwill,1", "gaap:Goodwill,+", "F130", "gaap:Goodwill,‸+"),
    ("mapping.csv", "gaap:Goodwill,1,", "gaap:Goodwill,1,middle", "F130", "gaap:Goodwill,1,‸middle"),
    ("mapping.csv", "gaap:Goodwill,1,,", "gaap:Goodwill,1,,axis", "F130", "gaap:Goodwill,1,,‸axis"),
    ("mapping.csv", "bs,ASSETS,GOODWILL", ",ASSETS,GOODWILL", "F130", "‸,ASSETS,GOODWILL"),
    ("rollup.csv", "InventoryNet,1,3", "InventoryNet,one,3", "F130", "InventoryNet,‸one"),
    ("rollup.csv", "InventoryNet,1,3", "InventoryNet,0,3", "F130", "InventoryNet,‸0"),
    ("rollup.csv", "InventoryNet,1,3", "InventoryNet,1,NaN", "F130", "InventoryNet,1,‸NaN"),
    ("rollup.csv", "gaap:InventoryNet,1,3", "gaap:PrepaidExpenseCurrent,-1,3",
     "F131", "‸BS,gaap:AssetsCurrent,gaap:PrepaidExpenseCurrent,1,4"),
    ("mapping.csv", "GOODWILL,,BS", "GOODWILL,,BX", "F132", "‸bs,ASSETS,GOODWILL,,BX"),
    ("mapping.csv", "bs,ASSETS,GOODWILL", "bss,ASSETS,GOODWILL", "F132", "‸bss,ASSETS,GOODWILL"),
    ("rollup.csv", "BS,gaap:AssetsCurrent,gaap:I", "BX,gaap:AssetsCurrent,gaap:I", "F132", "‸BX,gaap"),
]  # fmt: skip


@pytest.mark.parametrize("row", CSV)
def test_defects_of_the_tables(folder: Path, row: tuple[str, str, str, str, str]) -> None:
    name, old, new, code, where = row
    change(folder, name, old, new)
    files = {name: (folder / name).read_text("utf-8")}
    _, findings = load(folder)
    assert (code, *tiny.place(files, f"{name}: {where}")) in told(findings)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    filing, findings = load(tmp_path / "nowhere")
    assert filing is None
    assert told(findings) == [("F100", str(tmp_path / "nowhere"), 1, 1)]


@pytest.mark.parametrize("name", SAMPLE)
def test_files_that_cannot_be_read(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert ("F101", name, 1, 1) in told(load(folder)[1])
    (folder / name).mkdir()
    assert ("F101", name, 1, 1) in told(load(folder)[1])


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", SAMPLE)
def test_other_encodings_are_refused_at_the_byte(folder: Path, name: str, mark: bytes) -> None:
    # "売上" fits two characters, and so does column 4; the byte after them is Shift_JIS.
    (folder / name).write_bytes(mark + "一\n売上 ".encode() + "高".encode("shift_jis"))
    found = [f for f in load(folder)[1] if f.code == "F103"]
    assert told(tuple(found)) == [("F103", name, 2, 4)]
    assert f"0x{'高'.encode('shift_jis')[0]:02X}" in found[0].message


@pytest.mark.parametrize("name", SAMPLE)
def test_a_byte_order_mark_and_other_line_ends_do_no_harm(folder: Path, name: str) -> None:
    text = (folder / name).read_bytes()
    (folder / name).write_bytes(b"\xef\xbb\xbf" + text.replace(b"\n", b"\r\n"))
    assert load(folder)[1] == ()


@pytest.mark.parametrize("name", SAMPLE[1:])
def test_lines_that_end_as_on_old_systems(folder: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes().replace(b"\n", b"\r"))
    assert load(folder)[1] == ()


@pytest.mark.parametrize("content", ["", "\n", " \n,,,\n"])
@pytest.mark.parametrize("name", SAMPLE[1:])
def test_empty_tables(folder: Path, name: str, content: str) -> None:
    (folder / name).write_text(content, "utf-8")
    assert ("F113", name, 1, 1) in told(load(folder)[1])


def test_empty_settings_miss_every_section(folder: Path) -> None:
    (folder / "filing.toml").write_text("", "utf-8")
    missing = [f.message.split()[0] for f in load(folder)[1] if f.code == "F121"]
    assert missing == ["document", "entity", "periods", "cover"]


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 100_000, "a = " + "9" * 10_000, "[" * 5000], ids=["deep", "long", "brackets"]
)
def test_settings_beyond_bounds_are_malformed(folder: Path, text: str) -> None:
    (folder / "filing.toml").write_text(text, "utf-8")
    filing, findings = load(folder)
    assert filing is None
    assert [f.code for f in findings] == ["F120"]


def test_a_file_beyond_bounds_is_not_read(folder: Path) -> None:
    with (folder / "mapping.csv").open("r+b") as file:
        file.truncate(33 * 1024 * 1024)
    assert told(load(folder)[1]) == [("F102", "mapping.csv", 1, 1)]


def test_all_defects_are_reported_in_one_run(folder: Path) -> None:
    change(folder, "filing.toml", 'value = "37740"', "value = 37740")
    change(folder, "filing.toml", "scale = 3", 'scale = "3"')
    change(folder, "mapping.csv", "gaap:Goodwill,1", "gaap:Goodwill,x")
    change(folder, "mapping.csv", "GUARANTEE DEPOSITS,,BS", "GUARANTEE DEPOSITS,,BX")
    change(folder, "rollup.csv", "InventoryNet,1,3", "InventoryNet,one,3")
    (folder / "extension.csv").write_bytes(b"\xff")
    codes = sorted(f.code for f in load(folder)[1])
    assert codes == ["F103", "F122", "F122", "F130", "F130", "F132"]


def test_the_tables_are_looked_at_when_the_settings_cannot_be_read(folder: Path) -> None:
    (folder / "filing.toml").write_bytes(b"\xff")
    change(folder, "rollup.csv", "InventoryNet,1,3", "InventoryNet,one,3")
    assert sorted(f.code for f in load(folder)[1]) == ["F103", "F130"]


def test_places_are_relative_to_the_folder(folder: Path) -> None:
    for name in SAMPLE:
        (folder / name).write_bytes(b"\xff")
    assert {f.at.path for f in load(folder)[1] if f.at} == set(SAMPLE)


def test_a_table_row_after_a_quoted_line_break_has_its_own_line(folder: Path) -> None:
    change(folder, "mapping.csv", "bs,,ASSETS,,BS", 'bs,,"ASSETS\nand more",,BS')
    change(folder, "mapping.csv", "gaap:Goodwill,1", "gaap:Goodwill,x")
    files = {"mapping.csv": (folder / "mapping.csv").read_text("utf-8")}
    assert ("F130", *tiny.place(files, "mapping.csv: gaap:Goodwill,‸x")) in told(load(folder)[1])


def test_places_of_keys() -> None:
    text = 'a = 1\n[b]\n  c = 2\n[[d]]\ne = 3\n[[d]]\ne = 4\n[d.f]\n"g:h" = [\n  "x",\n]\n'
    text += "[[d.i]]\nj = 5\n[k.l]\nm = 6\n"
    found = places(text, "f")
    expected = {
        "a": (1, 1),
        "b.c": (3, 3),
        "d[0].e": (5, 1),
        "d[1].e": (7, 1),
        "d[1].f": (8, 1),
        "d[1].f.g:h": (9, 1),
        "d[1].i[0].j": (13, 1),
        "k.l.m": (15, 1),
    }
    assert {key: (found[key].line, found[key].column) for key in expected} == expected


# --- roll-ups, held against the concepts --------------------------------------------------------

ROLLUPS = [
    (("rollup.csv", "gaap:Receivables,1,2", "gaap:Dividends,1,2"), "F133", "‸BS,gaap:Assets,gaap:Dividends"),
    (("rollup.csv", "gaap:Cash,1,1", "gaap:Cash,-1,1"), "F134", "‸BS,gaap:Assets,gaap:Cash"),
    (("rollup.csv", "gaap:Cash,1,1", "gaap:Allowance,1,1"), "F134", "‸BS,gaap:Assets,gaap:Allowance"),
    (("rollup.csv", "tiny:Land,1,3\n", "tiny:Land,1,3\nBS,tiny:Land,gaap:Assets,1,1\n"),
     "F135", "‸BS,tiny:Land"),
    (("rollup.csv", "gaap:Cash,1,1", "gaap:Assets,1,1"), "F135", "‸BS,gaap:Assets,gaap:Assets"),
    (("rollup.csv", "gaap:Cash,1,1", "gaap:Cahs,1,1"), "T362", "‸BS,gaap:Assets,gaap:Cahs"),
    (("rollup.csv", "gaap:Cash,1,1", "gaap:AssetsAbstract,1,1"), "T362", "‸BS,gaap:Assets,gaap:AssetsA"),
    (("rollup.csv", "gaap:Cash,1,1", "Cash,1,1"), "T362", "‸BS,gaap:Assets,Cash"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "code", "where"), ROLLUPS)
def test_rollups_that_no_sum_can_be(tmp_path: Path, edit: tiny.Change, code: str, where: str) -> None:
    run = tiny.run(tmp_path, edit)
    assert (code, *tiny.place(run.files, f"rollup.csv: {where}")) in told(run.findings)


def test_a_circle_through_several_totals_is_reported_at_each_of_its_rows(tmp_path: Path) -> None:
    rows = (
        "BS,gaap:Cash,gaap:Receivables,1,1\nBS,gaap:Receivables,tiny:Land,1,1\nBS,tiny:Land,gaap:Cash,1,1\n"
    )
    run = tiny.run(tmp_path, ("rollup.csv", "tiny:Land,1,3\n", f"tiny:Land,1,3\n{rows}"))
    assert [line for code, _, line, _ in told(run.findings) if code == "F135"] == [5, 6, 7]


def test_an_opposite_balance_needs_a_negative_weight(tmp_path: Path) -> None:
    edit = ("rollup.csv", "gaap:Cash,1,1", "gaap:Allowance,-1,1")
    assert tiny.run(tmp_path, edit).findings == ()


# --- what only a whole build can see ------------------------------------------------------------

BUILT = [
    ('namespace = "http://linetag.example/dei-style/2012-01-31"', 'namespace = "http://other.example"',
     "F140", '‸[[taxonomy]]\nprefix = "dei"'),
    ('parts = ["2*gaap:WeightedAverageNumberOfSharesOutstandingBasic"]', 'parts = ["two*gaap:Assets"]',
     "F136", '‸[[tie]]\nname = "ADS equivalents'),
    ('parts = ["2*gaap:WeightedAverageNumberOfSharesOutstandingBasic"]', 'parts = ["gaap:Assest"]',
     "F136", '‸[[tie]]\nname = "ADS equivalents'),
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "code", "where"), BUILT)
def test_settings_that_the_taxonomies_contradict(
    folder: Path, old: str, new: str, code: str, where: str
) -> None:
    shutil.copy(data.sample() / "release.txt", folder / "release.txt")
    change(folder, "filing.toml", old, new)
    files = {"filing.toml": (folder / "filing.toml").read_text("utf-8")}
    assert (code, *tiny.place(files, f"filing.toml: {where}")) in told(build(folder).findings)
