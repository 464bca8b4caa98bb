"""Limits of what is looked at to recognise a statement. Real releases stay far below those of sizes."""

MAX_TITLE = 240
"""Characters of the longest line that can name a statement; a longer one is prose."""

MAX_TITLE_LINES = 12
"""Lines above a table in which its title is looked for."""

MAX_HEADER_TEXT = 600
"""Characters of the longest text in which periods and scales are looked for."""

MAX_STATEMENT_ROWS = 1_000
"""Rows of a table whose captions are looked at to recognise it; the longest statements have some 150."""

MAX_CANDIDATES = 100
"""Tables of a document that can be one statement; those after them are not compared any more."""

MAX_COMPARED_CAPTIONS = 100
"""Pairs of captions that are compared to find one that differs from another by a slip."""

MAX_INCOMES = 20
"""Incomes, amounts per share and counts of shares of one period that are compared with each other."""

MAX_SCALED_SHARES = 10_000_000
"""The largest count of shares, as printed in a caption, that can be in thousands: ten billion shares."""

MAX_DOUBTFUL_SHARES = 100_000
"""The largest count of shares in a caption that has the scale of the amounts if no other is stated."""

MAX_SUM_COLUMNS = 12
"""Columns of a statement that decide which lines add up."""

MAX_EXPONENT = 60
"""Digits before or behind the decimal point of the largest or smallest amount that takes part in a sum."""

MAX_LINES_BELOW = 40
"""Lines of which a total that stands above them can be made up."""

MAX_OPEN_LINES = 120
"""Lines without a total that can be contributors of one that follows; those further up are given up."""

MAX_SIGNED_LINES = 40
"""Lines among which contributors with different signs, or lines to leave out, are looked for."""

MAX_PAIRED_LINES = 14
"""Lines among which two contributors that are both deducted are looked for."""

MAX_JUDGED_SUMS = 60
"""Sums that are judged for one total; on real statements it is some five."""

MAX_TREES = 8
"""Trees of a statement that are followed at the same time; on real statements one or two remain."""
