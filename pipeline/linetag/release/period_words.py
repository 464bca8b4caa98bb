"""The words that name periods: "Three Months Ended", "13 weeks", "Q3 FY25", "fiscal 2024", "第2四半期累計".

They say how long a period is, which one of the year it is, and sometimes its fiscal year; the dates beside
them (`dates`) say when it ends.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from linetag.release import dates

Relation = Literal["", "current", "prior"]
"""Which of two periods side by side words mean; "" if they do not say it."""

_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_ONES = {
    word: number
    for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"), 1)
}
_TEENS = {
    word: number
    for number, word in enumerate(
        (
            *("ten", "eleven", "twelve", "thirteen", "fourteen"),
            *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
        ),
        10,
    )
}
_SIMPLE = {**_ONES, **_TEENS, **_TENS}
_WORD = "|".join(_SIMPLE)
_NUMBER = rf"(?:[0-9]{{1,2}}|(?:{'|'.join(_TENS)})[\s-](?:{'|'.join(_ONES)})|{_WORD})"
_ORDINALS = {
    **{word: number for number, word in enumerate(("first", "second", "third", "fourth"), 1)},
    **{word: number for number, word in enumerate(("1st", "2nd", "3rd", "4th"), 1)},
}
_ORDINAL = "|".join(_ORDINALS)
_YEAR = r"(?:(?:19|20)[0-9]{2}|['’]?[0-9]{2})(?![0-9A-Za-z%]|[,.][0-9])"
_FISCAL = r"(?:F\.?Y\.?|fiscal(?:\s+year)?)"
_NOT_A_WORD = r"(?![A-Za-z0-9])"
_PERIOD = re.compile(
    rf"""(?<![A-Za-z0-9.,])(?:
      (?P<count>{_NUMBER})(?:\s*\([0-9]{{1,2}}\))?[\s-]*(?P<unit>months?|weeks?|quarters?|years?)
    | (?P<ordinal>{_ORDINAL})[\s-]+(?:fiscal\s+)?(?P<which>quarter|half)(?:[\s-]?year)?(?![A-Za-z])
      (?:\s*(?:of\s+)?(?:the\s+)?(?:{_FISCAL}\s*)?(?P<y1>{_YEAR}))?
    | (?:(?P<q1>[1-4])(?P<u1>[QH])|(?P<u2>[QH])(?P<q2>[1-4]))
      (?:[\s,-]*(?:{_FISCAL}\s*|CY\s*)?(?P<y2>{_YEAR}))?
    | (?:{_FISCAL}|(?:full[\s-]+)?year)\s*(?P<y3>{_YEAR})
      (?:\s*(?:(?P<u3>[QH])(?P<q3>[1-4])|(?P<q4>[1-4])(?P<u4>[QH])))?
    | (?P<relation>current|prior|previous|preceding)[\s-]+(?:fiscal\s+)?(?P<of>years?|quarters?|period)
    | (?:(?:fiscal|calendar|full)[\s-]+)?(?P<alone>half[\s-]?years?|quarters?|years?)
      (?:\s+then)?\s+(?:ended|ending)
    | (?P<to_date>year[\s-]+to[\s-]+date|YTD)
    ){_NOT_A_WORD}""",
    re.IGNORECASE | re.VERBOSE,
)
_JAPANESE = re.compile(
    r"""(?P<relation>前々|前|当)?\s*(?:第\s*(?P<quarter>[1-4一二三四])\s*四半期|(?P<first>中間|上半?期)|(?P<second>下半?期))
      \s*(?:連結|個別)?\s*(?P<cumulative>\(?累計)?
    | (?P<relation_of_year>前々|前|当)\s*(?:連結|個別)?\s*
      (?:会計年度|事業年度|期(?!間)|年度|(?P<same>年同(?:四半)?期))
    | (?P<count>[0-9]{1,2})\s*(?:[ヶケかカヵ箇]月|(?P<weeks>週))\s*間?
    | 通期""",
    re.VERBOSE,
)
_MONTHS = {"month": 1, "quarter": 3, "q": 3, "half": 6, "h": 6, "year": 12}
_RELATIONS: dict[str, Relation] = {
    "current": "current",
    **dict.fromkeys(("prior", "previous", "preceding"), "prior"),
    "当": "current",
    **dict.fromkeys(("前", "前々"), "prior"),
}
_KANJI = "一二三四"


class PeriodWords(NamedTuple):
    """Words at text[start:end] that name a period.

    Its length is `months` or `weeks`, 0 where the words do not say it. `ordinal` counts the quarter or half
    in its year ("Q3" 3, "second half" 2), 0 where it is none; `year` is the fiscal year that is named.
    A `cumulative` period begins with the year ("year to date", "第2四半期累計期間"); its `months` are then
    those since the beginning, if known.
    """

    start: int
    end: int
    months: int = 0
    weeks: int = 0
    ordinal: int = 0
    year: int | None = None
    relation: Relation = ""
    cumulative: bool = False


def find(text: str) -> tuple[PeriodWords, ...]:
    """Return the words in the folded `text` that name periods, in order.

    >>> find("Thirteen Weeks Ended")[0].weeks, find("Q3 FY25")[0].ordinal, find("Q3 FY25")[0].year
    (13, 3, 2025)
    """
    found = [_words(match) for match in _PERIOD.finditer(text)]
    return tuple(sorted([*found, *(_japanese(match) for match in _JAPANESE.finditer(text))]))


def number(word: str) -> int:
    """Return the number of "13", "thirteen", "twenty-six"."""
    if word.isdecimal():
        return int(word)
    return sum(_SIMPLE[part] for part in re.split(r"[\s-]+", word.casefold()))


def _words(match: re.Match[str]) -> PeriodWords:
    found = PeriodWords(*match.span())
    if match["count"]:
        return _counted(found, number(match["count"]), match["unit"])
    if match["relation"]:
        return found._replace(relation=_RELATIONS[match["relation"].casefold()], months=_months(match["of"]))
    if match["alone"]:
        return found._replace(months=_months(match["alone"]))
    if match["to_date"]:
        return found._replace(cumulative=True)
    year = next((match[name] for name in ("y1", "y2", "y3") if match[name]), None)
    part = match["ordinal"] or match["q1"] or match["q2"] or match["q3"] or match["q4"]
    kind = match["which"] or match["u1"] or match["u2"] or match["u3"] or match["u4"]
    return found._replace(
        months=_months(kind or "year"),
        ordinal=(_ORDINALS.get(part.casefold()) or int(part)) if part else 0,
        year=dates.year_of(year) if year else None,
    )


def _counted(found: PeriodWords, count: int, unit: str) -> PeriodWords:
    if unit.casefold().startswith("week"):
        return found._replace(weeks=count)
    return found._replace(months=count * _months(unit))


def _japanese(match: re.Match[str]) -> PeriodWords:
    relation = _RELATIONS.get(match["relation"] or match["relation_of_year"] or "", "")
    found = PeriodWords(*match.span(), relation=relation)
    if match["count"]:
        count = int(match["count"])
        return found._replace(weeks=count) if match["weeks"] else found._replace(months=count)
    if match["quarter"]:
        quarter = _KANJI.index(match["quarter"]) + 1 if match["quarter"] in _KANJI else int(match["quarter"])
        cumulative = bool(match["cumulative"])
        return found._replace(months=3 * quarter if cumulative else 3, ordinal=quarter, cumulative=cumulative)
    if match["first"] or match["second"]:
        return found._replace(months=6, ordinal=2 if match["second"] else 1)
    return found if match["same"] else found._replace(months=12)


def _months(unit: str) -> int:
    """The months of "quarter", "half year", "years", "Q"."""
    word = unit.casefold()
    return next((months for name, months in _MONTHS.items() if word.startswith(name)), 0)
