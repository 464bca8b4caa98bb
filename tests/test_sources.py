"""Which reports lie in a file, folder or zip, and that nothing outside is touched."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from linetag import audit
from linetag.xbrl import files as opened
from reports import codes, fraction, inline, only, report


def packed(folder: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())
    return target


def documents(path: Path) -> list[tuple[str, tuple[str, ...]]]:
    return [(read.path, read.source.documents) for read in audit.read(path) if read.source]


def test_an_instance_is_a_report_and_its_linkbases_are_none(tmp_path: Path) -> None:
    path = report(tmp_path / "f")
    assert documents(path) == [(str(path), ("/c.xml",))]
    assert documents(tmp_path / "f") == [(str(path), ("/c.xml",))]
    zipped = packed(tmp_path / "f", tmp_path / "f.zip")
    assert documents(zipped) == [(f"{zipped}/c.xml", ("/c.xml",))]
    results = [only(p).calculations.counts() for p in (path, tmp_path / "f", zipped)]
    assert results[0] == results[1] == results[2]
    assert results[0]["1.1"]["consistent"] == 1


def test_a_folder_of_filings_and_zips(tmp_path: Path) -> None:
    report(tmp_path / "all/one")
    report(tmp_path / "two")
    packed(tmp_path / "two", tmp_path / "all/two.zip")
    (tmp_path / "all/.hidden").mkdir()
    report(tmp_path / "all/.hidden")
    assert [path.removeprefix(str(tmp_path)) for path, _ in documents(tmp_path / "all")] == [
        "/all/one/c.xml",
        "/all/two.zip/c.xml",
    ]


def test_inline_documents_of_one_folder_are_one_report(tmp_path: Path) -> None:
    first = inline(tmp_path / "f", fraction("T", "5"), "a.htm")
    inline(tmp_path / "f", fraction("A", "5"), "b.htm", head="")
    (tmp_path / "f/plain.htm").write_text("<html/>")
    ((path, found),) = documents(tmp_path / "f")
    assert path == f"{first} (and 1 more documents)"
    assert found == ("/a.htm", "/b.htm")
    assert only(tmp_path / "f").calculations.counts()["1.1"]["consistent"] == 1


def test_documents_with_other_schemas_are_reports_of_their_own(tmp_path: Path) -> None:
    inline(tmp_path, fraction("T", "5"), "a.htm")
    other = inline(tmp_path, fraction("T", "6"), "b.htm")
    other.write_text(other.read_text("utf-8").replace("c.xsd", "d.xsd"), "utf-8")
    assert [found for _, found in documents(tmp_path)] == [("/a.htm",), ("/b.htm",)]


def test_a_manifest_says_what_belongs_together(tmp_path: Path) -> None:
    for name in "abc":
        inline(tmp_path, fraction("T", "5"), f"{name}.htm")
    (tmp_path / "manifest.xml").write_text(
        '<manifest xmlns="http://disclosure.edinet-fsa.go.jp/2013/manifest"><list>'
        "<instance><ixbrl>a.htm</ixbrl><ixbrl>c.htm</ixbrl></instance>"
        "<instance><ixbrl>b.htm</ixbrl></instance></list></manifest>"
    )
    assert [found for _, found in documents(tmp_path)] == [("/a.htm", "/c.htm"), ("/b.htm",)]


def test_a_report_package_has_one_report_for_each_file_or_folder_of_reports(tmp_path: Path) -> None:
    top = tmp_path / "pack"
    inline(top / "reports", fraction("T", "5"), "one.xhtml")
    inline(top / "reports", fraction("T", "5"), "two.xhtml")
    for name in ("a.xhtml", "b.xhtml"):
        inline(top / "reports/set", fraction("T", "5"), name)
    (top / "META-INF").mkdir()
    (top / "META-INF/reportPackage.json").write_text("{}")
    assert [found for _, found in documents(packed(tmp_path, tmp_path / "p.xbri"))] == [
        ("/pack/reports/one.xhtml",),
        ("/pack/reports/set/a.xhtml", "/pack/reports/set/b.xhtml"),
        ("/pack/reports/two.xhtml",),
    ]


def test_the_instance_extracted_from_an_inline_report_is_left_out(tmp_path: Path) -> None:
    inline(tmp_path, fraction("T", "5"), "f.htm")
    report(tmp_path).rename(tmp_path / "f_htm.xml")
    assert [found for _, found in documents(tmp_path)] == [("/f.htm",)]


@pytest.mark.parametrize(
    ("content", "code"),
    [({"a.pdf": b"%PDF"}, "X970"), ({}, "X970"), ({"../c.xml": b"<a/>"}, "X753"), ({"/c.xml": b"x"}, "X753")],
)
def test_a_zip_without_a_report(tmp_path: Path, content: dict[str, bytes], code: str) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    audited = only(path)
    assert (codes(audited), audited.readable) == ([code], False)


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    assert codes(only(tmp_path / "gone.xml")) == ["X971"]
    (tmp_path / "torn.zip").write_bytes(b"PK\x03\x04 torn")
    assert codes(only(tmp_path / "torn.zip")) == ["X752"]


def test_a_zip_that_lies_about_its_size_is_read_up_to_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = packed(report(tmp_path / "f").parent, tmp_path / "f.zip")
    monkeypatch.setattr(opened, "MAX_TOTAL", 700)
    assert codes(only(path)) == ["X754"]


def test_a_damaged_member_makes_its_report_unreadable(tmp_path: Path) -> None:
    path = packed(report(tmp_path / "f").parent, tmp_path / "f.zip")
    data = bytearray(path.read_bytes())
    at = data.index(b"</xbrl>")
    data[at + 2 : at + 6] = b"ZZZZ"  # the checksum does not fit any more
    path.write_bytes(data)
    assert codes(only(path)) == ["X972"]


def test_hrefs_do_not_lead_outside(tmp_path: Path) -> None:
    path = report(tmp_path / "in")
    for name in ("c.xsd", "c_cal.xml"):
        (tmp_path / "in" / name).rename(tmp_path / name)
    for href in ("../c.xsd", f"file://{tmp_path}/c.xsd", f"{tmp_path}/c.xsd"):
        text = path.read_text("utf-8")
        moved = tmp_path / "in/d.xml"
        moved.write_text(text.replace('href="c.xsd"', f'href="{href}"'), "utf-8")
        audited = only(moved)
        assert (codes(audited), audited.calculations.results) == (["X764"], ())


def test_links_do_not_lead_outside(tmp_path: Path) -> None:
    path = report(tmp_path / "in")
    (tmp_path / "in/c.xsd").rename(tmp_path / "c.xsd")
    (tmp_path / "in/c.xsd").symlink_to(tmp_path / "c.xsd")
    assert codes(only(path)) == ["X764"]


def test_a_report_package_is_its_own_taxonomy_package(tmp_path: Path) -> None:
    top = tmp_path / "pack"
    path = inline(top / "reports", fraction("T", "50") + fraction("A", "20") + fraction("B", "40"), "r.xhtml")
    (top / "taxonomy").mkdir()
    for name in ("c.xsd", "c_cal.xml"):
        (top / "reports" / name).rename(top / "taxonomy" / name)
    path.write_text(path.read_text("utf-8").replace('"c.xsd"', '"http://c.example/2012/c.xsd"'), "utf-8")
    (top / "META-INF").mkdir()
    (top / "META-INF/taxonomyPackage.xml").write_text(
        '<tp:taxonomyPackage xmlns:tp="http://xbrl.org/2016/taxonomy-package"/>'
    )
    (top / "META-INF/catalog.xml").write_text(
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        '<rewriteURI uriStartString="http://c.example/2012/" rewritePrefix="../taxonomy/"/></catalog>'
    )
    for given in (packed(tmp_path, tmp_path / "p.zip"), top):
        assert codes(only(given)) == ["C402"]


def test_a_taxonomy_package_beside_a_filing_is_no_report(tmp_path: Path) -> None:
    report(tmp_path / "in")
    with zipfile.ZipFile(tmp_path / "in/base.zip", "w") as archive:
        archive.writestr("base/x.xsd", "<a/>")
    assert codes(only(tmp_path / "in")) == []
