"""The filer's documents of the 2014 form: beside real ones, and before a validator.

With the exchange's published taxonomy where it is at hand, and with the package made from our tables.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from linetag.model import Duration, Fact, Instant, Report
from linetag.reference.arelle import second_opinion
from linetag.tanshin.form.conform import conform
from linetag.tanshin.form.facts import form_fact, unit_of
from linetag.tanshin.form.files import form_files
from linetag.tanshin.form.fill import Filled
from linetag.tanshin.form.package import taxonomy_package
from linetag.tanshin.form.records import Form, FormContext, FormRow, Tanshin, TanshinName, context_of
from linetag.tanshin.form.tables import FORMS, in_quarter, load
from support.iij import iij
from support.shared import PUBLISHED, needs
from support.tanshin_documents import QUARTER, YEAR, a_fact, full_year, half_year, with_facts

if TYPE_CHECKING:
    from collections.abc import Callable

    from linetag.model import Period
    from linetag.tanshin.form.facts import FormValue


TAXONOMIES = pytest.mark.parametrize(
    "taxonomy",
    [
        "stand-in",
        pytest.param("published", marks=needs(PUBLISHED)),
    ],
)


@pytest.fixture
def package(taxonomy: str, tmp_path: Path) -> Path:
    """The taxonomy package."""
    if taxonomy == "published":
        return PUBLISHED
    name, content = taxonomy_package()
    path = tmp_path / name
    path.write_bytes(content)
    return path


def said(filled: Filled, package: Path, folder: Path, change: Callable[[str], str] = str) -> list[str]:
    """The codes of everything that Arelle remarks upon; `change` edits the inline document."""
    files, found = form_files(filled)
    assert found == ()
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)
    document = folder / f"{filled.tanshin.name.stem}-ixbrl.htm"
    document.write_text(change(document.read_text("utf-8")), "utf-8")
    return sorted({remark.code for remark in second_opinion(document, [package], strict=True)})


# --- a document with every item of a form ---------------------------------------------------------

START, END = date(2024, 4, 1), date(2025, 3, 31)


def period(name: str) -> Period:
    """What a period of a document of the second quarter stands for, roughly: one after the other."""
    years = {"Prior": -1, "Current": 0, "Next": 1}
    shift = next(number for word, number in years.items() if name.startswith(word))
    start, end = START.replace(year=START.year + shift), END.replace(year=END.year + shift)
    if "AccumulatedQ2" in name:
        end = date(start.year, 9, 30)
    return Duration(start, end) if name.endswith("Duration") else Instant(end)


def whole(code: str) -> Filled:
    """Each item of a form in each of its contexts, the first of them with a value."""
    form = load(code)
    facts: list[Fact] = []
    for row in form.rows:
        for number, pattern in enumerate(row.filling.contexts):
            context = in_quarter(pattern, 2)
            value = None if number else sample(row)
            decimals = None if value is None else row.figure.decimals or (0 if row.unit else None)
            periods = {context.period: period(context.period)}
            facts.append(
                form_fact(row.element, context, value, row.unit, decimals, code="99990", periods=periods)
            )
    unique = {(fact.concept.local, fact.context): fact for fact in reversed(facts)}
    names = {context_of(fact).period for fact in unique.values()}
    tanshin = Tanshin(
        TanshinName(code, "99990", "20241108399990"),
        {name: period(name) for name in sorted(names)},
        Report((*unique.values(),)),
    )
    return Filled(tanshin, form)


def sample(row: FormRow) -> FormValue:
    samples: dict[str, FormValue] = {
        "dateItemType": END,
        "booleanItemType": True,
        "anyURIItemType": "http://a.test/",
    }
    if row.unit:
        return Decimal("0.083") if row.unit == "Pure" and row.figure.decimals != 0 else Decimal(2)
    return samples.get(row.concept.type.local, "文")


@TAXONOMIES
@pytest.mark.parametrize("code", FORMS)
def test_a_document_of_the_whole_form_is_valid(code: str, package: Path, tmp_path: Path) -> None:
    filled = whole(code)
    assert len(filled.tanshin.facts) > 300
    assert said(filled, package, tmp_path) == []
    assert list(conform(filled.tanshin, filled.form)) == []


@TAXONOMIES
def test_the_facts_of_iij_are_valid(package: Path, tmp_path: Path) -> None:
    assert said(iij(), package, tmp_path) == []
    assert list(conform(iij().tanshin, iij().form)) == []


@TAXONOMIES
@pytest.mark.parametrize(("tanshin", "form"), [(half_year(), QUARTER), (full_year(), YEAR)])
def test_declines_dashes_and_ranges_are_valid(
    tanshin: Tanshin, form: Form, package: Path, tmp_path: Path
) -> None:
    assert said(Filled(tanshin, form), package, tmp_path) == []
    assert list(conform(tanshin, form)) == []


# --- what a validator says, and what it does not ----------------------------------------------------


def changed(  # noqa: PLR0913 - all that a test changes
    filled: Filled,
    element: str,
    *,
    context: FormContext | None = None,
    unit: str | None = None,
    value: FormValue = None,
    decimals: int | None = None,
) -> Filled:
    """A document with one fact changed, the linkbase and the form as they were."""
    facts = list(filled.tanshin.facts)
    index = next(i for i, fact in enumerate(facts) if fact.concept.local == element)
    old = facts[index]
    facts[index] = a_fact(
        element,
        context or context_of(old),
        old.value if value is None else value,
        unit_of(old) if unit is None else unit,
        old.decimals if decimals is None else decimals,
    )
    return replace(filled, tanshin=with_facts(filled.tanshin, facts))


HALF = FormContext("CurrentAccumulatedQ2Duration", ("ConsolidatedMember", "ResultMember"))
DIVIDEND = "CurrentYearDuration_SecondQuarterMember_NonConsolidatedMember_ResultMember"
MISTAKES: dict[str, tuple[Callable[[Filled], Filled], str]] = {
    "wrong member": (
        lambda f: changed(f, "AverageNumberOfShares", context=HALF),
        "xbrldie:PrimaryItemDimensionallyInvalidError",
    ),
    "missing member": (
        lambda f: changed(f, "NetIncomeUS", context=HALF._replace(members=("ResultMember",))),
        "xbrldie:PrimaryItemDimensionallyInvalidError",
    ),
    "wrong period type": (
        lambda f: changed(f, "TotalAssetsUS", context=HALF),
        "xbrl.4.7.2:contextPeriodType",
    ),
    "yen without a currency": (
        lambda f: changed(f, "NetIncomeUS", unit="Shares"),
        "xbrl.4.8.2",
    ),
    "shares in pure": (
        lambda f: changed(f, "NumberOfTreasuryStockAtTheEndOfFiscalYear", unit="Pure"),
        "xbrl.4.8.2",
    ),
    "a percentage in yen": (
        lambda f: changed(f, "ShareholdersEquityRatioUS", unit="JPY"),
        "utre:error-NumericFactUtrInvalid",
    ),
    "earnings per share in pure": (
        lambda f: changed(f, "BasicNetIncomePerShareUS", unit="Pure"),
        "utre:error-NumericFactUtrInvalid",
    ),
    "conflicting duplicate": (
        lambda f: replace(
            f,
            tanshin=with_facts(
                f.tanshin,
                (*f.tanshin.facts, a_fact("NetIncomeUS", HALF, Decimal(2008000000), "JPY", -6)),
            ),
        ),
        "arelle:duplicateFacts",
    ),
}


@TAXONOMIES
@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_that_a_validator_sees(mistake: str, package: Path, tmp_path: Path) -> None:
    alter, code = MISTAKES[mistake]
    assert code in " ".join(said(alter(iij()), package, tmp_path))


NUMBER, NIL = 'format="ixt:numdotdecimal"', 'unitRef="JPY" xsi:nil="true">'
EDITS = {
    "decimals on nil": (NIL, f'decimals="-6" {NIL}', "xbrl.4.6.3:nilPrecisionDecimals"),
    "a format on a nil number": (NIL, f"{NUMBER} {NIL}", "ix10.9.1.1:transformValueError"),
    "a dash inside nil": (NIL, f"{NIL}―", "nilElementHasContent"),
    "a nil date with a format": (
        'format="ixt:dateerayearmonthdayjp">平成24年12月6日<',
        'format="ixt:dateerayearmonthdayjp"><',
        "ix10.10.1.1:transformValueError",
    ),
    "no format on a no": ('format="ixt:booleanfalse">無<', ">無<", "xmlSchema:valueError"),
    "no format on a number": (f'{NUMBER} scale="6">51,109<', 'scale="6">51,109<', "xmlSchema:valueError"),
    "△ inside a number": (">8.3<", ">△8.3<", "ix10.9.1.1:transformValueError"),
    "full-width digits in a number": (">51,109<", ">５１，１０９<", "ix10.9.1.1:transformValueError"),
    "a western year in the era format": (
        ">平成24年11月8日<",
        ">2012年11月8日<",
        "ix10.10.1.1:transformValueError",
    ),
    "a span in a number": (">51,109<", "><span>51,109</span><", "nonFractionChildren"),
}


@pytest.mark.parametrize("taxonomy", ["stand-in"])
@pytest.mark.parametrize("mistake", EDITS)
def test_a_slip_of_the_page_that_a_validator_sees(mistake: str, package: Path, tmp_path: Path) -> None:
    old, new, code = EDITS[mistake]

    def edited(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    assert code in " ".join(said(iij(), package, tmp_path, edited))


STRANGER = a_fact("NetIncome", HALF, Decimal(2007000000), "JPY", -6)
UNSEEN: dict[str, tuple[Callable[[Filled], Filled], str]] = {
    "a wrong unit on a number of companies": (
        lambda f: changed(
            f, "NumberOfSubsidiariesNewlyConsolidatedUS", value=Decimal(1), unit="Pure", decimals=0
        ),
        "S662",
    ),
    "an empty text that is not nil": (lambda f: changed(f, "NoteToFinancialPositions", value=""), "S663"),
}


@TAXONOMIES
@pytest.mark.parametrize("mistake", UNSEEN)
def test_a_mistake_that_only_we_see(mistake: str, package: Path, tmp_path: Path) -> None:
    alter, code = UNSEEN[mistake]
    document = alter(iij())
    assert said(document, package, tmp_path) == []
    assert [item.code for item in conform(document.tanshin, document.form)] == [code]


@needs(PUBLISHED)
def test_an_item_of_another_form_is_seen_by_us_alone(tmp_path: Path) -> None:
    document = iij()
    document = replace(document, tanshin=with_facts(document.tanshin, (*document.tanshin.facts, STRANGER)))
    assert said(document, PUBLISHED, tmp_path) == []
    (found,) = conform(document.tanshin, document.form)
    assert found.code == "S660"
    assert "NetIncome" in found.message


@TAXONOMIES
def test_a_section_left_out_of_the_linkbase_is_seen_by_us_alone(package: Path, tmp_path: Path) -> None:
    whole_form = iij()
    rows = tuple(row for row in whole_form.form.rows if row.role != "RoleQuarterlyDividends")
    document = replace(whole_form, form=Form(whole_form.form.code, rows))
    assert said(document, package, tmp_path) == []
    codes = {item.code for item in conform(document.tanshin, document.form)}
    assert codes == {"S660"}


def test_wrong_members_and_a_fact_stated_twice() -> None:
    document = changed(iij(), "AverageNumberOfShares", context=HALF)
    (found,) = conform(document.tanshin, document.form)
    assert found.code == "S661"
    assert "NonConsolidatedMember" in found.hint
    twice = a_fact("NetIncomeUS", HALF, Decimal(2008000000), "JPY", -6)
    facts = (*iij().tanshin.facts, twice)
    (found,) = conform(with_facts(iij().tanshin, facts), iij().form)
    assert found.code == "S664"
    assert "2008000000" in found.message
