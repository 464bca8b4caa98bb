"""Thresholds of the comparison of a release with the settings."""

HEADING_LINES = 3
"""Lines directly above a table that say which dates it is about; earlier lines are prose."""

LABEL_SIMILARITY = 0.8
"""How similar a label of mapping.csv must be to be suggested for a line item without a row."""

CAPTION_SIMILARITY = 0.6
"""How similar a line item must be to be shown for a row without a line item: captions are reworded."""
