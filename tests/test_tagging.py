"""Line items → facts: the rules of sign, scale, period and unit; contradictions and decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from linetag.model import Duration, Instant, QName, Unit
from linetag.xbrl import names
from support import tiny
from support.tiny import decision, facts, one

if TYPE_CHECKING:
    from pathlib import Path

CASH = "\nCash|1,000|15|1,200"
HALF = Duration(date(2012, 4, 1), date(2012, 9, 30))
START, END = Instant(date(2012, 3, 31)), Instant(date(2012, 9, 30))
RELEASE, MAPPING, SETTINGS = "release.txt", "mapping.csv", "filing.toml"


# --- the rules ----------------------------------------------------------------------------------


def test_a_clean_release_has_no_findings(tmp_path: Path) -> None:
    assert tiny.run(tmp_path).findings == ()


def test_amounts_in_thousands(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    land = one(run, "Land")
    assert (land.value, land.decimals) == (Decimal(200_000), -3)
    assert land.aspects.period == END
    assert land.aspects.unit == Unit((QName(names.ISO4217, "JPY"),))
    assert land.aspects.entity.value == "00000"
    assert one(run, "Land", "USD").value == 3000


def test_per_share_figures_have_two_decimals_and_a_unit_of_their_own(tmp_path: Path) -> None:
    fact = one(tiny.run(tmp_path), "IncomePerShare")
    assert (fact.value, fact.decimals) == (Decimal("12.50"), 2)
    assert fact.aspects.unit == Unit((QName(names.ISO4217, "JPY"),), (names.SHARES,))


def test_shares_are_whole_whatever_the_columns_currency(tmp_path: Path) -> None:
    fact = one(tiny.run(tmp_path), "AverageShares", "shares")
    assert (fact.value, fact.decimals) == (Decimal(100_000), 0)
    assert fact.aspects.unit == Unit((names.SHARES,))


def test_signs_are_those_of_the_concept(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    assert one(run, "PaymentsForEquipment").value == 700_000
    assert [f.value for f in facts(run, "SegmentRevenue")] == [800_000, -50_000]


def test_no_fact_is_minus_zero(tmp_path: Path) -> None:
    fact = one(tiny.run(tmp_path, (RELEASE, "|(700)", "|0")), "PaymentsForEquipment")
    assert fact.value == 0
    assert isinstance(fact.value, Decimal)
    assert not fact.value.is_signed()


def test_every_digit_of_a_long_figure_is_filed(tmp_path: Path) -> None:
    long = "1" + "234" * 12
    run = tiny.run(tmp_path, (RELEASE, "|(700)", f"|({long})"))
    value = one(run, "PaymentsForEquipment").value
    assert f"{value:f}" == long + "000"


def test_a_dash_is_nil_and_a_blank_is_nothing(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    dividends = one(run, "Dividends")
    assert (dividends.value, dividends.decimals) == (None, None)
    assert [f.aspects.period for f in facts(run, "Land")] == [END]
    (blank,) = [e for e in run.entries if not e.origin.text]
    assert (blank.label, blank.column, blank.status, blank.facts) == ("Land", 1, "left", ())
    assert blank.reason


def test_a_figure_printed_twice_is_one_fact_with_both_origins(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    end = next(f for f in facts(run, "Cash") if f.aspects.period == END)
    places = [tiny.place(run.files, f"{RELEASE}: {w}") for w in ("15|‸1,200", "at the end|‸1,200")]
    assert [(o.path, o.line, o.column) for o in end.origins] == places
    assert [o.text for o in end.origins] == ["1,200", "1,200"]


def test_at_start_and_end_of_a_period(tmp_path: Path) -> None:
    cash = facts(tiny.run(tmp_path), "Cash")
    assert [(f.aspects.period, f.value) for f in cash] == [
        (START, Decimal(1_000_000)),
        (END, Decimal(1_200_000)),
    ]


def test_amounts_in_a_caption_belong_to_its_dates(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    allowance = facts(run, "Allowance")
    assert [(f.aspects.period, f.value, f.decimals) for f in allowance] == [
        (START, Decimal(30_000), -3),
        (END, Decimal(40_000), -3),
    ]
    (origin,) = allowance[1].origins
    assert (origin.path, origin.line, origin.column) == tiny.place(
        run.files, f"{RELEASE}: and ‸JPY 40 thousand"
    )


def test_one_amount_of_a_caption_may_speak_of_two_dates_and_concepts(tmp_path: Path) -> None:
    run = tiny.run(
        tmp_path,
        (RELEASE, "JPY 30 thousand and JPY 40 thousand at", "JPY 30 thousand at"),
        (
            MAPPING,
            'allowance of … and … at … and …, respectively",,BS',
            'allowance of … at … and …, respectively",,BS',
        ),
        (
            MAPPING,
            '… and … at … and …, respectively",allowance of,BS,gaap:Allowance',
            '… at … and …, respectively",allowance of,BS,gaap:Allowance tiny:Land',
        ),
        (RELEASE, "Land||3|200", "Land|||30"),
    )
    assert run.codes == []
    assert [(f.aspects.period, f.value) for f in facts(run, "Allowance")] == [
        (START, Decimal(30_000)),
        (END, Decimal(30_000)),
    ]
    assert [len(f.origins) for f in facts(run, "Land")] == [1, 2]
    entry = next(e for e in run.entries if e.origin.text == "JPY 30 thousand")
    assert len(entry.facts) == 4


def test_members_make_facts_of_their_own(tmp_path: Path) -> None:
    network, elimination = facts(tiny.run(tmp_path), "SegmentRevenue")
    axis = tiny.gaap("SegmentAxis")
    assert network.aspects.members == ((axis, tiny.tiny("NetworkMember")),)
    assert elimination.aspects.members == ((axis, tiny.gaap("EliminationMember")),)
    assert network.aspects.period == HALF


def test_cover_facts_come_from_the_settings(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    cover = run.tagging.report.facts[0]
    assert (cover.concept, cover.value, cover.aspects.period) == (
        tiny.gaap("RegistrantName"),
        "Tiny Company",
        HALF,
    )
    where = tiny.place(run.files, f'{SETTINGS}: ‸"gaap:RegistrantName" =')
    assert [(o.path, o.line, o.column) for o in cover.origins] == [where]


def test_a_cover_without_a_period_is_reported_and_left_out(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (SETTINGS, '[cover]\nperiod = "half"', '[cover]\nperiod = "year"'))
    assert run.codes == ["F122"]
    assert all(f.aspects.unit for f in run.tagging.report.facts)


def test_lines_and_prose_before_a_table_change_no_fact(tmp_path: Path) -> None:
    def known(run: tiny.Run) -> list[tuple[object, ...]]:
        return [(f.id, f.concept, f.aspects, f.value, f.decimals) for f in run.tagging.report.facts]

    first = tiny.run(tmp_path / "a")
    prose = "\n\n\nSome more prose, of 2011.\n\nBalance Sheet\n(As of"
    second = tiny.run(tmp_path / "b", (RELEASE, "Balance Sheet\n(As of", prose))
    assert second.findings == ()
    assert known(first) == known(second)
    assert first.tagging.report.facts[1].origins != second.tagging.report.facts[1].origins


def test_fact_ids_are_unique_and_say_what_the_fact_is(tmp_path: Path) -> None:
    ids = [f.id for f in tiny.run(tmp_path).tagging.report.facts]
    assert len(set(ids)) == len(ids)
    assert "SEG_SegmentRevenue_20120401-20120930_NetworkMember_JPY" in ids
    assert "BS_Cash_20120930_USD" in ids


# --- contradictions and decisions ---------------------------------------------------------------


def test_a_contradiction_is_told_at_the_odd_cell_and_names_the_others_line(tmp_path: Path) -> None:
    again = (RELEASE, "Dividends|-", "Dividends|-\nCash now|1,200")
    row = (MAPPING, "cf,,Dividends", "cf,,Cash now,,CF,gaap:Cash,1,end,\ncf,,Dividends")
    run = tiny.run(tmp_path, again, row, (RELEASE, CASH, "\nCash|1,000|15|1,300"))
    (found,) = [f for f in run.findings if f.code == "T350"]
    assert found.at is not None
    assert found.at.text == "1,300"
    line = tiny.place(run.files, f"{RELEASE}: Cash now|‸1,200")[1]
    assert f"1,200 at line {line}" in found.message
    assert [o.line for o in found.related] == [line, line + 2]
    assert found.facts == ("BS_Cash_20120930_JPY",)
    cash = next(f for f in facts(run, "Cash") if f.aspects.period == END)
    assert cash.value == 1_200_000
    assert [o.text for o in cash.origins] == ["1,200", "1,200", "1,300"]


def test_of_two_figures_the_first_statement_is_believed(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (RELEASE, "Cash at the end|1,200", "Cash at the end|1,201"))
    assert next(f for f in facts(run, "Cash") if f.aspects.period == END).value == 1_200_000


def test_a_decision_settles_a_contradiction(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (RELEASE, CASH, "\nCash|1,000|15|1,300"), decision("1,300", "1,200"))
    assert run.codes == ["T351"]
    (note,) = run.findings
    assert note.severity == "note"
    assert "is printed as 1,300 here and filed as 1,200" in note.message
    assert "because" in note.hint
    cash = next(f for f in facts(run, "Cash") if f.aspects.period == END)
    assert cash.value == 1_200_000
    assert [o.text for o in cash.origins] == ["1,200", "1,300"]
    assert run.tagging.settled == {cash.id: 1_300_000}


def test_a_stale_decision_is_not_applied(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (RELEASE, CASH, "\nCash|1,000|15|1,400"), decision("1,300", "1,200"))
    assert run.codes == ["T350", "T352"]
    assert run.tagging.settled == {}
    (stale,) = [f for f in run.findings if f.code == "T352"]
    assert [o.text for o in stale.related] == ["1,400"]


def test_a_decision_wins_over_the_other_cells_and_they_contradict_it(tmp_path: Path) -> None:
    again = (RELEASE, "Dividends|-", "Dividends|-\nCash now|1,200")
    row = (MAPPING, "cf,,Dividends", "cf,,Cash now,,CF,gaap:Cash,1,end,\ncf,,Dividends")
    run = tiny.run(tmp_path, again, row, decision("1,200", "1,250"))
    assert run.codes == ["T350", "T350", "T351"]
    assert next(f for f in facts(run, "Cash") if f.aspects.period == END).value == 1_250_000


def test_two_decisions_that_differ_are_a_contradiction(tmp_path: Path) -> None:
    first = decision("1,200", "1,250")
    second = first[2].replace('"balance"', '"flows"').replace("column = 3", "column = 1")
    second = second.replace('"Cash"', '"Cash at the end"').replace('section = "ASSETS"\n', "")
    second = second.replace("1,250", "1,260").replace('reason = "in millions"\n', "", 1)
    run = tiny.run(tmp_path, (first[0], first[1], first[2] + second))
    assert run.codes == ["T350", "T351"]


def test_a_decision_can_be_about_a_dash(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (RELEASE, CASH, "\nCash|1,000|15|-"), decision("-", "1,200"))
    assert run.codes == ["T351"]
    run = tiny.run(
        tmp_path, decision("1,200", "-", table='"flows"', label='"Dividends"', section='""', column="1")
    )
    assert run.codes == ["T352"]


def test_a_decision_about_one_of_two_amounts_of_a_caption(tmp_path: Path) -> None:
    label = '"Receivables, net of allowance of … and … at … and …, respectively"'
    edit = decision("JPY 40 thousand", "41", label=label, column="0", lead='"allowance of"')
    run = tiny.run(tmp_path, edit)
    assert run.codes == ["T351"]
    assert [f.value for f in facts(run, "Allowance")] == [30_000, 41_000]


# --- which printing gives `decimals` ---------------------------------------------------------------

PER_SHARE = {"table": '"per-share"', "section": '""', "label": '"Income per share"', "column": "1"}
EPS, EPS_ROW = "\nIncome per share|12.50", "eps,,Income per share,,CF,gaap:IncomePerShare,1,,\n"


def printed_twice(tmp_path: Path, first: str, second: str, *edits: tiny.Change) -> tiny.Run:
    """Income per share as two lines of the release print it."""
    lines = f"\nIncome per share|{first}\nThe same again|{second}"
    again = EPS_ROW + EPS_ROW.replace("Income per share", "The same again")
    return tiny.run(tmp_path, (RELEASE, EPS, lines), (MAPPING, EPS_ROW, again), *edits)


@pytest.mark.parametrize(("first", "second"), [("12.5", "12.50"), ("12.50", "12.5"), ("12.50", "12.50")])
def test_the_most_precise_printing_that_agrees_gives_decimals(
    tmp_path: Path, first: str, second: str
) -> None:
    run = printed_twice(tmp_path, first, second)
    fact = one(run, "IncomePerShare")
    assert (fact.value, fact.decimals) == (Decimal("12.5"), 2)
    assert len(fact.origins) == 2


def test_a_printing_that_does_not_agree_gives_no_decimals(tmp_path: Path) -> None:
    third = EPS_ROW.replace("Income per share", "Once more")
    run = printed_twice(
        tmp_path,
        "12.5",
        "12.504",
        (RELEASE, "\nAverage shares", "\nOnce more|12.5\nAverage shares"),
        (MAPPING, "eps,,Average", f"{third}eps,,Average"),
    )
    fact = one(run, "IncomePerShare")
    assert (fact.value, fact.decimals) == (Decimal("12.5"), 1)
    assert [f.code for f in run.findings] == ["T350"]


def test_a_table_in_full_yen_gives_more_decimals_than_one_in_thousands(tmp_path: Path) -> None:
    line = "\nCash at the end of the period|1,200,000\nAverage shares"
    row = "eps,,Cash at the end of the period,,CF,gaap:Cash,1,end,\neps,,Average"
    run = tiny.run(tmp_path, (RELEASE, "\nAverage shares", line), (MAPPING, "eps,,Average", row))
    cash = next(f for f in facts(run, "Cash") if f.aspects.period == END)
    assert (cash.value, cash.decimals, len(cash.origins)) == (Decimal(1_200_000), 0, 3)


def test_a_decision_that_files_more_digits_than_are_printed_gives_their_decimals(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, decision("12.50", "12.505", **PER_SHARE))
    fact = one(run, "IncomePerShare")
    assert (fact.value, fact.decimals) == (Decimal("12.505"), 3)


def test_a_decision_that_files_fewer_digits_keeps_the_printed_decimals(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, decision("12.50", "12.6", **PER_SHARE))
    fact = one(run, "IncomePerShare")
    assert (fact.value, fact.decimals) == (Decimal("12.6"), 2)
