"""The formats of Inline XBRL: what is printed → what is reported.

Transformation Rules Registries 1 to 5 and that of the SEC.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal, NamedTuple

from linetag.model import QName
from linetag.xbrl.transformations import numbers as format_numbers
from linetag.xbrl.transformations import sec as format_sec
from linetag.xbrl.transformations.dates import date_format
from linetag.xbrl.transformations.numbers import Convert

_REGISTRY = "http://www.xbrl.org/inlineXBRL/transformation/"
_REGISTRIES: Mapping[str, int] = {
    "http://www.xbrl.org/2008/inlineXBRL/transformation": 1,
    f"{_REGISTRY}2010-04-20": 1,
    f"{_REGISTRY}2011-07-31": 2,
    f"{_REGISTRY}2015-02-26": 3,
    f"{_REGISTRY}2020-02-12": 4,
    f"{_REGISTRY}2022-02-16": 5,
}
_SEC = "http://www.sec.gov/inlineXBRL/transformation/2015-08-31"
_NUMBERS: Mapping[int, Mapping[str, Convert]] = {
    1: format_numbers.FIRST,
    2: format_numbers.SECOND,
    3: format_numbers.THIRD,
    4: format_numbers.FOURTH,
    5: format_numbers.FIFTH,
}
_OLD_FIXED = {"booleanfalse": "false", "booleantrue": "true", "nocontent": ""}
_NEW_FIXED = {"fixed-empty": "", "fixed-false": "false", "fixed-true": "true"}
_FIXED: Mapping[int, Mapping[str, str]] = {
    1: {},
    2: _OLD_FIXED,
    3: _OLD_FIXED,
    4: _NEW_FIXED,
    5: _NEW_FIXED,
}
# Known, and left as they are printed: the Indian national calendar, and countries of the SEC.
_AS_PRINTED: Mapping[int, tuple[str, ...]] = {
    1: (),
    2: (),
    3: ("calindaymonthyear", "calinmonthyear"),
    4: ("date-ind-day-monthname-year-hi",),
    5: ("date-ind-day-monthname-year-hi",),
}


class Format(NamedTuple):
    """A format: `convert` gives None for a text that does not fit it, `kind` says what it gives.

    A "number" is plain digits with at most one point, or INF, -INF or NaN.
    """

    convert: Convert
    kind: Literal["number", "text", "as printed"]


@lru_cache(maxsize=1024)
def format_of(name: QName) -> Format | None:
    """The format of that name; None if no registry known here has it."""
    namespace, local = name
    if namespace == _SEC:
        numbers, kept = format_sec.NUMBERS, local in format_sec.AS_PRINTED
        text = format_sec.TEXTS.get(local)
    elif (registry := _REGISTRIES.get(namespace)) is not None:
        numbers, kept = _NUMBERS[registry], local in _AS_PRINTED[registry]
        fixed = _FIXED[registry].get(local)
        text = date_format(registry, local) if fixed is None else lambda _: fixed
    else:
        return None
    if local in numbers:
        return Format(numbers[local], "number")
    if text is not None:
        return Format(text, "text")
    return Format(lambda printed: printed, "as printed") if kept else None
