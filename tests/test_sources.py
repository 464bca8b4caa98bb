"""Which reports lie in a file, folder or zip, and that nothing outside is touched."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from linetag import audit
from linetag.xbrl import limits
from support.reports import change, codes, documents, found, fraction, inline, only, packed, report, verdicts


def test_an_instance_is_a_report_and_its_linkbases_are_none(tmp_path: Path) -> None:
    path = report(tmp_path / "f")
    assert documents(path) == [(str(path), ("/c.xml",))]
    assert documents(tmp_path / "f") == [(str(path), ("/c.xml",))]
    zipped = packed(tmp_path / "f", tmp_path / "f.zip")
    assert documents(zipped) == [(f"{zipped}/c.xml", ("/c.xml",))]
    results = [only(p).calculations.counts() for p in (path, tmp_path / "f", zipped)]
    assert results[0] == results[1] == results[2]
    assert results[0]["1.1"]["consistent"] == 1


def test_an_instance_that_declares_inline_xbrl_is_still_one(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, "<xbrl ", '<xbrl xmlns:ix="http://www.xbrl.org/2013/inlineXBRL" ')
    (read,) = audit.read(path)
    assert read.instance is not None
    assert read.instance.count == 3


@pytest.mark.parametrize(
    ("declared", "expected"),
    [("<!ELEMENT a{} EMPTY>", []), ('<!ENTITY e{} "<xbrl ]>">', ["X751"]), ("<!-- {} ]> ' -->", [])],
    ids=["elements", "entities", "comments"],
)
@pytest.mark.parametrize("size", [1_000, 100_000])
def test_a_report_behind_a_long_document_type_declaration(
    tmp_path: Path, declared: str, expected: list[str], size: int
) -> None:
    classic, other = report(tmp_path / "a"), inline(tmp_path / "b", fraction("T", "5"))
    subset = "".join(map(declared.format, range(size // len(declared))))
    for path, root in ((classic, "<xbrl"), (other, "<html")):
        change(path, root, f"<!DOCTYPE {root[1:]} [{subset}]>{root}")
        audited = only(path)
        assert audited.readable == (not expected)
        assert [code for code in codes(audited) if code.startswith(("X75", "X97"))] == expected


def test_a_document_whose_root_does_not_come_within_the_bound_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = report(tmp_path)
    change(path, "<xbrl", f"<!--{'x' * 80_000}--><xbrl")
    assert documents(path) == [(str(path), ("/c.xml",))]
    monkeypatch.setattr(limits, "MAX_PROLOGUE", 80_000)
    assert documents(path) == []


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
    ((path, listed),) = documents(tmp_path / "f")
    assert path == f"{first} (and 1 more documents)"
    assert listed == ("/a.htm", "/b.htm")
    assert only(tmp_path / "f").calculations.counts()["1.1"]["consistent"] == 1


def test_documents_with_other_schemas_are_reports_of_their_own(tmp_path: Path) -> None:
    inline(tmp_path, fraction("T", "5"), "a.htm")
    other = inline(tmp_path, fraction("T", "6"), "b.htm")
    other.write_text(other.read_text("utf-8").replace("c.xsd", "d.xsd"), "utf-8")
    assert [listed for _, listed in documents(tmp_path)] == [("/a.htm",), ("/b.htm",)]


def test_a_manifest_says_what_belongs_together(tmp_path: Path) -> None:
    for name in "abc":
        inline(tmp_path, fraction("T", "5"), f"{name}.htm")
    (tmp_path / "manifest.xml").write_text(
        '<manifest xmlns="http://disclosure.edinet-fsa.go.jp/2013/manifest"><list>'
        "<instance><ixbrl>a.htm</ixbrl><ixbrl>c.htm</ixbrl></instance>"
        "<instance><ixbrl>b.htm</ixbrl></instance></list></manifest>"
    )
    assert [listed for _, listed in documents(tmp_path)] == [("/a.htm", "/c.htm"), ("/b.htm",)]


def test_a_report_package_has_one_report_for_each_file_or_folder_of_reports(tmp_path: Path) -> None:
    top = tmp_path / "pack"
    for name in ("a.xhtml", "b.xhtml"):
        inline(top / "reports/set", fraction("T", "5"), name)
    change(top / "reports/set/b.xhtml", "c.xsd", "d.xsd")
    inline(top / "reports/other", fraction("T", "5"), "c.xhtml")
    inline(top / "reports/other/deeper", fraction("T", "5"), "no.xhtml")
    inline(top / "elsewhere", fraction("T", "5"), "no.xhtml")
    (top / "META-INF").mkdir()
    (top / "META-INF/reportPackage.json").write_text("{}")
    assert [listed for _, listed in documents(packed(tmp_path, tmp_path / "p.xbri"))] == [
        ("/pack/reports/other/c.xhtml",),
        ("/pack/reports/set/a.xhtml", "/pack/reports/set/b.xhtml"),
    ]
    for name in ("one.xhtml", "two.xhtml"):
        inline(top / "reports", fraction("T", "5"), name)
    for given in (packed(tmp_path, tmp_path / "p.xbri"), top):
        assert [listed[0].rpartition("/")[2] for _, listed in documents(given)] == ["one.xhtml", "two.xhtml"]


def test_the_instance_extracted_from_an_inline_report_is_left_out(tmp_path: Path) -> None:
    inline(tmp_path, fraction("T", "5"), "f.htm")
    report(tmp_path).rename(tmp_path / "f_htm.xml")
    assert [listed for _, listed in documents(tmp_path)] == [("/f.htm",)]


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
    monkeypatch.setattr(limits, "MAX_TOTAL", 700)
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
    audited = only(path)
    assert codes(audited) == ["X972", "X764"]
    assert "link that leads outside" in found(audited, "X972").message


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


def test_zips_in_zips_are_opened_once_each(tmp_path: Path) -> None:
    inner = packed(report(tmp_path / "one").parent, tmp_path / "all/one.zip")
    report(tmp_path / "all/two")
    packed(tmp_path / "one", tmp_path / "deep/three.zip")
    packed(tmp_path / "deep", tmp_path / "all/deep.zip")
    whole = packed(inner.parent, tmp_path / "all.zip")
    assert documents(whole) == [
        (f"{whole}/two/c.xml", ("/two/c.xml",)),
        (f"{whole}/deep.zip/three.zip/c.xml", ("/c.xml",)),
        (f"{whole}/one.zip/c.xml", ("/c.xml",)),
    ]
    assert [verdicts(audited) for audited in audit.check_path(whole)] == [["consistent"] * 2] * 3


def test_a_zip_too_deep_in_others_is_told(tmp_path: Path) -> None:
    report(tmp_path / "0")
    for depth in range(1, 7):
        packed(tmp_path / str(depth - 1), tmp_path / f"{depth}/{depth}.zip")
    (fifth,) = audit.check_path(tmp_path / "5/5.zip")
    assert (fifth.path, codes(fifth)) == (f"{tmp_path}/5/5.zip/4.zip/3.zip/2.zip/1.zip/c.xml", [])
    (sixth,) = audit.check_path(tmp_path / "6/6.zip")
    (told,) = sixth.findings
    deepest = f"{tmp_path}/6/6.zip/5.zip/4.zip/3.zip/2.zip/1.zip"
    assert told.message == f"{deepest} cannot be read: it lies 6 zips deep"
    assert (told.code, told.at and told.at.path) == ("X972", deepest)
    assert told.hint.startswith("Unpack it")


def test_only_so_many_zips_in_a_zip_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tmp_path / "one")
    for name in "abc":
        packed(tmp_path / "one", tmp_path / f"all/{name}.zip")
    monkeypatch.setattr(limits, "MAX_ZIPS", 2)
    found = list(audit.check_path(packed(tmp_path / "all", tmp_path / "all.zip")))
    whole = f"{tmp_path}/all.zip"
    assert [(audited.path, codes(audited)) for audited in found] == [
        (whole, ["X972"]),
        (f"{whole}/a.zip/c.xml", []),
        (f"{whole}/b.zip/c.xml", []),
    ]


def test_zips_in_a_zip_share_its_bounds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tmp_path / "one")
    for name in "abc":
        packed(tmp_path / "one", tmp_path / f"all/{name}.zip")
    whole = packed(tmp_path / "all", tmp_path / "all.zip")
    weight = sum(path.stat().st_size for path in (tmp_path / "all").iterdir())
    monkeypatch.setattr(limits, "MAX_TOTAL", weight + 3_000)
    found = [code for audited in audit.check_path(whole) for code in codes(audited)]
    assert "X972" in found


def test_a_torn_zip_in_a_zip_is_told(tmp_path: Path) -> None:
    report(tmp_path / "all/one")
    (tmp_path / "all/torn.zip").write_bytes(b"PK\x03\x04 torn")
    (torn, whole) = audit.check_path(packed(tmp_path / "all", tmp_path / "all.zip"))
    assert (codes(torn), codes(whole)) == (["X752"], [])


@pytest.mark.parametrize(
    "name", ["\u8868\u7d19/c.xml", "\u8868\u7d19\\c.xml", "XBRL\\c.xml", "\u00e9t\u00e9/c.xml"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "cp437"])
def test_names_of_zips_made_by_old_programs(tmp_path: Path, name: str, encoding: str) -> None:
    """The second byte of \u8868 in Shift_JIS is a backslash."""
    try:
        raw = name.encode(encoding)
    except UnicodeEncodeError:
        return
    folder = report(tmp_path / "f").parent
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, "x" * (len(raw) - len("c.xml")) + file.name)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"x" * (len(raw) - len("c.xml")), raw[: -len("c.xml")]))
    ((shown, _),) = documents(path)
    assert shown == f"{path}/{name}".replace("\\", "/")
    assert verdicts(only(path)) == ["consistent"] * 2


@pytest.mark.parametrize("folder", ["a b", "100%", "Q1 #2", "what?", "\u6c7a\u7b97", "a;b", "%41"])
def test_folders_of_any_name(tmp_path: Path, folder: str) -> None:
    path = report(tmp_path / "all" / folder)
    report(tmp_path / "all/other", "T=6@0 A=2@0 B=3@0")
    for given in (path, path.parent, packed(tmp_path / "all" / folder, tmp_path / "f.zip")):
        assert verdicts(only(given)) == ["consistent"] * 2
    for given in (tmp_path / "all", packed(tmp_path / "all", tmp_path / "all.zip")):
        shown = {read.path: read for read in audit.check_path(given)}
        assert verdicts(shown[f"{given}/{folder}/c.xml"]) == ["consistent"] * 2


@pytest.mark.parametrize("href", ["C.XSD", "./sub/../c.xsd", "sub\\..\\c.xsd", "%63.xsd", "c.xsd#"])
def test_hrefs_as_people_write_them(tmp_path: Path, href: str) -> None:
    path = report(tmp_path / "f")
    change(path, 'href="c.xsd"', f'href="{href}"')
    for given in (path, packed(path.parent, tmp_path / "f.zip")):
        assert (codes(only(given)), verdicts(only(given))) == ([], ["consistent"] * 2)


def test_what_cannot_be_read_in_a_folder_is_told_beside_the_reports(tmp_path: Path) -> None:
    report(tmp_path / "all/one")
    (tmp_path / "outside.xml").write_text("<a/>")
    (tmp_path / "all/link.xml").symlink_to(tmp_path / "outside.xml")
    os.mkfifo(tmp_path / "all/pipe.xml")
    found = {audited.path: audited for audited in audit.check_path(tmp_path / "all")}
    assert codes(found[f"{tmp_path}/all/one/c.xml"]) == []
    unread = found[f"{tmp_path}/all"]
    assert [(f.code, f.at and f.at.path) for f in unread.findings] == [
        ("X972", f"{tmp_path}/all/link.xml"),
        ("X972", f"{tmp_path}/all/pipe.xml"),
    ]
    assert "outside the folder" in unread.findings[0].message
    assert "no regular file" in unread.findings[1].message


def test_a_folder_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report(tmp_path / "one")
    (tmp_path / "locked").mkdir()
    scan = os.scandir

    def locked(path: str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", locked)
    unread, whole = audit.check_path(tmp_path)
    assert [(f.code, f.at and f.at.path) for f in unread.findings] == [("X972", f"{tmp_path}/locked")]
    assert verdicts(whole) == ["consistent"] * 2


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_pipes_and_devices_are_not_opened(tmp_path: Path, kind: str) -> None:
    path = Path("/dev/zero") if kind == "device" else tmp_path / "pipe"
    if kind == "pipe":
        os.mkfifo(path)
    assert codes(only(path)) == ["X971"]


def test_one_name_twice_in_a_zip_is_told(tmp_path: Path) -> None:
    path = packed(report(tmp_path / "f").parent, tmp_path / "f.zip")
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("c.xml", report(tmp_path / "f", "T=9@0 A=2@0 B=3@0").read_text("utf-8"))
    audited = only(path)
    assert codes(audited) == ["X975", "C402"]
    assert "c.xml" in found(audited, "X975").message


def test_a_file_that_shrank_too_much_is_not_unpacked(tmp_path: Path) -> None:
    folder = report(tmp_path / "f").parent
    (folder / "c.xsd").write_text((folder / "c.xsd").read_text("utf-8") + " " * 20_000_000)
    path = tmp_path / "f.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.iterdir()):
            archive.write(file, file.name)
    audited = only(path)
    assert (codes(audited), audited.calculations.results) == (["X972", "X764"], ())
    assert "times while it is unpacked" in found(audited, "X972").message
