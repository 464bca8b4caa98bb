"""The thresholds of checks and explanations; tests/test_checks_limits.py tests each from both sides."""

from __future__ import annotations

from decimal import Decimal

# --- the search: how much it looks at ---------------------------------------------------------

# Failing sums whose cause is searched for; a report with more of them has a systematic error.
MOST_SEARCHED = 500
# Pairs of a figure and a failing relation to look at (some microseconds each), all relations together.
MOST_TESTED = 100_000
# In a longer sum some figure always is one digit away from what is wanted, by chance.
MOST_DIGIT_TERMS = 50
# A figure in more failing relations than this is not asked which value most of them agree on.
MOST_AGREEING = 20
# Slips are tried on a figure only if it takes part in at most so many relations; a form has no more.
MOST_TOUCHED = 50
# Figures of a line item whose sign or weight must be wrong before the whole line is suspected.
LEAST_OF_LINE = 2

# --- the search: what is evidence, and what may be chance --------------------------------------

# A difference of fewer units of a figure's last digit does not point to one of its digits.
TELLING_UNITS = 10
# A figure that is not larger than so many times what rounding explains is no evidence.
TELLING_SLACKS = 4
# A sum of two figures cannot hold without one of them: it would be a copy.
LEAST_TERMS_WITHOUT = 3
# More figures that are equally likely to be wrong than this are not named.
MOST_RIVALS = 4

# --- repairs: what else would make a sum hold -------------------------------------------------

# How likely chance may be for a repair that is named.
MOST_CHANCE = Decimal("0.03")
# Contributors of a sum, and changes of it that are tried in pairs.
MOST_CHANGES = 200
# Weights of which three or four are tried together.
MOST_WEIGHTS_TRIED = 20
# Wrong weights of several contexts that are one cause together.
MOST_WRONG_WEIGHTS = 6
# Facts of one concept and day among which its figure is looked for.
MOST_REPORTED = 60
# Figures of one context that have the same amount, within rounding: one of more is no evidence.
MOST_OF_AN_AMOUNT = 60
# Repairs of one sum that are compared, and contexts of a total in which they are tried first.
MOST_REPAIRS = 50
MOST_CONTEXTS_TRIED = 20
# Names that share so many words, and this much of those of the shorter one, are similar.
LEAST_WORDS = 2
SHARE_OF_WORDS = Decimal("0.6")
# Figures spread over powers of ten: this much more seldom than evenly spread ones they are near an amount.
SPREAD_OF_FIGURES = 4

# --- figures that equal a difference ----------------------------------------------------------

# A difference of fewer units than this is found among the other figures by chance.
TELLING_UNITS_UNADDED = 100
# The units of the last digit by which such a figure may miss the difference.
MOST_UNITS_OFF = 3
# Concepts to follow down from a contributor; a larger tree is not a statement.
MOST_BELOW = 10_000

# --- the words --------------------------------------------------------------------------------

# Root causes that are explained one by one; the others are counted.
MOST_EXPLAINED = 100
# Contributors that are not reported: of more only their number is given.
MOST_MISSING = 50
# Contributors whose figures a message adds up; of more it gives the sum.
MOST_TERMS = 6
# Names and places in one sentence, and contexts in which a sum fails in the same way.
MOST_NAMED = 4
MOST_CONTEXTS = 6
MOST_PLACES = 30
# Findings of one kind are reported in one finding from this number on.
MANY = 4
# So many sums hold only if figures are cut off, and this share of those that fail by little.
LEAST_CUT_OFF = 3
SHARE_CUT_OFF = Decimal("0.9")
# A context with less than this share of the lines of a role is of another table, with fewer lines.
FEW_LINES = Decimal("0.5")
# Zeros at the end of a figure from which on it looks rounded to more than its decimals say.
LEAST_ZEROS = 2
# The other digits of such a figure; amounts that are agreed upon, such as loans, have fewer.
LEAST_DIGITS = 3
# Units of the last digit beyond what rounding explains that still look like rounding.
FEW_UNITS = 1
# A total or contributor must have so many units for a difference of a few to look like rounding.
LEAST_UNITS_ROUNDED = 100

# --- other families ---------------------------------------------------------------------------

# The largest figures of a translation: they give its rate, each to more digits than the rate has.
LARGEST_TRANSLATED = 9
# A quotient of the library that fails in so many periods, and in half of all, is not what a company divides.
LEAST_FAILING_QUOTIENTS = 2
# Wrong weights that are reported one by one; a taxonomy with more has one reason for all.
MOST_WEIGHTS = 100
MOST_ROLES = 3
# Duplicates whose places are named.
MOST_DUPLICATES = 5
