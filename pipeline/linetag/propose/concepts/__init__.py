"""Concepts for the lines of a statement: what other companies print for them, and what the filing shows."""
