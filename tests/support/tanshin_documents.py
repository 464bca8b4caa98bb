"""Documents of the exchange's form made by hand, each value readable where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from linetag.model import Duration, Fact, Instant, Period, Report
from linetag.tanshin.form import tables
from linetag.tanshin.form.facts import FormValue, form_fact
from linetag.tanshin.form.records import FormContext, Tanshin, TanshinName, context_of

QUARTER = tables.load("qcedussm", "2014")
YEAR = tables.load("acedussm", "2014")

_CONSOLIDATED = ("ConsolidatedMember", "ResultMember")
_ALONE = ("NonConsolidatedMember", "ResultMember")
_MILLION = 1_000_000
LONG = (
    "業績予想は、本資料の発表日現在において入手可能な情報に基づくものであり、リスク及び不確実性を含みます。"
    "実際の業績は、様々な要因により予想と異なる場合があります。業績予想の前提となる条件等については、"
    "添付資料「連結業績予想に関する定性的情報」をご覧ください。"
)


def _periods(quarter: int) -> Mapping[str, Period]:
    """The periods of a fiscal year that ends on March 31, 2013."""
    ends = {1: date(2012, 6, 30), 2: date(2012, 9, 30), 3: date(2012, 12, 31), 4: date(2013, 3, 31)}
    periods: dict[str, Period] = {}
    for which, year in (("Prior", 2011), ("Current", 2012), ("Next", 2013)):
        for name, end in ((f"{which}AccumulatedQ{quarter}", ends[quarter]), (f"{which}Year", ends[4])):
            last = end.replace(year=end.year + year - 2012)
            periods[f"{name}Duration"] = Duration(date(year, 4, 1), last)
            periods[f"{name}Instant"] = Instant(last)
    return periods


def a_fact(
    element: str, context: FormContext, value: FormValue, unit: str = "", decimals: int | None = None
) -> Fact:
    """A fact of IIJ in a second quarter."""
    return form_fact(element, context, value, unit, decimals, code="37740", periods=_periods(2))


def with_facts(tanshin: Tanshin, facts: Iterable[Fact]) -> Tanshin:
    """The same document with other facts."""
    return tanshin._replace(report=Report(tuple(facts)))


class Maker:
    """Collects the facts of a document."""

    def __init__(self, form: str, quarter: int) -> None:
        self.form = tables.load(form, "2014")
        self.quarter = quarter
        self.now = "CurrentYear" if form[0] == "a" else f"CurrentAccumulatedQ{quarter}"
        self.before = self.now.replace("Current", "Prior")
        self.coming = "NextYearDuration" if form[0] == "a" else "CurrentYearDuration"
        self.facts: list[Fact] = []

    def add(self, element: str, period: str, members: tuple[str, ...], *, value: FormValue) -> None:
        row = self.form.places(element)[0]
        if isinstance(value, Decimal) and row.unit == "JPY":
            value *= _MILLION
        if isinstance(value, Decimal) and row.unit == "Pure" and row.figure.scale:
            value = value.scaleb(-2)
        decimals = None if value is None else row.figure.decimals
        context = FormContext(period, members)
        periods = _periods(self.quarter)
        self.facts.append(
            form_fact(element, context, value, row.unit, decimals, code="37740", periods=periods)
        )

    def cover(self, **values: FormValue) -> None:
        for element, value in values.items():
            row = self.form.places(element)[0]
            period = row.filling.contexts[0].period.replace("#", str(self.quarter))
            self.add(element, period, (), value=value)

    def pair(self, element: str, *figures: str | None, change: str = "") -> None:
        """An item of this period and the one before: amount, change, amount, change."""
        change = change or f"ChangeIn{element}"
        for period, amount, growth in zip((self.now, self.before), figures[::2], figures[1::2], strict=True):
            self.add(element, f"{period}Duration", _CONSOLIDATED, value=_number(amount))
            self.add(change, f"{period}Duration", _CONSOLIDATED, value=_number(growth))

    def both(
        self,
        element: str,
        current: str | None,
        prior: str | None,
        what: str = "Duration",
        *,
        alone: bool = False,
    ) -> None:
        before = "PriorYear" if what == "Instant" else self.before
        members = _ALONE if alone else _CONSOLIDATED
        self.add(element, f"{self.now}{what}", members, value=_number(current))
        self.add(element, f"{before}{what}", members, value=_number(prior))

    def forecast(self, element: str, *figures: str | None, period: str = "") -> None:
        """A forecast; with three figures the middle one is the lower, the last one the upper bound."""
        figures = figures if len(figures) > 1 else (*figures, None, None)
        for member, figure in zip(("Forecast", "Lower", "Upper"), figures, strict=True):
            members = ("ConsolidatedMember", f"{member}Member")
            self.add(element, period or self.coming, members, value=_number(figure))

    def dividend(self, period: str, which: str, *figures: str | None, forecast: bool = False) -> None:
        members = ("Forecast", "Lower", "Upper") if forecast else ("Result",)
        figures = figures if len(figures) == len(members) else (*figures, None, None)
        for member, figure in zip(members, figures, strict=True):
            axes = (f"{which}Member", "NonConsolidatedMember", f"{member}Member")
            self.add("DividendPerShare", f"{period}YearDuration", axes, value=_number(figure))

    def tanshin(self) -> Tanshin:
        used = {context_of(fact).period for fact in self.facts}
        periods = {name: period for name, period in _periods(self.quarter).items() if name in used}
        form = self.form.code
        return Tanshin(TanshinName(form, "37740", "20121108337740"), periods, Report(tuple(self.facts)))


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text.replace(",", ""))


def _cover(make: Maker) -> None:
    make.cover(
        FASFMemberMark=True,
        DocumentName="第２四半期決算短信〔米国基準〕（連結）",
        FilingDate=date(2012, 11, 8),
        CompanyName="株式会社インターネットイニシアティブ",
        TokyoStockExchange=True,
        NagoyaStockExchange=False,
        TokyoStockExchange1stSection=True,
        TokyoStockExchange2ndSection=False,
        SecuritiesCode="37740",
        URL="http://www.iij.ad.jp/",
        GeneralBusiness=True,
        SpecificBusiness=False,
        FiscalYearEnd=date(2013, 3, 31),
        TitleRepresentative="代表取締役社長",
        NameRepresentative="鈴木　幸一",
        TitleInquiries="常務取締役CFO",
        NameInquiries="渡井　昭久",
        Tel="(03) 5259-6500",
        DividendPayableDateAsPlanned=date(2012, 12, 6),
        NoteToFractionProcessingMethod="（百万円未満四捨五入）",
    )


def _results(make: Maker) -> None:
    make.pair("OperatingRevenuesUS", "51,109", "8.3", "47,177", "37.7")
    make.pair("OperatingIncomeUS", "3,175", "35.2", "2,349", "103.8")
    make.pair("IncomeBeforeIncomeTaxesUS", "2,854", "-0.0", "2,854", "127.7")
    make.pair("NetIncomeUS", "-1,654", None, "1,388", "58.4")
    stem = "ComprehensiveIncomeNetOfTaxIncludingPortionAttributableToNoncontrollingInterest"
    make.pair(f"{stem}5US", "1,469", "-3.2", "1,518", None)
    make.add(
        "NoteToConsolidatedIncomeStatementsInformationUS", f"{make.now}Duration", _CONSOLIDATED, value=None
    )
    make.both("BasicNetIncomePerShareUS", "40.82", "34.25")
    make.both("DilutedNetIncomePerShareUS", "40.77", None)
    make.add(
        "NoteToOperatingResults",
        f"{make.now}Duration",
        _CONSOLIDATED,
        value="1株を200株に分割しました。\n<分割> & 調整",
    )
    make.both("TotalAssetsUS", "76,114", "73,493", "Instant")
    make.both("NetAssetsUS", "34,521", "33,456", "Instant")
    make.both("ShareholdersEquityUS", "34,499", "33,345", "Instant")
    make.both("ShareholdersEquityRatioUS", "45.3", "45.4", "Instant")


def _forecasts(make: Maker) -> None:
    title = "3．平成25年3月期の連結業績予想（平成24年4月1日～平成25年3月31日）"
    make.add("TitleForForecasts", make.coming, ("ConsolidatedMember", "ForecastMember"), value=title)
    for element, amount, growth in (
        ("OperatingRevenuesUS", "107,000", "10.0"),
        ("OperatingIncomeUS", "7,500", "18.0"),
        ("IncomeBeforeIncomeTaxesUS", "6,900", "15.5"),
        ("NetIncomeUS", "4,000", "-9.9"),
    ):
        make.forecast(element, amount)
        make.forecast(f"ChangeIn{element}", growth)
    make.forecast("BasicNetIncomePerShareUS", "98.68")


def _shares(make: Maker) -> None:
    issued = "NumberOfIssuedAndOutstandingSharesAtTheEndOfFiscalYearIncludingTreasuryStock"
    make.both(issued, "41,295,600", "41,295,600", "Instant", alone=True)
    make.both("NumberOfTreasuryStockAtTheEndOfFiscalYear", "758,800", "758,800", "Instant", alone=True)
    make.both("AverageNumberOfShares", "40,536,800", "40,536,800", alone=True)


def half_year() -> Tanshin:
    """The summary of a second quarter: a loss, declines, dashes, a range, an unused Q3 forecast."""
    make = Maker("qcedussm", 2)
    _cover(make)
    make.cover(
        QuarterlyPeriod=Decimal(2),
        QuarterlyStatementFilingDateAsPlanned=date(2012, 11, 14),
        SupplementalMaterialOfQuarterlyResults=True,
        WayOfGettingSupplementalMaterialOfQuarterlyResults=None,
        ConveningBriefingOfQuarterlyResults=True,
        TargetForBriefingOfQuarterlyResults="（機関投資家・アナリスト向け）",
    )
    _results(make)
    for which, figure in zip(
        ("FirstQuarter", "SecondQuarter", "ThirdQuarter", "YearEnd", "Annual"),
        (None, "1,500.00", None, "1,750.00", "3,250.00"),
        strict=True,
    ):
        make.dividend("Prior", which, figure)
    make.dividend("Current", "FirstQuarter", None)
    make.dividend("Current", "SecondQuarter", "1,750.00")
    make.dividend("Current", "ThirdQuarter", None, forecast=True)
    make.dividend("Current", "YearEnd", None, "8.00", "9.50", forecast=True)
    make.dividend("Current", "Annual", None, "1,758.00", "1,759.50", forecast=True)
    annual = ("AnnualMember", "NonConsolidatedMember", "ResultMember")
    make.add("CorrectionOfDividendForecastInThisQuarter", "CurrentYearDuration", annual, value=False)
    make.add(
        "NoteToDividends",
        "CurrentAccumulatedQ2Duration",
        annual,
        value="（注）期末配当予想は分割後の金額です。",
    )
    _forecasts(make)
    forecast = ("ConsolidatedMember", "ForecastMember")
    make.add("CorrectionOfConsolidatedFinancialForecastInThisQuarter", make.coming, forecast, value=False)
    make.add("NoteToForecasts", make.coming, forecast, value=None)
    now = "CurrentAccumulatedQ2Duration"
    subsidiaries = (
        "MaterialChangesInSubsidiariesDuringThisPeriodChangesInScopeOfConsolidations"
        "ResultingFromChangeIsSubsidiariesUS"
    )
    make.add(subsidiaries, now, _CONSOLIDATED, value=False)
    make.add("NumberOfSubsidiariesNewlyConsolidatedUS", now, _CONSOLIDATED, value=None)
    make.add("NameOfSubsidiariesNewlyConsolidatedUS", now, _CONSOLIDATED, value=None)
    make.add("NumberOfSubsidiariesExcludedFromConsolidationUS", now, _CONSOLIDATED, value=None)
    make.add("NameOfSubsidiariesExcludedFromConsolidationUS", now, _CONSOLIDATED, value=None)
    simplified = (
        "ApplyingOfSimplifiedMethodOfAccountingAndSpecificAccountingOfTheConsolidated"
        "QuarterlyFinancialStatements"
    )
    make.add(simplified, now, _CONSOLIDATED, value=None)
    make.add("ChangesBasedOnRevisionsOfAccountingStandardUS", now, _CONSOLIDATED, value=True)
    make.add("ChangesOtherThanOnesBasedOnRevisionsOfAccountingStandardUS", now, _CONSOLIDATED, value=False)
    _shares(make)
    make.add("ExpressionOfImplementationStatusOfQuarterlyReviewProcedures", now, (), value=None)
    make.add("NotesForUsingForecastedInformationAndOthers", "CurrentYearDuration", (), value=LONG)
    return make.tanshin()


def full_year() -> Tanshin:
    """The summary of a full year: returns, cash flows, dividends paid, a forecast of the half year too."""
    make = Maker("acedussm", 4)
    _cover(make)
    make.cover(
        DateOfGeneralShareholdersMeetingAsPlanned=date(2013, 6, 26),
        AnnualSecuritiesReportFilingDateAsPlanned=date(2013, 6, 27),
        SupplementalMaterialOfAnnualResults=True,
        ConveningBriefingOfAnnualResults=True,
    )
    _results(make)
    make.both("NetIncomeToShareholdersEquityRatioUS", "13.7", "8.5")
    make.both("IncomeBeforeIncomeTaxesToTotalAssetsRatioUS", "6.3", "4.2")
    make.both("OperatingIncomeToOperatingRevenuesRatioUS", "8.9", "6.0")
    make.both("InvestmentProfitLossOnEquityMethodUS", "126", "-18")
    make.both("ShareholdersEquityPerShareUS", "851.06", "822.61", "Instant")
    make.both("CashFlowsFromOperatingActivitiesUS", "9,646", "8,451")
    make.both("CashFlowsFromInvestingActivitiesUS", "-4,336", "-3,027")
    make.both("CashFlowsFromFinancingActivitiesUS", "-5,919", "477")
    make.both("CashAndEquivalentsEndOfPeriodUS", "12,041", "13,718", "Instant")
    for period, figures in (
        ("Prior", (None, "15.00", None, "17.50", "32.50")),
        ("Current", (None, "8.75", None, "8.75", "17.50")),
    ):
        for which, figure in zip(
            ("FirstQuarter", "SecondQuarter", "ThirdQuarter", "YearEnd", "Annual"), figures, strict=True
        ):
            make.dividend(period, which, figure)
        annual = ("AnnualMember", "NonConsolidatedMember", "ResultMember")
        consolidated = ("AnnualMember", "ConsolidatedMember", "ResultMember")
        make.add("TotalDividendPaidAnnual", f"{period}YearDuration", annual, value=Decimal(709))
        make.add("PayoutRatioUS", f"{period}YearDuration", consolidated, value=Decimal("28.7"))
        make.add(
            "RatioOfTotalAmountOfDividendsToShareholdersEquityUS",
            f"{period}YearDuration",
            consolidated,
            value=Decimal("2.1"),
        )
    for which, figure in zip(
        ("FirstQuarter", "SecondQuarter", "ThirdQuarter", "YearEnd", "Annual"),
        (None, "10.00", None, "10.00", "20.00"),
        strict=True,
    ):
        make.dividend("Next", which, figure, forecast=True)
    make.add(
        "PayoutRatioUS",
        "NextYearDuration",
        ("AnnualMember", "ConsolidatedMember", "ForecastMember"),
        value=Decimal("25.1"),
    )
    _forecasts(make)
    now = "CurrentYearDuration"
    subsidiaries = (
        "MaterialChangesInSubsidiariesDuringThisPeriodChangesInScopeOfConsolidations"
        "ResultingFromChangeIsSubsidiariesUS"
    )
    make.add(subsidiaries, now, _CONSOLIDATED, value=True)
    make.add("NumberOfSubsidiariesNewlyConsolidatedUS", now, _CONSOLIDATED, value=Decimal(1))
    make.add("NameOfSubsidiariesNewlyConsolidatedUS", now, _CONSOLIDATED, value="株式会社例")
    make.add("NumberOfSubsidiariesExcludedFromConsolidationUS", now, _CONSOLIDATED, value=None)
    make.add("NameOfSubsidiariesExcludedFromConsolidationUS", now, _CONSOLIDATED, value=None)
    make.add("ChangesBasedOnRevisionsOfAccountingStandardUS", now, _CONSOLIDATED, value=True)
    make.add("ChangesOtherThanOnesBasedOnRevisionsOfAccountingStandardUS", now, _CONSOLIDATED, value=False)
    _shares(make)
    make.add("ExpressionOfImplementationStatusOfAuditProcedures", now, (), value=LONG)
    make.add("NotesForUsingForecastedInformationAndOthers", "NextYearDuration", (), value=LONG)
    return make.tanshin()
