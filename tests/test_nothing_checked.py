"""A report of which nothing could be checked is not a clean one; zips beside it are opened."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from linetag.xbrl import limits
from support.command import invoke as run
from support.reports import change, codes, found, inline, only, report, verdicts
from support.shared import CORPUS, needs


def zipped(target: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return target


def taken(folder: Path, *names: str) -> dict[str, str]:
    """The texts of files, which are removed."""
    texts = {name: (folder / name).read_text("utf-8") for name in names}
    for name in names:
        (folder / name).unlink()
    return texts


# --- an error, exit 1 ---------------------------------------------------------------------------------


def test_a_report_without_its_schema_is_an_error(tmp_path: Path) -> None:
    path = report(tmp_path)
    taken(tmp_path, "c.xsd")
    assert found(only(path), "X764").severity == "error"
    assert run("check", path).exit_code == 1


def test_a_report_without_its_linkbase_is_an_error(tmp_path: Path) -> None:
    path = report(tmp_path)
    taken(tmp_path, "c_cal.xml")
    assert found(only(path), "X762").severity == "error"
    assert run("check", path).exit_code == 1


def test_a_linkbase_is_missing_beside_another_one_with_sums(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(
        tmp_path / "c.xsd",
        "<link:linkbaseRef",
        '<link:linkbaseRef xlink:type="simple" xlink:href="lost_cal.xml"'
        ' xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/><link:linkbaseRef',
    )
    assert found(only(path), "X762").severity == "warning"
    assert run("check", path).exit_code == 0


def test_a_report_without_facts_is_an_error(tmp_path: Path) -> None:
    path = report(tmp_path, "")
    assert codes(only(path)) == ["X977"]
    assert run("check", path).exit_code == 1
    path = inline(tmp_path / "inline", "<p>nothing</p>")
    assert codes(only(path)) == ["X977"]


# --- a note -------------------------------------------------------------------------------------------


def test_a_report_without_calculations_is_a_note(tmp_path: Path) -> None:
    path = report(tmp_path)
    text = (tmp_path / "c.xsd").read_text("utf-8")
    start = text.index("<link:linkbaseRef")
    (tmp_path / "c.xsd").write_text(text[:start] + text[text.index(">", start) + 1 :], "utf-8")
    assert [(item.code, item.severity) for item in only(path).findings] == [("X978", "note")]
    assert run("check", path).exit_code == 0


def test_names_that_are_derived_from_ids_are_a_note(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(tmp_path / "c_cal.xml", 'href="c.xsd#c_', 'href="http://base.example/b.xsd#c_')
    audited = only(path)
    assert [(item.code, item.severity) for item in audited.findings] == [("X761", "note")]
    assert verdicts(audited) == ["consistent"] * 2


# --- values that are no numbers -----------------------------------------------------------------------


@pytest.mark.parametrize("text", ["abc", "1_000", "1,000", "1 000", "", "٣"])
def test_a_figure_that_is_no_number_is_an_error(tmp_path: Path, text: str) -> None:
    path = report(tmp_path)
    change(path, ">5</c:T>", f">{text}</c:T>")
    item = found(only(path), "X910")
    assert item.severity == "error"
    assert item.at is not None
    assert item.at.line == path.read_text("utf-8").partition("<c:T ")[0].count("\n") + 1
    assert (f'"{text}"' if text else "no text") in item.message
    assert run("check", path).exit_code == 1


@pytest.mark.parametrize("text", ["5", " 5 ", "+5", "5.0", "05", "5e0", "INF", "NaN"])
def test_what_xml_schema_allows_is_a_number(tmp_path: Path, text: str) -> None:
    path = report(tmp_path)
    change(path, ">5</c:T>", f">{text}</c:T>")
    assert "X910" not in codes(only(path))


def test_a_nil_figure_has_no_text(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, ">5</c:T>", ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>')
    assert "X910" not in codes(only(path))


def test_an_inline_figure_that_is_no_number_has_one_finding(tmp_path: Path) -> None:
    body = '<ix:nonFraction name="c:T" contextRef="x" unitRef="u" decimals="0">abc</ix:nonFraction>'
    assert codes(only(inline(tmp_path, body))) == ["X944"]


def test_many_different_texts_share_findings(tmp_path: Path) -> None:
    most = limits.MAX_INVALID
    for count, findings in ((most, most), (most + 2, most + 1)):
        path = report(tmp_path, "T=5@0 A=2@0 B=3@0")
        bad = "".join(f'<c:N{i} contextRef="x" unitRef="u" decimals="0">x{i}</c:N{i}>' for i in range(count))
        change(path, "</xbrl>", f"{bad}</xbrl>")
        messages = [item.message for item in only(path).findings if item.code == "X910"]
        assert len(messages) == findings
        assert sum(int(message.split()[0]) for message in messages) == count


# --- zips beside the report ---------------------------------------------------------------------------


def test_an_address_may_lead_through_a_zip(tmp_path: Path) -> None:
    path = report(tmp_path)
    texts = taken(tmp_path, "c.xsd", "c_cal.xml")
    zipped(tmp_path / "tax.zip", {f"tax/{name}": text for name, text in texts.items()})
    change(path, 'href="c.xsd"', 'href="./tax.zip/tax/c.xsd"')
    assert (codes(only(path)), verdicts(only(path))) == ([], ["consistent"] * 2)
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(path, "in/c.xml")
        archive.write(tmp_path / "tax.zip", "in/tax.zip")
    assert (codes(only(tmp_path / "outer.zip")), verdicts(only(path))) == ([], ["consistent"] * 2)


def test_a_zip_beside_the_report_is_searched_by_name(tmp_path: Path) -> None:
    path = report(tmp_path)
    texts = taken(tmp_path, "c.xsd", "c_cal.xml")
    zipped(tmp_path / "tax.zip", {f"deep/in/{name}": text for name, text in texts.items()})
    assert verdicts(only(path)) == ["consistent"] * 2


def test_a_name_in_two_zips_decides_nothing(tmp_path: Path) -> None:
    path = report(tmp_path)
    texts = taken(tmp_path, "c.xsd", "c_cal.xml")
    for name in ("one.zip", "two.zip"):
        zipped(tmp_path / name, texts)
    assert codes(only(path)) == ["X764"]


def test_a_package_beside_the_report_maps_its_urls(tmp_path: Path) -> None:
    path = report(tmp_path)
    texts = taken(tmp_path, "c.xsd", "c_cal.xml")
    change(path, 'href="c.xsd"', 'href="http://filer.example/2025/c.xsd"')
    catalog = (
        '<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">'
        '<rewriteURI uriStartString="http://filer.example/2025/" rewritePrefix="../"/></catalog>'
    )
    package = (
        '<taxonomyPackage xmlns="http://xbrl.org/2016/taxonomy-package"><identifier>x</identifier>'
        "</taxonomyPackage>"
    )
    meta = {"META-INF/catalog.xml": catalog, "META-INF/taxonomyPackage.xml": package}
    zipped(tmp_path / "tax.zip", {f"tax/{name}": text for name, text in (meta | texts).items()})
    assert verdicts(only(path)) == ["consistent"] * 2


def test_so_many_zips_are_searched(tmp_path: Path) -> None:
    for extra, expected in ((limits.MAX_BESIDE - 1, []), (limits.MAX_BESIDE, ["X764"])):
        folder = tmp_path / str(extra)
        path = report(folder)
        zipped(folder / "z.zip", taken(folder, "c.xsd", "c_cal.xml"))
        for i in range(extra):
            zipped(folder / f"a{i:02}.zip", {"x.txt": ""})
        assert codes(only(path)) == expected


def test_a_damaged_zip_beside_the_report_is_passed_over(tmp_path: Path) -> None:
    path = report(tmp_path)
    taken(tmp_path, "c.xsd")
    (tmp_path / "tax.zip").write_bytes(b"PK not a zip")
    assert codes(only(path)) == ["X764"]


@needs(CORPUS)
def test_filings_with_a_taxonomy_zip_are_checked(tmp_path: Path) -> None:
    pair = CORPUS / "sec-pairs" / "uamy_q1_2024_2025.zip"
    inside = only(pair)
    assert inside.calculations.counts()["1.1"]["consistent"] > 0
    assert not {"X762", "X763", "X764"} & set(codes(inside))
    with zipfile.ZipFile(pair) as archive:
        archive.extractall(tmp_path)
    (instance,) = tmp_path.glob("*_instance_*.xml")
    assert verdicts(only(instance)) == verdicts(inside)
    shutil.rmtree(tmp_path)
