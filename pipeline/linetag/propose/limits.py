"""Limits of what is looked at to recognise a statement. Real releases stay far below those of sizes."""

MAX_TITLE = 240
"""Characters of the longest line that can name a statement; a longer one is prose."""

MAX_TITLE_LINES = 12
"""Lines above a table in which its title is looked for."""

MAX_HEADER_TEXT = 600
"""Characters of the longest text in which periods and scales are looked for."""

MAX_SCALED_SHARES = 10_000_000
"""The largest count of shares, as printed in a caption, that can be in thousands: ten billion shares."""

MAX_DOUBTFUL_SHARES = 100_000
"""The largest count of shares in a caption that has the scale of the amounts if no other is stated."""
