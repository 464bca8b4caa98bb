"""What an audit says of a report: which sum, where, why, and what would put it right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support.reports import change, codes, found, only, report, verdicts


def test_a_report_that_holds_has_no_findings(tmp_path: Path) -> None:
    audited = only(report(tmp_path))
    assert (codes(audited), verdicts(audited), audited.facts) == ([], ["consistent"] * 2, 3)


def test_a_report_that_holds_pays_for_no_explanation_and_no_release(tmp_path: Path) -> None:
    script = (
        "import sys; from linetag import audit; list(audit.check_path(sys.argv[1]));"
        "print(*[name for name in sys.modules if name.startswith('linetag.')])"
    )
    command = [sys.executable, "-c", script, str(report(tmp_path))]
    loaded = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert "linetag.checks.check" in loaded
    rooms = ("checks.explain", "filing", "release", "tag", "tanshin", "tieout")
    assert [name for name in loaded if name.startswith(tuple(f"linetag.{room}" for room in rooms))] == []


def test_a_wrong_sum_is_an_error_at_the_figure_with_its_network(tmp_path: Path) -> None:
    path = report(tmp_path, "T=5730@0 A=2140@0 B=4590@0")
    item = found(only(path), "C402")
    assert item.severity == "error"
    assert "5,730" in item.message
    assert "2,140 + 4,590 = 6,730 (difference -1,000; " in item.message
    assert item.at is not None
    assert (item.at.path, item.at.text) == (str(path), "5730")
    line = path.read_text("utf-8").splitlines()[item.at.line - 1]
    assert line[item.at.column - 1 :].startswith("5730</c:T>")
    assert item.hint.endswith("Calculation: http://linetag.example/role/sum.")
    assert "c:T" in item.hint


@pytest.mark.parametrize(
    ("stated", "sum_", "hint"),
    [
        ("T=1100@0 A=1300@0 B=-200@0 S=900@0 C=500@0", "T=A-B", "sign"),
        ("T=50300@0 A=50@0 B=300@0", "T=A+B", "off by a factor of a thousand"),
        ("T=561@0 A=234@0 B=372@0", "T=A+B", "digits"),
        ("T=561@0 A=234@0 B=227@0", "T=A+B", "one digit differs"),
    ],
)
def test_the_hint_names_the_slip_that_the_figures_support(
    tmp_path: Path, stated: str, sum_: str, hint: str
) -> None:
    assert hint in found(only(report(tmp_path, stated, sum_)), "C402").hint


def test_a_part_that_is_not_reported_is_named(tmp_path: Path) -> None:
    item = found(only(report(tmp_path, "T=900@0 A=250@0", "T=A+B")), "C402")
    assert "c:B, which is a contributor as well, has no figure here. Calculation" in item.hint


def test_a_figure_beside_the_sum_that_is_the_difference_is_named(tmp_path: Path) -> None:
    path = report(tmp_path, "T=900@0 A=251@0 B=12@0 X=637@0", "T=A+B+X")
    change(tmp_path / "c_cal.xml", 'xlink:to="X"', 'xlink:to="X" use="prohibited"')
    item = found(only(path), "C402")
    assert "c:X (line 1) is exactly the difference of 637, and the sum does not add it." in item.hint


def test_one_wrong_figure_is_told_once_with_what_it_upsets(tmp_path: Path) -> None:
    path = report(tmp_path, "T=1300@0 A=500@0 B=808@0", "T=A+B")
    change(
        tmp_path / "c_cal.xml",
        "</calculationLink>",
        '<loc xlink:type="locator" xlink:label="U" xlink:href="c.xsd#c_U"/>'
        '<loc xlink:type="locator" xlink:label="C" xlink:href="c.xsd#c_C"/>'
        '<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"'
        ' xlink:from="U" xlink:to="B" order="1" weight="1"/>'
        '<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"'
        ' xlink:from="U" xlink:to="C" order="2" weight="1"/></calculationLink>',
    )
    change(
        tmp_path / "c.xsd",
        '<element name="A"',
        "".join(
            f'<element name="{n}" id="c_{n}" type="xbrli:monetaryItemType" nillable="true"'
            ' substitutionGroup="xbrli:item" xbrli:periodType="instant"/>'
            for n in "UC"
        )
        + '<element name="A"',
    )
    change(
        path,
        "</xbrl>",
        "".join(
            f'<c:{n} contextRef="x" unitRef="u" decimals="0" id="g{n}">{v}</c:{n}>\n'
            for n, v in (("U", 830), ("C", 30))
        )
        + "</xbrl>",
    )
    audited = only(path)
    assert codes(audited) == ["C402"]
    hint = audited.findings[0].hint
    assert "c:B (line 1) is 808 and should be 800: one digit differs." in hint
    assert "The same figure also explains: sum of c:U (2012-09-30)." in hint


def test_what_rounding_explains_is_a_warning_with_the_slack(tmp_path: Path) -> None:
    audited = only(report(tmp_path, "T=6000@-3 A=2000@-3 B=3000@-3"))
    item = found(audited, "C401")
    assert item.severity == "warning"
    assert "; rounding explains up to 1.5)" in item.message
    assert verdicts(audited) == ["inconsistent", "consistent"]


def test_the_same_under_1_0_alone(tmp_path: Path) -> None:
    assert codes(only(report(tmp_path, "T=6@0 A=2@0 B=3@0"), ("1.0",))) == ["C401"]
    assert codes(only(report(tmp_path, "T=9@0 A=2@0 B=3@0"), ("1.0",))) == ["C402"]


def test_truncation_has_a_code_of_its_own(tmp_path: Path) -> None:
    path = report(tmp_path, "T=2@0 A=1@0", "T=A")
    assert codes(only(path, ("1.1",))) == []
    item = found(only(path, ("1.1-truncation",)), "C403")
    assert (item.severity, item.standard) == ("error", "calc11e:inconsistentCalculationUsingTruncation")


SLICE = (
    "<entity><identifier scheme='http://www.tse.or.jp/sicc'>37740</identifier><segment>"
    "<xbrldi:explicitMember xmlns:xbrldi='http://xbrl.org/2006/xbrldi' dimension='c:Axis'>c:Member"
    "</xbrldi:explicitMember></segment></entity>"
)
ENTITY = '<entity><identifier scheme="http://www.tse.or.jp/sicc">37740</identifier></entity>'


def test_a_slice_that_lacks_parts_is_a_warning(tmp_path: Path) -> None:
    path = report(tmp_path, "T=900@0 A=250@0", "T=A+B")
    change(path, ENTITY, SLICE)
    item = found(only(path), "C406")
    assert item.severity == "warning"
    assert "Member" in item.message


def test_a_context_that_is_no_dimension_forbids_1_1(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, ENTITY, SLICE.replace("xbrldi:explicitMember", "c:thing"))
    audited = only(path)
    assert verdicts(audited) == ["consistent", "not OIM-compatible"]
    assert found(audited, "C408").standard == "calc11e:oimIncompatibleReportWarning"
    assert "C408" not in codes(only(path, ("1.0",)))


def test_facts_in_tuples_are_for_1_0_only(tmp_path: Path) -> None:
    path = report(tmp_path, "T=9@0 A=2@0 B=3@0")
    text = path.read_text("utf-8")
    start, end = text.index("<c:T"), text.index("</xbrl>")
    path.write_text(f"{text[:start]}<c:Box>{text[start:end]}</c:Box></xbrl>", "utf-8")
    audited = only(path)
    assert verdicts(audited) == ["inconsistent"]
    assert found(audited, "C409").standard == "calc11e:tuplesInReportWarning"
    assert audited.facts == 3


def test_duplicates_are_told_by_their_kind(tmp_path: Path) -> None:
    audited = only(report(tmp_path, "T=5@0 T=5@0 A=2@0 A=2.0@1 B=3@0 B=4@0"))
    assert "1 figure is reported more than once with the same value" in found(audited, "C412").message
    assert "the first is c:A" in found(audited, "C411").message
    item = found(audited, "C405")
    assert "c:B" in item.message
    assert "3 and 4" in item.message
    assert item.at is not None
    assert [(place.text) for place in (item.at, *item.related)] == ["3", "4"]
    assert verdicts(audited) == ["duplicate total", "disallowed duplicates"]


def test_what_is_not_checked_says_why_once(tmp_path: Path) -> None:
    path = report(tmp_path, "T=5@0 A=2@0 B=3@0")
    change(path, ' decimals="0"', "")
    audited = only(path)
    assert verdicts(audited) == ["no decimals"] * 2
    assert [item.code for item in audited.findings if item.code == "C407"] == ["C407"]
    path = report(tmp_path, "T=1234@-3 A=1000@-3", "T=A")
    audited = only(path)
    assert verdicts(audited) == ["consistent", "excess digits"]
    assert found(audited, "C404").facts == ("#1",)


def test_many_figures_beyond_their_decimals_are_told_together(tmp_path: Path) -> None:
    audited = only(report(tmp_path, "T=10@0 A=1111@-3 B=2222@-3 C=3333@-3", "T=A+B+C"))
    assert codes(audited).count("C404") == 3
    assert "c:A (2012-09-30, JPY) is reported as 1,111 with decimals -3" in audited.findings[1].message
    audited = only(report(tmp_path, "T=10@0 A=1111@-3 B=2222@-3 C=3333@-3 D=4444@-3", "T=A+B+C+D"))
    item = found(audited, "C422")
    assert "4 figures have more digits than their decimals allow" in item.message
    assert "the first is c:A (2012-09-30, JPY): 1,111 with decimals -3" in item.message
    assert [place.text for place in (item.at, *item.related) if place] == ["1111", "2222", "3333", "4444"]
    assert len(item.facts) == 4
    assert "C404" not in codes(audited)


@pytest.mark.parametrize(
    ("stated", "severity"), [("", "warning"), (' precision="0"', "error")], ids=["none", "precision 0"]
)
def test_many_sums_without_a_verdict_are_told_together(tmp_path: Path, stated: str, severity: str) -> None:
    path = report(tmp_path, "T=1@0 A=1@0 U=1@0 V=1@0 W=1@0", "T=A")
    text = (tmp_path / "c_cal.xml").read_text("utf-8")
    link = text[text.index("<calculationLink") : text.index("</linkbase>")]
    more = "".join(link.replace("#c_T", f"#c_{total}") for total in "UVW")
    (tmp_path / "c_cal.xml").write_text(text.replace("</linkbase>", f"{more}</linkbase>"), "utf-8")
    schema = (tmp_path / "c.xsd").read_text("utf-8")
    element = schema[schema.index('<element name="T"') : schema.index("</schema>")]
    element = element[: element.index("/>") + 2]
    others = "".join(element.replace('"T"', f'"{total}"').replace("c_T", f"c_{total}") for total in "UVW")
    (tmp_path / "c.xsd").write_text(schema.replace("</schema>", f"{others}</schema>"), "utf-8")
    change(path, ' decimals="0"', stated)
    item = found(only(path), "C423")
    assert item.severity == severity
    assert item.message.startswith("4 sums could not be checked under Calculations 1.0")
    assert "the first is c:T (2012-09-30, JPY)" in item.message
    assert len(item.facts) == 4


def test_copies_of_other_decimals_are_told_with_them(tmp_path: Path) -> None:
    item = found(only(report(tmp_path, "T=5@0 A=5000@-3 A=5600@-2", "T=A")), "C405")
    assert (
        "is reported as 5,000 with decimals -3 and 5,600 with decimals -2, and these values contradict"
        in item.message
    )


def test_precision_0_is_an_error_under_1_0(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, 'decimals="0"', 'precision="0"')
    audited = only(path)
    assert [(r.verdict, r.reason) for r in audited.calculations.results] == [
        ("inconsistent", "precision 0"),
        ("unchecked", "not OIM-compatible"),
    ]
    item = found(audited, "C407")
    assert item.severity == "error"
    assert item.hint.startswith("XBRL 2.1 calls such a sum inconsistent")


def test_more_failures_than_anyone_reads_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linetag.checks.explain.MOST_EXPLAINED", 0)
    audited = only(report(tmp_path, "T=50@0 A=20@0 B=40@0"))
    assert "1 more sum fails and is not explained" in found(audited, "C410").message
    assert verdicts(audited) == ["inconsistent"] * 2


def test_face_statements_come_first(tmp_path: Path) -> None:
    path = report(tmp_path, "T=50@0 A=20@0 B=40@0", "T=A+B")
    note = (tmp_path / "c_cal.xml").read_text("utf-8")
    link = note[note.index("<calculationLink") : note.index("</linkbase>")]
    face = link.replace("example/role/sum", "example/role/Statement").replace('xlink:to="B"', 'xlink:to="A"')
    change(tmp_path / "c_cal.xml", "</linkbase>", f"{face}</linkbase>")
    messages = [item.message for item in only(path).findings]
    assert "20 + 20 = 40" in messages[0]
    assert "20 + 40 = 60" in messages[1]


def test_a_contributor_that_stands_twice_is_told(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(
        tmp_path / "c_cal.xml",
        "</calculationLink>",
        '<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"'
        ' xlink:from="T" xlink:to="B" order="9" weight="-1"/></calculationLink>',
    )
    item = found(only(path), "C414")
    assert "c:T has 2 calculation relationships to c:B" in item.message
    assert item.standard == "calc11e:duplicateCalculationRelationships"
    assert "C414" not in codes(only(path, ("1.0",)))


def test_a_text_in_a_calculation_is_told(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, '<c:B contextRef="x" unitRef="u" decimals="0">', '<c:B contextRef="x">')
    item = found(only(path), "C415")
    assert item.at is not None
    assert (item.at.text, item.standard) == ("3", "calc11e:nonDecimalItemNode")
