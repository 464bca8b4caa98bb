"""A first and a third quarter from the sample's folder, by other settings and another release.

The figures of the six months stand for those of the other period; what the sample has for the second
quarter alone is left out. What only a full year has stands in `filing_full_year`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from linetag import data

Changes = Sequence[tuple[str, str]]

QUARTER_ALONE = ("is-quarter", "eps-quarter", "cf-quarter", "cf-quarter-financing")
_BLOCKS = re.compile(r"(?m)^(?=\[\[|# ---|# [A-Z])")


def replaced(text: str, changes: Changes) -> str:
    """The text with each change made wherever it applies; a change that does not is a slip of the test."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def without_quarter(filing: str) -> str:
    """The settings without what is said of the second quarter alone."""

    def of_quarter(block: str) -> bool:
        name = re.search(r'^(?:name|table) = "(.*)"$', block, re.MULTILINE)
        return name is not None and (name[1] in QUARTER_ALONE or name[1].startswith("quarter-"))

    kept = [block for block in _BLOCKS.split(filing) if not of_quarter(block)]
    return re.sub(r'(?m)^"quarter-.*\n', "", "".join(kept))


def renamed(filing: str, period: str) -> str:
    """The settings with the period `half` called otherwise, wherever one names it."""
    return re.sub(r"(?<![\w-])(prior-)?half(?![\w-])", rf"\g<1>{period}", filing)


def periods(filing: str, lines: Mapping[str, str]) -> str:
    """The settings with other periods."""
    table = "".join(f"{name} = {value}\n" for name, value in lines.items())
    return re.sub(r"(?ms)^\[periods\]\n.*?\n\n", lambda _: f"[periods]\n{table}\n", filing)


def statements_alone(release: str) -> str:
    """The release without the tables of the second quarter alone."""
    start = release.index("2nd Quarter FY2012 Consolidated Financial Results (3 months)")
    return release[:start] + release[release.index("Note: what follows repeats") :]


def folder(target: Path, filing: str, release: str) -> Path:
    """The sample's folder with other settings and another release."""
    shutil.copytree(data.sample(), target)
    (target / "filing.toml").write_text(filing, "utf-8")
    (target / "release.txt").write_text(release, "utf-8")
    return target


def sample(name: str) -> str:
    """A file of the sample's folder."""
    return (data.sample() / name).read_text("utf-8")


FIRST_QUARTER_PERIODS = {
    "now": "2012-06-30",
    "prior-end": "2012-03-31",
    "quarter": "{ start = 2012-04-01, end = 2012-06-30 }",
    "prior-quarter": "{ start = 2011-04-01, end = 2011-06-30 }",
    "year": "{ start = 2012-04-01, end = 2013-03-31 }",
    "prior-year": "{ start = 2011-04-01, end = 2012-03-31 }",
}
FIRST_QUARTER_SETTINGS = [
    ("September 30", "June 30"),
    ("20120930", "20120630"),
    ("2012-09-30", "2012-06-30"),
    ("Six Months", "Three Months"),
    ("six months", "three months"),
    ("平成25年3月期第2四半期 四半期", "平成25年3月期第1四半期 四半期"),
    ('"Q2"', '"Q1"'),
    ("第２四半期決算短信", "第１四半期決算短信"),
    ("平成23年3月期第2四半期", "平成23年3月期第1四半期"),
    ("1H", "1Q"),
    ("November 8", "August 8"),
    ("November 14", "August 14"),
    ("2012-11-08", "2012-08-08"),
    ("2012-11-14", "2012-08-14"),
    ("dividend-date = 2012-12-06\n", ""),
    ('"cover.dividend-date" = "Payment of dividend: December 6, 2012"\n', ""),
    ('"dividends.second-quarter@year"', '"dividends.second-quarter@year-forecast"'),
]
FIRST_QUARTER_RELEASE = [
    ("September 30", "June 30"),
    ("Six Months", "Three Months"),
    ("1H", "1Q"),
    ("November 8", "August 8"),
    ("November 14", "August 14"),
    ("Payment of dividend: December 6, 2012\n\n", ""),
    ("March 31, 2013\t-\t1,750.00\t\t\t", "March 31, 2013\t-\t\t\t\t"),
    ("(Target)\t\t\t-\t8.75", "(Target)\t\t1,750.00\t-\t8.75"),
]


def first_quarter(target: Path) -> Path:
    """The folder of a filing of the three months to June 30, 2012."""
    filing = periods(without_quarter(sample("filing.toml")), FIRST_QUARTER_PERIODS)
    filing = replaced(renamed(filing, "quarter"), FIRST_QUARTER_SETTINGS)
    release = replaced(statements_alone(sample("release.txt")), FIRST_QUARTER_RELEASE)
    return folder(target, filing, release)


THIRD_QUARTER_PERIODS = {
    "now": "2012-12-31",
    "prior-end": "2012-03-31",
    "nine-months": "{ start = 2012-04-01, end = 2012-12-31 }",
    "prior-nine-months": "{ start = 2011-04-01, end = 2011-12-31 }",
    "year": "{ start = 2012-04-01, end = 2013-03-31 }",
    "prior-year": "{ start = 2011-04-01, end = 2012-03-31 }",
}
THIRD_QUARTER_SETTINGS = [
    ("September 30", "December 31"),
    ("20120930", "20121231"),
    ("2012-09-30", "2012-12-31"),
    ("Six Months", "Nine Months"),
    ("six months", "nine months"),
    ("平成25年3月期第2四半期 四半期", "平成25年3月期第3四半期 四半期"),
    ('"Q2"', '"Q3"'),
    ("第２四半期決算短信", "第３四半期決算短信"),
    ("平成23年3月期第2四半期の金額", "平成23年3月期第3四半期の金額"),
    ("1H", "3Q"),
    ("November 8, 2012", "February 8, 2013"),
    ("November 14, 2012", "February 14, 2013"),
    ("2012-11-08", "2013-02-08"),
    ("2012-11-14", "2013-02-14"),
    ("dividend-date = 2012-12-06\n", ""),
    ('"cover.dividend-date" = "Payment of dividend: December 6, 2012"\n', ""),
    ('"dividends.third-quarter@year-forecast"', '"dividends.third-quarter@year"'),
]
THIRD_QUARTER_RELEASE = [
    ("Sept\ttember 30", "Dec\tcember 31"),
    ("Sept\tember 30", "Dec\tember 31"),
    ("er 30, 2012", "er 31, 2012"),
    ("hs Ended r 30, 2012", "hs Ended r 31, 2012"),
    ("Six Montl September", "Nine Montl December"),
    ("September 31", "December 31"),
    ("September 30", "December 31"),
    ("Six Months", "Nine Months"),
    ("1H", "3Q"),
    ("November 8, 2012", "February 8, 2013"),
    ("November 14, 2012", "February 14, 2013"),
    ("Payment of dividend: December 6, 2012\n\n", ""),
    ("March 31, 2013\t-\t1,750.00\t\t\t", "March 31, 2013\t-\t1,750.00\t-\t\t"),
    ("(Target)\t\t\t-\t8.75", "(Target)\t\t\t\t8.75"),
]


def third_quarter(target: Path) -> Path:
    """The folder of a filing of the nine months to December 31, 2012."""
    filing = periods(without_quarter(sample("filing.toml")), THIRD_QUARTER_PERIODS)
    filing = replaced(renamed(filing, "nine-months"), THIRD_QUARTER_SETTINGS)
    release = replaced(statements_alone(sample("release.txt")), THIRD_QUARTER_RELEASE)
    return folder(target, filing, release)
