"""Fixed-width text: tables whose columns are made of blanks, as wires and old filings print them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.model import Origin
from linetag.release import fixed, html, spans, text
from linetag.release.grids import Grid
from linetag.release.records import Document, Table


def read(folder: Path, content: str) -> Document:
    path = folder / "release.txt"
    path.write_text(content, "utf-8")
    document, _ = text.read(path, "release.txt")
    assert document is not None
    return document


def only(document: Document) -> Table:
    [found] = document.tables
    return found


def rows(table: Table) -> list[list[str]]:
    return [[row.label, *(cell.origin.text for cell in row.cells)] for row in table.rows]


def headers(table: Table) -> list[str]:
    return [column.text for column in table.columns]


NESTED = """
                       HARROWGATE INSTRUMENTS, INC.
                   CONSOLIDATED STATEMENTS OF OPERATIONS
                              (Unaudited)
                           Three Months Ended          Six Months Ended
                                June 30,                   June 30,
                         -----------------------   -----------------------
                            2005         2004         2005         2004
                         ----------   ----------   ----------   ----------
Net sales .............  $   1,204    $   1,187    $   2,410    $   2,266
Restructuring .........         --           12           --           12
                         ----------   ----------   ----------   ----------
Net income (loss) .....  $     (31)   $      18    $     105    $      97
                         ==========   ==========   ==========   ==========
"""


def test_leaders_signs_rules_and_headers_over_several_columns(tmp_path: Path) -> None:
    table = only(read(tmp_path, NESTED))
    assert rows(table) == [
        ["Net sales", "$1,204", "$1,187", "$2,410", "$2,266"],
        ["Restructuring", "--", "12", "--", "12"],
        ["Net income (loss)", "$(31)", "$18", "$105", "$97"],
    ]
    assert headers(table) == [
        f"{months} Months Ended June 30, {year}" for months in ("Three", "Six") for year in (2005, 2004)
    ]
    assert [row.look.ruled for row in table.rows] == [True, False, True]
    assert [line.text for line in table.heading] == [
        "HARROWGATE INSTRUMENTS, INC.",
        "CONSOLIDATED STATEMENTS OF OPERATIONS",
        "(Unaudited)",
    ]
    assert table.rows[1].cells[1].origin == Origin("release.txt", 11, 46, "12")


BROKEN = """
                                                             Twelve Months
                                    Three Months Ended           Ended
                                 Jun 30,  Mar 31,  Jun 30,  Jun 30,  Jun 30,
                                  2003     2003     2002     2003     2002
    Net revenues                 $11,506  $11,492  $12,967  $44,958  $47,589
    Cost of revenues               8,027    8,028    8,294   31,468   33,871
"""


def test_a_header_of_two_lines_beside_one_of_one_line(tmp_path: Path) -> None:
    assert headers(only(read(tmp_path, BROKEN))) == [
        "Three Months Ended Jun 30, 2003",
        "Three Months Ended Mar 31, 2003",
        "Three Months Ended Jun 30, 2002",
        "Twelve Months Ended Jun 30, 2003",
        "Twelve Months Ended Jun 30, 2002",
    ]


MARKED = """
<TABLE>
<CAPTION>
                                      June 30,   December 31,
                                        2005         2004
                                      --------   ------------
<S>                                   <C>        <C>
Cash                                  $  1,301     $  1,298
Land (Note 1)                              400          400
Earnings per share                        0.37*          na
</TABLE>
"""


def test_marks_notes_and_words_in_place_of_figures(tmp_path: Path) -> None:
    table = only(read(tmp_path, MARKED))
    assert rows(table) == [
        ["Cash", "$1,301", "$1,298"],
        ["Land (Note 1)", "400", "400"],
        ["Earnings per share", "0.37", "na"],
    ]
    assert headers(table) == ["June 30, 2005", "December 31, 2004"]


LONG = """
                                               2005         2004
                                             --------     --------
Average Number of Shares and Similar Units
    Outstanding and Used for Basic Net
    Earnings per Share                          1,740        1,753
Dilutive Common Stock Options                       9           11
Receivables (less reserves for losses: 2005:
    $12; 2004: $11)                               318          307
Card loans, less reserves for losses of
$229 and of $217                               58,651       57,384
Other assets                                      120          118

Prepaid expenses and other

   current assets                               1,301        1,298
"""


def test_captions_of_several_lines(tmp_path: Path) -> None:
    found = [row.origin.text for row in only(read(tmp_path, LONG)).rows]
    assert found == [
        "Average Number of Shares and Similar Units Outstanding and Used for Basic Net Earnings per Share",
        "Dilutive Common Stock Options",
        "Receivables (less reserves for losses: 2005: $12; 2004: $11)",
        "Card loans, less reserves for losses of $229 and of $217",
        "Other assets",
        "Prepaid expenses and other current assets",
    ]


ABOVE = """
                                               2005         2004
                                             --------     --------
Loans subject to repurchase rights of Ginnie    1,533        1,642
  Mae
Goodwill and intangible assets, net             1,236        1,258
Liabilities:
  Debt                                            100          200
"""


def test_the_rest_of_a_caption_stands_below_its_figures(tmp_path: Path) -> None:
    assert [row.origin.text for row in only(read(tmp_path, ABOVE)).rows] == [
        "Loans subject to repurchase rights of Ginnie Mae",
        "Goodwill and intangible assets, net",
        "Liabilities:",
        "Debt",
    ]


def _page(first: int, count: int) -> str:
    return "".join(
        f"Line {number:<20}{number * 100:>10,}{number * 90:>10,}\n" for number in range(first, first + count)
    )


@pytest.mark.parametrize("mark", ["<PAGE>\n", "\f\n"])
def test_a_table_goes_on_behind_the_end_of_a_page(tmp_path: Path, mark: str) -> None:
    head = "HARROWGATE INSTRUMENTS, INC.\n"
    first = f"{head}\n                              2005      2004\n{_page(10, 8)}\n                 3\n"
    table, *others = read(tmp_path, f"{first}{mark}{head}\n{_page(18, 8)}").tables
    found = [row.label for table in (table, *others) for row in table.rows]
    assert found == [f"Line {number}" for number in range(10, 26)]
    assert [headers(one) for one in (table, *others)] == [["2005", "2004"]] * (1 + len(others))


def test_titles_over_the_middle_of_a_table_are_no_header(tmp_path: Path) -> None:
    title = "CONSOLIDATED BALANCE SHEETS".center(60).rstrip()
    table = only(read(tmp_path, f"{title}\n{'2005':>46}{'2004':>14}\n{'Cash':<36}{'1,200':>10}{'900':>14}\n"))
    assert headers(table) == ["2005", "2004"]
    assert [line.text for line in table.heading] == ["CONSOLIDATED BALANCE SHEETS"]


def test_prose_is_no_table(tmp_path: Path) -> None:
    prose = (
        "Net sales rose by 12 percent to $1,204 million in 2005,\n"
        "from $1,187 million in 2004, since the demand for\n"
        "instruments went up in all of the 14 regions.\n"
    )
    assert read(tmp_path, prose).tables == ()


def test_preformatted_text_of_a_page_is_read_as_the_same_text(tmp_path: Path) -> None:
    for content in (NESTED, LONG, ABOVE):
        page = tmp_path / "page.html"
        page.write_text(f"<p>News</p><pre>{escape(content)}</pre><p>Contact</p>")
        document, findings = html.read(page, "page.html")
        assert findings == ()
        assert document is not None
        table, same = only(document), only(read(tmp_path, content))
        assert rows(table) == rows(same)
        assert headers(table) == headers(same)
        place, as_text = table.rows[0].origin, same.rows[0].origin
        assert (place.part.kind, place.part.number, place.line) == ("paragraph", 2, as_text.line)


@pytest.mark.parametrize(("limit", "over"), [(2, ["Six Months Ended"] * 2), (1, ["Six Months Ended", ""])])
def test_headers_span_the_columns_of_a_table_that_is_not_too_wide(
    monkeypatch: pytest.MonkeyPatch, limit: int, over: Sequence[str]
) -> None:
    monkeypatch.setattr(spans, "MAX_SPANNED_COLUMNS", limit)
    lines = [
        "                           Six Months Ended",
        "                            2005      2004",
        "Net sales                  1,204     1,187",
        "Net income                   105        97",
    ]
    places = [Origin("x", number, 1, line) for number, line in enumerate(lines, 1)]
    [grid] = [part for part in fixed.pieces(places) if isinstance(part, Grid)]
    [header] = grid.rows[0].fields
    columns = grid.rows[1].fields
    assert [header.origin.text if header.left <= c.left < header.right else "" for c in columns] == sorted(
        over, key=lambda text: text == "" and header.left == columns[0].left
    )


FIGURES = st.sampled_from(["1,204", "(31)", "$ 18", "--", "0.37", "12,345,678", "$(1,000)"])


@given(st.lists(st.tuples(FIGURES, FIGURES, FIGURES), min_size=2, max_size=8))
def test_every_figure_comes_back_in_its_column(table: list[tuple[str, ...]]) -> None:
    names = [f"Line {'abcdefgh'[index]} of the table" for index in range(len(table))]
    lines = ["".ljust(30) + "".join(f"{year:>15} " for year in (2005, 2004, 2003))]
    for name, figures in zip(names, table, strict=True):
        printed = (figure if figure.endswith(")") else f"{figure} " for figure in figures)
        lines.append(name.ljust(30) + "".join(f"{figure:>16}" for figure in printed))
    places = [Origin("x", number, 1, line) for number, line in enumerate(lines, 1)]
    parts = list(fixed.pieces(places))
    found = [
        [field.origin.text for field in row.fields]
        for part in parts
        if isinstance(part, Grid)
        for row in part.rows[1:]
    ]
    assert found == [[name, *figures] for name, figures in zip(names, table, strict=True)]


@given(st.lists(st.text(alphabet=" a1$(),.-=_\t\f<>PAGEé", max_size=40), max_size=12))
def test_any_text_is_kept(lines: list[str]) -> None:
    places = [Origin("x", number, 1, line) for number, line in enumerate(lines, 1)]
    kept = [
        place
        for part in fixed.pieces(places)
        for place in (
            [part] if isinstance(part, Origin) else [f.origin for row in part.rows for f in row.fields]
        )
    ]
    assert {place.line for place in kept} <= set(range(1, len(lines) + 1))
    text = "".join(sign for place in kept for sign in place.text if sign.isalpha())
    for place in places:  # a caption of several lines is kept at its first
        word = "".join(filter(str.isalpha, place.text.replace("PAGE", "")))
        assert word in text or "PAGE" in place.text


RULED = """\
                                        Three Months Ended June
                                                  30,            Six Months Ended June 30,
                                        ----------------------- -------------------------
                                            2012        2011         2012         2011
                                        ----------- ----------- ------------ ------------
Revenues                                $  1,200    $  1,100    $   2,300     $   2,050
Cost of revenues                             700         650        1,380         1,260
Gross profit                            $    500    $    450    $     920     $     790
"""


def test_rules_a_blank_apart_are_rules_of_their_columns(tmp_path: Path) -> None:
    assert headers(only(read(tmp_path, RULED))) == [
        "Three Months Ended June 30, 2012",
        "Three Months Ended June 30, 2011",
        "Six Months Ended June 30, 2012",
        "Six Months Ended June 30, 2011",
    ]


def test_a_header_alone_in_its_line_is_over_the_columns_that_it_is_centred_over(tmp_path: Path) -> None:
    text = "\n".join(line for line in RULED.splitlines() if "---" not in line) + "\n"
    found = [header.split()[0] for header in headers(only(read(tmp_path, text)))]
    assert found == ["Three", "Three", "Six", "Six"]
