"""Limits of reading XBRL documents, each pinned by a test.

They stand far above the largest documents seen (instances of 60 MB, reports with pictures of 200),
and below what fills the memory. Without entities a document cannot grow beyond its own size.
"""

# --- XML ------------------------------------------------------------------------------------------

# A larger document is not parsed (X974).
MAX_BYTES = 512 * 1024 * 1024
# A larger document is read in pieces where that is possible: its tree takes a dozen times its size.
LARGE = 6 * 1024 * 1024
# An instance in which a prefix stands for several namespaces needs its tree, up to this size.
MAX_INSTANCE_TREE = 64 * 1024 * 1024
# A tree may take this much memory, as estimated from its tags and attributes (X974).
MAX_TREE = 3 * 1024 * 1024 * 1024
# Comments and a document type declaration before the root element are searched up to this size.
MAX_PROLOGUE = 8 * 1024 * 1024

# --- zips -----------------------------------------------------------------------------------------

# Files in a zip, and their size when they are unpacked (X754): the US GAAP package has 600 and 100 MB.
MAX_FILES = 20_000
MAX_TOTAL = 1024 * 1024 * 1024
# Zips lie in zips (X972): a year's filings, each with its report package, and that with its documents.
MAX_DEPTH = 5
MAX_ZIPS = 20_000
# XML shrinks to a thirtieth at most; a file from this size on that shrank further is a bomb (X972).
MAX_SHRINKING = 200
SUSPICIOUS_BYTES = 16 * 1024 * 1024

# --- facts ----------------------------------------------------------------------------------------

# No taxonomy nests tuples so deep (X948).
MAX_TUPLES = 100
# Texts stand inside each other: altogether they may be this many times as long as the documents (X952).
MAX_TEXTS = 4
# A larger power of ten in `scale` is refused (X945).
MAX_SCALE = 1_000
# A longer printed figure is refused (X944).
MAX_FIGURE = 100_000
# Decimals beyond these mean nothing for any figure; a larger number counts as the next one.
MAX_DECIMALS = 99_999
# A longer text is not read by formats of numbers with words, of the SEC, and of dates.
MAX_NUMBER_TEXT = 1_000
MAX_SEC_TEXT = 400
MAX_DATE_TEXT = 200
# Different texts in place of numbers that have a finding each; the others share one (X910).
MAX_INVALID = 10
# Zips beside a report that are searched for its schemas and linkbases.
MAX_BESIDE = 20
