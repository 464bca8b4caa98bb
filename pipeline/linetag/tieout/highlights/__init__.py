"""Highlight tables: the figures that a release repeats in millions, tied to the facts and to each other."""
