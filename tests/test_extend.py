"""The networks that a filing owns: outline, sums and dimensions, from its tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linetag.xbrl import names
from support import tiny

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = "filing.toml"
ROLE = "http://tiny.example/role/"


def arcs(run: tiny.Run, code: str, arcrole: str) -> list[tuple[str, str, str | None]]:
    """Source, target and the last word of the preferred label."""
    return [
        (a.source.local, a.target.local, (a.preferred_label or "").rpartition("/")[2] or None)
        for network in run.extended.taxonomy.networks
        if (network.role, network.arcrole) == (ROLE + code, arcrole)
        for a in network.arcs
    ]


def test_the_outline_follows_the_mapping_and_its_headings(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    assert arcs(run, "BS", names.PARENT_CHILD) == [
        ("AssetsAbstract", "Cash", None),
        ("AssetsAbstract", "Receivables", None),
        ("AssetsAbstract", "Allowance", None),
        ("AssetsAbstract", "Land", None),
        ("AssetsAbstract", "Assets", "totalLabel"),
    ]
    assert arcs(run, "CF", names.PARENT_CHILD)[:4] == [
        ("CashFlowsAbstract", "PaymentsForEquipment", "negatedLabel"),
        ("CashFlowsAbstract", "Dividends", "negatedLabel"),
        ("CashFlowsAbstract", "Cash", "periodStartLabel"),
        ("CashFlowsAbstract", "Cash", "periodEndLabel"),
    ]


def test_a_label_that_nobody_wrote_falls_back_on_the_standard_label(tmp_path: Path) -> None:
    added = tiny.run(tmp_path).extended.added
    assert {(label.role, label.lang, label.text) for label in added[tiny.gaap("Assets")]} == {
        (names.TOTAL_LABEL, "en", "Assets"),
        (names.TOTAL_LABEL, "ja", "Assets"),
    }
    assert tiny.gaap("Receivables") not in added


def test_members_stand_in_a_closed_hypercube_with_a_default(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    assert arcs(run, "SEG", names.PARENT_CHILD) == [
        ("SegmentsAbstract", "SegmentTable", None),
        ("SegmentTable", "SegmentAxis", None),
        ("SegmentAxis", "SegmentDomain", None),
        ("SegmentDomain", "NetworkMember", None),
        ("SegmentDomain", "EliminationMember", None),
        ("SegmentTable", "SegmentLineItems", None),
        ("SegmentLineItems", "SegmentRevenue", None),
    ]
    (network,) = [n for n in run.extended.taxonomy.networks if n.arcrole == names.ALL]
    assert dict(network.arcs[0].attributes) == {"xbrldt:closed": "true", "xbrldt:contextElement": "segment"}
    assert arcs(run, "SEG", names.DIMENSION_DEFAULT) == [("SegmentAxis", "SegmentDomain", None)]
    assert arcs(run, "SEG", names.DOMAIN_MEMBER) == [
        ("SegmentDomain", "NetworkMember", None),
        ("SegmentDomain", "EliminationMember", None),
        ("SegmentLineItems", "SegmentRevenue", None),
    ]


@pytest.mark.parametrize(
    ("setting", "arcrole"), [("2003", names.SUMMATION_2003), ("2023", names.SUMMATION_2023)]
)
def test_the_calculation_arcs_are_a_setting(tmp_path: Path, setting: str, arcrole: str) -> None:
    edit = (SETTINGS, 'stem = "tiny-20120930"', f'stem = "tiny-20120930"\ncalculation = "{setting}"')
    assert [target for _, target, _ in arcs(tiny.run(tmp_path, edit), "BS", arcrole)] == [
        "Cash",
        "Receivables",
        "Land",
    ]


def test_a_statement_without_line_items_shows_the_cover(tmp_path: Path) -> None:
    statement = (
        '[[statement]]\ncode = "DEI"\nrole = "http://tiny.example/role/DEI"\ntitle_en = "C"\ntitle_ja = "C"\n'
    )
    edit = (
        SETTINGS,
        '[[statement]]\ncode = "BS"',
        f'{statement}root = "gaap:AssetsAbstract"\n[[statement]]\ncode = "BS"',
    )
    run = tiny.run(tmp_path, edit)
    assert arcs(run, "DEI", names.PARENT_CHILD) == [("AssetsAbstract", "RegistrantName", None)]
    assert run.extended.taxonomy.roles[ROLE + "BS"] == {"en": "0002 - Balance sheet", "ja": "貸借対照表"}
