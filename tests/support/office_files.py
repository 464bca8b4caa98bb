"""Office files made by hand: a zip with the parts that a workbook or a Word document needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(parts: Mapping[str, str | bytes], packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts by their names."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", packed) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return content.getvalue()


def relationships(*targets: tuple[str, str]) -> str:
    """The part of relationships rId1, rId2, … with their kinds and targets."""
    inside = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATED}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f"<Relationships>{inside}</Relationships>"


def workbook_parts(
    sheet: str, *, strings: str = "", styles: str = "", properties: str = ""
) -> dict[str, str | bytes]:
    """The parts of a workbook with one sheet, "Sheet", that has this XML inside."""
    return {
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_SHEETS}" xmlns:r="{_RELATED}"><sheets>'
        f'<sheet name="Sheet" sheetId="1" r:id="rId1"/></sheets>{properties}</workbook>',
        "xl/_rels/workbook.xml.rels": relationships(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "strings.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_SHEETS}">{sheet}</worksheet>',
        "xl/strings.xml": f'<sst xmlns="{_SHEETS}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_SHEETS}">{styles}</styleSheet>',
    }


def word_parts(body: str) -> dict[str, str | bytes]:
    """The parts of a Word document with this body; the prefix of its elements is w."""
    return {
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{_WORDS}"><w:body>{body}</w:body></w:document>',
    }
