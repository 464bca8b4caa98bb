"""Pages of HTML: cells, headings, hidden parts, encodings, and pages that are meant to do harm."""

from __future__ import annotations

import gzip
import json
import time
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest

from linetag.findings import Finding
from linetag.release import html, html_source, limits
from linetag.release.records import Document, Table
from support.shared import CORPUS, needs

_STATEMENTS = CORPUS / "releases/statements.zip"


def _read(folder: Path, page: str | bytes) -> tuple[Document | None, tuple[Finding, ...]]:
    path = folder / "page.html"
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    return html.read(path, "page.html")


def _document(folder: Path, page: str) -> Document:
    document, findings = _read(folder, page)
    assert document is not None
    assert findings == ()
    return document


def _table(folder: Path, rows: str) -> Table:
    (table,) = _document(folder, f"<table>{rows}</table>").tables
    return table


def _printed(table: Table) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.origin.text for cell in row.cells)) for row in table.rows]


_PAGE = """<html><head><title>Not shown</title><style>p {}</style></head><body>
<p>Example Corp.</p><div>Balance<br>Sheets <b>(unaudited)</b></div><!-- no -->
<table>
 <tr><td></td><td colspan=3>June&nbsp;30, 2024</td><td></td><td colspan=3>Dec. 31, 2023</td></tr>
 <tr><td>Cash</td><td>$</td><td>1,234</td><td></td><td></td><td>$</td><td>(5</td><td>)</td></tr>
 <tr><td><p style="padding-left:12pt">Debt, net</p></td><td colspan=2>&mdash;</td><td></td><td></td>
  <td colspan=2>17.5</td><td>%</td></tr>
</table><p>See the notes.</p></body></html>"""


def test_a_page_is_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    document = _document(tmp_path, _PAGE)
    assert [item.text for item in document.paragraphs] == [
        "Example Corp.",
        "Balance",
        "Sheets (unaudited)",
        "See the notes.",
    ]
    (table,) = document.tables
    assert [item.text for item in table.heading] == ["Example Corp.", "Balance", "Sheets (unaudited)"]
    assert [column.text for column in table.columns] == ["June 30, 2024", "Dec. 31, 2023"]
    assert _printed(table) == [("Cash", "$1,234", "$(5)"), ("Debt, net", "—", "17.5%")]
    assert [row.look.indent for row in table.rows] == [0, 1200]
    assert table.rows[1].cells[1].origin[1:3] == (3, 5)
    assert table.rows[1].cells[1].origin.part == ("table", 1, "")


def test_what_a_browser_hides_is_not_read_and_inline_tags_are_transparent(tmp_path: Path) -> None:
    document = _document(
        tmp_path,
        """<html xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"><body><ix:header><p>secret</p></ix:header>
        <div style="display:none">secret</div>seen<p hidden>secret</p><p style="DISPLAY : NONE">no</p>
        <table><tr><td>Sales<span style="display:none">secret</span> net</td>
        <td><ix:nonFraction name="a">1,5<span>00</span></ix:nonFraction></td></tr>
        <tr style="display:none"><td>Secret</td><td>9</td></tr></table></body></html>""",
    )
    assert [item.text for item in document.paragraphs] == ["seen"]
    assert _printed(document.tables[0]) == [("Sales net", "1,500")]


def test_a_table_around_tables_only_arranges_the_page(tmp_path: Path) -> None:
    document = _document(
        tmp_path,
        "<table><tr><td>Left text<table><tr><td>Cash</td><td>$1</td></tr></table></td>"
        "<td>Right 5<table><tr><td>Debt</td><td>$2</td></tr></table></td></tr></table>",
    )
    assert [[item.text for item in table.heading] for table in document.tables] == [
        ["Left text"],
        ["Right 5"],
    ]
    assert [_printed(table) for table in document.tables] == [[("Cash", "$1")], [("Debt", "$2")]]


def test_tables_of_prose_become_paragraphs(tmp_path: Path) -> None:
    document = _document(
        tmp_path,
        "<table><tr><td>•</td><td>Sales rose.</td></tr></table>"
        "<table><tr><td>Cash</td><td>$7</td></tr></table>",
    )
    assert [item.text for item in document.paragraphs] == ["•", "Sales rose."]
    assert [item.text for item in document.tables[0].heading] == ["•", "Sales rose."]


def test_preformatted_text_keeps_its_lines(tmp_path: Path) -> None:
    document, _ = _read(tmp_path, "<p>Title</p><pre>Cash    <b>rose</b>\n\n  Debt fell.\n</pre>")
    assert document is not None
    assert [(item.part.number, item.line, item.text) for item in document.paragraphs] == [
        (1, 1, "Title"),
        (2, 1, "Cash    rose"),
        (2, 3, "  Debt fell."),
    ]


def test_spans_of_rows_and_cells_without_rows(tmp_path: Path) -> None:
    table = _table(
        tmp_path,
        "<tr><td rowspan=2>(In millions)</td><td colspan=2>Three Months Ended June 30,</td></tr>"
        "<tr><td>2024</td><td>2023</td></tr><td>Sales</td><td>5</td><td>6</td><tr><th>Cost<td>3<td>4",
    )
    assert [[piece.text for piece in column.header] for column in table.columns] == [
        ["Three Months Ended June 30,", "2024"],
        ["Three Months Ended June 30,", "2023"],
    ]
    assert [piece.text for piece in table.stub] == ["(In millions)"]
    assert _printed(table) == [("Sales", "5", "6"), ("Cost", "3", "4")]
    assert [row.look.bold for row in table.rows] == [False, True]


@pytest.mark.parametrize(
    ("between", "header"),
    [("", "2024"), ("<p>Page 3</p><p>Balance Sheet (Continued)</p>", "2024"), ("<p>Other figures</p>", "")],
)
def test_a_table_that_is_continued(tmp_path: Path, between: str, header: str) -> None:
    first = "<table><tr><td></td><td>2024</td></tr><tr><td>Cash</td><td>$5</td></tr></table>"
    document = _document(tmp_path, f"{first}{between}<table><tr><td>Debt</td><td>$7</td></tr></table>")
    assert [table.columns[0].text for table in document.tables] == ["2024", header]


def test_lines_of_a_cell(tmp_path: Path) -> None:
    table = _table(
        tmp_path,
        "<tr><td></td><td>Year Ended<br>June 30, 2024</td></tr>"
        "<tr><td>Cash<br>and<div>equivalents</div></td><td>5</td></tr>"
        "<tr><td>Sales<br>&nbsp;&nbsp;Cost<br><br>Profit</td><td>10<br>(4)<br>----<br>6</td></tr>",
    )
    assert table.columns[0].text == "Year Ended June 30, 2024"
    assert _printed(table) == [
        ("Cash and equivalents", "5"),
        ("Sales", "10"),
        ("Cost", "(4)"),
        ("Profit", "6"),
    ]
    assert [row.look.indent for row in table.rows] == [0, 0, 500, 0]
    assert [row.look.ruled for row in table.rows] == [False, False, False, True]


def test_rules_stand_over_the_row_below_them(tmp_path: Path) -> None:
    one, two = "border-bottom:1pt solid #000", "border-top:3px double black"
    table = _table(
        tmp_path,
        f'<tr><td>a</td><td>1.5</td></tr><tr><td>b</td><td style="{one}">2</td></tr>'
        f'<tr><td>c</td><td>3</td></tr><tr><td></td><td style="{two}"></td></tr><tr><td>d</td><td>4</td></tr>'
        '<tr><td></td><td><div style="border-top:solid 1px">&nbsp;</div></td></tr>'
        "<tr><td>e</td><td>5</td></tr><tr><td></td><td><hr></td></tr><tr><td>f</td><td>6<hr></td></tr>"
        "<tr><td>g</td><td>7</td></tr><tr><td>h</td><td>8</td></tr>",
    )
    assert [row.label for row in table.rows if row.look.ruled] == ["c", "e", "f", "g"]


def test_footnote_marks_belong_to_no_figure(tmp_path: Path) -> None:
    table = _table(
        tmp_path,
        "<tr><td>Sales<sup>(1)</sup></td><td>1,234<sup>2</sup></td><td></td></tr>"
        "<tr><td>1<sup>st</sup> half</td><td>0.37*</td><td>(a)</td></tr>"
        "<tr><td>Cost</td><td>12</td><td>(1)</td></tr>",
    )
    assert _printed(table) == [("Sales", "1,234"), ("1st half", "0.37"), ("Cost", "12")]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ("", "utf-8"),
        ("", "cp1252"),
        ('<meta charset="shift_jis">', "shift_jis"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?>', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=us-ascii">', "cp1252"),
        ('<meta charset="no-such-code">', "utf-8"),
        ('<meta charset="rot13">', "utf-8"),
        ('<meta charset="idna">', "utf-8"),
        ('<meta charset="undefined">', "utf-8"),
        ("", "utf-16"),
        ("", "utf-8-sig"),
    ],
)
def test_encodings(tmp_path: Path, head: str, encoding: str) -> None:
    dash = "△" if encoding == "shift_jis" else "–"
    document, findings = _read(
        tmp_path, f"{head}<body><table><tr><td>Loss</td><td>{dash}5</td></tr></table></body>".encode(encoding)
    )
    assert findings == ()
    assert document is not None
    assert [str(cell.value) for cell in document.tables[0].rows[0].cells] == ["-5"]


def test_code_points_of_old_pages_are_those_of_windows(tmp_path: Path) -> None:
    table = _table(tmp_path, "<tr><td>Owner&#146;s</td><td>&#151;</td></tr><tr><td>a</td><td>1.5</td></tr>")
    assert _printed(table)[0] == ("Owner’s", "—")


def test_a_wrong_declaration_is_a_finding(tmp_path: Path) -> None:
    page = '<meta charset="utf-8">\n<table><tr><td>Owner’s</td><td>$1</td></tr></table>'.encode("cp1252")
    document, findings = _read(tmp_path, page)
    assert [(item.code, item.at.line if item.at else 0) for item in findings] == [("R110", 2)]
    assert document is not None
    assert document.tables[0].rows[0].label == "Owner’s"


@pytest.mark.parametrize("page", [b"", b"   ", b"<!-- nothing -->"])
def test_a_page_without_elements(tmp_path: Path, page: bytes) -> None:
    document, findings = _read(tmp_path, page)
    assert document is None
    assert [item.code for item in findings] == ["R102"]


def test_pages_without_tables_and_files_that_are_none(tmp_path: Path) -> None:
    _, findings = _read(tmp_path, "<p>Sales rose.</p>")
    assert [item.code for item in findings] == ["R106"]
    _, findings = html.read(tmp_path, "page.html")
    assert [item.code for item in findings] == ["R101"]


@needs(_STATEMENTS)
@pytest.mark.parametrize(
    "page",
    ["ABT_10-Q_0001628280-23-027203", "LOW_10-Q_0000060667-23-000139", "TMO_10-K_0000097745-24-000007"],
)
def test_every_figure_of_a_real_page_stands_beside_its_caption(tmp_path: Path, page: str) -> None:
    with zipfile.ZipFile(_STATEMENTS) as archive:
        answers = json.loads(archive.read(f"html/{page}.json"))
        document, findings = _read(tmp_path, gzip.decompress(archive.read(f"html/{page}.html.gz")))
    assert document is not None
    assert findings == ()
    printed = {
        (_letters(row.origin.text), abs(cell.value))
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if cell.value is not None
    }
    asked = {
        (_letters(row["label"]), abs(Decimal(str(value["printed"]))))
        for statement in answers["statements"]
        for row in statement["rows"]
        for value in row.get("values", ())
        if value["printed"]
    }
    assert len(asked) > 150
    assert sorted(asked - printed) == []


def _letters(caption: str) -> str:
    return "".join(filter(str.isalpha, caption)).lower()


# --- pages that are meant to do harm --------------------------------------------------------------


def test_elements_nested_too_deeply(tmp_path: Path) -> None:
    deep = "<div>" * 1_000 + "Cash</div>"
    assert [item.code for item in _read(tmp_path, deep)[1]] == ["R106"]
    document, findings = _read(tmp_path, "<p>Sales</p>\n" + "<b>" * 100_000 + "Cash")
    assert [(item.code, item.at.line if item.at else 0) for item in findings] == [("R111", 2), ("R106", 1)]
    assert document is not None
    assert document.paragraphs[0].text == "Sales"


def test_too_many_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_PAGE_CELLS", 4)
    table = "<table><tr><td>a</td><td>1.5</td></tr></table>"
    assert _read(tmp_path, table * 2)[1] == ()
    document, findings = _read(tmp_path, table * 3)
    assert [item.code for item in findings] == ["R112"]
    assert document is not None
    assert len(document.tables) == 2


def test_too_many_paragraphs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html, "MAX_PARAGRAPHS", 3)
    table = "<table><tr><td>a</td><td>1.5</td></tr></table>"
    assert _read(tmp_path, f"<p>a<p>b{table}<p>c")[1] == ()
    document, findings = _read(tmp_path, f"{table}<p>a<p>b<p>c<p>d")
    assert [(item.code, item.at.text if item.at else "") for item in findings] == [("R112", "c")]
    assert document is not None
    assert len(document.paragraphs) == 3


def test_too_many_columns(tmp_path: Path) -> None:
    wide = limits.MAX_GRID_COLUMNS - 2
    row = "<table><tr><td>a</td><td colspan={}></td><td>$1</td>{}</tr></table>"
    assert _read(tmp_path, row.format(wide, ""))[1] == ()
    document, findings = _read(tmp_path, row.format(wide, "<td>2</td>"))
    assert [(item.code, item.at.part if item.at else None) for item in findings] == [
        ("R113", ("table", 1, ""))
    ]
    assert document is not None
    assert _printed(document.tables[0]) == [("a", "$1")]


def test_a_page_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = b"<table><tr><td>a</td><td>1.5</td></tr></table>"
    monkeypatch.setattr(html, "MAX_HTML_BYTES", len(page))
    assert _read(tmp_path, page)[1] == ()
    assert [item.code for item in _read(tmp_path, page + b" ")[1]] == ["R105"]


_ENTITIES = """<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY x SYSTEM "file:///etc/passwd">]>"""
_CELL = "<table><tr><td>a</td><td>1.5</td></tr></table>"


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        f"{_ENTITIES}<p>&b;&x;</p>{_CELL}",
        f'<link rel=stylesheet href="http://127.0.0.1:9/a"><img src="http://127.0.0.1:9/b">{_CELL}',
        f"<p title='{'x' * 3_000_000}'>y</p>{_CELL}",
        "<table><tr>" + "<td colspan=99999999 rowspan=99999999>1" * 2_000,
        "<table>" + "<tr><td rowspan=500 colspan=500>a<td>1</td>" * 2_000,
        "<table><tr>" + "<td>1" * 20_000,
        "<table>" + "<tr><td>a<td>1" * 5_000,
        "<table>" * 300 + "<tr><td>a<td>1",
        "<table><tr><td>a" + "<br>" * 100_000 + "<td>1",
        "<table><tr><td>" + "(" * 50_000 + "<td>" + "$" * 50_000 + "<td>1",
        f"\0<table \0>{_CELL}",
        f"<meta charset=punycode>\u20ac{_CELL}",
        "<tr><td>1",
    ],
)
def test_hostile_pages_end_soon_and_without_a_traceback(tmp_path: Path, page: str) -> None:
    start = time.process_time()
    document, _ = _read(tmp_path, page)
    assert document is not None
    assert not any("root:" in item.text for item in document.paragraphs)
    assert time.process_time() - start < 4


def _sales(number: int) -> str:
    return f"<table><tr><td>Sales {number}</td><td>1.5</td></tr><tr><td>Costs</td><td>2.5</td></tr></table>"


@pytest.mark.parametrize(
    ("page", "sales"),
    [
        (f"<html><p>a</p>{_sales(1)}</html>\n<!DOCTYPE html>\n<HTML><p>b</p>{_sales(2)}</HTML >\n", [1, 2]),
        (f"<html>{_sales(1)}</html>\n{_sales(2)}<p>end", [1, 2]),
        (f"<DOCUMENT><TEXT><html>{_sales(1)}</html></TEXT></DOCUMENT><DOCUMENT><html>{_sales(2)}", [1, 2]),
        (f"<html><frameset></frameset></html><html>{_sales(2)}</html>", [2]),
        (f"<html><div style='display:none'>{_sales(1)}</html><html>{_sales(2)}</html>", [2]),
        (f"<html><script>var end = '</html>';</script>{_sales(1)}<!-- </html> -->{_sales(2)}</html>", [1, 2]),
        (f"<html>{_sales(1)}</html><!-- never closed </html>{_sales(2)}", [1]),
    ],
)  # fmt: skip
def test_all_pages_of_a_file_are_read(tmp_path: Path, page: str, sales: list[int]) -> None:
    document = _document(tmp_path, page)
    assert [table.rows[0].label for table in document.tables] == [f"Sales {number}" for number in sales]
    assert [table.origin.part.number for table in document.tables] == list(range(1, len(sales) + 1))


def test_too_many_pages_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_source, "MAX_PAGES_OF_FILE", 2)
    assert _read(tmp_path, f"<html>{_sales(1)}</html><html>{_sales(2)}</html>")[1] == ()
    document, findings = _read(tmp_path, f"<html>{_sales(1)}</html>\n<html>{_sales(2)}</html>\n{_sales(3)}")
    assert document is not None
    assert len(document.tables) == 2
    assert [(item.code, item.at and item.at.line) for item in findings] == [("R112", 2)]


def test_pages_with_many_ends_and_comments_are_cut_in_time(tmp_path: Path) -> None:
    start = time.process_time()
    _read(tmp_path, "</html " * 300_000 + "<!--" * 300_000 + "</html>" * 100_000)
    assert time.process_time() - start < 5
