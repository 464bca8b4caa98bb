"""Captions of the user's own reports: taken from labels, kept in a file, preferred to those of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from linetag.model import Arc, Concept, Label, Network, QName, Taxonomy
from linetag.propose.concepts import learnt
from linetag.propose.concepts.learnt import LearntPair
from linetag.xbrl import names
from support.command import invoke
from support.reports import report

GAAP = "http://fasb.org/us-gaap/2023"
MONETARY = QName(names.XBRLI, "monetaryItemType")
ROLE = "http://company.example/role/BalanceSheet"
STOCK = QName(GAAP, "InventoryNet", "us-gaap")
ASSETS = QName(GAAP, "AssetsCurrent", "us-gaap")
SALES = QName(GAAP, "Revenues", "us-gaap")


def label(text: str, role: str = "label") -> Label:
    return Label(f"http://www.xbrl.org/2003/role/{role}", "en", text)


TAXONOMY = Taxonomy(
    {one: Concept(one, one.local, "c.xsd", MONETARY, "instant") for one in (STOCK, SALES)},
    {
        STOCK: (
            label("Stock of rebates"),
            label("Rebates,  stock", "terseLabel"),
            label("What it is", "documentation"),
        ),
        SALES: (label("Turnover"),),
    },
    (Network(ROLE, names.SUMMATION_2003, (Arc(ASSETS, STOCK),)),),
    {ROLE: {"en": "0000002 - Statement - CONSOLIDATED BALANCE SHEETS"}},
)  # fmt: skip
PAIRS = (
    LearntPair("", "Turnover", "us-gaap:Revenues"),
    LearntPair("BS", "Rebates, stock", "us-gaap:InventoryNet"),
    LearntPair("BS", "Stock of rebates", "us-gaap:InventoryNet"),
)


def test_labels_of_concepts_with_facts_are_learnt_with_their_statement() -> None:
    assert learnt.of_report(TAXONOMY, (STOCK, SALES)) == PAIRS
    assert learnt.of_report(TAXONOMY, (SALES,)) == PAIRS[:1]


def test_a_file_gives_what_was_written(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    assert learnt.read(path) == ((), ())
    path.write_text(learnt.written([*PAIRS, *PAIRS]), "utf-8")
    assert learnt.read(path) == (PAIRS, ())


@pytest.mark.parametrize(("statement", "found"), [("BS", True), ("", True), ("CF", False)])
def test_a_pair_counts_for_its_statement(statement: str, found: bool) -> None:  # noqa: FBT001 - a column
    candidate = learnt.candidate(PAIRS, "STOCK OF REBATES", statement)
    assert (candidate is not None) is found


def test_a_caption_with_two_concepts_is_half_as_sure() -> None:
    more = (*PAIRS, LearntPair("BS", "Stock of rebates", "co:RebateStock"))
    one, both = (learnt.candidate(pairs, "Stock of rebates", "BS") for pairs in (PAIRS, more))
    assert one is not None
    assert both is not None
    assert (one.evidence.confidence, both.concept) == (learnt.CONFIDENCE, "InventoryNet")
    assert both.evidence.confidence < one.evidence.confidence * 2 / 3


def test_what_was_learnt_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text(learnt.written(PAIRS), "utf-8")
    result = invoke("suggest", "Stock of rebates", "--statement", "BS", "--learn", path, "--format", "json")
    content = json.loads(result.stdout)
    assert (content["found"], content["concept"]) == ("previous", "us-gaap:InventoryNet")
    assert content["reason"] == "used for this caption in your own reports"


def test_a_report_without_labels_is_said(tmp_path: Path) -> None:
    instance = report(tmp_path)
    result = invoke("suggest", "--learn", tmp_path / "own.csv", "--report", instance)
    assert result.exit_code == 0
    assert f"warning P170: {instance} has no labels" in result.stdout
    assert (tmp_path / "own.csv").read_text("utf-8") == "statement,caption,concept\n"


def test_a_file_with_other_columns_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    result = invoke("suggest", "Inventories", "--learn", path)
    assert result.exit_code == 2
    assert "F111" in result.stdout
    assert path.read_text("utf-8") == "a,b\n1,2\n"


@pytest.mark.parametrize("arguments", [["--report", "r.xbrl"], []])
def test_an_incomplete_command_is_wrong_usage(arguments: list[str]) -> None:
    assert invoke("suggest", *arguments).exit_code == 2
