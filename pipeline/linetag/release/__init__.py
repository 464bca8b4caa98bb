"""A release as text → a `Document`: tables, rows and cells with their places. Knows no concepts."""
