"""Limits of the values in `filing.toml`."""

MAX_SCALE = 12
"""The largest power of ten that a table counts: trillions."""

MAX_DECIMALS = 12
"""Decimals of the amounts in a highlight table."""

MAX_COLUMN = 1000
"""The number of the last figure column that a decision can be about."""

MAX_SUBSIDIARIES = 10**6
"""Subsidiaries in the notes of the summary."""

MAX_STEM = 100
"""Characters that the names of the written files begin with."""

NAME_SIMILARITY = 0.7
"""How similar a declared name must be to be suggested for a misspelt one; others are other concepts."""
