"""Limits of what is looked at to recognise a statement. Real releases stay far below those of sizes."""

MAX_TITLE = 240
"""Characters of the longest line that can name a statement; a longer one is prose."""

MAX_TITLE_LINES = 12
"""Lines above a table in which its title is looked for."""

MAX_HEADER_TEXT = 600
"""Characters of the longest text in which periods and scales are looked for."""

MAX_SHARES = 50_000_000_000
"""The most shares that a count in a caption can mean; more says that the scale does not apply to it."""
