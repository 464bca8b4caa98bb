"""Weights of 0 and against the balances: which, where, once; as the conformance suite has them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from linetag import audit
from support.reports import change, codes, found, only, report
from support.shared import CORPUS, needs

SUITE = CORPUS / "conformance/xbrl-2.1-conf-2025-07-16.zip"
FOLDER = "XBRL-CONF-2025-07-16/Common/200-linkbase/"
ARC = '<calculationArc xlink:type="arc" xlink:arcrole="http://www.xbrl.org/2003/arcrole/summation-item"'


def balanced(folder: Path, **balances: str) -> Path:
    """A report of T = A - B whose concepts have balances."""
    path = report(folder, "T=1@0 A=3@0 B=2@0", "T=A-B")
    for name, balance in balances.items():
        change(
            folder / "c.xsd", f'<element name="{name}"', f'<element name="{name}" xbrli:balance="{balance}"'
        )
    return path


@pytest.mark.parametrize(
    ("balances", "told"),
    [
        ({"T": "debit", "A": "debit", "B": "credit"}, ""),
        ({"T": "credit", "A": "credit", "B": "debit"}, ""),
        ({"T": "debit", "A": "debit", "B": "debit"}, "c:B (debit) adds to c:T (debit) with the weight -1"),
        ({"T": "credit", "A": "debit", "B": "debit"}, "c:A (debit) adds to c:T (credit) with the weight 1"),
        ({"T": "debit", "A": "debit"}, ""),
        ({"A": "debit", "B": "debit"}, ""),
    ],
    ids=["debit", "credit", "negative", "positive", "part without", "total without"],
)
def test_a_weight_of_the_wrong_sign_is_told(tmp_path: Path, balances: dict[str, str], told: str) -> None:
    messages = [item.message for item in only(balanced(tmp_path, **balances)).findings]
    assert len(messages) == bool(told)
    assert all(message.startswith(told) for message in messages)


def test_it_stands_at_the_arc_once_for_all_roles(tmp_path: Path) -> None:
    path = balanced(tmp_path, T="debit", A="debit", B="debit")
    linkbase = tmp_path / "c_cal.xml"
    text = linkbase.read_text("utf-8").replace("<calculationArc", "\n<calculationArc")
    link = re.search(r"<calculationLink.*</calculationLink>", text, re.DOTALL)
    assert link
    other = link[0].replace("example/role/sum", "example/role/other")
    linkbase.write_text(text.replace("</linkbase>", f"\n{other}</linkbase>"), "utf-8")

    item = found(only(path), "C419")

    assert item.message.endswith("in http://linetag.example/role/sum; http://linetag.example/role/other")
    lines = linkbase.read_text("utf-8").splitlines()
    places = [place for place in (item.at, *item.related) if place]
    assert [place.path for place in places] == [str(linkbase)] * 2
    assert all(lines[place.line - 1].startswith("<calculationArc") for place in places)
    assert all('xlink:to="B"' in lines[place.line - 1] for place in places)


def test_more_than_a_hundred_are_counted(tmp_path: Path) -> None:
    names = [chr(ord("一") + i) for i in range(130)]
    path = report(tmp_path, "T=9@0 A=9@0", f"T=A{''.join(names)}")
    schema = (tmp_path / "c.xsd").read_text("utf-8")
    schema = schema.replace("<element name=", '<element xbrli:balance="credit" name=')
    schema = schema.replace('balance="credit" name="T"', 'balance="debit" name="T"')
    (tmp_path / "c.xsd").write_text(schema, "utf-8")
    audited = only(path)
    assert codes(audited).count("C419") == 100
    assert found(audited, "C420").message.startswith("31 more weights")


def test_a_weight_of_0_is_told(tmp_path: Path) -> None:
    audited = only(report(tmp_path, "T=3@0 A=3@0 B=2@0", "T=A+0B"))
    assert codes(audited) == ["C421"]
    assert found(audited, "C421").message.startswith("c:B adds to c:T with the weight 0")


@needs(SUITE)
def test_the_suite_expects_the_same(tmp_path: Path) -> None:
    with zipfile.ZipFile(SUITE) as archive:
        archive.extractall(tmp_path, [n for n in archive.namelist() if n.startswith(f"{FOLDER}208")])
    case = tmp_path / FOLDER / "208-balance.xml"
    seen = {}
    for variation in etree.parse(case).iter("{*}variation"):
        instance = next(n.text or "" for n in variation.iter("{*}instance"))
        expected = next(n.get("expected", "") for n in variation.iter("{*}result"))
        for audited in audit.check_path(tmp_path / FOLDER / instance):
            seen[variation.get("id")] = (
                bool({"C419", "C421"}.intersection(codes(audited))),
                expected == "invalid",
            )
    assert len(seen) == 15
    assert {name: pair for name, pair in seen.items() if pair[0] != pair[1]} == {}
