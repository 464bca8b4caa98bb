"""What cannot be tagged is told where it stands; whatever a release holds, nothing is lost."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support import tiny
from support.tiny import decision

BALANCE = "|March 31, 2012|September 30, 2012|September 30, 2012\n|Thousands of JPY|Thousands of U.S. Dollars"
CASH = "\nCash|1,000|15|1,200"
HALF = (
    "(For the six months ended September 30, 2012)\n\n|Six months ended September 30, 2012\n"
    "|Thousands of JPY\n"
)
RELEASE, MAPPING, SETTINGS = "release.txt", "mapping.csv", "filing.toml"


def at(run: tiny.Run, code: str) -> list[tuple[str, int, int]]:
    return [(f.at.path, f.at.line, f.at.column) for f in run.findings if f.code == code and f.at]


# What is changed; the code; the place.
FINDINGS: list[tuple[list[tiny.Change], str, str]] = [
    (
        [(SETTINGS, 'heading = ["Balance Sheet"]', 'heading = ["Balance Sheets"]')],
        "T301",
        f'{SETTINGS}: ‸[[table]]\nname = "balance"',
    ),
    (
        [(SETTINGS, 'holds = "Total assets"', 'holds = "TOTAL"')],
        "T301",
        f'{SETTINGS}: ‸[[table]]\nname = "balance"',
    ),
    (
        [(SETTINGS, 'heading = ["Highlights"]\nholds = "Sales"', 'heading = ["months"]\nholds = ""')],
        "T302",
        f"{SETTINGS}: ‸[[left]]",
    ),
    (
        [(SETTINGS, 'heading = ["Highlights"]\nholds = "Sales"', 'heading = ["Cash Flows"]\nholds = ""')],
        "T303",
        f"{SETTINGS}: ‸[[left]]",
    ),
    (
        [(SETTINGS, '[[left]]\nheading = ["Highlights"]\nholds = "Sales"\nreason = "in millions"\n', "")],
        "T304",
        f"{RELEASE}: ‸|1H12",
    ),
    ([(SETTINGS, '"now USD", "now JPY"]', '"now USD"]')], "T310", f"{RELEASE}: ‸{BALANCE}"),
    (
        [(RELEASE, "Total assets|1,500|25|2,000", "Total assets|1,500||25|2,000")],
        "T314",
        f"{RELEASE}: |25|‸2,000",
    ),
    (
        [(SETTINGS, '"now USD", "now JPY"]', '"now JPY", "now USD"]')],
        "T311",
        f"{RELEASE}: |Thousands of JPY|‸Thousands of U.S. Dollars",
    ),
    (
        [
            (
                SETTINGS,
                'holds = "Dividends"\ncolumns = ["half JPY"]\nscale = 3',
                'holds = "Dividends"\ncolumns = ["half JPY"]',
            )
        ],
        "T311",
        f"{RELEASE}: |Six months ended September 30, 2012\n|‸Thousands of JPY\nPurchase",
    ),
    (
        [(RELEASE, "|March 31, 2012|September", "|March 31, 2011|September")],
        "T312",
        f"{RELEASE}: |‸March 31, 2011|",
    ),
    (
        [(RELEASE, "(As of March 31, 2012 and", "(As of March 31, 2011 and")],
        "T313",
        f"{RELEASE}: ‸(As of March 31, 2011",
    ),
    (
        [
            (
                RELEASE,
                f"{HALF}Purchase",
                f"(Three months: April 1, 2012 to {HALF.partition('ended ')[2]}Purchase",
            )
        ],
        "T315",
        f"{RELEASE}: ‸(Three months",
    ),
    ([(RELEASE, "Land||3|200", "Soil||3|200")], "T320", f"{RELEASE}: Soil||‸3|200"),
    (
        [(MAPPING, "bs,ASSETS,Land", "bs,ASSETS,Cash,,BS,tiny:Land,1,,\nbs,ASSETS,Land")],
        "T321",
        f"{RELEASE}: {CASH.replace('Cash', '‸Cash')}",
    ),
    (
        [(MAPPING, "bs,ASSETS,Land", "bs,ASSETS,Goodwill,,BS,gaap:Goodwill,1,,\nbs,ASSETS,Land")],
        "T322",
        f"{MAPPING}: ‸bs,ASSETS,Goodwill",
    ),
    ([(MAPPING, "bs,ASSETS,Land", "bs,LIABILITIES,Land")], "T322", f"{MAPPING}: ‸bs,LIABILITIES,Land"),
    (
        [(RELEASE, "Land||3|200", "Land||3|200\nLand||4|300"), (MAPPING, "bs,ASSETS,Land", "bs,,Land")],
        "T323",
        f"{MAPPING}: ‸bs,,Land",
    ),
    (
        [
            (RELEASE, " at March 31, 2012 and September 30, 2012, respectively|500", "|500"),
            (
                MAPPING,
                '"Receivables, net of allowance of … and … at … and …, respectively",,BS',
                '"Receivables, net of allowance of … and …",,BS',
            ),
            (
                MAPPING,
                '"Receivables, net of allowance of … and … at … and …, respectively",allowance',
                '"Receivables, net of allowance of … and …",allowance',
            ),
        ],
        "T324",
        f"{RELEASE}: allowance of ‸JPY 30 thousand",
    ),
    ([(RELEASE, "|1,500|25|", "|1,5O0|25|")], "T330", f"{RELEASE}: Total assets|‸1,5O0"),
    ([(RELEASE, "|1,500|25|", "|n.a.|25|")], "T330", f"{RELEASE}: Total assets|‸n.a."),
    ([(RELEASE, "|1,500|25|", "|1,500.5|25|")], "T341", f"{RELEASE}: Total assets|‸1,500.5"),
    ([(RELEASE, "|1,500|25|", "|$1,500|25|")], "T341", f"{RELEASE}: Total assets|‸$1,500"),
    (
        [(RELEASE, "|1,500|25|", "|JPY 1,500 million|25|")],
        "T341",
        f"{RELEASE}: Total assets|‸JPY 1,500 million",
    ),
    ([(RELEASE, "|1,500|25|", "|15%|25|")], "T341", f"{RELEASE}: Total assets|‸15%"),
    ([(RELEASE, "|1,500|25|", "|1,500 shares|25|")], "T341", f"{RELEASE}: Total assets|‸1,500 shares"),
    ([(RELEASE, "|100,000", "|100,000.5")], "T341", f"{RELEASE}: Average shares|‸100,000.5"),
    ([(RELEASE, "|100,000", "|JPY 100,000")], "T341", f"{RELEASE}: Average shares|‸JPY 100,000"),
    (
        [
            (RELEASE, "Total assets|1", "Total assets (shares)|1"),
            (MAPPING, "Total assets", "Total assets (shares)"),
            (SETTINGS, '"Total assets"', '"Land"'),
        ],
        "T341",
        f"{RELEASE}: Total assets (shares)|‸1,500",
    ),
    ([(RELEASE, "of JPY 30 thousand", "of 30 shares")], "T341", f"{RELEASE}: ‸30 shares"),
    ([(MAPPING, "gaap:AverageShares", "gaap:RegistrantName")], "T341", f"{RELEASE}: Average shares|‸100,000"),
    (
        [(MAPPING, "gaap:AverageShares", "gaap:Margin"), (RELEASE, "|100,000", "|8.3%")],
        "T341",
        f"{RELEASE}: Average shares|‸8.3%",
    ),
    ([(MAPPING, "gaap:Cash,1,start", "gaap:Cash,1,")], "T342", f"{MAPPING}: ‸cf,,Cash at the beginning"),
    ([(MAPPING, "BS,tiny:Land", "BS,gaap:Dividends")], "T342", f"{MAPPING}: ‸bs,ASSETS,Land"),
    (
        [(RELEASE, "Cash at the end|1,200", "Cash at the end|1,201")],
        "T350",
        f"{RELEASE}: Cash at the end|‸1,201",
    ),
    ([(RELEASE, "Cash at the end|1,200", "Cash at the end|-")], "T350", f"{RELEASE}: Cash at the end|‸-"),
    ([decision("1,200", "1,200")], "T351", f"{RELEASE}: {CASH[:-5]}‸1,200"),
    ([decision("1,300", "1,200")], "T352", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("1,200", "1,200", column="4")], "T353", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("1,200", "1,200", section='"LIABILITIES"')], "T353", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("1,200", "1,200", concept='"gaap:Assets"')], "T353", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("1,200", "12OO")], "T354", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("", "1,200")], "T354", f"{SETTINGS}: ‸[[decision]]"),
    ([(MAPPING, "BS,tiny:Land", "BS,tiny:Lnad")], "T360", f"{MAPPING}: ‸bs,ASSETS,Land"),
    ([(MAPPING, "BS,tiny:Land", "BS,other:Land")], "T360", f"{MAPPING}: ‸bs,ASSETS,Land"),
    ([(MAPPING, "BS,tiny:Land", "BS,Land")], "T360", f"{MAPPING}: ‸bs,ASSETS,Land"),
    ([(MAPPING, "=tiny:NetworkMember", "=tiny:AtmMember")], "T360", f"{MAPPING}: ‸seg,,Network"),
    ([(MAPPING, "BS,tiny:Land", "BS,gaap:AssetsAbstract")], "T361", f"{MAPPING}: ‸bs,ASSETS,Land"),
    (
        [(SETTINGS, '"gaap:RegistrantName" =', '"gaap:Registrant" =')],
        "T362",
        f'{SETTINGS}: ‸"gaap:Registrant" =',
    ),
    (
        [(SETTINGS, '"gaap:RegistrantName" =', '"gaap:AssetsAbstract" =')],
        "T362",
        f'{SETTINGS}: ‸"gaap:AssetsAbstract" =',
    ),
    (
        [(SETTINGS, 'root = "gaap:CashFlowsAbstract"', 'root = "gaap:Flows"')],
        "T362",
        f'{SETTINGS}: ‸[[statement]]\ncode = "CF"',
    ),
    ([(RELEASE, "JPY80.00 per US$", "JPY80.01 per US$")], "T363", f"{SETTINGS}: ‸[exchange]"),
]


@pytest.mark.parametrize(("changes", "code", "where"), FINDINGS)
def test_findings_and_their_places(tmp_path: Path, changes: list[tiny.Change], code: str, where: str) -> None:
    run = tiny.run(tmp_path, *changes)
    assert tiny.place(run.files, where) in at(run, code)
    assert all(f.hint for f in run.findings if f.code == code)
    tiny.assert_nothing_is_lost(run)


def test_a_line_item_that_changed_a_little_is_recognized_in_the_hint(tmp_path: Path) -> None:
    run = tiny.run(
        tmp_path, (RELEASE, "Total assets|", "Total asets|"), (SETTINGS, '"Total assets"', '"Land"')
    )
    hints = {f.code: f.hint for f in run.findings}
    assert '"Total assets"' in hints["T320"]
    assert '"Total asets"' in hints["T322"]


OTHER_CAPTION = (
    MAPPING,
    "cf,,Purchase of",
    "cf,,Purchases,,CF,gaap:PaymentsForEquipment,-1,,\ncf,,Purchase of",
)
ANOTHER = """\
[[table]]
name = "another"
rows = "cf"
heading = ["Another Statement"]
holds = "Dividends"
columns = ["half JPY"]
scale = 3
[[table]]
name = "per-share"
"""
SECOND_TABLE = (
    (RELEASE, "Per Share Data\n", f"Another Statement\n{HALF}Dividends|-\n\nPer Share Data\n"),
    (SETTINGS, '[[table]]\nname = "per-share"\n', ANOTHER),
)


def test_another_caption_of_what_is_found_need_not_be_printed(tmp_path: Path) -> None:
    """A mapping serves releases of several periods, which word a line item after its figure."""
    assert tiny.run(tmp_path, OTHER_CAPTION).findings == ()


def test_another_caption_is_missed_where_a_table_of_the_kind_lacks_the_item(tmp_path: Path) -> None:
    assert tiny.run(tmp_path / "a", *SECOND_TABLE).findings == ()
    run = tiny.run(tmp_path / "b", *SECOND_TABLE, OTHER_CAPTION)
    assert at(run, "T322") == [tiny.place(run.files, f"{MAPPING}: ‸cf,,Purchases")]


def test_an_unmapped_line_item_shows_the_row_to_add(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (RELEASE, "Land||3|200", "Timber, and ore||3|200"))
    (hint,) = [f.hint for f in run.findings if f.code == "T320"]
    assert 'bs,"ASSETS","Timber, and ore",""' in hint


def test_an_unknown_concept_has_a_neighbour_in_the_hint(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (MAPPING, "BS,tiny:Land", "BS,tiny:Lnad"))
    assert [f.hint for f in run.findings if f.code == "T360"] == ["Did you mean tiny:Land?"]


def test_a_release_whose_tabs_have_become_spaces_is_recognized(tmp_path: Path) -> None:
    spaced = tiny.RELEASE.replace("|", "    ") + "\nShares\n- (1) issued: 1,000 shares\n"
    run = tiny.run(tmp_path, (RELEASE, tiny.RELEASE, spaced))
    hints = [f.hint for f in run.findings if f.code == "T301"]
    assert len(hints) == 1  # the blanks show the columns of the other tables
    assert "No line of the release contains a tab" in hints[0]


def test_a_wrong_letter_among_digits_is_named(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (RELEASE, "|1,500|25|", "|1,5O0|25|"))
    (hint,) = [f.hint for f in run.findings if f.code == "T330"]
    assert "O where a zero" in hint


# --- nothing is lost ----------------------------------------------------------------------------


def test_the_ledger_of_a_clean_release(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    tiny.assert_nothing_is_lost(run)
    statuses = Counter(e.status for e in run.entries if e.origin.text)
    assert statuses == {"tagged": 21, "left": 1}


FIGURES = st.one_of(
    st.integers(-(10**9), 10**9).map(lambda n: f"({-n:,})" if n < 0 else f"{n:,}"),
    st.sampled_from(
        ["", "-", "—", "n.a.", "1,23", "12.5", "△1,234", "1O0", "$5", "5 shares", "JPY 7 million", "%"]
    ),
)
LABELS = st.sampled_from(
    ["Cash", "Land", "Total assets", "Unknown", "ASSETS", "Cash of JPY 5 thousand", "Total"]
)
ROWS = st.lists(st.tuples(LABELS, st.lists(FIGURES, min_size=0, max_size=5)), max_size=8)


@pytest.mark.slow
@given(rows=ROWS)
@settings(max_examples=80, deadline=None)
def test_whatever_a_table_holds_nothing_is_lost(rows: list[tuple[str, list[str]]]) -> None:
    text = "".join("\n" + "|".join((label, *cells)) for label, cells in rows if cells)
    with tempfile.TemporaryDirectory() as folder:
        run = tiny.run(Path(folder), (RELEASE, "\nLand||3|200", f"\nLand||3|200{text}"))
    tiny.assert_nothing_is_lost(run)
    ids = Counter(f.id for f in run.tagging.report.facts)
    assert not [name for name, count in ids.items() if count > 1]
