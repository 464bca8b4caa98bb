"""Summaries of the 2007 form that state figures of the group and of the company alone under one name."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from linetag.tanshin.form import legacy
from support.reports import change, only
from support.shared import CORPUS, needs

SUMMARIES = CORPUS / "tdnet" / "summaries-2007-form.zip"


@pytest.mark.parametrize("scope", ["Consolidated", "NonConsolidated"])
@pytest.mark.parametrize("element", ["OperatingIncome", "NetSales", "OwnersEquity", "NetIncomePerShare"])
def test_a_figure_keeps_the_scope_of_its_context(element: str, scope: str) -> None:
    place = legacy.modern(element, f"CurrentYear{scope}Duration", "acedjpsm")
    assert place is not None
    name, context = place
    assert (name, f"{scope}Member" in context.members) == (element, True)


def test_what_only_the_company_has_keeps_its_place() -> None:
    place = legacy.modern("ResultDividendPerShareAnnual", "CurrentYearConsolidatedDuration", "acedussm")
    assert place is not None
    assert "NonConsolidatedMember" in place[1].members


@needs(SUMMARIES)
@pytest.mark.parametrize("name", ["jp-cons-2013-q4.xbrl", "jp-nsco-cons-2013-q4.xbrl"])
def test_no_derivation_is_lost_to_the_other_scope(tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(SUMMARIES) as archive:
        archive.extract(name, tmp_path)
    summary = only(tmp_path / name).summary
    assert summary is not None
    assert "it is reported more than once" not in {one.reason for one in summary.all}


@needs(SUMMARIES)
@pytest.mark.parametrize("concept", ["TotalAssets", "OperatingIncome", "NetIncome"])
def test_an_altered_consolidated_figure_is_noticed(tmp_path: Path, concept: str) -> None:
    with zipfile.ZipFile(SUMMARIES) as archive:
        archive.extract("jp-cons-2013-q4.xbrl", tmp_path)
    path = tmp_path / "jp-cons-2013-q4.xbrl"
    summary = only(path).summary
    assert summary is not None
    assert summary.counts()["fails"] == 0
    text = path.read_text("utf-8")
    kind = "Instant" if concept == "TotalAssets" else "Duration"
    start = next(
        at
        for at in _starts(text, f"<tse-t-ed:{concept} ")
        if f'contextRef="CurrentYearConsolidated{kind}"' in text[at : text.index(">", at)]
    )
    value = text[text.index(">", start) + 1 : text.index("<", start + 1)]
    whole = text[start : text.index("<", start + 1)]
    change(path, whole, whole.removesuffix(value) + f"{int(value) * 3}")
    altered = only(path).summary
    assert altered is not None
    assert altered.counts()["fails"] > 0


def _starts(text: str, word: str) -> list[int]:
    found, at = [], text.find(word)
    while at >= 0:
        found.append(at)
        at = text.find(word, at + 1)
    return found
