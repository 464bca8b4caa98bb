"""The calculation networks of a report, with and without the schemas that name its concepts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from linetag import audit
from linetag.model import Arc
from linetag.taxonomy import limits
from linetag.taxonomy.networks import standard_labels
from support.reports import change, codes, found, only, report, verdicts

NAMESPACE = "http://linetag.example/c"


def arcs(path: Path) -> list[tuple[str, str, Decimal | None]]:
    (read,) = audit.read(path)
    assert read.taxonomy is not None
    return [(str(a.source), str(a.target), a.weight) for n in read.taxonomy.networks for a in n.arcs]


ONE = Decimal(1)


def test_a_network_has_its_arcs(tmp_path: Path) -> None:
    assert arcs(report(tmp_path, sum_="T=A-B")) == [("c:T", "c:A", ONE), ("c:T", "c:B", -ONE)]


def test_the_namespace_comes_from_the_import_where_a_schema_is_out_of_reach(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(tmp_path / "c_cal.xml", 'href="c.xsd#c_', 'href="http://base.example/b.xsd#zz_')
    change(
        tmp_path / "c.xsd",
        "<import",
        f'<import namespace="{NAMESPACE}" schemaLocation="http://base.example/b.xsd"/><import',
    )
    audited = only(path)
    assert codes(audited) == ["X761"]
    assert "http://base.example/b.xsd" in found(audited, "X761").message
    assert verdicts(audited) == ["consistent"] * 2


def test_else_from_the_prefix_of_the_report(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(tmp_path / "c_cal.xml", 'href="c.xsd#c_', 'href="http://base.example/b.xsd#c_')
    assert codes(only(path)) == ["X761"]
    assert verdicts(only(path)) == ["consistent"] * 2


def test_a_prefix_may_hold_an_underscore(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(path, "xmlns:c=", f'xmlns:c_cor="{NAMESPACE}" xmlns:c=')
    change(tmp_path / "c_cal.xml", 'href="c.xsd#c_', 'href="http://base.example/b.xsd#c_cor_')
    assert verdicts(only(path)) == ["consistent"] * 2


def test_a_locator_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(tmp_path / "c_cal.xml", "c.xsd#c_B", "c.xsd#c_X")
    audited = only(path)
    assert codes(audited)[0] == "C402" or "X763" in codes(audited)
    assert found(audited, "X763").message.endswith("c.xsd#c_X")


def test_a_linkbase_out_of_reach_is_a_missing_network(tmp_path: Path) -> None:
    path = report(tmp_path)
    (tmp_path / "c_cal.xml").unlink()
    audited = only(path)
    assert "c_cal.xml" in found(audited, "X762").message


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "http://disclosure.edinet-fsa.go.jp/taxonomy/jppfs/2022-11-01/label/jppfs_2022-11-01_gla.xml",
            False,
        ),
        ("http://disclosure.edinet-fsa.go.jp/taxonomy/jppfs/2022-11-01/r/jppfs_cal.xml", True),
        ("http://base.example/label/b_gla.xml", True),
    ],
)
def test_labels_of_edinet_out_of_reach_are_no_missing_network(
    tmp_path: Path, address: str, *, told: bool
) -> None:
    path = report(tmp_path)
    linkbase = '<link:linkbaseRef xlink:type="simple" xlink:href="{}" xlink:arcrole="{}"/>'
    arcrole = "http://www.w3.org/1999/xlink/properties/linkbase"
    change(tmp_path / "c.xsd", "</appinfo>", f"{linkbase.format(address, arcrole)}</appinfo>")
    assert ("X762" in codes(only(path))) == told


@pytest.mark.parametrize("pointer", ["element(/1/{})", "xpointer(id('x'))element(/1/{})"])
def test_elements_may_be_pointed_at_by_their_place(tmp_path: Path, pointer: str) -> None:
    path = report(tmp_path)
    # annotation, import, then the elements A, B, T
    for place, name in ((3, "A"), (4, "B"), (5, "T")):
        change(tmp_path / "c_cal.xml", f"c.xsd#c_{name}", f"c.xsd#{pointer.format(place)}")
    assert arcs(path) == [("c:T", "c:A", ONE), ("c:T", "c:B", ONE)]


def test_bases_and_escapes_are_resolved(tmp_path: Path) -> None:
    path = report(tmp_path)
    (tmp_path / "sub dir").mkdir()
    (tmp_path / "c_cal.xml").rename(tmp_path / "sub dir/c_cal.xml")
    change(tmp_path / "sub dir/c_cal.xml", "<linkbase ", '<linkbase xml:base="../" ')
    change(tmp_path / "c.xsd", 'href="c_cal.xml"', 'href="sub%20dir/c_cal.xml"')
    assert verdicts(only(path)) == ["consistent"] * 2


ARC = '<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"'


@pytest.mark.parametrize(
    ("arc", "stands"),
    [
        ('order="1" weight="1" use="prohibited" priority="1"', False),
        ('order="1.0" weight="1.00" use="prohibited"', False),
        ('order="1" weight="-1" use="prohibited" priority="1"', True),
        ('order="2" weight="1" use="prohibited" priority="1"', True),
        ('order="1" weight="1" use="prohibited" priority="-1"', True),
        ('order="1" weight="1" use="prohibited" priority="1" xlink:title="exempt"', False),
    ],
)
def test_prohibition_looks_at_equivalent_arcs(tmp_path: Path, arc: str, *, stands: bool) -> None:
    path = report(tmp_path)
    extra = f'{ARC} xlink:from="T" xlink:to="B" {arc}/></calculationLink>'
    change(tmp_path / "c_cal.xml", "</calculationLink>", extra)
    assert (("c:T", "c:B", ONE) in arcs(path)) == stands


def test_the_higher_priority_prevails_over_a_prohibition(tmp_path: Path) -> None:
    path = report(tmp_path)
    extra = "".join(
        f'{ARC} xlink:from="T" xlink:to="B" order="1" weight="1" {more}/>'
        for more in ('use="prohibited" priority="1"', 'priority="2"')
    )
    change(tmp_path / "c_cal.xml", "</calculationLink>", f"{extra}</calculationLink>")
    assert ("c:T", "c:B", ONE) in arcs(path)


def test_embedded_linkbases_and_both_arcroles(tmp_path: Path) -> None:
    path = report(tmp_path)
    text = (tmp_path / "c_cal.xml").read_text("utf-8")
    text = text.replace(
        "http://www.xbrl.org/2003/arcrole/summation", "https://xbrl.org/2023/arcrole/summation"
    )
    change(tmp_path / "c.xsd", "</appinfo>", f"{text}</appinfo>")
    assert sorted((r.mode, r.verdict) for r in only(path).calculations.results) == [
        ("1.0", "consistent"),
        ("1.1", "consistent"),
        ("1.1", "consistent"),
    ]


def test_a_weight_that_is_no_number_is_told(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(tmp_path / "c_cal.xml", 'order="1" weight="1"', 'order="1" weight="heavy"')
    audited = only(path)
    assert "X759" in codes(audited)
    path = report(tmp_path)
    change(tmp_path / "c_cal.xml", 'order="1" weight="1"', 'order="1"')
    assert verdicts(only(path)) == ["no weight"] * 2


def test_a_report_that_refers_to_endless_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = report(tmp_path)
    imports = "".join(f'<import namespace="n{i}" schemaLocation="n{i}.xsd"/>' for i in range(50))
    change(tmp_path / "c.xsd", "</annotation>", f"</annotation>{imports}")
    assert "X765" not in codes(only(path))
    monkeypatch.setattr(limits, "MAX_DOCUMENTS", 20)
    item = found(only(path), "X765")
    assert (item.severity, "more than 20 schemas" in item.message) == ("error", True)


def test_locators_that_multiply_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_RELATIONS", 1_000)
    path = report(tmp_path)
    locs = "".join(
        f'<loc xlink:type="locator" xlink:label="{end}" xlink:href="c.xsd#c_A"/>'
        for end in ("many", "more")
        for _ in range(100)
    )
    extra = f'{locs}{ARC} xlink:from="many" xlink:to="more" weight="1"/></calculationLink>'
    change(tmp_path / "c_cal.xml", "</calculationLink>", extra)
    assert found(only(path), "X760").severity == "error"


LABELS = (
    '<link:linkbase xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<link:labelLink xlink:type="extended" xlink:role="http://www.xbrl.org/2003/role/link">'
    '<link:loc xlink:type="locator" xlink:label="t" xlink:href="c.xsd#c_T"/>'
    '<link:label xlink:type="resource" xlink:label="l" xml:lang="en-US" xlink:role="http://www.xbrl.org/2003/role/label">Total</link:label>'
    '<link:label xlink:type="resource" xlink:label="l" xml:lang="ja" xlink:role="http://www.xbrl.org/2003/role/label">合計</link:label>'
    '<link:labelArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/concept-label"'
    ' xlink:from="t" xlink:to="l"{}/>'
    "{}</link:labelLink></link:linkbase>"
)
REFERENCE = (
    '<link:linkbaseRef xlink:type="simple" xlink:href="c_lab.xml" xlink:role='
    '"http://www.xbrl.org/2003/role/labelLinkbaseRef" xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/>'
)


@pytest.mark.parametrize(("lang", "label"), [("en", "Total"), ("ja", "合計"), ("de", "Total")])
def test_labels_are_read_when_asked_for(tmp_path: Path, lang: str, label: str) -> None:
    path = report(tmp_path)
    change(tmp_path / "c.xsd", "</appinfo>", f"{REFERENCE}</appinfo>")
    (tmp_path / "c_lab.xml").write_text(LABELS.format("", ""), "utf-8")
    (read,) = audit.read(path)
    assert read.taxonomy is not None
    total = read.taxonomy.networks[0].arcs[0].source
    assert standard_labels(read.taxonomy, [total], lang) == {total: label}


def test_a_prohibited_label_is_none(tmp_path: Path) -> None:
    path = report(tmp_path)
    change(tmp_path / "c.xsd", "</appinfo>", f"{REFERENCE}</appinfo>")
    (tmp_path / "c_lab.xml").write_text(LABELS.format(' use="prohibited"', ""), "utf-8")
    (read,) = audit.read(path)
    assert read.taxonomy is not None
    arc: Arc = read.taxonomy.networks[0].arcs[0]
    assert standard_labels(read.taxonomy, [arc.source]) == {}


@pytest.mark.parametrize(("most", "known"), [(8, True), (7, False)])
def test_labels_are_bounded_for_all_linkbases_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, *, known: bool
) -> None:
    """Four linkbases of two labels each, the label of the total in the last."""
    path = report(tmp_path)
    names = [f"lab{i}.xml" for i in range(4)]
    for name in names:
        concept = "c_T" if name == names[-1] else "c_A"
        (tmp_path / name).write_text(LABELS.format("", "").replace("c_T", concept), "utf-8")
    references = "".join(REFERENCE.replace("c_lab.xml", name) for name in names)
    change(tmp_path / "c.xsd", "</appinfo>", f"{references}</appinfo>")
    monkeypatch.setattr(limits, "MAX_RELATIONS", most)
    (read,) = audit.read(path)
    assert read.taxonomy is not None
    (network,) = read.taxonomy.networks
    assert (network.arcs[0].source in read.taxonomy.labels) == known


def test_relations_are_bounded_for_all_linkbases_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = report(tmp_path)
    reference = REFERENCE.replace("labelLinkbaseRef", "calculationLinkbaseRef")
    for name in ("more.xml", "most.xml"):
        (tmp_path / name).write_text((tmp_path / "c_cal.xml").read_text("utf-8"), "utf-8")
    references = "".join(reference.replace("c_lab.xml", name) for name in ("more.xml", "most.xml"))
    change(tmp_path / "c.xsd", "</appinfo>", f"{references}</appinfo>")
    monkeypatch.setattr(limits, "MAX_RELATIONS", 6)
    assert "X760" not in codes(only(path))
    monkeypatch.setattr(limits, "MAX_RELATIONS", 5)
    item = found(only(path), "X760")
    assert (item.severity, item.at and Path(item.at.path).name) == ("error", "most.xml")
