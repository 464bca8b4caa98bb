"""A full year made of the sample's folder by changing `filing.toml` and the release (see `filing_years`).

The figures of the six months to September 30 stand for those of the year to March 31, 2013. The flows of
the year before are altered by what they need to end with the cash of March 31, 2012; dividends, forecasts
and what only a full year has (returns, cash flows, payout) are of this module.
"""

# ruff: noqa: E501, ISC004 - a change is a line of the release, whatever its length

from __future__ import annotations

import re
from pathlib import Path

from support.filing_years import folder, periods, renamed, replaced, sample, statements_alone, without_quarter

PERIODS = {
    "now": "2013-03-31",
    "prior-end": "2012-03-31",
    "year": "{ start = 2012-04-01, end = 2013-03-31 }",
    "prior-year": "{ start = 2011-04-01, end = 2012-03-31 }",
    "next-year": "{ start = 2013-04-01, end = 2014-03-31 }",
}
ITEMS = """\
"returns.revenues" = { label = { en = "Operating margin", ja = "営業収益営業利益率" } }
"position.equity-per-share" = { label = { en = "IIJ shareholders' equity per share" } }
"equity-method.income" = false
"""
STATED = """\
[[summary.stated]]
reason = { en = "the release holds no balance sheet of March 31, 2011", ja = "平成23年3月末の金額がこの資料にないため" }
"returns.equity@prior-year" = "4.2"
"returns.assets@prior-year" = "3.2"
"dividends.equity-ratio@prior-year" = "2.1"

[[summary.stated]]
reason = { en = "dividends stand in no statement of the release", ja = "配当金はこの資料の財務諸表にないため" }
"dividends.first-quarter@prior-year" = "-"
"dividends.second-quarter@prior-year" = "1,500.00"
"dividends.third-quarter@prior-year" = "-"
"dividends.year-end@prior-year" = "1,750.00"
"dividends.total@prior-year" = "3,250.00"
"dividends.first-quarter@year" = "-"
"dividends.second-quarter@year" = "1,750.00"
"dividends.third-quarter@year" = "-"
"dividends.year-end@year" = "8.75"
"dividends.total@year" = "1,758.75"
"dividends.second-quarter@next-year-forecast" = "9.00"
"dividends.third-quarter@next-year-forecast" = "-"
"dividends.year-end@next-year-forecast" = "9.00"
"dividends.total@next-year-forecast" = "18.00"
"dividends.paid@prior-year" = "659"
"dividends.paid@year" = "709"

[[summary.stated]]
reason = { en = "a forecast of the company", ja = "会社の予想" }
"forecast.revenues@next-year" = "55,000"
"forecast.operating-income@next-year" = "3,600"
"forecast.income-before-tax@next-year" = "3,400"
"forecast.net-income@next-year" = "2,200"
"forecast.eps@next-year" = "54.27"

"""
TABLES = """\
[[summary.table]]
section = "returns"
under = "Return on Equity"
columns = ["equity", "assets", "revenues"]
rows = ["year", "prior-year"]

[[summary.table]]
section = "cash-flows"
under = "(3) Consolidated Cash Flows"
columns = ["operating", "investing", "financing", "cash"]
rows = ["year", "prior-year"]

"""
# The settings of the year, first what must not be taken for the half year that is renamed below.
SETTINGS = [
    ('year = "year"\nprior-year = "prior-year"\n', 'year = "next-year"\nprior-year = "YEAR"\n'),
    ('rows = ["prior-year", "year", "year-forecast"]', 'rows = ["prior-year", "year", "next-year-forecast"]'),
    ('rows = ["year"]', 'rows = ["next-year"]'),
    ('columns = ["assets", "equity", "shareholders-equity", "equity-ratio"]',
     'columns = ["assets", "equity", "shareholders-equity", "equity-ratio", "equity-per-share"]'),
    ('"third-quarter", "year-end", "total"]',
     '"third-quarter", "year-end", "total", "paid", "payout-ratio", "equity-ratio"]'),
    ('key = "dividends.total@year-forecast"', 'key = "dividends.total@year"'),
    ("six months ended September 30, 2010", "fiscal year ended March 31, 2011"),
    ("six months ended September 30, 2012", "fiscal year ended March 31, 2013"),
    ("平成25年3月期第2四半期 四半期連結財務諸表", "平成25年3月期 連結財務諸表"),
    ("Six Months Ended September 30, 2011", "Fiscal Year Ended March 31, 2012"),
    ("Six Months Ended September 30, 2012", "Fiscal Year Ended March 31, 2013"),
    ("20120930", "20130331"),
    ("2012-09-30", "2013-03-31"),
    ('"Q2"', '"FY"'),
    ("第２四半期決算短信", "決算短信"),
    ("平成23年3月期第2四半期の金額", "平成23年3月期の金額"),
    ("November 8, 2012", "May 15, 2013"),
    ("Scheduled on November 14, 2012", "Scheduled on June 27, 2013"),
    ("December 6, 2012", "June 28, 2013"),
    ("2012-11-08", "2013-05-15"),
    ("2012-11-14", "2013-06-27\nmeeting-date = 2013-06-26"),
    ("2012-12-06", "2013-06-28"),
    ('"cover.exchange" =', '"cover.meeting-date" = "General meeting of shareholders: June 26, 2013"\n"cover.exchange" ='),
    ("FY2012 Financial Targets", "FY2013 Financial Targets"),
    ("1H FY2012", "FY2012"),
    ("1H", "FY"),
    ("this Quarterly Results", "the Results"),
    ("The year-end dividend forecast for the fiscal year ending March 31, 2013 is", "The year-end dividend is"),
    ("平成25年3月期の期末配当予想は", "平成25年3月期の期末配当は"),
]  # fmt: skip
RELEASE = [
    ("\tAs of Sept\ttember 30, 2012", "\tAs of Mar\tch 31, 2013"),
    ("\tAs of Sept\tember 30, 2012", "\tAs of Mar\tch 31, 2013"),
    ("\t\tths Ended er 30, 2012", "\t\tar Ended ch 31, 2013"),
    ("\t\t10nths Ended mber 30, 2012", "\t\t10ar Ended arch 31, 2013"),
    ("\tSix Montl September\t", "\tFiscal Yea March\t"),
    ("\t\ths Ended r 30, 2012", "\t\tr Ended h 31, 2013"),
    ("Six Months Ended September 30, 2012 (April 1, 2012 to September 30, 2012)",
     "Fiscal Year Ended March 31, 2013 (April 1, 2012 to March 31, 2013)"),
    ("First six months of the fiscal year ending March 31, 2013 (April 1 to September 30, 2012;",
     "The fiscal year ended March 31, 2013 (April 1, 2012 to March 31, 2013;"),
    ("six months ended September 30, 2012", "fiscal year ended March 31, 2013"),
    ("Six Months Ended September 30, 2012", "Fiscal Year Ended March 31, 2013"),
    ("Six Months Ended September 30, 2011", "Fiscal Year Ended March 31, 2012"),
    ("September 30, 2012", "March 31, 2013"),
    ("November 8, 2012", "May 15, 2013"),
    ("November 14, 2012", "June 27, 2013"),
    ("Payment of dividend: December 6, 2012",
     "General meeting of shareholders: June 26, 2013\n\nPayment of dividend: June 28, 2013"),
    ("FY2012 Financial Targets (announced on May 15, 2012)", "FY2013 Financial Targets (announced on May 15, 2013)"),
    ("F\tull FY2012\t107,000\t7,500\t6,900\t4,000", "F\tull FY2013\t55,000\t3,600\t3,400\t2,200"),
    ("1H FY2012", "FY2012"),
    ("1H", "FY"),
    ("this Quarterly Results", "the Results"),
    # The flows of the year before end with the cash of March 31, 2012.
    ("(4,280,000)\t5,133", "(1,717,629)\t5,133"),
    ("(3,357,536)\t(35,374)", "(795,165)\t(35,374)"),
    ("(2,339,162)\t(23,952)", "223,209\t(23,952)"),
    ("10,974,453\t149,775", "13,536,824\t149,775"),
    ("560,005\t10,328", "659,266\t10,328"),
    # What the summary of a full year has beside that of a quarter.
    ("(2) Consolidated Financial Position\n",
     "\tReturn on Equity\tReturn on Assets\tOperating Margin\n\t%\t%\t%\n"
     "Fiscal Year Ended March 31, 2013\t6.0\t4.3\t6.4\nFiscal Year Ended March 31, 2012\t4.2\t3.2\t5.2\n\n"
     "(2) Consolidated Financial Position\n"),
    ("Total IIJ Shareholders' Equity to Total Assets\t\n\tJPY millions\tJPY millions\tJPY millions\t%\t",
     "Total IIJ Shareholders' Equity to Total Assets\tIIJ Shareholders' Equity per Share\n"
     "\tJPY millions\tJPY millions\tJPY millions\t%\tJPY"),
    ("34,350\t45.4\t", "34,350\t45.4\t847.38"),
    ("32,688\t44.5\t", "32,688\t44.5\t806.38"),
    ("2. Dividends\n",
     "(3) Consolidated Cash Flows\n\n\tOperating\tInvesting\tFinancing\tCash at the End\n"
     "\tJPY millions\tJPY millions\tJPY millions\tJPY millions\n"
     "Fiscal Year Ended March 31, 2013\t3,970\t(3,054)\t(2,756)\t11,670\n"
     "Fiscal Year Ended March 31, 2012\t4,288\t(3,234)\t(795)\t13,537\n\n2. Dividends\n"),
    ("Year-end\tTotal\t\t\n\tJPY\tJPY\tJPY\tJPY\tJPY\t\t\n",
     "Year-end\tTotal\tTotal Dividends\tPayout Ratio\tDividends on Equity\n"
     "\tJPY\tJPY\tJPY\tJPY\tJPY\tJPY millions\t%\t%\n"),
    ("1,750.00\t3,250.00\t\t\n", "1,750.00\t3,250.00\t659\t48.4\t2.1\n"),
    ("March 31, 2013\t-\t1,750.00\t\t\t\t\t\n", "March 31, 2013\t-\t1,750.00\t-\t8.75\t1,758.75\t709\t35.3\t2.1\n"),
    ("Fiscal Year Ending March 31, 2013 (Target)\t\t\t-\t8.75\t1,758.75\t\t\n",
     "Fiscal Year Ending March 31, 2014 (Target)\t\t9.00\t-\t9.00\t18.00\t\t33.2\t\n"),
    ("Fiscal Year Ending March 31, 2013\t-", "Fiscal Year Ended March 31, 2013\t-"),
    ("for the Fiscal Year Ending March 31, 2013 (April 1, 2012 through March 31, 2013)",
     "for the Fiscal Year Ending March 31, 2014 (April 1, 2013 through March 31, 2014)"),
    ("March 31, 2013\t107,000\t10.0\t7,500\t18.0\t6,900\t15.5\t4,000\t9.9\t98.68",
     "March 31, 2014\t55,000\t7.6\t3,600\t10.3\t3,400\t7.0\t2,200\t9.6\t54.27"),
]  # fmt: skip


def full_year(target: Path) -> Path:
    """The folder of a filing of the fiscal year to March 31, 2013."""
    filing = replaced(periods(without_quarter(sample("filing.toml")), PERIODS), SETTINGS)
    filing = renamed(filing, "year").replace('"YEAR"', '"year"')
    stated = re.compile(
        r'\[\[summary.stated\]\]\nreason = \{ en = "dividends per.*?(?=\[\[summary.stated\]\]\nreason = \{ en = "growth)',
        re.DOTALL,
    )
    filing, count = stated.subn(lambda _: STATED, filing)
    assert count == 1
    filing = replaced(
        filing,
        [
            ("[summary.items]\n", f"[summary.items]\n{ITEMS}"),
            ("# The targets, printed once more", f"{TABLES}# The targets, printed once more"),
        ],
    )
    return folder(target, filing, replaced(statements_alone(sample("release.txt")), RELEASE))
