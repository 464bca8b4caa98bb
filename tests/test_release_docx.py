"""Word documents: cells, merged and nested tables, tracked changes, text boxes, hidden text, tabs."""

from __future__ import annotations

from pathlib import Path

import pytest

from linetag.findings import Finding
from linetag.release import docx, limits
from linetag.release.records import Document, Table
from support.office_files import relationships, word_parts, zipped


def _read(folder: Path, body: str, **more: str) -> tuple[Document, tuple[Finding, ...]]:
    path = folder / "r.docx"
    path.write_bytes(
        zipped({**word_parts(body), **{name.replace("__", "/"): text for name, text in more.items()}})
    )
    document, findings = docx.read(path, "r.docx")
    assert document is not None
    return document, findings


def _table(folder: Path, rows: str) -> Table:
    document, findings = _read(folder, f"<w:tbl>{rows}</w:tbl>")
    assert findings == ()
    (table,) = document.tables
    return table


def _printed(table: Table) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.origin.text for cell in row.cells)) for row in table.rows]


def _p(*runs: str) -> str:
    return f"<w:p>{''.join(_r(run) for run in runs)}</w:p>"


def _r(text: str, look: str = "") -> str:
    return text if text.startswith("<") else f"<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"


def _tc(content: str = "", properties: str = "") -> str:
    inside = content if content.startswith(("<w:p", "<w:tbl")) else _p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def _tr(*cells: str, properties: str = "") -> str:
    inside = "".join(cell if cell.startswith("<w:") else _tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inside}</w:tr>"


HEADER = _tr("", "2012", "2011")


def test_a_document_is_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    indent = '<w:pPr><w:ind w:left="240"/></w:pPr>'
    table = (
        _tr("", _tc("As of June 30,", '<w:gridSpan w:val="2"/>'))
        + HEADER
        + _tr(_tc(f"<w:p>{indent}{_r('Cash', '<w:b/>')}</w:p>"), "$ 1,234", "(567)")
        + _tr("Total", _tc("12", '<w:tcBorders><w:top w:val="single"/></w:tcBorders>'), "34")
    )
    document, findings = _read(
        tmp_path, f"{_p('Example', ' Corp.')}<w:p/>{_p('Sheet')}<w:tbl>{table}</w:tbl>{_p('End')}"
    )
    assert findings == ()
    assert [(item.text, item.part) for item in document.paragraphs] == [
        ("Example Corp.", ("paragraph", 1, "")),
        ("Sheet", ("paragraph", 3, "")),
        ("End", ("paragraph", 4, "")),
    ]
    (found,) = document.tables
    assert [item.text for item in found.heading] == ["Example Corp.", "Sheet"]
    assert [column.text for column in found.columns] == ["As of June 30, 2012", "As of June 30, 2011"]
    assert _printed(found) == [("Cash", "$ 1,234", "(567)"), ("Total", "12", "34")]
    assert [row.look for row in found.rows] == [(1200, True, False), (0, False, True)]
    origin = found.rows[0].cells[1].origin
    assert (origin.line, origin.column, origin.part) == (3, 3, ("table", 1, ""))


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    runs = f"{_r('Sales')}<w:ins>{_r(' net')}</w:ins><w:del><w:r><w:delText> gross</w:delText></w:r></w:del>"
    rows = (
        HEADER + _tr(_tc(f"<w:p>{runs}</w:p>"), "10", "20") + _tr("Gone", "30", "40", properties="<w:del/>")
    )
    document, findings = _read(tmp_path, f"<w:tbl>{rows}</w:tbl><w:ins>{_p('New')}</w:ins>")
    assert _printed(document.tables[0]) == [("Sales net", "10", "20")]
    assert [item.text for item in document.paragraphs] == ["New"]
    assert [item.code for item in findings] == ["R152"]


def test_content_controls_links_and_fields_are_transparent(tmp_path: Path) -> None:
    cell = f"<w:sdt><w:sdtContent>{_tc('10')}</w:sdtContent></w:sdt>"
    field = "<w:p><w:fldSimple><w:r><w:t>20</w:t></w:r></w:fldSimple>"
    field += "<w:r><w:instrText>X</w:instrText></w:r></w:p>"
    link = f"<w:p><w:hyperlink>{_r('Sales')}</w:hyperlink><w:r><w:noBreakHyphen/><w:t>net</w:t></w:r></w:p>"
    row = f"<w:tr>{_tc(link)}{cell}{_tc(field)}</w:tr>"
    assert _printed(_table(tmp_path, f"{HEADER}<w:sdt><w:sdtContent>{row}</w:sdtContent></w:sdt>")) == [
        ("Sales-net", "10", "20")
    ]


def test_merged_cells_stand_over_their_columns_and_count_once(tmp_path: Path) -> None:
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = _table(
        tmp_path,
        _tr(_tc("(In thousands)", start), _tc("Years Ended", '<w:gridSpan w:val="2"/>'))
        + _tr(_tc("(In thousands)", on), "2012", "2011")
        + _tr("10", "20", properties='<w:gridBefore w:val="1"/>')
        + _tr("Sales", "30", "40"),
    )
    assert [column.text for column in table.columns] == ["Years Ended 2012", "Years Ended 2011"]
    assert _printed(table) == [("", "10", "20"), ("Sales", "30", "40")]


def test_raised_numbers_are_footnote_marks_and_hidden_text_is_a_note(tmp_path: Path) -> None:
    raised = _r("(1)", '<w:vertAlign w:val="superscript"/>')
    caption = f"<w:p>{_r('Sales')}{raised}{_r(' secret', '<w:vanish/>')}</w:p>"
    document, findings = _read(tmp_path, f"<w:tbl>{HEADER}{_tr(_tc(caption), '10', '20')}</w:tbl>")
    assert _printed(document.tables[0]) == [("Sales", "10", "20")]
    assert [(item.code, item.message) for item in findings] == [
        ("R151", 'left out of "r.docx": 7 characters of hidden text')
    ]


def test_tables_around_tables_only_arrange_the_page(tmp_path: Path) -> None:
    inner = f"<w:tbl>{HEADER}{_tr('Sales', '10', '20')}</w:tbl>"
    document, _ = _read(tmp_path, f"<w:tbl>{_tr('Left', _tc(inner + _p()))}</w:tbl>")
    assert [item.text for item in document.paragraphs] == ["Left"]
    assert [_printed(table) for table in document.tables] == [[("Sales", "10", "20")]]


def test_text_boxes_follow_their_paragraph_and_are_read_once(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{_p('Boxed')}</w:txbxContent>"
    run = (
        f"<w:r><mc:AlternateContent xmlns:mc='urn:mc'><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document, _ = _read(tmp_path, f"<w:p>{_r('Before')}{run}{_r(' after')}</w:p>{_p('Next')}")
    assert [item.text for item in document.paragraphs] == ["Before after", "Boxed", "Next"]


def test_paragraphs_with_tabs_are_a_table(tmp_path: Path) -> None:
    def line(*fields: str) -> str:
        return f"<w:p><w:r>{'<w:tab/>'.join(f'<w:t>{field}</w:t>' for field in fields)}</w:r></w:p>"

    body = _p("Income") + line("", "2012", "2011") + line("Sales", "1,234", "5") + line("Costs", "(67)", "8")
    document, findings = _read(tmp_path, f"{body}{_p('End')}")
    assert findings == ()
    (table,) = document.tables
    assert [item.text for item in table.heading] == ["Income"]
    assert [column.text for column in table.columns] == ["2012", "2011"]
    assert _printed(table) == [("Sales", "1,234", "5"), ("Costs", "(67)", "8")]
    assert table.rows[0].cells[0].origin[1:3] == (1, 7)
    assert table.rows[0].cells[0].origin.part == ("paragraph", 3, "")
    assert [item.text for item in document.paragraphs] == ["Income", "End"]


def test_styles_give_indent_and_weight_and_take_from_others(tmp_path: Path) -> None:
    styles = (
        '<w:styles xmlns:w="x"><w:style w:styleId="Base"><w:pPr><w:ind w:left="100"/></w:pPr></w:style>'
        '<w:style w:styleId="Item"><w:basedOn w:val="Base"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>'
    )
    caption = f'<w:p><w:pPr><w:pStyle w:val="Item"/></w:pPr>{_r("Sales")}</w:p>'
    light = _r("Costs", '<w:b w:val="0"/>')
    looped = f'<w:p><w:pPr><w:pStyle w:val="Loop"/></w:pPr>{light}</w:p>'
    rows = HEADER + _tr(_tc(caption), "10", "20") + _tr(_tc(looped), "30", "40")
    document, _ = _read(
        tmp_path,
        f"<w:tbl>{rows}</w:tbl>",
        **{
            "word___rels__document.xml.rels": relationships(("styles", "styles.xml")),
            "word__styles.xml": styles,
        },
    )
    assert [row.look[:2] for row in document.tables[0].rows] == [(500, True), (0, False)]


def test_footnotes_follow_the_document(tmp_path: Path) -> None:
    notes = f"<w:footnotes xmlns:w='x'><w:footnote>{_p('See note 1.')}</w:footnote></w:footnotes>"
    related = relationships(("footnotes", "footnotes.xml"))
    mark = "<w:r><w:footnoteReference w:id='1'/></w:r>"
    document, _ = _read(
        tmp_path,
        _p("Sales", mark),
        **{"word___rels__document.xml.rels": related, "word__footnotes.xml": notes},
    )
    assert [item.text for item in document.paragraphs] == ["Sales", "See note 1."]


@pytest.mark.parametrize(("char", "printed"), [("F0BE", "—"), ("2014", "—"), ("F123", ""), ("zz", "")])
def test_symbols_of_fonts(tmp_path: Path, char: str, printed: str) -> None:
    document, _ = _read(tmp_path, f'<w:p><w:r><w:t>a</w:t><w:sym w:char="{char}"/><w:t>b</w:t></w:r></w:p>')
    assert [item.text for item in document.paragraphs] == [f"a{printed}b"]


def test_a_document_without_tables_is_a_finding_and_keeps_its_text(tmp_path: Path) -> None:
    document, findings = _read(tmp_path, _p("Dear reader"))
    assert [item.code for item in findings] == ["R106"]
    assert [item.text for item in document.paragraphs] == ["Dear reader"]


def test_cells_beyond_the_limit_are_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = f"<w:tbl>{HEADER}{_tr('Sales', '10', '20')}</w:tbl>"
    monkeypatch.setattr(docx, "MAX_PAGE_CELLS", 12)
    assert _read(tmp_path, table + table)[1] == ()
    monkeypatch.setattr(docx, "MAX_PAGE_CELLS", 11)
    document, findings = _read(tmp_path, table + table)
    assert [(item.code, item.at and item.at.part) for item in findings] == [("R140", ("table", 2, ""))]
    assert len(document.tables) == 1


def test_paragraphs_beyond_the_limit_are_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = f"<w:tbl>{HEADER}{_tr('Sales', '10', '20')}</w:tbl>"
    monkeypatch.setattr(docx, "MAX_PARAGRAPHS", 3)
    assert _read(tmp_path, f"{_p('a')}{_p('b')}{table}")[1] == ()
    document, findings = _read(tmp_path, f"{table}{_p('a')}{_p('b')}{_p('c')}{_p('d')}")
    assert [(item.code, item.at and item.at.part) for item in findings] == [("R112", ("paragraph", 3, ""))]
    assert len(document.paragraphs) == 3


def test_the_widest_table_has_so_many_columns(tmp_path: Path) -> None:
    def row(columns: int) -> str:
        return _tr(_tc("Sales", f'<w:gridSpan w:val="{columns}"/>'), "10.5")

    assert _read(tmp_path, f"<w:tbl>{row(limits.MAX_GRID_COLUMNS - 1)}</w:tbl>")[1] == ()
    _, findings = _read(tmp_path, f"<w:tbl>{row(limits.MAX_GRID_COLUMNS)}{_tr('a', '1.5')}</w:tbl>")
    assert [item.code for item in findings] == ["R113"]
