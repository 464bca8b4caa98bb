"""Line items → facts: the rules, and every finding at the place that it is about."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from linetag.model import Duration, Fact, Instant, Unit
from linetag.xbrl import names

import tiny

BALANCE = "|March 31, 2012|September 30, 2012|September 30, 2012\n|Thousands of JPY|Thousands of U.S. Dollars"
CASH = "\nCash|1,000|15|1,200"
HALF = Duration(date(2012, 4, 1), date(2012, 9, 30))
START, END = Instant(date(2012, 3, 31)), Instant(date(2012, 9, 30))
RELEASE, MAPPING, SETTINGS = "release.txt", "mapping.csv", "filing.toml"


def facts(run: tiny.Run, local: str, currency: str = "JPY") -> list[Fact]:
    """The facts of a concept in a currency, or in shares."""
    return [
        f
        for f in run.tagging.report.facts
        if f.concept.local == local and f.aspects.unit and f.aspects.unit.numerators[0].local == currency
    ]


def one(run: tiny.Run, local: str, currency: str = "JPY") -> Fact:
    (fact,) = facts(run, local, currency)
    return fact


def at(run: tiny.Run, code: str) -> list[tuple[str, int, int]]:
    return [(f.at.path, f.at.line, f.at.column) for f in run.findings if f.code == code and f.at]


def decision(printed: str, file: str, **more: str) -> tiny.Change:
    """A change that adds a [[decision]] on the cash of the balance sheet."""
    cell = {"table": '"balance"', "section": '"ASSETS"', "label": '"Cash"', "column": "3"} | more
    lines = "".join(f"{key} = {value}\n" for key, value in cell.items())
    end = f'[[decision]]\n{lines}printed = "{printed}"\nfile = "{file}"\nreason = "because"\n'
    return (SETTINGS, 'reason = "in millions"\n', f'reason = "in millions"\n{end}')


# --- the rules ----------------------------------------------------------------------------------


def test_a_clean_release_has_no_findings(tmp_path: Path) -> None:
    assert tiny.run(tmp_path).findings == ()


def test_amounts_in_thousands(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    land = one(run, "Land")
    assert (land.value, land.decimals) == (Decimal(200_000), -3)
    assert land.aspects.period == END
    assert land.aspects.unit == Unit((tiny.QName(names.ISO4217, "JPY"),))
    assert land.aspects.entity.value == "00000"
    assert one(run, "Land", "USD").value == 3000


def test_per_share_figures_have_two_decimals_and_a_unit_of_their_own(tmp_path: Path) -> None:
    fact = one(tiny.run(tmp_path), "IncomePerShare")
    assert (fact.value, fact.decimals) == (Decimal("12.50"), 2)
    assert fact.aspects.unit == Unit((tiny.QName(names.ISO4217, "JPY"),), (names.SHARES,))


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
    assert [(f.aspects.period, f.value) for f in cash] == [(START, 1_000_000), (END, 1_200_000)]


def test_amounts_in_a_caption_belong_to_its_dates(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    allowance = facts(run, "Allowance")
    assert [(f.aspects.period, f.value, f.decimals) for f in allowance] == [
        (START, 30_000, -3),
        (END, 40_000, -3),
    ]
    (origin,) = allowance[1].origins
    assert (origin.path, origin.line, origin.column) == tiny.place(
        run.files, f"{RELEASE}: and ‸JPY 40 thousand"
    )


def test_one_amount_of_a_caption_may_speak_of_two_dates_and_concepts(tmp_path: Path) -> None:
    run = tiny.run(
        tmp_path,
        (RELEASE, "JPY 30 thousand and JPY 40 thousand at", "JPY 30 thousand at"),
        (MAPPING, "allowance of … and … at … and …, respectively\",,BS", "allowance of … at … and …, respectively\",,BS"),
        (MAPPING, "… and … at … and …, respectively\",allowance of,BS,gaap:Allowance",
         "… at … and …, respectively\",allowance of,BS,gaap:Allowance tiny:Land"),
        (RELEASE, "Land||3|200", "Land|||30"),
    )  # fmt: skip
    assert run.codes == []
    assert [(f.aspects.period, f.value) for f in facts(run, "Allowance")] == [(START, 30_000), (END, 30_000)]
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


# --- findings at their places -------------------------------------------------------------------

# What is changed; the code; the place.
FINDINGS: list[tuple[list[tiny.Change], str, str]] = [
    ([(SETTINGS, 'heading = ["Balance Sheet"]', 'heading = ["Balance Sheets"]')], "T301", f'{SETTINGS}: ‸[[table]]\nname = "balance"'),
    ([(SETTINGS, 'holds = "Total assets"', 'holds = "TOTAL"')], "T301", f'{SETTINGS}: ‸[[table]]\nname = "balance"'),
    ([(SETTINGS, 'heading = ["Highlights"]\nholds = "Sales"', 'heading = ["months"]\nholds = ""')], "T302", f"{SETTINGS}: ‸[[left]]"),
    ([(SETTINGS, 'heading = ["Highlights"]\nholds = "Sales"', 'heading = ["Cash Flows"]\nholds = ""')], "T303", f"{SETTINGS}: ‸[[left]]"),
    ([(SETTINGS, '[[left]]\nheading = ["Highlights"]\nholds = "Sales"\nreason = "in millions"\n', "")], "T304", f"{RELEASE}: ‸|1H12"),
    ([(SETTINGS, '"now USD", "now JPY"]', '"now USD"]')], "T310", f"{RELEASE}: ‸{BALANCE}"),
    ([(RELEASE, "Total assets|1,500|25|2,000", "Total assets|1,500||25|2,000")], "T314", f"{RELEASE}: |25|‸2,000"),
    ([(SETTINGS, '"now USD", "now JPY"]', '"now JPY", "now USD"]')], "T311", f"{RELEASE}: {BALANCE.split('September')[0]}‸September 30, 2012|September"),
    ([(SETTINGS, 'holds = "Dividends"\ncolumns = ["half JPY"]\nscale = 3', 'holds = "Dividends"\ncolumns = ["half JPY"]')], "T311", f"{RELEASE}: |‸Six months ended September 30, 2012\n|Thousands of JPY\nPurchase"),
    ([(RELEASE, "|March 31, 2012|September", "|March 31, 2011|September")], "T312", f"{RELEASE}: |‸March 31, 2011|"),
    ([(RELEASE, "(As of March 31, 2012 and", "(As of March 31, 2011 and")], "T313", f"{RELEASE}: ‸(As of March 31, 2011"),
    ([(RELEASE, "Land||3|200", "Soil||3|200")], "T320", f"{RELEASE}: Soil||‸3|200"),
    ([(MAPPING, "bs,ASSETS,Land", "bs,ASSETS,Cash,,BS,tiny:Land,1,,\nbs,ASSETS,Land")], "T321", f"{RELEASE}: {CASH.replace('Cash', '‸Cash')}"),
    ([(MAPPING, "bs,ASSETS,Land", "bs,ASSETS,Goodwill,,BS,tiny:Land,1,,\nbs,ASSETS,Land")], "T322", f"{MAPPING}: ‸bs,ASSETS,Goodwill"),
    ([(MAPPING, "bs,ASSETS,Land", "bs,LIABILITIES,Land")], "T322", f"{MAPPING}: ‸bs,LIABILITIES,Land"),
    ([(RELEASE, "Land||3|200", "Land||3|200\nLand||4|300"), (MAPPING, "bs,ASSETS,Land", "bs,,Land")], "T323", f"{MAPPING}: ‸bs,,Land"),
    ([(RELEASE, " at March 31, 2012 and September 30, 2012, respectively|500", "|500"),
      (MAPPING, '"Receivables, net of allowance of … and … at … and …, respectively",,BS', '"Receivables, net of allowance of … and …",,BS'),
      (MAPPING, '"Receivables, net of allowance of … and … at … and …, respectively",allowance', '"Receivables, net of allowance of … and …",allowance')],
     "T324", f"{RELEASE}: allowance of ‸JPY 30 thousand"),
    ([(RELEASE, "|1,500|25|", "|1,5O0|25|")], "T330", f"{RELEASE}: Total assets|‸1,5O0"),
    ([(RELEASE, "|1,500|25|", "|n.a.|25|")], "T330", f"{RELEASE}: Total assets|‸n.a."),
    ([(RELEASE, "|1,500|25|", "|1,500.5|25|")], "T341", f"{RELEASE}: Total assets|‸1,500.5"),
    ([(RELEASE, "|1,500|25|", "|$1,500|25|")], "T341", f"{RELEASE}: Total assets|‸$1,500"),
    ([(RELEASE, "|1,500|25|", "|JPY 1,500 million|25|")], "T341", f"{RELEASE}: Total assets|‸JPY 1,500 million"),
    ([(RELEASE, "|1,500|25|", "|15%|25|")], "T341", f"{RELEASE}: Total assets|‸15%"),
    ([(RELEASE, "|1,500|25|", "|1,500 shares|25|")], "T341", f"{RELEASE}: Total assets|‸1,500 shares"),
    ([(RELEASE, "|100,000", "|100,000.5")], "T341", f"{RELEASE}: Average shares|‸100,000.5"),
    ([(RELEASE, "|100,000", "|JPY 100,000")], "T341", f"{RELEASE}: Average shares|‸JPY 100,000"),
    ([(RELEASE, "Total assets|1", "Total assets (shares)|1"), (MAPPING, "Total assets", "Total assets (shares)"), (SETTINGS, '"Total assets"', '"Land"')], "T341", f"{RELEASE}: Total assets (shares)|‸1,500"),
    ([(RELEASE, "of JPY 30 thousand", "of 30 shares")], "T341", f"{RELEASE}: ‸30 shares"),
    ([(MAPPING, "gaap:AverageShares", "gaap:RegistrantName")], "T341", f"{RELEASE}: Average shares|‸100,000"),
    ([(MAPPING, "gaap:AverageShares", "gaap:Margin"), (RELEASE, "|100,000", "|8.3%")], "T341", f"{RELEASE}: Average shares|‸8.3%"),
    ([(MAPPING, "gaap:Cash,1,start", "gaap:Cash,1,")], "T342", f"{MAPPING}: ‸cf,,Cash at the beginning"),
    ([(MAPPING, "BS,tiny:Land", "BS,gaap:Dividends")], "T342", f"{MAPPING}: ‸bs,ASSETS,Land"),
    ([(RELEASE, "Cash at the end|1,200", "Cash at the end|1,201")], "T350", f"{RELEASE}: Cash at the end|‸1,201"),
    ([(RELEASE, "Cash at the end|1,200", "Cash at the end|-")], "T350", f"{RELEASE}: Cash at the end|‸-"),
    ([decision("1,200", "1,200")], "T351", f"{RELEASE}: {CASH[:-5]}‸1,200"),
    ([decision("1,300", "1,200")], "T352", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("1,200", "1,200", column="4")], "T353", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("1,200", "1,200", section='"LIABILITIES"')], "T353", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("1,200", "1,200", concept='"gaap:Assets"')], "T353", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("1,200", "12OO")], "T354", f"{SETTINGS}: ‸[[decision]]"),
    ([decision("", "1,200")], "T354", f"{SETTINGS}: ‸[[decision]]"),
    ([(MAPPING, "BS,tiny:Land", "BS,tiny:Lnad")], "T360", f"{MAPPING}: ‸bs,ASSETS,Land"),
    ([(MAPPING, "BS,tiny:Land", "BS,other:Land")], "T360", f"{MAPPING}: ‸bs,ASSETS,Land"),
    ([(MAPPING, "BS,tiny:Land", "BS,Land")], "T360", f"{MAPPING}: ‸bs,ASSETS,Land"),
    ([(MAPPING, "=tiny:NetworkMember", "=tiny:AtmMember")], "T360", f"{MAPPING}: ‸seg,,Network"),
    ([(MAPPING, "BS,tiny:Land", "BS,gaap:AssetsAbstract")], "T361", f"{MAPPING}: ‸bs,ASSETS,Land"),
    ([(SETTINGS, '"gaap:RegistrantName" =', '"gaap:Registrant" =')], "T362", f'{SETTINGS}: ‸"gaap:Registrant" ='),
    ([(SETTINGS, '"gaap:RegistrantName" =', '"gaap:AssetsAbstract" =')], "T362", f'{SETTINGS}: ‸"gaap:AssetsAbstract" ='),
    ([(SETTINGS, 'root = "gaap:CashFlowsAbstract"', 'root = "gaap:Flows"')], "T362", f'{SETTINGS}: ‸[[statement]]\ncode = "CF"'),
    ([(RELEASE, "JPY80.00 per US$", "JPY80.01 per US$")], "T363", f"{SETTINGS}: ‸[exchange]"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "code", "where"), FINDINGS)
def test_findings_and_their_places(tmp_path: Path, changes: list[tiny.Change], code: str, where: str) -> None:
    run = tiny.run(tmp_path, *changes)
    assert tiny.place(run.files, where) in at(run, code)
    assert all(f.hint for f in run.findings if f.code == code)
    assert_nothing_is_lost(run)


def test_a_line_item_that_changed_a_little_is_recognized_in_the_hint(tmp_path: Path) -> None:
    run = tiny.run(
        tmp_path, (RELEASE, "Total assets|", "Total asets|"), (SETTINGS, '"Total assets"', '"Land"')
    )
    hints = {f.code: f.hint for f in run.findings}
    assert '"Total assets"' in hints["T320"]
    assert '"Total asets"' in hints["T322"]


def test_an_unmapped_line_item_shows_the_row_to_add(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (RELEASE, "Land||3|200", "Timber, and ore||3|200"))
    (hint,) = [f.hint for f in run.findings if f.code == "T320"]
    assert 'bs,"ASSETS","Timber, and ore",""' in hint


def test_an_unknown_concept_has_a_neighbour_in_the_hint(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (MAPPING, "BS,tiny:Land", "BS,tiny:Lnad"))
    assert [f.hint for f in run.findings if f.code == "T360"] == ["did you mean tiny:Land?"]


def test_a_wrong_letter_among_digits_is_named(tmp_path: Path) -> None:
    run = tiny.run(tmp_path, (RELEASE, "|1,500|25|", "|1,5O0|25|"))
    (hint,) = [f.hint for f in run.findings if f.code == "T330"]
    assert "O stands where a zero" in hint


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
    assert "printed 1,300 here and filed as 1,200" in note.message
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


# --- nothing is lost ----------------------------------------------------------------------------


def assert_nothing_is_lost(run: tiny.Run) -> None:
    """read = tagged + left + reported: every printed figure has exactly one entry."""
    printed = Counter(
        figure.origin
        for table in run.document.tables
        for row in table.rows
        for figure in (*(c for c in row.cells if c.kind != "blank"), *row.amounts)
    )
    told = Counter(entry.origin for entry in run.entries if entry.origin.text)
    assert told == printed
    assert all(count == 1 for count in told.values())
    for entry in run.entries:
        assert entry.status in ("tagged", "left", "reported")
        assert bool(entry.facts) == (entry.status == "tagged")
        assert bool(entry.reason) == (entry.status != "tagged")
    ids = {fact.id for fact in run.tagging.report.facts}
    assert {fact for entry in run.entries for fact in entry.facts} <= ids


def test_the_ledger_of_a_clean_release(tmp_path: Path) -> None:
    run = tiny.run(tmp_path)
    assert_nothing_is_lost(run)
    statuses = Counter(e.status for e in run.entries if e.origin.text)
    assert statuses == {"tagged": 21, "left": 1}


FIGURES = st.one_of(
    st.integers(-(10**9), 10**9).map(lambda n: f"({-n:,})" if n < 0 else f"{n:,}"),
    st.sampled_from(
        ["", "-", "—", "n.a.", "1,23", "12.5", "△1,234", "1O0", "$5", "5 shares", "JPY 7 million", "%"]
    ),
)
LABELS = st.sampled_from(
    ["Cash", "Land", "Total assets", "Unknown", "ASSETS", "Cash of JPY 5 thousand", "Total"]
)
ROWS = st.lists(st.tuples(LABELS, st.lists(FIGURES, min_size=0, max_size=5)), max_size=8)


@given(rows=ROWS)
@settings(max_examples=80, deadline=None)
def test_whatever_a_table_holds_nothing_is_lost(rows: list[tuple[str, list[str]]]) -> None:
    text = "".join("\n" + "|".join((label, *cells)) for label, cells in rows if cells)
    with tempfile.TemporaryDirectory() as folder:
        run = tiny.run(Path(folder), (RELEASE, "\nLand||3|200", f"\nLand||3|200{text}"))
    assert_nothing_is_lost(run)
    ids = Counter(f.id for f in run.tagging.report.facts)
    assert not [name for name, count in ids.items() if count > 1]
