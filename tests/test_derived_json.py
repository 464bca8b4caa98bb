"""`derived.json`, version 1: every field that is promised, against its schema and on small statements."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linetag.propose.records import ReleaseReading, Statement
from linetag.report.derived_json import derived_json, full
from support.understood import column, line, other, period, statement, table

SCHEMA = json.loads((Path(__file__).parent / "support/derived-json-version-1.schema.json").read_text("utf-8"))


def derived(*statements: Statement, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - the fields of a reading
    content: dict[str, Any] = json.loads(derived_json(ReleaseReading(statements, more.get("other", ()))))
    pytest.importorskip("jsonschema").validate(content, SCHEMA)
    return content


BALANCE_SHEET = statement(
    "BS",
    [table(2, column(1, "2012-09-30"), column(2, "2012-03-31"))],
    [
        line("Cash", "1,234", "-", section=["ASSETS", "Current assets:"]),
        line("Common stock, $… par value", "0.10", "", unit="USD/shares", scale=0, in_caption=True, at="par"),
        line("", "1,234", "1,000"),
    ],
    {3: [1, -2]},
    title="BALANCE SHEETS",
)


def test_a_statement_has_its_code_title_and_reason() -> None:
    (found,) = derived(BALANCE_SHEET)["statements"]
    assert (found["code"], found["title"]) == ("BS", "BALANCE SHEETS")
    assert (found["reason"], found["confidence"]) == ("its title", 0.99)


def test_a_table_has_its_place_and_columns() -> None:
    (found,) = derived(BALANCE_SHEET)["statements"][0]["tables"]
    assert found["at"]["path"] == "r.html"
    assert found["columns"][0] == {
        "period": "2012-09-30",
        "currency": "USD",
        "scale": 3,
        "role": "reported",
        "reason": 'the header says "2012-09-30"',
        "confidence": 1.0,
    }


def test_a_line_has_its_address_unit_and_scale() -> None:
    first, second, third = derived(BALANCE_SHEET)["statements"][0]["lines"]
    assert first["address"] == {"section": ["ASSETS", "Current assets:"], "caption": "Cash", "at": ""}
    assert (first["unit"], first["scale"], first["members"], first["in_caption"]) == ("USD", 3, {}, False)
    assert (second["address"]["at"], second["in_caption"], second["unit"]) == ("par", True, "USD/shares")
    assert third["address"]["caption"] == ""


def test_a_cell_is_in_full_units_null_for_a_dash_and_absent_where_nothing_is_printed() -> None:
    first, second, _ = derived(BALANCE_SHEET)["statements"][0]["lines"]
    figures = [(cell["table"], cell["column"], cell["value"], cell["printed"]) for cell in first["cells"]]
    assert figures == [(0, 0, "1234000", "1,234"), (0, 1, None, "-")]
    assert [cell["value"] for cell in second["cells"]] == ["0.1"]
    assert (first["cells"][1]["at"]["line"], first["cells"][1]["at"]["column"]) == (7, 3)


def test_a_cell_names_its_period_only_where_it_is_not_that_of_its_column() -> None:
    (cash, *_) = BALANCE_SHEET.lines
    same, moved = (cash.cells[0]._replace(period=period(when)) for when in ("2012-09-30", "2012-06-30"))
    found = derived(BALANCE_SHEET._replace(lines=(cash._replace(cells=(same, moved)),), sums=()))
    cells = found["statements"][0]["lines"][0]["cells"]
    assert [cell.get("period") for cell in cells] == [None, "2012-06-30"]


def test_a_duration_has_both_its_days_and_an_unknown_period_is_left_out() -> None:
    columns = column(1, "2012-04-01/2012-09-30"), column(2, "2012-03-31")._replace(period=None)
    found = derived(statement("CF", [table(1, *columns, name="half")], []))["statements"][0]["tables"][0]
    assert [one.get("period") for one in found["columns"]] == ["2012-04-01/2012-09-30", None]
    assert found["name"] == "half"


def test_a_sum_points_at_lines_by_their_index() -> None:
    (found,) = derived(BALANCE_SHEET)["statements"][0]["sums"]
    assert (found["total"], found["columns"]) == (2, 2)
    assert found["contributors"] == [{"line": 0, "weight": 1}, {"line": 1, "weight": -1}]
    assert (found["reason"], found["confidence"]) == ("adds up in both columns", 0.97)


def test_other_tables_say_what_they_are_and_why() -> None:
    (found,) = derived(other=[other(4, "contents", "its figures are page numbers")])["other"]
    assert (found["what"], found["reason"]) == ("contents", "its figures are page numbers")


def test_nothing_recognised_is_a_document_as_well() -> None:
    assert derived() == {"version": 1, "statements": [], "other": []}


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("7286E6", "7286000000"),
        ("-1.50", "-1.5"),
        ("0.00", "0"),
        ("-0", "0"),
        ("100", "100"),
        ("1E-3", "0.001"),
    ],
)
def test_amounts_are_written_with_all_digits_and_without_exponent(value: str, text: str) -> None:
    assert full(Decimal(value)) == text


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4))
def test_amounts_are_read_back_as_they_are(value: Decimal) -> None:
    assert Decimal(full(value)) == value
