"""Limits of the files that people edit, far beyond any use, so that a wrong file cannot exhaust memory."""

MIB = 1024 * 1024

MAX_BYTES = 32 * MIB
"""Bytes of the largest settings file or table."""

MAX_DIGITS = 20
"""Digits of a number before the decimal point, and after it."""

FIRST_YEAR, LAST_YEAR = 1801, 2999
"""Years of the dates in settings: a day before and a year after them are in the calendar too."""
