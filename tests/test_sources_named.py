"""Files as the SEC, EDINET and people name them: what is a report among them."""

from __future__ import annotations

from pathlib import Path

from linetag import audit
from support.reports import codes, documents, found, fraction, inline, only, packed, report, verdicts

EDINET = (
    '<manifest xmlns="http://disclosure.edinet-fsa.go.jp/2013/manifest"><list>'
    '<instance id="PublicDoc" type="PublicDoc" preferredFilename="c.xbrl">{}</instance></list></manifest>'
)


def test_the_documents_of_an_edinet_submission(tmp_path: Path) -> None:
    """PublicDoc and AuditDoc each have a manifest, inline documents, and the instance made of them."""
    for part, names in (("PublicDoc", ["0000000_header", "0101010_honbun"]), ("AuditDoc", ["jpaud"])):
        folder = tmp_path / "f/XBRL" / part
        for name in names:
            inline(folder, fraction("T", "5"), f"{name}_ixbrl.htm")
        report(folder).rename(folder / "c.xbrl")
        listed = "".join(f"<ixbrl>{name}_ixbrl.htm</ixbrl>" for name in names)
        (folder / f"manifest_{part}.xml").write_text(EDINET.format(listed))
    for given in (tmp_path / "f", packed(tmp_path / "f", tmp_path / "f.zip")):
        assert [listed for _, listed in documents(given)] == [
            ("/XBRL/AuditDoc/jpaud_ixbrl.htm",),
            ("/XBRL/PublicDoc/0000000_header_ixbrl.htm", "/XBRL/PublicDoc/0101010_honbun_ixbrl.htm"),
        ]


def test_the_files_that_the_sec_adds_are_no_reports(tmp_path: Path) -> None:
    report(tmp_path)
    for name, text in {
        "FilingSummary.xml": "<FilingSummary><Version>3</Version></FilingSummary>",
        "R1.htm": '<html><body class="xbrl">xbrli:xbrl http://www.xbrl.org/2003/instance</body></html>',
        "R2.xml": "<InstanceReport><xbrl/></InstanceReport>",
        "MetaLinks.json": '{"documentType": "https://xbrl.org/2021/xbrl-json"}',
        "Financial_Report.xlsx": "PK",
    }.items():
        (tmp_path / name).write_text(text)
    assert [listed for _, listed in documents(tmp_path)] == [("/c.xml",)]


def test_a_report_in_json_is_told(tmp_path: Path) -> None:
    top = tmp_path / "f/pack"
    inline(top / "reports/a", fraction("T", "5"), "a.xhtml")
    (top / "reports/b").mkdir()
    (top / "reports/b/r.json").write_text(
        '{"documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json"}}'
    )
    (top / "META-INF").mkdir()
    (top / "META-INF/reportPackage.json").write_text("{}")
    for given in (tmp_path / "f", packed(tmp_path / "f", tmp_path / "f.zip")):
        audited = only(given)
        assert codes(audited) == ["X976"]
        assert found(audited, "X976").message.startswith(f"{given}/pack/reports/b/r.json")


def test_a_namespace_far_down_is_found(tmp_path: Path) -> None:
    path = inline(tmp_path, fraction("T", "5"))
    text = path.read_text("utf-8")
    spaces = text[text.index("xmlns:ix") : text.index(" xmlns:xbrli")]
    style = f"<style>{'x' * 100_000}</style>"
    path.write_text(
        text.replace(spaces, "")
        .replace("<head/>", f"<head>{style}</head>")
        .replace("<body>", f"<body {spaces}>")
    )
    assert [listed for _, listed in documents(tmp_path)] == [("/c.htm",)]


def test_what_is_named_as_a_report_and_is_none_is_told_beside_another(tmp_path: Path) -> None:
    report(tmp_path / "a")
    for name, content in {
        "junk.xbrl": "junk",
        "cut.xbrl": "<xbrl",
        "other.xbrl": "<a/>",
        "x.zip": "no zip",
    }.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "package").mkdir()
    packed(tmp_path / "package", tmp_path / "empty.zip")
    told = [
        (Path(f.at.path).name, f.code) for one in audit.check_path(tmp_path) for f in one.findings if f.at
    ]
    assert told == [("cut.xbrl", "X750"), ("junk.xbrl", "X750"), ("x.zip", "X970")]
    assert verdicts(next(one for one in audit.check_path(tmp_path) if one.facts)) == ["consistent"] * 2
    inside = packed(tmp_path, tmp_path / "all.zip")
    told = [(Path(f.at.path).name, f.code) for one in audit.check_path(inside) for f in one.findings if f.at]
    assert ("junk.xbrl", "X750") in told
