"""Hostile input: a coded finding each, in bounded time and memory, without network and traceback."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from linetag import audit
from linetag.taxonomy.files import TaxonomyPackages
from linetag.xbrl.read.sources import Source
from support.command import invoke
from support.hostile import check
from support.reports import HEAD, change, codes, found, only, report, verdicts

BOMB = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE xbrl [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE xbrl [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>',
        f'<!DOCTYPE xbrl [<!ENTITY e0 "ha">{BOMB}<!ENTITY e "&e11;">]>',
    ],
    ids=["file", "http", "bomb"],
)
def test_entities_are_refused(tmp_path: Path, doctype: str) -> None:
    path = report(tmp_path)
    path.write_text(doctype + path.read_text("utf-8").replace(">5<", ">&e;<"), "utf-8")
    status, found_codes = check(path)
    assert status == 2
    assert found_codes in (["X751"], ["X750"])  # libxml2 itself stops at a bomb


def test_deep_nesting(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, "</xbrl>", "<c:a>" * 100_000 + "</c:a>" * 100_000 + "</xbrl>")
    assert check(path) == (2, ["X750"])
    path = report(tmp_path)
    change(path, "</xbrl>", "<c:a>" * 1_000 + "</c:a>" * 1_000 + "</xbrl>")
    assert check(path) == (0, ["C409"])


def test_huge_attributes_and_texts(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, "</xbrl>", f'<c:N contextRef="x" id="{"a" * 20_000_000}">{"b" * 20_000_000}</c:N></xbrl>')
    assert check(path) == (0, [])


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("c.xml", "w", force_zip64=True) as stream,
    ):
        for _ in range(1_100):
            stream.write(b" " * 1024 * 1024)
    assert check(path) == (2, ["X754"])


def test_cyclic_linkbases_and_imports(tmp_path: Path) -> None:
    path = report(tmp_path)
    arc = '<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"'
    loop = f'{arc} xlink:from="A" xlink:to="T" weight="1"/>{arc} xlink:from="T" xlink:to="T" weight="1"/>'
    change(tmp_path / "c_cal.xml", "</calculationLink>", f"{loop}</calculationLink>")
    change(
        tmp_path / "c.xsd",
        "<import",
        '<import namespace="http://linetag.example/c" schemaLocation="c.xsd"/><import',
    )
    status, _ = check(path)
    assert status == 1
    assert "T" in {result.total.local for result in only(path).calculations.results}


def test_a_hundred_thousand_arcs_to_one_total(tmp_path: Path) -> None:
    path = report(tmp_path)
    arc = (
        '<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"'
        ' xlink:from="T" xlink:to="A" weight="1" order="{}"/>'
    )
    arcs = "".join(arc.format(i) for i in range(2, 100_000))
    change(tmp_path / "c_cal.xml", "</calculationLink>", f"{arcs}</calculationLink>")
    status, found_codes = check(path)
    assert status == 1
    assert found_codes[0] == "C402"


def test_a_failing_total_of_eight_thousand_parts(tmp_path: Path) -> None:
    names = [chr(ord("一") + i) for i in range(8_000)]
    parts = " ".join(f"{name}={1_000 + 7 * i}@0" for i, name in enumerate(names))
    path = report(tmp_path, f"T=1@0 {parts}", f"T={''.join(names)}")
    item = found(only(path), "C402")
    assert "its 8,000 contributors add up to 231,972,000 (" in item.message
    assert item.hint.startswith("No single figure explains it")
    assert len(item.related) < 100
    assert len(item.facts) == 8_001
    assert check(path, seconds=20) == (1, ["C402"])


def test_twenty_thousand_failing_sums(tmp_path: Path) -> None:
    # a total of its own for each, so that no two are told together; in nine of ten one figure is wrong
    path = report(tmp_path, "A=52@0 B=1@0")
    sums = [(chr(0x4E00 + i), 52_000 if i % 10 else 7_919 + 13 * i) for i in range(20_000)]
    facts = "".join(
        f'<c:{name} contextRef="x" unitRef="u" decimals="0">{value}</c:{name}>\n' for name, value in sums
    )
    elements = "".join(
        f'<element name="{name}" id="c_{name}" type="xbrli:monetaryItemType"'
        ' substitutionGroup="xbrli:item" xbrli:periodType="instant"/>'
        for name, _ in sums
    )
    arcs = "".join(
        f'<loc xlink:type="locator" xlink:label="{name}" xlink:href="c.xsd#c_{name}"/>'
        '<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"'
        f' xlink:from="{name}" xlink:to="A" weight="1"/>'
        for name, _ in sums
    )
    change(path, "</xbrl>", f"{facts}</xbrl>")
    change(tmp_path / "c.xsd", "</schema>", f"{elements}</schema>")
    change(tmp_path / "c_cal.xml", "</calculationLink>", f"{arcs}</calculationLink>")

    audited = only(path, ("1.1",))

    assert verdicts(audited) == ["inconsistent"] * 20_000
    explained = [item for item in audited.findings if item.code == "C402"]
    assert len(explained) <= 100
    (root,) = (item for item in explained if "The same figure also explains 17,999 others: " in item.hint)
    assert root.hint.startswith(
        "c:A (line 1) is 52 and should be 52,000: it is off by a factor of a thousand"
    )
    told = 18_000 + len(explained) - 1
    assert f"{20_000 - told:,} more sums fail" in found(audited, "C410").message
    assert check(path, seconds=40)[0] == 1


@pytest.mark.parametrize("cut", [1, 40, 400])
def test_truncated_files(tmp_path: Path, cut: int) -> None:
    path = report(tmp_path)
    for name in ("c.xml", "c.xsd", "c_cal.xml"):
        whole = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(whole[:-cut])
        status, found_codes = check(path)
        assert found_codes[0] == "X750"
        assert status == (2 if name == "c.xml" else 1)
        (tmp_path / name).write_bytes(whole)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\xc3\x28", b"\x00" * 100, b"", b"\x80abc"])
def test_bytes_that_are_no_text(tmp_path: Path, data: bytes) -> None:
    path = report(tmp_path)
    path.write_bytes(data)
    assert check(path) == (2, ["X970"])
    text = report(tmp_path).read_bytes().replace(b">5<", b">" + data + b"<")
    path.write_bytes(HEAD.encode() + text)
    status, found_codes = check(path)
    assert found_codes[:1] in (["X750"], ["X910"])
    assert status in (1, 2)


def test_a_report_in_utf_16(tmp_path: Path) -> None:
    path = report(tmp_path)
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    assert verdicts(only(path)) == ["consistent"] * 2


def test_figures_beyond_reason(tmp_path: Path) -> None:
    for old, new, reason in [
        ('decimals="0">5<', 'decimals="1000000000">5<', "too many digits"),
        ('decimals="0">5<', f'decimals="{"9" * 10_000}">5<', "too many digits"),
        (">5<", ">1E999999999<", "too many digits"),
        (">5<", ">1e-999999999<", "too many digits"),
        (">5<", ">NaN<", "not a number"),
        (">5<", ">-INF<", "not a number"),
    ]:
        path = report(tmp_path)
        change(path, old, new)
        audited = only(path)
        assert verdicts(audited) == [reason] * 2
        assert reason in found(audited, "C407").message
        assert check(path)[1] == codes(audited)


def test_numbers_of_ten_thousand_digits_are_added_exactly(tmp_path: Path) -> None:
    long = "7" * 10_000
    path = report(tmp_path, f"T={long} A={long[:-1]}6 B=1")
    assert verdicts(only(path)) == ["consistent"] * 2
    change(path, f"{long[:-1]}6<", f"{long[:-1]}5<")
    assert check(path) == (1, ["C413"])


def test_control_characters_of_a_report_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, 'contextRef="x"', 'contextRef="&#x9b;31m"')
    done = subprocess.run(
        [sys.executable, "-c", "from linetag.cli import main; main()", "check", str(path)],
        capture_output=True,
        check=False,
    )
    assert b"X902" in done.stdout
    assert "\x9b" not in done.stdout.decode("utf-8")


@pytest.mark.parametrize("name", ["c.xml", "c.xsd", "c_cal.xml"])
def test_hrefs_that_are_no_urls_lead_nowhere(tmp_path: Path, name: str) -> None:
    path = report(tmp_path)
    change(tmp_path / name, 'href="c', 'href="http://[c')
    status, found_codes = check(path)
    assert status in (0, 1)
    assert set(found_codes) & {"X761", "X762", "X763", "X764"}


def test_a_weight_of_0_and_decimals_beyond_reason(tmp_path: Path) -> None:
    path = report(tmp_path, "T=50@0 A=20@0 B=40@0")
    change(tmp_path / "c_cal.xml", 'order="1" weight="1"', 'order="1" weight="0"')
    assert check(path) == (1, ["C402", "C421"])
    assert check(report(tmp_path, "T=5@5000 A=2@0 B=4@0")) == (0, ["C401", "C425"])


def test_long_figures_in_a_tree(tmp_path: Path) -> None:
    path = report(tmp_path, f"T={'7' * 40} A={'7' * 39}5 B=1")
    command = [sys.executable, "-c", "from linetag.cli import main; main()", "tree", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert ",777,777" in done.stdout


def test_a_fault_on_one_report_does_not_lose_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "ab":
        report(tmp_path / name)

    def broken(source: Source, library: TaxonomyPackages) -> object:
        if "/a/" in source.path:
            raise ZeroDivisionError
        return whole(source, library)

    whole = audit._read  # noqa: SLF001 - where a fault is least expected
    monkeypatch.setattr(audit, "_read", broken)
    result = invoke("check", tmp_path, "--format", "json")
    one, other = json.loads(result.stdout)["reports"]
    assert [item["code"] for item in one["findings"]] == ["X973"]
    assert (other["findings"], result.exit_code) == ([], 2)
