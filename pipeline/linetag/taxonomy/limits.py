"""Limits of reading taxonomies, each pinned by a test: what goes beyond them is a finding."""

# The largest taxonomies consist of a few thousand files (X765).
MAX_DOCUMENTS = 20_000
# An arc stands for every pair of locators with its labels: a small file could ask for billions (X760).
MAX_RELATIONS = 3_000_000
# Types that derive from each other over more steps are not followed.
MAX_DERIVATIONS = 8
# Steps of an element() pointer count children up to this many.
MAX_CHILD = 9_999_999
