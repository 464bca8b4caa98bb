"""Limits of the calculation engine, each pinned by a test: exact arithmetic beyond them fills the memory."""

# A figure of more digits, on either side of the point, is left unchecked ("too many digits").
MOST_DIGITS = 20_000
# An arc whose weight has more digits counts as one without a weight.
MOST_WEIGHT_DIGITS = 100
# Figures of up to `SCALE` - 1 decimals and this many digits are whole at the usual scale.
USUAL_DIGITS = 40
# Figures are integers in units of 10**-SCALE, so that half a unit of their last digit is whole, too.
SCALE = 5
